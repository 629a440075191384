import type { Kysely } from 'kysely'

/** Ticks that are good for some time only. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['expires', 'good_until', 'expired_at']) {
    await db.schema.alterTable('items').addColumn(name, 'text').execute()
  }
  await db.schema.createIndex('items_by_expiry').on('items').column('good_until').execute()
}
