import { type KyselyPlugin, type OperationNode, TableNode, type Transaction } from 'kysely'
import type { Db } from '../../src/store/database.ts'
import type { Schema } from '../../src/store/schema.ts'

export type Failure = { statement: number; when: 'before' | 'after' }

/** A database whose n-th statement fails: before it ran, or after, when its answer is lost. */
export function failing(db: Db, { statement, when }: Failure): { db: Db; hasFailed(): boolean } {
  let left = statement
  let hasFailed = false
  const fail = (moment: Failure['when']) => {
    if (moment !== when || --left !== 0) return
    hasFailed = true
    throw new Error('injected')
  }
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      fail('before')
      return node
    },
    async transformResult({ result }) {
      fail('after')
      return result
    },
  }
  return { db: db.withPlugin(plugin), hasFailed: () => hasFailed }
}

/**
 * A database in which a number of attempts to insert into a table come too early to see what is
 * there: until then it looks empty, as to a transaction that began before another was committed.
 */
export function blindUntilInserted(db: Db, table: keyof Schema, attempts = 1): Db {
  let left = attempts
  const unseen = new Set<unknown>()
  const plugin: KyselyPlugin = {
    transformQuery({ node, queryId }) {
      if (node.kind === 'InsertQueryNode' && node.into && nameOf(node.into) === table) left--
      const reads = node.kind === 'SelectQueryNode' ? (node.from?.froms ?? []) : []
      if (left > 0 && reads.some((read) => nameOf(read) === table)) unseen.add(queryId)
      return node
    },
    async transformResult({ result, queryId }) {
      return unseen.has(queryId) ? { ...result, rows: [] } : result
    },
  }
  return db.withPlugin(plugin)
}

/** A database that notes which tables are read and written, in order. */
export function watched(db: Db): { db: Db; steps: string[] } {
  const steps: string[] = []
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      if (node.kind === 'UpdateQueryNode' && node.table) steps.push(`update ${nameOf(node.table)}`)
      if (node.kind === 'SelectQueryNode') {
        for (const read of node.from?.froms ?? []) steps.push(`select ${nameOf(read)}`)
      }
      return node
    },
    async transformResult({ result }) {
      return result
    },
  }
  return { db: db.withPlugin(plugin), steps }
}

function nameOf(node: OperationNode): string | undefined {
  return TableNode.is(node) ? node.table.identifier.name : undefined
}

/** What a transaction that was rolled back at its end fails with. */
export const tooLate = new Error('every statement went through')

/** A database whose transactions never commit: they fail at the very end. */
export function rolledBack(db: Db): Db {
  return withTransactions(db, (work) =>
    db.transaction().execute(async (tx) => {
      await work(tx)
      throw tooLate
    }),
  )
}

/** A database whose transactions are run by somebody else. */
export function withTransactions(
  db: Db,
  execute: (work: (tx: Transaction<Schema>) => Promise<unknown>) => Promise<unknown>,
): Db {
  return new Proxy(db, {
    get(target, name) {
      if (name === 'transaction') return () => ({ execute })
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
