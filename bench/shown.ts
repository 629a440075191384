/**
 * From a click to the message that shows it: golive, which tells Slack what is true once for many
 * clicks, beside a bot that edits the message at each. Slack takes every call at once.
 */
import { type BareSlack, openBareSlack } from './support/bare-slack.ts'
import { type BotName, startBot } from './support/bots.ts'
import { withStartedLaunch } from './support/launches.ts'
import { carrierTo, click, type Target, targetsOf } from './support/load.ts'
import { type Aim, Report } from './support/report.ts'

const repetitions = 3
const bursts = [
  { clicks: 200, atOnce: 10 },
  { clicks: 1000, atOnce: 50 },
  { clicks: 10_000, atOnce: 50 },
] as const
const rateAims: Record<number, Aim> = { 20000: { least: 4 } }
const callAims: Record<number, Aim> = { 200: { most: 0.2 } }
const ways = ['chat.update', 'response_url'] as const
/** Golive looks for more to tell once a second at the latest: by then all is told that will be. */
const quietMs = 2500

type Told = { rate: number; updates: number; calls: number }

const report = new Report('Click → shown')
for (const burst of bursts) {
  const found = new Map<BotName, Told[]>()
  for (let round = 0; round < repetitions; round++) {
    for (const name of ['an update a click', 'golive'] as const) {
      const told = await measured(name, burst)
      found.set(name, [...(found.get(name) ?? []), told])
    }
  }
  const of = (name: BotName, figure: keyof Told) =>
    (found.get(name) ?? []).map((one) => one[figure])
  const [plain, own] = [of('an update a click', 'rate'), of('golive', 'rate')]
  const about = `${burst.clicks} clicks, ${burst.atOnce} at once`
  report.add(`${about}, until shown: an update a click`, 'clicks/s', plain)
  report.add(`${about}, until shown: golive`, 'clicks/s', own)
  const ratios = own.map((rate, round) => rate / (plain[round] ?? Number.NaN))
  report.add(
    `${about}, until shown: golive / an update a click`,
    '',
    ratios,
    rateAims[burst.clicks],
  )
  report.add(`${about}: chat.update a click`, '', of('golive', 'updates'), callAims[burst.clicks])
  report.add(`${about}: edits by any way a click`, '', of('golive', 'calls'))
}

async function measured(name: BotName, burst: { clicks: number; atOnce: number }): Promise<Told> {
  let told: Told | undefined
  await withStartedLaunch(async (db, database) => {
    const slack = await openBareSlack()
    const bot = await startBot(name, { slack, mode: 'http', database })
    const targets = await targetsOf(db)
    const carrier = carrierTo(bot, 'http', slack)
    await warm(carrier, targets, slack)
    const before = ways.map((way) => slack.calls.get(way) ?? 0)
    const startedAt = performance.now()
    await click(carrier, targets, burst)
    const lastAt = await lastCall(slack)
    const [updates = 0, urls = 0] = ways.map(
      (way, index) => (slack.calls.get(way) ?? 0) - (before[index] ?? 0),
    )
    told = {
      rate: burst.clicks / ((lastAt - startedAt) / 1000),
      updates: updates / burst.clicks,
      calls: (updates + urls) / burst.clicks,
    }
    carrier.close()
    await bot.stop()
    await slack.close()
  })
  if (!told) throw new Error('nothing was measured')
  return told
}

async function warm(
  carrier: Parameters<typeof click>[0],
  targets: readonly Target[],
  slack: BareSlack,
): Promise<void> {
  await click(carrier, targets, { clicks: 2000, atOnce: 20 })
  await lastCall(slack)
}

/** When the last call came in, once none has come for a while. */
async function lastCall(slack: BareSlack): Promise<number> {
  let lastAt = performance.now()
  const stop = slack.onCall(() => {
    lastAt = performance.now()
  })
  while (performance.now() - lastAt < quietMs) {
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  stop()
  return lastAt
}
