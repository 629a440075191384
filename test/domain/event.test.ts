import { expect, test } from 'vitest'
import { eventShapes } from '../../src/domain/event.ts'
import { itemActions } from '../../src/domain/item.ts'

test('every action on an item has an event of its own', () => {
  const events = Object.values(itemActions).map((action) => action.event)
  expect(new Set(events).size).toBe(events.length)
  expect(Object.keys(eventShapes)).toEqual(expect.arrayContaining(events))
})

test('an event is kept as JSON without loss', () => {
  const data = {
    text: '**Backups** tested',
    from: 'blocked',
    to: 'done',
    reason: null,
    reasonBefore: 'no disk',
  }
  const shape = eventShapes['item.ticked']
  expect(shape.parse(JSON.parse(JSON.stringify(shape.parse(data))))).toEqual(data)
})

test.each([
  ['a state that is none', { from: 'ready' }],
  ['a missing text', { text: undefined }],
  ['a reason that is not told', { reason: undefined }],
])('an event is refused with %s', (_what, more) => {
  const data = { text: 'a', from: 'open', to: 'done', reason: null, reasonBefore: null, ...more }
  expect(eventShapes['item.ticked'].safeParse(data).success).toBe(false)
})

test('the loss of a channel is refused without why, or for no known reason', () => {
  const accepts = (data: object) => eventShapes['channel.lost'].safeParse(data).success
  for (const why of ['archived', 'restricted', 'unreachable']) {
    expect(accepts({ channelId: 'C1', why })).toBe(true)
  }
  expect(accepts({ channelId: 'C1' })).toBe(false)
  expect(accepts({ channelId: 'C1', why: 'gone' })).toBe(false)
})
