import { expect, test } from 'vitest'
import { type Event, type EventData, eventShapes } from '../../src/domain/event.ts'
import type { RollCallVerdict } from '../../src/domain/roll-call.ts'
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
  isRehearsal: false,
  tier: 'high' as const,
  absent: [],
  leftOut: 0,
}
const then = moment(new Date(t0), 'Europe/Berlin')
const ben = { kind: 'person', id: 'U2BEN', name: null } as const
const role = { kind: 'role', id: 'role-1', name: 'QA <Lead>' } as const
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...ben, id: `U${index}` }))
const link = {
  kind: 'link',
  url: 'https://a.example/?b&c',
  title: null,
  authorId: null,
  writtenAt: null,
} as const

const signed = {
  roleId: 'role-1',
  role: 'QA <Lead>',
  isDeputy: false,
  verdict: 'go',
  reason: null,
  until: null,
  digest: '',
  items: 54,
  unsettled: 0,
  isRenewal: false,
} as const
const voided = { roleId: 'role-1', role: 'QA <Lead>', personId: 'U2BEN', why: 'list' } as const
const undone = { text: moved.text, kind: 'undone' } as const
const answer = {
  role: 'QA <Lead>',
  personId: 'U2BEN',
  verdict: null,
  reason: null,
  until: null,
  at: null,
}
const ended = (
  verdict: RollCallVerdict,
  ...answers: EventData<'roll-call.ended'>['answers']
): Event => anEvent('roll-call.ended', { rollCallId: 'r', verdict, answers })
const override = {
  overrideId: 'o',
  gate: 'section:s',
  opens: '**Deploy**',
  reason: 'no <time>',
  unsettled: 2,
  items: ['B', 'C'],
}
const waiver = 'an override: *Deploy* with 2 items unsettled, no &lt;time&gt;'
const later = '2026-12-08T09:00:00.000Z'
const slip = { from: t0, to: later, reason: 'no <time>', dues: 12, people: [] }

const crisis = { emergencyId: 'emergency-1' }

const sentences: [event: Event, words: string][] = [
  [
    anEvent('launch.started', started),
    `<@U1ANA> started *Pay &amp; go*, T-0 ${moment(new Date(t0), 'Europe/Berlin')}, lead <@U2BEN>`,
  ],
  [
    anEvent('launch.started', { ...started, isRehearsal: true }),
    `<@U1ANA> started *Pay &amp; go* as a rehearsal, T-0 ${then}, lead <@U2BEN>`,
  ],
  [
    anEvent('launch.started', {
      ...started,
      tier: 'low',
      absent: ['<cdn>', 'database'],
      leftOut: 40,
    }),
    `<@U1ANA> started *Pay &amp; go*, T-0 ${then}, lead <@U2BEN>; low risk, without &lt;cdn&gt;, database: 40 items left out`,
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
  [anEvent('phase.shut', phase), '*Launch &lt;Day&gt;* waits for its time again'],
  [
    anEvent('phase.ended', { ...phase, items: 27, unsettled: 2 }),
    '*Launch &lt;Day&gt;* ended: 25 of 27 items settled',
  ],
  [
    anEvent('sign-off.given', signed),
    '<@U1ANA> signed *Go* as QA &lt;Lead&gt; (54 of 54 items settled)',
  ],
  [
    anEvent('sign-off.given', { ...signed, verdict: 'no-go', reason: 'no <disk>', unsettled: 3 }),
    '<@U1ANA> signed *No-go* as QA &lt;Lead&gt;: no &lt;disk&gt; (51 of 54 items settled)',
  ],
  [
    anEvent('sign-off.given', {
      ...signed,
      verdict: 'hold',
      reason: 'early',
      until: t0,
      isDeputy: true,
      isRenewal: true,
    }),
    `<@U1ANA> signed *Hold* again as deputy for QA &lt;Lead&gt; until ${then}: early (54 of 54 items settled)`,
  ],
  [
    anEvent('sign-off.voided', { ...voided, why: 'role', changes: [] }),
    'The sign-off by <@U2BEN> as QA &lt;Lead&gt; is void: they are not named for it any more',
  ],
  [
    anEvent('sign-off.voided', { ...voided, changes: [undone] }),
    `The go by <@U2BEN> as QA &lt;Lead&gt; is void, because the list has changed: ${item}`,
  ],
  [
    anEvent('sign-off.voided', { ...voided, changes: [undone, undone, undone] }),
    `The go by <@U2BEN> as QA &lt;Lead&gt; is void, because the list has changed: ${item} and 2 more`,
  ],
  [
    anEvent('roll-call.started', { rollCallId: 'r', roles: ['QA <Lead>', 'Ops'] }),
    '<@U1ANA> started the roll call: QA &lt;Lead&gt;, Ops',
  ],
  [
    ended('go', { ...answer, verdict: 'go' }, { ...answer, role: 'Ops', personId: null }),
    '✅ *Go*: the roll call is over, QA &lt;Lead&gt; <@U2BEN>, Ops',
  ],
  [
    ended('no-go', { ...answer, verdict: 'no-go', reason: 'no <disk>' }),
    '⛔ *No-go*: the roll call ended at QA &lt;Lead&gt; (<@U2BEN>): no &lt;disk&gt;',
  ],
  [
    ended('hold', { ...answer, verdict: 'hold', reason: 'early', until: t0 }),
    `⏸️ *Hold* until ${then}: the roll call ended at QA &lt;Lead&gt; (<@U2BEN>): early`,
  ],
  [
    ended('silent', { ...answer, role: 'Ops', verdict: 'go' }, answer),
    '🔇 *No answer*: the roll call ended at QA &lt;Lead&gt; (<@U2BEN>)',
  ],
  [
    anEvent('final-box.ticked', { text: moved.text, rollCallId: 'r' }, { by: 'golive' }),
    `The roll call’s verdict ticked ${item}`,
  ],
  [
    anEvent('final-box.withdrawn', { text: moved.text, roles: ['QA <Lead>'], changes: [] }),
    `${item} was taken back, by what <@U1ANA> did: no go that counts from QA &lt;Lead&gt;`,
  ],
  [
    anEvent('final-box.withdrawn', { text: moved.text, roles: [], changes: [] }),
    `${item} was taken back, by what <@U1ANA> did: something it waits for is open again`,
  ],
  [
    anEvent('final-box.withdrawn', {
      text: 'READY',
      roles: ['QA', 'Ops'],
      changes: [
        { text: 'Disk <1>', kind: 'undone' },
        { text: 'Disk 2', kind: 'blocked' },
      ],
    }),
    '“READY” was taken back, because <@U1ANA> opened “Disk &lt;1&gt;” again, and 1 more change, so 2 sign-offs are void',
  ],
  [anEvent('override.asked', override), `<@U1ANA> asked for ${waiver}`],
  [
    anEvent('override.confirmed', { ...override, askedBy: 'U2BEN' }),
    `<@U1ANA> confirmed ${waiver} (asked for by <@U2BEN>)`,
  ],
  [
    anEvent('override.declined', { ...override, askedBy: 'U2BEN' }),
    `<@U1ANA> declined ${waiver} (asked for by <@U2BEN>)`,
  ],
  [
    anEvent('t0.moved', slip),
    `<@U1ANA> moved T-0 from ${then} to *${moment(new Date(later), 'Europe/Berlin')}*: no &lt;time&gt;; 12 due dates moved with it`,
  ],
  [
    anEvent('t0.moved', { ...slip, dues: 0 }),
    `<@U1ANA> moved T-0 from ${then} to *${moment(new Date(later), 'Europe/Berlin')}*: no &lt;time&gt;`,
  ],
  [anEvent('launch.live', { at: t0 }), `<@U1ANA> said that it is live since ${then}`],
  [
    anEvent('emergency.started', {
      ...crisis,
      number: 2,
      isDrill: false,
      words: 'Errors <everywhere>',
      began: t0,
      commanderId: 'U2BOB',
    }),
    '<@U1ANA> started emergency 2: Errors &lt;everywhere&gt;. Commander <@U2BOB>',
  ],
  [
    anEvent('emergency.answered', {
      ...crisis,
      step: 'Assess',
      text: 'Check health',
      choice: 'bad',
      note: '5xx',
      before: 'unclear',
    }),
    '<@U1ANA>: Check health *bad* (was cannot tell), 5xx',
  ],
  [
    anEvent('emergency.told', {
      ...crisis,
      text: 'We look into it',
      isDrill: false,
      channelIds: ['C2', 'C3'],
    }),
    '<@U1ANA> posted in <#C2>, <#C3>: We look into it',
  ],
  [
    anEvent('emergency.told', {
      ...crisis,
      text: 'We look into it',
      isDrill: false,
      channelIds: [],
    }),
    '<@U1ANA> sent: We look into it',
  ],
  [
    anEvent('emergency.decided', {
      ...crisis,
      outcome: 'Monitor',
      reason: 'Minor',
      watchUntil: t0,
      watcherId: 'U2BOB',
    }),
    `<@U1ANA> decided *Monitor*: Minor. <@U2BOB> watches it until ${then}.`,
  ],
  [
    anEvent('emergency.answered-decision', {
      ...crisis,
      outcome: 'Rollback',
      how: 'overridden',
      decidedBy: 'U2BOB',
      reason: 'Nobody there',
    }),
    '<@U1ANA> went ahead without a second person with *Rollback* (decided by <@U2BOB>): Nobody there',
  ],
  [
    anEvent('emergency.reconsidered', { ...crisis, outcome: 'Monitor', reason: 'Worse' }),
    '<@U1ANA> wants to decide again, after *Monitor*: Worse',
  ],
  [anEvent('emergency.watched-on', { ...crisis, until: t0 }), `<@U1ANA> watches on, until ${then}`],
  [
    anEvent('emergency.led', {
      ...crisis,
      commanderId: 'U2BOB',
      commanderBefore: 'U1ANA',
      scribeId: null,
      scribeBefore: 'U2BOB',
    }),
    '<@U1ANA>: Commander is <@U2BOB>, after <@U1ANA>; scribe is nobody',
  ],
  [
    anEvent('emergency.noted', {
      ...crisis,
      text: 'First error',
      happened: t0,
      url: 'https://a.example/p1',
      authorId: 'U2BOB',
    }),
    `${then} (<@U2BOB>): First error <https://a.example/p1|message>, noted by <@U1ANA>`,
  ],
  [
    anEvent('emergency.resolved', {
      ...crisis,
      how: 'rolled-back',
      words: 'Old version runs',
      isDrill: false,
      detect: 5,
      decide: 1,
      resolve: 40,
      followUps: 3,
    }),
    '<@U1ANA> resolved the emergency: Old version runs. So the launch is rolled back, and T-0 has to be chosen anew. Noticed after 5 minutes, decided after 1 minute, resolved after 40 minutes; 3 follow-ups left to do',
  ],
  [
    anEvent('launch.ended', { how: 'complete', reason: null, unsettled: 0, items: [] }),
    '<@U1ANA> closed the launch, complete',
  ],
  [
    anEvent('launch.ended', {
      how: 'incomplete',
      reason: 'no <time>',
      unsettled: 7,
      items: [moved.text, 'B', 'C', 'D', 'E'],
    }),
    `<@U1ANA> closed the launch with 7 items open: no &lt;time&gt; (${item}, “B”, “C”, “D”, “E” and 2 more)`,
  ],
  [
    anEvent('launch.ended', { how: 'aborted', reason: 'no go', unsettled: 7, items: ['B'] }),
    '<@U1ANA> aborted the launch: no go',
  ],
  [
    anEvent('launch.reopened', { reason: 'on <again>', how: 'aborted' }),
    '<@U1ANA> reopened the launch: on &lt;again&gt;',
  ],
  [anEvent('report.posted', { withPeople: false }), '<@U1ANA> posted the report'],
  [
    anEvent('links.changed', {
      added: [{ title: 'Error <rate>', url: 'https://a.example/e' }],
      removed: [{ title: 'Logs', url: 'https://a.example/l' }],
    }),
    '<@U1ANA> changed the links: added Error &lt;rate&gt;; removed Logs',
  ],
  [
    anEvent('signing.changed', { mayDouble: true }),
    '<@U1ANA> allowed one person to sign for several roles',
  ],
  [
    anEvent('signing.changed', { mayDouble: false }),
    '<@U1ANA> allowed nobody to sign for several roles',
  ],
  [
    anEvent('deputy.named', { name: 'QA <Lead>', personId: 'U2BEN', before: null }),
    '<@U1ANA> made <@U2BEN> deputy for QA &lt;Lead&gt;',
  ],
  [
    anEvent('deputy.named', { name: 'QA <Lead>', personId: null, before: 'U3KIM' }),
    '<@U1ANA> took QA &lt;Lead&gt; its deputy, <@U3KIM>',
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
    anEvent('item.assigned', { text: moved.text, owners: [ben, role], before: [] }),
    `<@U1ANA> gave ${item} to <@U2BEN>, QA &lt;Lead&gt;`,
  ],
  [
    anEvent('item.assigned', { text: moved.text, owners: people(7), before: [ben] }),
    `<@U1ANA> gave ${item} to <@U0>, <@U1>, <@U2>, <@U3>, <@U4> and 2 more`,
  ],
  [
    anEvent('item.assigned', { text: moved.text, owners: [], before: [role, ben] }),
    `<@U1ANA> took ${item} from QA &lt;Lead&gt;, <@U2BEN>`,
  ],
  [
    anEvent('item.given-back', {
      text: moved.text,
      owner: ben,
      owners: [role],
      reason: 'on <leave>',
    }),
    `<@U1ANA> gave back ${item}: on &lt;leave&gt;`,
  ],
  [
    anEvent('item.given-back', { text: moved.text, owner: role, owners: [], reason: 'on leave' }),
    `<@U1ANA> gave back ${item} as QA &lt;Lead&gt;: on leave`,
  ],
  [
    anEvent('item.due-set', { text: moved.text, due: t0, isPlanned: false, before: null }),
    `<@U1ANA> set ${item} to be due ${then}`,
  ],
  [
    anEvent('item.due-set', { text: moved.text, due: t0, isPlanned: true, before: null }),
    `<@U1ANA> set ${item} back to its planned due date, ${then}`,
  ],
  [
    anEvent('item.due-set', { text: moved.text, due: null, isPlanned: true, before: t0 }),
    `<@U1ANA> removed the due date of ${item}`,
  ],
  [
    anEvent('item.evidenced', { text: moved.text, ...link }),
    `<@U1ANA> added evidence to ${item}: <https://a.example/?b&amp;c|https://a.example/?b&amp;c>`,
  ],
  [
    anEvent('item.evidenced', { text: moved.text, ...link, kind: 'file', title: 'Q|A <1>' }),
    `<@U1ANA> added evidence to ${item}: <https://a.example/?b&amp;c|Q¦A &lt;1&gt;>`,
  ],
  [
    anEvent('item.evidenced', {
      text: moved.text,
      ...link,
      kind: 'message',
      authorId: 'U2BEN',
      writtenAt: t0,
    }),
    `<@U1ANA> added evidence to ${item}: <https://a.example/?b&amp;c|a message> by <@U2BEN>, ${then}`,
  ],
  [
    anEvent('item.evidenced', { text: moved.text, ...link, kind: 'message', title: 'CI <bot>' }),
    `<@U1ANA> added evidence to ${item}: <https://a.example/?b&amp;c|a message> by CI &lt;bot&gt;`,
  ],
  [
    anEvent('item.evidence-removed', { text: moved.text, ...link, kind: 'message' }),
    `<@U1ANA> removed evidence from ${item}: <https://a.example/?b&amp;c|a message> by an app`,
  ],
  [
    anEvent('item.evidence-removed', { text: moved.text, ...link, url: 'javascript:alert(1)' }),
    `<@U1ANA> removed evidence from ${item}: javascript:alert(1)`,
  ],
  [
    anEvent('item.evidence-required', { text: moved.text, isRequired: true }),
    `<@U1ANA> made ${item} need evidence`,
  ],
  [
    anEvent('item.added', { text: moved.text, phase: '<P>', section: '<P>' }),
    `<@U1ANA> added ${item} to *&lt;P&gt;*`,
  ],
  [
    anEvent('item.reworded', { text: moved.text, before: moved.text }),
    `<@U1ANA> reworded ${item} as ${item}`,
  ],
  [
    anEvent('item.moved', {
      text: moved.text,
      ...{ phase: 'P', section: '<S>', before: { phase: 'P', section: 'P' } },
    }),
    `<@U1ANA> moved ${item} from *P* to *P*, &lt;S&gt;`,
  ],
  [
    anEvent('item.removed', { text: moved.text, reason: '<no>', from: 'done' }),
    `<@U1ANA> removed ${item}: &lt;no&gt;`,
  ],
  [
    anEvent('item.added', { text: moved.text, phase: 'P', section: 'P', version: 3 }),
    `<@U1ANA> added ${item} to *P*, with version 3 of the checklist`,
  ],
  [
    anEvent('version.brought-in', {
      template: '<T>',
      from: 1,
      to: 3,
      ...{ added: 2, removed: 0, reworded: 1, moved: 0, stayed: 4 },
    }),
    '<@U1ANA> brought version 3 of “&lt;T&gt;” into the launch: 2 added, 1 reworded; 4 left as they are here',
  ],
  [
    anEvent('version.brought-in', {
      template: 'T',
      from: 1,
      to: 2,
      ...{ added: 0, removed: 0, reworded: 0, moved: 0, stayed: 0 },
    }),
    '<@U1ANA> brought version 2 of “T” into the launch: no item is another',
  ],
  [anEvent('item.brought-back', { text: moved.text }), `<@U1ANA> brought back ${item}`],
  [
    anEvent('item.expired', { text: moved.text, why: 'days', tickedBy: 'U2BEN' }),
    `The tick of ${item} by <@U2BEN> is no longer good: the time is over for which it was good`,
  ],
  [
    anEvent('ticks.expired', { personId: 'U2BEN', why: 't0', items: 3, texts: [moved.text] }),
    `<@U2BEN> has to look again at ${item} and 2 more: T-0 moved`,
  ],
  [
    anEvent('item.evidence-required', { text: moved.text, isRequired: false }),
    `<@U1ANA> made ${item} need no evidence`,
  ],
  [
    anEvent('role.filled', { name: 'QA <Lead>', personId: 'U2BEN', before: null }),
    '<@U1ANA> made <@U2BEN> QA &lt;Lead&gt;',
  ],
  [
    anEvent('role.filled', { name: 'QA <Lead>', personId: 'U2BEN', before: 'U3KIM' }),
    '<@U1ANA> made <@U2BEN> QA &lt;Lead&gt; instead of <@U3KIM>',
  ],
  [
    anEvent('role.filled', { name: 'QA <Lead>', personId: null, before: 'U3KIM' }),
    '<@U1ANA> left QA &lt;Lead&gt; open instead of <@U3KIM>',
  ],
  [
    anEvent('lead.changed', { personId: 'U2BEN', before: 'U3KIM' }),
    '<@U1ANA> made <@U2BEN> lead instead of <@U3KIM>',
  ],
  [
    anEvent('t0.passed', { t0: '2026-12-07T09:00:00.000Z' }, { by: 'golive' }),
    'T-0, <!date^1796634000^{date_short_pretty} at {time}|Mon 7 Dec 2026, 10:00 GMT+1>, has passed without going live',
  ],
  [
    anEvent('people.nudged', {
      people: [
        { personId: 'U2BEN', items: 1 },
        { personId: 'U3KIM', items: 4 },
      ],
    }),
    '<@U1ANA> reminded <@U2BEN> of 1 item, <@U3KIM> of 4 items',
  ],
  [
    anEvent('people.nudged', { people: people(12).map(({ id }) => ({ personId: id, items: 2 })) }),
    `<@U1ANA> reminded ${people(10)
      .map(({ id }) => `<@${id}> of 2 items`)
      .join(', ')} and 2 more`,
  ],
  [
    anEvent('person.unreachable', { personId: 'U2BEN' }, { by: 'golive' }),
    'golive could not write to <@U2BEN>',
  ],
  [
    anEvent(
      'person.left',
      { personId: 'U2BEN', standing: 'deactivated', deputyFor: [], items: 1, roles: [] },
      { by: 'golive' },
    ),
    '<@U2BEN> has left, 1 item of theirs is nobody’s now',
  ],
  [
    anEvent('person.left', {
      personId: 'U2BEN',
      standing: 'outsider',
      deputyFor: [],
      items: 3,
      roles: ['QA <Lead>', 'Ops'],
    }),
    '<@U2BEN> is no member of the workspace any more, 3 items of theirs are nobody’s now, QA &lt;Lead&gt; is open, Ops is open',
  ],
  [
    anEvent('person.left', {
      personId: 'U2BEN',
      standing: 'guest',
      deputyFor: [],
      items: 0,
      roles: ['Ops'],
    }),
    '<@U2BEN> is no member of the workspace any more, Ops is open',
  ],
  [
    anEvent('person.left', {
      personId: 'U2BEN',
      standing: 'deactivated',
      deputyFor: [],
      items: 0,
      roles: [],
    }),
    '<@U2BEN> has left',
  ],
  [
    anEvent('record.amended', {
      why: 'pseudonym',
      pseudonym: 'Person 1',
      entries: [
        { place: 1, digest: 'a' },
        { place: 2, digest: 'b' },
      ],
    }),
    '<@U1ANA> gave somebody the name *Person 1* at 2 earlier places',
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

test('an address too long for a line of the log is left to its words', () => {
  const url = `https://a.example/${'x'.repeat(400)}`
  const words = sentence(
    anEvent('item.evidenced', { text: 'Backups', ...link, url, title: 'Report' }),
    'UTC',
  )
  expect(words).toBe('<@U1ANA> added evidence to “Backups”: Report')
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
