import type { Compilable, CompiledQuery, DialectAdapter, QueryResult } from 'kysely'
import type { Db } from './database.ts'

/** Stands for a value that is given when the statement runs. */
class Placeholder {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) })

/** What openDatabase gives every database; a plugin beside it, as tests add, sees every query. */
const ownPlugins = 1

/**
 * A statement for what runs at every click: it is built and compiled once for each dialect, which
 * takes several times as long as running it. Values go where `build` puts them, and cannot decide
 * what it builds.
 */
export function statement<Values extends object, Row>(
  build: (db: Db, values: Values) => Compilable<Row>,
): (db: Db, values: Values) => Promise<QueryResult<Row>> {
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>()
  return (db, values) => {
    const { adapter, plugins } = db.getExecutor()
    if (plugins.length > ownPlugins) return db.executeQuery(build(db, values))
    const known = compiled.get(adapter) ?? build(db, placeholders as Values).compile()
    compiled.set(adapter, known)
    const parameters = known.parameters.map((value) =>
      value instanceof Placeholder ? values[value.name as keyof Values] : value,
    )
    return db.executeQuery({ ...known, parameters })
  }
}
