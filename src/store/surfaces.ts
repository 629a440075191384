import { keyOf, type Surface } from '../domain/surface.ts'
import { type Db, iso } from './database.ts'
import type { SurfaceRow } from './schema.ts'

/** A surface with the Slack message that shows it. */
export type PlacedSurface = {
  key: string
  surface: Surface
  launchId: string
  workspaceId: string
  channelId: string
  ts: string | null
  digest: string | null
  sentAt: Date | null
  isUnfolded: boolean
}

/** Adds surfaces of a launch; those that it has already stay as they are. */
export async function addSurfaces(
  db: Db,
  launch: { id: string; workspaceId: string; channelId: string },
  surfaces: readonly Surface[],
): Promise<void> {
  await db
    .insertInto('surfaces')
    .values(
      surfaces.map((surface) => ({
        key: keyOf(surface),
        launch_id: launch.id,
        workspace_id: launch.workspaceId,
        channel_id: launch.channelId,
        kind: surface.kind,
        section_id: surface.kind === 'section' ? surface.sectionId : null,
        part: surface.kind === 'section' ? surface.part : 0,
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
  const row = await db.selectFrom('surfaces').selectAll().where('key', '=', key).executeTakeFirst()
  return row && toSurface(row)
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
 * Surfaces in channels that can be reached to which nothing was sent since, the oldest first: what
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
    .selectAll('surfaces')
    .where('surfaces.workspace_id', '=', workspaceId)
    .where('surfaces.kind', '=', kind)
    .where('channels.gone_at', 'is', null)
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

/** Notes what Slack shows now. `ts: null`: the message is gone and has to be posted anew. */
export async function markSent(
  db: Db,
  key: string,
  sent: { ts: string; digest: string; at: Date } | { ts: null },
): Promise<void> {
  await db
    .updateTable('surfaces')
    .set(
      sent.ts === null
        ? { ts: null, digest: null }
        : { ts: sent.ts, digest: sent.digest, sent_at: iso(sent.at) },
    )
    .where('key', '=', key)
    .execute()
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
    surface:
      row.section_id === null
        ? { kind: 'board', launchId: row.launch_id }
        : { kind: 'section', sectionId: row.section_id, part: row.part },
    launchId: row.launch_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    ts: row.ts,
    digest: row.digest,
    sentAt: row.sent_at === null ? null : new Date(row.sent_at),
    isUnfolded: row.unfolded_at !== null,
  }
}
