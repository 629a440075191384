import { type Habits, usualHabits } from '../domain/habits.ts'
import type { Person } from '../domain/person.ts'
import type { Db } from './database.ts'

/** Somebody who has something to see to, with when they work. */
export type Worker = {
  person: Person
  habits: Habits
  /** When Slack was last asked about them. */
  seenAt: Date
  /** When there was last nothing to remind them of. */
  lookedAt: Date | null
}

export async function readHabits(db: Db, workspaceId: string, personId: string): Promise<Habits> {
  const row = await db
    .selectFrom('habits')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ? toHabits(row) : usualHabits
}

export async function saveHabits(
  db: Db,
  workspaceId: string,
  personId: string,
  habits: Habits,
): Promise<void> {
  const row = {
    days: habits.days.join(''),
    from_time: habits.from,
    to_time: habits.to,
    remind_at: habits.remindAt,
    paused_until: habits.pausedUntil,
  }
  await db
    .insertInto('habits')
    .values({ workspace_id: workspaceId, person_id: personId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet(row))
    .execute()
}

/**
 * Everybody of a workspace who leads a launch, fills a role or owns an item, or only these of them;
 * people who left, bots and people from outside left out.
 */
export async function listWorkers(
  db: Db,
  workspaceId: string,
  ids: readonly string[] | null = null,
): Promise<Worker[]> {
  const rows = await db
    .selectFrom('people')
    .leftJoin('habits', (join) =>
      join
        .onRef('habits.person_id', '=', 'people.id')
        .onRef('habits.workspace_id', '=', 'people.workspace_id'),
    )
    .selectAll('people')
    .select(['days', 'from_time', 'to_time', 'remind_at', 'paused_until'])
    .where('people.workspace_id', '=', workspaceId)
    .where('people.standing', 'in', ['member', 'guest'])
    .$if(ids !== null, (query) => query.where('people.id', 'in', [...(ids ?? [])]))
    .where((row) =>
      row.or([
        row.exists(
          row
            .selectFrom('launches')
            .select('launches.id')
            .whereRef('launches.lead_id', '=', 'people.id')
            .whereRef('launches.workspace_id', '=', 'people.workspace_id'),
        ),
        row.exists(
          row.selectFrom('roles').select('roles.id').whereRef('roles.person_id', '=', 'people.id'),
        ),
        row.exists(
          row
            .selectFrom('item_owners')
            .select('item_owners.item_id')
            .whereRef('item_owners.holder', '=', 'people.id'),
        ),
      ]),
    )
    .execute()
  return rows.map((row) => ({
    person: { workspaceId, id: row.id, standing: row.standing, zone: row.zone },
    seenAt: new Date(row.seen_at),
    lookedAt: row.looked_at === null ? null : new Date(row.looked_at),
    habits:
      row.days === null || row.from_time === null || row.to_time === null || row.remind_at === null
        ? usualHabits
        : toHabits({
            days: row.days,
            from_time: row.from_time,
            to_time: row.to_time,
            remind_at: row.remind_at,
            paused_until: row.paused_until,
          }),
  }))
}

function toHabits(row: {
  days: string
  from_time: string
  to_time: string
  remind_at: string
  paused_until: string | null
}): Habits {
  return {
    days: [...row.days].map(Number),
    from: row.from_time,
    to: row.to_time,
    remindAt: row.remind_at,
    pausedUntil: row.paused_until,
  }
}
