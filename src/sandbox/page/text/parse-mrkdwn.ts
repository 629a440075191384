/** Slack's mrkdwn as a tree (docs.slack.dev/messaging/formatting-message-text). Pure. */
import { readEntity } from './entity.ts'
import type { Inline, Paragraph } from './mrkdwn-tree.ts'
import { unescaped } from './unescaped.ts'

export interface MrkdwnOptions {
  /** Makes no links or mentions out of plain URLs, `#channel` and `@everyone`. */
  verbatim: boolean
}

const fence = '```'

/** Reads a whole text: fenced code, quotes and lines of text. */
export function parseMrkdwn(text: string, options: MrkdwnOptions): Paragraph[] {
  return text.split(fence).flatMap((part, at, parts): Paragraph[] => {
    const isCode = at % 2 === 1 && at < parts.length - 1
    if (isCode) return [{ kind: 'pre', text: unescaped(part.replace(/^\n|\n$/g, '')) }]
    const opener = at % 2 === 1 ? fence : ''
    const before = at > 0 ? part.replace(/^\n/, '') : part
    return before === '' && opener === '' ? [] : quotesAndLines(opener + before, options)
  })
}

const quoteMark = /^(?:&gt;|>)\s?/

function quotesAndLines(text: string, options: MrkdwnOptions): Paragraph[] {
  const found: { isQuote: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const isQuote = quoteMark.test(line)
    const last = found.at(-1)
    if (last?.isQuote === isQuote) last.lines.push(line.replace(quoteMark, ''))
    else found.push({ isQuote, lines: [isQuote ? line.replace(quoteMark, '') : line] })
  }
  return found.map(({ isQuote, lines }) => ({
    kind: isQuote ? 'quote' : 'lines',
    inlines: parseInline(lines.join('\n'), options),
  }))
}

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const

/** Reads text without fences and quotes. */
function parseInline(text: string, options: MrkdwnOptions): Inline[] {
  const found: Inline[] = []
  let plain = ''
  let at = 0
  const flush = () => {
    if (plain !== '') found.push({ kind: 'text', text: unescaped(plain) })
    plain = ''
  }
  while (at < text.length) {
    const token = readToken(text, at, options)
    if (token) {
      flush()
      found.push(token.inline)
      at = token.end
    } else {
      plain += text[at]
      at += 1
    }
  }
  flush()
  return found
}

interface Token {
  inline: Inline
  end: number
}

function readToken(text: string, at: number, options: MrkdwnOptions): Token | undefined {
  const character = text[at]
  if (character === '\n') return { inline: { kind: 'break' }, end: at + 1 }
  if (character === '`') return readCode(text, at)
  if (character === '<') return readEntity(text, at, (label) => parseInline(label, options))
  if (character === ':') return readEmoji(text, at)
  if (character === '*' || character === '_' || character === '~') {
    return readStyled(text, at, character, options)
  }
  return options.verbatim ? undefined : readAutomatic(text, at)
}

function readCode(text: string, at: number): Token | undefined {
  const match = /^`([^`\n]+)`/.exec(text.slice(at))
  if (!match?.[1]) return undefined
  return { inline: { kind: 'code', text: unescaped(match[1]) }, end: at + match[0].length }
}

function readEmoji(text: string, at: number): Token | undefined {
  const match = /^:([a-z0-9_+'-]+)(?:::skin-tone-\d)?:/.exec(text.slice(at))
  if (!match?.[1]) return undefined
  return { inline: { kind: 'emoji', name: match[1] }, end: at + match[0].length }
}

/** A mark opens at a word's beginning and closes at a word's end, on the same line. */
function readStyled(
  text: string,
  at: number,
  mark: keyof typeof styles,
  options: MrkdwnOptions,
): Token | undefined {
  const opens = isEdge(text[at - 1]) && /\S/.test(text[at + 1] ?? ' ') && text[at + 1] !== mark
  if (!opens) return undefined
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end += 1) {
    const closes = text[end] === mark && /\S/.test(text[end - 1] ?? ' ') && isEdge(text[end + 1])
    if (closes && end > at + 1) {
      const inlines = parseInline(text.slice(at + 1, end), options)
      return { inline: { kind: styles[mark], inlines }, end: end + 1 }
    }
  }
  return undefined
}

function isEdge(character: string | undefined): boolean {
  return character === undefined || !/[\p{L}\p{N}]/u.test(character)
}

/** Without verbatim: plain URLs, broadcast names and channel names become links. */
function readAutomatic(text: string, at: number): Token | undefined {
  if (!isEdge(text[at - 1])) return undefined
  const rest = text.slice(at)
  const [url] = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)]/.exec(rest) ?? []
  if (url) {
    const inline: Inline = { kind: 'link', url: unescaped(url), label: [] }
    return { inline, end: at + url.length }
  }
  const [, name] = /^@(here|channel|everyone)\b/.exec(rest) ?? []
  return name ? { inline: { kind: 'broadcast', name }, end: at + name.length + 1 } : undefined
}
