import type { Board, Phase, Role, Section } from '../domain/launch.ts'
import type { Stakes } from '../domain/permission.ts'
import { pseudonymIn } from '../domain/person.ts'
import type { Db } from './database.ts'
import { findCommander, findLastEmergency } from './emergencies.ts'
import { toWindow, withDetails } from './items.ts'
import { findLaunch, toMark, toRole } from './launches.ts'
import { listOverrides } from './overrides.ts'
import { listOwnerIds } from './owners.ts'
import { findPerson } from './people.ts'
import { findRecordBreak } from './records.ts'
import { findLastRollCall } from './roll-calls.ts'
import { sharedIn } from './shared.ts'
import { listStandingSignOffs } from './sign-offs.ts'
import { statement } from './statement.ts'

/** One read of all that a view of a launch needs; undefined when there is no such launch. */
export async function readBoard(db: Db, launchId: string): Promise<Board | undefined> {
  const launch = await findLaunch(db, launchId)
  if (!launch) return undefined

  const phases = await db
    .selectFrom('phases')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute()
  const sections = await db
    .selectFrom('sections')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute()
  const itemRows = await db
    .selectFrom('items')
    .selectAll()
    .where('launch_id', '=', launchId)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .execute()
  const roles = await readRoles(db, launchId)

  const items = await withDetails(db, { launchId }, itemRows)
  const itemsOf = Map.groupBy(items, (_, index) => itemRows[index]?.section_id ?? null)
  const sectionsOf = Map.groupBy(sections, (section) => section.phase_id)
  const finalBox = itemsOf.get(null)?.[0]
  return {
    launch,
    phases: phases.map(
      (phase): Phase => ({
        id: phase.id,
        name: phase.name,
        window: toWindow(phase.window),
        opened: toMark(phase.opened_at, phase.opened_by),
        endedAt: phase.ended_at === null ? null : new Date(phase.ended_at),
        round: phase.round,
        seriesId: phase.series_id,
        emergencyId: phase.emergency_id,
        sections: (sectionsOf.get(phase.id) ?? []).map(
          (section): Section => ({
            id: section.id,
            name: section.name,
            window: toWindow(section.window),
            items: itemsOf.get(section.id) ?? [],
          }),
        ),
      }),
    ),
    finalBox: finalBox ?? null,
    roles,
    signOffs: (await listStandingSignOffs(db, [launchId])).get(launchId) ?? [],
    rollCall: await findLastRollCall(db, launchId),
    overrides: await listOverrides(db, launchId),
    emergency: await findLastEmergency(db, launchId),
    recordBreak: await findRecordBreak(db, launchId),
  }
}

/** What permissions are decided by; undefined when there is no such launch. */
export async function readStakes(db: Db, launchId: string): Promise<Stakes | undefined> {
  const kept = sharedIn(db)?.stakes
  const stakes = kept?.get(launchId) ?? (await freshStakes(db, launchId))
  if (stakes) kept?.set(launchId, stakes)
  return stakes
}

async function freshStakes(db: Db, launchId: string): Promise<Stakes | undefined> {
  const launch = await findLaunch(db, launchId)
  if (!launch) return undefined
  const roles = await readRoles(db, launchId)
  const lead = await findPerson(db, launch.workspaceId, launch.leadId)
  return {
    launch,
    roles,
    ownerIds: await listOwnerIds(db, launchId),
    isLeaderless:
      pseudonymIn(launch.leadId) !== null ||
      (lead !== undefined && lead.person.standing !== 'member'),
    commanderId: await findCommander(db, launchId),
  }
}

const rolesOf = statement((db, it: { launchId: string }) =>
  db.selectFrom('roles').selectAll().where('launch_id', '=', it.launchId),
)

async function readRoles(db: Db, launchId: string): Promise<Role[]> {
  const { rows } = await rolesOf(db, { launchId })
  return rows.sort((one, other) => one.position - other.position).map(toRole)
}
