import { describe, expect, test } from 'vitest'
import { eventShapes } from '../../src/domain/event.ts'
import { historyKinds, spanOf, typesOfKind } from '../../src/domain/history.ts'

describe('the kinds of entries', () => {
  test('hold every type once', () => {
    const all = historyKinds.flatMap(typesOfKind)
    expect(all.toSorted()).toEqual(Object.keys(eventShapes).toSorted())
  })

  test.each([
    ['states', 'item.ticked'],
    ['plan', 'item.due-set'],
    ['plan', 'role.filled'],
    ['gates', 'override.confirmed'],
    ['emergencies', 'emergency.noted'],
    ['list', 'item.removed'],
    ['reach', 'people.nudged'],
  ] as const)('%s: %s', (kind, type) => {
    expect(typesOfKind(kind)).toContain(type)
  })
})

describe('the days of a filter', () => {
  test.each([
    // Berlin puts its clocks back on 25 October.
    ['2026-10-25', '2026-10-25', 'Europe/Berlin', '2026-10-24T22:00', '2026-10-25T23:00'],
    // Cairo skips the first hour of 24 April.
    ['2026-04-24', '2026-04-24', 'Africa/Cairo', '2026-04-23T22:00', '2026-04-24T21:00'],
    ['2026-12-31', '2027-01-01', 'Asia/Kathmandu', '2026-12-30T18:15', '2027-01-01T18:15'],
    ['2026-11-23', null, 'America/New_York', '2026-11-23T05:00', null],
    [null, '2026-11-23', 'UTC', null, '2026-11-24T00:00'],
    [null, null, 'UTC', null, null],
    ['yesterday', '2026-11-2', 'UTC', null, null],
  ])('from %s to %s in %s', (from, to, zone, since, before) => {
    const { since: first, before: end } = spanOf({ from, to }, zone)
    const minutes = (date: Date | null) => date?.toISOString().slice(0, 16) ?? null
    expect([minutes(first), minutes(end)]).toEqual([since, before])
  })
})
