import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { beginning, type ChainedEntry, type Head, sealAfter } from '../domain/chain.ts'
import { type Event, type EventType, eventShapes, type NewEvent } from '../domain/event.ts'
import type { Actor } from '../domain/person.ts'
import { type Db, iso } from './database.ts'
import type { EventRow, HeadRow } from './schema.ts'
import { type Shared, sharedIn } from './shared.ts'
import { statement } from './statement.ts'

/** The place of the last entry in a launch's record; 0 where there is none. */
export function lastPlace(launchId: string) {
  return sql<number>`(select coalesce(max(place), 0) from events where launch_id = ${launchId})`
}

const headOf = statement((db, it: { launchId: string }) =>
  db.selectFrom('heads').select(['place', 'hash']).where('launch_id', '=', it.launchId),
)

/** Where a launch's record ends; null: nothing is kept of that. */
export async function findHead(db: Db, launchId: string): Promise<Head | null> {
  return (await headOf(db, { launchId })).rows[0] ?? null
}

const newEvent = statement((db, it: EventRow) =>
  db.insertInto('events').values({
    id: it.id,
    launch_id: it.launch_id,
    place: it.place,
    item_id: it.item_id,
    type: it.type,
    data: it.data,
    at: it.at,
    by: it.by,
    via: it.via,
    salt: it.salt,
    digest: it.digest,
    hash: it.hash,
  }),
)

const newHead = statement((db, it: HeadRow) =>
  db
    .insertInto('heads')
    .values({ launch_id: it.launch_id, place: it.place, hash: it.hash })
    .onConflict((conflict) =>
      conflict.column('launch_id').doUpdateSet((column) => ({
        place: column.ref('excluded.place'),
        hash: column.ref('excluded.hash'),
      })),
    ),
)

/** Writes where the records end that a transaction wrote to, which is about to be committed. */
export async function writeHeads(tx: Db, { heads }: Shared): Promise<void> {
  for (const [launch_id, head] of heads) await newHead(tx, { launch_id, ...head })
}

/**
 * Adds an entry to a launch's record, at the next place, sealed with the one before it. Only inside a
 * transaction, which stores where the record ends; the launch has to be locked, so that places have no
 * gaps; that two never have the same one is a unique key.
 */
export async function appendEvent(
  db: Db,
  entry: { id: string; launchId: string; event: NewEvent; at: Date; actor: Actor },
): Promise<void> {
  const { id, launchId, event, actor } = entry
  const shared = sharedIn(db)
  if (!shared) throw new Error('an entry is added in a transaction')
  const { heads, newHeads } = shared
  const known = newHeads.get(launchId) ?? heads.get(launchId)
  const head = known ?? (await findHead(db, launchId)) ?? beginning
  const content = {
    ...{ id, launchId, place: head.place + 1, itemId: event.itemId ?? null, type: event.type },
    ...{ data: JSON.stringify(event.data), at: iso(entry.at), by: actor.id, via: actor.via },
  }
  const seal = sealAfter(head, content, newSalt())
  const { place, itemId: item_id, type, data, at, by, via } = content
  await newEvent(db, { id, launch_id: launchId, place, item_id, type, data, at, by, via, ...seal })
  newHeads.set(launchId, { place, hash: seal.hash })
}

/** Nobody can guess it: 122 bits, of which Node fetches many at once. */
export function newSalt(): string {
  return randomUUID()
}

/** A launch's whole record as it is stored, sealed, by place. */
export async function listChained(db: Db, launchId: string): Promise<ChainedEntry[]> {
  return (await wholeRecord(db, launchId)).map(toChained)
}

function wholeRecord(db: Db, launchId: string): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('place')
    .execute()
}

/** An entry as it is stored, with its seal. */
export function toChained({ launch_id, item_id, ...row }: EventRow): ChainedEntry {
  return { ...row, launchId: launch_id, itemId: item_id }
}

export async function findEvent(db: Db, id: string): Promise<Event | undefined> {
  const row = await db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toEvent(row)
}

const lastOfItem = statement((db, it: { itemId: string; type: EventType }) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('item_id', '=', it.itemId)
    .where('type', '=', it.type)
    .orderBy('place', 'desc')
    .limit(1),
)

/** The newest event of a type about an item. */
export async function lastEventOf(
  db: Db,
  itemId: string,
  type: EventType,
): Promise<Event | undefined> {
  const [row] = (await lastOfItem(db, { itemId, type })).rows
  return row && toEvent(row)
}

/** The newest event of a type in a launch. */
export async function lastEventOfType(
  db: Db,
  launchId: string,
  type: EventType,
): Promise<Event | undefined> {
  const row = await db
    .selectFrom('events')
    .selectAll()
    .where('launch_id', '=', launchId)
    .where('type', '=', type)
    .orderBy('place', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toEvent(row)
}

/** A launch's whole record, oldest first. */
export async function listAllEvents(db: Db, launchId: string): Promise<Event[]> {
  return (await wholeRecord(db, launchId)).map(toEvent)
}

/** The entries of some types in a launch's record, oldest first. */
export async function listEventsOf(
  db: Db,
  launchId: string,
  types: readonly EventType[],
): Promise<Event[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('launch_id', '=', launchId)
    .where('type', 'in', [...types])
    .orderBy('place')
    .execute()
  return rows.map(toEvent)
}

/** The entries of some types in the records of launches, oldest first in each. */
export async function listEventsOfLaunches(
  db: Db,
  launchIds: readonly string[],
  types: readonly EventType[],
): Promise<Event[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('launch_id', 'in', [...launchIds])
    .where('type', 'in', [...types])
    .orderBy('launch_id')
    .orderBy('place')
    .execute()
  return rows.map(toEvent)
}

/** The record of an emergency, oldest first, with what was done to its items. */
export async function listTimeline(
  db: Db,
  launchId: string,
  emergencyId: string,
  itemIds: readonly string[],
): Promise<Event[]> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('launch_id', '=', launchId)
    .where((row) =>
      row.or([row('type', 'like', 'emergency.%'), row('item_id', 'in', [...itemIds])]),
    )
    .orderBy('place')
    .execute()
  const events = rows.map(toEvent)
  return events.filter(({ data }) => !('emergencyId' in data) || data.emergencyId === emergencyId)
}

/** Where people were last told of an emergency; null: nowhere yet. */
export async function findToldIn(
  db: Db,
  launchId: string,
  emergencyId: string,
): Promise<string[] | null> {
  const rows = await db
    .selectFrom('events')
    .selectAll()
    .where('launch_id', '=', launchId)
    .where('type', '=', 'emergency.told')
    .orderBy('place', 'desc')
    .execute()
  for (const { type, data } of rows.map(toEvent)) {
    if (type !== 'emergency.told' || data.emergencyId !== emergencyId) continue
    if (data.channelIds.length > 0) return data.channelIds
  }
  return null
}

/** What an entry of a record says; null: nothing that golive has ever written, so it was tampered with. */
export function readEvent(entry: ChainedEntry): Event | null {
  const { launchId: launch_id, itemId: item_id, ...row } = entry
  try {
    return toEvent({ ...row, launch_id, item_id } as EventRow)
  } catch {
    return null
  }
}

export function toEvent(row: EventRow): Event {
  const type = row.type as EventType
  const data = eventShapes[type].parse(JSON.parse(row.data))
  const event = { type, data, ...(row.item_id && { itemId: row.item_id }) } as NewEvent
  return {
    ...event,
    id: row.id,
    launchId: row.launch_id,
    place: row.place,
    at: new Date(row.at),
    by: row.by,
    via: row.via,
    hash: row.hash,
  }
}
