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

const ben = { kind: 'person', id: 'U2BEN', name: null } as const
const others = [
  { kind: 'person', id: 'U3KIM', name: null } as const,
  { kind: 'role', id: 'role-1', name: 'QA <Lead>' } as const,
]
test.each([
  ['is nobody’s now', [], /^It is nobody’s now\. You lead, so you see to it, /],
  ['has other owners', others, /^It is still <@U3KIM>, QA &lt;Lead&gt;’s\.$/],
])('the lead is told what was given back, when it %s', (_what, owners, words) => {
  const given = { text: '**Backups**', owner: ben, owners, reason: 'on <leave>' }
  const { text, blocks } = announcement(anEvent('item.given-back', given, { by: 'U2BEN' }), launch)
  const start = '*Pay &amp; go*: <@U2BEN> gave back “*Backups*”: on &lt;leave&gt;. '
  expect(text.startsWith(start)).toBe(true)
  expect(text.slice(start.length)).toMatch(words)
  expect(textsIn(blocks)).toEqual([text])
})

test.each([
  ['U2BEN', /^Choose somebody else under Lead and Roles/],
  ['U1ANA', /^They led this launch: any member of the workspace can choose another lead under/],
])('what is to do when %s has left depends on who led', (personId, words) => {
  const standing = 'deactivated' as const
  const left = { personId, standing, items: 2, roles: ['QA'], deputyFor: [] }
  const { text, blocks } = announcement(anEvent('person.left', left, { by: 'golive' }), launch)
  const start = `*Pay &amp; go*: <@${personId}> has left, 2 items of theirs are nobody’s now, QA is open. `
  expect(text.startsWith(start)).toBe(true)
  expect(text.slice(start.length)).toMatch(words)
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

test('the lead is told that T-0 has passed, and what to do', () => {
  const event = anEvent('t0.passed', { t0: '2026-12-07T09:00:00.000Z' }, { by: 'golive' })
  const { text } = announcement(event, launch, launch.leadId)
  expect(text).toMatch(
    /^⏰ \*Pay &amp; go\*: T-0, .* has passed without going live\. You lead: say We/,
  )
})

test('of a launch that is rolled back its lead hears that T-0 is theirs to choose', () => {
  const resolved = {
    emergencyId: 'emergency-1',
    how: 'rolled-back',
    words: 'It was the cache',
  } as const
  const times = { isDrill: false, detect: 1, decide: 2, resolve: 3, followUps: 4 }
  const event = anEvent('emergency.resolved', { ...resolved, ...times })
  const { text } = announcement(event, launch, launch.leadId)
  expect(text).toMatch(/^↩️ \*Pay &amp; go\*: .* You lead: choose a new T-0 in <#C1>, in the board/)
})

test.each([
  anEvent('launch.ended', { how: 'complete', reason: null, unsettled: 0, items: [] }),
  anEvent('roll-call.ended', { rollCallId: 'r', verdict: 'go', answers: [] }),
])('$type says by which hash the record can be checked', (event) => {
  const { text, blocks } = announcement({ ...event, place: 57, hash: 'abcdefghijklmnop' }, launch)
  const words = 'Record: entry 57, hash `abcdefghijkl`'
  expect(text.split('\n').at(-1)).toBe(words)
  expect(blocks.at(-1)).toMatchObject({ type: 'context', elements: [{ text: words }] })
})
