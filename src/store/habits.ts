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
  return row ? habitsOf(row) : usualHabits
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
    .select(habitsColumns)
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
    habits: habitsOf(row),
  }))
}

/** What is read of habits beside something else. */
export const habitsColumns = ['days', 'from_time', 'to_time', 'remind_at', 'paused_until'] as const

/** The habits of a row that was joined with them; the usual ones where there are none. */
export function habitsOf(row: Record<(typeof habitsColumns)[number], string | null>): Habits {
  const { days, from_time: from, to_time: to, remind_at: remindAt, paused_until: pausedUntil } = row
  if (days === null || from === null || to === null || remindAt === null) return usualHabits
  return { days: [...days].map(Number), from, to, remindAt, pausedUntil }
}
