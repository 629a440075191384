import { subDays, subHours } from '../domain/dates.ts'
import { isOpen } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { wakeLaunch } from '../store/launches.ts'
import {
  addSurfaces,
  forgetDigests,
  listSectionsFallenDue,
  listSurfaces,
  listSurfacesSentBefore,
  type PlacedSurface,
} from '../store/surfaces.ts'
import { authorise, type Context, lockLaunchFor, systemActor } from './context.ts'
import { run, type Work } from './run.ts'

/** How much one round sends again: half of what Slack allows in the minute until the next. */
const mostAtOnce = 20

/**
 * Sends every message of a launch again as it should be; what was deleted is posted anew. One that is here
 * out of a file rests no more: its messages are made anew, and the clock goes on with it.
 */
export function resendMessages(
  context: Context,
  actor: Actor,
  { launchId }: { launchId: string },
): Promise<void> {
  return run(context, actor, async (work) => {
    authorise('resend-messages', actor, await lockLaunchFor(work.db, actor, launchId))
    if (await wakeLaunch(work.db, launchId)) await showAnew(work, launchId)
    await resend(work, await listSurfaces(work.db, launchId))
  })
}

async function showAnew({ db }: Work, launchId: string): Promise<void> {
  const board = await readBoard(db, launchId)
  if (!board) return
  const open = board.phases.filter(isOpen).flatMap(({ sections }) => sections)
  await addSurfaces(db, board.launch, [
    { kind: 'board', launchId },
    ...open.flatMap(sectionSurfaces),
  ])
}

/**
 * The clock's own round, each minute: sends again what was not sent for long, boards after an hour
 * (their countdown goes on) and sections after a day, so that a message that somebody deleted comes
 * back although nobody has clicked; sections in which something fell due; and what was given up
 * before it was ever posted.
 */
export async function resendStaleMessages(context: Context, workspaceId: string): Promise<void> {
  const { db, clock } = context
  const now = clock.now()
  const since = subDays(now, 1)
  const stale = [
    ...(await listSectionsFallenDue(db, workspaceId, { since, now }, mostAtOnce)),
    ...(await listSurfacesSentBefore(db, workspaceId, 'board', subHours(now, 1), mostAtOnce)),
    ...(await listSurfacesSentBefore(db, workspaceId, 'section', subDays(now, 1), mostAtOnce)),
  ].slice(0, mostAtOnce)
  const failures: unknown[] = []
  for (const surfaces of Map.groupBy(stale, (surface) => surface.launchId).values()) {
    try {
      await run(context, systemActor(workspaceId), (work) => resend(work, surfaces))
    } catch (error) {
      // One launch that fails keeps none of the others waiting.
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures.length > 1 ? new AggregateError(failures) : failures[0]
}

export async function resend(work: Work, surfaces: readonly PlacedSurface[]): Promise<void> {
  await forgetDigests(
    work.db,
    surfaces.map((surface) => surface.key),
  )
  for (const { launchId, workspaceId, channelId, surface } of surfaces) {
    await work.refresh({ id: launchId, workspaceId, channelId }, surface, 'resend')
  }
}
