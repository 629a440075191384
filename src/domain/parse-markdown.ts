/** The Markdown that checklists are written in: CommonMark with GitHub's task lists, tables and strikethrough. */
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import {
  gfmStrikethroughFromMarkdown,
  gfmStrikethroughToMarkdown,
} from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown, gfmTableToMarkdown } from 'mdast-util-gfm-table'
import {
  gfmTaskListItemFromMarkdown,
  gfmTaskListItemToMarkdown,
} from 'mdast-util-gfm-task-list-item'
import { toMarkdown } from 'mdast-util-to-markdown'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'

const reading = {
  extensions: [gfmStrikethrough(), gfmTable(), gfmTaskListItem()],
  mdastExtensions: [
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
}
const writing = {
  extensions: [gfmStrikethroughToMarkdown(), gfmTableToMarkdown(), gfmTaskListItemToMarkdown()],
}

export function parseMarkdown(source: string): Root {
  return source.length < worthCutting || !canBeCut(source) ? parseWhole(source) : parseCut(source)
}

/** As one piece, as long as it is. */
export function parseWhole(source: string): Root {
  return fromMarkdown(source, reading)
}

/** From so many characters on it is faster to parse a source section by section. */
const worthCutting = 10_000

/** Before a heading that follows an empty line nothing is left open, but for what `canBeCut` excludes. */
const beforeHeading = /(?<=\n\n)(?=#{1,6}[ \t])/

/**
 * Whether each section can be parsed by itself: nothing that goes on over empty lines and headings, as
 * code in fences and some HTML do, and no definitions, which hold everywhere.
 */
export function canBeCut(source: string): boolean {
  const goesOn = /```|~~~|\]:|<(?:script|pre|style|textarea|\?|!\[|![a-z])/i
  const isCommentOverLines = /<!--(?!.*-->)/
  return !goesOn.test(source) && !isCommentOverLines.test(source) && !source.includes('\r')
}

/** The same tree, from the sections of a source that can be cut. */
export function parseCut(source: string): Root {
  const children: Root['children'] = []
  let offset = 0
  let line = 0
  for (const section of source.split(beforeHeading)) {
    for (const node of parseWhole(section).children) {
      move(node, offset, line)
      children.push(node)
    }
    offset += section.length
    line += section.split('\n').length - 1
  }
  return { type: 'root', children }
}

function move(node: Nodes, offset: number, lines: number): void {
  for (const point of node.position ? [node.position.start, node.position.end] : []) {
    point.offset = (point.offset ?? 0) + offset
    point.line += lines
  }
  if ('children' in node) for (const child of node.children) move(child, offset, lines)
}

/** Plain words as inline Markdown that says no more than they do. */
export function escapeMarkdown(words: string): string {
  return toMarkdown(
    { type: 'paragraph', children: [{ type: 'text', value: words }] },
    writing,
  ).trim()
}
