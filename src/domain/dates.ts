/**
 * What golive takes of date-fns, here and nowhere else. It is required and not imported: for each file that is
 * imported from a package Node reads the package's description, and that of date-fns is 200 KB, so that this
 * took a third of a start and of its memory. Of few files, since each takes some: what they can do between them
 * is written out below. Calendars and clocks are those of the zone of a TZDate.
 */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const { add } = require('date-fns/add') as typeof import('date-fns/add')
const { set } = require('date-fns/set') as typeof import('date-fns/set')

export const { format } = require('date-fns/format') as typeof import('date-fns/format')
export const { differenceInCalendarDays } =
  require('date-fns/differenceInCalendarDays') as typeof import('date-fns/differenceInCalendarDays')
export const { formatDistanceStrict } =
  require('date-fns/formatDistanceStrict') as typeof import('date-fns/formatDistanceStrict')

const minuteMs = 60_000

export const addMonths = adding('months')
export const addDays = adding('days')
export const addHours = adding('hours')
export const addMinutes = adding('minutes')
export const addSeconds = adding('seconds')
export const subDays = taking('days')
export const subHours = taking('hours')
export const subMinutes = taking('minutes')

/** The same day at another hour, to the millisecond. */
export function atTime<D extends Date>(date: D, hours: number): D {
  return set<D, D>(date, { hours, minutes: 0, seconds: 0, milliseconds: 0 })
}

export function startOfDay<D extends Date>(date: D): D {
  return atTime(date, 0)
}

export function startOfMinute<D extends Date>(date: D): D {
  return set<D, D>(date, { seconds: 0, milliseconds: 0 })
}

/** Monday is 1, Sunday 7. */
export function getISODay(date: Date): number {
  return Number(format(date, 'i'))
}

/** Whole minutes, toward zero. */
export function differenceInMinutes(later: Date, earlier: Date): number {
  return wholeUnits(later, earlier, minuteMs)
}

/** Whole hours, toward zero. */
export function differenceInHours(later: Date, earlier: Date): number {
  return wholeUnits(later, earlier, 60 * minuteMs)
}

/** Never -0, which is not equal to 0 everywhere. */
function wholeUnits(later: Date, earlier: Date, ms: number): number {
  return Math.trunc((later.getTime() - earlier.getTime()) / ms) + 0
}

type Unit = 'months' | 'days' | 'hours' | 'minutes' | 'seconds'

function adding(unit: Unit) {
  return <D extends Date>(date: D, count: number): D => add<D, D>(date, { [unit]: count })
}

function taking(unit: Unit) {
  return <D extends Date>(date: D, count: number): D => add<D, D>(date, { [unit]: -count })
}
