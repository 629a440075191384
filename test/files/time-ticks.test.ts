import fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeTicks } from '../../src/files/time-ticks.ts'

const labels = (from: string, to: string, zone: string) =>
  timeTicks(Date.parse(from), Date.parse(to), zone).map(({ label }) => label)

test.each([
  [
    'a week',
    '2026-11-22T10:06:00Z',
    '2026-11-29T10:07:00Z',
    'Europe/Lisbon',
    ['23 Nov', '29 Nov'],
    7,
  ],
  ['a month', '2026-11-01T10:00:00Z', '2026-12-01T10:00:00Z', 'UTC', ['8 Nov', '29 Nov'], 4],
  ['a day', '2026-11-22T10:06:00Z', '2026-11-23T09:00:00Z', 'UTC', ['12:00', '09:00'], 8],
  ['an hour', '2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z', 'UTC', ['10:00', '11:00'], 7],
  [
    'summer time ends',
    '2026-10-24T20:00:00Z',
    '2026-10-25T06:00:00Z',
    'Europe/Berlin',
    ['22:00', '06:00'],
    5,
  ],
])('%s is marked at round moments', (_, from, to, zone, [first, last], count) => {
  const found = labels(from, to, zone)
  expect([found[0], found.at(-1), found.length]).toEqual([first, last, count])
})

test('ticks are few, in order, and within the chart', () => {
  const zone = fc.constantFrom('UTC', 'Africa/Cairo', 'America/Santiago', 'Asia/Kathmandu')
  const start = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2028, 0) })
  const span = fc.integer({ min: 60_000, max: 800 * 86_400_000 })
  fc.assert(
    fc.property(start, span, zone, (first, length, its) => {
      const values = timeTicks(first, first + length, its).map(({ value }) => value)
      expect(values).toEqual([...new Set(values)].sort((one, other) => one - other))
      expect(values.length).toBeLessThanOrEqual(10)
      expect(values.every((value) => value >= first && value <= first + length)).toBe(true)
    }),
  )
})
