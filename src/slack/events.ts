/** What Slack tells of people and channels. https://docs.slack.dev/reference/events */
import { z } from 'zod'
import { regainChannel } from '../commands/lose-channel.ts'
import type { Edge } from './edge.ts'
import { id } from './payloads.ts'
import { slackUser } from './people.ts'

const inChannel = z.object({ channel: id })

export function listenToEvents(edge: Edge): void {
  const { context, people } = edge
  const regain = (workspaceId: string, channelId: string) =>
    regainChannel(context, { workspaceId, channelId })

  onEvent(edge, 'user_change', z.object({ user: slackUser }), ({ user }, { workspaceId }) =>
    people.changed(workspaceId, user),
  )

  for (const restored of ['channel_unarchive', 'group_unarchive']) {
    onEvent(edge, restored, inChannel, ({ channel }, { workspaceId }) =>
      regain(workspaceId, channel),
    )
  }

  onEvent(edge, 'member_joined_channel', inChannel.extend({ user: id }), async (event, about) => {
    if (event.user === about.botUserId) await regain(about.workspaceId, event.channel)
  })
}

/** Calls back with each event of a type that has this shape; another is left alone. */
export function onEvent<S extends z.ZodType>(
  edge: Edge,
  type: string,
  shape: S,
  handle: (
    event: z.infer<S>,
    about: { workspaceId: string; botUserId: string | undefined },
  ) => Promise<unknown>,
): void {
  edge.app.event(type, async ({ event, context: { teamId: workspaceId, botUserId } }) => {
    const read = shape.safeParse(event)
    if (!read.success) edge.log.warn({ type }, 'an event that cannot be read')
    else if (workspaceId) await edge.inFlight.track(handle(read.data, { workspaceId, botUserId }))
  })
}
