import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../src/domain/evidence.ts'
import { itemStates } from '../../src/domain/item.ts'
import type { Item } from '../../src/domain/launch.ts'
import { decode, dialogs } from '../../src/views/actions.ts'
import { itemDialog, itemFields } from '../../src/views/item-dialog.ts'
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

const valueIn = (view: ReturnType<typeof itemDialog>, id: string) => inputIn(view.blocks, id)

describe('an item’s dialog', () => {
  const view = itemDialog(shownOf(item), 'C1', monday)

  test('says what is known of the item, and leads to its history', () => {
    expect(textsIn(view.blocks)).toEqual([
      `⛔ Backups tested\n*Blocked*: no disk\n${plan}\n_Note:_ ask Ben`,
    ])
    expect(labelsIn(view.blocks)).toEqual(['Evidence…', 'History'])
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
      channelId: 'C1',
    })
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
