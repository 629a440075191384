import { type Report, reportOf } from '../domain/report.ts'
import { readBoard } from './board.ts'
import type { Db } from './database.ts'
import { listAllEvents } from './events.ts'

/** What a launch came to so far. `withPeople`: with who did how much. */
export async function readReport(
  db: Db,
  launchId: string,
  now: Date,
  { withPeople }: { withPeople: boolean },
): Promise<Report | undefined> {
  const board = await readBoard(db, launchId)
  return board && reportOf(board, await listAllEvents(db, launchId), now, { withPeople })
}
