import { TZDate } from '@date-fns/tz'
import { casual, type ParsedResult } from 'chrono-node/en'
import { addDays } from './dates.ts'

const defaultDays = 14
const defaultHour = 10

/** What was typed behind `/golive start`. `unread`: words that look like a date and are none. */
export type StartText = { name: string; t0: Date; unread: string | null }

/**
 * Reads "[name] on date [time]", as people write dates, in the person's IANA zone. Without a date,
 * T-0 is in 14 days at 10:00; a date without a time is at 10:00. An "on" that no date follows is
 * part of the name.
 */
export function readStartText(text: string, now: Date, zone: string): StartText {
  const words = text.replace(/\s+/g, ' ').trim()
  for (const match of words.matchAll(/(?:^|\s)on\s(?!on\s)/gi)) {
    const t0 = readDate(words.slice(match.index + match[0].length), now, zone)
    if (t0) return { name: words.slice(0, match.index).trim(), t0, unread: null }
  }
  const unread = /(?:^|\s)on\s+(\d.*)$/i.exec(words)?.[1] ?? null
  return { name: words, t0: defaultT0(now, zone), unread }
}

function defaultT0(now: Date, zone: string): Date {
  const day = addDays(new TZDate(now, zone), defaultDays)
  day.setHours(defaultHour, 0, 0, 0)
  return new Date(day)
}

/** "7.12.2026" is the day before the month wherever people write dots. */
const dotted = /\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g
/** "7/12/2026" is July to some and December to others: better asked than guessed. */
const ambiguous = /\b(0?[1-9]|1[0-2])\/(0?[1-9]|1[0-2])\b/

function readDate(text: string, now: Date, zone: string): Date | null {
  const words = text.replace(dotted, '$3-$2-$1')
  if (ambiguous.test(words)) return null
  const reference = { instant: now, timezone: -new TZDate(now, zone).getTimezoneOffset() }
  const [result, ...more] = casual.parse(words, reference, { forwardDate: true })
  const isAll = result?.index === 0 && result.text.length === words.length && more.length === 0
  return isAll ? momentOf(result, now, zone) : null
}

/** The wall-clock time that was meant, in the zone that was named, or else the person's. */
function momentOf({ start }: ParsedResult, now: Date, zone: string): Date {
  if (start.isCertain('timezoneOffset')) return start.date()
  const get = (component: 'year' | 'month' | 'day' | 'hour' | 'minute') => start.get(component) ?? 0
  const [hour, minute] = start.isCertain('hour') ? [get('hour'), get('minute')] : [defaultHour, 0]
  const moment = new TZDate(get('year'), get('month') - 1, get('day'), hour, minute, zone)
  // "Monday", said on a Monday afternoon, is the next one.
  const isWeekday = start.isCertain('weekday') && !start.isCertain('day')
  return new Date(isWeekday && moment < now ? addDays(moment, 7) : moment)
}
