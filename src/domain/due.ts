/** When an item is due, worked out from T-0 and the windows that the checklist names. */

import { TZDate } from '@date-fns/tz'
import { addDays, addHours, atTime, subDays } from './dates.ts'
import { type Plan, roundOpensAt } from './schedule.ts'
import type { Window } from './window.ts'

/** Hours of the clock. */
const noon = 12
const evening = 18
/** What belongs to the launch day has at least so long after T-0. */
export const dayGraceHours = 2

/**
 * When what has this window is due; null when the window says nothing. Hours are hours; what is
 * counted in days or longer is due in the evening of its day; a round before the next one opens.
 */
export function dueIn(window: Window | null, plan: Plan, round = 1): Date | null {
  return window && new Date(dueLocal(window, plan, round).getTime())
}

function dueLocal(window: Window, plan: Plan, round: number): Date {
  const t0 = new TZDate(plan.t0, plan.zone)
  const live = new TZDate(plan.live ?? plan.t0, plan.zone)
  switch (window.kind) {
    case 'before':
      return window.toDays > 0 && Number.isInteger(window.toDays)
        ? atTime(subDays(t0, window.toDays), evening)
        : addHours(t0, -24 * window.toDays)
    case 'morning':
      return earlier(t0, atTime(t0, noon))
    case 'day':
      return later(atTime(t0, evening), addHours(t0, dayGraceHours))
    case 'at':
      return addHours(window.hours > 0 ? live : t0, window.hours)
    case 'after':
      return window.hours > 24 && window.hours % 24 === 0
        ? atTime(addDays(live, window.hours / 24), evening)
        : addHours(live, window.hours)
    case 'every': {
      const next = new TZDate(roundOpensAt(window.unit, plan, round + 1), plan.zone)
      const evenBefore = atTime(subDays(next, 1), evening)
      return evenBefore > roundOpensAt(window.unit, plan, round) ? evenBefore : next
    }
  }
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other
}
