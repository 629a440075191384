import type { Kysely } from 'kysely'

/** Items that were taken out of a running launch stay, with who did it and why. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of ['removed_at', 'removed_by', 'removed_because']) {
    await db.schema.alterTable('items').addColumn(name, 'text').execute()
  }
}
