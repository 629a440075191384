/** What Slack tells of people and of golive itself. https://docs.slack.dev/reference/events */
import { z } from 'zod'
import type { Edge } from './edge.ts'
import { id } from './payloads.ts'
import { slackUser } from './people.ts'
import { serveEvent } from './serve.ts'

const revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).optional() }) })

export function listenToEvents(edge: Edge): void {
  const { people, token } = edge

  onEvent(edge, 'user_change', z.object({ user: slackUser }), ({ user }, { workspaceId }) =>
    people.changed(workspaceId, user),
  )

  onEvent(edge, 'app_uninstalled', z.object({}), async () => {
    token.refuse('app_uninstalled')
    return true
  })

  onEvent(edge, 'tokens_revoked', revoked, async ({ tokens }) => {
    const isOurs = Boolean(tokens.bot?.length)
    if (isOurs) token.refuse('tokens_revoked')
    return isOurs
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
