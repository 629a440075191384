import type { Evidence } from '../domain/evidence.ts'
import type { Mark } from '../domain/launch.ts'
import { type Db, iso } from './database.ts'
import { columnOf, type SomeItems } from './owners.ts'
import type { EvidenceRow } from './schema.ts'
import { statement } from './statement.ts'

/** How many pieces of evidence items have, by item. */
export async function countEvidence(db: Db, which: SomeItems): Promise<Map<string, number>> {
  const [column, values] = columnOf(which)
  const rows = await db
    .selectFrom('evidence')
    .select((row) => ['item_id', row.fn.countAll<number | string>().as('pieces')])
    .where('removed_at', 'is', null)
    .where(column, 'in', values)
    .groupBy('item_id')
    .execute()
  return new Map(rows.map((row) => [row.item_id, Number(row.pieces)]))
}

const evidenceOfItem = statement((db, it: { itemId: string }) =>
  db
    .selectFrom('evidence')
    .select((row) => row.fn.countAll<number | string>().as('pieces'))
    .where('item_id', '=', it.itemId)
    .where('removed_at', 'is', null),
)

/** How many pieces of evidence one item has. */
export async function countEvidenceOf(db: Db, itemId: string): Promise<number> {
  const [row] = (await evidenceOfItem(db, { itemId })).rows
  return Number(row?.pieces ?? 0)
}

/** What an item has as evidence, oldest first. */
export async function listEvidence(db: Db, itemId: string): Promise<Evidence[]> {
  const rows = await db
    .selectFrom('evidence')
    .selectAll()
    .where('item_id', '=', itemId)
    .where('removed_at', 'is', null)
    .orderBy('added_at')
    .orderBy('id')
    .execute()
  return rows.map(toEvidence)
}

/** So many pieces of a launch are looked through. */
const mostOfLaunch = 200

/** What the items of a launch have as evidence, newest first, each with its item's text. */
export async function listEvidenceOfLaunch(
  db: Db,
  launchId: string,
): Promise<{ text: string; evidence: Evidence }[]> {
  const rows = await db
    .selectFrom('evidence')
    .innerJoin('items', 'items.id', 'evidence.item_id')
    .selectAll('evidence')
    .select('items.text')
    .where('evidence.launch_id', '=', launchId)
    .where('evidence.removed_at', 'is', null)
    .where('items.removed_at', 'is', null)
    .orderBy('added_at', 'desc')
    .orderBy('evidence.id')
    .limit(mostOfLaunch)
    .execute()
  return rows.map((row) => ({ text: row.text, evidence: toEvidence(row) }))
}

export async function findEvidence(db: Db, id: string): Promise<Evidence | undefined> {
  const row = await db
    .selectFrom('evidence')
    .selectAll()
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
  return row && toEvidence(row)
}

export async function insertEvidence(db: Db, launchId: string, evidence: Evidence): Promise<void> {
  await db
    .insertInto('evidence')
    .values({
      id: evidence.id,
      item_id: evidence.itemId,
      launch_id: launchId,
      kind: evidence.kind,
      url: evidence.url,
      title: evidence.title,
      author_id: evidence.written?.by ?? null,
      written_at: evidence.written && iso(evidence.written.at),
      added_at: iso(evidence.added.at),
      added_by: evidence.added.by,
      removed_at: null,
    })
    .execute()
}

/** Takes a piece of evidence off its item; its event keeps what it was. False: it is off already. */
export async function removeEvidence(db: Db, id: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('evidence')
    .set({ removed_at: iso(at) })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

function toEvidence(row: EvidenceRow): Evidence {
  return {
    id: row.id,
    itemId: row.item_id,
    kind: row.kind,
    url: row.url,
    title: row.title,
    written: markOf(row.written_at, row.author_id),
    added: { at: new Date(row.added_at), by: row.added_by },
  }
}

function markOf(at: string | null, by: string | null): Mark | null {
  return at === null || by === null ? null : { at: new Date(at), by }
}
