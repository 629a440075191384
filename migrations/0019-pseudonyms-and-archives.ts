import type { Kysely } from 'kysely'
import { letAmendAndArchive } from '../src/store/dialect.ts'

/** A person's id and name can give way to a pseudonym, and an ended launch to its file; in the record too. */
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
  await db.schema
    .createTable('archives')
    .addColumn('launch_id', 'text', (it) => it.primaryKey())
    .addColumn('workspace_id', 'text', (it) => it.notNull())
    .addColumn('channel_id', 'text', (it) => it.notNull())
    .addColumn('template_id', 'text')
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('t0', 'text', (it) => it.notNull())
    .addColumn('started_at', 'text', (it) => it.notNull())
    .addColumn('live_at', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('ending', 'text')
    .addColumn('place', 'integer', (it) => it.notNull())
    .addColumn('hash', 'text', (it) => it.notNull())
    .addColumn('file', 'text', (it) => it.notNull())
    .addColumn('sha256', 'text', (it) => it.notNull())
    .addColumn('archived_at', 'text', (it) => it.notNull())
    .execute()
  await letAmendAndArchive(db)
}
