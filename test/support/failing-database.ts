import type { KyselyPlugin } from 'kysely'
import type { Db } from '../../src/store/database.ts'

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

/** What a transaction that was rolled back at its end fails with. */
export const tooLate = new Error('every statement went through')

/** A database whose transactions never commit: they fail at the very end. */
export function rolledBack(db: Db): Db {
  return new Proxy(db, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name, target)
      return () => ({
        execute: (work: (tx: Db) => Promise<unknown>) =>
          target.transaction().execute(async (tx) => {
            await work(tx)
            throw tooLate
          }),
      })
    },
  })
}
