import { type Db, iso } from './database.ts'

/** A channel that launches run in, as golive knows it. */
export type KnownChannel = { id: string; isGone: boolean }

/** Notes what Slack said of a channel, and when. */
export async function saveChannel(
  db: Db,
  channel: { workspaceId: string; id: string; isPrivate: boolean; name?: string | undefined },
  seenAt: Date,
): Promise<void> {
  const visibility = channel.isPrivate ? 'private' : 'public'
  const { name } = channel
  const facts = { visibility, seen_at: iso(seenAt), ...(name && { name }) } as const
  await db
    .insertInto('channels')
    .values({
      workspace_id: channel.workspaceId,
      id: channel.id,
      name: null,
      ...facts,
      gone_at: null,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(facts))
    .execute()
}

/** Channels that Slack was not asked about since, the longest ago first. */
export async function listChannelsSeenBefore(
  db: Db,
  workspaceId: string,
  seenBefore: Date,
  limit: number,
): Promise<KnownChannel[]> {
  const rows = await db
    .selectFrom('channels')
    .select(['id', 'gone_at'])
    .where('workspace_id', '=', workspaceId)
    .where('seen_at', '<', iso(seenBefore))
    .orderBy('seen_at')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ id: row.id, isGone: row.gone_at !== null }))
}

/** Notes that Slack was asked about a channel. */
export async function markChannelSeen(
  db: Db,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('channels')
    .set({ seen_at: iso(at) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Notes that a channel cannot be reached any more. False: that was known. */
export async function markChannelGone(
  db: Db,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('channels')
    .set({ gone_at: iso(at) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Notes that a channel can be reached again. False: it never was gone. */
export async function markChannelBack(db: Db, workspaceId: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('channels')
    .set({ gone_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('gone_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/**
 * Follows a channel to another id, with all that is in it or still to be said there. False: it is not
 * known.
 */
export async function renameChannelId(
  db: Db,
  workspaceId: string,
  { from, to }: { from: string; to: string },
): Promise<boolean> {
  const known = await db
    .selectFrom('channels')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', from)
    .executeTakeFirst()
  if (!known || from === to) return false
  await db
    .insertInto('channels')
    .values({ ...known, id: to })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute()
  for (const table of ['launches', 'surfaces', 'outbox', 'archives'] as const) {
    await db
      .updateTable(table)
      .set({ channel_id: to })
      .where('workspace_id', '=', workspaceId)
      .where('channel_id', '=', from)
      .execute()
  }
  await db
    .updateTable('announcements')
    .set({ channel_id: to })
    .where('channel_id', '=', from)
    .execute()
  await db
    .deleteFrom('channels')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', from)
    .execute()
  return true
}
