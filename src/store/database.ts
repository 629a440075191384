import {
  type Dialect,
  HandleEmptyInListsPlugin,
  Kysely,
  replaceWithNoncontingentExpression,
} from 'kysely'
import type { Schema } from './schema.ts'

/** The database, or a transaction on it: what every function of this room reads and writes with. */
export type Db = Kysely<Schema>

export function openDatabase(dialect: Dialect): Db {
  // To be in a list of nothing is false on either dialect; Postgres would refuse the question.
  const emptyLists = new HandleEmptyInListsPlugin({ strategy: replaceWithNoncontingentExpression })
  return new Kysely<Schema>({ dialect, plugins: [emptyLists] })
}

/** The time as the database keeps it. */
export function iso(date: Date): string {
  return date.toISOString()
}
