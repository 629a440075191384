import type { Kysely } from 'kysely'

/** What is asked for at every click, or by launch or section, however many launches there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const indexes: [name: string, table: string, columns: string[]][] = [
    ['items_by_section', 'items', ['section_id', 'position']],
    ['item_owners_by_name', 'item_owners', ['launch_id', 'kind', 'holder']],
    ['sign_off_requests_by_launch', 'sign_off_requests', ['launch_id']],
    ['roll_calls_by_launch', 'roll_calls', ['launch_id']],
    ['sections_by_phase', 'sections', ['phase_id']],
  ]
  for (const [name, table, columns] of indexes) {
    await db.schema.createIndex(name).on(table).columns(columns).execute()
  }
  await db.schema.dropIndex('item_owners_by_launch').execute()
}
