/** What people were reminded of, what they put off, and who may have something to be told now. */
import { subDays } from '../domain/dates.ts'
import { unsettledStates } from '../domain/item.ts'
import { pseudonymIn } from '../domain/person.ts'
import type { Remembered, Reminder, Why } from '../domain/reminder.ts'
import { type Db, iso } from './database.ts'
import { isLeftToDo } from './items.ts'
import type { ReminderRow } from './schema.ts'
import { statement } from './statement.ts'

export type SentReminder = {
  id: string
  workspaceId: string
  personId: string
  kind: Reminder['kind']
  slot: string
  at: Date
  /** Who asked for it, when it was not the clock. */
  by: string | null
  /** Whether a newer list has taken its place. */
  isEnded: boolean
  items: { itemId: string; why: Why }[]
}

/** What a person was sent since. */
export async function listSent(
  db: Db,
  workspaceId: string,
  personId: string,
  since: Date,
): Promise<Remembered[]> {
  const rows = await db
    .selectFrom('reminders')
    .select(['kind', 'slot', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('at', '>', iso(since))
    .execute()
  return rows.map((row) => ({ kind: row.kind, slot: row.slot, at: new Date(row.at) }))
}

/** Who had their daily reminder, by the dates that it was for: "person@date". */
export async function listDailySent(
  db: Db,
  workspaceId: string,
  dates: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('reminders')
    .select(['person_id', 'slot'])
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'daily')
    .where('slot', 'in', [...dates])
    .execute()
  return new Set(rows.map((row) => `${row.person_id}@${row.slot}`))
}

/** Remembers a reminder. False: the person had one of that kind for that occasion. */
export async function insertReminder(
  db: Db,
  reminder: Omit<SentReminder, 'isEnded'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('reminders')
    .values({
      id: reminder.id,
      workspace_id: reminder.workspaceId,
      person_id: reminder.personId,
      kind: reminder.kind,
      slot: reminder.slot,
      at: iso(reminder.at),
      by: reminder.by,
      ended_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return false
  await db
    .insertInto('reminder_items')
    .values(
      reminder.items.map(({ itemId, why }, position) => ({
        reminder_id: reminder.id,
        item_id: itemId,
        position,
        why,
      })),
    )
    .execute()
  return true
}

/** Ends all reminders of a person but one; returns those that this has ended. */
export async function endOtherReminders(
  db: Db,
  workspaceId: string,
  personId: string,
  exceptId: string,
  at: Date,
): Promise<SentReminder[]> {
  const rows = await db
    .updateTable('reminders')
    .set({ ended_at: iso(at) })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('id', '<>', exceptId)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  return rows.map((row) => toReminder(row, []))
}

/** Ends one reminder. */
export async function endReminder(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('reminders')
    .set({ ended_at: iso(at) })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

export async function findReminder(db: Db, id: string): Promise<SentReminder | undefined> {
  const row = await db.selectFrom('reminders').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return undefined
  const items = await db
    .selectFrom('reminder_items')
    .select(['item_id', 'why'])
    .where('reminder_id', '=', id)
    .orderBy('position')
    .execute()
  return toReminder(
    row,
    items.map((item) => ({ itemId: item.item_id, why: item.why })),
  )
}

const remindersOfItem = statement((db, it: { itemId: string }) =>
  db
    .selectFrom('reminders')
    .select(['id', 'workspace_id', 'person_id'])
    .where('ended_at', 'is', null)
    .where('id', 'in', (sub) =>
      sub.selectFrom('reminder_items').select('reminder_id').where('item_id', '=', it.itemId),
    )
    .orderBy('id'),
)

/** The reminders, not yet ended, that list any of these items, each once. */
export async function listRemindersWith(
  db: Db,
  itemIds: readonly string[],
): Promise<{ id: string; workspaceId: string; personId: string }[]> {
  const found = new Map<string, { id: string; workspaceId: string; personId: string }>()
  for (const itemId of itemIds) {
    for (const { id, workspace_id, person_id } of (await remindersOfItem(db, { itemId })).rows) {
      found.set(id, { id, workspaceId: workspace_id, personId: person_id })
    }
  }
  return [...found.values()].sort((one, other) => (one.id < other.id ? -1 : 1))
}

/** When somebody's lead last reminded them by hand; null when never. */
export async function lastNudge(
  db: Db,
  workspaceId: string,
  personId: string,
): Promise<Date | null> {
  const row = await db
    .selectFrom('reminders')
    .select((column) => column.fn.max('at').as('at'))
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('kind', '=', 'nudge')
    .executeTakeFirst()
  return row?.at ? new Date(row.at) : null
}

/** Puts an item off for a person. */
export async function saveSnooze(
  db: Db,
  snooze: { workspaceId: string; personId: string; itemId: string; until: Date },
): Promise<void> {
  const until = { until: iso(snooze.until) }
  await db
    .insertInto('snoozes')
    .values({
      workspace_id: snooze.workspaceId,
      person_id: snooze.personId,
      item_id: snooze.itemId,
      ...until,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'person_id', 'item_id']).doUpdateSet(until),
    )
    .execute()
}

/** Forgets what a person had put off of these items. */
export async function endSnoozes(
  db: Db,
  workspaceId: string,
  personId: string,
  itemIds: readonly string[],
): Promise<void> {
  if (itemIds.length === 0) return
  await db
    .deleteFrom('snoozes')
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('item_id', 'in', [...itemIds])
    .execute()
}

/** Those who have put something off until some moment of the last week. */
export async function listSnoozers(db: Db, workspaceId: string, now: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('snoozes')
    .select('person_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('until', '<=', iso(now))
    .where('until', '>', iso(subDays(now, 7)))
    .execute()
  return rows.map((row) => row.person_id)
}

/** Those who were given something, by name or by role, of which they were not told. */
export async function listUntold(db: Db, workspaceId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('item_owners')
    .innerJoin('items', 'items.id', 'item_owners.item_id')
    .innerJoin('launches', 'launches.id', 'item_owners.launch_id')
    .leftJoin('sections', 'sections.id', 'items.section_id')
    .leftJoin('phases', 'phases.id', 'sections.phase_id')
    .leftJoin('roles', 'roles.id', 'item_owners.holder')
    .select((row) => row.fn.coalesce('roles.person_id', 'item_owners.holder').as('person_id'))
    .distinct()
    .where('told_at', 'is', null)
    .where('items.removed_at', 'is', null)
    .where('items.state', 'in', [...unsettledStates])
    .where('launches.workspace_id', '=', workspaceId)
    .where(isLeftToDo)
    .execute()
  return rows.flatMap((row) => row.person_id ?? [])
}

/** The running launches whose T-0 lies between two moments. */
export async function listLaunchesAround(
  db: Db,
  workspaceId: string,
  from: Date,
  to: Date,
): Promise<{ id: string; t0: Date }[]> {
  const rows = await db
    .selectFrom('launches')
    .select(['id', 't0'])
    .where('workspace_id', '=', workspaceId)
    .where('ended_at', 'is', null)
    .where('t0', '>', iso(from))
    .where('t0', '<', iso(to))
    .execute()
  return rows.map((row) => ({ id: row.id, t0: new Date(row.t0) }))
}

/** Of these launches, those in which something unsettled fell due between two moments. */
export async function listLaunchesFallingDue(
  db: Db,
  launchIds: readonly string[],
  from: Date,
  to: Date,
): Promise<string[]> {
  if (launchIds.length === 0) return []
  const rows = await db
    .selectFrom('items')
    .select('launch_id')
    .distinct()
    .where('launch_id', 'in', [...launchIds])
    .where('removed_at', 'is', null)
    .where('state', 'in', [...unsettledStates])
    .where('due_at', '>', iso(from))
    .where('due_at', '<=', iso(to))
    .execute()
  return rows.map((row) => row.launch_id)
}

/** Lead, roles and owners of launches, whom Slack knows. */
export async function listPeopleOf(db: Db, launchIds: readonly string[]): Promise<string[]> {
  if (launchIds.length === 0) return []
  const ids = [...launchIds]
  const rows = await db
    .selectFrom('launches')
    .select('lead_id as person_id')
    .where('id', 'in', ids)
    .union(
      db
        .selectFrom('roles')
        .select('person_id')
        .where('launch_id', 'in', ids)
        .where('person_id', 'is not', null)
        .$narrowType<{ person_id: string }>(),
    )
    .union(
      db
        .selectFrom('item_owners')
        .select('holder as person_id')
        .where('launch_id', 'in', ids)
        .where('kind', '=', 'person'),
    )
    .execute()
  return rows.map((row) => row.person_id).filter((id) => pseudonymIn(id) === null)
}

function toReminder(row: ReminderRow, items: SentReminder['items']): SentReminder {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    personId: row.person_id,
    kind: row.kind,
    slot: row.slot,
    at: new Date(row.at),
    by: row.by,
    isEnded: row.ended_at !== null,
    items,
  }
}
