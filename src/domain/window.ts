import { z } from 'zod'

/**
 * When a phase or a section runs, relative to T-0, as its heading says it: "(1-2 weeks before)",
 * "(D-Day)", "(Morning)", "(First Hour)", "(First Week)", "(Monthly)", "T-14", "T+2h".
 */
export const windowShape = z.discriminatedUnion('kind', [
  /** Opens `fromDays` before T-0 and should be settled `toDays` before it. */
  z.object({ kind: z.literal('before'), fromDays: z.number(), toDays: z.number() }),
  /** The calendar day of T-0. */
  z.object({ kind: z.literal('day') }),
  /** The morning of that day. */
  z.object({ kind: z.literal('morning') }),
  /** From going live, for so many hours. */
  z.object({ kind: z.literal('after'), hours: z.number() }),
  /** So many hours from T-0, before it when negative. */
  z.object({ kind: z.literal('at'), hours: z.number() }),
  /** Again and again. */
  z.object({ kind: z.literal('every'), unit: z.enum(['day', 'week', 'month', 'quarter']) }),
])
export type Window = z.infer<typeof windowShape>

const hoursPer = { minute: 1 / 60, hour: 1, day: 24, week: 168, month: 720 } as const
type Unit = keyof typeof hoursPer

const numberWords = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']
const number = `(\\d{1,4}|${numberWords.join('|')})`
const unit = '(minute|min|hour|hr|day|week|month)s?'
/** What a count is from: "3 days before", "2 weeks prior to launch". */
const ahead = '(?:before|prior|ahead|out)\\b'

const beforePattern = new RegExp(
  `\\b${number}(?:\\s*(?:[-–—]|to)\\s*${number})?[\\s-]*${unit}\\s+${ahead}`,
  'i',
)
const afterPattern = new RegExp(`\\bfirst\\s+(?:${number}[\\s-]*)?${unit}\\b`, 'i')
const everyPattern = /\b(daily|weekly|monthly|quarterly)\b/i
const morningPattern = /\(morning\)/i
const dayPattern =
  /\bd-day\b|\b(?:launch|release|go-?live) day\b|\b[td][-–−]0\b|\bday (?:0|zero)\b/i
const everyUnit = { daily: 'day', weekly: 'week', monthly: 'month', quarterly: 'quarter' } as const

/** "T-14", "T-2 weeks", "T+30min", "D-7", "T-14 to T-7"; days where no unit is named. */
const countdown = `(?:T|D)\\s?([-–−+])\\s?(\\d{1,3})\\s*(minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?)?(?![\\w.])`
const countdownPattern = new RegExp(
  `(?<![\\w-])${countdown}(?:\\s*(?:[-–—]|to|until|through|…|\\.\\.)\\s*${countdown})?`,
  'i',
)

/** Reads the window out of the words of a phase or section; `null` when they name none. */
export function windowOf(words: string): Window | null {
  const before = beforePattern.exec(words)
  if (before) return beforeIn(before)
  const after = afterPattern.exec(words)
  if (after) return { kind: 'after', hours: countOf(after[1] ?? '1') * hoursPer[unitOf(after[2])] }
  const counted = countdownPattern.exec(words)
  if (counted) {
    const [from, to] = [hoursIn(counted, 1), counted[5] ? hoursIn(counted, 4) : null]
    if (from !== 0 || to) return countedWindow(from, to)
  }
  const every = everyPattern.exec(words)
  if (every) {
    return { kind: 'every', unit: everyUnit[every[1]?.toLowerCase() as keyof typeof everyUnit] }
  }
  if (morningPattern.test(words)) return { kind: 'morning' }
  return dayPattern.test(words) ? { kind: 'day' } : null
}

function beforeIn(match: RegExpExecArray): Window {
  const unit = unitOf(match[3])
  const numbers = [countOf(match[1]), countOf(match[2] ?? match[1])]
  const hours = numbers.map((count) => count * hoursPer[unit])
  if (unit === 'hour' || unit === 'minute') return { kind: 'at', hours: -Math.min(...hours) }
  return {
    kind: 'before',
    fromDays: Math.max(...hours) / 24,
    toDays: match[2] ? Math.min(...hours) / 24 : 0,
  }
}

/** From a count to another, in hours from T-0; without another, up to T-0 or from it. */
function countedWindow(from: number, to: number | null): Window {
  if (to === null) {
    if (from > 0) return { kind: 'after', hours: from }
    return from % 24 === 0
      ? { kind: 'before', fromDays: -from / 24, toDays: 0 }
      : { kind: 'at', hours: from }
  }
  const [first, last] = [Math.min(from, to), Math.max(from, to)]
  if (last > 0) return { kind: 'after', hours: last }
  if (first % 24 === 0 && last % 24 === 0) {
    return { kind: 'before', fromDays: -first / 24, toDays: Math.max(0, -last / 24) }
  }
  return { kind: 'at', hours: last === 0 ? first : last }
}

function hoursIn(match: RegExpExecArray, at: number): number {
  const hours = Number(match[at + 1]) * hoursPer[unitOf(match[at + 2])]
  return match[at] === '+' || hours === 0 ? hours : -hours
}

function countOf(words = ''): number {
  const at = numberWords.indexOf(words.toLowerCase())
  return at < 0 ? Number(words) : at + 1
}

function unitOf(words = 'day'): Unit {
  const lower = words.toLowerCase()
  if (/^(?:m|min|mins|minutes?)$/.test(lower)) return 'minute'
  const units: Unit[] = ['hour', 'day', 'week', 'month']
  return units.find((unit) => unit.startsWith(lower.charAt(0))) ?? 'day'
}

const relative = new RegExp(
  `^(?:due\\s+)?${number}(?:\\s*(?:[-–—]|to)\\s*${number})?[\\s-]*${unit}\\s+(before|prior|ahead|out|after)(?:\\s+(?:to\\s+)?(?:the\\s+)?(?:launch|go-?live|release|t-0|deployment|d-day))?$`,
  'i',
)
const countdownOnly = new RegExp(`^(?:due\\s+)?${countdown}$`, 'i')

/**
 * When something is due, as a mark or an annotation says it: "3 days before", "2 hours after",
 * "T-3", "T+2h", counted from T-0, or any words for a window, such as "D-Day"; `null` when they say nothing.
 */
export function dueOf(words: string): Window | null {
  const text = words.trim()
  const counted = countdownOnly.exec(text)
  if (counted) return dueAt(hoursIn(counted, 1), unitOf(counted[3]))
  const said = relative.exec(text)
  if (said && !said[2]) {
    const unit = unitOf(said[3])
    const hours = countOf(said[1]) * hoursPer[unit]
    return dueAt(said[4]?.toLowerCase() === 'after' ? hours : -hours, unit)
  }
  return windowOf(/^morning$/i.test(text) ? '(morning)' : text)
}

function dueAt(hours: number, unit: Unit): Window {
  if (hours === 0 || unit === 'hour' || unit === 'minute') return { kind: 'at', hours: hours + 0 }
  if (hours > 0) return { kind: 'after', hours }
  return { kind: 'before', fromDays: -hours / 24, toDays: -hours / 24 }
}

const inBrackets = /[([]([^()[\]]{2,40})[)\]]/g
const inFront = /^\W*((?:T|D)\s?[-–−+]\s?\d{1,3}\s*[a-z]*)\s*(?:[:–—-]|\s)/i

/**
 * Reads what an item says of itself: "(due 3 days before)", "(2 hours before launch)", "(T-14)" or "T-30m: …";
 * `null` when it says nothing.
 */
export function dueMarkOf(words: string): Window | null {
  const marks = [...words.matchAll(inBrackets)].map(([, mark]) => mark ?? '')
  const front = inFront.exec(words)?.[1]
  for (const mark of [...marks, ...(front ? [front] : [])]) {
    const text = mark.trim()
    if (relative.test(text) || countdownOnly.test(text)) return dueOf(text)
  }
  return null
}

/** Words from which `dueOf` reads the same window. */
export function windowText(window: Window): string {
  switch (window.kind) {
    case 'before': {
      const { fromDays, toDays } = window
      if (fromDays === toDays) return `${fromDays} days before`
      return `${fromDays} to ${toDays} days before`
    }
    case 'day':
      return 'D-Day'
    case 'morning':
      return 'morning'
    case 'after':
      return `first ${hoursText(window.hours)}`
    case 'at':
      return `${hoursText(Math.abs(window.hours))} ${window.hours < 0 ? 'before' : 'after'}`
    case 'every':
      return { day: 'daily', week: 'weekly', month: 'monthly', quarter: 'quarterly' }[window.unit]
  }
}

function hoursText(hours: number): string {
  const minutes = Math.round(hours * 60)
  if (minutes % 60 > 0) return `${minutes} minutes`
  // Counts of more than four digits are not read.
  return hours > 9999 ? `${hours / 24} days` : `${hours} hours`
}
