import type { List, ListItem, Paragraph, Parent, RootContent, TableCell } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { type Annotation, readAnnotation } from './annotation.ts'
import { type FrontMatter, readFrontMatter } from './front-matter.ts'
import { parseMarkdown } from './parse-markdown.ts'
import { sourceProblem } from './source-bounds.ts'
import type { Problem } from './template.ts'

export type Node = RootContent
/** A heading of the highest level below the title, and what is below it. */
export type Part = { heading: string; node: Node | null; line: number; nodes: Node[] }

/** The mark of an item, a heading or a quote without any words; alone it is a paragraph only right after another. */
const bareMark = /^(?:[*+-]|\d{1,9}[.)]|#{1,6}|>)$/

/** A Markdown source being read: what is wrong with it, and what of it has no place. */
export class Reading {
  readonly problems: Problem[] = []
  readonly unplaced: Problem[] = []
  readonly notes: string[] = []
  readonly frontMatter: FrontMatter
  private readonly source: string
  /** Where reference-style links lead, by their names. */
  private readonly targets = new Map<string, string>()

  constructor(source: string) {
    const text = source.replace(/^\uFEFF/, '')
    this.frontMatter = readFrontMatter(text)
    const { length } = this.frontMatter
    // Blank, so that all that follows keeps its place.
    this.source = text.slice(0, length).replace(/[^\r\n]/g, ' ') + text.slice(length)
    this.problems.push(...this.frontMatter.problems)
    this.unplaced.push(...this.frontMatter.unplaced)
  }

  /** The blocks of the source; none, and a problem, when it is more than can be read. */
  nodes(): Node[] {
    const problem = sourceProblem(this.source)
    if (problem) {
      this.problems.push(problem)
      return []
    }
    const { children } = parseMarkdown(this.source)
    for (const node of children) {
      if (node.type === 'definition') this.targets.set(node.identifier, node.url)
    }
    return children.filter(({ type }) => type !== 'definition')
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
    const text = words(node) || this.slice(node)
    this.unplaced.push({ line: lineOf(node), problem: `${quoted(text)} ${why}.` })
  }

  /** Keeps what the checklist says about itself. */
  note(node: Node): void {
    if (node.type === 'list') {
      for (const item of node.children) {
        const text = this.firstLine(item)
        if (text !== '') this.notes.push(text)
        for (const below of item.children.slice(1)) this.note(below)
      }
    } else if (node.type === 'paragraph') {
      const text = this.inline(node)
      if (text !== '' && !bareMark.test(text)) this.notes.push(text)
    } else if (node.type === 'blockquote') {
      for (const below of node.children) this.note(below)
    } else if (node.type === 'html' && commentOf(node.value) === null && isOnlyTags(node.value)) {
      // Tags without words have nothing to say.
    } else if (node.type !== 'thematicBreak') {
      this.leave(node, 'has no place in a checklist')
    }
  }

  firstLine(item: ListItem): string {
    const [first] = item.children
    return first?.type === 'paragraph' ? this.inline(first).replace(boxPattern, '') : ''
  }

  /** The Markdown between a block's own marks, on one line: without comments, with its links' targets. */
  inline(node: Node | TableCell): string {
    const children: Node[] = 'children' in node ? (node.children as Node[]) : []
    const start = children[0]?.position?.start.offset
    const end = children.at(-1)?.position?.end.offset
    if (start === undefined || end === undefined) return ''
    let text = ''
    let at = start
    for (const { from, to, words } of this.replacements(children)) {
      text += this.source.slice(at, from) + words
      at = to
    }
    return (text + this.source.slice(at, end)).replace(/\s+/g, ' ').trim()
  }

  /** The lines of a paragraph, each as inline Markdown. */
  lines(node: Node): string[] {
    const { start, end } = node.position ?? {}
    const text = this.source.slice(start?.offset, end?.offset).replace(/<!--[\s\S]*?-->/g, '')
    return text.split(/\r\n|\r|\n/).map((line) => line.replace(/\s+/g, ' ').trim())
  }

  /** What the comments in and right below something say, all together. */
  annotationIn(nodes: readonly Node[]): Annotation {
    const annotation: Annotation = {}
    for (const node of nodes.flatMap(withInline)) {
      const comment = node.type === 'html' ? commentOf(node.value) : null
      const read = comment === null ? null : readAnnotation(comment)
      if (comment !== null && !read) this.leave(node, 'is a comment')
      Object.assign(annotation, read?.annotation)
      for (const entry of read?.unread ?? []) {
        const problem = `${quoted(entry)} says nothing that golive knows.`
        this.unplaced.push({ line: lineOf(node), problem })
      }
    }
    return annotation
  }

  slice(node: Node | ListItem): string {
    const { start, end } = node.position ?? {}
    return this.source.slice(start?.offset, end?.offset).replace(/\s+/g, ' ').trim()
  }

  private replacements(nodes: readonly Node[]): { from: number; to: number; words: string }[] {
    return nodes.flatMap((node) => {
      const from = node.position?.start.offset ?? 0
      const to = node.position?.end.offset ?? 0
      if (node.type === 'html' && commentOf(node.value) !== null) return { from, to, words: '' }
      if (node.type === 'linkReference') {
        const url = this.targets.get(node.identifier)
        const inner = this.inline(node as unknown as Node)
        return url ? { from, to, words: `[${inner}](${url})` } : []
      }
      return 'children' in node ? this.replacements(node.children as Node[]) : []
    })
  }
}

/** The plain words of a node: names are shown where no marks can be. */
export function words(node: Node | ListItem | TableCell): string {
  return plainText(node, { includeHtml: false }).replace(/\s+/g, ' ').trim()
}

/** A text, or as much of it as a sentence about it can quote. */
export function quoted(text: string): string {
  return `“${text.slice(0, 60)}”`
}

export function lineOf(node: Node | ListItem | TableCell): number {
  return node.position?.start.line ?? 1
}

/** What a comment says; null: it is something else. */
export function commentOf(html: string): string | null {
  return /^\s*<!--([\s\S]*?)-->\s*$/.exec(html)?.[1] ?? null
}

/** Boxes that Markdown does not know as such: "[~]", "[]", "☐", "✅", ":white_check_mark:". */
const boxPattern =
  /^(?:\[[ xX~/-]?\]|(?:[☐☑☒✅⬜✔✓🔲🔳◻◽▢□❏❑]\uFE0F?)|:(?:white_check_mark|ballot_box_with_check|heavy_check_mark|white_large_square|white_square_button|black_square_button):)\s+(?=\S)/u
/** Of those, what says that the item may be left out. */
export const optionalBox = /^\[[~-]\]\s/

/** A text without the box that it begins with. */
export function withoutBox(text: string): string {
  return text.replace(boxPattern, '')
}

/** Whether every line of a paragraph begins with a box. */
export function isBoxes(paragraph: Paragraph): boolean {
  return plainText(paragraph)
    .split('\n')
    .every((line) => boxPattern.test(line.trim()))
}

export function isBox(item: ListItem): boolean {
  const [first] = item.children
  return item.checked != null || (first?.type === 'paragraph' && boxPattern.test(plainText(first)))
}

export function hasBoxes(list: List): boolean {
  return list.children.some(isBox)
}

/** Whether there are boxes in a list, however deep. */
export function hasBoxesBelow(list: List): boolean {
  return list.children.some((item) => isBox(item) || listsBelow(item).some(hasBoxesBelow))
}

export function listsBelow(item: ListItem): List[] {
  return item.children.filter((node) => node.type === 'list')
}

/** Tags alone, such as the end of a fold. */
function isOnlyTags(html: string): boolean {
  return html.replace(/<[^>]*>/g, '').trim() === '' && !/<(?:img|video|iframe)/i.test(html)
}

function withInline(node: Node): Node[] {
  return 'children' in node
    ? [node, ...(node as Parent).children.flatMap((it) => withInline(it as Node))]
    : [node]
}
