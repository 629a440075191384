import { expect, test } from 'vitest'
import { usualHabits } from '../../src/domain/habits.ts'
import { type Snooze, snoozeUntil } from '../../src/domain/snooze.ts'

test.each<[string, Snooze | { date: string }, string, string, string]>([
  ['for two hours', '2-hours', '2026-11-30T08:00Z', 'Europe/Berlin', '2026-11-30T10:00:00.000Z'],
  [
    'for two hours over the change',
    '2-hours',
    '2026-03-29T00:30Z',
    'Europe/Berlin',
    '2026-03-29T02:30:00.000Z',
  ],
  ['until tomorrow', 'tomorrow', '2026-11-30T20:00Z', 'Europe/Berlin', '2026-12-01T08:15:00.000Z'],
  [
    'until tomorrow, shortly after midnight',
    'tomorrow',
    '2026-11-30T23:10Z',
    'Europe/Berlin',
    '2026-12-02T08:15:00.000Z',
  ],
  [
    'until tomorrow, a Sunday',
    'tomorrow',
    '2026-12-05T12:00Z',
    'Europe/Berlin',
    '2026-12-06T08:15:00.000Z',
  ],
  [
    'until tomorrow, over the spring change',
    'tomorrow',
    '2026-03-28T12:00Z',
    'Europe/Berlin',
    '2026-03-29T07:15:00.000Z',
  ],
  [
    'until tomorrow, over the autumn change',
    'tomorrow',
    '2026-10-31T12:00Z',
    'America/New_York',
    '2026-11-01T14:15:00.000Z',
  ],
  [
    'until tomorrow, over half an hour’s change',
    'tomorrow',
    '2026-10-03T01:00Z',
    'Australia/Lord_Howe',
    '2026-10-03T22:15:00.000Z',
  ],
  [
    'until Monday, on a Monday',
    'monday',
    '2026-11-30T08:00Z',
    'Europe/Berlin',
    '2026-12-07T08:15:00.000Z',
  ],
  [
    'until Monday, on a Saturday',
    'monday',
    '2026-12-05T08:00Z',
    'Europe/Berlin',
    '2026-12-07T08:15:00.000Z',
  ],
  [
    'until Monday, on a Sunday',
    'monday',
    '2026-12-06T22:59Z',
    'Europe/Berlin',
    '2026-12-07T08:15:00.000Z',
  ],
  [
    'until Monday, over the change',
    'monday',
    '2026-10-23T08:00Z',
    'Europe/Berlin',
    '2026-10-26T08:15:00.000Z',
  ],
  [
    'until Monday, by another calendar',
    'monday',
    '2026-12-06T11:00Z',
    'Pacific/Kiritimati',
    '2026-12-13T19:15:00.000Z',
  ],
  [
    'until a date',
    { date: '2026-12-24' },
    '2026-11-30T08:00Z',
    'Asia/Kathmandu',
    '2026-12-24T03:30:00.000Z',
  ],
  [
    'until a date in summer',
    { date: '2027-06-01' },
    '2026-11-30T08:00Z',
    'Europe/Berlin',
    '2027-06-01T07:15:00.000Z',
  ],
])('%s', (_what, choice, now, zone, until) => {
  const habits = { ...usualHabits, remindAt: '09:15' }
  expect(snoozeUntil(choice, new Date(now), { zone, habits }).toISOString()).toBe(until)
})
