import type { Kysely } from 'kysely'
import { letAmend } from '../src/store/dialect.ts'

/** A person's id and name can give way to a pseudonym, in the record too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('amendments')
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('place', 'integer', (it) => it.notNull())
    .addPrimaryKeyConstraint('amendments_key', ['launch_id', 'place'])
    .execute()
  await db.schema
    .createTable('pseudonyms')
    .addColumn('number', 'integer', (it) => it.primaryKey())
    .addColumn('person_id', 'text', (it) => it.unique())
    .execute()
  await letAmend(db)
}
