import type { WebClient } from '@slack/web-api'

/** What Slack calls people, by their ids: for what shows no mentions. */
export async function namesOf(
  client: WebClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const id of new Set(ids)) {
    const { user } = await client.users.info({ user: id })
    names.set(id, user?.profile?.real_name ?? user?.name ?? id)
  }
  return names
}
