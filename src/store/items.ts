import { sql } from 'kysely'
import { expiryShape } from '../domain/expiry.ts'
import type { Gate, Need } from '../domain/gate.ts'
import { type ItemState, isSettled, unsettledStates } from '../domain/item.ts'
import type { Due, Item, Mark, RemovedItem } from '../domain/launch.ts'
import type { Owner } from '../domain/owner.ts'
import { partOf } from '../domain/surface.ts'
import { type Window, windowShape } from '../domain/window.ts'
import { type Db, iso } from './database.ts'
import { countEvidence } from './evidence.ts'
import { readOwners, type SomeItems } from './owners.ts'
import type { ItemRow } from './schema.ts'

/** An item with the place where it stands; the final box stands in no section. */
/** Of launches and phases: those that run, and what an emergency leaves to do, which outlives its launch. */
export const isLeftToDo = sql<boolean>`(launches.ended_at is null or phases.emergency_id is not null)`

export type PlacedItem = {
  item: Item
  launchId: string
  place: {
    sectionId: string
    part: number
    phase: {
      id: string
      name: string
      isOpen: boolean
      round: number
      /** The emergency that it is of. */
      emergencyId: string | null
    }
    /** From which its due date follows: its own mark, its section's window, or its phase's. */
    window: Window | null
  } | null
}

/** The launch that an item belongs to, for whoever has to lock it before reading the item. */
export async function launchIdOfItem(db: Db, id: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('items')
    .select('launch_id')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.launch_id
}

/** The launches that items belong to, in the order of their ids. */
export async function listLaunchesOfItems(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('items')
    .select('launch_id')
    .distinct()
    .where('id', 'in', [...ids])
    .orderBy('launch_id')
    .execute()
  return rows.map((row) => row.launch_id)
}

/** An item with its place; undefined for one that was taken out, too. */
export async function findItem(db: Db, id: string): Promise<PlacedItem | undefined> {
  const row = await db
    .selectFrom('items')
    .leftJoin('sections', 'sections.id', 'items.section_id')
    .leftJoin('phases', 'phases.id', 'sections.phase_id')
    .selectAll('items')
    .select(['phases.id as phase_id', 'phases.name as phase_name', 'phases.opened_at'])
    .select(['phases.ended_at', 'phases.round', 'phases.emergency_id'])
    .select(['phases.window as phase_window', 'sections.window as section_window'])
    .where('items.id', '=', id)
    .where('items.removed_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const [item] = await withDetails(db, { itemIds: [id] }, [row])
  if (!item) return undefined
  if (row.section_id === null || row.phase_id === null || row.phase_name === null) {
    return { item, launchId: row.launch_id, place: null }
  }
  const { before } = await db
    .selectFrom('items')
    .select((column) => column.fn.countAll<number | string>().as('before'))
    .where('section_id', '=', row.section_id)
    .where('position', '<', row.position)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    item,
    launchId: row.launch_id,
    place: {
      sectionId: row.section_id,
      part: partOf(Number(before)),
      phase: {
        id: row.phase_id,
        name: row.phase_name,
        isOpen: row.opened_at !== null && row.ended_at === null,
        round: row.round ?? 1,
        emergencyId: row.emergency_id,
      },
      window: toWindow(row.due_mark ?? row.section_window ?? row.phase_window),
    },
  }
}

/** How many of the items that a gate needs are not settled; of phases and sections. */
export async function countUnsettled(db: Db, launchId: string, { needs }: Gate): Promise<number> {
  const idsOf = (kind: Need['kind']) =>
    needs.flatMap((need) => (need.kind === kind && 'id' in need ? need.id : []))
  const { unsettled } = await db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .select((column) => column.fn.countAll<number | string>().as('unsettled'))
    .where('items.launch_id', '=', launchId)
    .where('items.removed_at', 'is', null)
    .where('items.state', 'in', [...unsettledStates])
    .where((row) =>
      row.or([
        row('sections.id', 'in', idsOf('section')),
        row('sections.phase_id', 'in', idsOf('phase')),
      ]),
    )
    .executeTakeFirstOrThrow()
  return Number(unsettled)
}

/** The items of a phase: how many, and how many unsettled. */
export async function countItems(
  db: Db,
  launchId: string,
  phaseId: string,
): Promise<{ total: number; unsettled: number }> {
  const rows = await db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .select((column) => ['items.state', column.fn.countAll<number | string>().as('rows')])
    .where('items.launch_id', '=', launchId)
    .where('items.removed_at', 'is', null)
    .where('sections.phase_id', '=', phaseId)
    .groupBy('items.state')
    .execute()
  const count = (of: typeof rows) => of.reduce((sum, row) => sum + Number(row.rows), 0)
  return { total: count(rows), unsettled: count(rows.filter((row) => !isSettled(row))) }
}

export type ItemChange = {
  state: ItemState
  reason: string | null
  note: string | null
  changed: Mark | null
  goodUntil?: Date | null
  expired?: Date | null
}

/** Changes an item that still is at the version that was read. False: it is not. */
export async function updateItem(db: Db, item: Item, change: ItemChange): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('items')
    .set({
      state: change.state,
      reason: change.reason,
      note: change.note,
      changed_at: change.changed && iso(change.changed.at),
      changed_by: change.changed?.by ?? null,
      good_until: change.goodUntil ? iso(change.goodUntil) : null,
      expired_at: change.expired ? iso(change.expired) : null,
      version: item.version + 1,
    })
    .where('id', '=', item.id)
    .where('version', '=', item.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Gives an item another due date. */
export async function updateDue(db: Db, id: string, due: Due | null): Promise<void> {
  await db
    .updateTable('items')
    .set({ due_at: due && iso(due.at), due_by: due?.by ?? null })
    .where('id', '=', id)
    .execute()
}

/** Says whether an item can be done without evidence. */
export async function updateProof(db: Db, id: string, isRequired: boolean): Promise<void> {
  await db
    .updateTable('items')
    .set({ proof: isRequired ? 'required' : 'none' })
    .where('id', '=', id)
    .execute()
}

/** The running launches of a workspace in which ticks were good until now, in phases that no round has replaced. */
export async function listLaunchesWithExpired(
  db: Db,
  workspaceId: string,
  now: Date,
): Promise<string[]> {
  const rows = await db
    .selectFrom('items')
    .innerJoin('launches', 'launches.id', 'items.launch_id')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .select('items.launch_id')
    .distinct()
    .where('items.good_until', '<=', iso(now))
    .where('items.state', '=', 'done')
    .where('items.removed_at', 'is', null)
    .where('phases.ended_at', 'is', null)
    .where('launches.workspace_id', '=', workspaceId)
    .where('launches.live_at', 'is', null)
    .where('launches.ended_at', 'is', null)
    .execute()
  return rows.map((row) => row.launch_id)
}

/** What an item says, and what follows from it. */
type ItemWords = Pick<Item, 'text' | 'optional' | 'dueMark' | 'needsEvidence' | 'why' | 'expires'>

/** Gives an item other words. Who saw it with the old ones has not seen this version. */
export async function updateWords(db: Db, id: string, words: ItemWords): Promise<void> {
  await db
    .updateTable('items')
    .set((column) => ({
      text: words.text,
      necessity: words.optional ? 'if-applicable' : 'required',
      due_mark: words.dueMark && JSON.stringify(words.dueMark),
      proof: words.needsEvidence ? 'required' : 'none',
      why: words.why,
      expires: words.expires && JSON.stringify(words.expires),
      version: column('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Takes an item out of its launch, or, with null, back in. */
export async function updateRemoved(
  db: Db,
  id: string,
  removed: (Mark & { because: string }) | null,
): Promise<void> {
  await db
    .updateTable('items')
    .set((column) => ({
      removed_at: removed && iso(removed.at),
      removed_by: removed?.by ?? null,
      removed_because: removed?.because ?? null,
      version: column('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** What was taken out of a launch, newest first. */
export async function listRemovedItems(db: Db, launchId: string): Promise<RemovedItem[]> {
  const rows = await db
    .selectFrom('items')
    .select(['id', 'text', 'removed_at', 'removed_by', 'removed_because'])
    .where('launch_id', '=', launchId)
    .where('removed_at', 'is not', null)
    .orderBy('removed_at', 'desc')
    .orderBy('position')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    launchId,
    text: row.text,
    removed: { at: new Date(row.removed_at ?? 0), by: row.removed_by ?? '' },
    because: row.removed_because ?? '',
  }))
}

/** Items of rows, with their owners and how much evidence they have. */
export async function withDetails(
  db: Db,
  which: SomeItems,
  rows: readonly ItemRow[],
): Promise<Item[]> {
  const owners = await readOwners(db, which)
  const evidence = await countEvidence(db, which)
  return rows.map((row) => toItem(row, owners.get(row.id) ?? [], evidence.get(row.id) ?? 0))
}

export function toWindow(json: string | null): Window | null {
  return json === null ? null : windowShape.parse(JSON.parse(json))
}

function toItem(row: ItemRow, owners: Owner[], evidence: number): Item {
  return {
    id: row.id,
    text: row.text,
    optional: row.necessity === 'if-applicable',
    state: row.state,
    changed:
      row.changed_at === null || row.changed_by === null
        ? null
        : { at: new Date(row.changed_at), by: row.changed_by },
    reason: row.reason,
    note: row.note,
    owners,
    due:
      row.due_at === null || row.due_by === null
        ? null
        : { at: new Date(row.due_at), by: row.due_by },
    dueMark: toWindow(row.due_mark),
    needsEvidence: row.proof === 'required',
    why: row.why,
    expires: row.expires === null ? null : expiryShape.parse(JSON.parse(row.expires)),
    goodUntil: row.good_until === null ? null : new Date(row.good_until),
    expired: row.expired_at === null ? null : new Date(row.expired_at),
    evidence,
    version: row.version,
  }
}
