/**
 * What golive posts says, in Slack's message metadata, what it was posted for, so that a message whose
 * posting was never confirmed can be told from the one that took its place. Everybody can read it: it
 * holds keys, and no words. https://docs.slack.dev/messaging/message-metadata
 */
import { z } from 'zod'

const eventType = 'golive_message'

export const metadataOfOurs = z.object({
  event_type: z.literal(eventType),
  event_payload: z.object({ post: z.string() }),
})

/** The metadata of a message that is posted for an outbox row. */
export function metadataFor(key: string): z.infer<typeof metadataOfOurs> {
  return { event_type: eventType, event_payload: { post: key } }
}
