/**
 * What a durable click costs below Slack: golive's whole command beside the least that any bot would
 * have to write, by better-sqlite3 alone. Both commit with synchronous FULL before they go on.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { tickOrUndo } from './support/commands.ts'
import { withStartedLaunch } from './support/launches.ts'
import { targetsOf } from './support/load.ts'
import { Report } from './support/report.ts'

const repetitions = 7
const loads = [
  { atOnce: 1, clicks: 1000 },
  { atOnce: 50, clicks: 5000 },
] as const

const report = new Report('Durable transactions')
const folder = await mkdtemp(join(tmpdir(), 'golive-bench-'))
const raw = openRaw(join(folder, 'raw.db'))
await withStartedLaunch(async (db) => {
  const targets = await targetsOf(db)
  const click = tickOrUndo(db, targets)
  for (let index = 0; index < 2000; index++) await click(index)
  for (const { atOnce, clicks } of loads) {
    const rates: number[] = []
    const rawRates: number[] = []
    for (let round = 0; round < repetitions; round++) {
      rawRates.push(await perSecond(clicks, async () => raw.write(clicks)))
      rates.push(
        await perSecond(clicks, async () => {
          for (let start = 0; start < clicks; start += atOnce) {
            await Promise.all(Array.from({ length: atOnce }, (_, index) => click(start + index)))
          }
        }),
      )
    }
    const about = `${atOnce} at once`
    report.add(`${about}: better-sqlite3 alone, a commit each`, 'a second', rawRates)
    report.add(`${about}: golive’s command`, 'a second', rates)
    const ratios = rates.map((rate, round) => rate / (rawRates[round] ?? Number.NaN))
    report.add(`${about}: golive / better-sqlite3`, '', ratios)
  }
})
raw.close()
await rm(folder, { recursive: true })

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return count / ((performance.now() - startedAt) / 1000)
}

/** An item, its event, and what Slack is to be told: three statements and a commit. */
function openRaw(path: string) {
  const db = new SqliteDatabase(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec(`
    create table items (id integer primary key, state text, changed_at text, changed_by text);
    create table events (id integer primary key, item_id integer, data text, at text, by text);
    create table outbox (key text primary key, revision integer);
    with recursive ids (id) as (select 0 union all select id + 1 from ids where id < 99)
    insert into items select id, 'open', null, null from ids;
  `)
  const change = db.prepare(
    'update items set state = ?, changed_at = ?, changed_by = ? where id = ?',
  )
  const record = db.prepare('insert into events (item_id, data, at, by) values (?, ?, ?, ?)')
  const wish = db.prepare(
    'insert into outbox values (?, 1) on conflict do update set revision = revision + 1',
  )
  const one = db.transaction((index: number) => {
    const at = new Date().toISOString()
    change.run(index % 2 ? 'done' : 'open', at, 'U1', index % 100)
    record.run(index % 100, '{"from":"open","to":"done"}', at, 'U1')
    wish.run(`section:${index % 8}`)
  })
  return {
    write(count: number) {
      for (let index = 0; index < count; index++) one.immediate(index)
    },
    close: () => db.close(),
  }
}
