import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../../migrations/index.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Db } from './database.ts'
import { unusable } from './dialect.ts'

/**
 * Brings the database up to the newest shape. Throws what a migration throws; it is undone. Refuses
 * ('database-unusable') one that a newer golive has written, and one that fails; `path` names it.
 */
export async function migrate(db: Db, path = ''): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (!error) return
  const unknown = await unknownMigrations(db).catch(() => [])
  if (unknown.length === 0) throw unusable(error, path)
  const detail = `it has ${unknown.join(', ')}`
  throw new Refusal({ code: 'database-unusable', trouble: 'newer', path, detail })
}

/** Those that the database has and this golive does not bring. */
async function unknownMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map(({ name }) => name).filter((name) => !(name in migrations))
}

/** Whether the database answers and has every migration that this golive brings. */
export async function isMigrated(db: Db): Promise<boolean> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  return (await migrator.getMigrations()).every((migration) => migration.executedAt)
}
