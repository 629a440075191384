import { describe, expect, test } from 'vitest'
import { actions, decode, dialogs } from '../../src/views/actions.ts'
import { type LogPage, logDialog, logMessage } from '../../src/views/log.ts'
import { moment } from '../../src/views/text.ts'
import { buttonsIn, labelsIn, textsIn } from '../support/blocks.ts'
import { aLaunch, anEvent, anItem, monday } from '../support/builders.ts'

const phase = { phaseId: 'p', items: 3 }
const events = [
  anEvent('phase.completed', { ...phase, name: 'One' }, { place: 12 }),
  anEvent('phase.opened', { ...phase, name: 'One' }, { place: 11 }),
]
const aPage = (more: Partial<LogPage> = {}): LogPage => ({
  launch: aLaunch({ name: 'Pay & go' }),
  item: null,
  events,
  isNewest: true,
  hasOlder: false,
  ...more,
})
const at = moment(monday, 'Europe/Berlin')

describe('a page of the log', () => {
  test('has an entry a line: when, who and what, in the order given', () => {
    const { text, blocks } = logMessage(aPage())
    expect(textsIn(blocks)).toEqual([
      'Log of *Pay &amp; go*, newest first',
      `${at} · *One* is complete: all 3 items settled, the last by <@U1ANA>`,
      `${at} · <@U1ANA> opened *One*: 3 items`,
    ])
    expect(text).toBe(textsIn(blocks).join('\n'))
  })

  test('of one item names it', () => {
    const { blocks } = logMessage(aPage({ item: anItem({ text: '**Backups**' }) }))
    expect(textsIn(blocks)[0]).toBe('Log of *Pay &amp; go*: *Backups*')
  })

  test('without entries says so', () => {
    expect(textsIn(logMessage(aPage({ events: [] })).blocks)[1]).toBe(
      'Nothing has happened here yet.',
    )
  })

  test.each([
    [true, false, []],
    [true, true, ['Older']],
    [false, true, ['Newest', 'Older']],
    [false, false, ['Newest']],
  ])('leads on (newest: %s, older ones: %s): %j', (isNewest, hasOlder, labels) => {
    expect(labelsIn(logMessage(aPage({ isNewest, hasOlder })).blocks)).toEqual(labels)
  })

  test('leads to the entries before its oldest, and back to the newest, of the same item', () => {
    const page = aPage({ item: anItem(), isNewest: false, hasOlder: true })
    const pages = buttonsIn(logMessage(page).blocks).map(({ value }) =>
      decode(actions.turnLog, value),
    )
    const about = { launchId: 'launch-1', itemId: 'item-1' }
    expect(pages).toEqual([
      { ...about, before: null },
      { ...about, before: 11 },
    ])
  })

  test('is the same in a dialog, which remembers where it was opened', () => {
    const page = aPage({ item: anItem(), hasOlder: true })
    const view = logDialog(page, 'C1')
    expect(view.blocks).toEqual(logMessage(page).blocks)
    expect(decode(dialogs.log, view.private_metadata ?? '')).toEqual({ channelId: 'C1' })
  })
})
