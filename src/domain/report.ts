/** What a launch came to: planned against actual, and all that is worth knowing of its course. */

import {
  type BurnUpPoint,
  blockedMs,
  burnUpOf,
  type Histories,
  historiesOf,
  settledSince,
} from './burn-up.ts'
import { differenceInMinutes } from './dates.ts'
import { dueIn } from './due.ts'
import { followUpSection } from './emergency.ts'
import type { Event, EventData, EventType } from './event.ts'
import { isSettled } from './item.ts'
import {
  allItems,
  type Board,
  type Item,
  itemsOf,
  type Launch,
  type Phase,
  type Progress,
  progressOf,
  type Role,
} from './launch.ts'
import { opensAt } from './schedule.ts'
import type { SignOff } from './sign-off.ts'
import { planOf } from './slip.ts'

export type ReportedPhase = {
  name: string
  round: number
  /** As it was planned from the first T-0. */
  planned: { from: Date | null; until: Date | null }
  opened: Date | null
  /** Since when nothing is left in it. */
  completed: Date | null
  progress: Progress
}

/** `settled`: when it was, after its due date; null: it never was. */
export type LateItem = { item: Item; due: Date; settled: Date | null; minutes: number }
type BlockedItem = { item: Item; minutes: number; isStill: boolean }

/** Whole minutes; null for what has not happened. */
export type ReportedEmergency = {
  number: number
  isDrill: boolean
  words: string
  started: Date
  detect: number
  decide: number | null
  resolve: number | null
  outcomes: string[]
}

export type Report = {
  launch: Launch
  /** What it is true of: now, or of a launch that ended, when it was last changed. */
  asOf: Date
  plannedT0: Date
  slips: { at: Date; by: string; to: Date; reason: string }[]
  progress: Progress
  burnUp: BurnUpPoint[]
  /** The entries that a chart of it marks, oldest first. */
  marks: Event[]
  phases: ReportedPhase[]
  /** The latest first. */
  late: LateItem[]
  /** The longest first. */
  blocked: BlockedItem[]
  verdicts: { at: Date; verdict: EventData<'roll-call.ended'>['verdict'] }[]
  signOffs: { role: Role; signOff: SignOff | null }[]
  overrides: {
    at: Date
    by: string
    askedBy: string
    opens: string
    reason: string
    unsettled: number
  }[]
  emergencies: ReportedEmergency[]
  followUps: Item[]
  /** Who settled how much of what is settled, most first; null: nobody asked. */
  people: { personId: string; settled: number }[] | null
}

/** The entries of a record that a report reads. */
export type Recorded = readonly Event[]

/**
 * The report of a launch, from its board and its whole record, oldest first. Who did how much is in it
 * only where that was asked for.
 */
export function reportOf(
  board: Board,
  events: Recorded,
  now: Date,
  { withPeople }: { withPeople: boolean } = { withPeople: false },
): Report {
  const { launch } = board
  const asOf = launch.ended?.at ?? now
  const histories = historiesOf(board, events, now)
  const items = allItems(board)
  const [started] = of(events, 'launch.started')
  const plannedT0 = started ? new Date(started.data.t0) : launch.t0
  return {
    launch,
    asOf,
    plannedT0,
    slips: of(events, 't0.moved').map(({ at, by, data }) => {
      return { at, by, to: new Date(data.to), reason: data.reason }
    }),
    progress: progressOf(items),
    burnUp: burnUpOf(board, histories, asOf),
    marks: events.filter(isMark),
    phases: board.phases.map((phase) => reported(phase, board, plannedT0, histories)),
    late: lateOf(items, histories, asOf),
    blocked: blockedOf(items, histories, asOf),
    verdicts: of(events, 'roll-call.ended').map(({ at, data }) => ({ at, verdict: data.verdict })),
    signOffs: board.roles.map((role) => {
      return { role, signOff: board.signOffs.find(({ roleId }) => roleId === role.id) ?? null }
    }),
    overrides: of(events, 'override.confirmed').map(({ at, by, data }) => {
      const { askedBy, opens, reason, unsettled } = data
      return { at, by, askedBy, opens, reason, unsettled }
    }),
    emergencies: emergenciesOf(events),
    followUps: board.phases
      .filter(({ emergencyId }) => emergencyId !== null)
      .flatMap(({ sections }) => sections)
      .flatMap(({ name, items }) => (name === followUpSection ? items : [])),
    people: withPeople ? peopleOf(items, histories) : null,
  }
}

/** Every entry of a type, oldest first. */
function of<T extends EventType>(events: Recorded, type: T) {
  return events.filter((event): event is Extract<Event, { type: T }> => event.type === type)
}

function isMark(event: Event): boolean {
  switch (event.type) {
    case 'phase.opened':
    case 'phase.completed':
    case 't0.moved':
    case 'roll-call.ended':
    case 'override.confirmed':
    case 'emergency.started':
    case 'emergency.decided':
    case 'emergency.resolved':
    case 'launch.live':
    case 'launch.ended':
    case 'launch.reopened':
      return true
    default:
      return false
  }
}

function reported(
  phase: Phase,
  board: Board,
  plannedT0: Date,
  histories: Histories,
): ReportedPhase {
  const plan = { ...planOf(board), t0: plannedT0, live: plannedT0 }
  const windows = board.phases.map(({ window }) => window)
  const items = itemsOf(phase)
  return {
    name: phase.name,
    round: phase.round,
    planned: { from: opensAt(phase, windows, plan), until: dueIn(phase.window, plan, phase.round) },
    opened: phase.opened?.at ?? null,
    completed: items.length > 0 && items.every(isSettled) ? lastSettled(items, histories) : null,
    progress: progressOf(items),
  }
}

function lastSettled(items: readonly Item[], histories: Histories): Date | null {
  const times = items.map(({ id }) => Number(settledSince(histories.get(id) ?? [])?.at ?? 0))
  return new Date(Math.max(...times))
}

function lateOf(items: readonly Item[], histories: Histories, asOf: Date): LateItem[] {
  return items
    .flatMap((item) => {
      const due = item.due?.at
      if (!due) return []
      const settled = settledSince(histories.get(item.id) ?? [])?.at ?? null
      const minutes = differenceInMinutes(settled ?? asOf, due)
      return minutes > 0 ? [{ item, due, settled, minutes }] : []
    })
    .sort((one, other) => other.minutes - one.minutes)
}

function blockedOf(items: readonly Item[], histories: Histories, asOf: Date): BlockedItem[] {
  return items
    .flatMap((item) => {
      const turns = histories.get(item.id) ?? []
      if (!turns.some(({ state }) => state === 'blocked')) return []
      const minutes = Math.floor(blockedMs(turns, asOf) / 60_000)
      return [{ item, minutes, isStill: item.state === 'blocked' }]
    })
    .sort((one, other) => other.minutes - one.minutes)
}

function emergenciesOf(events: Recorded): ReportedEmergency[] {
  return of(events, 'emergency.started').map(({ at, data }) => {
    const { emergencyId, number, isDrill, words, began } = data
    const decided = of(events, 'emergency.decided').filter(isOf(emergencyId))
    const resolved = of(events, 'emergency.resolved').find(isOf(emergencyId))
    const [first] = decided
    return {
      ...{ number, isDrill, words, started: at },
      detect: differenceInMinutes(at, new Date(began)),
      decide: first ? differenceInMinutes(first.at, at) : null,
      resolve: resolved ? differenceInMinutes(resolved.at, at) : null,
      outcomes: decided.map((each) => each.data.outcome),
    }
  })
}

function isOf(emergencyId: string) {
  return ({ data }: { data: { emergencyId: string } }) => data.emergencyId === emergencyId
}

function peopleOf(items: readonly Item[], histories: Histories) {
  const settlers = items.flatMap(({ id }) => settledSince(histories.get(id) ?? [])?.by ?? [])
  return [...Map.groupBy(settlers, (personId) => personId)]
    .map(([personId, all]) => ({ personId, settled: all.length }))
    .sort((one, other) => other.settled - one.settled)
}
