/** How the items of a launch came to be settled over time, from its record, up to what its board says. */

import type { Event } from './event.ts'
import { type ItemState, isSettled, itemActions } from './item.ts'
import { type Board, type Item, itemsOf, type Mark, type Phase } from './launch.ts'

/** From when on an item was in a state; null: it was taken out of the launch. */
export type Turn = Mark & { state: ItemState | null }

/** Of each item there is or was: its turns, in order, the first with which it came. */
export type Histories = ReadonlyMap<string, readonly Turn[]>

/** How much was settled, and of how much, from a moment on. */
export type BurnUpPoint = { at: Date; settled: number; total: number }

type Parts = Pick<Board, 'launch' | 'phases' | 'finalBox'>

const moves: ReadonlySet<string> = new Set(Object.values(itemActions).map(({ event }) => event))

/**
 * The histories of a launch's items, from its record, oldest first. Each ends with what the board
 * says of it, whatever the record has.
 */
export function historiesOf(board: Parts, events: readonly Event[], now: Date): Histories {
  const { started } = board.launch
  const recorded = Map.groupBy(
    events.filter((event) => event.itemId !== undefined),
    (event) => event.itemId ?? '',
  )
  const histories = new Map<string, Turn[]>()
  for (const { item, came } of placesIn(board)) {
    const turns = turnsIn(recorded.get(item.id) ?? [], came)
    histories.set(item.id, endingIn(item, turns, now))
  }
  for (const [id, about] of recorded) {
    if (histories.has(id) || !about.some(({ type }) => type === 'item.removed')) continue
    const turns = turnsIn(about, started)
    // It is not on the board, so it is out of the launch.
    const last = turns.findLastIndex(({ state }) => state === null)
    histories.set(id, turns.slice(0, last + 1))
  }
  return histories
}

/**
 * The points at which anything changed, oldest first, from the launch's start until now; the last is
 * what the board says.
 */
export function burnUpOf(board: Parts, histories: Histories, now: Date): BurnUpPoint[] {
  const changes = [...histories.values()].flatMap((turns) =>
    turns.map((turn, index) => {
      const before = turns[index - 1]?.state ?? null
      return {
        time: turn.at.getTime(),
        settled: count(turn.state) - count(before),
        total: Number(turn.state !== null) - Number(before !== null),
      }
    }),
  )
  const start = board.launch.started.at.getTime()
  const byTime = Map.groupBy(changes, ({ time }) => Math.max(time, start))
  const points: BurnUpPoint[] = []
  let [settled, total] = [0, 0]
  for (const time of [...new Set([start, ...byTime.keys()])].sort((one, other) => one - other)) {
    for (const change of byTime.get(time) ?? []) {
      settled += change.settled
      total += change.total
    }
    points.push({ at: new Date(time), settled, total })
  }
  const last = points.at(-1)
  if (last && last.at < now) points.push({ at: now, settled, total })
  return points
}

/** How much was settled at a moment, and of how much. */
export function burnUpAt(points: readonly BurnUpPoint[], at: Date): BurnUpPoint {
  const point = points.findLast((each) => each.at <= at)
  return { settled: point?.settled ?? 0, total: point?.total ?? 0, at }
}

/** Since when an item has been settled; null: it is not. */
export function settledSince(turns: readonly Turn[]): Turn | null {
  const last = turns.findLastIndex(({ state }) => state === null || !isSettled({ state }))
  return turns[last + 1] ?? null
}

/** How long an item was blocked, in milliseconds until now. */
export function blockedMs(turns: readonly Turn[], now: Date): number {
  return turns.reduce((sum, { state, at }, index) => {
    const until = turns[index + 1]?.at ?? now
    return state === 'blocked' ? sum + Math.max(0, until.getTime() - at.getTime()) : sum
  }, 0)
}

function count(state: ItemState | null): number {
  return Number(state !== null && isSettled({ state }))
}

/** Each item, with when its place came to be: at the start, or with a later round or an emergency. */
function placesIn({ launch, phases, finalBox }: Parts): { item: Item; came: Mark }[] {
  const isLater = ({ round, emergencyId }: Phase) => round > 1 || emergencyId !== null
  const inPhases = phases.flatMap((phase) => {
    const came = (isLater(phase) ? phase.opened : null) ?? launch.started
    return itemsOf(phase).map((item) => ({ item, came }))
  })
  return [...inPhases, ...(finalBox ? [{ item: finalBox, came: launch.started }] : [])]
}

/** Clocks may be set back; a history does not go back. */
function turnsIn(events: readonly Event[], came: Mark): Turn[] {
  const added = events.find(({ type }) => type === 'item.added')
  const first = added ?? came
  const turns: Turn[] = [{ at: first.at, by: first.by, state: 'open' }]
  for (const event of events) {
    const state = stateAfter(event, turns)
    const last = turns.at(-1)
    if (state === undefined || !last || state === last.state) continue
    const at = event.at < last.at ? last.at : event.at
    turns.push({ at, by: event.by, state })
  }
  return turns
}

/** The state that an event leads to; undefined: it changes none. */
function stateAfter(event: Event, turns: readonly Turn[]): ItemState | null | undefined {
  if (moves.has(event.type) && 'to' in event.data) return event.data.to as ItemState
  switch (event.type) {
    case 'item.expired':
    case 'final-box.withdrawn':
      return 'open'
    case 'final-box.ticked':
      return 'done'
    case 'item.removed':
      return null
    case 'item.brought-back':
      return turns.findLast(({ state }) => state !== null)?.state ?? 'open'
    default:
      return undefined
  }
}

function endingIn(item: Item, turns: Turn[], now: Date): Turn[] {
  const last = turns.at(-1)
  if (!last || last.state === item.state) return turns
  const changed = item.changed ?? { at: now, by: last.by }
  const at = changed.at < last.at ? last.at : changed.at
  return [...turns, { at, by: changed.by, state: item.state }]
}
