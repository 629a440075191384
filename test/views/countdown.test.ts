import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bar, countdown } from '../../src/views/countdown.ts'

describe('T-0 at 10:00 on Monday, 7 December, in Berlin', () => {
  const t0 = new Date('2026-12-07T09:00:00Z')

  test.each([
    ['2026-11-23T09:00:00Z', 'in 14 days'],
    ['2026-12-05T22:59:59Z', 'in 2 days'],
    ['2026-12-05T23:00:00Z', 'tomorrow'],
    ['2026-12-06T22:59:59Z', 'tomorrow'],
    ['2026-12-06T23:00:00Z', 'today, in 10 hours'],
    ['2026-12-07T07:00:00Z', 'today, in 2 hours'],
    ['2026-12-07T07:00:01Z', 'today, in 1 hour'],
    ['2026-12-07T08:00:00Z', 'today, in 1 hour'],
    ['2026-12-07T08:00:01Z', 'today, within the hour'],
    ['2026-12-07T08:59:59.999Z', 'today, within the hour'],
    ['2026-12-07T09:00:00Z', 'today, less than an hour ago'],
    ['2026-12-07T09:59:59Z', 'today, less than an hour ago'],
    ['2026-12-07T10:00:00Z', 'today, 1 hour ago'],
    ['2026-12-07T22:59:59Z', 'today, 13 hours ago'],
    ['2026-12-07T23:00:00Z', 'yesterday'],
    ['2026-12-08T23:00:00Z', '2 days ago'],
    ['2027-12-07T09:00:00Z', '365 days ago'],
  ])('at %s it is %s', (now, words) => {
    expect(countdown(t0, new Date(now), 'Europe/Berlin')).toBe(words)
  })
})

test.each([
  ['UTC', 'tomorrow'],
  ['Pacific/Auckland', 'today, in 9 hours'],
  ['America/Los_Angeles', 'today, in 9 hours'],
])('days are those of the launch’s zone: in %s it is %s', (zone, words) => {
  const now = new Date('2026-12-06T18:00:00Z')
  expect(countdown(new Date('2026-12-07T03:00:00Z'), now, zone)).toBe(words)
})

test.each([
  ['forward, a day of 23 hours', '2027-03-27T23:30:00+01:00', '2027-03-28T23:30:00+02:00'],
  ['back, a day of 25 hours', '2026-10-24T23:30:00+02:00', '2026-10-25T23:30:00+01:00'],
])('a day is a day when the clocks go %s', (_which, now, t0) => {
  expect(countdown(new Date(t0), new Date(now), 'Europe/Berlin')).toBe('tomorrow')
})

describe('a bar', () => {
  test.each([
    [0, 54, 0],
    [1, 54, 1],
    [27, 54, 5],
    [53, 54, 9],
    [54, 54, 10],
    [0, 0, 0],
  ])('of %i out of %i has %i full cells', (settled, total, full) => {
    expect(bar({ settled, total })).toBe('▓'.repeat(full) + '░'.repeat(10 - full))
  })

  test('has ten cells, is full only at the end and empty only at the start', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), (total, number) => {
        const settled = number % (total + 1)
        const cells = bar({ settled, total })
        expect(cells).toHaveLength(10)
        expect(cells.includes('░')).toBe(settled < total)
        expect(cells.includes('▓')).toBe(settled > 0)
      }),
    )
  })
})
