/**
 * What must always hold and is seen only with everything in place. The others of these promises
 * are kept, and tested, in their own rooms: test/commands/invariants.test.ts.
 */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import type { Actor } from '../../src/domain/person.ts'
import { outboxState } from '../../src/store/outbox.ts'
import { boardOf, openStage, startLaunch } from '../support/stage.ts'

const dns = 'DNS records configured and tested'

test('1: when a click is acknowledged, it is in the database with who and when', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const bob = stage.sandbox.as('bob')
  // Slack's own calls come after the commit: with all of them failing, the click still counts.
  stage.sandbox.faults.status('chat.update', 503, { times: 1 })
  const { error } = await bob.in('#launch').click('Done', dns)
  expect(error).toBeUndefined()
  const item = (await boardOf(stage)).phases[0]?.sections[0]?.items.find((it) => it.text === dns)
  expect(item).toMatchObject({ state: 'done', changed: { by: bob.id } })
  expect(item?.changed?.at).toBeInstanceOf(Date)
})

test('4: what the channel shows converges: ten changes while nothing was sent make one edit a message, the newest', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const actor: Actor = {
    workspaceId: stage.sandbox.workspace.team.id,
    id: stage.sandbox.as('bob').id,
    standing: 'member',
    via: 'channel',
    channelId: stage.sandbox.workspace.channel('#launch').id,
  }
  stage.sandbox.calls.clear()
  for (const action of ['tick', 'undo', 'tick', 'undo', 'tick', 'undo', 'start', 'tick'] as const) {
    const item = (await boardOf(stage)).phases[0]?.sections[0]?.items[0]
    if (!item) throw new Error('no item')
    await changeItem(stage.golive.context, actor, {
      itemId: item.id,
      version: item.version,
      action,
      reason: null,
    })
  }
  await stage.restart()
  await stage.settle()
  expect(stage.sandbox.calls.count('chat.update')).toBe(2)
  expect(stage.sandbox.as('ana').in('#launch').sees('*Infrastructure*')?.text).toContain(
    '✅ Production servers',
  )
})

test('5: a whole phase is opened and ticked without meeting one of Slack’s limits', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const place = stage.sandbox.as('bob').in('#launch')
  for (let ticks = 0; ticks < 54; ticks++) await place.click('Done', '⬜')
  expect(stage.sandbox.calls.all.filter((call) => call.status === 429)).toEqual([])
  expect(stage.sandbox.calls.unknown).toEqual([])
})

test('7: what people write is never in the log', async () => {
  await using stage = await openStage()
  await startLaunch(stage, { name: 'Hush hush' })
  const bob = stage.sandbox.as('bob')
  await bob.in('#launch').click('Details', '*Infrastructure*')
  await bob.dialog.click('Edit', dns)
  await bob.dialog.choose('State', 'Blocked')
  await bob.dialog.fill('Reason', 'The secret reason')
  stage.sandbox.faults.fail('chat.update', 'restricted_action')
  await bob.dialog.submit()
  const log = JSON.stringify(stage.log)
  for (const words of ['Hush hush', 'secret reason', 'DNS records', stage.sandbox.botToken]) {
    expect(log).not.toContain(words)
  }
})

test('8: a bug becomes a sentence with a number that finds it in the log, and changes nothing', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const { db } = stage.golive.context
  await sql`alter table events rename to elsewhere`.execute(db)
  const { notices } = await stage.sandbox.as('bob').in('#launch').click('Done', dns)
  await sql`alter table elsewhere rename to events`.execute(db)
  const told = notices[0]?.text ?? ''
  expect(told).toMatch(/Something went wrong on golive’s side, and nothing was changed/)
  expect(told).not.toMatch(/SqliteError|no such table| at /)
  const id = /number: (\w+)/.exec(told)?.[1]
  expect(stage.log.filter((line) => line.id === id && line.msg === 'a bug')).toHaveLength(1)
  expect(
    (await boardOf(stage)).phases[0]?.sections[0]?.items.every((it) => it.state === 'open'),
  ).toBe(true)
  expect(await outboxState(db)).toMatchObject({ waiting: 0, parked: 0 })
})
