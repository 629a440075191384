import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect, sql } from 'kysely'
import { afterEach, beforeAll, describe } from 'vitest'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'

/** Gives a test a database that is its own and holds nothing. */
export type OpenDatabase = () => Promise<Db>

/** Runs tests on SQLite and on Postgres, with every table and without any row. */
export function onEachDialect(name: string, tests: (open: OpenDatabase) => void): void {
  onSqlite(name, (openBare) =>
    tests(async () => {
      const db = await openBare()
      await migrate(db)
      return db
    }),
  )
  onPostgres(name, (database) => {
    beforeAll(() => migrate(database()))
    tests(async () => {
      await sql.raw(`truncate ${tables.join(', ')}`).execute(database())
      return database()
    })
  })
}

/** Runs tests on SQLite and on Postgres, before any migration. */
export function onEachBareDialect(name: string, tests: (open: OpenDatabase) => void): void {
  onSqlite(name, tests)
  onPostgres(name, (database) =>
    tests(async () => {
      await dropEverything(database())
      return database()
    }),
  )
}

function onSqlite(name: string, tests: (open: OpenDatabase) => void): void {
  describe(`${name}, on SQLite`, () => {
    const opened: Db[] = []
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((db) => db.destroy()))
    })
    tests(async () => {
      const db = openDatabase(sqliteDialect(':memory:'))
      opened.push(db)
      return db
    })
  })
}

function onPostgres(name: string, tests: (database: () => Db) => void): void {
  describe(`${name}, on Postgres`, () => {
    let db: Db
    beforeAll(async () => {
      postgres ??= startPostgres()
      db = openDatabase(new PGliteDialect({ pglite: await postgres }))
      await dropEverything(db)
    })
    tests(() => db)
  })
}

/** Shared by all tests of a process, and ends with it. */
let postgres: Promise<PGlite> | undefined

async function dropEverything(db: Db): Promise<void> {
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
}

const cache = 'node_modules/.cache/golive'
const emptyCluster = join(cache, 'postgres.tar')

/** Making an empty Postgres takes seconds, loading one does not: the first made is kept. */
async function startPostgres(): Promise<PGlite> {
  const kept = await readFile(emptyCluster).catch(() => null)
  if (kept) return PGlite.create({ loadDataDir: new Blob([new Uint8Array(kept)]) })
  const postgres = await PGlite.create()
  const dump = await postgres.dumpDataDir('none')
  await mkdir(cache, { recursive: true })
  const draft = `${emptyCluster}.${process.pid}`
  await writeFile(draft, new Uint8Array(await dump.arrayBuffer()))
  await rename(draft, emptyCluster)
  return postgres
}

/** Every row of every table: equal before and after when nothing was written. */
export async function allRows(db: Db): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {}
  for (const table of tables) {
    const found = await db.selectFrom(table).selectAll().execute()
    rows[table] = found.map((row) => JSON.stringify(row)).sort()
  }
  return rows
}

const tables = [
  'people',
  'channels',
  'template_versions',
  'templates',
  'launches',
  'phases',
  'sections',
  'items',
  'item_owners',
  'evidence',
  'roles',
  'sign_offs',
  'sign_off_requests',
  'roll_calls',
  'roll_call_answers',
  'overrides',
  'emergencies',
  'emergency_answers',
  'emergency_decisions',
  'emergency_asks',
  'events',
  'heads',
  'amendments',
  'pseudonyms',
  'archives',
  'record_checks',
  'surfaces',
  'outbox',
  'announcements',
  'habits',
  'reminders',
  'reminder_items',
  'snoozes',
] as const
