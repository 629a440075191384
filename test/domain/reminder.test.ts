import { describe, expect, test } from 'vitest'
import { type Habits, usualHabits } from '../../src/domain/habits.ts'
import { itemStates } from '../../src/domain/item.ts'
import {
  isFullList,
  isTimely,
  nextReminder,
  type Remembered,
  type Reminded,
  type Reminder,
  reminderKinds,
  stillStands,
  type Why,
} from '../../src/domain/reminder.ts'
import type { ListedItem, Workload } from '../../src/domain/workload.ts'
import { aLaunch, anItem } from '../support/builders.ts'

const ana = 'U1ANA'
const ben = 'U2BEN'
/** A Monday. T-0 of the usual launch is a week later, at 09:00 UTC, 10:00 in Berlin. */
const nine = new Date('2026-11-30T08:00:00Z')
const t0 = new Date('2026-12-07T09:00:00Z')
/** So many hours before or after a moment. */
const plus = (moment: Date, hours: number) => new Date(Number(moment) + hours * 3_600_000)
const second = 1 / 3600

type More = Partial<Omit<ListedItem, 'item'>> & {
  id?: string
  due?: Date | null
  state?: (typeof itemStates)[number]
}

function listed({ id = 'item-1', due = null, state = 'open', ...more }: More = {}): ListedItem {
  return {
    item: anItem({ id, state, due: due && { at: due, by: 'plan' } }),
    launch: aLaunch({ t0, leadId: ben }),
    phase: { id: 'phase-1', name: 'Pre-Launch', emergencyId: null, isOpen: true },
    section: { id: 'section-1', name: 'Database' },
    people: [ana],
    snoozedUntil: null,
    remindedAt: null,
    given: null,
    ...more,
  }
}

const closed = { id: 'phase-2', name: 'Launch Day', emergencyId: null, isOpen: false }
const own = (...some: More[]): Workload => ({ own: some.map(listed), led: [] })
const led = (...some: More[]): Workload => ({
  own: [],
  led: some.map((more) => listed({ people: [ben], launch: aLaunch({ t0, leadId: ana }), ...more })),
})

type Asked = {
  habits?: Partial<Habits>
  zone?: string
  quietUntil?: Date | null
  sent?: Remembered[]
}

function ask(workload: Workload, now: Date, more: Asked = {}): Reminder | null {
  const { habits = {}, zone = 'Europe/Berlin', quietUntil = null, sent = [] } = more
  const person: Reminded = { id: ana, zone, quietUntil, habits: { ...usualHabits, ...habits } }
  return nextReminder(person, workload, sent, now)
}

/** What a reminder lists: "item-1 overdue". */
const told = (reminder: Reminder | null) =>
  reminder && {
    kind: reminder.kind,
    items: reminder.items.map(({ listed, why }) => `${listed.item.id} ${why}`),
  }
const dailySent: Remembered = { kind: 'daily', slot: '2026-11-30', at: nine }

test('a list of everything is the daily one and that before T-0', () => {
  expect(reminderKinds.filter(isFullList)).toEqual(['daily', 'before-t0'])
})

test('who has nothing gets nothing', () => {
  expect(ask({ own: [], led: [] }, nine)).toBeNull()
})

describe('the daily reminder', () => {
  const overdue = own({ due: plus(nine, -20) })

  test.each([
    ['a second early', plus(nine, -second), {}, null],
    ['on time', nine, {}, '2026-11-30'],
    ['late, after a break', plus(nine, 7.9), {}, '2026-11-30'],
    ['after work', plus(nine, 8), {}, null],
    ['by another clock', nine, { zone: 'America/New_York' }, null],
    ['in the time of that clock', plus(nine, 6), { zone: 'America/New_York' }, '2026-11-30'],
    ['before a reminder time later in the day', nine, { habits: { remindAt: '14:30' } }, null],
    ['at it', plus(nine, 5.5), { habits: { remindAt: '14:30' } }, '2026-11-30'],
    ['on a day off', plus(nine, -24), {}, null],
    ['when they had it', nine, { sent: [dailySent] }, null],
    [
      'when they had yesterday’s',
      nine,
      { sent: [{ ...dailySent, slot: '2026-11-29', at: plus(nine, -24) }] },
      '2026-11-30',
    ],
    [
      'when they had a list this morning',
      nine,
      { sent: [{ kind: 'before-t0', slot: 'L', at: plus(nine, -2) }] },
      null,
    ],
    [
      'when they had a list, and the clock went back',
      nine,
      { sent: [{ kind: 'before-t0', slot: 'L', at: plus(nine, 2) }] },
      null,
    ],
    [
      'when they had one last night',
      nine,
      { sent: [{ kind: 'before-t0', slot: 'L', at: plus(nine, -10) }] },
      '2026-11-30',
    ],
    [
      'when they were told of a part',
      nine,
      { sent: [{ kind: 'due', slot: 'x', at: plus(nine, -1) }] },
      '2026-11-30',
    ],
    ['while paused', nine, { habits: { pausedUntil: '2026-12-01' } }, null],
    ['as the pause ends', nine, { habits: { pausedUntil: '2026-11-30' } }, '2026-11-30'],
    ['while not to be disturbed', nine, { quietUntil: plus(nine, second) }, null],
    ['as they may be again', nine, { quietUntil: nine }, '2026-11-30'],
  ] as [string, Date, Asked, string | null][])('%s', (_when, now, asked, slot) => {
    expect(ask(overdue, now, asked)?.slot ?? null).toBe(slot)
  })

  test('on a day off that is their launch day', () => {
    const sunday = new Date('2026-12-06T08:00:00Z')
    const launch = aLaunch({ t0: plus(sunday, 6) })
    expect(ask(own({ launch, due: plus(sunday, -20) }), sunday)?.kind).toBe('daily')
  })

  test('the most urgent first, and of the same urgency what was due first', () => {
    const ledByAna = aLaunch({ t0, leadId: ana })
    const workload: Workload = {
      own: [
        listed({ id: 'blocked', state: 'blocked' }),
        listed({ id: 'tomorrow', due: plus(nine, 30) }),
        listed({ id: 'today', due: plus(nine, 3) }),
        listed({ id: 'now', due: nine }),
        listed({ id: 'blocked-too', state: 'blocked', due: plus(nine, -2) }),
        listed({ id: 'long-ago', due: plus(nine, -90) }),
      ],
      led: [
        listed({ id: 'shut', due: plus(nine, 1), phase: closed, launch: ledByAna, people: [] }),
        listed({ id: 'late', due: plus(nine, -24), people: [ben] }),
        listed({ id: 'free', due: plus(nine, 2), people: [] }),
      ],
    }
    expect(told(ask(workload, nine))?.items).toEqual([
      ...['long-ago overdue', 'blocked-too overdue', 'now overdue', 'today soon'],
      ...['tomorrow soon', 'blocked blocked', 'free unowned', 'late late', 'shut unopened'],
    ])
  })

  const tomorrowEnds = new Date('2026-12-01T23:00:00Z')
  const friday = new Date('2026-12-04T08:00:00Z')
  test.each<[string, Workload, Date, Why | null]>([
    ['their own, due now', own({ due: nine }), nine, 'overdue'],
    ['their own, due in a second', own({ due: plus(nine, second) }), nine, 'soon'],
    ['due as tomorrow ends', own({ due: plus(tomorrowEnds, -second) }), nine, 'soon'],
    ['due the day after tomorrow', own({ due: tomorrowEnds }), nine, null],
    ['due on Monday, on Friday', own({ due: plus(friday, 80) }), friday, 'soon'],
    ['due on Tuesday, on Friday', own({ due: plus(friday, 96) }), friday, null],
    ['never due', own({}), nine, null],
    ['in a phase that is not open', own({ due: nine, phase: closed }), nine, null],
    [
      'in a phase that is not open, as the lead',
      own({ due: plus(nine, 20), phase: closed, launch: aLaunch({ t0, leadId: ana }) }),
      nine,
      'unopened',
    ],
    [
      'in a phase that is not open, as the lead, due later',
      own({ due: plus(nine, 90), phase: closed, launch: aLaunch({ t0, leadId: ana }) }),
      nine,
      null,
    ],
    [
      'in a phase that is not open, blocked',
      own({ due: nine, state: 'blocked', phase: closed }),
      nine,
      null,
    ],
    ['put off', own({ due: nine, snoozedUntil: plus(nine, second) }), nine, null],
    ['put off until now', own({ due: nine, snoozedUntil: nine }), nine, 'overdue'],
    ['nobody’s, due tomorrow', led({ people: [], due: plus(nine, 20) }), nine, 'unowned'],
    ['nobody’s, due later', led({ people: [], due: plus(nine, 90) }), nine, null],
    ['another’s, due 24 hours ago', led({ due: plus(nine, -24) }), nine, 'late'],
    ['another’s, due since', led({ due: plus(nine, second - 24) }), nine, null],
    ['another’s, blocked', led({ state: 'blocked' }), nine, null],
    [
      'another’s, put off by the lead',
      led({ due: plus(nine, -24), snoozedUntil: plus(nine, 1) }),
      nine,
      null,
    ],
    [
      'due tomorrow, its phase not open',
      led({ due: plus(nine, 20), phase: closed }),
      nine,
      'unopened',
    ],
    ['due later, its phase not open', led({ due: plus(nine, 90), phase: closed }), nine, null],
  ])('lists what is %s', (_what, workload, now, why) => {
    const daily = why && { kind: 'daily', items: [`item-1 ${why}`] }
    expect(told(ask(workload, now))).toEqual(daily)
  })

  test('what is only blocked is listed, and is no cause for one', () => {
    const blocked = { id: 'blocked', state: 'blocked' } as const
    expect(ask(own(blocked), nine)).toBeNull()
    expect(told(ask(own(blocked, { due: nine }), nine))?.items).toEqual([
      'item-1 overdue',
      'blocked blocked',
    ])
  })

  test('on a day that began with nothing due, when something is', () => {
    const opened = own({ due: plus(nine, -1) })
    expect(ask(own({ due: plus(nine, -1), phase: closed }), nine)).toBeNull()
    expect(ask(opened, plus(nine, 3))?.slot).toBe('2026-11-30')
    expect(ask(opened, plus(nine, 8))).toBeNull()
    expect(ask(opened, plus(nine, 4), { sent: [{ ...dailySent, at: plus(nine, 3) }] })).toBeNull()
  })

  test.each<[string, More, Asked, string[] | null]>([
    ['this morning', { remindedAt: plus(nine, -1) }, {}, null],
    ['as the day began', { remindedAt: plus(nine, -9) }, {}, null],
    ['yesterday', { remindedAt: plus(nine, -9 - second) }, {}, ['item-1 overdue']],
    [
      'on another day of their calendar',
      { remindedAt: plus(nine, -4) },
      { zone: 'America/New_York' },
      ['item-1 overdue'],
    ],
  ])('what they were reminded of %s', (_when, more, asked, items) => {
    const now = asked.zone ? plus(nine, 6) : nine
    const reminder = told(ask(own({ due: plus(nine, -20), ...more }), now, asked))
    expect(reminder).toEqual(items && { kind: 'daily', items })
  })

  test('what they were reminded of this morning is listed beside what is new', () => {
    const heard = { id: 'heard', due: plus(nine, -20), remindedAt: plus(nine, -1) }
    const reminder = ask(own(heard, { due: plus(nine, -2) }), nine)
    expect(told(reminder)?.items).toEqual(['heard overdue', 'item-1 overdue'])
    expect(ask(own(heard, { id: 'blocked', state: 'blocked' }), nine)).toBeNull()
  })

  test('at a time that the day lacks, as soon as the clock is past it', () => {
    const habits = { days: [7], from: '02:00', to: '05:00', remindAt: '02:30' }
    const change = new Date('2026-03-29T01:00:00Z')
    const overdue = own({ due: plus(change, -20), launch: aLaunch({ t0 }) })
    expect(ask(overdue, plus(change, -second), { habits })).toBeNull()
    expect(ask(overdue, change, { habits })?.slot).toBe('2026-03-29')
  })
})

describe('before T-0', () => {
  const slot = `launch-1@${t0.toISOString()}`
  const had: Remembered = { kind: 'before-t0', slot, at: plus(t0, -2) }
  const soon = own({ due: t0 })

  test.each<[string, Date, Asked, string | undefined]>([
    ['two hours and a second', plus(t0, -2 - second), {}, undefined],
    ['two hours, before work too', plus(t0, -2), {}, 'before-t0'],
    ['a second', plus(t0, -second), {}, 'before-t0'],
    ['as it is T-0: the daily one', t0, {}, 'daily'],
    ['once', plus(t0, -1.9), { sent: [had] }, undefined],
    [
      'again when T-0 was moved',
      plus(t0, -1.9),
      { sent: [{ ...had, slot: 'launch-1@before' }] },
      'before-t0',
    ],
    [
      'although the daily one was sent',
      plus(t0, -0.5),
      { sent: [{ kind: 'daily', slot: '2026-12-07', at: plus(t0, -1) }] },
      'before-t0',
    ],
    ['not while paused', plus(t0, -2), { habits: { pausedUntil: '2027-01-01' } }, undefined],
    ['not while quiet', plus(t0, -2), { quietUntil: t0 }, undefined],
  ])('%s', (_when, now, asked, kind) => {
    expect(ask(soon, now, asked)?.kind).toBe(kind)
  })

  test('everything that is due is listed, of other launches too', () => {
    const other = aLaunch({ id: 'launch-2', t0: plus(t0, 200) })
    const both = own({ due: t0 }, { id: 'other', due: plus(t0, -48), launch: other })
    const reminder = ask(both, plus(t0, -2))
    expect(reminder?.slot).toBe(slot)
    expect(told(reminder)?.items).toEqual(['other overdue', 'item-1 soon'])
  })

  test.each<[string, Workload]>([
    [
      'only of other launches',
      own(
        { due: plus(t0, -48), launch: aLaunch({ id: 'other', t0: plus(t0, 99) }) },
        { id: 'later' },
      ),
    ],
    ['only blocked', own({ state: 'blocked' })],
    ['put off', own({ due: t0, snoozedUntil: t0 })],
    ['not open', own({ due: t0, phase: closed })],
    ['due later', own({ due: plus(t0, 99) })],
  ])('none when what there is, is %s', (_what, workload) => {
    expect(ask(workload, plus(t0, -2))?.kind).not.toBe('before-t0')
  })
})

/** In the evening, after everybody's work. */
describe('on the launch day', () => {
  const due = plus(t0, 9)
  const at = (hours: number) => plus(due, hours)

  test.each<[string, number, More, string[] | null]>([
    ['a second early', -second, {}, null],
    ['as it falls due, after work too', 0, {}, ['item-1 overdue']],
    ['within two hours', 2 - second, {}, ['item-1 overdue']],
    ['after two hours', 2, {}, null],
    ['told before it was due', 0, { remindedAt: at(-1) }, ['item-1 overdue']],
    ['told since', 1, { remindedAt: at(0) }, null],
    ['put off', 0, { snoozedUntil: at(1) }, null],
    ['in a phase that is not open', 0, { phase: closed }, null],
    ['blocked', 0, { state: 'blocked' }, ['item-1 overdue']],
    ['due on another day', 0, { launch: aLaunch({ t0: plus(t0, -24) }) }, null],
    [
      'due on another day in the launch’s zone',
      0,
      { launch: aLaunch({ t0, zone: 'Asia/Tokyo' }) },
      null,
    ],
  ])('an own item: %s', (_what, hours, more, items) => {
    const reminder = told(ask(own({ due, ...more }), at(hours)))
    expect(reminder).toEqual(items && { kind: 'due', items })
  })

  test('an item of nobody falls due for the lead, one of somebody else does not', () => {
    const free = { kind: 'due', items: ['item-1 unowned'] }
    expect(told(ask(led({ due, people: [] }), at(0)))).toEqual(free)
    expect(ask(led({ due }), at(0))).toBeNull()
  })

  test.each<[string, number, More, string[] | null]>([
    ['not before two hours', 2 - second, {}, null],
    ['after two hours', 2, {}, ['item-1 late']],
    ['until 14 hours', 14 - second, {}, ['item-1 late']],
    ['after 14 hours', 14, {}, null],
    ['nobody’s', 2, { people: [] }, ['item-1 unowned']],
    ['told as it fell due', 2, { remindedAt: at(0) }, ['item-1 late']],
    ['told since', 3, { remindedAt: at(2) }, null],
    ['put off', 2, { snoozedUntil: at(3) }, null],
    ['in a phase that is not open', 2, { phase: closed }, null],
    ['due on another day', 2, { launch: aLaunch({ t0: plus(t0, -24) }) }, null],
  ])('the lead hears of what is late: %s', (_what, hours, more, items) => {
    const sent: Remembered[] = [{ kind: 'daily', slot: '2026-12-08', at: at(14) }]
    const reminder = told(ask(led({ due, ...more }), at(hours), { sent }))
    expect(reminder).toEqual(items && { kind: 'late', items })
  })

  test.each<[string, Asked]>([
    ['a pause', { habits: { pausedUntil: '2027-01-01' } }],
    ['do not disturb', { quietUntil: at(9) }],
  ])('%s is kept', (_what, asked) => {
    expect(ask(own({ due }), at(0), asked)).toBeNull()
    expect(ask(led({ due }), at(2), asked)).toBeNull()
  })

  test('the daily list tells a lead after two hours, not 24', () => {
    const launch = aLaunch({ t0: plus(nine, 3) })
    const why = (hours: number) => told(ask(led({ launch, due: plus(nine, hours) }), nine))?.items
    expect([why(-2), why(second - 2)]).toEqual([['item-1 late'], undefined])
  })
})

describe('what was put off', () => {
  const sent = [dailySent]
  const noon = plus(nine, 3)

  test.each<[string, Workload, Date, Asked, string[] | null]>([
    ['until later', own({ snoozedUntil: plus(noon, second) }), noon, {}, null],
    ['until now', own({ snoozedUntil: noon }), noon, {}, ['item-1 soon']],
    ['and is overdue', own({ snoozedUntil: noon, due: nine }), noon, {}, ['item-1 overdue']],
    ['and is blocked', own({ snoozedUntil: noon, state: 'blocked' }), noon, {}, ['item-1 blocked']],
    ['until before work', own({ snoozedUntil: noon }), plus(nine, 24 - second), {}, null],
    ['until after work', own({ snoozedUntil: noon }), plus(nine, 8), {}, null],
    ['until a day off', own({ snoozedUntil: noon }), plus(nine, -24), {}, null],
    [
      'while paused',
      own({ snoozedUntil: noon }),
      noon,
      { habits: { pausedUntil: '2027-01-01' } },
      null,
    ],
    ['while quiet', own({ snoozedUntil: noon }), noon, { quietUntil: plus(noon, 1) }, null],
    [
      'by a lead, of nobody',
      led({ snoozedUntil: noon, due: nine, people: [] }),
      noon,
      {},
      ['item-1 unowned'],
    ],
    [
      'by a lead, late',
      led({ snoozedUntil: noon, due: plus(nine, -30) }),
      noon,
      {},
      ['item-1 late'],
    ],
    [
      'by a lead, not open',
      led({ snoozedUntil: noon, due: nine, phase: closed }),
      noon,
      {},
      ['item-1 unopened'],
    ],
  ])('%s', (_what, workload, now, asked, items) => {
    const reminder = told(ask(workload, now, { sent, ...asked }))
    expect(reminder).toEqual(items && { kind: 'snoozed', items })
  })
})

describe('what was given', () => {
  const gift = (at: Date, by = ben) => ({ at, by })
  const night = plus(nine, -6)
  const minute = 1 / 60

  test('is told after a minute, all of it', () => {
    const two = own({ given: gift(plus(night, -minute)) }, { id: 'item-2', given: gift(night) })
    const items = ['item-1 given', 'item-2 given']
    expect(told(ask(two, night))).toEqual({ kind: 'given', items })
    expect(ask(two, plus(night, -second))).toBeNull()
  })

  test.each<[string, Asked]>([
    ['at night', {}],
    ['during a pause', { habits: { pausedUntil: '2027-01-01' } }],
    ['as they may be disturbed again', { quietUntil: night }],
  ])('is told %s', (_when, asked) => {
    expect(ask(own({ given: gift(plus(night, -1)) }), night, asked)?.kind).toBe('given')
  })

  test('waits while somebody is not to be disturbed, in a pause too', () => {
    const given = own({ given: gift(plus(night, -1)) })
    const quietUntil = plus(night, second)
    expect(ask(given, night, { quietUntil })).toBeNull()
    expect(ask(given, night, { quietUntil, habits: { pausedUntil: '2027-01-01' } })).toBeNull()
  })

  test('is told when its phase is not open, too', () => {
    const workload = own({ given: gift(plus(night, -1)), phase: closed })
    expect(told(ask(workload, night))).toEqual({ kind: 'given', items: ['item-1 given'] })
  })

  test('comes after the list of the day', () => {
    const workload = own({ given: gift(plus(nine, -1)), due: plus(nine, -2) })
    expect(ask(workload, nine)?.kind).toBe('daily')
    expect(ask(workload, nine, { sent: [dailySent] })?.kind).toBe('given')
  })

  test('is not told again', () => {
    expect(ask(own({}), night)).toBeNull()
  })
})

describe('a reminder that could not be sent at once', () => {
  const habits = usualHabits
  const berlin = 'Europe/Berlin'
  const newYork = 'America/New_York'
  /** To the end of work, that day in Berlin. */
  const left = 8

  const ofTheDay = (['daily', 'snoozed', 'nudge'] as const).flatMap(
    (kind): [Remembered['kind'], string, number, string, boolean][] => [
      [kind, 'at once', 0, berlin, true],
      [kind, 'as work ends', left - second, berlin, true],
      [kind, 'after work', left, berlin, false],
      [kind, 'late at night', left + 6, berlin, false],
      [kind, 'the next morning', 24, berlin, false],
      [kind, 'a week later', 168, berlin, false],
      [kind, 'by a clock that went back a day', -24, berlin, false],
      [kind, 'by another clock, still at work', left + 2, newYork, true],
      [kind, 'past midnight of another calendar', 2, 'Pacific/Kiritimati', false],
    ],
  )
  test.each([
    ...ofTheDay,
    ['due', 'at once', 0, berlin, true],
    ['due', 'within two hours', 2 - second, berlin, true],
    ['due', 'after two hours', 2, berlin, false],
    ['late', 'within twelve hours, after work', 12 - second, berlin, true],
    ['late', 'after twelve hours', 12, berlin, false],
    ['given', 'at once', 0, berlin, true],
    ['given', 'at night', left + 6, berlin, true],
    ['given', 'a week later', 168, berlin, true],
  ] as [Remembered['kind'], string, number, string, boolean][])(
    '%s, %s',
    (kind, _when, hours, zone, isSo) => {
      const remembered = { kind, slot: nine.toISOString(), at: nine }
      expect(isTimely(remembered, { zone, habits }, plus(nine, hours))).toBe(isSo)
    },
  )

  test.each<[string, Date, boolean]>([
    ['two hours ahead', plus(t0, -2), true],
    ['until T-0', plus(t0, -second), true],
    ['at T-0', t0, false],
    ['the next morning', plus(t0, 23), false],
  ])('before-t0, %s', (_when, now, isSo) => {
    const at = plus(t0, -2)
    const reminder = ask(own({ due: t0 }), at)
    expect(reminder?.kind).toBe('before-t0')
    expect(reminder && isTimely({ ...reminder, at }, { zone: berlin, habits }, now)).toBe(isSo)
  })

  test('before-t0, whatever their hours and calendar', () => {
    const night = plus(t0, 13)
    const remembered: Remembered = {
      kind: 'before-t0',
      slot: `launch-1@${night.toISOString()}`,
      at: plus(night, -2),
    }
    expect(isTimely(remembered, { zone: berlin, habits }, plus(night, -second))).toBe(true)
    expect(isTimely(remembered, { zone: berlin, habits }, night)).toBe(false)
  })
})

describe('what a reminder said still stands', () => {
  const launch = aLaunch({ leadId: ben })
  const stands = (why: Why, more: More, personId = ana) =>
    stillStands({ listed: listed({ launch, ...more }), why }, personId, nine)

  test.each(itemStates)('of an item that is %s: while something is left to do', (state) => {
    const isLeft = !['done', 'not-applicable'].includes(state)
    expect(stands('overdue', { state })).toBe(isLeft)
    expect(stands('unowned', { state, people: [] }, ben)).toBe(isLeft)
  })

  const ownWhys: Why[] = ['overdue', 'soon', 'blocked', 'given', 'asked']
  test.each(ownWhys)('%s: while it is theirs', (why) => {
    expect(stands(why, {})).toBe(true)
    expect(stands(why, { people: [ben, ana] })).toBe(true)
    expect(stands(why, { people: [ben] })).toBe(false)
    expect(stands(why, { people: [] }, ben)).toBe(false)
  })

  test.each<[Why, More, string, boolean]>([
    ['unowned', { people: [] }, ben, true],
    ['unowned', { people: [ana] }, ben, false],
    ['unowned', { people: [] }, ana, false],
    ['late', { people: [ana] }, ben, true],
    ['late', { people: [] }, ben, false],
    ['late', { people: [ana] }, ana, false],
    ['unopened', { phase: closed }, ben, true],
    ['unopened', {}, ben, false],
    ['unopened', { phase: closed }, ana, false],
  ])('%s: %j to %s: %s', (why, more, personId, isSo) => {
    expect(stands(why, more, personId)).toBe(isSo)
  })

  test('not while they have put it off', () => {
    expect(stands('overdue', { snoozedUntil: plus(nine, second) })).toBe(false)
    expect(stands('overdue', { snoozedUntil: nine })).toBe(true)
  })
})
