import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readStartText } from '../../src/domain/start-text.ts'
import { monday } from '../support/builders.ts'

// Monday, 23 November 2026, 09:00 UTC, unless a test says otherwise.
const read = (text: string, zone = 'UTC', now = monday) => {
  const { name, t0, unread } = readStartText(text, now, zone)
  return [name, t0.toISOString().slice(0, 16), unread]
}

const inTwoWeeks = '2026-12-07T10:00'

describe('a name with a date behind “on”', () => {
  test.each([
    ['Payments on 2026-12-07 10:00', 'Payments', '2026-12-07T10:00'],
    ['Payments on 2026-12-07T10:30', 'Payments', '2026-12-07T10:30'],
    ['Payments 2.0 on Dec 7 at 3pm', 'Payments 2.0', '2026-12-07T15:00'],
    ['Payments on December 7th 2026 14:30', 'Payments', '2026-12-07T14:30'],
    ['Payments on 7 Dec', 'Payments', '2026-12-07T10:00'],
    ['Payments on Friday', 'Payments', '2026-11-27T10:00'],
    ['Payments on Friday at 9', 'Payments', '2026-11-27T09:00'],
    ['Payments on tomorrow', 'Payments', '2026-11-24T10:00'],
    ['Payments on Dec 7 noon', 'Payments', '2026-12-07T12:00'],
    ['Payments ON friday', 'Payments', '2026-11-27T10:00'],
    ['  Payments   on   Friday  ', 'Payments', '2026-11-27T10:00'],
    ['Work on billing on Friday', 'Work on billing', '2026-11-27T10:00'],
    ['Carry on on Friday', 'Carry on', '2026-11-27T10:00'],
    ['on Friday', '', '2026-11-27T10:00'],
    ['Payments on 7.12.2026', 'Payments', '2026-12-07T10:00'],
    ['Payments on 25/12/2026 at 9', 'Payments', '2026-12-25T09:00'],
  ])('%j', (text, name, t0) => {
    expect(read(text)).toEqual([name, t0, null])
  })

  test('a day without a year is the next one of that name', () => {
    expect(read('Payments on Nov 22')).toEqual(['Payments', '2027-11-22T10:00', null])
  })

  test('a weekday whose hour has passed today is next week’s', () => {
    const monday = new Date('2026-11-23T15:00:00Z')
    const { t0 } = readStartText('Payments on Monday', monday, 'UTC')
    expect(t0.toISOString()).toBe('2026-11-30T10:00:00.000Z')
  })

  test('a date that is July to some and December to others is said to be unread', () => {
    expect(read('Payments on 7/12/2026')).toEqual([
      'Payments on 7/12/2026',
      inTwoWeeks,
      '7/12/2026',
    ])
  })

  test('a time that has passed is read as it was written', () => {
    expect(read('Payments on 2025-01-01')).toEqual(['Payments', '2025-01-01T10:00', null])
  })
})

describe('without a date, T-0 is in 14 days at 10:00', () => {
  test.each([
    '',
    'Payments',
    'Work on billing',
    'Carry on',
    'on',
    'Friday',
    'Hands on deck',
    'onsite',
  ])('%j', (text) => {
    expect(read(text)).toEqual([text, inTwoWeeks, null])
  })

  test.each([
    ['Europe/Berlin', '2026-12-07T09:00'],
    ['America/New_York', '2026-12-07T15:00'],
    ['Asia/Kolkata', '2026-12-07T04:30'],
    ['Pacific/Auckland', '2026-12-06T21:00'],
  ])('of the person’s own zone, %s', (zone, t0) => {
    expect(read('Payments', zone)).toEqual(['Payments', t0, null])
  })

  test('also when the clocks change in between', () => {
    const october = new Date('2026-10-20T09:00:00Z')
    expect(read('Payments', 'Europe/Berlin', october)[1]).toBe('2026-11-03T09:00')
  })
})

describe('what looks like a date and is none stays in the name and is told', () => {
  test.each([
    ['Payments on 2026-02-30', '2026-02-30'],
    ['Payments on 31 February', '31 February'],
    ['Payments on 32.13.2026', '32.13.2026'],
    ['Payments on 2026-12-07 10:00 or so', '2026-12-07 10:00 or so'],
    ['on 99', '99'],
  ])('%j', (text, unread) => {
    expect(read(text)).toEqual([text, inTwoWeeks, unread])
  })
})

describe('a time is on the person’s clock', () => {
  test.each([
    ['America/New_York', '2026-12-07T15:00'],
    ['Europe/Berlin', '2026-12-07T09:00'],
    ['Asia/Tokyo', '2026-12-07T01:00'],
    ['Asia/Kathmandu', '2026-12-07T04:15'],
    ['Pacific/Auckland', '2026-12-06T21:00'],
  ])('in %s', (zone, t0) => {
    expect(read('Payments on 2026-12-07 10:00', zone)[1]).toBe(t0)
  })

  test('unless it names another zone', () => {
    expect(read('Payments on 2026-12-07 10:00 PST', 'Europe/Berlin')[1]).toBe('2026-12-07T18:00')
  })

  test.each([
    ['UTC', '2026-11-24T10:00'],
    ['Europe/Berlin', '2026-11-25T09:00'],
    ['America/Los_Angeles', '2026-11-24T18:00'],
    ['Pacific/Auckland', '2026-11-24T21:00'],
  ])('and tomorrow is the day after the day that it is in %s', (zone, t0) => {
    const late = new Date('2026-11-23T23:30:00Z')
    expect(read('Payments on tomorrow', zone, late)[1]).toBe(t0)
  })

  test.each([
    ['in summer time, though it is winter now', '2027-07-01 10:00', '2027-07-01T08:00'],
    ['an hour that the clocks leave out is the one after', '2027-03-28 02:30', '2027-03-28T01:30'],
    ['the day on which the clocks change', '2027-03-28', '2027-03-28T08:00'],
    ['the day on which they change back', '2027-10-31', '2027-10-31T09:00'],
  ])('%s', (_what, date, t0) => {
    expect(read(`Payments on ${date}`, 'Europe/Berlin')[1]).toBe(t0)
  })
})

test('any text gives a name and a T-0', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('on', 'Friday', '2026-12-07', '10:00', 'at', '31', 'December', '3pm', '-', '+'),
  )
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (parts) => {
      const text = parts.join(' ')
      const { name, t0 } = readStartText(text, monday, 'Europe/Berlin')
      expect(text.replace(/\s+/g, ' ').trim().startsWith(name)).toBe(true)
      expect(Number.isNaN(t0.getTime())).toBe(false)
    }),
    { numRuns: 300 },
  )
})
