/**
 * What grows with the number of launches and what does not: the cost of a click, of reading a board and
 * of looking who is to be reminded, and the database's size.
 */
import { statSync } from 'node:fs'
import { peopleToRemind } from '../src/commands/send-reminders.ts'
import { readBoard } from '../src/store/board.ts'
import type { Db } from '../src/store/database.ts'
import { tickOrUndo } from './support/commands.ts'
import { figure } from './support/figures.ts'
import { startedAt, withLaunches, workspaceId } from './support/launches.ts'
import { targetsOf } from './support/load.ts'
import { Report } from './support/report.ts'

const repetitions = 9
const clicks = 400
const few = 10
const many = 10_000

type Costs = { click: number[]; board: number[]; scan: number[] }

const report = new Report(
  `Growth, from ${few} to ${many.toLocaleString('en')} launches of 100 items`,
)
const size = new Map<number, number>()
await withLaunches(few, async (smallDb, smallPath) => {
  await withLaunches(many, async (largeDb, largePath) => {
    const [small, large] = [await measurer(smallDb), await measurer(largeDb)]
    const found = [noCosts(), noCosts()] as const
    for (let round = 0; round <= repetitions; round++) {
      for (const [index, measure] of [small, large].entries()) {
        const costs = await measure()
        // The first round warms up.
        if (round === 0) continue
        for (const key of ['click', 'board', 'scan'] as const) found[index]?.[key].push(costs[key])
      }
    }
    const [atFew, atMany] = found
    compare('a click', 'click', { most: 1.2 })
    compare('a board', 'board', null)
    compare('who is to be reminded', 'scan', null)
    size.set(few, statSync(smallPath).size)
    size.set(many, statSync(largePath).size)

    function compare(what: string, key: keyof Costs, aim: { most: number } | null): void {
      report.add(`${what}, of ${few} launches`, 'ms', atFew[key])
      report.add(`${what}, of ${many} launches`, 'ms', atMany[key])
      const ratios = atMany[key].map((ms, round) => ms / (atFew[key][round] ?? Number.NaN))
      report.add(`${what}: ${many} / ${few} launches`, '', ratios, aim)
    }
  })
})
const bytes = ((size.get(many) ?? 0) - (size.get(few) ?? 0)) / (many - few)
report.add('the database, a launch of 100 items', 'KiB', [bytes / 1024])

function noCosts(): Costs {
  return { click: [], board: [], scan: [] }
}

async function measurer(db: Db) {
  const launches = await db.selectFrom('launches').select('id').limit(few).execute()
  const ids = launches.map(({ id }) => id)
  const click = tickOrUndo(db, await targetsOf(db, ids))
  const context = { db, clock: { now: () => startedAt } }
  let turn = 0
  return async () => ({
    click: await each(clicks, () => click(turn++)),
    board: await each(50, () => readBoard(db, ids[turn++ % ids.length] ?? '')),
    scan: figure(await singly(5, () => peopleToRemind(context, workspaceId))).median,
  })
}

/** Milliseconds that one of so many takes. */
async function each(count: number, work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  for (let index = 0; index < count; index++) await work()
  return (performance.now() - from) / count
}

async function singly(count: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let index = 0; index < count; index++) times.push(await each(1, work))
  return times
}
