import { sql } from 'kysely'
import { type Person, pseudonymIn } from '../domain/person.ts'
import { type Db, iso } from './database.ts'
import { statement } from './statement.ts'

const personById = statement((db, it: { workspaceId: string; id: string }) =>
  db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', it.workspaceId)
    .where('id', '=', it.id),
)

/** What Slack last said about somebody, and when; undefined when golive never asked. */
export async function findPerson(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ person: Person; name: string | null; seenAt: Date } | undefined> {
  const [row] = (await personById(db, { workspaceId, id })).rows
  return (
    row && {
      person: { workspaceId, id, standing: row.standing, zone: row.zone },
      name: row.name,
      seenAt: new Date(row.seen_at),
    }
  )
}

export async function savePerson(db: Db, person: Person, seenAt: Date): Promise<void> {
  const facts = { standing: person.standing, zone: person.zone, seen_at: iso(seenAt) }
  await db
    .insertInto('people')
    .values({
      workspace_id: person.workspaceId,
      id: person.id,
      unreachable_at: null,
      looked_at: null,
      name: null,
      ...facts,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(facts))
    .execute()
}

/** Keeps what Slack calls somebody whom golive knows. */
export async function saveName(
  db: Db,
  { workspaceId, id, name }: { workspaceId: string; id: string; name: string },
): Promise<void> {
  await db
    .updateTable('people')
    .set({ name })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Of some people, those whose names golive has not heard. */
export async function listNameless(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('people')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .where('name', 'is not', null)
    .execute()
  const named = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !named.has(id))
}

/** Those who have a part in a launch and are no members of the workspace any more. */
export async function listStrangersIn(db: Db, launchId: string): Promise<Person[]> {
  const rows = await db
    .selectFrom('launches')
    .innerJoin('people', 'people.workspace_id', 'launches.workspace_id')
    .selectAll('people')
    .where('launches.id', '=', launchId)
    .where('people.standing', '<>', 'member')
    .where((row) =>
      row.or([
        row(
          'people.id',
          'in',
          row
            .selectFrom('roles')
            .select('person_id')
            .where('launch_id', '=', launchId)
            .where('person_id', 'is not', null)
            .$narrowType<{ person_id: string }>(),
        ),
        row(
          'people.id',
          'in',
          row
            .selectFrom('roles')
            .select('deputy_id')
            .where('launch_id', '=', launchId)
            .where('deputy_id', 'is not', null)
            .$narrowType<{ deputy_id: string }>(),
        ),
        row(
          'people.id',
          'in',
          row
            .selectFrom('item_owners')
            .select('holder')
            .where('launch_id', '=', launchId)
            .where('kind', '=', 'person'),
        ),
      ]),
    )
    .execute()
  return rows.map(({ workspace_id: workspaceId, id, standing, zone }) => {
    return { workspaceId, id, standing, zone }
  })
}

/** The pseudonyms that have a part in a launch, as people who left. */
export async function listPseudonymsIn(
  db: Db,
  { id, workspaceId }: { id: string; workspaceId: string },
): Promise<Person[]> {
  const { rows } = await sql<{ id: string | null }>`
    select lead_id as id from launches where id = ${id}
    union select person_id from roles where launch_id = ${id}
    union select deputy_id from roles where launch_id = ${id}
    union select holder from item_owners where launch_id = ${id}`.execute(db)
  const ids = rows.flatMap((row) => (row.id !== null && pseudonymIn(row.id) ? [row.id] : []))
  return ids.map((id) => ({ workspaceId, id, standing: 'deactivated', zone: 'UTC' }))
}

/** Makes other transactions that are about a person wait for this one, on either dialect. */
export async function lockPerson(db: Db, workspaceId: string, id: string): Promise<void> {
  await db
    .updateTable('people')
    .set((column) => ({ zone: column.ref('zone') }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Notes that there is nothing to remind somebody of now. */
export async function markLooked(db: Db, workspaceId: string, id: string, at: Date): Promise<void> {
  await db
    .updateTable('people')
    .set({ looked_at: iso(at) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

/** Notes that golive cannot write to somebody. False: that was known. */
export async function markUnreachable(
  db: Db,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('people')
    .set({ unreachable_at: iso(at) })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('unreachable_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Notes that a DM has reached somebody. */
export async function markReachable(db: Db, workspaceId: string, id: string): Promise<void> {
  await db
    .updateTable('people')
    .set({ unreachable_at: null })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('unreachable_at', 'is not', null)
    .execute()
}
