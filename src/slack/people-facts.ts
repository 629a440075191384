import { setTimeout } from 'node:timers/promises'
import type { PeopleFacts } from '../domain/draft.ts'
import type { Edge } from './edge.ts'

/** What Slack says, now or minutes ago, of people who shall be given something. */
export async function peopleFacts(
  edge: Edge,
  workspaceId: string,
  ids: readonly (string | null)[],
): Promise<PeopleFacts> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  const people = known.map(async (id) => [id, await edge.people.current(workspaceId, id)] as const)
  return new Map(await Promise.all(people))
}

/** So many pages of a channel's members are read, and for so long, while somebody waits. */
const mostPages = 5
const patienceMs = 1000

/** Of these people, those who are not in a channel; nobody, when Slack does not say in time. */
export async function absentFrom(
  edge: Edge,
  channelId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const inTime = await Promise.race([
    membersAmong(edge, channelId, personIds),
    setTimeout(patienceMs, null, { ref: false }),
  ])
  return inTime === null ? [] : personIds.filter((id) => !inTime.has(id))
}

/** Whether Slack says, now, that somebody is in a channel. */
export async function isIn(edge: Edge, channelId: string, personId: string): Promise<boolean> {
  return (await membersAmong(edge, channelId, [personId]))?.has(personId) ?? false
}

/** Those of these people who are in a channel; null when Slack does not say. */
async function membersAmong(
  { client, log }: Edge,
  channelId: string,
  personIds: readonly string[],
): Promise<Set<string> | null> {
  const wanted = new Set(personIds)
  const found = new Set<string>()
  let cursor: string | undefined
  try {
    for (let page = 0; page < mostPages && found.size < wanted.size; page++) {
      const answer = await client.conversations.members({
        channel: channelId,
        limit: 1000,
        ...(cursor && { cursor }),
      })
      for (const id of answer.members ?? []) if (wanted.has(id)) found.add(id)
      cursor = answer.response_metadata?.next_cursor
      if (!cursor) return found
    }
    return found.size === wanted.size ? found : null
  } catch (error) {
    log.debug({ err: error }, 'Slack did not say who is in a channel')
    return null
  }
}
