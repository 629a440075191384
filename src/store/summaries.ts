import type { EmergencyName } from '../domain/emergency.ts'
import { isSettled } from '../domain/item.ts'
import type { Launch, Progress, Role } from '../domain/launch.ts'
import type { SignOff } from '../domain/sign-off.ts'
import { type Db, iso } from './database.ts'
import { listRunningEmergencies } from './emergencies.ts'
import { launches, toLaunch, toRole } from './launches.ts'
import { listStandingSignOffs } from './sign-offs.ts'

/** A launch at a glance: what a line about it needs, and who may see it. */
export type Summary = {
  launch: Launch
  roles: Role[]
  ownerIds: string[]
  /** In their order. */
  phases: { id: string; name: string; isOpen: boolean; progress: Progress }[]
  /** Of open phases. */
  overdue: number
  /** The standing one of each role that has given any. */
  signOffs: SignOff[]
  /** The one that runs. */
  emergency: EmergencyName | null
}

/** All running launches of a workspace by T-0, in a number of queries that does not grow with them. */
export async function listSummaries(db: Db, workspaceId: string, now: Date): Promise<Summary[]> {
  const rows = await launches(db)
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.ended_at', 'is', null)
    .orderBy('t0')
    .orderBy('launches.id')
    .execute()
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return []
  const roles = await db
    .selectFrom('roles')
    .selectAll()
    .where('launch_id', 'in', ids)
    .orderBy('position')
    .execute()
  const owners = await db
    .selectFrom('item_owners')
    .select(['launch_id', 'holder'])
    .distinct()
    .where('launch_id', 'in', ids)
    .where('kind', '=', 'person')
    .execute()
  const counts = await db
    .selectFrom('phases')
    .leftJoin('sections', 'sections.phase_id', 'phases.id')
    .leftJoin('items', (join) =>
      join.onRef('items.section_id', '=', 'sections.id').on('items.removed_at', 'is', null),
    )
    .select((row) => [
      'phases.id',
      'phases.launch_id',
      'phases.name',
      'phases.opened_at',
      'phases.ended_at',
      'items.state',
      row.fn.count<number | string>('items.id').as('items'),
      row.fn
        .sum<number | string>(row.case().when('items.due_at', '<=', iso(now)).then(1).else(0).end())
        .as('overdue'),
    ])
    .where('phases.launch_id', 'in', ids)
    .groupBy([
      'phases.id',
      'phases.launch_id',
      'phases.name',
      'phases.opened_at',
      'phases.ended_at',
      'phases.position',
      'items.state',
    ])
    .orderBy('phases.position')
    .execute()

  const signOffs = await listStandingSignOffs(db, ids)
  const emergencies = await listRunningEmergencies(db, workspaceId)

  const rolesOf = Map.groupBy(roles, (role) => role.launch_id)
  const ownersOf = Map.groupBy(owners, (owner) => owner.launch_id)
  const countsOf = Map.groupBy(counts, (count) => count.launch_id)
  return rows.map((row): Summary => {
    const phases = Map.groupBy(countsOf.get(row.id) ?? [], (count) => count.id)
    return {
      launch: toLaunch(row),
      roles: (rolesOf.get(row.id) ?? []).map(toRole),
      signOffs: signOffs.get(row.id) ?? [],
      emergency: emergencies.find(({ launchId }) => launchId === row.id) ?? null,
      ownerIds: (ownersOf.get(row.id) ?? []).map(({ holder }) => holder),
      phases: [...phases.values()].flatMap((states) => {
        const [phase] = states
        return phase
          ? {
              id: phase.id,
              name: phase.name,
              isOpen: phase.opened_at !== null && phase.ended_at === null,
              progress: progressOf(states),
            }
          : []
      }),
      overdue: (countsOf.get(row.id) ?? [])
        .filter(({ opened_at, ended_at }) => opened_at !== null && ended_at === null)
        .filter(({ state }) => state && !isSettled({ state }))
        .reduce((sum, count) => sum + Number(count.overdue), 0),
    }
  })
}

type Count = { state: Parameters<typeof isSettled>[0]['state'] | null; items: number | string }

function progressOf(states: readonly Count[]): Progress {
  const sum = (some: readonly Count[]) =>
    some.reduce((total, { items }) => total + Number(items), 0)
  return {
    total: sum(states),
    settled: sum(states.filter(({ state }) => state !== null && isSettled({ state }))),
    blocked: sum(states.filter(({ state }) => state === 'blocked')),
  }
}
