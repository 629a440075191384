/** The sole file that tells SQLite and Postgres apart. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  type SqliteDatabase as KyselySqliteDatabase,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import { Refusal } from '../domain/refusal.ts'
import type { Trouble } from '../domain/trouble.ts'
import type { Schema } from './schema.ts'

/**
 * A SQLite database in a file, or `:memory:`. Every commit is on the disk when it returns
 * (synchronous FULL), foreign keys are enforced, and another process's write is waited for.
 */
export function sqliteDialect(path: string): Dialect {
  try {
    if (path !== ':memory:') prepareFile(path)
    const database = new SqliteDatabase(path)
    database.pragma(`busy_timeout = ${busyMs}`)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    database.pragma(`wal_autocheckpoint = ${checkpointPages}`)
    return new ImmediateSqliteDialect(database)
  } catch (error) {
    throw unusable(error, path)
  }
}

/** Up to 16 MB stay in the log, so that a commit seldom moves it into the database. */
const checkpointPages = 4000

/** Looking through a file takes seconds when it is larger; there damage shows when it is met. */
const mostChecked = 100 * 1024 * 1024

/** Its folder is made; a file that is there is only looked at, and refused when it is damaged. */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size === 0 || size > mostChecked) return
  const database = new SqliteDatabase(path, { readonly: true })
  try {
    const [found] = database.pragma('quick_check(1)', { simple: false }) as QuickCheck
    if (found && found.quick_check !== 'ok') throw new DamagedDatabase(found.quick_check)
  } finally {
    database.close()
  }
}

type QuickCheck = { quick_check: string }[]

/** SQLite's own check has found something. */
class DamagedDatabase extends Error {
  readonly code = 'SQLITE_CORRUPT'
}

/** By the beginnings of SQLite's codes, and of Postgres's. */
const troublesByCode: readonly (readonly [RegExp, Trouble])[] = [
  [/^SQLITE_(BUSY|LOCKED)|^(40001|40P01|55P03)$/, 'busy'],
  [/^SQLITE_FULL|^ENOSPC$|^53100$/, 'full'],
  [/^SQLITE_READONLY|^(EROFS|EACCES|EPERM)$|^25006$/, 'read-only'],
  [/^SQLITE_(CORRUPT|NOTADB)|^XX00[12]$/, 'corrupt'],
  [/^SQLITE_(CANTOPEN|IOERR|PERM)|^(ENOTDIR|EEXIST|EISDIR)$|^(08...|57P0.)$/, 'unreachable'],
]

/** What an error says of the database as such; null: it is about what was asked of it, or another's. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof AggregateError) {
    return error.errors.map(troubleOf).find((trouble) => trouble !== null) ?? null
  }
  const code = codeOf(error)
  return troublesByCode.find(([codes]) => codes.test(code))?.[1] ?? null
}

/** The refusal to start with a database that fails; what does not come from the database stays. */
export function unusable(error: unknown, path: string): unknown {
  const trouble = troubleOf(error)
  if (!trouble || !(error instanceof Error)) return error
  const detail = `${codeOf(error)}: ${error.message}`
  return new Refusal({ code: 'database-unusable', trouble, path, detail })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** How long one statement waits for another process; store/transaction.ts waits for longer. */
const busyMs = 250

/** More than golive has statements; lists of another length make other ones. */
const keptStatements = 1000

/** Compiling a statement takes longer than most of them take to run, so they are kept. */
function withKeptStatements(database: SqliteDatabase.Database): KyselySqliteDatabase {
  const kept = new Map<string, SqliteDatabase.Statement>()
  return {
    close: () => void database.close(),
    prepare(text) {
      const known = kept.get(text)
      if (known) return known
      const statement = database.prepare(text)
      // What a statement gives is other when its tables are.
      if (/^\s*(create|alter|drop)\b/i.test(text) || kept.size === keptStatements) kept.clear()
      kept.set(text, statement)
      return statement
    },
  }
}

/**
 * Transactions take the write lock when they begin: one that began by reading could not write any
 * more once another process has written (SQLITE_BUSY_SNAPSHOT, which no waiting mends).
 */
class ImmediateSqliteDialect extends SqliteDialect {
  readonly #driver: SqliteDriver

  constructor(database: SqliteDatabase.Database) {
    const config = { database: withKeptStatements(database) }
    super(config)
    this.#driver = new ImmediateSqliteDriver(config, () => database.inTransaction)
  }

  override createDriver(): SqliteDriver {
    return this.#driver
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new PlainValuesCompiler()
  }
}

/**
 * SQLite looks at the values of some queries when it plans them, and then plans them anew for each value: what
 * is ordered or limited took five times as long. A plus, which changes no value, keeps it from looking.
 * https://sqlite.org/lang_expr.html#operators https://sqlite.org/c3ref/c_dbconfig_defensive.html (QPSG)
 */
class PlainValuesCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?'
  }
}

/** SQLite can undo the making of tables, so a migration that fails leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #isInTransaction: () => boolean

  constructor(
    config: ConstructorParameters<typeof SqliteDriver>[0],
    isInTransaction: () => boolean,
  ) {
    super(config)
    this.#isInTransaction = isInTransaction
  }

  /** SQLite itself undoes a transaction when the disk is full: then what failed is what counts. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#isInTransaction()) await super.rollbackTransaction(connection)
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/**
 * Writes a database as it is at one moment into a file that is empty or not there yet, without what was deleted
 * from it. Others read and write meanwhile.
 */
export function copyDatabase(path: string, to: string): void {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  try {
    database.prepare('vacuum into ?').run(to)
  } finally {
    database.close()
  }
}

/** A SQLite database that is only read. */
export function readonlyDialect(path: string): Dialect {
  const database = new SqliteDatabase(path, { readonly: true, fileMustExist: true })
  return new SqliteDialect({ database: withKeptStatements(database) })
}

/** What the database itself finds damaged, a line each; none: nothing. */
export async function listDamage(db: Kysely<Schema>): Promise<string[]> {
  const whole = await sql<{ integrity_check: string }>`pragma integrity_check(10)`.execute(db)
  const keys = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  const strays = keys.rows.map(({ table, parent }) => `${table} names what ${parent} has not`)
  return [
    ...whole.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok'),
    ...new Set(strays),
  ]
}

/** What SQLite keeps beside a database while it is open, or after a process died. */
export const besideDatabase = ['-wal', '-shm', '-journal'] as const

/**
 * Runs `work` while nobody else has the database open; while that lasts nobody can open it. What was
 * beside its file is in it then, unless the file is damaged. False: somebody has it open, and nothing
 * was done. It is told by SQLite's own locks: whoever has a database in WAL mode open, shares one on
 * the file, and to leave that mode takes the lock of one who is alone.
 */
export async function whileAlone(path: string, work: () => Promise<void>): Promise<boolean> {
  const trouble = foldIn(path)
  if (trouble === 'busy') return false
  if (trouble) {
    await work()
    return true
  }
  const database = new SqliteDatabase(path, { timeout: 0 })
  try {
    if (!lockAlone(database)) return false
    await work()
    return true
  } finally {
    database.close()
  }
}

/** Brings a database into its one file. Returns what kept it from doing so: 'busy', or 'corrupt'. */
function foldIn(path: string): 'busy' | 'corrupt' | null {
  const database = new SqliteDatabase(path, { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = DELETE')
    return null
  } catch (error) {
    const trouble = troubleOf(error)
    if (trouble === 'busy' || trouble === 'corrupt') return trouble
    throw error
  } finally {
    database.close()
  }
}

/** False: somebody has opened it meanwhile. */
function lockAlone(database: SqliteDatabase.Database): boolean {
  try {
    database.exec('begin exclusive')
    return database.pragma('journal_mode', { simple: true }) === 'delete'
  } catch (error) {
    if (troubleOf(error) === 'busy') return false
    throw error
  }
}

/** Whether an error says that a row with such a unique key, other than its id, is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505'
}

/** Whether an error says that a row does not fit to those that are there: by a key of any kind. */
export function isConstraintViolation(error: unknown): boolean {
  return /^SQLITE_CONSTRAINT|^23/.test(codeOf(error))
}

/** Makes the database itself refuse to change or delete rows of a table. */
// biome-ignore lint/suspicious/noExplicitAny: migrations run before there is a schema
export async function makeAppendOnly(db: Kysely<any>, table: string): Promise<void> {
  const refuse = isOnSqlite(db)
    ? ['update', 'delete'].map((verb) => refusing(table, verb))
    : [
        `create function ${table}_append_only() returns trigger language plpgsql as
          $$ begin raise exception '${table} is append-only'; end $$`,
        `create trigger ${table}_append_only before update or delete on ${table}
          for each row execute function ${table}_append_only()`,
      ]
  for (const statement of refuse) await sql.raw(statement).execute(db)
}

/** Lets rows of an append-only table be changed meanwhile: for migrations, in their transaction. */
export async function lettingChange(
  // biome-ignore lint/suspicious/noExplicitAny: migrations run before there is a schema
  db: Kysely<any>,
  table: string,
  change: () => Promise<void>,
): Promise<void> {
  const [allow, refuse] = isOnSqlite(db)
    ? [`drop trigger ${table}_no_update`, refusing(table, 'update')]
    : (['disable', 'enable'].map((verb) => `alter table ${table} ${verb} trigger user`) as [
        string,
        string,
      ])
  await sql.raw(allow).execute(db)
  await change()
  await sql.raw(refuse).execute(db)
}

/**
 * Lets an entry of the record be given other words, with another salt, where that is announced in
 * `amendments`, and be deleted where its launch is in `archives`; all else is refused as before.
 */
// biome-ignore lint/suspicious/noExplicitAny: migrations run before there is a schema
export async function letAmendAndArchive(db: Kysely<any>): Promise<void> {
  const kept = ['id', 'launch_id', 'place', 'item_id', 'type', 'at', 'via', 'digest', 'hash']
  const isSame = isOnSqlite(db) ? 'is' : 'is not distinct from'
  const allowed = `${kept.map((name) => `new.${name} ${isSame} old.${name}`).join(' and ')}
    and exists (select 1 from amendments
      where amendments.launch_id = old.launch_id and amendments.place = old.place)`
  const archived = 'exists (select 1 from archives where archives.launch_id = old.launch_id)'
  const statements = isOnSqlite(db)
    ? [
        'drop trigger events_no_update',
        `create trigger events_no_update before update on events when not (${allowed})
          begin select raise(abort, 'events is append-only'); end`,
        'drop trigger events_no_delete',
        `create trigger events_no_delete before delete on events when not ${archived}
          begin select raise(abort, 'events is append-only'); end`,
      ]
    : [
        `create or replace function events_append_only() returns trigger language plpgsql as $$ begin
          if tg_op = 'UPDATE' then if ${allowed} then return new; end if; end if;
          if tg_op = 'DELETE' then if ${archived} then return old; end if; end if;
          raise exception 'events is append-only'; end $$`,
      ]
  for (const statement of statements) await sql.raw(statement).execute(db)
}

/**
 * Writes a SQLite file anew, so that what was deleted or replaced is in none of its pages, and empties
 * its log. False: somebody else has it open, and old pages may be there still.
 */
export async function forgetDeleted(db: Kysely<Schema>): Promise<boolean> {
  try {
    await sql`vacuum`.execute(db)
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
    return rows[0]?.busy === 0
  } catch (error) {
    if (troubleOf(error) === 'busy') return false
    throw error
  }
}

function refusing(table: string, verb: string): string {
  return `create trigger ${table}_no_${verb} before ${verb} on ${table}
    begin select raise(abort, '${table} is append-only'); end`
}

// biome-ignore lint/suspicious/noExplicitAny: migrations run before there is a schema
function isOnSqlite(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
