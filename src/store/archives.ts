/** Launches that were put into a file: what is remembered of each, and how the rest goes. */
import { sql } from 'kysely'
import type { Head } from '../domain/chain.ts'
import { unsettledStates } from '../domain/item.ts'
import { nameKey } from '../domain/launch.ts'
import { type Db, iso } from './database.ts'
import type { ArchiveRow } from './schema.ts'

/** What stays of an archived launch; `file` is the name that its file was given. */
export type Archive = {
  launchId: string
  name: string
  ended: Date
  head: Head
  file: string
  sha256: string
}

/**
 * The launches that ended before a moment and did not come out of a file since; no rehearsal that a running
 * one shows, and none of which an emergency leaves something to do.
 */
export async function listToArchive(
  db: Db,
  before: Date,
): Promise<{ id: string; name: string; endedAt: string }[]> {
  const rows = await db
    .selectFrom('launches')
    .select(['id', 'name', 'ended_at as endedAt'])
    .where('ended_at', '<', iso(before))
    .where((row) => row.or([row('imported_at', 'is', null), row('imported_at', '<', iso(before))]))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('launches as running')
            .select('running.id')
            .whereRef('running.rehearsal_id', '=', 'launches.id')
            .where('running.ended_at', 'is', null),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('items')
            .innerJoin('sections', 'sections.id', 'items.section_id')
            .innerJoin('phases', 'phases.id', 'sections.phase_id')
            .select('items.id')
            .whereRef('items.launch_id', '=', 'launches.id')
            .where('phases.emergency_id', 'is not', null)
            .where('items.removed_at', 'is', null)
            .where('items.state', 'in', [...unsettledStates]),
        ),
      ),
    )
    .orderBy('ended_at')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, endedAt }) => ({ id, name, endedAt: endedAt ?? '' }))
}

/** Remembers an ended launch that is in a file; from then on its record may be deleted. */
export async function insertArchive(
  db: Db,
  launchId: string,
  { head, file, sha256, at }: { head: Head; file: string; sha256: string; at: Date },
): Promise<void> {
  const row = await db
    .selectFrom('launches')
    .innerJoin('template_versions', 'template_versions.id', 'launches.template_id')
    .select(['launches.workspace_id', 'launches.channel_id', 'launches.name', 'launches.kind'])
    .select(['launches.t0', 'started_at', 'live_at', 'ended_at', 'ending'])
    .select('template_versions.template_id')
    .where('launches.id', '=', launchId)
    .executeTakeFirstOrThrow()
  const kept = { launch_id: launchId, ...head, file, sha256, archived_at: iso(at) }
  await db
    .insertInto('archives')
    .values({ ...row, ...kept })
    .execute()
}

/** Where the rows of a launch are, each before those that it hangs on. */
const tables = [
  ...['amendments', 'record_checks', 'events', 'heads', 'sign_off_requests', 'sign_offs'],
  ...['roll_call_answers', 'roll_calls', 'overrides', 'emergencies', 'evidence', 'item_owners'],
  ...['outbox', 'surfaces', 'items', 'sections', 'phases', 'roles'],
] as const

/** Deletes all of a launch that is archived. */
export async function deleteLaunch(db: Db, launchId: string): Promise<void> {
  for (const table of ['emergency_asks', 'emergency_decisions', 'emergency_answers']) {
    await sql`delete from ${sql.table(table)} where emergency_id in
      (select id from emergencies where launch_id = ${launchId})`.execute(db)
  }
  for (const table of ['reminder_items', 'snoozes']) {
    await sql`delete from ${sql.table(table)} where item_id in
      (select id from items where launch_id = ${launchId})`.execute(db)
  }
  await sql`delete from announcements where exists (select 1 from events
    where events.launch_id = ${launchId} and (announcements.key = 'announce:' || events.id
      or announcements.key like 'announce:' || events.id || ':%'))`.execute(db)
  for (const table of tables) {
    await sql`delete from ${sql.table(table)} where launch_id = ${launchId}`.execute(db)
  }
  await db.deleteFrom('launches').where('id', '=', launchId).execute()
}

export async function findArchive(db: Db, launchId: string): Promise<Archive | undefined> {
  const row = await db
    .selectFrom('archives')
    .selectAll()
    .where('launch_id', '=', launchId)
    .executeTakeFirst()
  return row && toArchive(row)
}

/** The archived launches of a channel, the one that ended last first. */
export async function listArchivesOf(
  db: Db,
  workspaceId: string,
  channelId: string,
): Promise<Archive[]> {
  const rows = await db
    .selectFrom('archives')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .orderBy('ended_at', 'desc')
    .execute()
  return rows.map(toArchive)
}

/** The archived launches of this id or name, the one that ended last first. */
export async function listArchivesNamed(db: Db, name: string): Promise<Archive[]> {
  const rows = await db.selectFrom('archives').selectAll().orderBy('ended_at', 'desc').execute()
  return rows
    .filter((row) => row.launch_id === name || nameKey(row.name) === nameKey(name))
    .map(toArchive)
}

/** How many launches of a template a review cannot look at any more. */
export async function countArchived(
  db: Db,
  workspaceId: string,
  templateId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('archives')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('template_id', '=', templateId)
    .where('kind', '=', 'real')
    .where('ending', '<>', 'aborted')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The launch is here again. */
export async function forgetArchive(db: Db, launchId: string): Promise<void> {
  await db.deleteFrom('archives').where('launch_id', '=', launchId).execute()
}

function toArchive({ launch_id, name, ended_at, place, hash, file, sha256 }: ArchiveRow): Archive {
  const head = { place, hash }
  return { launchId: launch_id, name, ended: new Date(ended_at ?? ''), head, file, sha256 }
}
