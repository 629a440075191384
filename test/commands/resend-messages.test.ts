import { addHours } from 'date-fns/addHours'
import { expect, it } from 'vitest'
import { loseChannel } from '../../src/commands/lose-channel.ts'
import { resendMessages, resendStaleMessages } from '../../src/commands/resend-messages.ts'
import { priorities } from '../../src/store/outbox.ts'
import { findSurface, listSurfaces, markSent } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { failing } from '../support/failing-database.ts'
import {
  aLaunch,
  channelId,
  emptyOutbox,
  kim,
  outboxOf,
  recordOf,
  refusalOf,
  smallChecklist,
  workspaceId,
} from '../support/launches.ts'
import { ManualClock } from '../support/manual-clock.ts'
import { start } from '../support/rows.ts'

const minute = 60_000
const hour = 60 * minute

onEachDialect('resending messages', (open) => {
  const shown = async (checklist = smallChecklist) => {
    const started = await aLaunch(await open(), { checklist })
    const { db, clock } = started.context
    await emptyOutbox(db)
    const keys = (await listSurfaces(db, started.launch.id)).map(({ key }) => key)
    for (const key of keys)
      await markSent(db, key, { ts: '1.1', channelId, digest: 'd', at: clock.now() })
    const told = async () => (await outboxOf(db)).map(({ key }) => key)
    return { ...started, keys: keys.sort(), board: `board:${started.launch.id}`, told }
  }

  it('sends every message of the launch whatever it shows, and records nothing', async () => {
    const started = await shown()
    const { context, launch, keys, told } = started
    const before = await recordOf(started)
    await resendMessages(context, kim, { launchId: launch.id })
    expect(await told()).toEqual(keys)
    for (const key of keys) {
      expect(await findSurface(context.db, key)).toMatchObject({ ts: '1.1', digest: null })
    }
    expect(await recordOf(started)).toEqual(before)
    expect(context.wakes).toBe(1)
  })

  it('refuses a launch that is not there', async () => {
    const { context } = await shown()
    expect(await refusalOf(resendMessages(context, kim, { launchId: 'none' }))).toEqual({
      code: 'launch-unknown',
    })
  })

  it('is done by the clock: the board after an hour, the sections after a day', async () => {
    const { context, keys, board, told } = await shown()
    context.clock.moveBy(hour)
    await resendStaleMessages(context, workspaceId)
    expect(await told()).toEqual([])
    expect(context.wakes).toBe(0)
    context.clock.moveBy(1)
    await resendStaleMessages(context, workspaceId)
    expect(await told()).toEqual([board])
    expect((await findSurface(context.db, board))?.digest).toBeNull()
    await emptyOutbox(context.db)
    context.clock.moveBy(23 * hour)
    await resendStaleMessages(context, workspaceId)
    expect(await told()).toEqual(keys)
  })

  it('leaves out a channel that is gone', async () => {
    const { context, told } = await shown()
    await loseChannel(context, { workspaceId, channelId }, 'archived')
    await emptyOutbox(context.db)
    context.clock.moveBy(48 * hour)
    await resendStaleMessages(context, workspaceId)
    expect(await told()).toEqual([])
  })

  it('goes after what people do, by hand and by the clock', async () => {
    const { context, launch } = await shown()
    const { db, clock } = context
    const priority = async () => new Set((await outboxOf(db)).map((row) => row.priority))
    await resendMessages(context, kim, { launchId: launch.id })
    expect(await priority()).toEqual(new Set([priorities.resend]))
    await emptyOutbox(db)
    clock.moveBy(25 * hour)
    await resendStaleMessages(context, workspaceId)
    expect(await priority()).toEqual(new Set([priorities.resend]))
  })

  it('asks for nothing again that waits to be sent', async () => {
    const { context, keys } = await shown()
    context.clock.moveBy(25 * hour)
    await resendStaleMessages(context, workspaceId)
    const before = await outboxOf(context.db)
    expect(before.map(({ key }) => key)).toEqual(keys)
    await resendStaleMessages(context, workspaceId)
    expect(await outboxOf(context.db)).toEqual(before)
  })

  it('by the clock is at most 20 in one round, and all in the next ones', async () => {
    const sections = Array.from({ length: 24 }, (_, index) => `### S${index}\n- [ ] Item ${index}`)
    const checklist = ['# Long', '## Phase', ...sections].join('\n')
    const { context, keys, told } = await shown(checklist)
    expect(keys).toHaveLength(25)
    context.clock.moveBy(25 * hour)
    await resendStaleMessages(context, workspaceId)
    expect(await told()).toHaveLength(20)
    await resendStaleMessages(context, workspaceId)
    expect(await told()).toEqual(keys)
  })

  it('by the clock is a transaction for each launch: one that fails undoes no other', async () => {
    const db = await open()
    const clock = new ManualClock()
    const one = await aLaunch(db, { clock })
    const other = await aLaunch(db, { clock, formId: 'form-2', name: 'Other' })
    const launches = [one, other].map(({ launch }) => launch.id)
    const surfaces = (await Promise.all(launches.map((id) => listSurfaces(db, id)))).flat()
    const shownAll = async () => {
      await emptyOutbox(db)
      for (const { key } of surfaces)
        await markSent(db, key, { ts: '1.1', channelId, digest: 'd', at: start })
    }
    const toldOf = async () => {
      const rows = await outboxOf(db)
      return launches.map((id) => rows.filter((row) => row.launch_id === id).length)
    }
    clock.moveTo(addHours(start, 25))
    const outcomes = new Set<string>()
    let hasFailed = true
    for (let statement = 1; hasFailed; statement++) {
      await shownAll()
      const broken = failing(db, { statement, when: 'before' })
      const round = resendStaleMessages({ ...one.context, db: broken.db }, workspaceId)
      await round.catch((error: Error) => expect(error.message).toBe('injected'))
      hasFailed = broken.hasFailed()
      outcomes.add((await toldOf()).sort().join(' and '))
    }
    expect([...outcomes]).toEqual(['0 and 0', '0 and 3', '3 and 3'])
  })
})
