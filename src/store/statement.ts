import type { Compilable, CompiledQuery, DialectAdapter, QueryResult } from 'kysely'
import type { Db } from './database.ts'

/** Stands for a value that is given when the statement runs. */
class Placeholder<Values> {
  readonly read: (values: Values) => unknown

  constructor(read: (values: Values) => unknown) {
    this.read = read
  }
}

/** What openDatabase gives every database; a plugin beside it, as tests add, sees every query. */
const ownPlugins = 1

type Build<Values, Row> = (db: Db, values: Values) => Compilable<Row>
type Statement<Values, Row> = (db: Db, values: Values) => Promise<QueryResult<Row>>

/**
 * A statement for what runs at every click: it is built and compiled once for each dialect, which
 * takes several times as long as running it. Values go where `build` puts them, and cannot decide
 * what it builds.
 */
export function statement<Values extends object, Row>(
  build: Build<Values, Row>,
): Statement<Values, Row> {
  return compiledOnce(
    build,
    placeholders((values: Values, name) => values[name as keyof Values]),
  )
}

/** The same for a list of values, compiled once for each length that one has. */
export function listStatement<Values extends object, Row>(
  build: Build<readonly Values[], Row>,
): Statement<readonly Values[], Row> {
  const byLength = new Map<number, Statement<readonly Values[], Row>>()
  return (db, list) => {
    const { length } = list
    const known = byLength.get(length)
    if (known) return known(db, list)
    const places: readonly Values[] = Array.from({ length }, (_, index) =>
      placeholders<Values, readonly Values[]>(
        (values, name) => values[index]?.[name as keyof Values],
      ),
    )
    const added = compiledOnce(build, places)
    byLength.set(length, added)
    return added(db, list)
  }
}

function placeholders<Values, Given = Values>(read: (values: Given, name: string) => unknown) {
  const get = (_: object, name: string | symbol) =>
    new Placeholder((values: Given) => read(values, String(name)))
  return new Proxy({}, { get }) as Values
}

function compiledOnce<Values, Row>(
  build: Build<Values, Row>,
  places: Values,
): Statement<Values, Row> {
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>()
  return (db, values) => {
    const { adapter, plugins } = db.getExecutor()
    if (plugins.length > ownPlugins) return db.executeQuery(build(db, values))
    const known = compiled.get(adapter) ?? build(db, places).compile()
    compiled.set(adapter, known)
    const parameters = known.parameters.map((value) =>
      value instanceof Placeholder ? value.read(values) : value,
    )
    return db.executeQuery({ ...known, parameters })
  }
}
