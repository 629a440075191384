import type { Head } from '../domain/chain.ts'
import type { Stakes } from '../domain/permission.ts'
import type { Db } from './database.ts'
import type { Wish } from './outbox.ts'

/** What those who share a commit ask the database once for, while their transaction lasts. */
export type Shared = {
  /** The launches whose rows are locked. */
  locked: Set<string>
  /** Where the records of launches end that were written to: stored once, before the commit. */
  heads: Map<string, Head>
  /** The same, by the work that is under way. */
  newHeads: Map<string, Head>
  /** Kept only between commands that change nothing of it; otherwise null. */
  stakes: Map<string, Stakes> | null
  /** What Slack is to be told, by key: written once, before the commit. */
  wishes: Map<string, Wish>
  /** The same, of the work that is under way. */
  newWishes: Wish[]
}

const ofTransactions = new WeakMap<Db, Shared>()

export function beginSharing(tx: Db): Shared {
  const shared: Shared = {
    locked: new Set(),
    heads: new Map(),
    newHeads: new Map(),
    stakes: null,
    wishes: new Map(),
    newWishes: [],
  }
  ofTransactions.set(tx, shared)
  return shared
}

/**
 * Says whether who runs next changes nothing of what permissions are decided by: then it is read once for
 * all of those that follow each other and say so.
 */
export function shareStakes(tx: Db, isShared: boolean): void {
  const shared = sharedIn(tx)
  if (shared) shared.stakes = isShared ? (shared.stakes ?? new Map()) : null
}

/** Undefined outside of a transaction. */
export function sharedIn(db: Db): Shared | undefined {
  return ofTransactions.get(db)
}

/** Keeps what a work wished and recorded, as its changes are kept. */
export function keepWork({ wishes, newWishes, heads, newHeads }: Shared): void {
  for (const [launchId, head] of newHeads) heads.set(launchId, head)
  newHeads.clear()
  for (const wish of newWishes.splice(0)) {
    const earlier = wishes.get(wish.key)
    const priority = Math.min(wish.priority, earlier?.priority ?? wish.priority)
    wishes.set(wish.key, { ...(earlier ?? wish), priority })
  }
}

/** Forgets a work that is undone: the locks that it took are free again, on Postgres. */
export function undoWork(shared: Shared): void {
  shared.newWishes = []
  shared.locked.clear()
  shared.newHeads.clear()
  shared.stakes = null
}
