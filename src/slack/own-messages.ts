import { z } from 'zod'
import { placeMessage } from '../commands/place-message.ts'
import type { Edge } from './edge.ts'
import { onEvent } from './events.ts'
import { metadataOfOurs } from './message-metadata.ts'
import { id } from './payloads.ts'

const posted = z.object({
  user_id: z.string(),
  channel_id: id,
  message_ts: z.string(),
  metadata: z.unknown(),
})

/** Slack tells of what golive posted also where its answer to the post was lost. */
export function listenToOwnMessages(edge: Edge): void {
  onEvent(edge, 'message_metadata_posted', posted, async (event, { workspaceId, botUserId }) => {
    const metadata = metadataOfOurs.safeParse(event.metadata)
    // Any app can post metadata of this type.
    if (event.user_id !== botUserId || !metadata.success) return false
    const { post: key } = metadata.data.event_payload
    const { channel_id: channelId, message_ts: ts } = event
    await placeMessage(edge.context, { workspaceId, channelId, ts, key })
    return true
  })
}
