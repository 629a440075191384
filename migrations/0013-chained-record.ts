import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { beginning, type EntryContent, type Head, sealAfter } from '../src/domain/chain.ts'
import { lettingChange } from '../src/store/dialect.ts'

/** Each entry of a record carries the hash of what came before; what was written so far is sealed as it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['salt', 'digest', 'hash']) {
    await db.schema
      .alterTable('events')
      .addColumn(column, 'text', (it) => it.notNull().defaultTo(''))
      .execute()
  }
  await db.schema
    .createTable('heads')
    .addColumn('launch_id', 'text', (it) => it.primaryKey().references('launches.id'))
    .addColumn('place', 'integer', (it) => it.notNull())
    .addColumn('hash', 'text', (it) => it.notNull())
    .execute()
  const launches = await sql<{ id: string }>`select id from launches`.execute(db)
  await lettingChange(db, 'events', async () => {
    for (const { id } of launches.rows) await sealRecord(db, id)
  })
}

async function sealRecord(db: Kysely<unknown>, launchId: string): Promise<void> {
  const { rows } = await sql<EntryContent>`
    select id, launch_id as "launchId", place, item_id as "itemId", type, data, at, "by", via
    from events where launch_id = ${launchId} order by place`.execute(db)
  let head: Head = beginning
  for (const content of rows) {
    const { salt, digest, hash } = sealAfter(head, content, randomBytes(16).toString('base64url'))
    await sql`update events set salt = ${salt}, digest = ${digest}, hash = ${hash}
      where id = ${content.id}`.execute(db)
    head = { place: content.place, hash }
  }
  await sql`insert into heads (launch_id, place, hash)
    values (${launchId}, ${head.place}, ${head.hash})`.execute(db)
}
