import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Context } from '../commands/context.ts'
import { loseChannel, regainChannel } from '../commands/lose-channel.ts'
import { subHours } from '../domain/dates.ts'
import type { Channel, TellingFacts } from '../domain/draft.ts'
import { listChannelsSeenBefore, markChannelSeen, saveChannel } from '../store/channels.ts'
import type { Edge } from './edge.ts'
import { isIn } from './people-facts.ts'

/** How long what Slack said about a channel counts. */
const freshHours = 1
/** How many channels one round asks about. */
const mostAtOnce = 10

/**
 * What Slack says about a channel. A private channel that golive is not in looks to it like one
 * that does not exist: both are 'unseen'. 'silent': Slack did not answer.
 */
async function channelFacts(client: WebClient, id: string): Promise<Channel | 'silent'> {
  try {
    const { channel } = await client.conversations.info({ channel: id })
    const status = channel?.is_archived ? 'archived' : channel?.is_member ? 'joined' : 'not-joined'
    return { id, status, isPrivate: channel?.is_private ?? true, name: channel?.name }
  } catch (error) {
    const isUnseen =
      error instanceof WebAPIPlatformError && error.data.error === 'channel_not_found'
    return isUnseen ? { id, status: 'unseen', isPrivate: true } : 'silent'
  }
}

/** The same, for somebody who wants to start something there: a private channel that they are not in is unseen. */
export async function channelFactsFor(
  edge: Edge,
  personId: string,
  id: string,
): Promise<Channel | 'silent'> {
  const channel = await channelFacts(edge.client, id)
  if (channel === 'silent' || !channel.isPrivate || channel.status !== 'joined') return channel
  return (await isIn(edge, id, personId)) ? channel : { ...channel, status: 'unseen' }
}

/** What Slack says of channels in which something is to be posted for somebody. */
export function tellingFacts(
  edge: Edge,
  personId: string,
  channelIds: readonly string[],
): Promise<TellingFacts[]> {
  return Promise.all(
    channelIds.map(async (id) => {
      const channel = await channelFacts(edge.client, id)
      const status = channel === 'silent' ? channel : channel.status
      return { id, status, isTheirs: status === 'joined' && (await isIn(edge, id, personId)) }
    }),
  )
}

/**
 * Looks again, each hour, at the channels that launches run in: one may have become private, been
 * left or archived, or have come back, without golive having been told.
 */
export async function lookAfterChannels(
  context: Context,
  client: WebClient,
  workspaceId: string,
): Promise<void> {
  const { db, clock } = context
  const now = clock.now()
  const old = subHours(now, freshHours)
  for (const { id, isGone } of await listChannelsSeenBefore(db, workspaceId, old, mostAtOnce)) {
    const channel = await channelFacts(client, id)
    if (channel === 'silent') continue
    const place = { workspaceId, channelId: id }
    if (channel.status === 'joined') {
      await saveChannel(db, { ...channel, workspaceId }, now)
      if (isGone) await regainChannel(context, place)
    } else {
      await markChannelSeen(db, workspaceId, id, now)
      if (!isGone)
        await loseChannel(
          context,
          place,
          channel.status === 'archived' ? 'archived' : 'unreachable',
        )
    }
  }
}
