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
  return (await listMigrations(db)).filter((name) => !(name in migrations))
}

/** Those that the database has. Throws where it is none of golive's. */
async function listMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return rows.map(({ name }) => name)
}

/**
 * How a database, which stays as it is, stands to this golive: `foreign` is no database of golive's,
 * `newer` has migrations that this one does not bring, `unsealed` has a record without a chain yet.
 */
export async function ageOf(db: Db): Promise<'foreign' | 'newer' | 'unsealed' | 'known'> {
  const names = await listMigrations(db).catch(() => null)
  if (!names) return 'foreign'
  if (names.some((name) => !(name in migrations))) return 'newer'
  return names.includes('0013-chained-record') ? 'known' : 'unsealed'
}

/** Whether the database answers and has every migration that this golive brings. */
export async function isMigrated(db: Db): Promise<boolean> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  return (await migrator.getMigrations()).every((migration) => migration.executedAt)
}
