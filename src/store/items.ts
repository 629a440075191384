import { type ItemState, isSettled } from '../domain/item.ts'
import type { Item, Mark } from '../domain/launch.ts'
import { partOf } from '../domain/surface.ts'
import { type Db, iso } from './database.ts'
import type { ItemRow } from './schema.ts'

/** An item with the place where it stands; the final box stands in no section. */
export type PlacedItem = {
  item: Item
  launchId: string
  place: {
    sectionId: string
    part: number
    phase: { id: string; name: string; isOpen: boolean }
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

export async function findItem(db: Db, id: string): Promise<PlacedItem | undefined> {
  const row = await db
    .selectFrom('items')
    .leftJoin('sections', 'sections.id', 'items.section_id')
    .leftJoin('phases', 'phases.id', 'sections.phase_id')
    .selectAll('items')
    .select(['phases.id as phase_id', 'phases.name as phase_name', 'phases.opened_at'])
    .where('items.id', '=', id)
    .executeTakeFirst()
  if (!row) return undefined
  const item = toItem(row)
  if (row.section_id === null || row.phase_id === null || row.phase_name === null) {
    return { item, launchId: row.launch_id, place: null }
  }
  const { before } = await db
    .selectFrom('items')
    .select((column) => column.fn.countAll<number | string>().as('before'))
    .where('section_id', '=', row.section_id)
    .where('position', '<', row.position)
    .executeTakeFirstOrThrow()
  return {
    item,
    launchId: row.launch_id,
    place: {
      sectionId: row.section_id,
      part: partOf(Number(before)),
      phase: { id: row.phase_id, name: row.phase_name, isOpen: row.opened_at !== null },
    },
  }
}

/** The items of a launch's open phases, or of one of them: how many, and how many unsettled. */
export async function countItems(
  db: Db,
  launchId: string,
  phaseId: string | null,
): Promise<{ total: number; unsettled: number }> {
  const rows = await db
    .selectFrom('items')
    .innerJoin('sections', 'sections.id', 'items.section_id')
    .innerJoin('phases', 'phases.id', 'sections.phase_id')
    .select((column) => ['items.state', column.fn.countAll<number | string>().as('rows')])
    .where('items.launch_id', '=', launchId)
    .where('phases.opened_at', 'is not', null)
    .$if(phaseId !== null, (query) => query.where('phases.id', '=', phaseId))
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
      version: item.version + 1,
    })
    .where('id', '=', item.id)
    .where('version', '=', item.version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export function toItem(row: ItemRow): Item {
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
    version: row.version,
  }
}
