/** The record as people look through it: filtered, and in pages. */
import { sql } from 'kysely'
import type { Event, EventType } from '../domain/event.ts'
import { type Db, iso } from './database.ts'
import { toEvent } from './events.ts'

/** Which entries are meant; null: whichever. */
export type Wanted = {
  /** One launch, or several. Those of one come by their place, those of several by their time. */
  of: { launchId: string } | { launchIds: readonly string[] }
  itemId: string | null
  /** Who did it. */
  personId: string | null
  types: readonly EventType[] | null
  /** Of which items. */
  itemIds: readonly string[] | null
  since: Date | null
  before: Date | null
}

/** Where an entry stands among others. */
type Standing = Pick<Event, 'launchId' | 'place' | 'at'>

/** Which page: the newest, or what is next to an entry on either side. */
export type Turn =
  | { toward: 'newest' }
  | { toward: 'older'; than: Standing }
  | { toward: 'newer'; than: Standing }

export type HistoryRows = {
  /** Newest first. */
  events: Event[]
  /** How many entries are meant in all, and how many of them are newer than these. */
  total: number
  newer: number
}

/**
 * A page of the entries that are meant. It costs the same wherever it is: a page is next to an entry,
 * not so many entries from the start. Beside the newest entries a page of newer ones is the newest.
 */
export async function listHistory(
  db: Db,
  wanted: Wanted,
  turn: Turn,
  limit: number,
): Promise<HistoryRows> {
  const page = await pageOf(db, wanted, turn, limit)
  const isNewest = turn.toward === 'newer' && page.length < limit
  const events = isNewest ? await pageOf(db, wanted, { toward: 'newest' }, limit) : page
  const total = await count(db, wanted, null)
  const [first] = events
  return { events, total, newer: first ? await count(db, wanted, first) : 0 }
}

async function pageOf(db: Db, wanted: Wanted, turn: Turn, limit: number): Promise<Event[]> {
  const direction = turn.toward === 'newer' ? 'asc' : 'desc'
  let query = meant(db, wanted).selectAll()
  if (turn.toward !== 'newest') query = query.where(isBeside(wanted, turn.toward, turn.than))
  if ('launchIds' in wanted.of)
    query = query.orderBy('at', direction).orderBy('launch_id', direction)
  const rows = await query.orderBy('place', direction).limit(limit).execute()
  const events = rows.map(toEvent)
  return direction === 'asc' ? events.reverse() : events
}

/** How many entries are meant, in all or of those that are newer than one. */
async function count(db: Db, wanted: Wanted, than: Standing | null): Promise<number> {
  let query = meant(db, wanted)
  if (than) query = query.where(isBeside(wanted, 'newer', than))
  const counted = query.select((row) => row.fn.countAll<number | string>().as('entries'))
  const { entries } = await counted.executeTakeFirstOrThrow()
  return Number(entries)
}

function isBeside({ of }: Wanted, toward: 'older' | 'newer', than: Standing) {
  const sign = sql.raw(toward === 'older' ? '<' : '>')
  if ('launchId' in of) return sql<boolean>`place ${sign} ${than.place}`
  return sql<boolean>`(at, launch_id, place) ${sign} (${iso(than.at)}, ${than.launchId}, ${than.place})`
}

/** What has to be told apart by its words: the items that entries which are meant are about. */
export async function listItemTexts(
  db: Db,
  wanted: Wanted,
): Promise<{ id: string; text: string }[]> {
  return db
    .selectFrom('items')
    .select(['id', 'text'])
    .where('id', 'in', meant(db, wanted).select('item_id').$castTo<{ item_id: string }>())
    .execute()
}

function meant(db: Db, { of, itemId, personId, types, itemIds, since, before }: Wanted) {
  const events = db.selectFrom('events')
  let query =
    'launchId' in of
      ? events.where('launch_id', '=', of.launchId)
      : events.where('launch_id', 'in', [...of.launchIds])
  if (itemId !== null) query = query.where('item_id', '=', itemId)
  if (personId !== null) query = query.where('by', '=', personId)
  if (types !== null) query = query.where('type', 'in', [...types])
  if (itemIds !== null) query = query.where('item_id', 'in', [...itemIds])
  if (since) query = query.where('at', '>=', iso(since))
  if (before) query = query.where('at', '<', iso(before))
  return query
}

/** The launches in which somebody has done anything. */
export async function listLaunchIdsOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .select('launch_id')
    .distinct()
    .where('by', '=', personId)
    .orderBy('launch_id')
    .execute()
  return rows.map((row) => row.launch_id)
}

/** What brings an item into another state, or takes its tick back. */
const moves: readonly EventType[] = [
  'item.ticked',
  'item.undone',
  'item.started',
  'item.blocked',
  'item.excluded',
  'item.reopened',
  'item.expired',
]

/** By the id of each of these ticks that was undone, the entry that undid it. */
export async function listUndoings(db: Db, events: readonly Event[]): Promise<Map<string, Event>> {
  const ticks = events.filter(({ type }) => type === 'item.ticked')
  if (ticks.length === 0) return new Map()
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('item_id', 'in', [...new Set(ticks.flatMap(({ itemId }) => itemId ?? []))])
    .where('type', 'in', [...moves])
    .orderBy('place')
    .execute()
  const all = rows.map(toEvent)
  return new Map(
    ticks.flatMap((tick) => {
      const next = all.find(({ itemId, place }) => itemId === tick.itemId && place > tick.place)
      return next?.type === 'item.undone' ? [[tick.id, next] as const] : []
    }),
  )
}
