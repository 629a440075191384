/**
 * From a click to its acknowledgement: golive, which commits before it, beside a Bolt app that only
 * acknowledges. Both over HTTP and Socket Mode, with 1, 10 and 50 clicks under way.
 */
import { openBareSlack } from './support/bare-slack.ts'
import { type BotName, type Mode, startBot } from './support/bots.ts'
import { figure, percentile } from './support/figures.ts'
import { withLaunches } from './support/launches.ts'
import { carrierTo, click, targetsOf } from './support/load.ts'

const repetitions = Number(process.env.BENCH_REPETITIONS ?? 5)
const loads = [
  { atOnce: 1, clicks: 500 },
  { atOnce: 10, clicks: 2000 },
  { atOnce: 50, clicks: 4000 },
] as const
const launches = 10

for (const mode of ['http', 'socket'] as const satisfies Mode[]) {
  await withLaunches(launches, async (db, database) => {
    const slack = await openBareSlack()
    const targets = await targetsOf(db)
    const rates = new Map<string, number[]>()
    const worst = new Map<string, number[]>()
    const names: BotName[] = ['bare Bolt', 'golive']
    for (const name of names) {
      const bot = await startBot(name, { slack, mode, database })
      const carrier = carrierTo(bot, mode, slack)
      await click(carrier, targets, { clicks: 1000, atOnce: 10 })
      for (let round = 0; round < repetitions; round++) {
        for (const load of loads) {
          const startedAt = performance.now()
          const times = await click(carrier, targets, load)
          const seconds = (performance.now() - startedAt) / 1000
          const key = `${name} ${load.atOnce}`
          rates.set(key, [...(rates.get(key) ?? []), load.clicks / seconds])
          worst.set(key, [...(worst.get(key) ?? []), percentile(times, 99)])
        }
      }
      carrier.close()
      await bot.stop()
      if (name === 'bare Bolt') {
        for (const target of targets) {
          target.version = 0
          target.isDone = false
        }
      }
    }
    await slack.close()
    for (const { atOnce } of loads) {
      const [bolt, own] = names.map((name) => figure(rates.get(`${name} ${atOnce}`) ?? []).median)
      const [p1, p2] = names.map((name) => figure(worst.get(`${name} ${atOnce}`) ?? []).median)
      process.stdout.write(
        `${mode} ${atOnce}: bolt ${bolt?.toFixed(0)}/s golive ${own?.toFixed(0)}/s ratio ${((own ?? 0) / (bolt ?? 1)).toFixed(2)}  p99 ${p1?.toFixed(2)} ${p2?.toFixed(2)} ms\n`,
      )
    }
  })
}
