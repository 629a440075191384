import { expect, it } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { checkRecords } from '../../src/commands/check-records.ts'
import { findBreak } from '../../src/domain/chain.ts'
import { appendEvent } from '../../src/store/events.ts'
import { findRecordBreak, listRecordBreaks, readRecord } from '../../src/store/records.ts'
import { transaction } from '../../src/store/transaction.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  emptyOutbox,
  itemOf,
  kim,
  outboxOf,
  type StartedLaunch,
  workspaceId,
} from '../support/launches.ts'

/** As somebody does who can write to the database: the words change, and their digest does not. */
async function writesOver({ context: { db }, launch }: StartedLaunch, place: number, by: string) {
  await db.insertInto('amendments').values({ launch_id: launch.id, place }).execute()
  await db
    .updateTable('events')
    .set({ by })
    .where('launch_id', '=', launch.id)
    .where('place', '=', place)
    .execute()
  await db.deleteFrom('amendments').execute()
}

onEachDialect('a look at the records', (open) => {
  it('keeps the first entry that does not fit, says so once, and takes it back when all fits', async () => {
    const db = await open()
    const started = await aLaunch(db)
    const { context, launch } = started
    const { id: itemId, version } = await itemOf(started, 'Servers')
    await changeItem(context, kim, { itemId, version, action: 'tick', reason: null })
    const { entries, head } = await readRecord(db, launch.id)
    const { place } = entries.find(({ type }) => type === 'item.ticked') ?? { place: 0 }
    expect(head?.place).toBe(entries.length)
    const told = async () => (await outboxOf(db)).map(({ key }) => key)

    await emptyOutbox(db)
    await checkRecords(context, workspaceId)
    expect([await findRecordBreak(db, launch.id), await told()]).toEqual([null, []])

    await writesOver(started, place, 'U-OTHER')
    await checkRecords(context, workspaceId)
    const found = { launchId: launch.id, place, kind: expect.any(String) }
    expect([await listRecordBreaks(db), await told()]).toEqual([[found], [`board:${launch.id}`]])

    await emptyOutbox(db)
    await checkRecords(context, workspaceId)
    expect([await listRecordBreaks(db), await told()]).toEqual([[found], []])

    await writesOver(started, place, kim.id)
    await checkRecords(context, workspaceId)
    expect([await listRecordBreaks(db), await told()]).toEqual([[], [`board:${launch.id}`]])
  })

  it('reads a record of more than one page whole and in order', async () => {
    const db = await open()
    const { context, launch } = await aLaunch(db)
    const at = context.clock.now()
    const { head: before } = await readRecord(db, launch.id)
    const last = 1001
    await transaction(db, async (tx) => {
      for (let place = (before?.place ?? 0) + 1; place <= last; place++) {
        const event = { type: 'report.posted', data: { withPeople: false } } as const
        await appendEvent(tx, { id: `e${place}`, launchId: launch.id, event, at, actor: kim })
      }
    })
    const { entries, head } = await readRecord(db, launch.id)
    expect(entries.map(({ place }) => place)).toEqual(Array.from({ length: last }, (_, i) => i + 1))
    expect(findBreak(launch.id, entries, head)).toBeNull()
  })
})
