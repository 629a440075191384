import { TZDate } from '@date-fns/tz'
import { addDays, addHours, format } from './dates.ts'
import { type Habits, localTime, momentOf } from './habits.ts'

/** How long somebody can put an item off by one choice; a date is the other way. */
export const snoozes = ['2-hours', 'tomorrow', 'monday'] as const
export type Snooze = (typeof snoozes)[number]

/** Until when a choice puts off: hours from now, or the time of the reminder of a later day. */
export function snoozeUntil(
  choice: Snooze | { date: string },
  now: Date,
  { zone, habits }: { zone: string; habits: Habits },
): Date {
  if (choice === '2-hours') return addHours(now, 2)
  if (typeof choice === 'object') return momentOf(choice.date, habits.remindAt, zone)
  const local = localTime(now, zone)
  const days = choice === 'tomorrow' ? 1 : 8 - local.weekday
  const date = format(addDays(new TZDate(now, zone), days), 'yyyy-MM-dd')
  return momentOf(date, habits.remindAt, zone)
}
