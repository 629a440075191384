import { expect, test } from 'vitest'
import { holidayIn } from '../../src/domain/holidays.ts'

test.each([
  ['Europe/Lisbon', '2026-12-25', 'Portugal'],
  ['America/New_York', '2026-11-26', 'United States of America'],
  ['Asia/Kolkata', '2026-01-26', 'India'],
  // Its older name.
  ['Asia/Calcutta', '2026-01-26', 'India'],
  ['Europe/Vienna', '2026-12-08', 'Austria'],
  // A holiday of only a part of the country.
  ['Europe/Berlin', '2026-01-06', null],
  ['Europe/Berlin', '2026-12-09', null],
  ['UTC', '2026-12-25', null],
])('in %s, %s is a holiday of %s', (zone, date, country) => {
  expect(holidayIn(zone, date)?.country ?? null).toBe(country)
})
