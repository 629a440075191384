/** Inline Markdown, as items are written, in Slack's own markup and as plain words. */
import type { PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmAutolinkLiteralFromMarkdown } from 'mdast-util-gfm-autolink-literal'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { escaped, escapedStart, webAddress } from './text.ts'

type Style = 'strong' | 'emphasis' | 'delete' | 'inlineCode'
type Run = { text: string; style: Style | null; url: string | null }

const mark: Record<Style, string> = { strong: '*', emphasis: '_', delete: '~', inlineCode: '`' }
// What else GitHub's Markdown has does not fit into a line.
const options = {
  extensions: [gfmAutolinkLiteral(), gfmStrikethrough()],
  mdastExtensions: [gfmAutolinkLiteralFromMarkdown(), gfmStrikethroughFromMarkdown()],
}

/**
 * As mrkdwn of at most `size` characters; no mark or link is cut in two, and a link that has no
 * room is left to its words.
 */
export function asMrkdwn(markdown: string, size: number): string {
  const runs = runsOf(markdown)
  const whole = runs.map(marked).join('')
  if (whole.length <= size) return whole
  let result = ''
  for (const run of runs) {
    const words = { ...run, url: null }
    const room = size - 1 - result.length
    const piece = [marked(run), marked(words)].find(({ length }) => length <= room)
    if (piece === undefined) {
      const marks = marksOf(run)
      const part = escapedStart(run.text, room - 2 * marks.length)
      return part === '' ? `${result}…` : `${result}${marks}${part}…${marks}`
    }
    result += piece
  }
  return result
}

function marksOf({ style }: Run): string {
  return style ? mark[style] : ''
}

function marked(run: Run): string {
  const marks = marksOf(run)
  // Slack takes a mark for one only where it touches the word.
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/.exec(escaped(run.text)) ?? []
  const text = run.url ? `<${run.url}|${words.replaceAll('|', '¦')}>` : words
  return words === '' ? before : `${before}${marks}${text}${marks}${after}`
}

/** The words without their marks. */
export function asPlainText(markdown: string): string {
  return runsOf(markdown)
    .map((run) => run.text)
    .join('')
}

// The same few hundred texts are shown again and again; parsing one takes longer than all the rest.
const cache = new Map<string, Run[]>()
const cacheSize = 5000

function runsOf(markdown: string): Run[] {
  let runs = cache.get(markdown)
  if (!runs) {
    if (cache.size >= cacheSize) cache.clear()
    runs = parse(markdown)
    cache.set(markdown, runs)
  }
  return runs
}

function parse(markdown: string): Run[] {
  const line = markdown.replace(/\s+/g, ' ').trim()
  const [first] = fromMarkdown(line, options).children
  const runs =
    first?.type === 'paragraph' ? first.children.flatMap((it) => flatten(it, null, null)) : []
  // "# x" or "- x" is more than inline Markdown, and "[](x)" has no words: it is shown as written.
  const hasWords = runs.some(({ text }) => text.trim() !== '')
  return hasWords ? runs : [{ text: line, style: null, url: null }]
}

function flatten(node: PhrasingContent, style: Style | null, url: string | null): Run[] {
  switch (node.type) {
    case 'text':
      return [{ text: node.value, style, url }]
    case 'inlineCode':
      return [{ text: node.value, style: 'inlineCode', url }]
    case 'strong':
    case 'emphasis':
    case 'delete':
      return node.children.flatMap((child) => flatten(child, node.type, url))
    case 'link': {
      const target = webAddress(node.url)
      return node.children.flatMap((child) => flatten(child, style, target))
    }
    case 'image':
      return [{ text: node.alt ?? '', style, url: webAddress(node.url) }]
    case 'html':
      return [{ text: node.value, style, url }]
    case 'break':
      return [{ text: ' ', style, url }]
    default:
      return []
  }
}
