/**
 * Whether the channels say what the database says: every surface once and as it is now, what is said
 * once said once, and nothing else by golive.
 */
import { renderSurface } from '../../src/slack/render-surface.ts'
import type { Db } from '../../src/store/database.ts'
import { listSurfacesOfChannel, type PlacedSurface } from '../../src/store/surfaces.ts'

/** A message as the sandbox has it. */
export type SeenMessage = {
  channel: string
  ts: string
  author: string
  text: string
  blocks: unknown[]
  files: unknown[]
  ephemeralFor?: string
}

/** What people did and golive acknowledged: who, and which entry of the record it makes. */
export type Acknowledged = { by: string; type: string; text: string }

/** Every difference between the channels and the database, as a sentence; none: all of it is true. */
export async function untruths(
  db: Db,
  { messages, botId, now }: { messages: readonly SeenMessage[]; botId: string; now: Date },
): Promise<string[]> {
  const ours = messages.filter(({ author, ephemeralFor }) => author === botId && !ephemeralFor)
  const surfaces = await allSurfaces(db)
  const said = await db.selectFrom('announcements').selectAll().execute()
  const waiting = await db.selectFrom('outbox').selectAll().execute()
  const isParked = (key: string) => waiting.some((row) => row.key === key && row.parked_at !== null)
  const faults: string[] = []
  for (const row of waiting) {
    const state = row.parked_at === null ? 'waits' : 'is parked'
    faults.push(`${row.key} ${state}: ${row.error ?? 'no error'}`)
  }
  for (const surface of surfaces.filter(({ key }) => !isParked(key))) {
    const shown = ours.find(({ channel, ts }) => channel === surface.channelId && ts === surface.ts)
    const wrong = await whatIsWrong(db, surface, shown, now)
    if (wrong) faults.push(`${surface.key} ${wrong}`)
  }
  for (const { key, channel_id, ts } of said) {
    if (!ours.some((each) => each.channel === channel_id && each.ts === ts)) {
      faults.push(`${key} is not there`)
    }
  }
  const places = [...surfaces.map(({ channelId, ts }) => [channelId, ts]), ...said.map(placeOf)]
  const known = new Set(places.map(String))
  for (const { channel, ts, text, files } of ours) {
    if (files.length > 0 || known.has(String([channel, ts]))) continue
    faults.push(`a message in ${channel} is nobody’s: ${text.slice(0, 80)}`)
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

function placeOf({ channel_id, ts }: { channel_id: string; ts: string }): [string, string] {
  return [channel_id, ts]
}

function textOf(data: string): string {
  return String((JSON.parse(data) as { text?: unknown }).text ?? '')
}

function plain(message: unknown): unknown {
  return JSON.parse(JSON.stringify(message))
}
