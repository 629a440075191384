import { CompiledQuery, type Transaction } from 'kysely'
import type { Db } from './database.ts'
import { writeWishes } from './outbox.ts'
import type { Schema } from './schema.ts'
import { beginSharing, keepWork, type Shared, undoWork } from './shared.ts'

type Tx = Transaction<Schema>
type Work = {
  run: (tx: Tx) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}
type Outcome = () => void

/** So many share a commit at most, so that nobody waits for long. */
const mostTogether = 64

/** What waits to be run on each database. */
const queues = new WeakMap<Db, Work[]>()

/** A transaction that has ended, and how many shared it. */
type Ended = { seconds: number; commands: number }

const watches = new WeakMap<Db, (ended: Ended) => void>()

/** Tells of each transaction of a database that ended, committed or undone. */
export function watchTransactions(db: Db, watch: (ended: Ended) => void): void {
  watches.set(db, watch)
}

/**
 * The one place where transactions begin. What `work` throws undoes everything it wrote, and nothing
 * else. It returns when all of it is on the disk. What is asked for in the same turn of the event loop
 * shares a commit: the wait for the disk is most of what a small transaction costs. So `work` may be
 * run a second time, with nothing of the first one kept.
 */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const own: Work = { run: work, resolve: resolve as Work['resolve'], reject }
    const queue = queues.get(db)
    if (queue) {
      queue.push(own)
      return
    }
    const started = [own]
    queues.set(db, started)
    setImmediate(() => void runAll(db, started))
  })
}

async function runAll(db: Db, queue: Work[]): Promise<void> {
  while (queue.length > 0) {
    const works = queue.splice(0, mostTogether)
    const [only] = works
    if (works.length === 1 && only) await runAlone(db, only)
    else await runTogether(db, works)
  }
  queues.delete(db)
}

async function runAlone(db: Db, { run, resolve, reject }: Work): Promise<void> {
  await commit(db, 1, run).then(resolve, reject)
}

/** If the transaction that they share breaks, nothing of it is there, and each tries alone. */
async function runTogether(db: Db, works: readonly Work[]): Promise<void> {
  const outcomes: Outcome[] = []
  try {
    await commit(db, works.length, async (tx, shared) => {
      for (const work of works) outcomes.push(await inSavepoint(tx, shared, work))
    })
  } catch {
    for (const work of works) await runAlone(db, work)
    return
  }
  for (const tellOutcome of outcomes) tellOutcome()
}

async function commit<T>(
  db: Db,
  commands: number,
  run: (tx: Tx, shared: Shared) => Promise<T>,
): Promise<T> {
  const start = performance.now()
  try {
    return await db.transaction().execute(async (tx) => {
      const shared = beginSharing(tx)
      const value = await run(tx, shared)
      keepWork(shared)
      await writeWishes(tx, shared)
      return value
    })
  } finally {
    watches.get(db)?.({ seconds: (performance.now() - start) / 1000, commands })
  }
}

async function inSavepoint(
  tx: Tx,
  shared: Shared,
  { run, resolve, reject }: Work,
): Promise<Outcome> {
  await tx.executeQuery(savepoint.begin)
  try {
    const value = await run(tx)
    await tx.executeQuery(savepoint.release)
    keepWork(shared)
    return () => resolve(value)
  } catch (error) {
    undoWork(shared)
    await tx.executeQuery(savepoint.undo)
    await tx.executeQuery(savepoint.release)
    return () => reject(error)
  }
}

const savepoint = {
  begin: CompiledQuery.raw('savepoint work'),
  undo: CompiledQuery.raw('rollback to savepoint work'),
  release: CompiledQuery.raw('release savepoint work'),
}
