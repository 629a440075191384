import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueIn } from '../../src/domain/due.ts'
import { type Plan, roundOpensAt } from '../../src/domain/schedule.ts'
import { dueMarkOf, type Window } from '../../src/domain/window.ts'
import { aPlan } from '../support/builders.ts'

const berlin = 'Europe/Berlin'
const newYork = 'America/New_York'
const lordHowe = 'Australia/Lord_Howe'
const kathmandu = 'Asia/Kathmandu'

const before = (toDays: number): Window => ({ kind: 'before', fromDays: toDays + 7, toDays })
const after = (hours: number): Window => ({ kind: 'after', hours })
const every = (unit: Extract<Window, { kind: 'every' }>['unit']): Window => ({
  kind: 'every',
  unit,
})
const at = (hours: number): Window => ({ kind: 'at', hours })
const day: Window = { kind: 'day' }
const morning: Window = { kind: 'morning' }

const planFrom = (t0: Date, zone: string, more: Partial<Plan> = {}) => aPlan({ t0, zone, ...more })

/** A moment as a clock in the zone shows it, with its offset where two moments show the same. */
const shown = (moment: Date | null, zone: string) =>
  moment && format(new TZDate(moment, zone), 'yyyy-MM-dd HH:mm xxx')

const rows: [what: string, window: Window, zone: string, t0: string, due: string][] = [
  ['a week before', before(7), berlin, '2026-12-07T09:30:00Z', '2026-11-30 18:00 +01:00'],
  ['the day before', before(1), kathmandu, '2026-12-07T09:30:00Z', '2026-12-06 18:00 +05:45'],
  ['up to T-0', before(0), berlin, '2026-12-07T09:30:00Z', '2026-12-07 10:30 +01:00'],
  ['half a day before', before(0.5), berlin, '2026-12-07T09:30:00Z', '2026-12-06 22:30 +01:00'],
  ['in the day, on it', day, berlin, '2026-12-07T09:30:00Z', '2026-12-07 18:00 +01:00'],
  ['in the day, T-0 at 16:00', day, berlin, '2026-12-07T15:00:00Z', '2026-12-07 18:00 +01:00'],
  ['in the day, T-0 at 16:01', day, berlin, '2026-12-07T15:01:00Z', '2026-12-07 18:01 +01:00'],
  ['in the day, T-0 at 23:30', day, berlin, '2026-12-07T22:30:00Z', '2026-12-08 01:30 +01:00'],
  ['the morning, T-0 at 10:30', morning, berlin, '2026-12-07T09:30:00Z', '2026-12-07 10:30 +01:00'],
  ['the morning, T-0 at 15:00', morning, berlin, '2026-12-07T14:00:00Z', '2026-12-07 12:00 +01:00'],
  ['an hour after', after(1), berlin, '2026-12-07T09:30:00Z', '2026-12-07 11:30 +01:00'],
  ['24 hours after', after(24), berlin, '2026-12-07T09:30:00Z', '2026-12-08 10:30 +01:00'],
  ['25 hours after', after(25), berlin, '2026-12-07T09:30:00Z', '2026-12-08 11:30 +01:00'],
  ['the first week', after(168), berlin, '2026-12-07T09:30:00Z', '2026-12-14 18:00 +01:00'],
  ['the first month', after(720), berlin, '2026-12-07T09:30:00Z', '2027-01-06 18:00 +01:00'],
  ['daily', every('day'), berlin, '2026-12-07T09:30:00Z', '2026-12-07 18:00 +01:00'],
  ['weekly', every('week'), berlin, '2026-12-07T09:30:00Z', '2026-12-13 18:00 +01:00'],
  ['monthly', every('month'), berlin, '2026-12-07T09:30:00Z', '2027-01-06 18:00 +01:00'],
  ['quarterly', every('quarter'), berlin, '2026-12-07T09:30:00Z', '2027-03-06 18:00 +01:00'],

  // A round that opens in the evening has none before the next one: it ends when that opens.
  ['daily, T-0 at 18:00', every('day'), berlin, '2026-12-07T17:00:00Z', '2026-12-08 18:00 +01:00'],
  ['daily, T-0 at 17:59', every('day'), berlin, '2026-12-07T16:59:00Z', '2026-12-07 18:00 +01:00'],
  ['daily, T-0 at 23:30', every('day'), berlin, '2026-12-07T22:30:00Z', '2026-12-08 23:30 +01:00'],

  // A month that has no such day: its last one; a round is due the evening before the next opens.
  [
    'monthly from 31 January',
    every('month'),
    berlin,
    '2026-01-31T09:00Z',
    '2026-02-27 18:00 +01:00',
  ],
  [
    'monthly in a leap year',
    every('month'),
    berlin,
    '2028-01-31T09:00Z',
    '2028-02-28 18:00 +01:00',
  ],
  ['monthly from 30 April', every('month'), berlin, '2026-04-30T09:00Z', '2026-05-29 18:00 +02:00'],
  [
    'quarterly from 30 November',
    every('quarter'),
    berlin,
    '2026-11-30T09:00Z',
    '2027-02-27 18:00 +01:00',
  ],
  [
    'quarterly from 31 March',
    every('quarter'),
    berlin,
    '2026-03-31T09:00Z',
    '2026-06-29 18:00 +02:00',
  ],
  // The day is that of the launch's zone: still 31 January in New York, 1 February in Kathmandu.
  ['monthly, by New York', every('month'), newYork, '2026-01-31T23:00Z', '2026-02-27 18:00 -05:00'],
  [
    'monthly, by Kathmandu',
    every('month'),
    kathmandu,
    '2026-01-31T23:00Z',
    '2026-02-28 18:00 +05:45',
  ],

  // Berlin goes from 02:00 to 03:00 on 29 March, and from 03:00 to 02:00 on 25 October.
  [
    'two days, over the spring change',
    before(2),
    berlin,
    '2026-03-30T07:00Z',
    '2026-03-28 18:00 +01:00',
  ],
  [
    'the day before, the day of the change',
    before(1),
    berlin,
    '2026-03-30T07:00Z',
    '2026-03-29 18:00 +02:00',
  ],
  [
    'a day before a time that its day lacks',
    before(1),
    berlin,
    '2026-03-30T00:30Z',
    '2026-03-29 18:00 +02:00',
  ],
  [
    'twelve hours over the change',
    before(0.5),
    berlin,
    '2026-03-29T07:00Z',
    '2026-03-28 20:00 +01:00',
  ],
  ['24 hours over the change', after(24), berlin, '2026-03-28T08:00Z', '2026-03-29 10:00 +02:00'],
  ['an hour over the change', after(1), berlin, '2026-03-29T00:30Z', '2026-03-29 03:30 +02:00'],
  ['in the day of the change', day, berlin, '2026-03-29T07:00Z', '2026-03-29 18:00 +02:00'],
  [
    'a week over the autumn change',
    before(7),
    berlin,
    '2026-10-26T09:00Z',
    '2026-10-19 18:00 +02:00',
  ],
  [
    'weekly over the autumn change',
    every('week'),
    berlin,
    '2026-10-19T09:00Z',
    '2026-10-25 18:00 +01:00',
  ],
  [
    'an hour after the first 02:30',
    after(1),
    berlin,
    '2026-10-25T00:30Z',
    '2026-10-25 02:30 +01:00',
  ],
  ['up to the second 02:30', before(0), berlin, '2026-10-25T01:30Z', '2026-10-25 02:30 +01:00'],
  [
    'the morning, T-0 at the second 02:30',
    morning,
    berlin,
    '2026-10-25T01:30Z',
    '2026-10-25 02:30 +01:00',
  ],

  // New York goes from 02:00 to 03:00 on 8 March, and from 02:00 to 01:00 on 1 November.
  [
    'the day before the spring change',
    before(1),
    newYork,
    '2026-03-08T13:00Z',
    '2026-03-07 18:00 -05:00',
  ],
  [
    'the day before the autumn change',
    before(1),
    newYork,
    '2026-11-01T14:00Z',
    '2026-10-31 18:00 -04:00',
  ],
  [
    'monthly over the autumn change',
    every('month'),
    newYork,
    '2026-10-15T14:00Z',
    '2026-11-14 18:00 -05:00',
  ],
  [
    'the first week over the autumn change',
    after(168),
    newYork,
    '2026-10-28T14:00Z',
    '2026-11-04 18:00 -05:00',
  ],

  // Lord Howe Island goes by half an hour, from 02:00 to 02:30 on 4 October.
  [
    'the day before half an hour’s change',
    before(1),
    lordHowe,
    '2026-10-04T10:00Z',
    '2026-10-03 18:00 +10:30',
  ],
  [
    'the evening of half an hour’s change',
    day,
    lordHowe,
    '2026-10-03T15:15Z',
    '2026-10-04 18:00 +11:00',
  ],
  [
    'two hours over half an hour’s change',
    after(2),
    lordHowe,
    '2026-10-03T15:00Z',
    '2026-10-04 04:00 +11:00',
  ],
  ['back by half an hour', every('week'), lordHowe, '2026-03-30T10:00Z', '2026-04-05 18:00 +10:30'],
]

test.each(rows)('%s: %j in %s from %s is due at %s', (_what, window, zone, t0, due) => {
  expect(shown(dueIn(window, planFrom(new Date(t0), zone)), zone)).toBe(due)
})

test('without a window nothing is due', () => {
  expect(dueIn(null, planFrom(new Date('2026-12-07T09:30:00Z'), berlin))).toBeNull()
})

test('T-0 is left as it was', () => {
  const t0 = new Date('2026-12-07T09:30:00Z')
  for (const window of [before(7), day, morning, after(168), every('month')]) {
    dueIn(window, planFrom(t0, berlin))
  }
  expect(t0.toISOString()).toBe('2026-12-07T09:30:00.000Z')
})

/** Live on 8 December at 14:00 in Berlin, more than a day after T-0. */
const liveRows: [what: string, window: Window, due: string][] = [
  ['the first hour', after(1), '2026-12-08 15:00 +01:00'],
  ['the first week', after(168), '2026-12-15 18:00 +01:00'],
  ['two hours after', at(2), '2026-12-08 16:00 +01:00'],
  ['two hours before', at(-2), '2026-12-07 08:30 +01:00'],
  ['at T-0', at(0), '2026-12-07 10:30 +01:00'],
  ['a week before', before(7), '2026-11-30 18:00 +01:00'],
  ['the launch day', day, '2026-12-07 18:00 +01:00'],
  ['the morning', morning, '2026-12-07 10:30 +01:00'],
  ['weekly', every('week'), '2026-12-14 18:00 +01:00'],
]

describe('once the launch is live', () => {
  const t0 = new Date('2026-12-07T09:30:00Z')
  const live = new Date('2026-12-08T13:00:00Z')
  test.each(liveRows)('%s counts from where it should: %j is due at %s', (_what, window, due) => {
    expect(shown(dueIn(window, planFrom(t0, berlin, { live })), berlin)).toBe(due)
  })

  // The first month is over on 7 January at 14:00; what repeats begins then.
  test.each([
    ['week', 1, '2027-01-13 18:00 +01:00'],
    ['week', 2, '2027-01-20 18:00 +01:00'],
    ['month', 1, '2027-02-06 18:00 +01:00'],
    ['month', 3, '2027-04-06 18:00 +02:00'],
    ['quarter', 1, '2027-04-06 18:00 +02:00'],
    ['quarter', 4, '2028-01-06 18:00 +01:00'],
  ] as const)(
    'what comes each %s, round %i, is due the evening before the next: %s',
    (unit, round, due) => {
      const plan = planFrom(t0, berlin, { live, afterHours: 720 })
      expect(shown(dueIn(every(unit), plan, round), berlin)).toBe(due)
    },
  )

  test('a round is planned from T-0 as long as it is not live', () => {
    const plan = planFrom(t0, berlin, { afterHours: 168 })
    expect(shown(dueIn(every('week'), plan, 2), berlin)).toBe('2026-12-27 18:00 +01:00')
  })
})

describe('what an item says of itself', () => {
  const t0 = new Date('2026-12-07T09:30:00Z')

  test.each([
    ['Backups tested (due 3 days before)', '2026-12-04 18:00 +01:00'],
    ['Backups tested (3 days before)', '2026-12-04 18:00 +01:00'],
    ['Backups tested (due three days before)', '2026-12-04 18:00 +01:00'],
    ['Backups tested (due 1 week before)', '2026-11-30 18:00 +01:00'],
    ['(DUE 2 WEEKS BEFORE) Backups tested', '2026-11-23 18:00 +01:00'],
    ['Backups tested (due 1 month before)', '2026-11-07 18:00 +01:00'],
    ['Backups tested (due 2 hours before)', '2026-12-07 08:30 +01:00'],
    ['Backups tested (due 36 hours before)', '2026-12-05 22:30 +01:00'],
    ['Backups tested (due 24 hours before)', '2026-12-06 10:30 +01:00'],
    ['Backups tested (due 0 days before)', '2026-12-07 10:30 +01:00'],
    ['Backups tested (due 2 hours after)', '2026-12-07 12:30 +01:00'],
    ['Backups tested (due 0 hours after)', '2026-12-07 10:30 +01:00'],
    ['Backups tested (due  3  days  after)', '2026-12-10 18:00 +01:00'],
    ['Backups tested (due 1 week after)', '2026-12-14 18:00 +01:00'],
  ])('%j: due at %s', (words, due) => {
    expect(shown(dueIn(dueMarkOf(words), planFrom(t0, berlin)), berlin)).toBe(due)
  })

  test.each([
    'Backups tested',
    '',
    'Backups due 3 days before',
    'Backups tested (due soon)',
    'Backups tested (due 3 days)',
    'Backups tested (due -3 days before)',
    'Backups tested (due 1.5 days before)',
    'Backups tested (overdue 3 days before)',
  ])('%j: nothing', (words) => {
    expect(dueMarkOf(words)).toBeNull()
    expect(dueIn(dueMarkOf(words), planFrom(t0, berlin))).toBeNull()
  })
})

describe('in any zone, from any moment of the years 2026 and 2027', () => {
  const zones = [
    ...[berlin, newYork, lordHowe, kathmandu, 'UTC', 'Asia/Kolkata', 'America/St_Johns'],
    ...['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/Santiago', 'Asia/Beirut'],
  ]
  const minutes = 2 * 365 * 24 * 60
  const first = Date.parse('2026-01-01T00:00:00Z')
  const moment = fc.nat({ max: minutes }).map((minute) => new Date(first + minute * 60_000))
  const zone = fc.constantFrom(...zones)
  const days = fc.integer({ min: 1, max: 400 })

  /** How many calendar days lie between two moments. */
  const daysApart = (one: Date, other: Date, where: string) => {
    const dayOf = (each: Date) => Date.parse(format(new TZDate(each, where), 'yyyy-MM-dd'))
    return (dayOf(other) - dayOf(one)) / 86_400_000
  }
  const timeOf = (each: Date, where: string) => format(new TZDate(each, where), 'HH:mm:ss.SSS')

  test('what is counted in days falls into the evening of its day', () => {
    fc.assert(
      fc.property(moment, zone, days, (t0, where, count) => {
        const earlier = dueIn(before(count), planFrom(t0, where)) as Date
        expect([daysApart(t0, earlier, where), timeOf(earlier, where)]).toEqual([
          -count,
          '18:00:00.000',
        ])
        const later = dueIn(after((count + 1) * 24), planFrom(t0, where)) as Date
        expect([daysApart(t0, later, where), timeOf(later, where)]).toEqual([
          count + 1,
          '18:00:00.000',
        ])
      }),
      { numRuns: 200 },
    )
  })

  test('what is counted in hours is so many hours away', () => {
    const hours = fc.integer({ min: 0, max: 2000 }).filter((count) => count % 24 !== 0)
    fc.assert(
      fc.property(moment, zone, hours, (t0, where, count) => {
        const hoursOf = (due: Date | null) => (Number(due) - Number(t0)) / 3_600_000
        const mark = (side: string) => dueMarkOf(`Look (due ${count} hours ${side})`)
        expect(hoursOf(dueIn(mark('before'), planFrom(t0, where)))).toBe(-count)
        expect(hoursOf(dueIn(mark('after'), planFrom(t0, where)))).toBe(count)
      }),
      { numRuns: 200 },
    )
  })

  test('a round ends in the evening before the next one opens, and after it has begun', () => {
    const units = fc.constantFrom('day' as const, 'week' as const, 'month' as const)
    const rounds = fc.integer({ min: 1, max: 20 })
    const hours = fc.constantFrom(0, 24, 168, 720)
    fc.assert(
      fc.property(moment, zone, units, rounds, hours, (t0, where, unit, round, afterHours) => {
        const plan = planFrom(t0, where, { afterHours })
        const due = dueIn(every(unit), plan, round) as Date
        const next = roundOpensAt(unit, plan, round + 1)
        expect(due > roundOpensAt(unit, plan, round)).toBe(true)
        const isEvening = timeOf(due, where) === '18:00:00.000' && daysApart(due, next, where) === 1
        expect(isEvening || Number(due) === Number(next)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  test('the launch day ends in its evening and leaves two hours; its morning ends by T-0', () => {
    fc.assert(
      fc.property(moment, zone, (t0, where) => {
        const end = dueIn(day, planFrom(t0, where)) as Date
        expect(Number(end) - Number(t0)).toBeGreaterThanOrEqual(2 * 3_600_000)
        const isEvening = timeOf(end, where) === '18:00:00.000' && daysApart(t0, end, where) === 0
        expect(isEvening || Number(end) - Number(t0) === 2 * 3_600_000).toBe(true)
        const noon = dueIn(morning, planFrom(t0, where)) as Date
        expect(noon <= t0).toBe(true)
        expect(daysApart(t0, noon, where)).toBe(0)
        expect(timeOf(noon, where) <= '12:00:00.000').toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})
