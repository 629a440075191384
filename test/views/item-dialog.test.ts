import { describe, expect, test } from 'vitest'
import { itemStates } from '../../src/domain/item.ts'
import { decode, dialogs } from '../../src/views/actions.ts'
import { itemDialog, itemFields } from '../../src/views/item-dialog.ts'
import { inputIn, labelsIn, textsIn } from '../support/blocks.ts'
import { aLaunch, anItem } from '../support/builders.ts'

const item = anItem({ state: 'blocked', reason: 'no disk', note: 'ask Ben', version: 7 })
const valueIn = (view: ReturnType<typeof itemDialog>, id: string) => inputIn(view.blocks, id)

describe('an item’s dialog', () => {
  const view = itemDialog(aLaunch(), item, 'C1')

  test('says what is known of the item, and leads to its history', () => {
    expect(textsIn(view.blocks)).toEqual(['⛔ Backups tested\n*Blocked*: no disk\n_Note:_ ask Ben'])
    expect(labelsIn(view.blocks)).toEqual(['History'])
  })

  test('offers every state, and is filled with what is so', () => {
    expect(valueIn(view, itemFields.state)).toMatchObject({
      options: itemStates.map((value) => ({ value })),
      initial_option: { value: 'blocked' },
    })
    expect(valueIn(view, itemFields.reason)).toMatchObject({ initial_value: 'no disk' })
    expect(valueIn(view, itemFields.note)).toMatchObject({ initial_value: 'ask Ben' })
  })

  test('has empty fields for what there is not', () => {
    const empty = itemDialog(aLaunch(), anItem(), null)
    expect(valueIn(empty, itemFields.reason)).not.toHaveProperty('initial_value')
    expect(valueIn(empty, itemFields.note)).not.toHaveProperty('initial_value')
  })

  test('remembers which version of the item was seen, and where', () => {
    expect(decode(dialogs.item, view.private_metadata ?? '')).toEqual({
      itemId: 'item-1',
      version: 7,
      channelId: 'C1',
    })
  })

  test.each([
    [false, /Required for Blocked and Not applicable/],
    [true, /Required for Blocked;/],
  ])('says when a reason is needed; optional: %s', (optional, words) => {
    const { blocks } = itemDialog(aLaunch(), { ...item, optional }, null)
    const block = blocks.find((each) => each.block_id === itemFields.reason)
    expect(block).toMatchObject({ hint: { text: expect.stringMatching(words) } })
  })
})

describe('when the item has changed under somebody’s hands', () => {
  const typed = { state: 'done', reason: null, note: 'typed' } as const
  const view = itemDialog(aLaunch(), item, null, typed, 'Not saved yet.')

  test('the dialog says so first, and then what the item is now', () => {
    expect(textsIn(view.blocks)[0]).toBe('Not saved yet.')
    expect(textsIn(view.blocks)[1]).toContain('*Blocked*: no disk')
  })

  test('what was typed is kept, and what was left empty stays empty', () => {
    expect(valueIn(view, itemFields.state)).toMatchObject({ initial_option: { value: 'done' } })
    expect(valueIn(view, itemFields.note)).toMatchObject({ initial_value: 'typed' })
    expect(valueIn(view, itemFields.reason)).not.toHaveProperty('initial_value')
  })

  test('saving again is about the item as it is now', () => {
    expect(decode(dialogs.item, view.private_metadata ?? '')?.version).toBe(7)
  })
})
