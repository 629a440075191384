import { TZDate } from '@date-fns/tz'
// biome-ignore lint/style/noRestrictedImports: a test can wait for it
import * as theirs from 'date-fns'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import * as dates from '../../src/domain/dates.ts'

// Clocks that go forward at midnight, by half an hour, that skipped a day, and that stay.
const zones = [
  ...['Europe/Prague', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe'],
  ...['Pacific/Apia', 'Africa/Cairo', 'Asia/Kolkata', 'UTC'],
]
const instant = fc
  .date({ min: new Date('2010-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.getTime())
const zone = fc.constantFrom(...zones)
const local = fc.tuple(instant, zone).map(([ms, zone]) => new TZDate(ms, zone))
const count = fc.integer({ min: -500, max: 500 })

/** The moment, and the calendar that it is on. */
const shown = (date: Date) => [date.toISOString(), date instanceof TZDate ? date.timeZone : null]

describe('dates', () => {
  test.each([
    ['addSeconds', dates.addSeconds, theirs.addSeconds],
    ['addMinutes', dates.addMinutes, theirs.addMinutes],
    ['subMinutes', dates.subMinutes, theirs.subMinutes],
    ['addHours', dates.addHours, theirs.addHours],
    ['subHours', dates.subHours, theirs.subHours],
    ['addDays', dates.addDays, theirs.addDays],
    ['subDays', dates.subDays, theirs.subDays],
    ['addMonths', dates.addMonths, theirs.addMonths],
  ] as const)('are moved as date-fns moves them: %s', (_name, own, other) => {
    fc.assert(
      fc.property(
        fc.oneof(
          local,
          instant.map((ms) => new Date(ms)),
        ),
        count,
        (date, count) => {
          expect(shown(own(date, count))).toEqual(shown(other(date, count)))
        },
      ),
    )
  })

  test.each([
    ['startOfDay', dates.startOfDay, theirs.startOfDay],
    ['startOfMinute', dates.startOfMinute, theirs.startOfMinute],
    ['atTime', atSix, theirSix],
  ] as const)('are set as date-fns sets them: %s', (_name, own, other) => {
    fc.assert(
      fc.property(local, (date) => {
        expect(shown(own(date))).toEqual(shown(other(date)))
      }),
    )
  })

  test.each([
    ['differenceInMinutes', dates.differenceInMinutes, theirs.differenceInMinutes],
    ['differenceInHours', dates.differenceInHours, theirs.differenceInHours],
    ['differenceInCalendarDays', dates.differenceInCalendarDays, theirs.differenceInCalendarDays],
  ] as const)('are as far apart as date-fns says: %s', (_name, own, other) => {
    const far = fc.tuple(instant, instant)
    const near = fc
      .tuple(instant, fc.integer({ min: -2e8, max: 2e8 }))
      .map(([ms, more]) => [ms, ms + more])
    fc.assert(
      fc.property(fc.oneof(far, near), zone, ([one = 0, another = 0], zone) => {
        const [later, earlier] = [new TZDate(one, zone), new TZDate(another, zone)]
        expect(own(later, earlier)).toBe(other(later, earlier))
      }),
    )
  })

  test.each(['yyyy-MM-dd', 'HH:mm', 'EEE d MMM yyyy, HH:mm zzz'])(
    'are written as date-fns writes them: %s',
    (pattern) => {
      fc.assert(
        fc.property(local, (date) => {
          expect(dates.format(date, pattern)).toBe(theirs.format(date, pattern))
        }),
      )
    },
  )

  it('have weekdays that count from Monday', () => {
    fc.assert(fc.property(local, (date) => dates.isoDay(date) === theirs.getISODay(date)))
  })

  it('are not written with a letter that means nothing', () => {
    expect(() => dates.format(new Date(0), 'yyyy QQ')).toThrow('QQ')
  })

  const hour = 3_600_000
  test.each([
    [hour, '1 hour'],
    [23.4 * hour, '23 hours'],
    [24 * hour, '1 day'],
    [29 * 24 * hour, '29 days'],
    [45 * 24 * hour, '2 months'],
    [800 * 24 * hour, '2 years'],
  ])('%i ms are %s', (ms, words) => {
    expect(dates.durationWords(ms)).toBe(words)
    expect(theirs.formatDistanceStrict(ms, 0)).toBe(words)
  })
})

function atSix(date: Date): Date {
  return dates.atTime(date, 18)
}

function theirSix(date: Date): Date {
  return theirs.set(date, { hours: 18, minutes: 0, seconds: 0, milliseconds: 0 })
}
