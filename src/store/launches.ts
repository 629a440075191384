import type { ExpressionBuilder } from 'kysely'
import { z } from 'zod'
import { gateShape } from '../domain/gate.ts'
import type { Ended, Launch, Mark, Role } from '../domain/launch.ts'
import { nameKey } from '../domain/launch.ts'
import type { Procedure } from '../domain/procedure.ts'
import { type Db, iso } from './database.ts'
import type { ChannelRow, LaunchRow, RoleRow, Schema } from './schema.ts'
import { sharedIn } from './shared.ts'
import { statement } from './statement.ts'

export type NewLaunch = Launch & {
  formId: string
  templateId: string
  procedure: Procedure | null
}

/** Throws on a second launch from one form, or of one name in a channel: unique keys. */
export async function insertLaunch(db: Db, launch: NewLaunch): Promise<void> {
  await db
    .insertInto('launches')
    .values({
      id: launch.id,
      workspace_id: launch.workspaceId,
      channel_id: launch.channelId,
      form_id: launch.formId,
      name: launch.name,
      name_key: nameKey(launch.name),
      t0: iso(launch.t0),
      zone: launch.zone,
      lead_id: launch.leadId,
      template_id: launch.templateId,
      started_at: iso(launch.started.at),
      started_by: launch.started.by,
      kind: launch.isRehearsal ? 'rehearsal' : 'real',
      rehearsal_id: launch.rehearsalId,
      signing: launch.mayDouble ? 'several-roles' : 'one-role-each',
      gates: JSON.stringify(launch.gates),
      links: JSON.stringify(launch.links),
      live_at: null,
      live_by: null,
      ended_at: null,
      ended_by: null,
      ending: null,
      end_reason: null,
      procedure: launch.procedure && JSON.stringify(launch.procedure),
      tier: launch.tailoring.tier,
      absent: JSON.stringify(launch.tailoring.absent),
      left_out: launch.tailoring.leftOut,
      imported_at: null,
    })
    .execute()
}

/** Launches with what is kept of them elsewhere. */
export function launches(db: Db) {
  // Not joined: SQLite reads the columns of a launch ten times as fast like this.
  return db
    .selectFrom('launches')
    .selectAll('launches')
    .select((row) => [
      row
        .selectFrom('template_versions')
        .select('template_versions.name')
        .whereRef('template_versions.id', '=', 'launches.template_id')
        .$asScalar()
        .$notNull()
        .as('template_name'),
      ofChannel(row, 'visibility').$notNull().as('visibility'),
      ofChannel(row, 'gone_at').as('gone_at'),
    ])
}

function ofChannel<C extends 'visibility' | 'gone_at'>(
  row: ExpressionBuilder<Schema, 'launches'>,
  column: C,
) {
  return row
    .selectFrom('channels')
    .select(`channels.${column}` as `channels.${C}`)
    .whereRef('channels.id', '=', 'launches.channel_id')
    .whereRef('channels.workspace_id', '=', 'launches.workspace_id')
    .$asScalar()
}

const launchById = statement((db, it: { id: string }) =>
  launches(db).where('launches.id', '=', it.id),
)

export async function findLaunch(db: Db, id: string): Promise<Launch | undefined> {
  const [row] = (await launchById(db, { id })).rows
  return row && toLaunch(row)
}

export async function findLaunchOfForm(db: Db, formId: string): Promise<Launch | undefined> {
  const row = await launches(db).where('form_id', '=', formId).executeTakeFirst()
  return row && toLaunch(row)
}

/** The launch that runs in a channel under a name that is taken to be the same. */
export async function findLaunchNamed(
  db: Db,
  workspaceId: string,
  channelId: string,
  name: string,
): Promise<Launch | undefined> {
  const row = await launches(db)
    .where('launches.workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('name_key', '=', nameKey(name))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row && toLaunch(row)
}

/**
 * The launch with an id, or else those with a name that is taken to be the same: of any workspace, also
 * those that ended, oldest first.
 */
export async function listLaunchesNamed(db: Db, name: string): Promise<Launch[]> {
  const rows = await launches(db)
    .where((row) => row.or([row('name_key', '=', nameKey(name)), row('launches.id', '=', name)]))
    .orderBy('launches.started_at')
    .orderBy('launches.id')
    .execute()
  const own = rows.filter(({ id }) => id === name)
  return (own.length > 0 ? own : rows).map(toLaunch)
}

/**
 * Makes other transactions that change the launch wait for this one, on either dialect: an update
 * that changes nothing takes the row's lock.
 */
export async function lockLaunch(db: Db, id: string): Promise<void> {
  const locked = sharedIn(db)?.locked
  if (locked?.has(id)) return
  await lockedLaunch(db, { id })
  locked?.add(id)
}

const lockedLaunch = statement((db, it: { id: string }) =>
  db
    .updateTable('launches')
    .set((column) => ({ zone: column.ref('zone') }))
    .where('id', '=', it.id),
)

/** Every launch that there is, by its id. */
export async function listPlaces(
  db: Db,
): Promise<{ id: string; workspaceId: string; channelId: string }[]> {
  return db
    .selectFrom('launches')
    .select(['id', 'workspace_id as workspaceId', 'channel_id as channelId'])
    .orderBy('id')
    .execute()
}

/** The launches of a workspace, or of one of its channels, by T-0: those that run, or that ended. */
export async function listLaunches(
  db: Db,
  workspaceId: string,
  channelId: string | null,
  which: 'running' | 'ended' = 'running',
): Promise<Launch[]> {
  const rows = await launches(db)
    .where('launches.workspace_id', '=', workspaceId)
    .where('ended_at', which === 'running' ? 'is' : 'is not', null)
    .$if(channelId !== null, (query) => query.where('channel_id', '=', channelId))
    .orderBy('t0')
    .orderBy('started_at')
    .orderBy('launches.id')
    .execute()
  return rows.map(toLaunch)
}

/** The running launches in which somebody leads, fills a role or owns an item by name. */
export async function listLaunchesOf(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('launches')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('ended_at', 'is', null)
    .where((row) =>
      row.or([
        row('lead_id', '=', personId),
        row(
          'id',
          'in',
          row
            .selectFrom('roles')
            .select('launch_id')
            .where((role) =>
              role.or([role('person_id', '=', personId), role('deputy_id', '=', personId)]),
            ),
        ),
        row(
          'id',
          'in',
          row
            .selectFrom('item_owners')
            .select('launch_id')
            .where('holder', '=', personId)
            .where('kind', '=', 'person'),
        ),
      ]),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** The running launches whose T-0 is before a moment, that are not live, and of which nobody was told. */
export async function listPassed(db: Db, workspaceId: string, before: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('launches')
    .select('launches.id')
    .where('workspace_id', '=', workspaceId)
    .where('ended_at', 'is', null)
    .where('live_at', 'is', null)
    .where('t0', '<=', iso(before))
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('events')
            .select('events.id')
            .whereRef('events.launch_id', '=', 'launches.id')
            .where('events.type', '=', 't0.passed')
            .whereRef('events.at', '>=', 'launches.t0'),
        ),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** The launches of a workspace that are here out of a file, and rest: nobody has taken them up. */
export async function listResting(db: Db, workspaceId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('launches')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('imported_at', 'is not', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Ends the rest of a launch that is here out of a file. False: it does not rest. */
export async function wakeLaunch(db: Db, launchId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('launches')
    .set({ imported_at: null })
    .where('id', '=', launchId)
    .where('imported_at', 'is not', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Gives a launch another lead. */
export async function updateLead(db: Db, launchId: string, leadId: string): Promise<void> {
  await db.updateTable('launches').set({ lead_id: leadId }).where('id', '=', launchId).execute()
}

/** Moves T-0. */
export async function updateT0(db: Db, launchId: string, t0: Date): Promise<void> {
  await db
    .updateTable('launches')
    .set({ t0: iso(t0) })
    .where('id', '=', launchId)
    .execute()
}

/** Keeps the addresses that a launch has at hand. */
export async function updateLinks(db: Db, launchId: string, links: Launch['links']): Promise<void> {
  await db
    .updateTable('launches')
    .set({ links: JSON.stringify(links) })
    .where('id', '=', launchId)
    .execute()
}

/** Gives a launch another version of its template, with what follows from it. */
export async function updateVersion(
  db: Db,
  launchId: string,
  { versionId, tailoring, gates }: Pick<Launch, 'tailoring' | 'gates'> & { versionId: string },
): Promise<void> {
  await db
    .updateTable('launches')
    .set({
      template_id: versionId,
      gates: JSON.stringify(gates),
      absent: JSON.stringify(tailoring.absent),
      left_out: tailoring.leftOut,
    })
    .where('id', '=', launchId)
    .execute()
}

/** Says whether one person may sign for several roles. */
export async function updateSigning(db: Db, launchId: string, mayDouble: boolean): Promise<void> {
  await db
    .updateTable('launches')
    .set({ signing: mayDouble ? 'several-roles' : 'one-role-each' })
    .where('id', '=', launchId)
    .execute()
}

/** Notes since when a launch is live. */
export async function markLive(db: Db, launchId: string, live: Mark | null): Promise<void> {
  await db
    .updateTable('launches')
    .set({ live_at: live && iso(live.at), live_by: live?.by ?? null })
    .where('id', '=', launchId)
    .execute()
}

/** Ends a launch, or, with null, lets it run again. Throws where its name is taken: a unique key. */
export async function markEnded(db: Db, launchId: string, ended: Ended | null): Promise<void> {
  await db
    .updateTable('launches')
    .set({
      ended_at: ended && iso(ended.at),
      ended_by: ended?.by ?? null,
      ending: ended?.how ?? null,
      end_reason: ended?.reason ?? null,
    })
    .where('id', '=', launchId)
    .execute()
}

/**
 * The rehearsal of a checklist in a channel that ended last; of those that were aborted, only one in
 * which something was done: who stops a rehearsal before its going live has rehearsed.
 */
export async function lastRehearsal(
  db: Db,
  about: { workspaceId: string; channelId: string; templateName: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('launches')
    .innerJoin('template_versions', 'template_versions.id', 'launches.template_id')
    .select('launches.id')
    .where('launches.workspace_id', '=', about.workspaceId)
    .where('launches.channel_id', '=', about.channelId)
    .where('template_versions.name', '=', about.templateName)
    .where('launches.kind', '=', 'rehearsal')
    .where((row) =>
      row.or([
        row('launches.ending', 'in', ['complete', 'incomplete']),
        row.and([
          row('launches.ending', '=', 'aborted'),
          row.exists(
            row
              .selectFrom('items')
              .select('items.id')
              .whereRef('items.launch_id', '=', 'launches.id')
              .where('items.state', '=', 'done'),
          ),
        ]),
      ]),
    )
    .orderBy('launches.ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

export function toLaunch(
  row: LaunchRow & Pick<ChannelRow, 'visibility' | 'gone_at'> & { template_name: string },
): Launch {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    isPrivate: row.visibility === 'private',
    isReachable: row.gone_at === null,
    name: row.name,
    t0: new Date(row.t0),
    zone: row.zone,
    leadId: row.lead_id,
    templateName: row.template_name,
    started: { at: new Date(row.started_at), by: row.started_by },
    isRehearsal: row.kind === 'rehearsal',
    rehearsalId: row.rehearsal_id,
    mayDouble: row.signing === 'several-roles',
    gates: gatesShape.parse(JSON.parse(row.gates)),
    links: linksShape.parse(JSON.parse(row.links)),
    tailoring: {
      tier: row.tier,
      absent: z.array(z.string()).parse(JSON.parse(row.absent)),
      leftOut: row.left_out,
    },
    live: toMark(row.live_at, row.live_by),
    ended: toEnded(row),
  }
}

const gatesShape = z.array(gateShape)
const linksShape = z.array(z.object({ title: z.string(), url: z.string() }))

function toEnded({ ended_at, ended_by, ending, end_reason }: LaunchRow): Ended | null {
  const mark = toMark(ended_at, ended_by)
  return mark && ending && { ...mark, how: ending, reason: end_reason }
}

/** What happened, and who did it; null: it did not happen. */
export function toMark(at: string | null, by: string | null): Mark | null {
  return at === null || by === null ? null : { at: new Date(at), by }
}

export function toRole(row: RoleRow): Role {
  return { id: row.id, name: row.name, personId: row.person_id, deputyId: row.deputy_id }
}
