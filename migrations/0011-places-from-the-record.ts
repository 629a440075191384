import type { Kysely } from 'kysely'

/** The next place in a launch's record follows from the record itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('launches').dropColumn('events').execute()
}
