/** What somebody has to see to, over all launches of a workspace. */
import { subDays } from '../domain/dates.ts'
import { unsettledStates } from '../domain/item.ts'
import type { Launch } from '../domain/launch.ts'
import { mayOwn } from '../domain/owner.ts'
import type { ListedItem, Workload } from '../domain/workload.ts'
import { type Db, iso } from './database.ts'
import { isLeftToDo, withDetails } from './items.ts'
import { launches, toLaunch } from './launches.ts'
import type { ItemRow } from './schema.ts'

type Row = ItemRow & {
  phase_id: string
  phase_name: string
  emergency_id: string | null
  opened_at: string | null
  ended_at: string | null
  place_id: string
  place_name: string
}

/** How many days back it counts when somebody was last reminded of an item. */
const remindedDays = 3

/**
 * Every unsettled item that a person owns, by name or by role; and of the launches that they lead
 * those of others that are due before `horizon`.
 */
export async function readWorkload(
  db: Db,
  workspaceId: string,
  personId: string,
  horizon: Date,
  now: Date,
): Promise<Workload> {
  const gifts = await readGifts(db, personId)
  const ownRows = await unsettled(db)
    .where('items.id', 'in', [...gifts.keys()])
    .execute()
  const ledRows = await unsettled(db)
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.lead_id', '=', personId)
    .where('items.due_at', '<', iso(horizon))
    .execute()
  const others = ledRows.filter((row) => !gifts.has(row.id))
  const listed = await listedItems(db, { workspaceId, personId, now }, [...ownRows, ...others])
  return {
    own: listed
      .slice(0, ownRows.length)
      .map((each) => ({ ...each, given: gifts.get(each.item.id) ?? null }))
      .filter(({ launch }) => launch.workspaceId === workspaceId),
    led: listed.slice(ownRows.length),
  }
}

/** These items as one person's list has them, settled ones too; in the order of the ids. */
export async function readListedItems(
  db: Db,
  whose: { workspaceId: string; personId: string; now: Date },
  itemIds: readonly string[],
): Promise<ListedItem[]> {
  if (itemIds.length === 0) return []
  const rows = await placed(db)
    .where('items.id', 'in', [...itemIds])
    .execute()
  const listed = await listedItems(db, whose, rows)
  const byId = new Map(listed.map((each) => [each.item.id, each]))
  return itemIds.flatMap((id) => byId.get(id) ?? [])
}

function placed(db: Db) {
  return db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .where('items.removed_at', 'is', null)
    .selectAll('items')
    .select(['phases.id as phase_id', 'phases.name as phase_name', 'phases.opened_at'])
    .select(['phases.ended_at', 'phases.emergency_id'])
    .select(['sections.id as place_id', 'sections.name as place_name'])
    .orderBy('items.launch_id')
    .orderBy('items.position')
}

/** Of running launches, and of phases that no later round has replaced. */
function unsettled(db: Db) {
  return placed(db)
    .innerJoin('launches', 'launches.id', 'items.launch_id')
    .where(isLeftToDo)
    .where('phases.ended_at', 'is', null)
    .where('items.state', 'in', [...unsettledStates])
}

/** What somebody owns by name or by role, with who gave it to them where they were not told. */
async function readGifts(db: Db, personId: string): Promise<Map<string, ListedItem['given']>> {
  const rows = await db
    .selectFrom('item_owners')
    .select(['item_id', 'given_at', 'given_by', 'told_at'])
    .where('kind', '=', 'person')
    .where('holder', '=', personId)
    .unionAll(
      db
        .selectFrom('roles')
        .innerJoin('item_owners', 'item_owners.holder', 'roles.id')
        .select(['item_id', 'given_at', 'given_by', 'told_at'])
        .where('kind', '=', 'role')
        .where('roles.person_id', '=', personId),
    )
    .execute()
  const gifts = new Map<string, ListedItem['given']>()
  for (const row of rows) {
    const given = row.told_at === null ? { at: new Date(row.given_at), by: row.given_by } : null
    gifts.set(row.item_id, given ?? gifts.get(row.item_id) ?? null)
  }
  return gifts
}

async function listedItems(
  db: Db,
  whose: { workspaceId: string; personId: string; now: Date },
  rows: readonly Row[],
): Promise<ListedItem[]> {
  if (rows.length === 0) return []
  const itemIds = rows.map((row) => row.id)
  const items = await withDetails(db, { itemIds }, rows)
  const launchOf = await readLaunches(db, [...new Set(rows.map((row) => row.launch_id))])
  const people = await readPeopleBehind(db, itemIds)
  const snoozedUntil = await readSnoozes(db, whose.workspaceId, whose.personId)
  const remindedAt = await readReminded(db, whose)
  return rows.flatMap((row, index) => {
    const item = items[index]
    const launch = launchOf.get(row.launch_id)
    if (!item || !launch) return []
    return {
      item,
      launch,
      phase: {
        id: row.phase_id,
        name: row.phase_name,
        emergencyId: row.emergency_id,
        isOpen: row.opened_at !== null && row.ended_at === null,
      },
      section: { id: row.place_id, name: row.place_name },
      people: people.get(row.id) ?? [],
      snoozedUntil: snoozedUntil.get(row.id) ?? null,
      remindedAt: remindedAt.get(row.id) ?? null,
      given: null,
    }
  })
}

async function readLaunches(db: Db, ids: readonly string[]): Promise<Map<string, Launch>> {
  const rows = await launches(db)
    .where('launches.id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, toLaunch(row)]))
}

/** Those behind the owners of items, by item: without those who left, or cannot own anything. */
async function readPeopleBehind(
  db: Db,
  itemIds: readonly string[],
): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('item_owners')
    .innerJoin('launches', 'launches.id', 'item_owners.launch_id')
    .leftJoin('roles', (join) =>
      join.onRef('roles.id', '=', 'item_owners.holder').on('item_owners.kind', '=', 'role'),
    )
    .leftJoin('people', (join) =>
      join
        .onRef('people.workspace_id', '=', 'launches.workspace_id')
        .on((on) =>
          on.eb('people.id', '=', on.fn.coalesce('roles.person_id', 'item_owners.holder')),
        ),
    )
    .select(['item_owners.item_id', 'people.id', 'people.standing'])
    .where('item_owners.item_id', 'in', [...itemIds])
    .orderBy('item_owners.position')
    .execute()
  const people = new Map<string, string[]>()
  for (const row of rows) {
    if (row.id === null || row.standing === null || !mayOwn[row.standing]) continue
    people.set(row.item_id, [...new Set([...(people.get(row.item_id) ?? []), row.id])])
  }
  return people
}

async function readSnoozes(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('snoozes')
    .select(['item_id', 'until'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute()
  return new Map(rows.map((row) => [row.item_id, new Date(row.until)]))
}

async function readReminded(
  db: Db,
  { workspaceId, personId, now }: { workspaceId: string; personId: string; now: Date },
): Promise<Map<string, Date>> {
  const rows = await db
    .selectFrom('reminders')
    .innerJoin('reminder_items', 'reminder_items.reminder_id', 'reminders.id')
    .select((row) => ['item_id', row.fn.max('at').as('at')])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('at', '>', iso(subDays(now, remindedDays)))
    .groupBy('item_id')
    .execute()
  return new Map(rows.map((row) => [row.item_id, new Date(row.at)]))
}
