/** When an item is due, worked out from T-0 and the windows that the checklist names. */
import { TZDate } from '@date-fns/tz'
import { addDays } from 'date-fns/addDays'
import { addHours } from 'date-fns/addHours'
import { addMonths } from 'date-fns/addMonths'
import { max } from 'date-fns/max'
import { min } from 'date-fns/min'
import { set } from 'date-fns/set'
import { subDays } from 'date-fns/subDays'
import type { Window } from './window.ts'

const noon = { hours: 12, minutes: 0, seconds: 0, milliseconds: 0 }
const evening = { hours: 18, minutes: 0, seconds: 0, milliseconds: 0 }
/** What belongs to the launch day has at least so long after T-0. */
export const dayGraceHours = 2

/**
 * When what has this window is due; null when the window says nothing. Hours are hours; what is
 * counted in days or longer is due in the evening of its day, on the calendar of `zone`, the
 * launch's IANA zone.
 */
export function dueIn(window: Window | null, t0: Date, zone: string): Date | null {
  if (window === null) return null
  const local = new TZDate(t0, zone)
  return new Date(dueLocal(window, local).getTime())
}

function dueLocal(window: Window, t0: TZDate): Date {
  switch (window.kind) {
    case 'before':
      return window.toDays > 0 && Number.isInteger(window.toDays)
        ? set(subDays(t0, window.toDays), evening)
        : addHours(t0, -24 * window.toDays)
    case 'morning':
      return min([t0, set(t0, noon)])
    case 'day':
      return max([set(t0, evening), addHours(t0, dayGraceHours)])
    case 'at':
      return addHours(t0, window.hours)
    case 'after':
      return window.hours > 24 && window.hours % 24 === 0
        ? set(addDays(t0, window.hours / 24), evening)
        : addHours(t0, window.hours)
    case 'every':
      return set(oneLater[window.unit](t0), evening)
  }
}

const oneLater = {
  day: (t0: Date) => addDays(t0, 1),
  week: (t0: Date) => addDays(t0, 7),
  month: (t0: Date) => addMonths(t0, 1),
  quarter: (t0: Date) => addMonths(t0, 3),
} as const
