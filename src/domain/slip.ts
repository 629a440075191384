/** What moving T-0 does, before it is done. */

import { TZDate } from '@date-fns/tz'
import { format, getISODay } from './dates.ts'
import { dueIn } from './due.ts'
import { type Habits, localTime } from './habits.ts'
import { isSettled } from './item.ts'
import {
  type Board,
  type Due,
  type Item,
  isOpen,
  itemsOf,
  type Phase,
  type Role,
  type Section,
} from './launch.ts'
import { peopleBehind } from './owner.ts'
import { afterHoursOf, opensAt, type Plan, phasesToOpen } from './schedule.ts'
import { signersOf, standingOf } from './sign-off.ts'
import { isOfLaunchDay } from './workload.ts'

/** The public holiday that a date, "yyyy-MM-dd", is in an IANA zone. */
export type HolidayLookup = (zone: string, date: string) => { name: string; country: string } | null

/** Where somebody is, and when they work. */
export type Whereabouts = { zone: string; habits: Habits }

export type Slip = {
  from: Date
  to: Date
  /** The due dates that move, of what is not settled, the next one first. */
  dues: { item: Item; phase: Phase; section: Section; from: Date; to: Date }[]
  /** How many of these will have passed already. */
  overdue: number
  /** New dates on which people do not work, by date: weekends, and holidays with where and whose. */
  daysOff: { date: string; hasT0: boolean; items: number; why: string[]; people: string[] }[]
  /** For whom T-0, or what falls due around it, lies outside of their working hours. */
  overHours: { personId: string; zone: string; t0: Date | null; items: number }[]
  /** Open phases whose time is to come again; `isSuggested` where nothing of it should stay. */
  shuts: { phase: Phase; isSuggested: boolean }[]
  /** When phases that are not open will open, where that is another time. */
  openings: { phase: Phase; from: Date; to: Date }[]
  /** Phases that open at once, when the lead works. */
  opens: Phase[]
  /** The roles whose sign-off will be void. */
  voids: Role[]
}

/** The plan that a launch's due dates and openings follow from. */
export function planOf({ launch, phases }: Pick<Board, 'launch' | 'phases'>): Plan {
  const { t0, zone, live } = launch
  return { t0, zone, live: live?.at ?? null, afterHours: afterHoursOf(windowsOf(phases)) }
}

/** All windows of phases and their sections. */
function windowsOf(phases: readonly Phase[]) {
  return phases.map(({ window }) => window)
}

/** The due date that an item has by a plan; one that was set by hand stays. */
function dueBy(plan: Plan, phase: Phase, sectionWindow: Phase['window'], item: Item): Due | null {
  if (item.due?.by === 'hand') return item.due
  const at = dueIn(item.dueMark ?? sectionWindow ?? phase.window, plan, phase.round)
  return at && { at, by: 'plan' }
}

/** Everything whose due date is another by a plan. */
export function movedDues(board: Pick<Board, 'phases'>, plan: Plan) {
  return board.phases.flatMap((phase) =>
    phase.sections.flatMap((section) =>
      section.items.flatMap((item) => {
        const due = dueBy(plan, phase, section.window, item)
        return Number(due?.at) === Number(item.due?.at) ? [] : { item, phase, section, due }
      }),
    ),
  )
}

/** What moving T-0 to a moment would do. `people`: those who have a part in the launch, by id. */
export function slipOf(
  board: Board,
  to: Date,
  people: ReadonlyMap<string, Whereabouts>,
  holidayIn: HolidayLookup,
  now: Date,
): Slip {
  const { launch, phases, roles } = board
  const plan = { ...planOf(board), t0: to }
  const moved = movedDues(board, plan).flatMap(({ item, due, ...place }) =>
    due && item.due && !isSettled(item) ? { item, ...place, from: item.due.at, to: due.at } : [],
  )
  const dues = moved.sort((one, other) => Number(one.to) - Number(other.to))
  const lead = people.get(launch.leadId)
  const shuts = shutBy(board, to, now)
  const opening = lead
    ? phasesToOpen(
        phases.map((phase) => (shuts.includes(phase) ? { ...phase, opened: null } : phase)),
        plan,
        lead,
        now,
      )
    : []
  return {
    from: launch.t0,
    to,
    dues,
    overdue: dues.filter((due) => due.to <= now).length,
    daysOff: daysOff(dues, to, launch.zone, people, holidayIn),
    overHours: overHours(board, dues, to, people),
    shuts: shuts.map((phase) => ({ phase, isSuggested: isUntouched(phase) || isOfDay(phase) })),
    openings: openings(board, plan, now),
    opens: phases.filter(({ id, opened }) => !opened && opening.some((each) => each.id === id)),
    voids: roles.filter((role) => standingOf(role, board.signOffs)?.verdict === 'go'),
  }
}

function openings(board: Board, plan: Plan, now: Date): Slip['openings'] {
  const windows = windowsOf(board.phases)
  return board.phases
    .filter(({ opened }) => !opened)
    .flatMap((phase) => {
      const from = opensAt(phase, windows, planOf(board))
      const to = opensAt(phase, windows, plan)
      return from && to && to > now && Number(from) !== Number(to) ? { phase, from, to } : []
    })
}

/** The open phases whose time would be to come again, were T-0 at a moment. */
export function shutBy(board: Pick<Board, 'launch' | 'phases'>, t0: Date, now: Date): Phase[] {
  const plan = { ...planOf(board), t0 }
  return board.phases.filter((phase) => willShut(phase, board.phases, plan, now))
}

/** Whether an open phase would not be open yet, had T-0 always been there. */
function willShut(phase: Phase, phases: readonly Phase[], plan: Plan, now: Date): boolean {
  if (!isOpen(phase)) return false
  const at = opensAt(phase, windowsOf(phases), plan)
  return at !== null && at > now
}

function isUntouched(phase: Phase): boolean {
  return itemsOf(phase).every(({ changed }) => changed === null)
}

function isOfDay({ window }: Phase): boolean {
  return window?.kind === 'day' || window?.kind === 'morning'
}

function dateIn(moment: Date, zone: string): string {
  return format(new TZDate(moment, zone), 'yyyy-MM-dd')
}

function daysOff(
  dues: Slip['dues'],
  t0: Date,
  zone: string,
  people: ReadonlyMap<string, Whereabouts>,
  holidayIn: HolidayLookup,
): Slip['daysOff'] {
  const t0Date = dateIn(t0, zone)
  const itemsOn = Map.groupBy(dues, (due) => dateIn(due.to, zone))
  const zones = [...new Set([zone, ...[...people.values()].map((person) => person.zone)])]
  return [...new Set([t0Date, ...itemsOn.keys()])].sort().flatMap((date) => {
    const weekday = getISODay(new TZDate(`${date}T12:00:00Z`, 'UTC'))
    const holidays = zones.flatMap((each) => holidayIn(each, date) ?? [])
    const off = [...people].filter(([, { zone }]) => holidayIn(zone, date) !== null)
    const byName = [...Map.groupBy(holidays, ({ name }) => name)].map(([name, same]) => {
      return `${name} (${[...new Set(same.map(({ country }) => country))].join(', ')})`
    })
    const why = [...(weekday > 5 ? ['a weekend'] : []), ...byName]
    if (why.length === 0) return []
    return {
      date,
      hasT0: date === t0Date,
      items: itemsOn.get(date)?.length ?? 0,
      why,
      people: off.map(([id]) => id),
    }
  })
}

function overHours(
  { launch, phases, roles }: Board,
  dues: Slip['dues'],
  t0: Date,
  people: ReadonlyMap<string, Whereabouts>,
): Slip['overHours'] {
  const moved = { ...launch, t0 }
  const ofDay = dues.filter(({ item, to }) =>
    isOfLaunchDay({ item: { ...item, due: { at: to, by: 'plan' } }, launch: moved }),
  )
  const owners = phases
    .flatMap(itemsOf)
    .filter((item) => !isSettled(item))
    .flatMap((item) => peopleBehind(item.owners, roles))
  const signers = roles.flatMap(signersOf)
  return [...new Set([launch.leadId, ...signers, ...owners])].flatMap((personId) => {
    const who = people.get(personId)
    if (!who) return []
    const isOff = (moment: Date) => !isWithinHours(moment, who)
    const items = ofDay.filter(
      ({ item, to }) => peopleBehind(item.owners, roles).includes(personId) && isOff(to),
    ).length
    const isT0Off = isOff(t0)
    return isT0Off || items > 0 ? { personId, zone: who.zone, t0: isT0Off ? t0 : null, items } : []
  })
}

function isWithinHours(moment: Date, { zone, habits }: Whereabouts): boolean {
  const { time, weekday } = localTime(moment, zone)
  return habits.days.includes(weekday) && time >= habits.from && time <= habits.to
}
