import { addDays } from 'date-fns/addDays'
import { describe, expect, test } from 'vitest'
import {
  type Channel,
  type DraftFacts,
  faultsOf,
  type LaunchDraft,
} from '../../src/domain/draft.ts'
import { limits } from '../../src/domain/limits.ts'
import type { Person } from '../../src/domain/person.ts'
import type { Fault } from '../../src/domain/refusal.ts'
import { aPerson, monday } from '../support/builders.ts'

const lead = 'U1ANA'
const approver = 'U2BEN'

function aDraft(more: Partial<LaunchDraft> = {}): LaunchDraft {
  return {
    formId: 'form-1',
    name: 'Payments 2.0',
    t0: addDays(monday, 14),
    zone: 'Europe/Berlin',
    templateId: 'template-1',
    leadId: lead,
    approvers: [],
    channelId: 'C1',
    isRehearsal: false,
    tier: 'high',
    absent: [],
    owners: [],
    ...more,
  }
}

function someFacts(more: Partial<DraftFacts> = {}): DraftFacts {
  return {
    people: new Map([
      [lead, aPerson({ id: lead })],
      [approver, aPerson({ id: approver })],
    ]),
    channel: aChannel(),
    ...more,
  }
}

function aChannel(more: Partial<Channel> = {}): Channel {
  return { id: 'C1', status: 'joined', isPrivate: false, ...more }
}

const faults = (draft: Partial<LaunchDraft>, facts: Partial<DraftFacts> = {}) =>
  faultsOf(aDraft(draft), someFacts(facts), monday)

test('a complete draft has no fault', () => {
  expect(faults({ approvers: [{ role: 'Security Lead', personId: approver }] })).toEqual({})
})

test('everything that is wrong is told at once, each at its field', () => {
  const empty = { name: '', t0: null, templateId: null, leadId: null, channelId: null }
  expect(faults(empty, { channel: null })).toEqual({
    name: { code: 'empty' },
    t0: { code: 'date-missing' },
    template: { code: 'template-gone' },
    lead: { code: 'person-missing' },
    channel: { code: 'channel-missing' },
  })
})

describe('a name', () => {
  test.each(['', ' ', '\t\n', '\u00a0'])('that is only space is empty: %j', (name) => {
    expect(faults({ name })).toEqual({ name: { code: 'empty' } })
  })

  test.each([1, 79, 80])('of %i characters is accepted, spaces around it not counted', (length) => {
    expect(faults({ name: `  ${'x'.repeat(length)}  ` })).toEqual({})
  })

  test('of 81 characters is too long', () => {
    const fault = { code: 'too-long', limit: 80, length: 81 }
    expect(faults({ name: ` ${'x'.repeat(81)} ` })).toEqual({ name: fault })
  })
})

describe('T-0', () => {
  const moved = (date: Date, milliseconds: number) => new Date(date.getTime() + milliseconds)
  const last = addDays(monday, limits.t0Days)

  test.each([
    ['now', monday],
    ['a moment from now', moved(monday, 1)],
    ['as far ahead as possible', last],
    ['a moment less far', moved(last, -1)],
  ])('%s is accepted', (_when, t0) => {
    expect(faults({ t0 })).toEqual({})
  })

  test('a moment ago has passed', () => {
    expect(faults({ t0: moved(monday, -1) })).toEqual({ t0: { code: 'date-past' } })
  })

  test('a moment further than possible is too far', () => {
    const fault = { code: 'date-too-far', days: limits.t0Days }
    expect(faults({ t0: moved(last, 1) })).toEqual({ t0: fault })
  })
})

const people: [found: Person | 'unknown' | 'silent', fault: Fault | null][] = [
  [aPerson(), null],
  ['silent', { code: 'slack-silent' }],
  ['unknown', { code: 'person-unknown', personId: approver }],
  ...(['guest', 'outsider', 'bot', 'deactivated'] as const).map((standing): [Person, Fault] => [
    aPerson({ standing }),
    { code: 'person-unfit', personId: approver, standing },
  ]),
]

describe.each(people)('somebody who is %j', (person, fault) => {
  const facts = { people: new Map(someFacts().people).set(approver, person) }

  test('is judged as lead', () => {
    expect(faults({ leadId: approver }, facts)).toEqual(fault ? { lead: fault } : {})
  })

  test('is judged as approver, by the name of the role', () => {
    const approvers = [
      { role: 'Technical Lead', personId: null },
      { role: 'DevOps Lead', personId: lead },
      { role: 'Security Lead', personId: approver },
    ]
    expect(faults({ approvers }, facts)).toEqual(fault ? { 'approver:Security Lead': fault } : {})
  })
})

test('somebody of whom Slack said nothing is unknown', () => {
  const fault = { code: 'person-unknown', personId: lead }
  expect(faults({}, { people: new Map() })).toEqual({ lead: fault })
})

describe('a channel', () => {
  test.each([
    ['joined', null],
    ['not-joined', { code: 'channel-not-joined', channelId: 'C1' }],
    ['unseen', { code: 'channel-not-joined', channelId: 'C1' }],
    ['archived', { code: 'channel-archived', channelId: 'C1' }],
  ] as const)('that is %s', (status, fault) => {
    const found = faults({}, { channel: aChannel({ status }) })
    expect(found).toEqual(fault ? { channel: fault } : {})
  })

  test('may be private', () => {
    expect(faults({}, { channel: aChannel({ isPrivate: true }) })).toEqual({})
  })

  test('of which Slack says nothing cannot be judged', () => {
    expect(faults({}, { channel: 'silent' })).toEqual({ channel: { code: 'slack-silent' } })
  })
})
