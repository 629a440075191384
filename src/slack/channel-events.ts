/** What Slack tells of the channels that launches run in, and of golive's place in them. */
import { z } from 'zod'
import { loseChannel, regainChannel } from '../commands/lose-channel.ts'
import { moveChannel } from '../commands/move-channel.ts'
import type { ChannelLoss } from '../domain/event.ts'
import type { Edge } from './edge.ts'
import { onEvent } from './events.ts'
import { id } from './payloads.ts'

const losses = {
  channel_archive: 'archived',
  group_archive: 'archived',
  channel_left: 'unreachable',
  group_left: 'unreachable',
  channel_deleted: 'deleted',
  group_deleted: 'deleted',
} as const satisfies Record<string, ChannelLoss>

const inChannel = z.object({ channel: id })
const anotherId = z.object({ old_channel_id: id, new_channel_id: id })

export function listenToChannelEvents(edge: Edge): void {
  const { context, log } = edge

  for (const [lost, why] of Object.entries(losses)) {
    onEvent(edge, lost, inChannel, async ({ channel: channelId }, { workspaceId }) => {
      const isLost = await loseChannel(context, { workspaceId, channelId }, why)
      if (isLost) log.warn({ channel: channelId, event: lost }, 'channel gone')
      return isLost
    })
  }

  const regain = async (workspaceId: string, channelId: string) => {
    await regainChannel(context, { workspaceId, channelId })
    return true
  }

  for (const restored of ['channel_unarchive', 'group_unarchive']) {
    onEvent(edge, restored, inChannel, ({ channel }, { workspaceId }) =>
      regain(workspaceId, channel),
    )
  }

  onEvent(edge, 'member_joined_channel', inChannel.extend({ user: id }), async (event, about) => {
    return event.user === about.botUserId && (await regain(about.workspaceId, event.channel))
  })

  onEvent(edge, 'channel_id_changed', anotherId, async (event, { workspaceId }) => {
    const { old_channel_id: from, new_channel_id: to } = event
    const isMoved = await moveChannel(context, { workspaceId, from, to })
    if (isMoved) log.info({ channel: to, before: from }, 'a channel has another id')
    return isMoved
  })
}
