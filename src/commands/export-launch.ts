import type { LaunchFile } from '../domain/launch-file.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readLaunchFile } from '../store/launch-file.ts'
import { authorise, type Context, launchFor, systemActor } from './context.ts'
import { run } from './run.ts'

/** All of a launch as it is now, for whoever may see it and take it away. */
export async function exportLaunch(
  context: Context,
  actor: Actor,
  { launchId }: { launchId: string },
): Promise<LaunchFile> {
  authorise('export-launch', actor, await launchFor(context.db, actor, launchId))
  return wholeLaunch(context, launchId)
}

/** The same, where nobody asks: read in one transaction, so that it is of one moment. */
export async function wholeLaunch(context: Context, launchId: string): Promise<LaunchFile> {
  const file = await run(context, systemActor(''), ({ db }) => readLaunchFile(db, launchId))
  if (!file) throw new Refusal({ code: 'launch-unknown' })
  return file
}
