import type { Kysely } from 'kysely'

/**
 * What somebody did, newest first, without looking through what everybody else did. One person's
 * entries come in the order of their time, so that adding one is cheap.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('events_by_person').on('events').columns(['by', 'at']).execute()
}
