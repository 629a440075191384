import type { Kysely } from 'kysely'

/** What of its template a launch needs, and why its items are there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('items').addColumn('why', 'text').execute()
  await db.schema
    .alterTable('launches')
    .addColumn('tier', 'text', (it) => it.notNull().defaultTo('high'))
    .execute()
  await db.schema
    .alterTable('launches')
    .addColumn('absent', 'text', (it) => it.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .alterTable('launches')
    .addColumn('left_out', 'integer', (it) => it.notNull().defaultTo(0))
    .execute()
}
