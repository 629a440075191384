import { unsettledStates } from '../domain/item.ts'
import { keyOf, type Surface } from '../domain/surface.ts'
import { type Db, iso } from './database.ts'
import { isLeftToDo } from './items.ts'
import type { SurfaceRow } from './schema.ts'
import { statement } from './statement.ts'

/** A surface with the Slack message that shows it. */
export type PlacedSurface = {
  key: string
  surface: Surface
  /** Null for what is about several launches. */
  launchId: string | null
  workspaceId: string
  channelId: string
  ts: string | null
  digest: string | null
  /** The message in whose thread it is; null: in none. `ts` is null until that is posted. */
  thread: { ts: string | null } | null
  sentAt: Date | null
  isUnfolded: boolean
}

/** Adds surfaces of a launch, or of a DM; those that are there already stay as they are. */
export async function addSurfaces(
  db: Db,
  place: { id: string | null; workspaceId: string; channelId: string },
  surfaces: readonly Surface[],
  thread: Surface | null = null,
): Promise<void> {
  await db
    .insertInto('surfaces')
    .values(
      surfaces.map((surface) => ({
        key: keyOf(surface),
        launch_id: place.id,
        workspace_id: place.workspaceId,
        channel_id: place.channelId,
        kind: surface.kind,
        section_id: surface.kind === 'section' ? surface.sectionId : null,
        part: surface.kind === 'section' ? surface.part : 0,
        about_id: aboutOf(surface),
        thread_key: thread && keyOf(thread),
        ts: null,
        digest: null,
        sent_at: null,
        unfolded_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
}

export async function findSurface(db: Db, key: string): Promise<PlacedSurface | undefined> {
  const row = await db
    .selectFrom('surfaces')
    .leftJoin('surfaces as threads', 'threads.key', 'surfaces.thread_key')
    .selectAll('surfaces')
    .select('threads.ts as thread_ts')
    .where('surfaces.key', '=', key)
    .executeTakeFirst()
  return row && { ...toSurface(row), thread: row.thread_key ? { ts: row.thread_ts } : null }
}

/** A launch's surfaces in the order in which its channel shows them. */
export async function listSurfaces(db: Db, launchId: string): Promise<PlacedSurface[]> {
  return (await inOrder(db).where('surfaces.launch_id', '=', launchId).execute()).map(toSurface)
}

export async function listSurfacesOfChannel(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<PlacedSurface[]> {
  const rows = await inOrder(db)
    .where('surfaces.workspace_id', '=', workspaceId)
    .where('surfaces.channel_id', '=', channelId)
    .execute()
  return rows.map(toSurface)
}

/**
 * Surfaces of running launches in channels that can be reached to which nothing was sent since, the oldest first: what
 * they show may be old, or deleted. Also those that were given up since before they were posted.
 */
export async function listSurfacesSentBefore(
  db: Db,
  workspaceId: string,
  kind: Surface['kind'],
  before: Date,
  limit: number,
): Promise<PlacedSurface[]> {
  const rows = await db
    .selectFrom('surfaces')
    .leftJoin('channels', (join) =>
      join
        .onRef('channels.id', '=', 'surfaces.channel_id')
        .onRef('channels.workspace_id', '=', 'surfaces.workspace_id'),
    )
    .leftJoin('outbox', 'outbox.key', 'surfaces.key')
    .innerJoin('launches', 'launches.id', 'surfaces.launch_id')
    .leftJoin('sections', 'sections.id', 'surfaces.section_id')
    .leftJoin('phases', 'phases.id', 'sections.phase_id')
    .selectAll('surfaces')
    .where('phases.ended_at', 'is', null)
    .where('surfaces.workspace_id', '=', workspaceId)
    .where('surfaces.kind', '=', kind)
    .where('channels.gone_at', 'is', null)
    .where('launches.ended_at', 'is', null)
    .where((row) =>
      row.or([row('sent_at', '<', iso(before)), row('outbox.parked_at', '<', iso(before))]),
    )
    // One that is waiting to be sent anyway is not asked for again.
    .where((row) =>
      row.or([row('outbox.key', 'is', null), row('outbox.parked_at', 'is not', null)]),
    )
    .orderBy('sent_at')
    .orderBy('surfaces.key')
    .limit(limit)
    .execute()
  return rows.map(toSurface)
}

/**
 * The sections, in channels that can be reached, of items that fell due since they were sent, as far
 * back as `since`: they do not say yet that something is overdue.
 */
export async function listSectionsFallenDue(
  db: Db,
  workspaceId: string,
  { since, now }: { since: Date; now: Date },
  limit: number,
): Promise<PlacedSurface[]> {
  const rows = await db
    .selectFrom('surfaces')
    .innerJoin('items', 'items.section_id', 'surfaces.section_id')
    .innerJoin('sections', 'sections.id', 'surfaces.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .innerJoin('launches', 'launches.id', 'surfaces.launch_id')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.id', '=', 'surfaces.channel_id')
        .onRef('channels.workspace_id', '=', 'surfaces.workspace_id'),
    )
    .selectAll('surfaces')
    .distinct()
    .where('surfaces.workspace_id', '=', workspaceId)
    .where('channels.gone_at', 'is', null)
    .where(isLeftToDo)
    .where('items.removed_at', 'is', null)
    .where('items.state', 'in', [...unsettledStates])
    .where('items.due_at', '>', iso(since))
    .where('items.due_at', '<=', iso(now))
    .whereRef('items.due_at', '>', 'surfaces.sent_at')
    .limit(limit)
    .execute()
  return rows.map(toSurface)
}

/**
 * Notes what Slack shows now, and in which conversation. False: another message shows the surface,
 * and nothing was noted.
 */
export async function markSent(
  db: Db,
  key: string,
  sent: { ts: string; channelId: string; digest: string; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('surfaces')
    .set({
      ts: sent.ts,
      channel_id: sent.channelId,
      digest: sent.digest,
      sent_at: iso(sent.at),
    })
    .where('key', '=', key)
    .where((row) => row.or([row('ts', 'is', null), row('ts', '=', sent.ts)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Notes that the message that showed a surface is gone: it has to be posted anew. */
export async function markGone(db: Db, key: string): Promise<void> {
  await db.updateTable('surfaces').set({ ts: null, digest: null }).where('key', '=', key).execute()
}

/**
 * Takes a message as that of a surface which has none. What it shows is not known, so that the next
 * refresh edits it. False: the surface has a message, or is none.
 */
export async function adoptMessage(
  db: Db,
  key: string,
  { channelId, ts }: { channelId: string; ts: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('surfaces')
    .set({ ts, channel_id: channelId, digest: null, sent_at: null })
    .where('key', '=', key)
    .where('ts', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Whether a message is one that shows a surface. */
export async function isOfSurface(db: Db, channelId: string, ts: string): Promise<boolean> {
  const row = await db
    .selectFrom('surfaces')
    .select('key')
    .where('channel_id', '=', channelId)
    .where('ts', '=', ts)
    .executeTakeFirst()
  return row !== undefined
}

const shownAs = statement((db, { key }: { key: string }) =>
  db.selectFrom('surfaces').select(['ts', 'launch_id']).where('key', '=', key),
)

/** By which message a surface is shown, and of which launch it is; undefined where there is none. */
export async function findShown(
  db: Db,
  key: string,
): Promise<{ ts: string | null; launchId: string | null } | undefined> {
  const [row] = (await shownAs(db, { key })).rows
  return row && { ts: row.ts, launchId: row.launch_id }
}

/** Forgets what Slack was shown, so that the next refresh sends it whatever it shows. */
export async function forgetDigests(db: Db, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await db.updateTable('surfaces').set({ digest: null }).where('key', 'in', keys).execute()
}

/** Shows a finished section in full, or folds it again. */
export async function setUnfolded(db: Db, key: string, at: Date | null): Promise<void> {
  await db
    .updateTable('surfaces')
    .set({ unfolded_at: at && iso(at) })
    .where('key', '=', key)
    .execute()
}

function inOrder(db: Db) {
  return db
    .selectFrom('surfaces')
    .leftJoin('sections', 'sections.id', 'surfaces.section_id')
    .selectAll('surfaces')
    .orderBy('surfaces.launch_id')
    .orderBy('surfaces.kind')
    .orderBy('sections.position')
    .orderBy('surfaces.part')
}

function toSurface(row: SurfaceRow): PlacedSurface {
  return {
    key: row.key,
    surface: surfaceOf(row),
    launchId: row.launch_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    ts: row.ts,
    digest: row.digest,
    thread: null,
    sentAt: row.sent_at === null ? null : new Date(row.sent_at),
    isUnfolded: row.unfolded_at !== null,
  }
}

function surfaceOf({ key, kind, part, section_id, launch_id, about_id }: SurfaceRow): Surface {
  const given = (id: string | null) => {
    if (id === null) throw new Error(`surface ${key} shows nothing`)
    return id
  }
  switch (kind) {
    case 'board':
      return { kind, launchId: given(launch_id) }
    case 'section':
      return { kind, sectionId: given(section_id), part }
    case 'reminder':
      return { kind, reminderId: given(about_id) }
    case 'roll-call':
    case 'answer':
    case 'override':
    case 'request':
    case 'emergency':
    case 'entry':
    case 'ask':
      return { kind, id: given(about_id) }
  }
}

function aboutOf(surface: Surface): string | null {
  if ('reminderId' in surface) return surface.reminderId
  return 'id' in surface ? surface.id : null
}

/** The `ts` of the board messages of a workspace that are posted, by launch. */
export async function listBoardMessages(db: Db, workspaceId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('surfaces')
    .select(['launch_id', 'ts'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'board')
    .where('ts', 'is not', null)
    .execute()
  return new Map(rows.flatMap(({ launch_id, ts }) => (launch_id && ts ? [[launch_id, ts]] : [])))
}
