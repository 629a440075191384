import type { Kysely } from 'kysely'

/** Launches whose record was found not to be as it was written, and where. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('record_checks')
    .addColumn('launch_id', 'text', (it) => it.primaryKey().references('launches.id'))
    .addColumn('found_at', 'text', (it) => it.notNull())
    .addColumn('place', 'integer', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .execute()
}
