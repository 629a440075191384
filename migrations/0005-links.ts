import type { Kysely } from 'kysely'

/** The addresses that a launch keeps at hand. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('launches')
    .addColumn('links', 'text', (it) => it.notNull().defaultTo('[]'))
    .execute()
}
