/** A launch's own copy of its checklist: phases and their rounds, sections, items, roles. */
import { dueIn } from '../domain/due.ts'
import type { Mark } from '../domain/launch.ts'
import type { Plan } from '../domain/schedule.ts'
import type { TemplateItem } from '../domain/template.ts'
import type { Window } from '../domain/window.ts'
import { type Db, iso } from './database.ts'
import type { ItemRow, PhaseRow, SectionRow } from './schema.ts'

export type NewPhase = {
  id: string
  name: string
  window: Window | null
  round: number
  /** The first round of a phase that repeats, where this is a later one. */
  seriesId: string | null
  /** The emergency that it is of. */
  emergencyId?: string
  sections: { id: string; name: string; window: Window | null; items: NewItem[] }[]
}
type NewItem = Pick<
  TemplateItem,
  'text' | 'optional' | 'due' | 'needsEvidence' | 'why' | 'expires'
> & {
  id: string
}

/** What a template says of an item of which it says nothing but its words. */
export const unmarked = {
  optional: false,
  due: null,
  needsEvidence: false,
  why: null,
  expires: null,
} as const

/** Writes phases with their sections and items behind those that a launch has. */
export async function insertPhases(
  db: Db,
  launchId: string,
  phases: readonly NewPhase[],
  plan: Plan,
): Promise<void> {
  const count = await countRows(db, launchId)
  const sections: SectionRow[] = []
  const items: ItemRow[] = []
  for (const phase of phases) {
    for (const section of phase.sections) {
      sections.push({
        id: section.id,
        launch_id: launchId,
        phase_id: phase.id,
        position: count.sections + sections.length,
        name: section.name,
        window: section.window && JSON.stringify(section.window),
      })
      for (const item of section.items) {
        const due = dueIn(item.due ?? section.window ?? phase.window, plan, phase.round)
        const position = count.items + items.length
        items.push(itemRow(launchId, section.id, position, item, due))
      }
    }
  }
  await db
    .insertInto('phases')
    .values(
      phases.map(
        (phase, index): PhaseRow => ({
          id: phase.id,
          launch_id: launchId,
          position: count.phases + index,
          name: phase.name,
          window: phase.window && JSON.stringify(phase.window),
          opened_at: null,
          opened_by: null,
          completed_at: null,
          series_id: phase.seriesId,
          round: phase.round,
          ended_at: null,
          emergency_id: phase.emergencyId ?? null,
        }),
      ),
    )
    .execute()
  if (sections.length > 0) await db.insertInto('sections').values(sections).execute()
  // In slices: the databases bind a limited number of values at a time.
  for (let start = 0; start < items.length; start += 500) {
    await db
      .insertInto('items')
      .values(items.slice(start, start + 500))
      .execute()
  }
}

/** Writes a section behind those that a launch has. */
export async function insertSection(
  db: Db,
  { launchId, phaseId }: { launchId: string; phaseId: string },
  { id, name, window }: { id: string; name: string; window: Window | null },
): Promise<void> {
  const { sections: position } = await countRows(db, launchId)
  const row = { id, launch_id: launchId, phase_id: phaseId, position, name }
  await db
    .insertInto('sections')
    .values({ ...row, window: window && JSON.stringify(window) })
    .execute()
}

/** Gives a phase its name and its time. */
export async function updatePhase(
  db: Db,
  id: string,
  { name, window }: { name: string; window: Window | null },
): Promise<void> {
  const row = { name, window: window && JSON.stringify(window) }
  await db.updateTable('phases').set(row).where('id', '=', id).execute()
}

/** Gives a section its name and its time. */
export async function updateSection(
  db: Db,
  id: string,
  { name, window }: { name: string; window: Window | null },
): Promise<void> {
  const row = { name, window: window && JSON.stringify(window) }
  await db.updateTable('sections').set(row).where('id', '=', id).execute()
}

/** The section of an item. */
export type Spot = { id: string; sectionId: string }

/** Puts the phases, the sections and the items of a launch into an order: all that are in its list. */
export async function arrange(
  db: Db,
  launchId: string,
  order: { phases: readonly string[]; sections: readonly string[]; items: readonly Spot[] },
): Promise<void> {
  const placed = async (table: 'phases' | 'sections') => {
    const rows = db.selectFrom(table).select(['id', 'position']).where('launch_id', '=', launchId)
    return new Map((await rows.execute()).map(({ id, position }) => [id, position]))
  }
  const put = (table: 'phases' | 'sections', id: string, position: number) =>
    db.updateTable(table).set({ position }).where('id', '=', id).execute()
  const known = { phases: await placed('phases'), sections: await placed('sections') }
  const isOther = (table: 'phases' | 'sections') => (id: string, index: number) =>
    known[table].get(id) !== index
  if (order.phases.some(isOther('phases'))) {
    // No two phases have one position, not for a moment either.
    for (const [index, id] of order.phases.entries()) await put('phases', id, -1 - index)
    for (const [index, id] of order.phases.entries()) await put('phases', id, index)
  }
  for (const [index, id] of order.sections.entries()) {
    if (isOther('sections')(id, index)) await put('sections', id, index)
  }
  const rows = await db
    .selectFrom('items')
    .select(['id', 'section_id', 'position'])
    .where('launch_id', '=', launchId)
    .execute()
  const items = new Map(rows.map((row) => [row.id, row]))
  for (const [position, { id, sectionId }] of order.items.entries()) {
    const row = items.get(id)
    if (row?.position === position && row.section_id === sectionId) continue
    const set = { position, section_id: sectionId }
    await db.updateTable('items').set(set).where('id', '=', id).execute()
  }
}

/** Writes an item behind those of its section. */
export async function insertItem(
  db: Db,
  { launchId, sectionId }: { launchId: string; sectionId: string },
  item: NewItem,
  due: Date | null,
): Promise<void> {
  const { after } = await endsOf(db, launchId)
  await db
    .insertInto('items')
    .values(itemRow(launchId, sectionId, after, item, due))
    .execute()
}

/** Puts an item first or last into a section, which may be the one where it is. */
export async function placeItem(
  db: Db,
  { id, launchId }: { id: string; launchId: string },
  sectionId: string,
  at: 'start' | 'end',
): Promise<void> {
  const { before, after } = await endsOf(db, launchId)
  await db
    .updateTable('items')
    .set({ section_id: sectionId, position: at === 'start' ? before : after })
    .where('id', '=', id)
    .execute()
}

/** Positions before and behind all items of a launch. */
async function endsOf(db: Db, launchId: string): Promise<{ before: number; after: number }> {
  const row = await db
    .selectFrom('items')
    .select((column) => [
      column.fn.min('position').as('least'),
      column.fn.max('position').as('most'),
    ])
    .where('launch_id', '=', launchId)
    .executeTakeFirst()
  return { before: Number(row?.least ?? 0) - 1, after: Number(row?.most ?? -1) + 1 }
}

/** Writes the one box that is in no section. */
export async function insertFinalBox(
  db: Db,
  launchId: string,
  { id, text }: { id: string; text: string },
): Promise<void> {
  const { items: position } = await countRows(db, launchId)
  await db
    .insertInto('items')
    .values(itemRow(launchId, null, position, { ...unmarked, id, text }, null))
    .execute()
}

/** Writes the roles that sign off. */
export async function insertRoles(
  db: Db,
  launchId: string,
  roles: readonly { id: string; name: string; personId: string | null }[],
): Promise<void> {
  if (roles.length === 0) return
  await db
    .insertInto('roles')
    .values(
      roles.map((role, position) => ({
        id: role.id,
        launch_id: launchId,
        position,
        name: role.name,
        person_id: role.personId,
        deputy_id: null,
      })),
    )
    .execute()
}

/** Gives a role to somebody, or to nobody. */
export async function updateRole(db: Db, roleId: string, personId: string | null): Promise<void> {
  await db.updateTable('roles').set({ person_id: personId }).where('id', '=', roleId).execute()
}

/** Names who may sign in the place of a role's person, or nobody. */
export async function updateDeputy(db: Db, roleId: string, personId: string | null): Promise<void> {
  await db.updateTable('roles').set({ deputy_id: personId }).where('id', '=', roleId).execute()
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

/** Makes a phase as if it had not been opened; what was done in it stays. */
export async function markPhaseShut(db: Db, phaseId: string): Promise<void> {
  await db
    .updateTable('phases')
    .set({ opened_at: null, opened_by: null })
    .where('id', '=', phaseId)
    .execute()
}

/** Notes that a later round has taken a phase's place. */
export async function markPhaseEnded(db: Db, phaseId: string, at: Date): Promise<void> {
  await db
    .updateTable('phases')
    .set({ ended_at: iso(at) })
    .where('id', '=', phaseId)
    .execute()
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

async function countRows(db: Db, launchId: string) {
  const count = async (table: 'phases' | 'sections' | 'items') => {
    const row = await db
      .selectFrom(table)
      .select((column) => column.fn.countAll<number | string>().as('rows'))
      .where('launch_id', '=', launchId)
      .executeTakeFirstOrThrow()
    return Number(row.rows)
  }
  return {
    phases: await count('phases'),
    sections: await count('sections'),
    items: await count('items'),
  }
}

function itemRow(
  launchId: string,
  sectionId: string | null,
  position: number,
  item: NewItem,
  due: Date | null,
): ItemRow {
  return {
    id: item.id,
    launch_id: launchId,
    section_id: sectionId,
    position,
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
    why: item.why,
    expires: item.expires && JSON.stringify(item.expires),
    good_until: null,
    expired_at: null,
    removed_at: null,
    removed_by: null,
    removed_because: null,
    version: 0,
  }
}
