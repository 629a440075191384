/** Text for Markdown files. */
import { TZDate } from '@date-fns/tz'
import { format } from '../domain/dates.ts'
import { webAddress, wordsFor } from '../views/text.ts'

/** What people wrote on one line, as words that are no Markdown. */
export function asMarkdown(text: string): string {
  return oneLine(text).replace(/[\\`*_{}[\]<>#|~!&]/g, '\\$&')
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

export function dayIn(time: string, zone: string): string {
  return format(new TZDate(time, zone), 'yyyy-MM-dd')
}

export function momentIn(time: string, zone: string): string {
  return wordsFor(new Date(time), zone)
}

/** Words that lead to an address; only words where it is none of the web. */
export function asLink(url: string, title: string): string {
  const address = webAddress(url)?.replaceAll('&amp;', '&')
  return address ? `[${asMarkdown(title)}](<${address}>)` : asMarkdown(`${title} ${url}`)
}
