/** Whole records as they are sealed, and what the last look at them found. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { ChainedEntry, Head, RecordBreak } from '../domain/chain.ts'
import { type Db, iso } from './database.ts'

/** So many entries are read at once; between two reads whoever clicks comes first. */
const pageSize = 500

type RecordOwner = { id: string; name: string }

/** Every launch there is, ended ones too, by when it was started. */
export async function listRecordOwners(db: Db): Promise<RecordOwner[]> {
  return db
    .selectFrom('launches')
    .select(['id', 'name'])
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}

/**
 * A launch's whole record with the head that is kept for it (null: none is), both of one moment: it
 * is read again when something was added meanwhile.
 */
export async function readRecord(
  db: Db,
  launchId: string,
): Promise<{ entries: ChainedEntry[]; head: Head | null }> {
  for (;;) {
    const before = await findKeptHead(db, launchId)
    const entries = await readEntries(db, launchId)
    const head = await findKeptHead(db, launchId)
    if (before?.hash === head?.hash && before?.place === head?.place) return { entries, head }
  }
}

async function readEntries(db: Db, launchId: string): Promise<ChainedEntry[]> {
  const entries: ChainedEntry[] = []
  for (;;) {
    const after = entries.at(-1)?.place
    const rows = await db
      .selectFrom('events')
      .selectAll()
      .where('launch_id', '=', launchId)
      .$if(after !== undefined, (query) => query.where('place', '>', after as number))
      .orderBy('place')
      .limit(pageSize)
      .execute()
    for (const { launch_id, item_id, ...row } of rows) {
      entries.push({ ...row, launchId: launch_id, itemId: item_id })
    }
    if (rows.length < pageSize) return entries
    await nextTurn()
  }
}

async function findKeptHead(db: Db, launchId: string): Promise<Head | null> {
  const row = await db
    .selectFrom('heads')
    .select(['place', 'hash'])
    .where('launch_id', '=', launchId)
    .executeTakeFirst()
  return row ?? null
}

/** Where the last look at a launch's record found that it is broken; null: nowhere. */
export async function findRecordBreak(db: Db, launchId: string): Promise<RecordBreak | null> {
  const row = await db
    .selectFrom('record_checks')
    .select(['place', 'kind'])
    .where('launch_id', '=', launchId)
    .executeTakeFirst()
  return row ?? null
}

/** Every launch whose record is broken, the one found first before the others. */
export async function listRecordBreaks(db: Db): Promise<(RecordBreak & { launchId: string })[]> {
  return db
    .selectFrom('record_checks')
    .select(['launch_id as launchId', 'place', 'kind'])
    .orderBy('found_at')
    .orderBy('launch_id')
    .execute()
}

/** Keeps what a look has found; null: that all fits again, as after a backup was put back. */
export async function keepRecordBreak(
  db: Db,
  launchId: string,
  found: RecordBreak | null,
  at: Date,
): Promise<void> {
  await db.deleteFrom('record_checks').where('launch_id', '=', launchId).execute()
  if (!found) return
  const { place, kind } = found
  await db
    .insertInto('record_checks')
    .values({ launch_id: launchId, found_at: iso(at), place, kind })
    .execute()
}
