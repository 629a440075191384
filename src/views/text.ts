/** Text for Slack: escaped, cut to size, with mentions and dates. https://docs.slack.dev/messaging/formatting-message-text */
import { TZDate } from '@date-fns/tz'
import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { format } from '../domain/dates.ts'
import { pseudonymIn } from '../domain/person.ts'

/** Makes a person's text safe as mrkdwn and as a message's top-level text. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A person's text on one line, escaped, and cut so that the result has at most `size` characters. */
export function safe(text: string, size: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const whole = escaped(line)
  return whole.length <= size ? whole : `${escapedStart(line, size - 1)}…`
}

/** The longest start of a text that, escaped, has at most `size` characters. */
export function escapedStart(text: string, size: number): string {
  let start = ''
  for (const character of text) {
    const next = escaped(character)
    if (start.length + next.length > size) break
    start += next
  }
  return start
}

/** Raw text for plain_text objects, which Slack does not parse, cut to `size` characters. */
export function cut(text: string, size: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= size) return line
  let short = ''
  for (const character of line) {
    if (short.length + character.length > size - 1) break
    short += character
  }
  return `${short}…`
}

export function mention(personId: string): string {
  const pseudonym = pseudonymIn(personId)
  if (pseudonym !== null) return escaped(pseudonym)
  return personId === 'golive' ? 'golive' : `<@${personId}>`
}

/** A web address as Slack's link marks take it; null for any other, which no link may lead to. */
export function webAddress(url: string): string | null {
  const address = URL.parse(url)
  if (address?.protocol !== 'https:' && address?.protocol !== 'http:') return null
  // Nothing in it may end the link mark early.
  return address.href.replace(/[<>|]/g, encodeURIComponent).replaceAll('&', '&amp;')
}

/** Words, cut to `size`, that lead to a web address; without one, or one too long, only words. */
export function linked(url: string, words: string, size: number, longest = longestLink): string {
  const label = safe(words, size).replaceAll('|', '¦')
  const address = webAddress(url)
  return address && address.length <= longest ? `<${address}|${label}>` : label
}

/** Longer addresses leave no room in a block for anything else. */
const longestLink = 1500

export function channelLink(channelId: string): string {
  return `<#${channelId}>`
}

/** A moment in the reader's own zone; where Slack cannot show that, in `zone`, which it names. */
export function moment(date: Date, zone: string): string {
  const seconds = Math.floor(date.getTime() / 1000)
  return `<!date^${seconds}^{date_short_pretty} at {time}|${wordsFor(date, zone)}>`
}

/** The time of day of a moment, like `moment`. */
export function clock(date: Date, zone: string): string {
  const seconds = Math.floor(date.getTime() / 1000)
  return `<!date^${seconds}^{time}|${format(new TZDate(date, zone), 'HH:mm')} ${zoneName(date, zone)}>`
}

/** A moment in words, with its zone: "Mon 23 Nov 2026, 10:00 GMT+1". */
export function wordsFor(date: Date, zone: string): string {
  return `${format(new TZDate(date, zone), 'EEE d MMM yyyy, HH:mm')} ${zoneName(date, zone)}`
}

function zoneName(date: Date, zone: string): string {
  return zone === 'UTC' ? zone : format(new TZDate(date, zone), 'zzz')
}

/** Text with marks. `verbatim`: Slack makes no links or broadcast mentions out of what people wrote. */
export function mrkdwn(text: string): MrkdwnElement {
  return { type: 'mrkdwn', text, verbatim: true }
}

export function plain(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

/** A moment soon, for one reader, in their zone: "Fri 4 Dec, 09:00". */
export function shortMoment(date: Date, zone: string): string {
  return format(new TZDate(date, zone), 'EEE d MMM, HH:mm')
}

/** A date, "yyyy-MM-dd", in words: "Fri 4 Dec 2026". */
export function dateWords(date: string): string {
  return format(new TZDate(`${date}T12:00:00Z`, 'UTC'), 'EEE d MMM yyyy')
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
