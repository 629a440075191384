import { createHash } from 'node:crypto'
import {
  type LaunchFile,
  launchFileText,
  readLaunchFile as readText,
} from '../domain/launch-file.ts'
import { deleteLaunch, insertArchive } from '../store/archives.ts'
import { readLaunchFile } from '../store/launch-file.ts'
import { lockLaunch } from '../store/launches.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/**
 * Takes an ended launch out of the database, of which only a stub stays, when `text`, as it was read back
 * from its file, holds all of it. Refuses what readLaunchFile refuses, so a record that does not fit stays.
 * 'changed', and nothing is done: the launch runs, or is not as the file has it.
 */
export async function archiveLaunch(
  context: Context,
  { file, text }: { file: string; text: string },
): Promise<'archived' | 'changed'> {
  const whole = readText(text)
  const { id } = whole.launch
  const sha256 = createHash('sha256').update(text).digest('hex')
  return run(context, systemActor(''), async ({ db, now }) => {
    await lockLaunch(db, id)
    const here = await readLaunchFile(db, id)
    if (!here?.launch.endedAt || ownText(here) !== ownText(whole)) return 'changed'
    await insertArchive(db, id, { head: whole.record.head, file, sha256, at: now })
    await deleteLaunch(db, id)
    return 'archived'
  })
}

/** Without what is not the launch's own and goes on changing. */
function ownText(file: LaunchFile): string {
  return launchFileText({ ...file, people: [], channels: [] })
}
