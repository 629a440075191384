import type { Kysely } from 'kysely'

/** Who owns items, what shows that they are done, and what people were reminded of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('item_owners')
    .addColumn('item_id', 'text', (it) => it.notNull().references('items.id'))
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('holder', 'text', (it) => it.notNull())
    .addColumn('position', 'integer', (it) => it.notNull())
    .addColumn('given_at', 'text', (it) => it.notNull())
    .addColumn('given_by', 'text', (it) => it.notNull())
    .addColumn('told_at', 'text')
    .addPrimaryKeyConstraint('item_owners_key', ['item_id', 'kind', 'holder'])
    .execute()
  await db.schema
    .createIndex('item_owners_by_holder')
    .on('item_owners')
    .columns(['holder', 'kind'])
    .execute()
  await db.schema
    .createIndex('item_owners_by_launch')
    .on('item_owners')
    .columns(['launch_id', 'holder'])
    .execute()
  await db.schema
    .createIndex('item_owners_untold')
    .on('item_owners')
    .columns(['given_at', 'told_at'])
    .where('told_at', 'is', null)
    .execute()
  await db.schema
    .createIndex('items_by_due')
    .on('items')
    .columns(['due_at', 'section_id'])
    .execute()
  await db.schema.createIndex('roles_by_person').on('roles').column('person_id').execute()
  await db.schema
    .createIndex('launches_by_t0')
    .on('launches')
    .columns(['workspace_id', 't0'])
    .execute()
  await db.schema
    .createIndex('launches_by_lead')
    .on('launches')
    .columns(['workspace_id', 'lead_id'])
    .execute()

  await db.schema
    .createTable('evidence')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('item_id', 'text', (it) => it.notNull().references('items.id'))
    .addColumn('launch_id', 'text', (it) => it.notNull().references('launches.id'))
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('url', 'text', (it) => it.notNull())
    .addColumn('title', 'text')
    .addColumn('author_id', 'text')
    .addColumn('written_at', 'text')
    .addColumn('added_at', 'text', (it) => it.notNull())
    .addColumn('added_by', 'text', (it) => it.notNull())
    .addColumn('removed_at', 'text')
    .execute()
  await db.schema.createIndex('evidence_by_item').on('evidence').column('item_id').execute()
  await db.schema.createIndex('evidence_by_launch').on('evidence').column('launch_id').execute()

  await db.schema
    .createTable('habits')
    .addColumn('workspace_id', 'text', (it) => it.notNull())
    .addColumn('person_id', 'text', (it) => it.notNull())
    .addColumn('days', 'text', (it) => it.notNull())
    .addColumn('from_time', 'text', (it) => it.notNull())
    .addColumn('to_time', 'text', (it) => it.notNull())
    .addColumn('remind_at', 'text', (it) => it.notNull())
    .addColumn('paused_until', 'text')
    .addPrimaryKeyConstraint('habits_key', ['workspace_id', 'person_id'])
    .execute()

  await db.schema
    .createTable('reminders')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('workspace_id', 'text', (it) => it.notNull())
    .addColumn('person_id', 'text', (it) => it.notNull())
    .addColumn('kind', 'text', (it) => it.notNull())
    .addColumn('slot', 'text', (it) => it.notNull())
    .addColumn('at', 'text', (it) => it.notNull())
    .addColumn('by', 'text')
    .addColumn('ended_at', 'text')
    .addUniqueConstraint('reminders_slot', ['workspace_id', 'person_id', 'kind', 'slot'])
    .execute()
  await db.schema
    .createIndex('reminders_by_slot')
    .on('reminders')
    .columns(['workspace_id', 'kind', 'slot', 'person_id'])
    .execute()
  await db.schema
    .createIndex('reminders_by_person')
    .on('reminders')
    .columns(['workspace_id', 'person_id', 'at'])
    .execute()

  await db.schema
    .createTable('reminder_items')
    .addColumn('reminder_id', 'text', (it) => it.notNull().references('reminders.id'))
    .addColumn('item_id', 'text', (it) => it.notNull().references('items.id'))
    .addColumn('position', 'integer', (it) => it.notNull())
    .addColumn('why', 'text', (it) => it.notNull())
    .addPrimaryKeyConstraint('reminder_items_key', ['reminder_id', 'item_id'])
    .execute()
  await db.schema
    .createIndex('reminder_items_by_item')
    .on('reminder_items')
    .column('item_id')
    .execute()

  await db.schema
    .createTable('snoozes')
    .addColumn('workspace_id', 'text', (it) => it.notNull())
    .addColumn('person_id', 'text', (it) => it.notNull())
    .addColumn('item_id', 'text', (it) => it.notNull().references('items.id'))
    .addColumn('until', 'text', (it) => it.notNull())
    .addPrimaryKeyConstraint('snoozes_key', ['workspace_id', 'person_id', 'item_id'])
    .execute()
  await db.schema.createIndex('snoozes_by_time').on('snoozes').column('until').execute()
}
