import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../src/domain/evidence.ts'
import { itemStates } from '../../src/domain/item.ts'
import type { Item } from '../../src/domain/launch.ts'
import { decode, dialogs } from '../../src/views/actions.ts'
import { fieldOfBlock } from '../../src/views/inputs.ts'
import { type ItemInput, itemDialog, itemFields, typedOnto } from '../../src/views/item-dialog.ts'
import { ownerFields } from '../../src/views/owner-inputs.ts'
import { inputIn, labelsIn, textsIn } from '../support/blocks.ts'
import { aBoard, anItem, aRole, monday } from '../support/builders.ts'

const roles = [aRole({ personId: 'U3KIM' }), aRole({ id: 'role-2', name: 'QA Lead' })]
const owners = [
  { kind: 'person' as const, id: 'U2BEN' },
  { kind: 'role' as const, id: 'role-2' },
]
const due = { at: new Date('2026-11-27T17:00:00Z'), by: 'hand' as const }
const item = anItem({
  state: 'blocked',
  reason: 'no disk',
  note: 'ask Ben',
  owners,
  due,
  version: 7,
})
const shownOf = (item: Item, evidence: Evidence[] = []) => ({
  item,
  around: aBoard({ roles }),
  evidence,
  isFinalBox: false,
})
const plan =
  '<@U2BEN>, QA Lead (nobody yet) · due <!date^1795798800^{date_short_pretty} at {time}|27 Nov 2026, 18:00 GMT+1>'

function aPiece(more: Partial<Evidence> = {}): Evidence {
  return {
    id: 'evidence-1',
    itemId: 'item-1',
    kind: 'link',
    url: 'https://a.example/?b&c',
    title: 'Q&A',
    written: null,
    added: { at: monday, by: 'U1ANA' },
    ...more,
  }
}

const seenIn = (view: ReturnType<typeof itemDialog>) => {
  const seen = decode(dialogs.item, view.private_metadata ?? '')
  if (!seen) throw new Error('the dialog kept nothing')
  return seen
}
const inputOf = ({ due, ...more }: Item): ItemInput => ({
  state: more.state,
  reason: more.reason,
  note: more.note,
  owners: more.owners,
  due: due?.at ?? null,
})
/** The element of a field, whose block has another id when the dialog took another one's place. */
const valueIn = (view: ReturnType<typeof itemDialog>, field: string) => {
  const block = view.blocks.find(({ block_id: id = '' }) => fieldOfBlock(id) === field)
  return inputIn(view.blocks, block?.block_id ?? field)
}

describe('an item’s dialog', () => {
  const view = itemDialog(shownOf(item), 'C1', monday)

  test('says what is known of the item, and leads to its history', () => {
    expect(textsIn(view.blocks)).toEqual([
      `⛔ Backups tested\n*Blocked*: no disk\n${plan}\n_Note:_ ask Ben`,
    ])
    expect(labelsIn(view.blocks)).toEqual(['Evidence…', 'History', 'Reword or Move…', 'Remove…'])
  })

  test('offers every state, and is filled with what is so', () => {
    expect(valueIn(view, itemFields.state)).toMatchObject({
      options: itemStates.map((value) => ({ value })),
      initial_option: { value: 'blocked' },
    })
    expect(valueIn(view, itemFields.reason)).toMatchObject({ initial_value: 'no disk' })
    expect(valueIn(view, itemFields.note)).toMatchObject({ initial_value: 'ask Ben' })
    expect(valueIn(view, ownerFields.owners)).toMatchObject({
      initial_users: ['U2BEN'],
      max_selected_items: 20,
    })
    expect(valueIn(view, ownerFields.roles)).toMatchObject({
      options: [{ value: 'role-1' }, { value: 'role-2' }],
      initial_options: [{ value: 'role-2' }],
    })
    expect(valueIn(view, itemFields.due)).toMatchObject({ initial_date_time: 1795798800 })
  })

  test('has empty fields for what there is not', () => {
    const empty = itemDialog(shownOf(anItem()), null, monday)
    expect(valueIn(empty, itemFields.reason)).not.toHaveProperty('initial_value')
    expect(valueIn(empty, itemFields.note)).not.toHaveProperty('initial_value')
    expect(valueIn(empty, ownerFields.owners)).not.toHaveProperty('initial_users')
    expect(valueIn(empty, ownerFields.roles)).not.toHaveProperty('initial_options')
    expect(valueIn(empty, itemFields.due)).not.toHaveProperty('initial_date_time')
  })

  test('has no field for roles where the launch has none', () => {
    const shown = { ...shownOf(item), around: aBoard() }
    const { blocks } = itemDialog(shown, null, monday)
    expect(inputIn(blocks, ownerFields.roles)).toBeUndefined()
  })

  test('lists ten pieces of its evidence, and how many more there are', () => {
    const pieces = Array.from({ length: 12 }, (_, index) => aPiece({ id: `${index}` }))
    const texts = textsIn(itemDialog(shownOf(item, pieces), null, monday).blocks).slice(1)
    expect(texts).toHaveLength(11)
    expect(texts[0]).toBe('📎 Link: <https://a.example/?b&amp;c|Q&amp;A> · added by <@U1ANA>')
    expect(texts.at(-1)).toBe('and 2 more')
  })

  test('remembers which version of the item was seen, and where', () => {
    expect(decode(dialogs.item, view.private_metadata ?? '')).toEqual({
      itemId: 'item-1',
      version: 7,
      owners,
      due: '2026-11-27T17:00:00.000Z',
      state: 'blocked',
      reason: expect.stringMatching(/^[\w+/]{12}$/),
      note: expect.stringMatching(/^[\w+/]{12}$/),
      channelId: 'C1',
    })
  })

  test('remembers no text, however long, but whether it is still the same', () => {
    const seenOf = (more: Partial<Item>) => seenIn(itemDialog(shownOf(anItem(more)), null, monday))
    const empty = seenOf({})
    const long = seenOf({ reason: '検'.repeat(500), note: 'n'.repeat(2000) })
    expect(long.reason).toHaveLength(empty.reason.length)
    expect(long.note).toHaveLength(empty.note.length)
    expect(new Set([empty.reason, long.reason, long.note]).size).toBe(3)
    expect(seenOf({ reason: 'a', note: 'a' })).toMatchObject({ reason: seenOf({ note: 'a' }).note })
  })

  test.each([
    [false, /Required for Blocked and Not applicable/],
    [true, /Required for Blocked;/],
  ])('says when a reason is needed; optional: %s', (optional, words) => {
    const { blocks } = itemDialog(shownOf({ ...item, optional }), null, monday)
    const block = blocks.find((each) => each.block_id === itemFields.reason)
    expect(block).toMatchObject({ hint: { text: expect.stringMatching(words) } })
  })
})

describe('when the item has changed under somebody’s hands', () => {
  const typed = {
    state: 'done',
    reason: null,
    note: 'typed',
    owners: [{ kind: 'person' as const, id: 'U3KIM' }],
    due: null,
  } as const
  const input = { ...typed, owners: [...typed.owners] }
  const view = itemDialog(shownOf(item), null, monday, input, 'Not saved yet.')

  test('the dialog says so first, and then what the item is now', () => {
    expect(textsIn(view.blocks)[0]).toBe('Not saved yet.')
    expect(textsIn(view.blocks)[1]).toContain('*Blocked*: no disk')
  })

  test('what was typed is kept, and what was left empty stays empty', () => {
    expect(valueIn(view, itemFields.state)).toMatchObject({ initial_option: { value: 'done' } })
    expect(valueIn(view, itemFields.note)).toMatchObject({ initial_value: 'typed' })
    expect(valueIn(view, itemFields.reason)).not.toHaveProperty('initial_value')
    expect(valueIn(view, ownerFields.owners)).toMatchObject({ initial_users: ['U3KIM'] })
    expect(valueIn(view, ownerFields.roles)).not.toHaveProperty('initial_options')
    expect(valueIn(view, itemFields.due)).not.toHaveProperty('initial_date_time')
  })

  test('saving again is about the item as it is now', () => {
    const kept = decode(dialogs.item, view.private_metadata ?? '')
    expect(kept).toMatchObject({ version: 7, owners, due: due.at.toISOString() })
  })
})

describe('what somebody typed, onto an item that has changed meanwhile', () => {
  const kim = { kind: 'person' as const, id: 'U3KIM' }
  const shown: Record<string, Item> = {
    'had everything': item,
    'had nothing': anItem(),
  }
  const others: Record<string, Item> = {
    everything: anItem({
      state: 'not-applicable',
      reason: 'not ours',
      note: 'see the log',
      owners: [{ kind: 'person', id: 'U9ZOE' }],
      due: { at: new Date('2026-12-01T08:00:00Z'), by: 'plan' },
      version: 8,
    }),
    nothing: anItem({ version: 8 }),
  }
  const wishes: Partial<ItemInput>[] = [
    { state: 'in-progress' },
    { reason: 'no time' },
    { reason: null },
    { note: 'typed' },
    { note: null },
    { owners: [kim] },
    { owners: [] },
    { due: new Date('2026-12-24T12:00:00Z') },
    { due: null },
    { state: 'done', reason: null, note: 'all of it', owners: [kim, ...owners], due: null },
  ]
  const cells = Object.entries(shown).flatMap(([had, before]) =>
    Object.entries(others).flatMap(([has, now]) =>
      [{}, ...wishes].map((wish) => ({ had, has, before, now, wish })),
    ),
  )

  test.each(cells)('it $had and has $has now: $wish stays, the rest is as it is now', (cell) => {
    const { before, now, wish } = cell
    const seen = seenIn(itemDialog(shownOf(before), 'C1', monday))
    const left = inputOf(before)
    // A wish for what was there is none.
    const differs = ([field, value]: [string, unknown]) =>
      JSON.stringify(value) !== JSON.stringify(left[field as keyof ItemInput])
    const meant = Object.fromEntries(Object.entries(wish).filter(differs))
    expect(typedOnto(now, { ...left, ...wish }, seen)).toEqual({ ...inputOf(now), ...meant })
  })

  test('an empty text is the same as none', () => {
    const seen = seenIn(itemDialog(shownOf(anItem()), 'C1', monday))
    const typed = { ...inputOf(anItem()), reason: '', note: '' }
    const now = others.everything as Item
    expect(typedOnto(now, typed, seen)).toEqual(inputOf(now))
  })

  test('the same owners in another order are no wish', () => {
    const seen = seenIn(itemDialog(shownOf(item), 'C1', monday))
    const typed = { ...inputOf(item), owners: owners.toReversed() }
    expect(typedOnto(anItem({ owners: [kim] }), typed, seen).owners).toEqual([kim])
  })

  test('what was changed alone by others is no wish when the dialog is saved again', () => {
    const now = others.everything as Item
    const seen = seenIn(itemDialog(shownOf(item), 'C1', monday))
    const typed = typedOnto(now, { ...inputOf(item), note: 'typed' }, seen)
    const again = seenIn(itemDialog(shownOf(now), 'C1', monday, typed, 'Not saved yet.'))
    const later = anItem({ version: 9 })
    expect(typedOnto(later, typed, again)).toEqual({ ...inputOf(later), note: 'typed' })
  })
})
