import { type Kysely, sql } from 'kysely'

/** The tables as they stand around this migration. */
type Tables = {
  templates: {
    id: string
    name: string
    name_key: string
    kept_by: string
    retired_at: string | null
  }
  template_versions: {
    id: string
    name: string
    saved_at: string
    withdrawn_at: string | null
    template_id: string | null
    number: number
  }
}

/** What was a template is a version of one: a template is kept under its name, version after version. */
export async function up(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('templates').renameTo('template_versions').execute()
  await db.schema
    .createTable('templates')
    .addColumn('id', 'text', (it) => it.primaryKey())
    .addColumn('name', 'text', (it) => it.notNull())
    .addColumn('name_key', 'text', (it) => it.notNull())
    .addColumn('kept_by', 'text', (it) => it.notNull())
    .addColumn('retired_at', 'text')
    .addColumn('retired_by', 'text')
    .execute()
  const versions = db.schema.alterTable('template_versions')
  await versions.renameColumn('digest', 'key').execute()
  await versions.addColumn('template_id', 'text', (it) => it.references('templates.id')).execute()
  await versions.addColumn('number', 'integer', (it) => it.notNull().defaultTo(1)).execute()
  await versions.addColumn('saved_by', 'text', (it) => it.notNull().defaultTo('golive')).execute()
  await versions.addColumn('note', 'text').execute()
  const rows = await db
    .selectFrom('template_versions')
    .select(['id', 'name', 'withdrawn_at'])
    .orderBy('saved_at')
    .orderBy('id')
    .execute()
  for (const [name, same] of Map.groupBy(rows, (row) => row.name)) {
    const [first] = same
    if (!first) continue
    const isOffered = same.some(({ withdrawn_at }) => withdrawn_at === null)
    const retired_at = isOffered ? null : (same.at(-1)?.withdrawn_at ?? null)
    const name_key = name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
    const template = { id: first.id, name, name_key, kept_by: 'golive', retired_at }
    await db.insertInto('templates').values(template).execute()
    for (const [index, { id }] of same.entries()) {
      const placed = { template_id: first.id, number: index + 1 }
      await db.updateTable('template_versions').set(placed).where('id', '=', id).execute()
    }
  }
  await versions.dropColumn('withdrawn_at').execute()
  await db.schema
    .createIndex('template_versions_number')
    .on('template_versions')
    .columns(['template_id', 'number'])
    .unique()
    .execute()
  // A name is free again when its template is retired.
  await db.schema
    .createIndex('templates_name')
    .on('templates')
    .column('name_key')
    .unique()
    .where(sql<boolean>`retired_at is null`)
    .execute()
}
