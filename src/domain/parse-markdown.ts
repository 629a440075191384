/** The Markdown that checklists are written in: CommonMark with GitHub's task lists, tables and strikethrough. */
import type { Root } from 'mdast'
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
  return fromMarkdown(source, reading)
}

/** Plain words as inline Markdown that says no more than they do. */
export function escapeMarkdown(words: string): string {
  return toMarkdown(
    { type: 'paragraph', children: [{ type: 'text', value: words }] },
    writing,
  ).trim()
}
