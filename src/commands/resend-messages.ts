import { subDays } from 'date-fns/subDays'
import { subHours } from 'date-fns/subHours'
import type { Actor } from '../domain/person.ts'
import {
  forgetDigests,
  listSurfaces,
  listSurfacesSentBefore,
  type PlacedSurface,
} from '../store/surfaces.ts'
import { authorise, type Context, launchFor, systemActor } from './context.ts'
import { run, type Work } from './run.ts'

/** Sends every message of a launch again as it should be; what was deleted is posted anew. */
export function resendMessages(
  context: Context,
  actor: Actor,
  { launchId }: { launchId: string },
): Promise<void> {
  return run(context, actor, async (work) => {
    authorise('resend-messages', actor, await launchFor(work.db, actor, launchId))
    await resend(work, await listSurfaces(work.db, launchId))
  })
}

/**
 * The clock's own round: sends again what was not sent for long, boards after an hour (their
 * countdown goes on) and sections after a day, so that a message that somebody deleted comes back
 * although nobody has clicked. Returns how many.
 */
export function resendStaleMessages(context: Context, workspaceId: string): Promise<number> {
  return run(context, systemActor(workspaceId), async (work) => {
    const boards = await listSurfacesSentBefore(work.db, 'board', subHours(work.now, 1))
    const sections = await listSurfacesSentBefore(work.db, 'section', subDays(work.now, 1))
    await resend(work, [...boards, ...sections])
    return boards.length + sections.length
  })
}

export async function resend(work: Work, surfaces: readonly PlacedSurface[]): Promise<void> {
  await forgetDigests(
    work.db,
    surfaces.map((surface) => surface.key),
  )
  for (const { launchId, workspaceId, channelId, surface } of surfaces) {
    await work.refresh({ id: launchId, workspaceId, channelId }, surface)
  }
}
