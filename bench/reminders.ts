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
import { Report } from './support/report.ts'

const rounds = 30

const report = new Report('Reminders and App Home')

async function measure(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times
}

await withLaunches(1000, async (db) => {
  const at = (time: string) => ({ db, clock: { now: () => new Date(time) } })
  const [launch] = await db.selectFrom('launches').select('id').limit(1).execute()
  const board = await measure(() => readBoard(db, launch?.id ?? ''))
  report.add('yardstick: one board of 100 items', 'ms', board)
  const quiet = at('2026-11-24T02:30:00Z')
  const rush = at('2026-11-24T14:00:00Z')
  report.add(
    'due-scan, nobody at nine',
    'ms',
    await measure(() => peopleToRemind(quiet, workspaceId)),
  )
  const due = await peopleToRemind(rush, workspaceId)
  const scan = await measure(() => peopleToRemind(rush, workspaceId))
  report.add(`due-scan, ${due.length} of ${peopleCount} people at nine`, 'ms', scan)
  const [worker] = due
  if (worker) {
    const one = await measure(() => reminderFor(rush, worker, null))
    report.add('one person’s list, of about 500 items of theirs', 'ms', one)
  }
})

await withLaunches(50, async (db) => {
  const now = new Date('2026-11-24T14:00:00Z')
  const id = idOf(7)
  const home = await measure(async () => {
    const { own } = await readWorkload(db, workspaceId, id, now, now)
    const summaries = await listSummaries(db, workspaceId, now)
    const habits = await readHabits(db, workspaceId, id)
    const launches = summaries.map((summary) => ({ ...summary, url: null }))
    return homeView({ own, launches, habits }, { id, zone: 'Europe/Lisbon', reading: 'today' }, now)
  })
  report.add('App Home with 50 launches', 'ms', home)
})
