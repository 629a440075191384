/**
 * Arithmetic with dates, and dates in digits and words. Calendars and clocks are those of the zone
 * of a TZDate, and results are in it. These few are golive's own because reading the description of
 * the package that has them, which Node does for each import of it, took a third of a start.
 */
import { TZDate } from '@date-fns/tz'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

function copyOf(date: Date, ms = date.getTime()): Date {
  return date instanceof TZDate ? new TZDate(ms, date.timeZone) : new Date(ms)
}

export function addSeconds(date: Date, count: number): Date {
  return copyOf(date, date.getTime() + count * 1000)
}

export function addMinutes(date: Date, count: number): Date {
  return copyOf(date, date.getTime() + count * minuteMs)
}

export function subMinutes(date: Date, count: number): Date {
  return addMinutes(date, -count)
}

export function addHours(date: Date, count: number): Date {
  return copyOf(date, date.getTime() + count * hourMs)
}

export function subHours(date: Date, count: number): Date {
  return addHours(date, -count)
}

/** The same time of another day, however long the days between are. */
export function addDays(date: Date, count: number): Date {
  const moved = copyOf(date)
  moved.setDate(moved.getDate() + count)
  return moved
}

export function subDays(date: Date, count: number): Date {
  return addDays(date, -count)
}

/** The same day of another month, or the last one of a month that has no such day. */
export function addMonths(date: Date, count: number): Date {
  const day = date.getDate()
  const moved = copyOf(date)
  moved.setMonth(moved.getMonth() + count + 1, 0)
  if (day < moved.getDate()) moved.setDate(day)
  return moved
}

/** The same day at another hour, to the millisecond. */
export function atTime(date: Date, hours: number): Date {
  const moved = copyOf(date)
  moved.setHours(hours, 0, 0, 0)
  return moved
}

export function startOfDay(date: Date): Date {
  return atTime(date, 0)
}

export function startOfMinute(date: Date): Date {
  const moved = copyOf(date)
  moved.setSeconds(0, 0)
  return moved
}

/** From an earlier date to a later one in full minutes; negative the other way around. */
export function differenceInMinutes(later: Date, earlier: Date): number {
  return whole(later.getTime() - earlier.getTime(), minuteMs)
}

export function differenceInHours(later: Date, earlier: Date): number {
  return whole(later.getTime() - earlier.getTime(), hourMs)
}

/** How many midnights of their zone are between two dates of the same one. */
export function differenceInCalendarDays(later: Date, earlier: Date): number {
  return (calendarDay(later) - calendarDay(earlier)) / dayMs
}

/** Monday is 1. */
export function isoDay(date: Date): number {
  return date.getDay() || 7
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const months = [
  ...['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'],
  ...['Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
]

const written: Record<string, (date: Date) => string> = {
  EEE: (date) => weekdays[date.getDay()] ?? '',
  d: (date) => String(date.getDate()),
  dd: (date) => digits(date.getDate(), 2),
  MM: (date) => digits(date.getMonth() + 1, 2),
  MMM: (date) => months[date.getMonth()] ?? '',
  yyyy: (date) => digits(date.getFullYear(), 4),
  HH: (date) => digits(date.getHours(), 2),
  mm: (date) => digits(date.getMinutes(), 2),
  zzz: offsetOf,
}

/** A date as a pattern shows it, whose letters are Unicode's: "EEE d MMM yyyy, HH:mm zzz". */
export function format(date: Date, pattern: string): string {
  return pattern.replace(/[A-Za-z]+/g, (part) => {
    const write = written[part]
    if (!write) throw new Error(`no part of a date is written ${part}`)
    return write(date)
  })
}

/** "GMT+1", "GMT+5:30". */
function offsetOf(date: Date): string {
  const offset = -date.getTimezoneOffset()
  const minutes = Math.abs(offset) % 60
  const hours = Math.trunc(Math.abs(offset) / 60)
  return `GMT${offset < 0 ? '-' : '+'}${hours}${minutes > 0 ? `:${digits(minutes, 2)}` : ''}`
}

/** What took an hour or longer, rounded, in the largest unit that it has one of: "2 days". */
export function durationWords(ms: number): string {
  const [unit, length] = units.find(([, each]) => ms >= each) ?? shortest
  const count = Math.round(ms / length)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const shortest = ['hour', hourMs] as const
const units = [['year', 365 * dayMs], ['month', 30 * dayMs], ['day', dayMs], shortest] as const

function whole(ms: number, unit: number): number {
  // Adding zero makes of -0, which is not equal to it everywhere, 0.
  return Math.trunc(ms / unit) + 0
}

function calendarDay(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0')
}
