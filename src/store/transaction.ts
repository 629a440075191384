import { setTimeout as pause } from 'node:timers/promises'
import { CompiledQuery, type Transaction } from 'kysely'
import type { Db } from './database.ts'
import { troubleOf } from './dialect.ts'
import { writeHeads } from './events.ts'
import { writeWishes } from './outbox.ts'
import type { Schema } from './schema.ts'
import { beginSharing, keepWork, type Shared, undoWork } from './shared.ts'

type Tx = Transaction<Schema>
type Work = {
  run: (tx: Tx) => Promise<unknown>
  /** How long it waits for another process. */
  until: number
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}
type Outcome = () => void

/** So many share a commit at most, so that nobody waits for long. */
const mostTogether = 64

/** So long a transaction waits for another process, which is less than Slack waits for golive. */
const patienceMs = 1500
const busyGapMs = 50

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
 * run a second time, with nothing of the first one kept. While another process holds the database it
 * waits for a moment, and then throws what the database said.
 */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const until = performance.now() + patienceMs
    const own: Work = { run: work, until, resolve: resolve as Work['resolve'], reject }
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
    try {
      const [only] = works
      if (works.length === 1 && only) await runAlone(db, only)
      else await runTogether(db, works)
    } catch (error) {
      await waitOrReject(queue, works, error)
    }
  }
  queues.delete(db)
}

/** Another process holds the database: who has waited for long is told, and the others wait on. */
async function waitOrReject(queue: Work[], works: readonly Work[], error: unknown): Promise<void> {
  const now = performance.now()
  for (const { reject } of works.filter(({ until }) => until <= now)) reject(error)
  queue.unshift(...works.filter(({ until }) => until > now))
  await pause(busyGapMs)
}

/** Throws only that another process holds the database. */
async function runAlone(db: Db, { run, resolve, reject }: Work): Promise<void> {
  await commit(db, 1, run).then(resolve, (error: unknown) => {
    if (troubleOf(error) === 'busy') throw error
    reject(error)
  })
}

/** If the transaction that they share breaks, nothing of it is there, and each tries alone. */
async function runTogether(db: Db, works: readonly Work[]): Promise<void> {
  const outcomes: Outcome[] = []
  try {
    await commit(db, works.length, async (tx, shared) => {
      for (const work of works) outcomes.push(await inSavepoint(tx, shared, work))
    })
  } catch (error) {
    if (troubleOf(error) === 'busy') throw error
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
      await writeHeads(tx, shared)
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
