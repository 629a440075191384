import type { KnownBlock, ModalView } from '@slack/types'
import { describe, expect, test } from 'vitest'
import { unfiltered } from '../../src/domain/history.ts'
import { actions, decode, dialogs } from '../../src/views/actions.ts'
import {
  type HistoryEntry,
  type HistoryPage,
  type HistoryState,
  historyDialog,
} from '../../src/views/history.ts'
import { clock, moment } from '../../src/views/text.ts'
import { buttonsIn, inputIn, labelsIn, textsIn } from '../support/blocks.ts'
import { aLaunch, anEvent, anItem } from '../support/builders.ts'

const zone = 'Europe/Berlin'
const moved = {
  text: 'Backups',
  from: 'open',
  to: 'done',
  reason: null,
  reasonBefore: null,
} as const
const late = new Date('2026-11-23T22:59:00Z')
const later = new Date('2026-11-23T23:01:00Z')
const launch = aLaunch({ name: 'Pay & go' })

const anEntry = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  event: anEvent('item.ticked', moved, { place: 11, at: late }),
  launch: null,
  undoing: null,
  ...more,
})
const aPage = (more: Partial<HistoryPage> = {}): HistoryPage => ({
  subject: { kind: 'launch', launch },
  entries: [
    anEntry({
      event: anEvent('item.undone', { ...moved, from: 'done' }, { place: 12, at: later }),
    }),
    anEntry(),
  ],
  total: 2,
  newer: 0,
  ...more,
})
const state: HistoryState = {
  subject: { kind: 'launch', launchId: 'launch-1' },
  ...{ isFiltering: false, form: 0, channelId: 'C1' },
}
const filtering = { ...state, isFiltering: true }
const shown = (page = aPage(), filter = unfiltered, its = state) =>
  historyDialog(page, filter, its, zone)
const blocksOf = (view: ModalView) => view.blocks as KnownBlock[]
const contextsIn = (page: HistoryPage) =>
  blocksOf(shown(page)).flatMap((block) =>
    block.type === 'context'
      ? block.elements.map((element) => 'text' in element && element.text)
      : [],
  )

describe('the history', () => {
  test('says what happened under the days of the reader, newest first', () => {
    const { title, blocks } = shown()
    expect(title.text).toBe('History')
    expect(textsIn(blocks)).toEqual([
      '*Pay &amp; go*\nEntries 1–2 of 2, newest first',
      'Tuesday 24 November 2026',
      '<@U1ANA> undid the tick of “Backups”',
      'Monday 23 November 2026',
      '<@U1ANA> ticked “Backups”',
    ])
  })

  test('names a day once', () => {
    const entries = [anEntry(), anEntry(), anEntry()]
    const days = textsIn(shown(aPage({ entries, total: 3 })).blocks).filter((text) =>
      /2026/.test(text),
    )
    expect(days).toHaveLength(1)
  })

  test('says of each entry when, from where, what was before, and that it was undone', () => {
    const undoing = anEvent('item.undone', { ...moved, from: 'done' }, { at: later, by: 'U2BEN' })
    const entries = [
      anEntry({ undoing }),
      anEntry({ launch, event: { ...anEntry().event, via: 'schedule' } }),
      anEntry({ event: anEvent('people.nudged', { people: [] }, { at: late }) }),
    ]
    expect(contextsIn(aPage({ entries, total: 3 }))).toEqual([
      `${clock(late, zone)} · in the channel · Before: Open · Undone by <@U2BEN>, ${moment(later, zone)}`,
      `${clock(late, zone)} · by itself · Pay &amp; go · Before: Open`,
      `${clock(late, zone)} · in the channel`,
    ])
  })

  test.each([
    ['dialog', 'in a dialog'],
    ['command', 'by /golive'],
    ['home', 'in the Home'],
    ['dm', 'in a DM'],
    ['command-line', 'on the command line'],
  ] as const)('says of what came from %s: %s', (via, words) => {
    const entries = [anEntry({ event: { ...anEntry().event, via } })]
    expect(contextsIn(aPage({ entries }))[0]).toContain(` · ${words} · `)
  })

  test.each<[string, HistoryPage['subject'], string]>([
    [
      'an item',
      { kind: 'item', launch, item: anItem({ text: '**Backups**' }) },
      '*Pay &amp; go*: *Backups*',
    ],
    [
      'a person',
      { kind: 'person', personId: 'U2BEN' },
      'What <@U2BEN> did, in the launches that you can see',
    ],
  ])('of %s says whose it is', (_, subject, words) => {
    expect(textsIn(shown(aPage({ subject })).blocks)[0]?.split('\n')[0]).toBe(words)
  })

  test('says so when the dates are the wrong way round', () => {
    const filter = { ...unfiltered, from: '2026-12-02', to: '2026-12-01' }
    const [first] = textsIn(shown(aPage({ entries: [], total: 0 }), filter, filtering).blocks)
    expect(first).toContain('From is later than To')
  })

  test.each<[Partial<HistoryPage>, HistoryState, string]>([
    [{ entries: [], total: 0 }, state, 'Nothing has happened here yet.'],
    [
      { subject: { kind: 'person', personId: 'U2BEN' }, entries: [], total: 0 },
      state,
      'Nothing yet.',
    ],
    [{ entries: [], total: 0 }, filtering, 'No entry is like that.'],
    [{ entries: [anEntry()], total: 1 }, state, 'The one entry there is'],
    [{ entries: [anEntry()], total: 1 }, filtering, 'The one entry like that'],
    [{ newer: 10, total: 143 }, state, 'Entries 11–12 of 143, newest first'],
  ])('says how much there is: %j', (page, its, words) => {
    const [first = ''] = textsIn(shown(aPage(page), unfiltered, its).blocks)
    expect(first.split('\n')[1]).toBe(words)
  })

  test.each([
    [0, 2, []],
    [0, 3, ['Older']],
    [4, 9, ['Older', 'Newer', 'Newest']],
    [4, 6, ['Newer', 'Newest']],
  ])('leads on, with %i newer of %i: %j', (newer, total, labels) => {
    expect(labelsIn(shown(aPage({ newer, total })).blocks)).toEqual(['Filter…', ...labels])
  })

  test('says how much there is below, too, where pages are turned', () => {
    expect(contextsIn(aPage({ newer: 4, total: 9 })).at(-1)).toBe('Entries 5–6 of 9, newest first')
    expect(contextsIn(aPage()).at(-1)).not.toContain('Entries')
  })

  test('leads to what is newer than its first entry and older than its last', () => {
    const [, older, newer] = buttonsIn(shown(aPage({ newer: 4, total: 9 })).blocks)
    const than = { launchId: 'launch-1', place: 12, at: later.toISOString() }
    expect(decode(actions.turnHistory, newer?.value ?? '')).toEqual({ toward: 'newer', than })
    const last = { launchId: 'launch-1', place: 11, at: late.toISOString() }
    expect(decode(actions.turnHistory, older?.value ?? '')).toEqual({ toward: 'older', than: last })
  })

  test('remembers what it is of', () => {
    const metadata = shown(aPage(), unfiltered, filtering).private_metadata ?? ''
    expect(decode(dialogs.history, metadata)).toEqual(filtering)
  })
})

describe('the filters of a history', () => {
  const fieldsIn = (view: ModalView) =>
    blocksOf(view).flatMap((block) => (block.type === 'input' ? [block.label.text] : []))
  const days = { from: '2026-11-01', to: '2026-11-30' }
  const filter = { kind: 'gates', personId: 'U2BEN', words: 'back', ...days } as const

  test('are there when they are asked for, with a way to submit, as Slack wants it', () => {
    expect([fieldsIn(shown()), shown().submit]).toEqual([[], undefined])
    const view = shown(aPage(), unfiltered, filtering)
    expect(fieldsIn(view)).toEqual(['What', 'Who', 'Words of an item', 'From', 'To'])
    expect(view.submit?.text).toBe('Show')
    expect(labelsIn(view.blocks)).toEqual(['Clear Filters'])
  })

  test.each<[HistoryPage['subject'], string[]]>([
    [{ kind: 'item', launch, item: anItem() }, ['What', 'Who', 'From', 'To']],
    [{ kind: 'person', personId: 'U1' }, ['What', 'Words of an item', 'From', 'To']],
  ])('are those that tell something apart: %#', (subject, labels) => {
    expect(fieldsIn(shown(aPage({ subject }), unfiltered, filtering))).toEqual(labels)
  })

  test('show what they are set to, and lead to all that a person did', () => {
    const view = shown(aPage(), filter, filtering)
    const initial = blocksOf(view).flatMap((block) => {
      const element = block.type === 'input' ? block.element : {}
      const own = Object.entries(element).filter(([key]) => key.startsWith('initial'))
      return own.map(([, value]) => (value as { value?: string }).value ?? value)
    })
    expect(initial).toEqual(['gates', 'U2BEN', 'back', '2026-11-01', '2026-11-30'])
    expect(labelsIn(view.blocks)).toEqual(['Clear Filters', 'Theirs in All Launches'])
  })

  test('tell at once', () => {
    const inputs = shown(aPage(), filter, filtering).blocks.filter(({ type }) => type === 'input')
    expect(inputs.every((block) => 'dispatch_action' in block && block.dispatch_action)).toBe(true)
  })

  test('keep their fields until they are cleared', () => {
    const ids = (its: HistoryState) =>
      shown(aPage(), filter, its).blocks.map((block) => block.block_id)
    expect(ids(filtering)).toEqual(ids({ ...filtering, channelId: null }))
    expect(ids(filtering)).not.toEqual(ids({ ...filtering, form: 1 }))
    expect(
      inputIn(shown(aPage(), filter, filtering).blocks, ids(filtering)[1] ?? ''),
    ).toMatchObject({
      action_id: 'history-field:kind',
    })
  })
})
