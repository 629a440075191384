import { z } from 'zod'

/**
 * When a phase or a section runs, relative to T-0, as its heading says it: "(1-2 weeks before)",
 * "(D-Day)", "(Morning)", "(First Hour)", "(First Week)", "(Monthly)".
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

const hoursPer = { hour: 1, day: 24, week: 168, month: 720 } as const
type Unit = keyof typeof hoursPer

const beforePattern = /(\d+)(?:\s*[-–—]\s*(\d+))?\s*(day|week|month)s?\s+before/i
const afterPattern = /first\s+(?:(\d+)\s*)?(hour|day|week|month)s?/i
const everyPattern = /\b(daily|weekly|monthly|quarterly)\b/i
const morningPattern = /\(morning\)/i
const dayPattern = /\bd-day\b|\blaunch day\b|\bgo-?live day\b|\bt-0\b/i
const everyUnit = { daily: 'day', weekly: 'week', monthly: 'month', quarterly: 'quarter' } as const

/** Reads the window out of the words of a phase or section; `null` when they name none. */
export function windowOf(words: string): Window | null {
  const before = beforePattern.exec(words)
  if (before) {
    const days = hoursPer[before[3]?.toLowerCase() as Unit] / 24
    const numbers = [Number(before[1]), Number(before[2] ?? before[1])]
    return {
      kind: 'before',
      fromDays: Math.max(...numbers) * days,
      toDays: before[2] ? Math.min(...numbers) * days : 0,
    }
  }
  const after = afterPattern.exec(words)
  if (after) {
    return {
      kind: 'after',
      hours: Number(after[1] ?? 1) * hoursPer[after[2]?.toLowerCase() as Unit],
    }
  }
  const every = everyPattern.exec(words)
  if (every) {
    return { kind: 'every', unit: everyUnit[every[1]?.toLowerCase() as keyof typeof everyUnit] }
  }
  if (morningPattern.test(words)) return { kind: 'morning' }
  return dayPattern.test(words) ? { kind: 'day' } : null
}

const markPattern = /\(due\s+(\d+)\s*(hour|day|week|month)s?\s+(before|after)\)/i

/**
 * Reads what an item says of itself: "(due 3 days before)", "(due 2 hours after)", counted from
 * T-0; `null` when it says nothing.
 */
export function dueMarkOf(words: string): Window | null {
  const mark = markPattern.exec(words)
  if (!mark) return null
  const unit = mark[2]?.toLowerCase() as Unit
  const hours = Number(mark[1]) * hoursPer[unit]
  const isAfter = mark[3]?.toLowerCase() === 'after'
  if (unit === 'hour') return { kind: 'at', hours: isAfter ? hours : -hours }
  if (isAfter) return { kind: 'after', hours }
  return { kind: 'before', fromDays: hours / 24, toDays: hours / 24 }
}
