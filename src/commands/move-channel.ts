import { renameChannelId } from '../store/channels.ts'
import { type Context, systemActor } from './context.ts'
import { bringBack } from './lose-channel.ts'
import { run } from './run.ts'

/**
 * Follows a channel to another id, as Slack gives it when the channel is shared or not any more. If
 * it was missed meanwhile under its old one, it is back. False: no launch runs in it.
 */
export function moveChannel(
  context: Context,
  { workspaceId, from, to }: { workspaceId: string; from: string; to: string },
): Promise<boolean> {
  return run(context, systemActor(workspaceId), async (work) => {
    if (!(await renameChannelId(work.db, workspaceId, { from, to }))) return false
    await bringBack(work, { workspaceId, channelId: to })
    return true
  })
}
