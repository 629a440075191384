import { describe, expect, test } from 'vitest'
import { usualHabits } from '../../src/domain/habits.ts'
import type { Phase } from '../../src/domain/launch.ts'
import {
  afterHoursOf,
  nextRound,
  opensAt,
  type Plan,
  type PlannedPhase,
  phasesOpenAtStart,
  phasesToOpen,
  roundOpensAt,
} from '../../src/domain/schedule.ts'
import type { Window } from '../../src/domain/window.ts'

const windows: Record<string, Window | null> = {
  before: { kind: 'before', fromDays: 14, toDays: 7 },
  day: { kind: 'day' },
  'first 24 hours': { kind: 'after', hours: 24 },
  'first week': { kind: 'after', hours: 168 },
  monthly: { kind: 'every', unit: 'month' },
  'none named': null,
}
const shipped = ['before', 'day', 'first 24 hours', 'first week', 'monthly']
const opened = (phase: string): Phase['opened'] => ({ at: new Date(0), by: phase })

const phasesOf = (names: readonly string[], open: readonly string[] = []): PlannedPhase[] =>
  names.map((name) => ({
    id: name,
    window: windows[name] ?? null,
    opened: open.includes(name) ? opened(name) : null,
    endedAt: null,
    round: 1,
    seriesId: null,
  }))

const zone = 'Europe/Prague'
/** Monday 7 December, 10:00 in Prague. */
const t0 = new Date('2026-12-07T09:00:00Z')
const plan = (live: string | null = null): Plan => ({
  t0,
  zone,
  live: live === null ? null : new Date(live),
  afterHours: afterHoursOf(Object.values(windows)),
})
const lead = { zone, habits: usualHabits }
/** A time in Prague in winter. */
const at = (time: string) => new Date(`${time}:00+01:00`)

describe('from when a phase may open', () => {
  const all = shipped.map((name) => windows[name] ?? null)
  test.each([
    ['before', null, '2026-11-23T00:00'],
    ['day', null, '2026-12-07T00:00'],
    ['first 24 hours', null, null],
    ['first week', null, null],
    ['monthly', null, null],
    ['first 24 hours', '2026-12-07T10:30', '2026-12-07T10:30'],
    ['first week', '2026-12-07T10:30', '2026-12-08T10:30'],
    ['monthly', '2026-12-07T10:30', '2026-12-14T10:30'],
    ['none named', '2026-12-07T10:30', null],
  ])('%s, live %s: %s', (name, live, expected) => {
    const moment = opensAt(
      { window: windows[name] ?? null, round: 1 },
      all,
      plan(live && at(live).toISOString()),
    )
    expect(moment?.toISOString() ?? null).toBe(expected && at(expected).toISOString())
  })
})

describe('phases open while the lead works', () => {
  const cases: [what: string, open: string[], live: string | null, now: string, opens: string[]][] =
    [
      ['not at night', [], null, '2026-11-23T03:00', []],
      ['at the start of the lead’s day', [], null, '2026-11-23T09:00', ['before']],
      ['not after it', [], null, '2026-11-23T17:00', []],
      ['the next morning then', [], null, '2026-11-24T09:00', ['before']],
      ['not on a weekend', [], null, '2026-11-28T10:00', []],
      ['the launch day four hours before T-0', ['before'], null, '2026-12-07T06:00', ['day']],
      ['not earlier that night', ['before'], null, '2026-12-07T05:59', []],
      ['what comes before is opened with it', [], null, '2026-12-07T09:00', ['before', 'day']],
      ['nothing of afterwards before it is live', ['before', 'day'], null, '2026-12-09T10:00', []],
      [
        'the first hours at the moment of going live, at night, too',
        ['before', 'day'],
        '2026-12-07T22:00',
        '2026-12-07T22:00',
        ['first 24 hours'],
      ],
      [
        'the first week when these are over and the lead works',
        ['before', 'day', 'first 24 hours'],
        '2026-12-07T22:00',
        '2026-12-08T22:00',
        [],
      ],
      [
        'so the next morning',
        ['before', 'day', 'first 24 hours'],
        '2026-12-07T22:00',
        '2026-12-09T09:00',
        ['first week'],
      ],
    ]
  test.each(cases)('%s', (_, open, live, now, opens) => {
    const phases = phasesOf(shipped, open)
    const found = phasesToOpen(phases, plan(live && at(live).toISOString()), lead, at(now))
    expect(found.map(({ id }) => id)).toEqual(opens)
  })

  test('a pause of the lead’s reminders holds nothing up', () => {
    const paused = { ...lead, habits: { ...usualHabits, pausedUntil: '2027-01-01' } }
    const found = phasesToOpen(phasesOf(shipped), plan(), paused, at('2026-11-23T09:00'))
    expect(found.map(({ id }) => id)).toEqual(['before'])
  })

  test('the lead’s own zone says when the day begins', () => {
    const tokyo = { ...lead, zone: 'Asia/Tokyo' }
    const found = phasesToOpen(phasesOf(shipped), plan(), tokyo, at('2026-11-24T01:00'))
    expect(found.map(({ id }) => id)).toEqual(['before'])
  })
})

test.each([
  ['two weeks before T-0', shipped, '2026-11-23T20:00', ['before']],
  ['earlier', shipped, '2026-11-20T10:00', []],
  ['on the day', shipped, '2026-12-07T08:00', ['before', 'day']],
  [
    'where the first phase has no window',
    ['none named', 'day'],
    '2026-11-20T10:00',
    ['none named'],
  ],
])('a launch that starts %s', (_, names, now, open) => {
  const found = phasesOpenAtStart(phasesOf(names), plan(), at(now))
  expect(found.map(({ id }) => id)).toEqual(open)
})

describe('rounds', () => {
  const round = (number: number): PlannedPhase => ({
    id: `round-${number}`,
    window: { kind: 'every', unit: 'month' },
    opened: opened('golive'),
    endedAt: null,
    round: number,
    seriesId: null,
  })

  test('a month has a round each, on the same day where it has one', () => {
    const live = plan('2027-01-24T09:00:00Z')
    const dates = Array.from({ length: 6 }, (_, index) =>
      roundOpensAt('month', live, index + 1)
        .toISOString()
        .slice(0, 10),
    )
    expect(dates).toEqual([
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
    ])
  })

  const live = plan('2026-12-07T09:00:00Z')
  test.each([
    ['before its day', 1, '2027-01-13T10:00', null],
    ['on its day, the lead at work', 1, '2027-01-14T10:00', 2],
    ['on its day, too early', 1, '2027-01-14T08:00', null],
    ['when some were missed, the newest', 1, '2027-04-15T10:00', 5],
    ['when it has begun already', 5, '2027-04-15T10:00', null],
  ])('%s', (_, number, now, next) => {
    expect(nextRound(round(number), live, lead, at(now))).toBe(next)
  })

  test('none before the launch is live, and none of what opens once', () => {
    expect(nextRound(round(1), plan(), lead, at('2028-01-14T10:00'))).toBeNull()
    const once: PlannedPhase = { ...round(1), window: { kind: 'day' } }
    expect(nextRound(once, live, lead, at('2028-01-14T10:00'))).toBeNull()
  })
})
