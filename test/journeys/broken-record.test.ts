import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { boardOf, openStage, startLaunch } from '../support/stage.ts'

const dns = 'DNS records configured and tested'

test('a record that somebody tampers with is told on the board and by the probes, and goes on', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const { golive, sandbox } = stage
  const { db } = golive.context
  const bob = sandbox.as('bob')
  const board = () => bob.in('#launch').sees('*T-0*')?.text ?? ''
  const ready = async () => {
    const response = await fetch(`http://127.0.0.1:${golive.port}/readyz`)
    return { status: response.status, body: await response.json() }
  }
  const check = async () => {
    await golive.checkRecords()
    await stage.settle()
  }
  await bob.in('#launch').click('Done', dns)
  await check()
  expect(board()).not.toContain('record')

  const { launch } = await boardOf(stage)
  const { place } = await db
    .selectFrom('events')
    .select('place')
    .where('type', '=', 'item.ticked')
    .executeTakeFirstOrThrow()
  await sql`drop trigger events_no_update`.execute(db)
  await sql`update events set by = 'U9' where type = 'item.ticked'`.execute(db)
  await check()
  const words = `⚠️ *The record of this launch is not as it was written:* entry ${place} does not fit`
  expect(board()).toContain(words)
  const record = `broken: launch ${launch.id}, entry ${place}`
  expect(await ready()).toMatchObject({ status: 200, body: { record } })
  const metrics = await (await fetch(`http://127.0.0.1:${golive.port}/metrics`)).text()
  expect(metrics).toContain('golive_records_broken 1')

  await bob.in('#launch').click('Undo', dns)
  await check()
  expect(board()).toContain(words)

  await sql`update events set by = ${bob.id} where type = 'item.ticked'`.execute(db)
  await check()
  expect(board()).not.toContain('record')
  expect(await ready()).toMatchObject({ status: 200, body: { record: 'ok' } })
})
