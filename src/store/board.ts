import type { Board, Item, Phase, Role, Section } from '../domain/launch.ts'
import { windowShape } from '../domain/window.ts'
import type { Db } from './database.ts'
import { toItem } from './items.ts'
import { findLaunch } from './launches.ts'
import type { PhaseRow } from './schema.ts'

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
  const items = await db
    .selectFrom('items')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute()
  const roles = await readRoles(db, launchId)

  const itemsOf = Map.groupBy(items, (item) => item.section_id)
  const sectionsOf = Map.groupBy(sections, (section) => section.phase_id)
  const finalBox = itemsOf.get(null)?.[0]
  return {
    launch,
    phases: phases.map(
      (phase): Phase => ({
        id: phase.id,
        name: phase.name,
        window: phase.window === null ? null : windowShape.parse(JSON.parse(phase.window)),
        opened: openedOf(phase),
        sections: (sectionsOf.get(phase.id) ?? []).map(
          (section): Section => ({
            id: section.id,
            name: section.name,
            items: (itemsOf.get(section.id) ?? []).map((item): Item => toItem(item)),
          }),
        ),
      }),
    ),
    finalBox: finalBox ? toItem(finalBox) : null,
    roles,
  }
}

/** What permissions are decided by: a launch and who its approvers are. */
export async function readStakes(
  db: Db,
  launchId: string,
): Promise<Pick<Board, 'launch' | 'roles'> | undefined> {
  const launch = await findLaunch(db, launchId)
  return launch && { launch, roles: await readRoles(db, launchId) }
}

async function readRoles(db: Db, launchId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('roles')
    .selectAll()
    .where('launch_id', '=', launchId)
    .orderBy('position')
    .execute()
  return rows.map((role) => ({ id: role.id, name: role.name, personId: role.person_id }))
}

function openedOf(row: PhaseRow): Phase['opened'] {
  return row.opened_at === null || row.opened_by === null
    ? null
    : { at: new Date(row.opened_at), by: row.opened_by }
}
