/**
 * What golive posts says, in Slack's message metadata, what it was posted for, so that a message whose
 * posting was never confirmed can be told from the one that took its place. Everybody can read it: it
 * holds keys, and no words. https://docs.slack.dev/messaging/message-metadata
 */
import { z } from 'zod'
import { placeMessage } from '../commands/place-message.ts'
import type { Edge } from './edge.ts'

const eventType = 'golive_message'

export const metadataOfOurs = z.object({
  event_type: z.literal(eventType),
  event_payload: z.object({ post: z.string() }),
})

/** The metadata of a message that is posted for an outbox row. */
export function metadataFor(key: string): z.infer<typeof metadataOfOurs> {
  return { event_type: eventType, event_payload: { post: key } }
}

/** Slack tells of what golive posted also where its answer to the post was lost. */
export function listenToOwnMessages({ app, context, inFlight }: Edge): void {
  app.event(
    'message_metadata_posted',
    async ({ event, context: { teamId: workspaceId, botUserId } }) => {
      const metadata = metadataOfOurs.safeParse(event.metadata)
      // Any app can post metadata of this type.
      if (!workspaceId || event.user_id !== botUserId || !metadata.success) return
      const { post: key } = metadata.data.event_payload
      const { channel_id: channelId, message_ts: ts } = event
      await inFlight.track(placeMessage(context, { workspaceId, channelId, ts, key }))
    },
  )
}
