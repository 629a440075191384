import type { ChannelLoss } from '../domain/event.ts'
import { markChannelBack, markChannelGone } from '../store/channels.ts'
import { listLaunches } from '../store/launches.ts'
import { unparkChannel } from '../store/outbox.ts'
import { listSurfacesOfChannel } from '../store/surfaces.ts'
import { type Context, systemActor } from './context.ts'
import { resend } from './resend-messages.ts'
import { run, type Work } from './run.ts'

type Place = { workspaceId: string; channelId: string }

/**
 * Notes that a channel cannot be reached any more, and tells each launch's lead, once, by DM. False:
 * that was known, or no launch runs there.
 */
export function loseChannel(
  context: Context,
  { workspaceId, channelId }: Place,
  why: ChannelLoss,
): Promise<boolean> {
  return run(context, systemActor(workspaceId), async (work) => {
    if (!(await markChannelGone(work.db, workspaceId, channelId, work.now))) return false
    for (const launch of await listLaunches(work.db, workspaceId, channelId)) {
      const eventId = await work.record(launch, {
        type: 'channel.lost',
        data: { channelId, why },
      })
      await work.announce(launch, eventId, launch.leadId)
    }
    return true
  })
}

/**
 * Notes that a channel that was gone can be reached again, says there what could not be said, and
 * brings its messages up to date.
 */
export function regainChannel(context: Context, place: Place): Promise<void> {
  return run(context, systemActor(place.workspaceId), (work) => bringBack(work, place))
}

/** The same, for a command that has just seen the channel. */
export async function bringBack(work: Work, { workspaceId, channelId }: Place): Promise<void> {
  if (!(await markChannelBack(work.db, workspaceId, channelId))) return
  for (const launch of await listLaunches(work.db, workspaceId, channelId)) {
    await work.record(launch, { type: 'channel.regained', data: { channelId } })
  }
  await unparkChannel(work.db, workspaceId, channelId, work.now)
  await resend(work, await listSurfacesOfChannel(work.db, workspaceId, channelId))
}
