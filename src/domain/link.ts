/** Links: the addresses that a launch keeps at hand for when something is wrong. */
import { linkFault } from './evidence.ts'
import { limits } from './limits.ts'
import type { Fault } from './refusal.ts'

export type Link = { title: string; url: string }

const markdownLink = /^\[(?<title>[^\]]*)\]\(\s*(?<url>\S+?)\s*\)$/
const titledUrl = /^(?<title>.*?)\s*<?(?<url>https?:\/\/\S+?)>?$/i

/**
 * Reads links as people write them down, one a line: words and an address, `[words](address)`, or the
 * address alone. The same address twice is one link. A line without one is a fault, and nothing is
 * taken.
 */
export function readLinks(text: string): { links: Link[] } | { fault: Fault } {
  const links: Link[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim().replace(/^[-*•]\s+/, '')
    if (line === '') continue
    const { title = '', url = '' } = (markdownLink.exec(line) ?? titledUrl.exec(line))?.groups ?? {}
    const fault = linkFault(url)
    if (fault) return { fault: { code: 'line-without-link', line: index + 1 } }
    const words = title.replace(/[\s:–—-]+$/, '').trim() || bareUrl(url)
    if (words.length > limits.linkTitle) {
      const { length } = words
      if (title !== '') return { fault: { code: 'too-long', limit: limits.linkTitle, length } }
    }
    if (!links.some((link) => link.url === url)) {
      links.push({ title: words.slice(0, limits.linkTitle), url })
    }
  }
  const count = links.length
  if (count > limits.links) return { fault: { code: 'too-many', limit: limits.links, count } }
  const { length } = linksText(links)
  if (length > limits.linksText) {
    return { fault: { code: 'too-long', limit: limits.linksText, length } }
  }
  return { links }
}

/** Links as `readLinks` reads them. */
export function linksText(links: readonly Link[]): string {
  return links
    .map(({ title, url }) => (title === bareUrl(url) ? url : `${title}: ${url}`))
    .join('\n')
}

/** An address in the words that say where it leads. */
function bareUrl(url: string): string {
  return url.replace(/^https?:\/\//i, '').replace(/\/$/, '')
}

/** Verbs and small words of checklists: they say nothing of what a line is about. */
const idle = new Set(
  'a all an and any are as at be by check do for from get has have if in into is it make not of on or our review set that the their there these this to try update verify was we were when with your'.split(
    ' ',
  ),
)
/** Words that begin with so many letters alike are about the same: monitor, monitoring. */
const stem = 5

function wordsIn(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(
    words.filter((word) => !idle.has(word)).map((word) => word.replace(/s$/, '').slice(0, stem)),
  )
}

/** Whether two lines have a word in common that says what they are about. */
export function areAlike(one: string, other: string): boolean {
  const words = wordsIn(one)
  return [...wordsIn(other)].some((word) => words.has(word))
}
