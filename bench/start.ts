/** How soon golive is ready, and how much memory it holds, beside a Bolt app that only acknowledges. */
import { openBareSlack } from './support/bare-slack.ts'
import { type BotName, type Mode, startBot } from './support/bots.ts'
import { withStartedLaunch } from './support/launches.ts'
import { carrierTo, click, targetsOf } from './support/load.ts'
import { Report } from './support/report.ts'

const repetitions = 5
const clicks = 3000

type Found = { first: number; ready: number; started: number; worked: number }

const report = new Report('Start and memory')
for (const mode of ['http', 'socket'] as const satisfies Mode[]) {
  const found: Record<'bare Bolt' | 'golive', Found[]> = { 'bare Bolt': [], golive: [] }
  for (let round = 0; round < repetitions; round++) {
    for (const name of ['bare Bolt', 'golive'] as const) found[name].push(await once(name, mode))
  }
  const about = mode === 'http' ? 'HTTP' : 'Socket Mode'
  const firsts = found.golive.map(({ first }) => first)
  report.add(`${about}, first start, which reads the checklists: golive`, 'ms', firsts)
  compare('start → ready', 'ms', 'ready', 2)
  compare('memory when ready', 'MiB', 'started', 1.6)
  compare(`memory after ${clicks} clicks`, 'MiB', 'worked', 1.6)

  function compare(what: string, unit: string, figure: keyof Found, most: number): void {
    const [bare, own] = [found['bare Bolt'], found.golive].map((all) =>
      all.map((one) => one[figure]),
    )
    if (!bare || !own) return
    report.add(`${about}, ${what}: bare Bolt`, unit, bare)
    report.add(`${about}, ${what}: golive`, unit, own)
    const ratios = own.map((value, round) => value / (bare[round] ?? Number.NaN))
    report.add(`${about}, ${what}: golive / bare Bolt`, '', ratios, { most })
  }
}

async function once(name: BotName, mode: Mode): Promise<Found> {
  let found: Found | undefined
  await withStartedLaunch(async (db, database) => {
    const slack = await openBareSlack()
    const before = await startBot(name, { slack, mode, database })
    await before.stop()
    const bot = await startBot(name, { slack, mode, database })
    const started = await bot.memory()
    const carrier = carrierTo(bot, mode, slack)
    await click(carrier, await targetsOf(db), { clicks, atOnce: 20 })
    found = { first: before.readyMs, ready: bot.readyMs, started, worked: await bot.memory() }
    carrier.close()
    await bot.stop()
    await slack.close()
  })
  if (!found) throw new Error('nothing was measured')
  return found
}
