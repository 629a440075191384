/** The sole file that tells SQLite and Postgres apart. */
import { mkdirSync } from 'node:fs'
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
  sql,
} from 'kysely'

/**
 * A SQLite database in a file, or `:memory:`. Every commit is on the disk when it returns
 * (synchronous FULL), foreign keys are enforced, and another process's write is waited for.
 */
export function sqliteDialect(path: string): Dialect {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new SqliteDatabase(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  return new ImmediateSqliteDialect({ database: withKeptStatements(database) })
}

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

  constructor(config: ConstructorParameters<typeof SqliteDriver>[0]) {
    super(config)
    this.#driver = new ImmediateSqliteDriver(config)
  }

  override createDriver(): SqliteDriver {
    return this.#driver
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter()
  }
}

/** SQLite can undo the making of tables, so a migration that fails leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

/** Whether an error says that a row with such a unique key, other than its id, is there already. */
export function isUniqueViolation(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === '23505'
}

/** Makes the database itself refuse to change or delete rows of a table. */
// biome-ignore lint/suspicious/noExplicitAny: migrations run before there is a schema
export async function makeAppendOnly(db: Kysely<any>, table: string): Promise<void> {
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  const refuse = isSqlite
    ? ['update', 'delete'].map(
        (verb) => `create trigger ${table}_no_${verb} before ${verb} on ${table}
          begin select raise(abort, '${table} is append-only'); end`,
      )
    : [
        `create function ${table}_append_only() returns trigger language plpgsql as
          $$ begin raise exception '${table} is append-only'; end $$`,
        `create trigger ${table}_append_only before update or delete on ${table}
          for each row execute function ${table}_append_only()`,
      ]
  for (const statement of refuse) await sql.raw(statement).execute(db)
}
