import { sql } from 'kysely'
import { expiryShape } from '../domain/expiry.ts'
import type { Gate } from '../domain/gate.ts'
import { type ItemState, unsettledStates } from '../domain/item.ts'
import type { Due, Item, Mark, RemovedItem } from '../domain/launch.ts'
import type { Owner } from '../domain/owner.ts'
import { partOf } from '../domain/surface.ts'
import { type Window, windowShape } from '../domain/window.ts'
import { type Db, iso } from './database.ts'
import { countEvidence, countEvidenceOf } from './evidence.ts'
import { readOwners, readOwnersOf, type SomeItems } from './owners.ts'
import type { ItemRow } from './schema.ts'
import { listStatement, statement } from './statement.ts'

/** Of launches and phases: those that run, and what an emergency leaves to do, which outlives its launch. */
export const isLeftToDo = sql<boolean>`(launches.ended_at is null or phases.emergency_id is not null)`

/** An item with the place where it stands; the final box stands in no section. */
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

const launchOfItem = statement((db, it: { id: string }) =>
  db.selectFrom('items').select('launch_id').where('id', '=', it.id),
)

/** The launch that an item belongs to, for whoever has to lock it before reading the item. */
export async function launchIdOfItem(db: Db, id: string): Promise<string | undefined> {
  const [row] = (await launchOfItem(db, { id })).rows
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

const itemById = statement((db, it: { id: string }) =>
  db.selectFrom('items').selectAll().where('id', '=', it.id).where('removed_at', 'is', null),
)

const placeOfItem = statement((db, it: { sectionId: string; position: number }) =>
  // Not joined, as with launches: it is read ten times as fast.
  db
    .selectFrom('phases')
    .selectAll('phases')
    .select((row) => [
      row
        .selectFrom('sections')
        .select('sections.window')
        .where('sections.id', '=', it.sectionId)
        .as('section_window'),
      row
        .selectFrom('items')
        .select((column) => column.fn.countAll<number | string>().as('items'))
        .where('items.section_id', '=', it.sectionId)
        .where('items.position', '<', it.position)
        .where('items.removed_at', 'is', null)
        .as('before'),
    ])
    .where('phases.id', '=', (row) =>
      row.selectFrom('sections').select('phase_id').where('sections.id', '=', it.sectionId),
    ),
)

/** An item with its place; undefined for one that was taken out, too. */
export async function findItem(db: Db, id: string): Promise<PlacedItem | undefined> {
  const [row] = (await itemById(db, { id })).rows
  if (!row) return undefined
  const item = toItem(row, await readOwnersOf(db, id), await countEvidenceOf(db, id))
  if (row.section_id === null) return { item, launchId: row.launch_id, place: null }
  const at = { sectionId: row.section_id, position: row.position }
  const [place] = (await placeOfItem(db, at)).rows
  if (!place) throw new Error(`item ${id} stands in a section that is not there`)
  return {
    item,
    launchId: row.launch_id,
    place: {
      sectionId: row.section_id,
      part: partOf(Number(place.before)),
      phase: {
        id: place.id,
        name: place.name,
        isOpen: place.opened_at !== null && place.ended_at === null,
        round: place.round,
        emergencyId: place.emergency_id,
      },
      window: toWindow(row.due_mark ?? place.section_window ?? place.window),
    },
  }
}

const unsettledOfSection = statement((db, it: { sectionId: string }) =>
  db
    .selectFrom('items')
    .select('id')
    .where('section_id', '=', it.sectionId)
    .where('removed_at', 'is', null)
    .where('state', 'in', [...unsettledStates])
    .limit(1),
)

/** Whether any item of a section is not settled. */
export async function isSectionUnsettled(db: Db, sectionId: string): Promise<boolean> {
  return (await unsettledOfSection(db, { sectionId })).rows.length > 0
}

const unsettledIn = listStatement((db, needs: readonly { id: string }[]) => {
  const ids = needs.map(({ id }) => id)
  return db
    .selectFrom('items')
    .select('id')
    .where('items.removed_at', 'is', null)
    .where('items.state', 'in', [...unsettledStates])
    .where('items.section_id', 'in', (sub) =>
      sub
        .selectFrom('sections')
        .select('id')
        .where((row) => row.or([row('phase_id', 'in', ids), row('id', 'in', ids)])),
    )
    .limit(1)
})

/** Whether any of the items that a gate needs is not settled; of phases and sections. */
export async function isUnsettled(db: Db, { needs }: Gate): Promise<boolean> {
  const ids = needs.flatMap((need) => ('id' in need ? { id: need.id } : []))
  return (await unsettledIn(db, ids)).rows.length > 0
}

const itemsOfPhase = statement((db, it: { phaseId: string }) =>
  db
    .selectFrom('items')
    .select((column) => column.fn.countAll<number | string>().as('items'))
    .where('items.removed_at', 'is', null)
    .where('items.section_id', 'in', (sub) =>
      sub.selectFrom('sections').select('id').where('phase_id', '=', it.phaseId),
    ),
)

const unsettledOfPhase = statement((db, it: { phaseId: string }) =>
  db
    .selectFrom('items')
    .select('id')
    .where('items.removed_at', 'is', null)
    .where('items.state', 'in', [...unsettledStates])
    .where('items.section_id', 'in', (sub) =>
      sub.selectFrom('sections').select('id').where('phase_id', '=', it.phaseId),
    )
    .limit(1),
)

/** How many items a phase has, once all of them are settled; null while one is not. */
export async function countIfSettled(db: Db, phaseId: string): Promise<number | null> {
  if ((await unsettledOfPhase(db, { phaseId })).rows.length > 0) return null
  const [row] = (await itemsOfPhase(db, { phaseId })).rows
  return Number(row?.items ?? 0)
}

export type ItemChange = {
  state: ItemState
  reason: string | null
  note: string | null
  changed: Mark | null
  goodUntil?: Date | null
  expired?: Date | null
}

type ChangedColumns = Pick<
  ItemRow,
  | 'state'
  | 'reason'
  | 'note'
  | 'changed_at'
  | 'changed_by'
  | 'good_until'
  | 'expired_at'
  | 'version'
>

const changedItem = statement((db, it: ChangedColumns & { id: string; before: number }) =>
  db
    .updateTable('items')
    .set({
      state: it.state,
      reason: it.reason,
      note: it.note,
      changed_at: it.changed_at,
      changed_by: it.changed_by,
      good_until: it.good_until,
      expired_at: it.expired_at,
      version: it.version,
    })
    .where('id', '=', it.id)
    .where('version', '=', it.before),
)

/** Changes an item that still is at the version that was read. False: it is not. */
export async function updateItem(db: Db, item: Item, change: ItemChange): Promise<boolean> {
  const { numAffectedRows } = await changedItem(db, {
    id: item.id,
    before: item.version,
    state: change.state,
    reason: change.reason,
    note: change.note,
    changed_at: change.changed && iso(change.changed.at),
    changed_by: change.changed?.by ?? null,
    good_until: change.goodUntil ? iso(change.goodUntil) : null,
    expired_at: change.expired ? iso(change.expired) : null,
    version: item.version + 1,
  })
  return numAffectedRows === 1n
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
