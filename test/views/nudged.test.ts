import { expect, test } from 'vitest'
import type { Nudged } from '../../src/domain/nudge.ts'
import { nudgedLines, nudgedMessage } from '../../src/views/nudged.ts'
import { moment } from '../../src/views/text.ts'
import { textsIn } from '../support/blocks.ts'
import { monday } from '../support/builders.ts'

const zone = 'Europe/Berlin'
const personId = 'U2BEN'
const then = moment(monday, zone)

test.each<[Nudged, string]>([
  [{ personId, outcome: 'sent', items: 1 }, '<@U2BEN> is reminded of 1 item.'],
  [{ personId, outcome: 'sent', items: 4 }, '<@U2BEN> is reminded of 4 items.'],
  [{ personId, outcome: 'nothing' }, '<@U2BEN> has nothing to do here now.'],
  [
    { personId, outcome: 'too-soon', from: monday },
    `<@U2BEN> was reminded within the hour; again from ${then}.`,
  ],
  [
    { personId, outcome: 'off-work' },
    '<@U2BEN> is not at work now; their next daily reminder lists what is due.',
  ],
  [
    { personId, outcome: 'not-disturbed', until: monday },
    `<@U2BEN> is not to be disturbed until ${then}.`,
  ],
])('%j is in words', (nudged, words) => {
  expect(nudgedLines([nudged], zone)).toEqual([words])
  const { text, blocks } = nudgedMessage([nudged], zone)
  expect(text).toContain('<@U2BEN>')
  expect(textsIn(blocks)).toEqual([words])
})

test('that nobody has anything due is said', () => {
  const words = 'Nobody has anything due: nothing was sent.'
  expect(nudgedLines([], zone)).toEqual([words])
  expect(textsIn(nudgedMessage([], zone).blocks)).toEqual([words])
})

test.each([
  [20, []],
  [21, ['and 1 more']],
  [35, ['and 15 more']],
])('of %i people, 20 are named', (count, more) => {
  const nudged = Array.from({ length: count }, (_, index): Nudged => {
    return { personId: `U${index}`, outcome: 'nothing' }
  })
  const lines = nudgedLines(nudged, zone)
  expect(lines.slice(0, 20)).toEqual(
    nudged.slice(0, 20).map((each) => `<@${each.personId}> has nothing to do here now.`),
  )
  expect(lines.slice(20)).toEqual(more)
})

test('all who are not at work are named in one line', () => {
  const away = ['U2BEN', 'U3KIM'].map((id): Nudged => ({ personId: id, outcome: 'off-work' }))
  const sent: Nudged = { personId: 'U4LEE', outcome: 'sent', items: 1 }
  expect(nudgedLines([...away, sent], zone)).toEqual([
    '<@U4LEE> is reminded of 1 item.',
    'Not at work now: <@U2BEN>, <@U3KIM>. Their next daily reminders list what is due.',
  ])
})
