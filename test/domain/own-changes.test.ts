import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareTemplates } from '../../src/domain/compare-templates.ts'
import type { Event, NewEvent } from '../../src/domain/event.ts'
import { ownChanges, withChanges } from '../../src/domain/own-changes.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { aBoard, anItem, aPhase, aSection } from '../support/builders.ts'

const { template } = readTemplate(`# T
## P
### S
- [ ] One (if applicable)
- [ ] Two
### U
- [ ] Three
`)
const inS = { phase: 'P', section: 'S' }
const inU = { phase: 'P', section: 'U' }
const board = aBoard({
  phases: [
    aPhase({
      name: 'P',
      sections: [aSection({ name: 'S', items: [anItem({ id: 'one', text: 'One' })] })],
    }),
  ],
})
const recorded = (...events: (NewEvent & { itemId: string })[]) =>
  events.map((event, index) => ({ ...event, place: index + 1 }) as unknown as Event)
const changed = (...events: (NewEvent & { itemId: string })[]) => {
  const { template: after, missed } = withChanges(template, ownChanges(recorded(...events), board))
  return { changes: compareTemplates(template, after), missed }
}
const added = { type: 'item.added', itemId: 'new', data: { text: 'Four', ...inS } } as const
const gone = (itemId: string, text: string) =>
  ({ type: 'item.removed', itemId, data: { text, reason: 'r', from: 'open' } }) as const
const back = (itemId: string, text: string) =>
  ({ type: 'item.brought-back', itemId, data: { text } }) as const
const renamed = (itemId: string, before: string, text: string) =>
  ({ type: 'item.reworded', itemId, data: { text, before } }) as const
const withVersion = <E extends { data: object }>(event: E) => ({
  ...event,
  data: { ...event.data, version: 2 },
})
const moved = (itemId: string, text: string) =>
  ({ type: 'item.moved', itemId, data: { text, ...inU, before: inS } }) as const

describe('what a launch changed of its list', () => {
  test.each([
    ['nothing', [], []],
    ['an item that was added', [added], [{ kind: 'added', text: 'Four', ...inS }]],
    [
      'one that was added, reworded and moved',
      [
        added,
        renamed('new', 'Four', 'Five (evidence required)'),
        moved('new', 'Five (evidence required)'),
      ],
      [{ kind: 'added', text: 'Five (evidence required)', ...inU }],
    ],
    ['one that was added and removed', [added, gone('new', 'Four')], []],
    ['one that came with a newer version', [withVersion(added)], []],
    [
      'what people did after that',
      [withVersion(renamed('two', 'Zwei', 'Two')), moved('two', 'Two')],
      [{ kind: 'moved', text: 'Two', from: inS, ...inU }],
    ],
    [
      'what people did before that',
      [moved('two', 'Zwei'), withVersion(renamed('two', 'Zwei', 'Two'))],
      [{ kind: 'moved', text: 'Two', from: inS, ...inU }],
    ],
    ['what a newer version moved', [withVersion(moved('two', 'Two'))], []],
    ['what a newer version removed', [withVersion(gone('nine', 'Nine'))], []],
    ['one that was removed', [gone('two', 'Two')], [{ kind: 'removed', text: 'Two', ...inS }]],
    ['one that was removed and brought back', [gone('two', 'Two'), back('two', 'Two')], []],
    [
      'other words',
      [renamed('two', 'Two', 'Twice'), renamed('two', 'Twice', 'Twos')],
      [{ kind: 'reworded', text: 'Twos', before: 'Two', ...inS }],
    ],
    [
      'other words, and the old ones again',
      [renamed('two', 'Two', 'x'), renamed('two', 'x', 'Two')],
      [],
    ],
    ['another place', [moved('two', 'Two')], [{ kind: 'moved', text: 'Two', from: inS, ...inU }]],
    [
      'an item whose words say something else now',
      [renamed('one', 'One (if applicable)', 'One')],
      [{ kind: 'reworded', text: 'One', before: 'One (if applicable)', ...inS }],
    ],
  ])('%s', (_what, events, changes) => {
    expect(changed(...events)).toEqual({ changes, missed: [] })
  })

  test('is missed where the template has changed, too', () => {
    const { changes, missed } = changed(renamed('nine', 'Nine', 'Ten'), gone('two', 'Two'))
    expect(changes).toEqual([{ kind: 'removed', text: 'Two', ...inS }])
    expect(missed).toEqual([{ before: { text: 'Nine', at: null }, now: { text: 'Ten', at: null } }])
  })

  test('is no change any more once it was kept', () => {
    const events = recorded(added, renamed('two', 'Two', 'Twos'), gone('three', 'Three'))
    const { template: kept } = withChanges(template, ownChanges(events, board))
    expect(withChanges(kept, ownChanges(events, board))).toEqual({ template: kept, missed: [] })
  })

  test('a section that is empty then is gone', () => {
    const three = { ...gone('three', 'Three') }
    const { template: after } = withChanges(template, ownChanges(recorded(three), board))
    expect(after.phases[0]?.sections.map(({ name }) => name)).toEqual(['S'])
  })

  test('as many items are there as were added and not removed', () => {
    const event = fc.oneof(
      fc
        .constantFrom('a', 'b', 'c')
        .map((id) => ({ ...added, itemId: id, data: { text: id, ...inU } })),
      fc.constantFrom('a', 'b', 'c').map((id) => gone(id, id)),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const there = new Set<string>()
        const possible = events.filter(({ type, itemId }) => {
          const isThere = there.has(itemId)
          if (type === 'item.added' && !isThere) return there.add(itemId)
          return type === 'item.removed' && there.delete(itemId)
        })
        const { template: after } = withChanges(template, ownChanges(recorded(...possible), board))
        const items = after.phases.flatMap(({ sections }) => sections.flatMap((it) => it.items))
        expect(items).toHaveLength(3 + there.size)
      }),
    )
  })
})
