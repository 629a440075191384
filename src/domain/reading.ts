import type { List, ListItem, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString as plainText } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import { limits } from './limits.ts'
import type { Problem } from './template.ts'

export type Node = RootContent
/** A second-level heading and what is below it. */
export type Part = { heading: string; line: number; nodes: Node[] }

/** A Markdown source being read: what is wrong with it, and what of it has no place. */
export class Reading {
  readonly problems: Problem[] = []
  readonly unplaced: Problem[] = []
  readonly notes: string[] = []
  private readonly source: string

  constructor(source: string) {
    // Neither a byte order mark nor control characters have anything to say.
    this.source = source.replace(/^\uFEFF|[^\P{Cc}\n\r\t]/gu, '')
  }

  /** The blocks of the source; none, and a problem, when they are nested too deeply to be read. */
  nodes(): Node[] {
    const deep = this.source.split(/\r\n|\r|\n/).findIndex(isTooDeep)
    if (deep >= 0) {
      this.problem(deep + 1, 'This line is nested too deeply: move it, and those around it, out.')
      return []
    }
    return fromMarkdown(this.source, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    }).children
  }

  problem(line: number, problem: string): void {
    this.problems.push({ line, problem })
  }

  /** A problem where a text is empty or longer than golive can show. */
  limit(text: string, limit: number, line: number, what: string): void {
    if (text === '') this.problem(line, `This ${what} is empty.`)
    if (text.length <= limit) return
    this.problem(line, `This ${what} has ${text.length} characters; at most ${limit} are possible.`)
  }

  /** Says of a piece of the source that it has no place. */
  leave(node: Node | ListItem, why: string): void {
    this.unplaced.push({ line: lineOf(node), problem: `${quoted(words(node))} ${why}.` })
  }

  /** Keeps what the checklist says about itself. */
  note(node: Node): void {
    if (node.type === 'list') {
      this.notes.push(...node.children.map((item) => this.firstLine(item)))
    } else if (node.type === 'paragraph') {
      if (!isLabel(node)) this.notes.push(this.inline(node))
    } else if (node.type !== 'thematicBreak') {
      this.leave(node, 'has no place in a checklist')
    }
  }

  firstLine(item: ListItem): string {
    const [first] = item.children
    return first?.type === 'paragraph' ? this.inline(first) : ''
  }

  /** The Markdown between a block's own marks, on one line. */
  inline(node: Node): string {
    const children = 'children' in node ? node.children : []
    const start = children[0]?.position?.start.offset
    const end = children.at(-1)?.position?.end.offset
    if (start === undefined || end === undefined) return ''
    return this.source.slice(start, end).replace(/\s+/g, ' ').trim()
  }
}

/** The plain words of a node: names are shown where no marks can be. */
export function words(node: Node | ListItem): string {
  return plainText(node).replace(/\s+/g, ' ').trim()
}

/** A text, or as much of it as a sentence about it can quote. */
export function quoted(text: string): string {
  return `“${text.slice(0, 60)}”`
}

export function lineOf(node: Node | ListItem): number {
  return node.position?.start.line ?? 1
}

export function hasBoxes(list: List): boolean {
  return list.children.some((item) => item.checked != null)
}

/** Whether reading it would take more time and stack than any checklist is worth. */
function isTooDeep(line: string): boolean {
  const [indentation = ''] = /^(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/.exec(line) ?? []
  return (
    indentation.length < line.trimEnd().length &&
    indentation.replaceAll('\t', '    ').length > limits.indentation
  )
}

/** A line such as "Approved by:", which only names what follows. */
function isLabel(node: Node): boolean {
  return words(node).endsWith(':')
}
