import type { Kysely } from 'kysely'

/** What people and channels are called, for files; and which launches came out of one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['people', 'channels']) {
    await db.schema.alterTable(table).addColumn('name', 'text').execute()
  }
  await db.schema.alterTable('launches').addColumn('imported_at', 'text').execute()
}
