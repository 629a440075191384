import type { Db } from './database.ts'

/** A message that Slack shows. */
export type Shown = { channelId: string; ts: string }

/**
 * Notes where something was said that is said once, by the key of its outbox row. False: it was said
 * already, in another message.
 */
export async function keepAnnouncement(
  db: Db,
  { key, channelId, ts }: Shown & { key: string },
): Promise<boolean> {
  const row = { key, channel_id: channelId, ts }
  await db
    .insertInto('announcements')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  return (await findAnnouncement(db, key))?.ts === ts
}

export async function findAnnouncement(db: Db, key: string): Promise<Shown | undefined> {
  const row = await db
    .selectFrom('announcements')
    .select(['channel_id', 'ts'])
    .where('key', '=', key)
    .executeTakeFirst()
  return row && { channelId: row.channel_id, ts: row.ts }
}
