/** How long a launch with a long record takes to become a file, and to come out of one. */
import { wholeLaunch, wholeReport } from '../src/commands/export-launch.ts'
import { importLaunch } from '../src/commands/import-launch.ts'
import { systemClock } from '../src/domain/clock.ts'
import { formatNames } from '../src/domain/export-format.ts'
import { type LaunchFile, launchFileText, readLaunchFile } from '../src/domain/launch-file.ts'
import { formats } from '../src/files/formats.ts'
import { readBoard } from '../src/store/board.ts'
import { openDatabase } from '../src/store/database.ts'
import { sqliteDialect } from '../src/store/dialect.ts'
import { appendEvent } from '../src/store/events.ts'
import { migrate } from '../src/store/migrate.ts'
import { transaction } from '../src/store/transaction.ts'
import { aLaunch, bob } from '../test/support/launches.ts'
import { Report } from './support/report.ts'

const events = 5000
const repetitions = 9

async function emptyDatabase() {
  const db = openDatabase(sqliteDialect(':memory:'))
  await migrate(db)
  return db
}

const db = await emptyDatabase()
const { context, launch } = await aLaunch(db)
const board = await readBoard(db, launch.id)
const item = board?.phases[0]?.sections[0]?.items[0]
if (!item) throw new Error('there is no item')
await transaction(db, async (tx) => {
  for (let count = 2; count < events; count++) {
    const note = `Looked at for the ${count}th time, and all was as it should be`
    const data = { text: item.text, note, before: null }
    const event = { type: 'item.noted', itemId: item.id, data } as const
    const entry = { id: `event-${count}`, launchId: launch.id, event, at: systemClock.now() }
    await appendEvent(tx, { ...entry, actor: bob })
  }
})

async function timed(work: () => unknown): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < repetitions; round++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times
}

const report = new Report('Exporting')
const file: LaunchFile = await wholeLaunch(context, launch.id)
const { length } = file.record.entries
for (const format of formatNames) {
  const times = await timed(async () => {
    await formats[format]({
      file: await wholeLaunch(context, launch.id),
      report: () => wholeReport(context, launch.id, { withPeople: false }),
    })
  })
  report.add(`${length} entries, ${format}`, 'ms', times, { most: 1000 })
}
const text = launchFileText(file)
const imported = await timed(async () => {
  const other = await emptyDatabase()
  await importLaunch({ db: other, clock: systemClock, wake: () => {} }, readLaunchFile(text))
  await other.destroy()
})
report.add(`${length} entries, imported`, 'ms', imported, null)
await db.destroy()
