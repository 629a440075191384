/** What Slack tells of people and channels. https://docs.slack.dev/reference/events */
import { z } from 'zod'
import { regainChannel } from '../commands/lose-channel.ts'
import type { Edge } from './edge.ts'
import { id } from './payloads.ts'
import { slackUser } from './people.ts'
import { serveEvent } from './serve.ts'

const inChannel = z.object({ channel: id })

export function listenToEvents(edge: Edge): void {
  const { context, people } = edge
  const regain = async (workspaceId: string, channelId: string) => {
    await regainChannel(context, { workspaceId, channelId })
    return true
  }

  onEvent(edge, 'user_change', z.object({ user: slackUser }), ({ user }, { workspaceId }) =>
    people.changed(workspaceId, user),
  )

  for (const restored of ['channel_unarchive', 'group_unarchive']) {
    onEvent(edge, restored, inChannel, ({ channel }, { workspaceId }) =>
      regain(workspaceId, channel),
    )
  }

  onEvent(edge, 'member_joined_channel', inChannel.extend({ user: id }), async (event, about) => {
    return event.user === about.botUserId && (await regain(about.workspaceId, event.channel))
  })
}

/** Who an event is about, and where it was, in whichever of its shapes. */
const named = z.object({
  user: z.union([id, z.object({ id }).transform((user) => user.id)]).optional(),
  channel: id.optional(),
})

/**
 * Calls back with each event of a type that has this shape; another is left alone. `handle` returns
 * false when there was nothing to do.
 */
export function onEvent<S extends z.ZodType>(
  edge: Edge,
  type: string,
  shape: S,
  handle: (
    event: z.infer<S>,
    about: { workspaceId: string; botUserId: string | undefined },
  ) => Promise<boolean>,
): void {
  edge.app.event(type, async ({ event, context: { teamId: workspaceId, botUserId } }) => {
    const read = shape.safeParse(event)
    if (!read.success) return edge.log.warn({ type }, 'an event that cannot be read')
    if (!workspaceId) return
    const { user: by, channel } = named.safeParse(event).data ?? {}
    const about = { workspace: workspaceId, ...(by && { by }), ...(channel && { channel }) }
    await serveEvent(edge, type, about, () => handle(read.data, { workspaceId, botUserId }))
  })
}
