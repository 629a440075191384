import type { Inline } from './mrkdwn-tree.ts'
import { unescaped } from './unescaped.ts'

type ParseLabel = (label: string) => Inline[]

/** Reads `<…>`: mentions, channels, links, dates and special mentions. */
export function readEntity(
  text: string,
  at: number,
  parseLabel: ParseLabel,
): { inline: Inline; end: number } | undefined {
  const close = text.indexOf('>', at)
  if (close < 0 || text.slice(at, close).includes('\n')) return undefined
  return { inline: entity(text.slice(at + 1, close), parseLabel), end: close + 1 }
}

function entity(inside: string, parseLabel: ParseLabel): Inline {
  const bar = inside.indexOf('|')
  const [head, label] = bar < 0 ? [inside, ''] : [inside.slice(0, bar), inside.slice(bar + 1)]
  if (/^@[UW]\w+$/.test(head)) return { kind: 'user', id: head.slice(1) }
  if (/^#[CGD]\w+$/.test(head)) return { kind: 'channel', id: head.slice(1) }
  if (head.startsWith('!')) return special(inside, head.slice(1), label)
  if (/^(https?:|mailto:)/.test(head)) {
    return { kind: 'link', url: unescaped(head), label: parseLabel(label) }
  }
  return { kind: 'unknown', source: `<${inside}>` }
}

function special(inside: string, head: string, label: string): Inline {
  const [name = '', ...rest] = head.split('^')
  if (name === 'date') {
    const [seconds = '', format = '', url] = rest
    const isDate = /^-?\d+$/.test(seconds) && format !== ''
    if (!isDate) return { kind: 'unknown', source: `<${inside}>` }
    const fallback = unescaped(label)
    const link = url ? unescaped(url) : null
    return {
      kind: 'date',
      seconds: Number(seconds),
      format: unescaped(format),
      url: link,
      fallback,
    }
  }
  if (name === 'subteam') return { kind: 'group', id: rest[0] ?? '', label }
  if (['here', 'channel', 'everyone'].includes(name)) return { kind: 'broadcast', name }
  return { kind: 'unknown', source: `<${inside}>` }
}
