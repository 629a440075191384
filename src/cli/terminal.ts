/** What the commands of the command line share. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Context } from '../commands/context.ts'
import { readDatabasePath } from '../config.ts'
import { systemClock } from '../domain/clock.ts'
import { type Db, openDatabase } from '../store/database.ts'
import { sqliteDialect } from '../store/dialect.ts'
import { migrate } from '../store/migrate.ts'

/** Where a command reads and writes; its exit code is what it returns. */
export type Terminal = {
  env: Record<string, string | undefined>
  out(line: string): void
  err(line: string): void
}

export type CliCommand = {
  /** Its words in small letters, then what follows them. */
  usage: string
  does: string
  /** Returns the exit code: 0 well, 1 there is something to say, 2 it could not be done. */
  run(args: readonly string[], terminal: Terminal): Promise<number>
}

/** Says how a command goes; returns the exit code. */
export function misused({ usage }: CliCommand, terminal: Terminal): number {
  terminal.err(`It goes: npm run golive -- ${usage}`)
  return 2
}

/** The text of a file; null, and says so, where it cannot be read. */
export async function textIn(file: string, terminal: Terminal): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    terminal.err(`${file}: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
}

/** Opens golive's database, brought up to date, for as long as the work takes; says so where there is none. */
export async function withDatabase(
  terminal: Terminal,
  work: (db: Db) => Promise<number>,
): Promise<number> {
  const path = readDatabasePath(terminal.env)
  if (existsSync(path)) return withNewDatabase(terminal, work)
  terminal.err(`There is no database in ${path}.`)
  return 2
}

/** As `withDatabase`, and makes one where there is none. */
export async function withNewDatabase(
  { env }: Terminal,
  work: (db: Db) => Promise<number>,
): Promise<number> {
  const db = openDatabase(sqliteDialect(readDatabasePath(env)))
  try {
    await migrate(db)
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** What commands work with where there is no Slack to be told: golive tells it when it runs next. */
export function contextOf(db: Db): Context {
  return { db, clock: systemClock, wake: () => {} }
}
