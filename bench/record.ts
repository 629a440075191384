/** How long a record of many entries takes to be verified, with reading it from the database. */
import { findBreak } from '../src/domain/chain.ts'
import type { Db } from '../src/store/database.ts'
import { appendEvent } from '../src/store/events.ts'
import { readRecord } from '../src/store/records.ts'
import { transaction } from '../src/store/transaction.ts'
import { idOf, startedAt, withLaunches, workspaceId } from './support/launches.ts'
import { Report } from './support/report.ts'

const entries = 5000
const repetitions = 15

await withLaunches(1, async (db) => {
  const { id } = await db.selectFrom('launches').select('id').executeTakeFirstOrThrow()
  await write(db, id)
  const report = new Report(`A record of ${entries.toLocaleString('en')} entries`)
  const verified = await timed(async () => {
    const { entries: read, head } = await readRecord(db, id)
    if (findBreak(id, read, head) || read.length !== entries) throw new Error('it does not fit')
  })
  report.add('verified', 'ms', verified, { most: 100 })
})

async function write(db: Db, launchId: string): Promise<void> {
  const by = { workspaceId, standing: 'member', via: 'channel', channelId: null } as const
  await transaction(db, async (tx) => {
    for (let index = 0; index < entries; index++) {
      const data = {
        text: `Item ${index} was done and somebody has looked at it`,
        from: 'open',
        reason: null,
      }
      await appendEvent(tx, {
        ...{ id: crypto.randomUUID(), launchId, at: startedAt, actor: { ...by, id: idOf(index) } },
        event: { type: 'item.ticked', data } as never,
      })
    }
  })
}

/** Milliseconds that it took each time, once it is warm. */
async function timed(work: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn <= repetitions; turn++) {
    const from = performance.now()
    await work()
    if (turn > 0) times.push(performance.now() - from)
  }
  return times
}
