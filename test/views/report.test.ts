import { expect, test } from 'vitest'
import { askedReportMessage } from '../../src/views/report.ts'
import { textsIn } from '../support/blocks.ts'
import { aLongReport } from '../support/reports.ts'

const report = aLongReport()
const linesOf = (each: typeof report) =>
  textsIn(askedReportMessage(each, 'form').blocks).flatMap((text) => text.split('\n'))

test.each([
  ['runs', null, 'settled: not yet'],
  ['ended', { at: report.asOf, by: 'U1ANA', how: 'aborted', reason: 'No money' }, 'settled: never'],
] as const)('of what is late in a launch that %s and was not settled: %s', (_, ended, words) => {
  const late = report.late.filter(({ settled }) => settled === null).slice(0, 1)
  const lines = linesOf({ ...report, launch: { ...report.launch, ended }, late })
  expect(lines.filter((line) => line.includes(words))).toHaveLength(1)
})

test('a small burn-up and the zone of the times below have a line each', () => {
  const lines = linesOf(report)
  expect(lines).toContain('_Times below are those of Europe/Berlin._')
  expect(lines.filter((line) => /^Burn-up [▁▂▃▄▅▆▇█]{16}$/.test(line))).toHaveLength(1)
})
