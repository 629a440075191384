import { type Kysely, sql } from 'kysely'

/** From the gates to the end of a launch: sign-offs, roll calls, overrides, going live, rounds. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const texts = {
    launches: [
      'rehearsal_id',
      'live_at',
      'live_by',
      'ended_at',
      'ended_by',
      'ending',
      'end_reason',
    ],
    phases: ['series_id', 'ended_at'],
    roles: ['deputy_id'],
  }
  for (const [table, names] of Object.entries(texts)) {
    for (const name of names) await db.schema.alterTable(table).addColumn(name, 'text').execute()
  }
  await db.schema
    .alterTable('launches')
    .addColumn('kind', 'text', (it) => it.notNull().defaultTo('real'))
    .execute()
  await db.schema
    .alterTable('launches')
    .addColumn('signing', 'text', (it) => it.notNull().defaultTo('one-role-each'))
    .execute()
  await db.schema
    .alterTable('launches')
    .addColumn('gates', 'text', (it) => it.notNull().defaultTo('[]'))
    .execute()
  await db.schema
    .alterTable('phases')
    .addColumn('round', 'integer', (it) => it.notNull().defaultTo(1))
    .execute()
  // A name is free again when its launch has ended.
  await db.schema
    .createIndex('launches_name')
    .on('launches')
    .columns(['workspace_id', 'channel_id', 'name_key'])
    .unique()
    .where(sql<boolean>`ended_at is null`)
    .execute()

  await db.schema
    .createTable('sign_offs')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('role_id', 'text', (it) => it.notNull().references('roles.id'))
    .addColumn('verdict', 'text', (it) => it.notNull())
    .addColumn('reason', 'text')
    .addColumn('until', 'text')
    .addColumn('at', 'text', (it) => it.notNull())
    .addColumn('by', 'text', (it) => it.notNull())
    .addColumn('place', 'integer', (it) => it.notNull())
    .addColumn('digest', 'text', (it) => it.notNull())
    .addColumn('list', 'text', (it) => it.notNull())
    .addColumn('voided_at', 'text')
    .addColumn('replaced_at', 'text')
    .execute()
  await db.schema
    .createIndex('sign_offs_standing')
    .on('sign_offs')
    .column('role_id')
    .unique()
    .where(sql<boolean>`replaced_at is null`)
    .execute()
  await db.schema.createIndex('sign_offs_by_launch').on('sign_offs').column('launch_id').execute()

  await db.schema
    .createTable('roll_calls')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('position', 'integer', (it) => it.notNull())
    .addColumn('started_at', 'text', (it) => it.notNull())
    .addColumn('started_by', 'text', (it) => it.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('ended_by', 'text')
    .addColumn('verdict', 'text')
    .execute()
  await db.schema
    .createIndex('roll_calls_open')
    .on('roll_calls')
    .column('launch_id')
    .unique()
    .where(sql<boolean>`ended_at is null`)
    .execute()

  await db.schema
    .createTable('roll_call_answers')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('roll_call_id', 'text', (it) => it.notNull().references('roll_calls.id'))
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('role_id', 'text', (it) => it.notNull().references('roles.id'))
    .addColumn('position', 'integer', (it) => it.notNull())
    .addColumn('asked_at', 'text')
    .addColumn('asked_id', 'text')
    .addColumn('verdict', 'text')
    .addColumn('reason', 'text')
    .addColumn('until', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('answered_by', 'text')
    .addUniqueConstraint('roll_call_answers_position', ['roll_call_id', 'position'])
    .execute()

  await db.schema
    .createTable('overrides')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('gate', 'text', (it) => it.notNull())
    .addColumn('reason', 'text', (it) => it.notNull())
    .addColumn('items', 'text', (it) => it.notNull())
    .addColumn('asked_at', 'text', (it) => it.notNull())
    .addColumn('asked_by', 'text', (it) => it.notNull())
    .addColumn('answer', 'text')
    .addColumn('answered_at', 'text')
    .addColumn('answered_by', 'text')
    .execute()
  await db.schema.createIndex('overrides_by_launch').on('overrides').column('launch_id').execute()

  await db.schema
    .createTable('sign_off_requests')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('role_id', 'text', (it) => it.notNull().references('roles.id'))
    .addColumn('person_id', 'text', (it) => it.notNull())
    .addColumn('why', 'text', (it) => it.notNull())
    .addColumn('at', 'text', (it) => it.notNull())
    .addColumn('ended_at', 'text')
    .execute()
  await db.schema
    .createIndex('sign_off_requests_by_role')
    .on('sign_off_requests')
    .columns(['role_id', 'ended_at'])
    .execute()
}
