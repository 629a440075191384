import {
  type Dialect,
  HandleEmptyInListsPlugin,
  Kysely,
  replaceWithNoncontingentExpression,
  type Transaction,
} from 'kysely'
import type { Schema } from './schema.ts'

/** The database, or a transaction on it: what every function of this room reads and writes with. */
export type Db = Kysely<Schema>

export function openDatabase(dialect: Dialect): Db {
  // To be in a list of nothing is false on either dialect; Postgres would refuse the question.
  const emptyLists = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })
  return new Kysely<Schema>({ dialect, plugins: [emptyLists] })
}

/** The one place where transactions begin. What `work` throws undoes everything it wrote. */
export function transaction<T>(db: Db, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

/** The time as the database keeps it. */
export function iso(date: Date): string {
  return date.toISOString()
}
