import { expect, test } from 'vitest'
import { channelLosses, eventShapes } from '../../src/domain/event.ts'
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

const link = {
  text: 'Backups',
  kind: 'link',
  url: 'https://a.example',
  title: null,
  authorId: null,
  writtenAt: null,
}
const owner = { kind: 'role', id: 'role-1', name: 'Security Lead' }

test.each([
  ['item.assigned', { text: 'Backups', owners: [owner], before: [] }],
  ['item.given-back', { text: 'Backups', owner, owners: [], reason: 'on leave' }],
  ['item.due-set', { text: 'a', due: null, isPlanned: true, before: '2026-12-07T09:00:00.000Z' }],
  ['item.evidenced', link],
  ['item.evidence-removed', { ...link, kind: 'message', authorId: 'U1' }],
  ['item.evidence-required', { text: 'a', isRequired: true }],
  ['item.added', { text: 'a', phase: 'P', section: 'S' }],
  ['item.reworded', { text: 'a', before: 'b' }],
  ['item.moved', { text: 'a', phase: 'P', section: 'S', before: { phase: 'P', section: 'T' } }],
  ['item.removed', { text: 'a', reason: 'b', from: 'done' }],
  ['item.brought-back', { text: 'a' }],
  [
    'version.brought-in',
    {
      template: 'T',
      from: 1,
      to: 2,
      ...{ added: 1, removed: 0, reworded: 0, moved: 0, stayed: 1 },
    },
  ],
  ['item.expired', { text: 'a', why: 'days', tickedBy: 'U1' }],
  ['ticks.expired', { personId: 'U1', why: 't0', items: 2, texts: ['a'] }],
  ['role.filled', { name: 'Security Lead', personId: null, before: 'U1' }],
  ['lead.changed', { personId: 'U1', before: 'U2' }],
  ['t0.passed', { t0: '2026-12-07T09:00:00.000Z' }],
  ['people.nudged', { people: [{ personId: 'U1', items: 2 }] }],
  ['person.unreachable', { personId: 'U1' }],
  [
    'person.left',
    {
      personId: 'U1',
      standing: 'guest',
      items: 2,
      roles: ['Security Lead'],
      deputyFor: ['Technical Lead'],
    },
  ],
] as const)('%s is kept without loss, and refused with anything missing', (type, data) => {
  const shape = eventShapes[type]
  expect(shape.parse(JSON.parse(JSON.stringify(data)))).toEqual(data)
  for (const key of Object.keys(data)) {
    expect(shape.safeParse({ ...data, [key]: undefined }).success, key).toBe(false)
  }
})

test.each([
  ['a third kind of owner', 'item.given-back', { owner: { ...owner, kind: 'team' } }],
  ['a third kind among those left', 'item.given-back', { owners: [{ ...owner, kind: 'team' }] }],
  ['a standing that there is not', 'person.left', { standing: 'admin' }],
  ['a date that is none', 'item.due-set', { due: 'tomorrow' }],
  ['a kind of evidence that there is not', 'item.evidenced', { kind: 'photo' }],
  ['half a rule', 'item.evidence-required', { isRequired: null }],
] as const)('an event is refused with %s', (_what, type, more) => {
  const data = { text: 'a', owner, reason: 'b', due: null, isPlanned: true, before: null }
  const left = { personId: 'U1', standing: 'guest', items: 2, roles: [], deputyFor: [] }
  const whole = { ...link, ...data, ...left, owners: [], isRequired: true }
  expect(eventShapes[type].safeParse(whole).success).toBe(true)
  expect(eventShapes[type].safeParse({ ...whole, ...more }).success).toBe(false)
})

test('the loss of a channel is refused without why, or for no known reason', () => {
  const accepts = (data: object) => eventShapes['channel.lost'].safeParse(data).success
  for (const why of channelLosses) {
    expect(accepts({ channelId: 'C1', why })).toBe(true)
  }
  expect(accepts({ channelId: 'C1' })).toBe(false)
  expect(accepts({ channelId: 'C1', why: 'gone' })).toBe(false)
})
