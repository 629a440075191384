/**
 * Whether the channels say what the database says: every surface once and as it is now, what is said
 * once said once, and nothing else by golive; and whether the record has what people did, once.
 */
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { type ItemState, itemActions } from '../../src/domain/item.ts'
import { renderSurface } from '../../src/slack/render-surface.ts'
import type { Db } from '../../src/store/database.ts'
import { isMigrated } from '../../src/store/migrate.ts'
import { listSurfacesOfChannel, type PlacedSurface } from '../../src/store/surfaces.ts'
import type { ClickedItem, Step } from './crash-load.ts'

/** A message as the sandbox has it. */
type SeenMessage = {
  channel: string
  ts: string
  author: string
  text: string
  blocks: unknown[]
  files: unknown[]
  ephemeralFor?: string
}

/** What the channels show, and when somebody looks. */
export type Seen = { messages: readonly SeenMessage[]; botId: string; now: Date }

/** What people did and golive acknowledged: who, and which entry of the record it makes. */
export type Acknowledged = { by: string; type: string; text: string }

/** Every difference between the channels and the database, as a sentence; none: all of it is true. */
export async function untruths(db: Db, seen: Seen): Promise<string[]> {
  if (!(await isMigrated(db))) return []
  const waiting = await db.selectFrom('outbox').selectAll().execute()
  const untold = waiting.map(({ key, parked_at, error }) => {
    const state = parked_at === null ? 'waits' : 'is parked'
    return `${key} ${state}: ${error ?? 'no error'}`
  })
  return [...untold, ...(await forgotten(db, seen)), ...(await strangers(db, seen))]
}

/** What is not shown as it is, although nothing waits to be told: so, too, in the middle of things. */
export async function forgotten(db: Db, { now, ...seen }: Seen): Promise<string[]> {
  if (!(await isMigrated(db))) return []
  const ours = oursIn(seen)
  const waiting = await db.selectFrom('outbox').select('key').execute()
  const isWaiting = new Set(waiting.map(({ key }) => key))
  const faults: string[] = []
  for (const surface of await allSurfaces(db)) {
    if (isWaiting.has(surface.key)) continue
    const shown = ours.find(({ channel, ts }) => channel === surface.channelId && ts === surface.ts)
    const wrong = await whatIsWrong(db, surface, shown, now)
    if (wrong) faults.push(`${surface.key} ${wrong}`)
  }
  const said = await db.selectFrom('announcements').selectAll().execute()
  for (const { key, channel_id, ts } of said) {
    if (!ours.some((each) => each.channel === channel_id && each.ts === ts)) {
      faults.push(`${key} is not there`)
    }
  }
  const isSaid = new Set(said.map(({ key }) => key))
  for (const key of await toBeSaid(db)) {
    if (!isSaid.has(key) && !isWaiting.has(key)) faults.push(`${key} was never said`)
  }
  return faults
}

/** What golive has posted that is no surface, and not what was said once. */
async function strangers(db: Db, seen: Omit<Seen, 'now'>): Promise<string[]> {
  const surfaces = await db.selectFrom('surfaces').select(['channel_id', 'ts']).execute()
  const said = await db.selectFrom('announcements').select(['channel_id', 'ts']).execute()
  const known = new Set([...surfaces, ...said].map(({ channel_id, ts }) => `${channel_id} ${ts}`))
  return oursIn(seen)
    .filter(({ files, channel, ts }) => files.length === 0 && !known.has(`${channel} ${ts}`))
    .map(({ channel, text }) => `a message in ${channel} is nobody’s: ${text.slice(0, 80)}`)
}

function oursIn({ messages, botId }: Omit<Seen, 'now'>): SeenMessage[] {
  return messages.filter(({ author, ephemeralFor }) => author === botId && !ephemeralFor)
}

/** Of what is said once, what every journey has: that an item is blocked. */
async function toBeSaid(db: Db): Promise<string[]> {
  const blocked = await db
    .selectFrom('events')
    .select(['id', 'data'])
    .where('type', '=', 'item.blocked')
    .execute()
  const isNews = ({ data }: { data: string }) => readMove(data).from !== 'blocked'
  return blocked.filter(isNews).map(({ id }) => `announce:${id}`)
}

async function whatIsWrong(
  db: Db,
  surface: PlacedSurface,
  shown: SeenMessage | undefined,
  now: Date,
): Promise<string | null> {
  // What tells a time tells that of its last edit.
  const times = [surface.sentAt ?? now, now]
  const wanted = await Promise.all(times.map((time) => renderSurface(db, surface, time)))
  if (surface.ts === null) return wanted[1] ? 'was never posted' : null
  if (!shown) return 'is not there'
  if (wanted.some((message) => !message)) return null
  const isTrue = wanted.some((message) => isShown(plain(message), shown))
  return isTrue ? null : `is not as it should be: ${shown.text.slice(0, 120)}`
}

/** Slack adds ids to blocks and elements that have none. */
function isShown(wanted: unknown, shown: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === shown
  if (typeof shown !== 'object' || shown === null) return false
  if (Array.isArray(wanted)) {
    const isSame = Array.isArray(shown) && shown.length === wanted.length
    return isSame && wanted.every((each, index) => isShown(each, shown[index]))
  }
  return Object.entries(wanted).every(([key, value]) =>
    isShown(value, (shown as Record<string, unknown>)[key]),
  )
}

async function allSurfaces(db: Db): Promise<PlacedSurface[]> {
  const channels = await db
    .selectFrom('surfaces')
    .select(['workspace_id', 'channel_id'])
    .distinct()
    .execute()
  const found = await Promise.all(
    channels.map((row) => listSurfacesOfChannel(db, row.workspace_id, row.channel_id)),
  )
  return found.flat()
}

/** What no file of golive's is, whenever it died: damaged, with holes, or of two minds about an item. */
export async function recordFaults(db: Db): Promise<string[]> {
  const whole = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  const foreign = await sql`pragma foreign_key_check`.execute(db)
  const faults = whole.rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
  faults.push(...foreign.rows.map((row) => `foreign key: ${JSON.stringify(row)}`))
  if (!(await isMigrated(db))) return faults
  const events = await db.selectFrom('events').select(['launch_id', 'place']).execute()
  for (const [id, own] of Map.groupBy(events, (event) => event.launch_id)) {
    const places = own.map(({ place }) => place).sort((one, other) => one - other)
    const isWhole = places.every((place, index) => place === index + 1)
    if (!isWhole) faults.push(`${id}: events at places ${places.join(' ')}`)
  }
  const moves = await movesOfItems(db)
  const items = await db.selectFrom('items').select(['id', 'version', 'state']).execute()
  for (const { id, version, state } of items) {
    const own = moves.get(id) ?? []
    if (version !== own.length) faults.push(`${id}: version ${version}, ${own.length} events`)
    if (!isChain(own, state)) faults.push(`${id}: is ${state}, its record says otherwise`)
  }
  return faults
}

/** Of what was acknowledged, what the record does not have exactly as often. */
export async function lostOrDoubled(db: Db, clicks: readonly Acknowledged[]): Promise<string[]> {
  const events = await db.selectFrom('events').select(['by', 'type', 'data']).execute()
  const wordOf = (click: Acknowledged) => `${click.by} ${click.type} “${click.text}”`
  return [...new Set(clicks.map(wordOf))].flatMap((word) => {
    const made = clicks.filter((click) => wordOf(click) === word)
    const [{ by, type, text } = { by: '', type: '', text: '' }] = made
    const kept = events.filter(
      (event) => event.by === by && event.type === type && textOf(event.data).startsWith(text),
    )
    return kept.length === made.length ? [] : [`${word}: ${kept.length} of ${made.length}`]
  })
}

/** Which of the clicks on items are in the record once; what nobody clicked, or is lost, is a fault. */
export async function clicksFound(
  db: Db,
  clicked: Iterable<ClickedItem>,
): Promise<{ found: number; faults: string[] }> {
  const moves = (await isMigrated(db)) ? await movesOfItems(db) : new Map<string, Move[]>()
  const faults: string[] = []
  let found = 0
  for (const { id, steps } of clicked) {
    const own = moves.get(id) ?? []
    const strangers = own.length - steps.length
    if (strangers > 0) faults.push(`${id}: ${strangers} events that nobody asked for`)
    for (const [index, step] of steps.entries()) {
      const move = own[index]
      if (move && !isOf(move, step)) faults.push(`${id}: ${word(step)} is ${JSON.stringify(move)}`)
      else if (move) found += step.acks
      else if (step.acks > 0) faults.push(`${id}: ${word(step)} was acknowledged and is lost`)
    }
  }
  return { found, faults }
}

type Move = {
  type: string
  from: ItemState
  to: ItemState
  reason: string | null
  by: string
  at: Date
}

async function movesOfItems(db: Db): Promise<Map<string, Move[]>> {
  const moves = new Map<string, Move[]>()
  const types = Object.values(itemActions).map(({ event }) => event)
  const events = await db
    .selectFrom('events')
    .select(['item_id', 'type', 'data', 'by', 'at'])
    .where('type', 'in', types)
    .orderBy('launch_id')
    .orderBy('place')
    .execute()
  for (const { item_id, type, data, by, at } of events) {
    const own = moves.get(item_id ?? '') ?? []
    moves.set(item_id ?? '', [...own, { type, ...readMove(data), by, at: new Date(at) }])
  }
  return moves
}

function readMove(data: string): Pick<Move, 'from' | 'to' | 'reason'> {
  return JSON.parse(data) as Pick<Move, 'from' | 'to' | 'reason'>
}

/** Whether each move begins where the one before it ended, and the last one ends in this state. */
function isChain(own: readonly Move[], state: ItemState): boolean {
  const froms = [...own.map(({ from }) => from), state]
  const tos: ItemState[] = ['open', ...own.map(({ to }) => to)]
  return isDeepStrictEqual(froms, tos)
}

function isOf(move: Move, { action, by, reason, sentAt, ackedAt }: Step): boolean {
  return (
    move.type === itemActions[action].event &&
    by.includes(move.by) &&
    (action !== 'block' || move.reason === reason) &&
    move.at >= sentAt &&
    (ackedAt === null || move.at <= ackedAt)
  )
}

function word({ action, by }: Step): string {
  return `${action} by ${by.join(' or ')}`
}

function textOf(data: string): string {
  return String((JSON.parse(data) as { text?: unknown }).text ?? '')
}

function plain(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message))
}
