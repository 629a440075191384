/**
 * What reminders and the Home cost: finding who is to be reminded among 1,000 launches with 100,000
 * items, working out one person's list, and the App Home of somebody in 50 launches. Each beside a
 * yardstick that the same machine runs in the same moment: reading one launch's board.
 */
import { peopleToRemind, reminderFor } from '../src/commands/send-reminders.ts'
import { readBoard } from '../src/store/board.ts'
import { readHabits } from '../src/store/habits.ts'
import { listSummaries } from '../src/store/summaries.ts'
import { readWorkload } from '../src/store/workload.ts'
import { homeView } from '../src/views/home.ts'
import { idOf, peopleCount, withLaunches, workspaceId } from './support/launches.ts'

const rounds = 30

async function measure(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
}

function report(name: string, milliseconds: number, yardstick: number): void {
  const ratio = (milliseconds / yardstick).toFixed(1)
  process.stdout.write(
    `${name.padEnd(58)} ${milliseconds.toFixed(2).padStart(8)} ms  ${ratio.padStart(6)} boards\n`,
  )
}

await withLaunches(1000, async (db) => {
  const at = (time: string) => ({ db, clock: { now: () => new Date(time) } })
  const [launch] = await db.selectFrom('launches').select('id').limit(1).execute()
  const board = await measure(() => readBoard(db, launch?.id ?? ''))
  report('yardstick: one board of 100 items', board, board)
  const quiet = at('2026-11-24T02:30:00Z')
  const rush = at('2026-11-24T14:00:00Z')
  report('due-scan, nobody at nine', await measure(() => peopleToRemind(quiet, workspaceId)), board)
  const due = await peopleToRemind(rush, workspaceId)
  const scan = await measure(() => peopleToRemind(rush, workspaceId))
  report(`due-scan, ${due.length} of ${peopleCount} people at nine`, scan, board)
  const [worker] = due
  if (worker) {
    const one = await measure(() => reminderFor(rush, worker, null))
    report('one person’s list, of about 500 items of theirs', one, board)
  }
})

await withLaunches(50, async (db) => {
  const now = new Date('2026-11-24T14:00:00Z')
  const id = idOf(7)
  const board = await measure(async () => {
    const [launch] = await db.selectFrom('launches').select('id').limit(1).execute()
    return readBoard(db, launch?.id ?? '')
  })
  const home = await measure(async () => {
    const { own } = await readWorkload(db, workspaceId, id, now, now)
    const summaries = await listSummaries(db, workspaceId, now)
    const habits = await readHabits(db, workspaceId, id)
    const launches = summaries.map((summary) => ({ ...summary, url: null }))
    return homeView({ own, launches, habits }, { id, zone: 'Europe/Lisbon', reading: 'today' }, now)
  })
  report('App Home with 50 launches', home, board)
})
