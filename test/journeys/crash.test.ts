import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { type CrashPlan, type CrashReport, crash } from '../support/crash-driver.ts'

const isSoak = Boolean(process.env.GOLIVE_SOAK)
const { worlds, kills } = isSoak ? { worlds: 20, kills: 25 } : { worlds: 2, kills: 4 }
const seed = Number(process.env.GOLIVE_SEED ?? randomInt(2 ** 31))
const modes = ['socket', 'http'] as const
/** So many keep two cores busy; some of the time each waits for a lease or an acknowledgement. */
const atOnce = isSoak ? 3 : 2
const worldMs = isSoak ? 900_000 : 120_000

test(
  `killed at ${worlds * kills} random moments under load, golive loses nothing that it acknowledged (GOLIVE_SEED=${seed})`,
  async () => {
    const plans = Array.from({ length: worlds }, (_, world): CrashPlan => {
      const mode = modes[world % modes.length] ?? 'socket'
      return { seed: seed + world, mode, kills, limitMs: worldMs }
    })
    const reports = await playAll(plans)
    if (isSoak) process.stdout.write(`soak: ${summary(reports)}\n`)
    expect(reports.flatMap(({ problems }) => problems)).toEqual([])
    expect(total(reports, 'found')).toBe(total(reports, 'acknowledged'))
  },
  worlds * worldMs,
)

/** Throws when a world does; then the others that were begun have ended, too. */
async function playAll(plans: CrashPlan[]): Promise<CrashReport[]> {
  const reports: CrashReport[] = []
  const lanes = Array.from({ length: atOnce }, async () => {
    for (let plan = plans.shift(); plan; plan = plans.shift()) {
      const report = await crash(plan).catch((error: unknown) => {
        plans.length = 0
        throw error
      })
      reports.push(report)
      if (isSoak) process.stdout.write(`${plan.mode}, seed ${plan.seed}: ${summary([report])}\n`)
    }
  })
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
  return reports
}

function summary(reports: readonly CrashReport[]): string {
  const of = (figure: Figure) => total(reports, figure)
  const lost = of('acknowledged') - of('found')
  const slowest = Math.max(...reports.map(({ convergedMs }) => convergedMs)) / 1000
  return `${of('kills')} kills · ${of('acknowledged')} clicks acknowledged, ${of('found')} found, ${lost} lost · longest to converge ${slowest.toFixed(1)} s`
}

type Figure = 'kills' | 'acknowledged' | 'found'

function total(reports: readonly CrashReport[], figure: Figure): number {
  return reports.reduce((sum, report) => sum + report[figure], 0)
}
