import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Channel } from '../domain/draft.ts'

/**
 * What Slack says about a channel. A private channel that golive is not in looks to it like one
 * that does not exist: both are 'unseen'. 'silent': Slack did not answer.
 */
export async function channelFacts(client: WebClient, id: string): Promise<Channel | 'silent'> {
  try {
    const { channel } = await client.conversations.info({ channel: id })
    const status = channel?.is_archived ? 'archived' : channel?.is_member ? 'joined' : 'not-joined'
    return { id, status, isPrivate: channel?.is_private ?? true }
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return { id, status: 'unseen', isPrivate: true }
    return 'silent'
  }
}
