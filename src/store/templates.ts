import type { Db } from './database.ts'
import { iso } from './database.ts'

export type SavedTemplate = { id: string; name: string; source: string }

/** The templates that a launch can be started from, by name. */
export async function offeredTemplates(db: Db): Promise<SavedTemplate[]> {
  return db
    .selectFrom('templates')
    .select(['id', 'name', 'source'])
    .where('withdrawn_at', 'is', null)
    .orderBy('name')
    .execute()
}

/** A template that can be started from; undefined when it is gone. */
export async function findOfferedTemplate(db: Db, id: string): Promise<SavedTemplate | undefined> {
  return db
    .selectFrom('templates')
    .select(['id', 'name', 'source'])
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
}

/** Offers exactly these templates from now on; those of running launches are kept. */
export async function offerTemplates(
  db: Db,
  templates: readonly (SavedTemplate & { digest: string })[],
  at: Date,
): Promise<void> {
  const digests = templates.map((template) => template.digest)
  for (const template of templates) {
    await db
      .insertInto('templates')
      .values({ ...template, saved_at: iso(at), withdrawn_at: null })
      .onConflict((conflict) => conflict.column('digest').doUpdateSet({ withdrawn_at: null }))
      .execute()
  }
  await db
    .updateTable('templates')
    .set({ withdrawn_at: iso(at) })
    .where('withdrawn_at', 'is', null)
    .$if(digests.length > 0, (query) => query.where('digest', 'not in', digests))
    .execute()
}
