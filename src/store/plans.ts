/** What the clock has to look at: when phases open, and rounds begin. */
import type { Launch } from '../domain/launch.ts'
import { afterHoursOf, type LeadHours, type Plan, type PlannedPhase } from '../domain/schedule.ts'
import type { Db } from './database.ts'
import { habitsColumns, habitsOf } from './habits.ts'
import { toWindow } from './items.ts'
import { toMark } from './launches.ts'
import type { PhaseRow } from './schema.ts'

export type PlannedLaunch = {
  launchId: string
  plan: Plan
  lead: LeadHours
  /** In their order, with all rounds. */
  phases: PlannedPhase[]
}

/** The plan that a launch's due dates follow from. */
export async function readPlan(db: Db, { id, t0, zone, live }: Launch): Promise<Plan> {
  const rows = await db.selectFrom('phases').select('window').where('launch_id', '=', id).execute()
  const afterHours = afterHoursOf(rows.map(({ window }) => toWindow(window)))
  return { t0, zone, live: live?.at ?? null, afterHours }
}

/** The running launches of a workspace, or one of them, as the clock looks at them. */
export async function listPlannedLaunches(
  db: Db,
  workspaceId: string,
  launchId: string | null = null,
): Promise<PlannedLaunch[]> {
  const launches = await db
    .selectFrom('launches')
    .leftJoin('people', (join) =>
      join
        .onRef('people.id', '=', 'launches.lead_id')
        .onRef('people.workspace_id', '=', 'launches.workspace_id'),
    )
    .leftJoin('habits', (join) =>
      join
        .onRef('habits.person_id', '=', 'launches.lead_id')
        .onRef('habits.workspace_id', '=', 'launches.workspace_id'),
    )
    .select(['launches.id', 't0', 'launches.zone', 'live_at', 'people.zone as lead_zone'])
    .select(habitsColumns)
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.ended_at', 'is', null)
    .$if(launchId !== null, (query) => query.where('launches.id', '=', launchId))
    .execute()
  const phases = await db
    .selectFrom('phases')
    .innerJoin('launches', 'launches.id', 'phases.launch_id')
    .selectAll('phases')
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.ended_at', 'is', null)
    .$if(launchId !== null, (query) => query.where('launches.id', '=', launchId))
    .orderBy('phases.position')
    .execute()
  const phasesOf = Map.groupBy(phases, (phase) => phase.launch_id)
  return launches.map((row): PlannedLaunch => {
    const own = (phasesOf.get(row.id) ?? []).map(toPlanned)
    return {
      launchId: row.id,
      plan: {
        t0: new Date(row.t0),
        live: row.live_at === null ? null : new Date(row.live_at),
        zone: row.zone,
        afterHours: afterHoursOf(own.map(({ window }) => window)),
      },
      lead: { zone: row.lead_zone ?? row.zone, habits: habitsOf(row) },
      phases: own,
    }
  })
}

function toPlanned(row: PhaseRow): PlannedPhase {
  return {
    id: row.id,
    window: toWindow(row.window),
    opened: toMark(row.opened_at, row.opened_by),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
    round: row.round,
    seriesId: row.series_id,
  }
}
