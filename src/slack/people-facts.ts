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

/** So many pages of a channel's members are read while somebody waits. */
const mostPages = 3

/** Of these people, those who are not in a channel; nobody, when Slack does not say in time. */
export async function absentFrom(
  { client, log }: Edge,
  channelId: string,
  personIds: readonly string[],
): Promise<string[]> {
  const absent = new Set(personIds)
  let cursor: string | undefined
  try {
    for (let page = 0; page < mostPages && absent.size > 0; page++) {
      const answer = await client.conversations.members({
        channel: channelId,
        limit: 1000,
        ...(cursor && { cursor }),
      })
      for (const id of answer.members ?? []) absent.delete(id)
      cursor = answer.response_metadata?.next_cursor
      if (!cursor) return [...absent]
    }
  } catch (error) {
    log.debug({ err: error }, 'Slack did not say who is in a channel')
  }
  return []
}
