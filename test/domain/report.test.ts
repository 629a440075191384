import { expect, test } from 'vitest'
import { reportOf } from '../../src/domain/report.ts'
import { aLongCourse, aLongReport } from '../support/reports.ts'

test('holds what was planned against what came of it', () => {
  const report = aLongReport()
  expect(report.plannedT0.toISOString()).toBe('2026-12-03T09:00:00.000Z')
  expect(report.slips).toMatchObject([{ to: report.launch.t0 }])
  expect(report.progress).toMatchObject({ settled: 34, total: 41 })
  expect(report.phases[0]?.completed).toEqual(new Date('2026-11-29T17:00:00Z'))
  expect(report.phases[1]?.completed).toBeNull()
})

test('says what was late, by how much, and what never was settled', () => {
  const { late } = aLongReport()
  expect(late).toHaveLength(14)
  expect(late.filter(({ settled }) => settled === null)).toHaveLength(6)
  expect(late.at(-1)).toMatchObject({ item: { id: 'item-26' }, minutes: 8 * 60 })
})

test('says how long something was blocked, and how long an emergency took', () => {
  const { blocked, emergencies, followUps } = aLongReport()
  expect(blocked).toMatchObject([{ item: { id: 'item-5' }, minutes: 20 * 60, isStill: false }])
  expect(emergencies).toMatchObject([{ detect: 30, decide: 24, resolve: 120 }])
  expect(followUps.map(({ id }) => id)).toEqual(['follow'])
})

test('says who settled how much only to whoever asked for it', () => {
  const { board, events, now } = aLongCourse()
  expect(reportOf(board, events, now).people).toBeNull()
  expect(aLongReport().people).toEqual([{ personId: 'U2BEN', settled: 34 }])
})
