import { describe, expect, test } from 'vitest'
import {
  actionTowards,
  type ItemAction,
  type ItemState,
  isSettled,
  itemActionNames,
  itemActions,
  itemCan,
  itemStates,
  keepsReason,
  needsReason,
} from '../../src/domain/item.ts'

const can: Record<ItemAction, Record<ItemState, boolean>> = {
  tick: { open: true, 'in-progress': true, blocked: true, done: false, 'not-applicable': true },
  undo: { open: false, 'in-progress': false, blocked: false, done: true, 'not-applicable': false },
  start: { open: true, 'in-progress': false, blocked: true, done: true, 'not-applicable': true },
  block: { open: true, 'in-progress': true, blocked: true, done: true, 'not-applicable': true },
  exclude: { open: true, 'in-progress': true, blocked: true, done: true, 'not-applicable': true },
  reopen: { open: false, 'in-progress': true, blocked: true, done: true, 'not-applicable': true },
}

const cells = itemActionNames.flatMap((action) =>
  itemStates.map((state) => ({ action, state, allowed: can[action][state] })),
)

test.each(cells)('an item that is $state: $action is possible: $allowed', (cell) => {
  expect(itemCan(cell.action, cell.state)).toBe(cell.allowed)
})

test.each([
  ['tick', 'done', 'item.ticked'],
  ['undo', 'before', 'item.undone'],
  ['start', 'in-progress', 'item.started'],
  ['block', 'blocked', 'item.blocked'],
  ['exclude', 'not-applicable', 'item.excluded'],
  ['reopen', 'open', 'item.reopened'],
] as const)('%s leads to %s and records %s', (action, to, event) => {
  expect(itemActions[action]).toMatchObject({ to, event })
})

test.each(itemStates)('an action leads to %s from every other state', (state) => {
  const action = actionTowards[state]
  const others = itemStates.filter((each) => each !== state)
  expect(itemActions[action].to).toBe(state)
  expect(others.filter((each) => !itemCan(action, each))).toEqual([])
})

describe('a reason', () => {
  test.each([
    ['tick', false, false],
    ['undo', false, false],
    ['start', false, false],
    ['reopen', false, false],
    ['block', true, true],
    ['exclude', true, false],
  ] as const)('is needed to %s an item: %s; one that is optional: %s', (action, item, optional) => {
    expect(needsReason(action, { optional: false })).toBe(item)
    expect(needsReason(action, { optional: true })).toBe(optional)
  })

  test('is kept only while an item is blocked or not applicable', () => {
    expect(itemStates.filter(keepsReason)).toEqual(['blocked', 'not-applicable'])
  })

  test('can be changed where it is kept: the action may be repeated', () => {
    const repeatable = itemStates.filter((state) => itemCan(actionTowards[state], state))
    expect(repeatable).toEqual(itemStates.filter(keepsReason))
  })
})

test('settled is what is done or does not apply', () => {
  const settled = itemStates.filter((state) => isSettled({ state }))
  expect(settled).toEqual(['done', 'not-applicable'])
})
