import { findBreak } from '../domain/chain.ts'
import { listLaunches } from '../store/launches.ts'
import { findRecordBreak, keepRecordBreak, readRecord } from '../store/records.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/**
 * Looks whether the records of the running launches are as they were written, a page at a time, so that
 * whoever clicks comes first. What is found is kept, and the board shows it; nothing is mended.
 */
export async function checkRecords(context: Context, workspaceId: string): Promise<void> {
  for (const launch of await listLaunches(context.db, workspaceId, null)) {
    const { entries, head } = await readRecord(context.db, launch.id)
    const found = findBreak(launch.id, entries, head)
    const known = await findRecordBreak(context.db, launch.id)
    if (found?.place === known?.place && found?.kind === known?.kind) continue
    await run(context, systemActor(workspaceId), async (work) => {
      await keepRecordBreak(work.db, launch.id, found, work.now)
      await work.refresh(launch, { kind: 'board', launchId: launch.id })
    })
  }
}
