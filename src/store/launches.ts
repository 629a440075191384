import { dueIn } from '../domain/due.ts'
import type { Launch, Mark } from '../domain/launch.ts'
import { nameKey } from '../domain/launch.ts'
import type { TemplateItem, TemplatePhase } from '../domain/template.ts'
import type { Window } from '../domain/window.ts'
import { type Db, iso } from './database.ts'
import type { ChannelRow, ItemRow, LaunchRow, SectionRow } from './schema.ts'

export type NewLaunch = Launch & { formId: string; templateId: string }

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
      events: 0,
    })
    .execute()
}

/** Writes a launch's own copy of a checklist: phases, sections, items, the final box, the roles. */
export async function insertChecklist(
  db: Db,
  launch: { id: string; t0: Date; zone: string },
  checklist: {
    phases: readonly TemplatePhase[]
    finalBox: string | null
    roles: readonly { name: string; personId: string | null }[]
  },
  newId: () => string,
): Promise<void> {
  const phases = checklist.phases.map((phase) => ({ ...phase, id: newId() }))
  const sections: SectionRow[] = []
  const items: ItemRow[] = []
  const launchId = launch.id
  const addItem = (sectionId: string | null, item: TemplateItem, window: Window | null) => {
    const due = dueIn(item.due ?? window, launch.t0, launch.zone)
    items.push({
      id: newId(),
      launch_id: launchId,
      section_id: sectionId,
      position: items.length,
      text: item.text,
      necessity: item.optional ? 'if-applicable' : 'required',
      state: 'open',
      changed_at: null,
      changed_by: null,
      reason: null,
      note: null,
      due_mark: item.due && JSON.stringify(item.due),
      due_at: due && iso(due),
      due_by: due && 'plan',
      proof: item.needsEvidence ? 'required' : 'none',
      version: 0,
    })
  }
  for (const phase of phases) {
    for (const section of phase.sections) {
      const id = newId()
      sections.push({
        id,
        launch_id: launchId,
        phase_id: phase.id,
        position: sections.length,
        name: section.name,
        window: section.window && JSON.stringify(section.window),
      })
      for (const item of section.items) addItem(id, item, section.window ?? phase.window)
    }
  }
  if (checklist.finalBox) {
    const box = { text: checklist.finalBox, optional: false, due: null, needsEvidence: false }
    addItem(null, box, null)
  }

  await db
    .insertInto('phases')
    .values(
      phases.map((phase, position) => ({
        id: phase.id,
        launch_id: launchId,
        position,
        name: phase.name,
        window: phase.window && JSON.stringify(phase.window),
        opened_at: null,
        opened_by: null,
        completed_at: null,
      })),
    )
    .execute()
  await db.insertInto('sections').values(sections).execute()
  // In slices: the databases bind a limited number of values at a time.
  for (let start = 0; start < items.length; start += 500) {
    await db
      .insertInto('items')
      .values(items.slice(start, start + 500))
      .execute()
  }
  if (checklist.roles.length > 0) {
    await db
      .insertInto('roles')
      .values(
        checklist.roles.map((role, position) => ({
          id: newId(),
          launch_id: launchId,
          position,
          name: role.name,
          person_id: role.personId,
        })),
      )
      .execute()
  }
}

/** Launches with what is kept of them elsewhere. */
export function launches(db: Db) {
  return db
    .selectFrom('launches')
    .innerJoin('templates', 'templates.id', 'launches.template_id')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.id', '=', 'launches.channel_id')
        .onRef('channels.workspace_id', '=', 'launches.workspace_id'),
    )
    .selectAll('launches')
    .select(['templates.name as template_name', 'channels.visibility', 'channels.gone_at'])
}

export async function findLaunch(db: Db, id: string): Promise<Launch | undefined> {
  const row = await launches(db).where('launches.id', '=', id).executeTakeFirst()
  return row && toLaunch(row)
}

export async function findLaunchOfForm(db: Db, formId: string): Promise<Launch | undefined> {
  const row = await launches(db).where('form_id', '=', formId).executeTakeFirst()
  return row && toLaunch(row)
}

/** The launch in a channel whose name is taken to be the same. */
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
    .executeTakeFirst()
  return row && toLaunch(row)
}

/**
 * Makes other transactions that change the launch wait for this one, on either dialect: an update
 * that changes nothing takes the row's lock.
 */
export async function lockLaunch(db: Db, id: string): Promise<void> {
  await db
    .updateTable('launches')
    .set((column) => ({ events: column.ref('events') }))
    .where('id', '=', id)
    .execute()
}

/** The launches of a workspace, or of one of its channels, by T-0. */
export async function listLaunches(
  db: Db,
  workspaceId: string,
  channelId: string | null,
): Promise<Launch[]> {
  const rows = await launches(db)
    .where('launches.workspace_id', '=', workspaceId)
    .$if(channelId !== null, (query) => query.where('channel_id', '=', channelId))
    .orderBy('t0')
    .orderBy('started_at')
    .orderBy('launches.id')
    .execute()
  return rows.map(toLaunch)
}

/** The launches in which somebody leads, fills a role or owns an item by name. */
export async function listLaunchesOf(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('launches')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where((row) =>
      row.or([
        row('lead_id', '=', personId),
        row(
          'id',
          'in',
          row.selectFrom('roles').select('launch_id').where('person_id', '=', personId),
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

/** Gives a launch another lead. */
export async function updateLead(db: Db, launchId: string, leadId: string): Promise<void> {
  await db.updateTable('launches').set({ lead_id: leadId }).where('id', '=', launchId).execute()
}

/** Gives a role to somebody, or to nobody. */
export async function updateRole(db: Db, roleId: string, personId: string | null): Promise<void> {
  await db.updateTable('roles').set({ person_id: personId }).where('id', '=', roleId).execute()
}

/** Opens a phase that is not open. False: somebody else has. */
export async function markPhaseOpened(db: Db, phaseId: string, mark: Mark): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('phases')
    .set({ opened_at: iso(mark.at), opened_by: mark.by })
    .where('id', '=', phaseId)
    .where('opened_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Notes that a phase is complete. False: it has been before. */
export async function markPhaseCompleted(db: Db, phaseId: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('phases')
    .set({ completed_at: iso(at) })
    .where('id', '=', phaseId)
    .where('completed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
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
  }
}
