import { type Kysely, sql } from 'kysely'

/** Emergencies: what was found, decided and told, and what they leave to do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('launches').addColumn('procedure', 'text').execute()
  await db.schema.alterTable('phases').addColumn('emergency_id', 'text').execute()

  await db.schema
    .createTable('emergencies')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('number', 'integer', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('words', 'text', (it) => it.notNull())
    .addColumn('began_at', 'text', (it) => it.notNull())
    .addColumn('started_at', 'text', (it) => it.notNull())
    .addColumn('started_by', 'text', (it) => it.notNull())
    .addColumn('commander_id', 'text', (it) => it.notNull())
    .addColumn('scribe_id', 'text')
    .addColumn('next_update_at', 'text', (it) => it.notNull())
    .addColumn('resolved_at', 'text')
    .addColumn('resolved_by', 'text')
    .addColumn('aftermath', 'text')
    .addColumn('ended_with', 'text')
    .addUniqueConstraint('emergencies_number', ['launch_id', 'number'])
    .execute()
  // A second start joins the one that runs.
  await db.schema
    .createIndex('emergencies_running')
    .on('emergencies')
    .column('launch_id')
    .unique()
    .where(sql<boolean>`resolved_at is null`)
    .execute()

  await db.schema
    .createTable('emergency_answers')
    .addColumn('emergency_id', 'text', (it) => it.notNull().references('emergencies.id'))
    .addColumn('page', 'text', (it) => it.notNull())
    .addColumn('choice', 'text', (it) => it.notNull())
    .addColumn('note', 'text')
    .addColumn('at', 'text', (it) => it.notNull())
    .addColumn('by', 'text', (it) => it.notNull())
    .addColumn('version', 'integer', (it) => it.notNull())
    .addPrimaryKeyConstraint('emergency_answers_page', ['emergency_id', 'page'])
    .execute()

  await db.schema
    .createTable('emergency_decisions')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('emergency_id', 'text', (it) => it.notNull().references('emergencies.id'))
    .addColumn('round', 'integer', (it) => it.notNull())
    .addColumn('outcome', 'text', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('reason', 'text', (it) => it.notNull())
    .addColumn('at', 'text', (it) => it.notNull())
    .addColumn('by', 'text', (it) => it.notNull())
    .addColumn('watch_until', 'text')
    .addColumn('watcher_id', 'text')
    .addColumn('answer', 'text')
    .addColumn('answer_reason', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('answered_by', 'text')
    .addColumn('dropped_at', 'text')
    .addColumn('dropped_by', 'text')
    .addUniqueConstraint('emergency_decisions_round', ['emergency_id', 'round'])
    .execute()

  await db.schema
    .createTable('emergency_asks')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('emergency_id', 'text', (it) => it.notNull().references('emergencies.id'))
    .addColumn('why', 'text', (it) => it.notNull())
    .addColumn('person_id', 'text', (it) => it.notNull())
    .addColumn('at', 'text', (it) => it.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema
    .createIndex('emergency_asks_by_emergency')
    .on('emergency_asks')
    .columns(['emergency_id', 'ended_at'])
    .execute()
}
