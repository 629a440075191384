/**
 * When somebody works, and when they want their reminder. Times are "HH:mm" and dates "yyyy-MM-dd"
 * on the person's own clock and calendar; weekdays count from 1, Monday.
 */

import { TZDate } from '@date-fns/tz'
import { addDays, format, getISODay, startOfDay } from './dates.ts'
import type { Fault } from './refusal.ts'

export type Habits = {
  days: number[]
  from: string
  to: string
  remindAt: string
  /** The first day on which they want reminders again. */
  pausedUntil: string | null
}

export const usualHabits: Habits = {
  days: [1, 2, 3, 4, 5],
  from: '09:00',
  to: '17:00',
  remindAt: '09:00',
  pausedUntil: null,
}

/** A moment as somebody's clock and calendar show it. */
export type LocalTime = { date: string; time: string; weekday: number }

export function localTime(now: Date, zone: string): LocalTime {
  const local = new TZDate(now, zone)
  return {
    date: format(local, 'yyyy-MM-dd'),
    time: format(local, 'HH:mm'),
    weekday: getISODay(local),
  }
}

/** Whether somebody works on a day; on a launch day everybody who takes part does. */
export function worksOn(
  { date, weekday }: Pick<LocalTime, 'date' | 'weekday'>,
  habits: Habits,
  launchDays: readonly string[],
): boolean {
  return habits.days.includes(weekday) || launchDays.includes(date)
}

export function isPaused({ date }: Pick<LocalTime, 'date'>, { pausedUntil }: Habits): boolean {
  return pausedUntil !== null && date < pausedUntil
}

/** Whether it is within somebody's working hours, of a day on which they work and want reminders. */
export function isAtWork(local: LocalTime, habits: Habits, launchDays: readonly string[]): boolean {
  if (isPaused(local, habits) || !worksOn(local, habits, launchDays)) return false
  return local.time >= habits.from && local.time < habits.to
}

/** The end of the next day, after today, on which somebody works. */
export function endOfNextWorkday(
  now: Date,
  zone: string,
  habits: Habits,
  launchDays: readonly string[],
): Date {
  const today = startOfDay(new TZDate(now, zone))
  for (let ahead = 1; ahead <= 7; ahead++) {
    const day = addDays(today, ahead)
    const local = { date: format(day, 'yyyy-MM-dd'), weekday: getISODay(day) }
    if (worksOn(local, habits, launchDays)) return new Date(startOfDay(addDays(day, 1)).getTime())
  }
  return new Date(startOfDay(addDays(today, 2)).getTime())
}

/** The moment at which a clock in `zone` shows this time on this date. */
export function momentOf(date: string, time: string, zone: string): Date {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(new TZDate(year, month - 1, day, hours, minutes, zone).getTime())
}

/** What is wrong with habits that somebody has filled in, by field. */
export function habitsFaults(habits: Habits): Partial<Record<keyof Habits, Fault>> {
  const faults: Partial<Record<keyof Habits, Fault>> = {}
  if (habits.days.length === 0) faults.days = { code: 'days-missing' }
  if (habits.to <= habits.from) faults.to = { code: 'hours-reversed' }
  else if (habits.remindAt < habits.from || habits.remindAt >= habits.to) {
    faults.remindAt = { code: 'reminder-outside', from: habits.from, to: habits.to }
  }
  return faults
}
