import { type Db, iso } from './database.ts'

/** Notes that golive can post in a channel, and whether it is private. */
export async function saveChannel(
  db: Db,
  channel: { workspaceId: string; id: string; isPrivate: boolean },
): Promise<void> {
  const facts = { visibility: channel.isPrivate ? 'private' : 'public', gone_at: null } as const
  await db
    .insertInto('channels')
    .values({ workspace_id: channel.workspaceId, id: channel.id, ...facts })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(facts))
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
