import { addMinutes } from 'date-fns/addMinutes'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  endOfNextWorkday,
  type Habits,
  habitsFaults,
  isAtWork,
  isPaused,
  localTime,
  momentOf,
  usualHabits,
  worksOn,
} from '../../src/domain/habits.ts'

const berlin = 'Europe/Berlin'
const someHabits = (more: Partial<Habits> = {}): Habits => ({ ...usualHabits, ...more })

test.each([
  ['2026-12-07T09:30:00Z', berlin, '2026-12-07', '10:30', 1],
  ['2026-12-06T22:59:59.999Z', berlin, '2026-12-06', '23:59', 7],
  ['2026-12-06T23:00:00Z', berlin, '2026-12-07', '00:00', 1],
  ['2026-12-31T23:30:00Z', berlin, '2027-01-01', '00:30', 5],
  ['2026-12-07T09:30:00Z', 'UTC', '2026-12-07', '09:30', 1],
  ['2026-12-07T09:30:00Z', 'Asia/Kathmandu', '2026-12-07', '15:15', 1],
  ['2026-12-07T09:30:00Z', 'America/St_Johns', '2026-12-07', '06:00', 1],
  ['2026-12-07T10:30:00Z', 'Pacific/Kiritimati', '2026-12-08', '00:30', 2],
  ['2026-12-07T10:30:00Z', 'Pacific/Pago_Pago', '2026-12-06', '23:30', 7],
  ['2026-03-29T00:59:00Z', berlin, '2026-03-29', '01:59', 7],
  ['2026-03-29T01:00:00Z', berlin, '2026-03-29', '03:00', 7],
  ['2026-10-25T00:30:00Z', berlin, '2026-10-25', '02:30', 7],
  ['2026-10-25T01:30:00Z', berlin, '2026-10-25', '02:30', 7],
  ['2026-10-03T15:29:00Z', 'Australia/Lord_Howe', '2026-10-04', '01:59', 7],
  ['2026-10-03T15:30:00Z', 'Australia/Lord_Howe', '2026-10-04', '02:30', 7],
])('%s in %s is %s %s, weekday %i', (moment, zone, date, time, weekday) => {
  expect(localTime(new Date(moment), zone)).toEqual({ date, time, weekday })
})

describe('a working day', () => {
  const saturday = { date: '2026-12-05', weekday: 6 }
  const monday = { date: '2026-12-07', weekday: 1 }

  test.each([
    ['one of theirs', monday, [1, 2, 3, 4, 5], [], true],
    ['none of theirs', saturday, [1, 2, 3, 4, 5], [], false],
    ['a launch day', saturday, [1, 2, 3, 4, 5], ['2026-12-05'], true],
    ['another day than the launch’s', saturday, [1, 2, 3, 4, 5], ['2026-12-06'], false],
    ['one of two launch days', saturday, [], ['2026-12-01', '2026-12-05'], true],
    ['a day of theirs and of a launch', monday, [1], ['2026-12-07'], true],
    ['for somebody who never works', monday, [], [], false],
  ])('%s', (_what, day, days, launchDays, works) => {
    expect(worksOn(day, someHabits({ days }), launchDays)).toBe(works)
  })
})

describe('a pause', () => {
  test.each([
    [null, false],
    ['2026-12-06', false],
    ['2026-12-07', false],
    ['2026-12-08', true],
    ['2027-01-01', true],
  ])('until %s holds on 7 December: %s', (pausedUntil, paused) => {
    expect(isPaused({ date: '2026-12-07' }, someHabits({ pausedUntil }))).toBe(paused)
  })
})

describe('at work', () => {
  const at = (time: string, date = '2026-12-07', weekday = 1) => ({ date, time, weekday })

  test.each([
    ['00:00', false],
    ['08:59', false],
    ['09:00', true],
    ['12:00', true],
    ['16:59', true],
    ['17:00', false],
    ['23:59', false],
  ])('from 09:00 to 17:00 at %s: %s', (time, isThere) => {
    expect(isAtWork(at(time), usualHabits, [])).toBe(isThere)
  })

  test('not on a day off', () => {
    expect(isAtWork(at('10:00', '2026-12-06', 7), usualHabits, [])).toBe(false)
  })

  test('on a day off that is a launch day, in the same hours', () => {
    const sunday = (time: string) =>
      isAtWork(at(time, '2026-12-06', 7), usualHabits, ['2026-12-06'])
    expect(['08:59', '09:00', '16:59', '17:00'].map(sunday)).toEqual([false, true, true, false])
  })

  test('not while they want no reminders, on a launch day neither', () => {
    const habits = someHabits({ pausedUntil: '2026-12-08' })
    expect(isAtWork(at('10:00'), habits, [])).toBe(false)
    expect(isAtWork(at('10:00'), habits, ['2026-12-07'])).toBe(false)
    expect(isAtWork(at('10:00', '2026-12-08', 2), habits, [])).toBe(true)
  })
})

describe('the end of the next working day', () => {
  const everyDay = [1, 2, 3, 4, 5, 6, 7]
  const weekdays = [1, 2, 3, 4, 5]
  const rows: [
    what: string,
    now: string,
    zone: string,
    days: number[],
    launchDays: string[],
    end: string,
  ][] = [
    ['on a Monday', '2026-12-07T09:00Z', berlin, weekdays, [], '2026-12-09 00:00'],
    ['as Monday begins', '2026-12-06T23:00Z', berlin, weekdays, [], '2026-12-09 00:00'],
    ['before Monday begins', '2026-12-06T22:59Z', berlin, weekdays, [], '2026-12-08 00:00'],
    ['on a Thursday', '2026-12-10T09:00Z', berlin, weekdays, [], '2026-12-12 00:00'],
    ['on a Friday', '2026-12-11T09:00Z', berlin, weekdays, [], '2026-12-15 00:00'],
    ['on a Saturday', '2026-12-12T09:00Z', berlin, weekdays, [], '2026-12-15 00:00'],
    ['on a Sunday', '2026-12-13T09:00Z', berlin, weekdays, [], '2026-12-15 00:00'],
    [
      'on a Friday before a Saturday’s launch',
      '2026-12-11T09:00Z',
      berlin,
      weekdays,
      ['2026-12-12'],
      '2026-12-13 00:00',
    ],
    [
      'on the launch day itself',
      '2026-12-12T09:00Z',
      berlin,
      weekdays,
      ['2026-12-12'],
      '2026-12-15 00:00',
    ],
    [
      'of who works on Wednesdays, on a Wednesday',
      '2026-12-09T09:00Z',
      berlin,
      [3],
      [],
      '2026-12-17 00:00',
    ],
    [
      'of who works on Wednesdays, on a Thursday',
      '2026-12-10T09:00Z',
      berlin,
      [3],
      [],
      '2026-12-17 00:00',
    ],
    [
      'of who works on Wednesdays, on a Tuesday',
      '2026-12-08T09:00Z',
      berlin,
      [3],
      [],
      '2026-12-10 00:00',
    ],
    ['of who never works: tomorrow’s', '2026-12-08T09:00Z', berlin, [], [], '2026-12-10 00:00'],
    [
      'of who never works, before a launch',
      '2026-12-08T09:00Z',
      berlin,
      [],
      ['2026-12-12'],
      '2026-12-13 00:00',
    ],
    [
      'of who never works, a launch too far',
      '2026-12-08T09:00Z',
      berlin,
      [],
      ['2026-12-16'],
      '2026-12-10 00:00',
    ],
    [
      'by another calendar',
      '2026-12-11T11:00Z',
      'Pacific/Kiritimati',
      weekdays,
      [],
      '2026-12-15 00:00',
    ],
    ['over the year', '2026-12-31T09:00Z', berlin, weekdays, [], '2027-01-02 00:00'],
    ['over the spring change', '2026-03-28T09:00Z', berlin, everyDay, [], '2026-03-30 00:00'],
    ['over the autumn change', '2026-10-24T09:00Z', berlin, everyDay, [], '2026-10-26 00:00'],
    [
      'over half an hour’s change',
      '2026-10-03T01:00Z',
      'Australia/Lord_Howe',
      everyDay,
      [],
      '2026-10-05 00:00',
    ],
    // In Chile and Egypt the clock goes from 00:00 to 01:00: the day begins at 01:00.
    [
      'before a day without a midnight',
      '2026-09-04T12:00Z',
      'America/Santiago',
      everyDay,
      [],
      '2026-09-06 01:00',
    ],
    [
      'on the eve of one, Chile',
      '2026-09-05T12:00Z',
      'America/Santiago',
      everyDay,
      [],
      '2026-09-07 00:00',
    ],
    [
      'on the eve of one, Egypt',
      '2026-04-23T12:00Z',
      'Africa/Cairo',
      everyDay,
      [],
      '2026-04-25 00:00',
    ],
    [
      'on a day without a midnight',
      '2026-09-06T12:00Z',
      'America/Santiago',
      everyDay,
      [],
      '2026-09-08 00:00',
    ],
  ]

  test.each(rows)('%s', (_what, now, zone, days, launchDays, end) => {
    const moment = endOfNextWorkday(new Date(now), zone, someHabits({ days }), launchDays)
    const { date, time } = localTime(moment, zone)
    expect(`${date} ${time}`).toBe(end)
  })
})

describe('the moment at which a clock shows a time', () => {
  const zones = [
    ...['UTC', berlin, 'America/New_York', 'America/St_Johns', 'Australia/Lord_Howe'],
    ...['Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Chatham', 'Pacific/Kiritimati'],
    ...['Pacific/Pago_Pago', 'America/Santiago', 'Asia/Beirut', 'Africa/Cairo'],
  ]
  const first = Date.parse('2026-01-01T00:00:00Z')
  const minute = fc.nat({ max: 2 * 365 * 24 * 60 }).map((count) => new Date(first + count * 60_000))

  test('is one that the clock shows at it', () => {
    fc.assert(
      fc.property(minute, fc.constantFrom(...zones), (moment, zone) => {
        const { date, time } = localTime(moment, zone)
        const found = momentOf(date, time, zone)
        expect(localTime(found, zone)).toMatchObject({ date, time })
        // Twice a time only where the clock goes back, by an hour at most.
        expect(Math.abs(Number(found) - Number(moment))).toBeLessThanOrEqual(3_600_000)
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    ['2026-03-29', '02:30', berlin, '03:30'],
    ['2026-03-29', '02:00', berlin, '03:00'],
    ['2026-03-08', '02:59', 'America/New_York', '03:59'],
    ['2026-10-04', '02:10', 'Australia/Lord_Howe', '02:40'],
    ['2026-09-06', '00:00', 'America/Santiago', '01:00'],
    ['2026-04-24', '00:30', 'Africa/Cairo', '01:30'],
  ])(
    'which leaves it out that day: %s %s in %s is as much later, %s',
    (date, time, zone, later) => {
      expect(localTime(momentOf(date, time, zone), zone)).toMatchObject({ date, time: later })
    },
  )

  test.each([
    ['2026-10-25', '02:30', berlin],
    ['2026-11-01', '01:30', 'America/New_York'],
    ['2026-04-05', '01:45', 'Australia/Lord_Howe'],
  ])('which shows it twice that day: %s %s in %s is one of the two', (date, time, zone) => {
    const found = momentOf(date, time, zone)
    const shows = (minutes: number) => {
      const local = localTime(addMinutes(found, minutes), zone)
      return local.date === date && local.time === time
    }
    expect(shows(0)).toBe(true)
    expect([-60, -30, 30, 60].filter(shows)).toHaveLength(1)
  })
})

describe('habits that somebody fills in', () => {
  const outside = (from: string, to: string) => ({ code: 'reminder-outside', from, to })

  test.each<[what: string, habits: Partial<Habits>, faults: object]>([
    ['the usual ones', {}, {}],
    ['a reminder at the last minute', { remindAt: '16:59' }, {}],
    ['one day a week', { days: [7] }, {}],
    ['a whole day', { from: '00:00', to: '23:59', remindAt: '00:00' }, {}],
    ['a pause', { pausedUntil: '2027-01-01' }, {}],
    ['no day', { days: [] }, { days: { code: 'days-missing' } }],
    ['hours that end as they begin', { to: '09:00' }, { to: { code: 'hours-reversed' } }],
    ['a night', { from: '22:00', to: '06:00' }, { to: { code: 'hours-reversed' } }],
    ['a reminder before work', { remindAt: '08:59' }, { remindAt: outside('09:00', '17:00') }],
    ['a reminder as work ends', { remindAt: '17:00' }, { remindAt: outside('09:00', '17:00') }],
    [
      'no day and a reminder outside: both',
      { days: [], remindAt: '20:00' },
      { days: { code: 'days-missing' }, remindAt: outside('09:00', '17:00') },
    ],
    [
      'reversed hours: nothing of the reminder',
      { from: '17:00', to: '09:00' },
      { to: { code: 'hours-reversed' } },
    ],
  ])('%s', (_what, habits, faults) => {
    expect(habitsFaults(someHabits(habits))).toEqual(faults)
  })
})
