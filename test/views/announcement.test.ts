import { expect, test } from 'vitest'
import { announcement } from '../../src/views/announcement.ts'
import { textsIn } from '../support/blocks.ts'
import { aLaunch, anEvent } from '../support/builders.ts'

const launch = aLaunch({ name: 'Pay & go' })
const phase = { phaseId: 'p', name: 'Launch Day', items: 27 }
const blocked = {
  text: '**Backups**',
  from: 'open',
  to: 'blocked',
  reason: 'no <disk>',
  reasonBefore: null,
} as const

test.each([
  [
    anEvent('item.blocked', blocked),
    '⛔ *Pay &amp; go*: <@U1ANA> blocked “*Backups*”: no &lt;disk&gt;',
  ],
  [anEvent('phase.opened', phase), '*Pay &amp; go*: <@U1ANA> opened *Launch Day*: 27 items'],
  [
    anEvent('phase.completed', phase),
    '*Pay &amp; go*: *Launch Day* is complete: all 27 items settled, the last by <@U1ANA>',
  ],
])('$type is one sentence that names its launch', (event, words) => {
  const { text, blocks } = announcement(event, launch)
  expect(text).toBe(words)
  expect(textsIn(blocks)).toEqual([words])
})

test('the lead is told what was given back, and that it is theirs to see to', () => {
  const owner = { kind: 'person', id: 'U2BEN', name: null } as const
  const given = { text: '**Backups**', owner, reason: 'on <leave>' }
  const { text, blocks } = announcement(anEvent('item.given-back', given, { by: 'U2BEN' }), launch)
  expect(text).toMatch(
    /^\*Pay &amp; go\*: <@U2BEN> gave back “\*Backups\*”: on &lt;leave&gt;\. You lead, so /,
  )
  expect(textsIn(blocks)).toEqual([text])
})

test('the lead is told whom no reminder reaches, and what to do', () => {
  const event = anEvent('person.unreachable', { personId: 'U2BEN' }, { by: 'golive' })
  const { text, blocks } = announcement(event, launch)
  expect(text).toMatch(/^I cannot write to <@U2BEN>, who owns items of \*Pay &amp; go\*: .*Remind/)
  expect(textsIn(blocks)).toEqual([text])
})

test.each([
  ['archived', /: the channel is archived; restore it, and I bring it up to date\.$/],
  ['restricted', /: only some people may post in it; let me post, too, and I/],
  ['unreachable', /: I am not in the channel; type `\/invite @golive` in it, and I/],
] as const)(
  'the lead of a launch whose channel is %s is told what brings it back',
  (why, remedy) => {
    const { text } = announcement(anEvent('channel.lost', { channelId: 'C1', why }), launch)
    expect(text).toMatch(/^I cannot post in <#C1> any more, .* \*Pay &amp; go\* gets out of date\./)
    expect(text).toMatch(remedy)
  },
)
