/** Launches of a template that are over, as what its next version can learn from. */
import type { Event } from '../domain/event.ts'
import type { PastItem } from '../domain/review.ts'
import type { Db } from './database.ts'
import { listEventsOfLaunches } from './events.ts'

/** So many launches are looked at, the newest first. */
const looked = 50

/** A launch of a template; `ended` is null for one that runs, or that was given up. */
export type LaunchOfTemplate = {
  id: string
  name: string
  /** The source of the version that it had in the end. */
  source: string
  ended: Date | null
}

/** The newest launches of a workspace with any version of a template; no rehearsals. */
export async function listLaunchesOfTemplate(
  db: Db,
  workspaceId: string,
  templateId: string,
): Promise<LaunchOfTemplate[]> {
  const rows = await db
    .selectFrom('launches')
    .innerJoin('template_versions', 'template_versions.id', 'launches.template_id')
    .select(['launches.id', 'launches.name', 'template_versions.source'])
    .select(['launches.ended_at', 'launches.ending'])
    .where('launches.workspace_id', '=', workspaceId)
    .where('template_versions.template_id', '=', templateId)
    .where('launches.kind', '=', 'real')
    .orderBy('launches.started_at', 'desc')
    .limit(looked)
    .execute()
  return rows.map(({ id, name, source, ended_at, ending }) => {
    const ended = ended_at !== null && ending !== 'aborted' ? new Date(ended_at) : null
    return { id, name, source, ended }
  })
}

/** The template that the launch that ended last in a workspace was of; undefined: none has ended. */
export async function findTemplateUsedLast(
  db: Db,
  workspaceId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('launches')
    .innerJoin('template_versions', 'template_versions.id', 'launches.template_id')
    .select('template_versions.template_id')
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.kind', '=', 'real')
    .where('launches.ending', 'in', ['complete', 'incomplete'])
    .orderBy('launches.ended_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.template_id
}

/** What a review asks of the record. */
const looks = [
  'item.added',
  'item.reworded',
  'item.started',
  'item.ticked',
  'item.undone',
  'item.reopened',
  'item.blocked',
] as const

/** The items of launches' checklists, also those that were removed; of what repeats, the first round. */
export async function listPastItems(
  db: Db,
  launchIds: readonly string[],
): Promise<Map<string, PastItem[]>> {
  if (launchIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .select(['items.id', 'items.launch_id', 'items.text', 'items.state', 'items.changed_at'])
    .select(['items.due_at', 'items.removed_at'])
    .select(['phases.name as phase', 'phases.opened_at', 'sections.name as section'])
    .where('items.launch_id', 'in', [...launchIds])
    .where('phases.emergency_id', 'is', null)
    .where('phases.series_id', 'is', null)
    .orderBy('items.position')
    .execute()
  const events = await listEventsOfLaunches(db, launchIds, looks)
  const history = Map.groupBy(events, ({ itemId }) => itemId ?? '')
  const date = (at: string | null) => (at === null ? null : new Date(at))
  const items = rows.map((row) => ({
    launchId: row.launch_id,
    item: {
      phase: row.phase,
      section: row.section,
      text: row.text,
      state: row.state,
      changed: date(row.changed_at),
      due: date(row.due_at),
      opened: date(row.opened_at),
      isRemoved: row.removed_at !== null,
      history: history.get(row.id) ?? ([] as Event[]),
    },
  }))
  const byLaunch = Map.groupBy(items, ({ launchId }) => launchId)
  return new Map([...byLaunch].map(([id, own]) => [id, own.map(({ item }) => item)]))
}

/** What the emergencies of launches, drills aside, left to do. */
export async function listFollowUps(
  db: Db,
  launchIds: readonly string[],
  section: string,
): Promise<{ launchId: string; text: string; emergency: number; isDone: boolean }[]> {
  if (launchIds.length === 0) return []
  const rows = await db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .innerJoin('emergencies', 'emergencies.id', 'phases.emergency_id')
    .select(['items.launch_id', 'items.text', 'items.state', 'emergencies.number'])
    .where('items.launch_id', 'in', [...launchIds])
    .where('items.removed_at', 'is', null)
    .where('emergencies.kind', '=', 'real')
    .where('sections.name', '=', section)
    .orderBy('emergencies.started_at', 'desc')
    .orderBy('items.position')
    .execute()
  return rows.map(({ launch_id, text, state, number }) => {
    return { launchId: launch_id, text, emergency: number, isDone: state === 'done' }
  })
}
