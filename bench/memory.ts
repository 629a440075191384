/** What golive holds in memory over a million clicks. */
import { openBareSlack } from './support/bare-slack.ts'
import { startBot } from './support/bots.ts'
import { withStartedLaunch } from './support/launches.ts'
import { carrierTo, click, targetsOf } from './support/load.ts'
import { Report } from './support/report.ts'

const clicksBetween = 100_000
const looks = 10

const report = new Report('Memory over a million clicks')
await withStartedLaunch(async (db, database) => {
  const slack = await openBareSlack()
  const bot = await startBot('golive', { slack, mode: 'socket', database })
  const carrier = carrierTo(bot, 'socket', slack)
  const targets = await targetsOf(db)
  const held: number[] = []
  for (let look = 0; look < looks; look++) {
    await click(carrier, targets, { clicks: clicksBetween, atOnce: 50 })
    held.push(await bot.memory())
  }
  const [first = Number.NaN] = held
  report.add(`after ${clicksBetween} clicks`, 'MiB', [first])
  report.add(`after ${looks * clicksBetween} clicks`, 'MiB', held.slice(-1))
  report.add('after all / after the first tenth', '', [(held.at(-1) ?? Number.NaN) / first], {
    most: 1.2,
  })
  carrier.close()
  await bot.stop()
  await slack.close()
})
