import { addMinutes } from 'date-fns/addMinutes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blockedMs, burnUpOf, historiesOf, settledSince } from '../../src/domain/burn-up.ts'
import type { Event } from '../../src/domain/event.ts'
import { type ItemState, isSettled, itemActions, itemStates } from '../../src/domain/item.ts'
import { allItems, type Board, progressOf } from '../../src/domain/launch.ts'
import { aBoard, anEvent, anItem, aPhase, aSection, monday } from '../support/builders.ts'

const minute = (count: number) => addMinutes(monday, count)
const now = minute(1000)

function moved(itemId: string, to: ItemState, at: number): Event {
  const action = Object.values(itemActions).find((each) => each.to === to) ?? itemActions.undo
  const data = { text: itemId, from: 'open' as const, to, reason: null, reasonBefore: null }
  return anEvent(action.event, data, { itemId, at: minute(at) })
}

function boardWith(items: [string, ItemState][]): Board {
  const made = items.map(([id, state]) => anItem({ id, state }))
  return aBoard({ phases: [aPhase({ sections: [aSection({ items: made })] })] })
}

const last = (board: Board, events: Event[]) =>
  burnUpOf(board, historiesOf(board, events, now), now).at(-1)

test('what is undone goes down, and what is added and removed changes the total', () => {
  const board = boardWith([
    ['a', 'open'],
    ['b', 'done'],
  ])
  const place = { phase: 'p', section: 's' }
  const events = [
    moved('a', 'done', 10),
    anEvent('item.added', { text: 'b', ...place }, { itemId: 'b', at: minute(20) }),
    moved('b', 'done', 30),
    moved('a', 'open', 40),
    anEvent(
      'item.removed',
      { text: 'c', reason: 'r', from: 'open' },
      { itemId: 'c', at: minute(50) },
    ),
  ]
  const points = burnUpOf(board, historiesOf(board, events, now), now)
  expect(points.map(({ settled, total }) => [settled, total])).toEqual([
    [0, 2],
    [1, 2],
    [1, 3],
    [2, 3],
    [1, 3],
    [1, 2],
    [1, 2],
  ])
})

test('what was removed and brought back is as it was', () => {
  const events = [
    moved('a', 'done', 10),
    anEvent(
      'item.removed',
      { text: 'a', reason: 'r', from: 'done' },
      { itemId: 'a', at: minute(20) },
    ),
    anEvent('item.brought-back', { text: 'a' }, { itemId: 'a', at: minute(30) }),
  ]
  expect(last(boardWith([['a', 'done']]), events)).toMatchObject({ settled: 1, total: 1 })
})

test('says since when an item is settled, and how long it was blocked', () => {
  const board = boardWith([['a', 'done']])
  const events = [moved('a', 'blocked', 10), moved('a', 'done', 25)]
  const turns = historiesOf(board, events, now).get('a') ?? []
  expect(settledSince(turns)?.at).toEqual(minute(25))
  expect(blockedMs(turns, now)).toBe(15 * 60_000)
  expect(settledSince(turns.slice(0, 2))).toBeNull()
})

const anId = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const aTime = fc.integer({ min: -10, max: 999 })
const anyEvent = fc.oneof(
  fc.tuple(anId, fc.constantFrom(...itemStates), aTime).map((made) => moved(...made)),
  fc
    .tuple(anId, aTime)
    .map(([itemId, at]) =>
      anEvent(
        'item.expired',
        { text: itemId, why: 'days', tickedBy: 'U1ANA' },
        { itemId, at: minute(at) },
      ),
    ),
  fc
    .tuple(anId, aTime)
    .map(([itemId, at]) =>
      anEvent(
        'item.removed',
        { text: itemId, reason: 'r', from: 'open' },
        { itemId, at: minute(at) },
      ),
    ),
  fc
    .tuple(anId, aTime)
    .map(([itemId, at]) =>
      anEvent('item.brought-back', { text: itemId }, { itemId, at: minute(at) }),
    ),
)
const anyItems = fc.uniqueArray(fc.tuple(anId, fc.constantFrom(...itemStates)), {
  selector: ([id]) => id,
})

test('it ends with what the board says, in order and within bounds, whatever the record has', () => {
  fc.assert(
    fc.property(anyItems, fc.array(anyEvent, { maxLength: 30 }), (items, events) => {
      const board = boardWith(items)
      const points = burnUpOf(board, historiesOf(board, events, now), now)
      const { total, settled } = progressOf(allItems(board))
      expect(points.at(-1)).toEqual({ at: now, settled, total })
      expect(settled).toBe(allItems(board).filter(isSettled).length)
      for (const [index, point] of points.entries()) {
        expect(point.settled).toBeGreaterThanOrEqual(0)
        expect(point.settled).toBeLessThanOrEqual(point.total)
        expect(Number(point.at)).toBeGreaterThan(Number(points[index - 1]?.at ?? 0))
      }
    }),
  )
})
