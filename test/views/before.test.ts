import { expect, test } from 'vitest'
import { type Event, type EventData, type EventType, eventShapes } from '../../src/domain/event.ts'
import { beforeText } from '../../src/views/before.ts'
import { moment } from '../../src/views/text.ts'
import { anEvent } from '../support/builders.ts'

const zone = 'Europe/Berlin'
const t0 = '2026-12-07T09:00:00.000Z'
const then = moment(new Date(t0), zone)
const text = 'Backups'
const moved = { text, from: 'open', to: 'done', reason: null, reasonBefore: null } as const
const blocked = { ...moved, from: 'blocked', reasonBefore: 'no <disk>' } as const
const ben = { kind: 'person', id: 'U2BEN', name: null } as const
const role = { kind: 'role', id: 'role-1', name: 'QA <Lead>' } as const
const crisis = { emergencyId: 'emergency-1' }
const answered = { ...crisis, step: '1.1', text: 'Is it up?', choice: 'bad', note: null }
const led = { ...crisis, commanderId: 'U1', scribeId: 'U2' }
const swapped = { name: 'QA', personId: 'U1', before: 'U2BEN' }

const said: [event: Event, before: string][] = [
  [anEvent('item.ticked', moved), 'Open'],
  [anEvent('item.ticked', blocked), 'Blocked (no &lt;disk&gt;)'],
  [anEvent('item.undone', { ...moved, from: 'done', to: 'open' }), 'Done'],
  [anEvent('item.started', moved), 'Open'],
  [anEvent('item.blocked', { ...blocked, to: 'blocked' }), 'Blocked (no &lt;disk&gt;)'],
  [anEvent('item.excluded', { ...moved, from: 'in-progress' }), 'In progress'],
  [anEvent('item.reopened', { ...moved, from: 'not-applicable' }), 'Not applicable'],
  [anEvent('item.noted', { text, note: 'b', before: 'a <b>' }), '“a &lt;b&gt;”'],
  [anEvent('item.noted', { text, note: 'b', before: null }), 'no note'],
  [
    anEvent('item.assigned', { text, owners: [], before: [ben, role] }),
    '<@U2BEN>, QA &lt;Lead&gt;',
  ],
  [anEvent('item.assigned', { text, owners: [ben], before: [] }), 'nobody'],
  [
    anEvent('item.given-back', { text, owner: ben, owners: [role], reason: 'ill' }),
    '<@U2BEN>, QA &lt;Lead&gt;',
  ],
  [anEvent('item.due-set', { text, due: null, isPlanned: false, before: t0 }), then],
  [anEvent('item.due-set', { text, due: t0, isPlanned: false, before: null }), 'no due date'],
  [anEvent('item.evidence-required', { text, isRequired: true }), 'no evidence needed'],
  [anEvent('item.evidence-required', { text, isRequired: false }), 'evidence needed'],
  [anEvent('item.reworded', { text, before: '**Old** <words>' }), '“*Old* &lt;words&gt;”'],
  [
    anEvent('item.moved', { text, phase: 'B', section: 'S', before: { phase: 'A', section: 'T' } }),
    'A, T',
  ],
  [
    anEvent('item.moved', { text, phase: 'B', section: 'S', before: { phase: 'A', section: 'A' } }),
    'A',
  ],
  [anEvent('item.removed', { text, reason: 'twice', from: 'in-progress' }), 'In progress'],
  [anEvent('item.brought-back', { text }), 'removed'],
  [anEvent('item.expired', { text, why: 'days', tickedBy: 'U2BEN' }), 'Done, by <@U2BEN>'],
  [anEvent('role.filled', swapped), '<@U2BEN>'],
  [anEvent('role.filled', { ...swapped, before: null }), 'nobody'],
  [anEvent('deputy.named', swapped), '<@U2BEN>'],
  [anEvent('lead.changed', { personId: 'U1', before: 'U2BEN' }), '<@U2BEN>'],
  [anEvent('t0.moved', { from: t0, to: t0, reason: 'r', dues: 0, people: [] }), then],
  [anEvent('signing.changed', { mayDouble: true }), 'one role each'],
  [anEvent('signing.changed', { mayDouble: false }), 'several roles each'],
  [anEvent('launch.reopened', { reason: 'r', how: 'complete' }), 'closed, complete'],
  [anEvent('launch.reopened', { reason: 'r', how: 'incomplete' }), 'closed, with items open'],
  [anEvent('launch.reopened', { reason: 'r', how: 'aborted' }), 'aborted'],
  [anEvent('phase.shut', { phaseId: 'p', name: 'One' }), 'open'],
  [anEvent('phase.ended', { phaseId: 'p', name: 'One', items: 1, unsettled: 0 }), 'open'],
  [anEvent('final-box.ticked', { text, rollCallId: 'r' }), 'Open'],
  [anEvent('final-box.withdrawn', { text, roles: [], changes: [] }), 'Done'],
  [
    anEvent('version.brought-in', {
      ...{ template: 'List', from: 3, to: 4 },
      ...{ added: 0, removed: 0, reworded: 0, moved: 0, stayed: 0 },
    }),
    'version 3',
  ],
  [anEvent('emergency.answered', { ...answered, before: 'fine' }), 'fine'],
  [
    anEvent('emergency.reconsidered', { ...crisis, outcome: 'Scale <up>', reason: 'r' }),
    'Scale &lt;up&gt;',
  ],
  [
    anEvent('emergency.led', { ...led, commanderBefore: 'U3', scribeBefore: null }),
    'commander <@U3>, scribe nobody',
  ],
]

test.each(said)('%o', (event, before) => {
  expect(beforeText(event, zone)).toBe(before)
})

test('a first answer in an emergency has no before', () => {
  expect(beforeText(anEvent('emergency.answered', { ...answered, before: null }), zone)).toBeNull()
})

/** They begin or tell something, or say in their own sentence all that they know of it. */
const withoutBefore: EventType[] = [
  ...(['launch.started', 'launch.live', 'launch.ended', 'report.posted'] as const),
  ...(['phase.opened', 'phase.completed', 't0.passed', 'links.changed'] as const),
  ...(['sign-off.given', 'sign-off.voided', 'roll-call.started', 'roll-call.ended'] as const),
  ...(['override.asked', 'override.confirmed', 'override.declined'] as const),
  ...(['emergency.started', 'emergency.told', 'emergency.decided', 'emergency.noted'] as const),
  ...(['emergency.answered-decision', 'emergency.watched-on', 'emergency.resolved'] as const),
  ...(['item.added', 'item.evidenced', 'item.evidence-removed', 'ticks.expired'] as const),
  ...(['people.nudged', 'person.unreachable', 'person.left', 'record.amended'] as const),
  ...(['channel.lost', 'channel.regained'] as const),
]

test.each(withoutBefore)('%s has no before', (type) => {
  expect(beforeText(anEvent(type, {} as EventData<EventType>), zone)).toBeNull()
})

test('of every type it is known', () => {
  const types = [...said.map(([{ type }]) => type), ...withoutBefore]
  expect([...new Set(types)].toSorted()).toEqual(Object.keys(eventShapes).toSorted())
})
