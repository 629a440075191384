/** When phases open by themselves, and when the next round of one that repeats begins. */

import { TZDate } from '@date-fns/tz'
import { addDays, addHours, addMonths, startOfDay, subDays, subHours } from './dates.ts'
import { type Habits, localTime, worksOn } from './habits.ts'
import type { Phase } from './launch.ts'
import type { Window } from './window.ts'

/** What due dates and openings follow from. */
export type Plan = {
  t0: Date
  /** When it went live; until then, what is counted from there is planned from T-0. */
  live: Date | null
  /** The launch's IANA zone, on whose calendar days are counted. */
  zone: string
  /** The longest window that is counted from going live: what repeats begins after it. */
  afterHours: number
}

export type PlannedPhase = Pick<
  Phase,
  'id' | 'window' | 'opened' | 'endedAt' | 'round' | 'seriesId'
>

/** Where and when the lead works: phases open while they do. */
export type LeadHours = { zone: string; habits: Habits }

/** The launch day opens at least so long before T-0, whatever the hour. */
const launchDayHours = 4

/** The longest window of these that is counted from going live, in hours. */
export function afterHoursOf(windows: readonly (Window | null)[]): number {
  return Math.max(0, ...windows.map((window) => (window?.kind === 'after' ? window.hours : 0)))
}

/**
 * From when a phase may open: "1-2 weeks before" from the start of that day, the launch day from its
 * start, what comes first after going live from that moment, what comes then when that is over, and
 * what repeats after all of these. null: somebody opens it, or it waits for going live.
 */
export function opensAt(
  { window, round }: Pick<PlannedPhase, 'window' | 'round'>,
  windows: readonly (Window | null)[],
  plan: Plan,
): Date | null {
  const t0 = new TZDate(plan.t0, plan.zone)
  switch (window?.kind) {
    case undefined:
      return null
    case 'before':
      return new Date(startOfDay(subDays(t0, window.fromDays)).getTime())
    case 'morning':
    case 'day':
      return new Date(startOfDay(t0).getTime())
    case 'at':
      return addHours(plan.t0, window.hours)
    case 'after': {
      if (plan.live === null) return null
      const shorter = windows.filter((each) => each?.kind === 'after' && each.hours < window.hours)
      return addHours(plan.live, afterHoursOf(shorter))
    }
    case 'every':
      return plan.live && roundOpensAt(window.unit, plan, round)
  }
}

/** Whether a phase is of the time after going live, and so cannot open before it. */
export function isAfterLive({ window }: Pick<PlannedPhase, 'window'>): boolean {
  return window?.kind === 'after' || window?.kind === 'every'
}

/** When a round of what repeats begins, counted from 1; planned from T-0 until the launch is live. */
export function roundOpensAt(
  unit: Extract<Window, { kind: 'every' }>['unit'],
  plan: Plan,
  round: number,
): Date {
  const first = addHours(new TZDate(plan.live ?? plan.t0, plan.zone), plan.afterHours)
  return new Date(later[unit](first, round - 1).getTime())
}

const later = {
  day: addDays,
  week: (date: Date, count: number) => addDays(date, 7 * count),
  month: addMonths,
  quarter: (date: Date, count: number) => addMonths(date, 3 * count),
} as const

/** The phases that open now, in their order: those whose time has come, and those before them. */
export function phasesToOpen(
  phases: readonly PlannedPhase[],
  plan: Plan,
  lead: LeadHours,
  now: Date,
): PlannedPhase[] {
  const windows = phases.map(({ window }) => window)
  const last = phases.findLastIndex(
    (phase) => phase.opened === null && isTimeFor(phase, windows, plan, lead, now),
  )
  return phases.slice(0, last + 1).filter(({ opened }) => opened === null)
}

/** The phases that are open from the start: those whose time has come, or else a first without one. */
export function phasesOpenAtStart(
  phases: readonly PlannedPhase[],
  plan: Plan,
  now: Date,
): PlannedPhase[] {
  const windows = phases.map(({ window }) => window)
  const last = phases.findLastIndex((phase) => {
    const at = opensAt(phase, windows, plan)
    return at !== null && at <= now
  })
  const first = phases[0]?.window === null ? 1 : 0
  return phases.slice(0, Math.max(last + 1, first))
}

function isTimeFor(
  phase: PlannedPhase,
  windows: readonly (Window | null)[],
  plan: Plan,
  { zone, habits }: LeadHours,
  now: Date,
): boolean {
  const at = opensAt(phase, windows, plan)
  if (at === null) return false
  const kind = phase.window?.kind
  if (kind === 'day' && now >= subHours(plan.t0, launchDayHours)) return true
  if (now < at) return false
  // The first hours after going live do not wait for anybody's morning.
  if (at.getTime() === plan.live?.getTime()) return true
  return isLeadAtWork(zone, habits, plan, now)
}

/** Within the lead's hours of a day on which they work; a pause of their reminders counts nothing. */
function isLeadAtWork(zone: string, habits: Habits, { t0 }: Plan, now: Date): boolean {
  const local = localTime(now, zone)
  const isDay = worksOn(local, habits, [localTime(t0, zone).date])
  return isDay && local.time >= habits.from && local.time < habits.to
}

/**
 * The round that takes the place of this one now; null when it is not time. Rounds that were missed
 * are passed over: only the newest opens.
 */
export function nextRound(
  { window, round, opened }: PlannedPhase,
  plan: Plan,
  { zone, habits }: LeadHours,
  now: Date,
): number | null {
  if (window?.kind !== 'every' || !plan.live || !opened) return null
  if (!isLeadAtWork(zone, habits, plan, now)) return null
  let next = round
  while (roundOpensAt(window.unit, plan, next + 1) <= now) next++
  return next > round ? next : null
}

/** What a round of a phase is called. */
export function nameOfRound(name: string, round: number): string {
  return round === 1 ? name : `${name}, round ${round}`
}
