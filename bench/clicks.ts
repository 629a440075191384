/**
 * From a click to its acknowledgement: golive, which commits before it, beside a Bolt app that only
 * acknowledges. Both over HTTP and Socket Mode, with 1, 10 and 50 clicks under way. They take turns, so
 * that each ratio is of the same moment.
 */
import { openBareSlack } from './support/bare-slack.ts'
import { type Mode, startBot } from './support/bots.ts'
import { percentile } from './support/figures.ts'
import { withStartedLaunch } from './support/launches.ts'
import { type Carrier, carrierTo, click, type Target, targetsOf } from './support/load.ts'
import { type Aim, Report } from './support/report.ts'

const repetitions = 7
const loads = [
  { atOnce: 1, clicks: 400 },
  { atOnce: 10, clicks: 2000 },
  { atOnce: 50, clicks: 5000 },
] as const
const rateAims: Record<string, Aim> = {
  'http 1': { least: 0.4 },
  'http 50': { least: 0.7 },
  'socket 50': { least: 0.4 },
}
const worstAims: Record<string, Aim> = { 'http 50': { most: 1.2 } }

const report = new Report('Click → acknowledgement')
for (const mode of ['http', 'socket'] as const satisfies Mode[]) {
  await withStartedLaunch(async (db, database) => {
    const [boltSlack, goliveSlack] = [await openBareSlack(), await openBareSlack()]
    const bolt = await startBot('bare Bolt', { slack: boltSlack, mode, database })
    const golive = await startBot('golive', { slack: goliveSlack, mode, database })
    const toBolt = carrierTo(bolt, mode, boltSlack)
    const toGolive = carrierTo(golive, mode, goliveSlack)
    const targets = await targetsOf(db)
    const idle = targets.map((target) => ({ ...target }))
    await click(toBolt, idle, { clicks: 3000, atOnce: 50 })
    await click(toGolive, targets, { clicks: 3000, atOnce: 50 })
    for (const load of loads) {
      const rates: number[][] = [[], [], []]
      const worst: number[][] = [[], [], []]
      for (let round = 0; round < repetitions; round++) {
        const bare = await measured(toBolt, idle, load)
        const own = await measured(toGolive, targets, load)
        for (const [index, one] of [bare, own].entries()) {
          rates[index]?.push(one.rate)
          worst[index]?.push(one.worst)
        }
        rates[2]?.push(own.rate / bare.rate)
        worst[2]?.push(own.worst / bare.worst)
      }
      const name = `${mode} ${load.atOnce}`
      const about = `${mode === 'http' ? 'HTTP' : 'Socket Mode'}, ${load.atOnce} at once`
      report.add(`${about}: bare Bolt`, 'clicks/s', rates[0] ?? [])
      report.add(`${about}: golive`, 'clicks/s', rates[1] ?? [])
      report.add(`${about}: golive / bare Bolt`, '', rates[2] ?? [], rateAims[name])
      report.add(`${about}: bare Bolt, p99`, 'ms', worst[0] ?? [])
      report.add(`${about}: golive, p99`, 'ms', worst[1] ?? [])
      report.add(`${about}: p99, golive / bare Bolt`, '', worst[2] ?? [], worstAims[name])
    }
    for (const carrier of [toBolt, toGolive]) carrier.close()
    for (const bot of [bolt, golive]) await bot.stop()
    for (const slack of [boltSlack, goliveSlack]) await slack.close()
  })
}

async function measured(
  carrier: Carrier,
  targets: readonly Target[],
  load: { clicks: number; atOnce: number },
): Promise<{ rate: number; worst: number }> {
  const startedAt = performance.now()
  const times = await click(carrier, targets, load)
  const seconds = (performance.now() - startedAt) / 1000
  return { rate: load.clicks / seconds, worst: percentile(times, 99) }
}
