/** Inline Markdown, as items are written, in Slack's own markup and as plain words. */
import type { PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { escaped, escapedStart } from './text.ts'

type Style = 'strong' | 'emphasis' | 'delete' | 'inlineCode'
type Run = { text: string; style: Style | null; url: string | null }

const mark: Record<Style, string> = { strong: '*', emphasis: '_', delete: '~', inlineCode: '`' }
const options = { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }

/** As mrkdwn of at most `size` characters; no mark or link is cut in two. */
export function asMrkdwn(markdown: string, size: number): string {
  let result = ''
  for (const run of runsOf(markdown)) {
    const marks = run.style ? mark[run.style] : ''
    const [open, close] = run.url ? [`${marks}<${run.url}|`, `>${marks}`] : [marks, marks]
    const room = size - result.length - open.length - close.length
    const whole = run.url ? escaped(run.text).replaceAll('|', '¦') : escaped(run.text)
    if (whole.length <= room) {
      result += open + whole + close
      continue
    }
    const part = escapedStart(run.text, room - 1)
    return part === '' || run.url
      ? `${result.slice(0, size - 1)}…`
      : `${result}${open}${part}…${close}`
  }
  return result
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
  const [first] = fromMarkdown(markdown.replace(/\s+/g, ' ').trim(), options).children
  // "# x" or "- x" is more than inline Markdown: what a person wrote there are just words.
  if (first?.type !== 'paragraph') return [{ text: markdown, style: null, url: null }]
  return first.children.flatMap((node) => flatten(node, null, null))
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
      const target = safeUrl(node.url)
      return node.children.flatMap((child) => flatten(child, style, target))
    }
    case 'image':
      return [{ text: node.alt ?? '', style, url: safeUrl(node.url) }]
    case 'html':
      return [{ text: node.value, style, url }]
    case 'break':
      return [{ text: ' ', style, url }]
    default:
      return []
  }
}

/** Only web addresses become links, and none that could end Slack's own link mark early. */
function safeUrl(url: string): string | null {
  if (!URL.canParse(url)) return null
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return null
  return href.replace(/[<>|]/g, encodeURIComponent).replaceAll('&', '&amp;')
}
