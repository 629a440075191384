import { sql } from 'kysely'
import { unsettledStates } from '../domain/item.ts'
import type { Held } from '../domain/pseudonym.ts'
import type { Db } from './database.ts'

/** The number of the pseudonym that a person is getting; the next one, where none was begun. */
export async function beginPseudonym(db: Db, personId: string): Promise<number> {
  const begun = await db
    .selectFrom('pseudonyms')
    .select('number')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (begun) return begun.number
  const { number } = await db
    .selectFrom('pseudonyms')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
    .executeTakeFirstOrThrow()
  await db.insertInto('pseudonyms').values({ number, person_id: personId }).execute()
  return number
}

/** Whose it was is not known from here on. */
export async function endPseudonym(db: Db, personId: string): Promise<void> {
  await db
    .updateTable('pseudonyms')
    .set({ person_id: null })
    .where('person_id', '=', personId)
    .execute()
}

/** What somebody still has to do in launches that run, or that an emergency left to them. */
export async function listHeld(db: Db, personId: string): Promise<Held[]> {
  const { rows } = await sql<Held>`
    select launches.name as launch, held.what, held.name from launches join (
      select id as launch_id, 'lead' as what, '' as name from launches where lead_id = ${personId}
      union all select launch_id, 'role', name from roles where person_id = ${personId}
      union all select launch_id, 'deputy', name from roles where deputy_id = ${personId}
      union all select items.launch_id, 'item', items.text from items
        join item_owners on item_owners.item_id = items.id
        where holder = ${personId} and item_owners.kind = 'person' and items.removed_at is null
      union all select launch_id, 'emergency', words from emergencies where resolved_at is null
        and (commander_id = ${personId} or scribe_id = ${personId} or exists (
          select 1 from emergency_decisions where emergency_id = emergencies.id
            and watcher_id = ${personId} and dropped_at is null))
    ) held on held.launch_id = launches.id
    where launches.ended_at is null
    union select launches.name, 'item', items.text from items
      join launches on launches.id = items.launch_id
      join sections on sections.id = items.section_id
      join phases on phases.id = sections.phase_id
      join item_owners on item_owners.item_id = items.id
      left join roles on roles.id = item_owners.holder
      where phases.emergency_id is not null and launches.ended_at is not null
        and items.removed_at is null and items.state in (${sql.join([...unsettledStates])})
        and coalesce(roles.person_id, item_owners.holder) = ${personId}
    order by 1, 2, 3`.execute(db)
  return rows
}
