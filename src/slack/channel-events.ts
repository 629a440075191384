/** What Slack tells of the channels that launches run in, and of golive's place in them. */
import { loseChannel, regainChannel } from '../commands/lose-channel.ts'
import { moveChannel } from '../commands/move-channel.ts'
import type { ChannelLoss } from '../domain/event.ts'
import type { Edge } from './edge.ts'

const losses = {
  channel_archive: 'archived',
  group_archive: 'archived',
  channel_left: 'unreachable',
  group_left: 'unreachable',
  channel_deleted: 'unreachable',
  group_deleted: 'unreachable',
} as const satisfies Record<string, ChannelLoss>

export function listenToChannelEvents({ app, context, inFlight, log }: Edge): void {
  for (const [lost, why] of Object.entries(losses) as [keyof typeof losses, ChannelLoss][]) {
    app.event(lost, async ({ event, context: { teamId: workspaceId } }) => {
      if (!workspaceId) return
      const place = { workspaceId, channelId: event.channel }
      if (await inFlight.track(loseChannel(context, place, why))) {
        log.warn({ channel: event.channel, event: lost }, 'channel gone')
      }
    })
  }

  for (const restored of ['channel_unarchive', 'group_unarchive'] as const) {
    app.event(restored, async ({ event, context: { teamId } }) => {
      if (!teamId) return
      const place = { workspaceId: teamId, channelId: event.channel }
      await inFlight.track(regainChannel(context, place))
    })
  }

  app.event('member_joined_channel', async ({ event, context: { teamId, botUserId } }) => {
    if (!teamId || event.user !== botUserId) return
    const place = { workspaceId: teamId, channelId: event.channel }
    await inFlight.track(regainChannel(context, place))
  })

  app.event('channel_id_changed', async ({ event, context: { teamId: workspaceId } }) => {
    if (!workspaceId) return
    const { old_channel_id: from, new_channel_id: to } = event
    if (await inFlight.track(moveChannel(context, { workspaceId, from, to }))) {
      log.info({ channel: to, before: from }, 'a channel has another id')
    }
  })
}
