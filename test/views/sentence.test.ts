import { expect, test } from 'vitest'
import { type Event, eventShapes } from '../../src/domain/event.ts'
import { sentence } from '../../src/views/sentence.ts'
import { moment } from '../../src/views/text.ts'
import { anEvent } from '../support/builders.ts'

const moved = {
  text: '**Backups** <tested>',
  from: 'open',
  to: 'done',
  reason: null,
  reasonBefore: null,
} as const
const why = { ...moved, reason: 'no disk & no time' }
const item = '“*Backups* &lt;tested&gt;”'
const t0 = '2026-12-07T09:00:00.000Z'
const phase = { phaseId: 'p', name: 'Launch <Day>' }
const started = {
  name: 'Pay & go',
  t0,
  zone: 'UTC',
  leadId: 'U2BEN',
  template: 'Checklist',
  roles: [],
}

const sentences: [event: Event, words: string][] = [
  [
    anEvent('launch.started', started),
    `<@U1ANA> started *Pay &amp; go*, T-0 ${moment(new Date(t0), 'Europe/Berlin')}, lead <@U2BEN>`,
  ],
  [
    anEvent('phase.opened', { ...phase, items: 27 }),
    '<@U1ANA> opened *Launch &lt;Day&gt;*: 27 items',
  ],
  [anEvent('phase.opened', { ...phase, items: 1 }), '<@U1ANA> opened *Launch &lt;Day&gt;*: 1 item'],
  [
    anEvent('phase.completed', { ...phase, items: 27 }),
    '*Launch &lt;Day&gt;* is complete: all 27 items settled, the last by <@U1ANA>',
  ],
  [anEvent('item.ticked', moved), `<@U1ANA> ticked ${item}`],
  [anEvent('item.undone', moved), `<@U1ANA> undid the tick of ${item}`],
  [anEvent('item.started', moved), `<@U1ANA> began ${item}`],
  [anEvent('item.blocked', why), `<@U1ANA> blocked ${item}: no disk &amp; no time`],
  [anEvent('item.excluded', why), `<@U1ANA> set ${item} to not applicable: no disk &amp; no time`],
  [anEvent('item.excluded', moved), `<@U1ANA> set ${item} to not applicable`],
  [anEvent('item.reopened', moved), `<@U1ANA> opened ${item} again`],
  [
    anEvent('item.noted', { text: moved.text, note: 'see <this>', before: null }),
    `<@U1ANA> noted on ${item}: see &lt;this&gt;`,
  ],
  [
    anEvent('item.noted', { text: moved.text, note: null, before: 'that' }),
    `<@U1ANA> removed the note of ${item}`,
  ],
  [
    anEvent('channel.lost', { channelId: 'C1', why: 'archived' }, { by: 'golive' }),
    'golive could not reach <#C1> any more',
  ],
  [
    anEvent('channel.regained', { channelId: 'C1' }, { by: 'golive' }),
    'golive could reach <#C1> again',
  ],
]

test.each(sentences.map(([event, words]) => ({ type: event.type, event, words })))(
  '$type: $words',
  ({ event, words }) => {
    expect(sentence(event, 'Europe/Berlin')).toBe(words)
  },
)

test('every kind of event has its sentence here', () => {
  const types = new Set(sentences.map(([event]) => event.type))
  expect([...types].sort()).toEqual(Object.keys(eventShapes).sort())
})

test('what golive does by itself mentions nobody', () => {
  expect(sentence(anEvent('item.ticked', moved, { by: 'golive' }), 'UTC')).toMatch(/^golive ticked/)
})

test.each([
  ['item.reopened', 'unblocked “Backups”'],
  ['item.started', 'unblocked and began “Backups”'],
] as const)('%s from blocked says that it is no longer blocked', (type, words) => {
  const moved = {
    text: 'Backups',
    from: 'blocked',
    to: 'open',
    reason: null,
    reasonBefore: 'no disk',
  } as const
  expect(sentence(anEvent(type, moved), 'UTC')).toContain(words)
})
