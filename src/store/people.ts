import type { Person } from '../domain/person.ts'
import { type Db, iso } from './database.ts'

/** What Slack last said about somebody, and when; undefined when golive never asked. */
export async function findPerson(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<{ person: Person; seenAt: Date } | undefined> {
  const row = await db
    .selectFrom('people')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return (
    row && {
      person: { workspaceId, id, standing: row.standing, zone: row.zone },
      seenAt: new Date(row.seen_at),
    }
  )
}

export async function savePerson(db: Db, person: Person, seenAt: Date): Promise<void> {
  const facts = { standing: person.standing, zone: person.zone, seen_at: iso(seenAt) }
  await db
    .insertInto('people')
    .values({ workspace_id: person.workspaceId, id: person.id, ...facts })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(facts))
    .execute()
}
