import { addMinutes } from 'date-fns/addMinutes'
import { expect, it } from 'vitest'
import { loseChannel, regainChannel } from '../../src/commands/lose-channel.ts'
import { channelLosses } from '../../src/domain/event.ts'
import { claim, enqueue, listPending, park, priorities } from '../../src/store/outbox.ts'
import { listSurfaces, markSent } from '../../src/store/surfaces.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  bob,
  channelId,
  emptyOutbox,
  outboxOf,
  recordOf,
  type StartedLaunch,
  workspaceId,
} from '../support/launches.ts'
import { aMessage } from '../support/rows.ts'

const place = { workspaceId, channelId }

onEachDialect('a channel', (open) => {
  const twoLaunches = async () => {
    const db = await open()
    const first = await aLaunch(db)
    const second = await aLaunch(db, { formId: 'form-2', name: 'Other', leadId: bob.id })
    const elsewhere = await aLaunch(db, { formId: 'form-3', channelId: 'C-OTHER' })
    await emptyOutbox(db)
    return { db, context: first.context, first, second, elsewhere }
  }

  it('that is lost is recorded, and told to the lead of each of its launches by DM', async () => {
    const { db, context, first, second, elsewhere } = await twoLaunches()
    await loseChannel(context, place, 'archived')
    const told: unknown[] = []
    for (const started of [first, second]) {
      const event = (await recordOf(started)).at(-1)
      expect(event).toMatchObject({ type: 'channel.lost', data: { channelId }, by: 'golive' })
      told.push({ kind: 'announce', target: event?.id, channel_id: started.launch.leadId })
    }
    const rows = (await outboxOf(db)).map(({ kind, target, channel_id }) => ({
      kind,
      target,
      channel_id,
    }))
    expect(rows).toHaveLength(2)
    expect(rows).toEqual(expect.arrayContaining(told))
    expect((await recordOf(elsewhere)).map(({ type }) => type)).not.toContain('channel.lost')
  })

  it('is lost once, however often Slack says so', async () => {
    const { db, context } = await twoLaunches()
    await loseChannel(context, place, 'archived')
    const before = await allRows(db)
    const { wakes } = context
    await loseChannel(context, place, 'archived')
    expect(await allRows(db)).toEqual(before)
    expect(context.wakes).toBe(wakes)
  })

  it('that is back is recorded, and its messages are sent again', async () => {
    const { db, context, first, second } = await twoLaunches()
    const surfaces = [
      ...(await listSurfaces(db, first.launch.id)),
      ...(await listSurfaces(db, second.launch.id)),
    ].map(({ key }) => key)
    for (const key of surfaces) {
      await markSent(db, key, { ts: '1.1', channelId, digest: 'd', at: context.clock.now() })
    }
    await loseChannel(context, place, 'archived')
    await emptyOutbox(db)
    await regainChannel(context, place)
    for (const started of [first, second]) {
      expect((await recordOf(started)).at(-1)?.type).toBe('channel.regained')
      const digests = (await listSurfaces(db, started.launch.id)).map(({ digest }) => digest)
      expect(new Set(digests)).toEqual(new Set([null]))
    }
    expect((await outboxOf(db)).map(({ key }) => key)).toEqual(surfaces.sort())
  })

  it.each(channelLosses)('that is lost is recorded with why: %s', async (why) => {
    const { context, first } = await twoLaunches()
    await loseChannel(context, place, why)
    expect((await recordOf(first)).at(-1)?.data).toEqual({ channelId, why })
  })

  it('that is back is told what could not be said there, and nothing elsewhere is', async () => {
    const { db, context, first, elsewhere } = await twoLaunches()
    const giveUp = async ({ launch }: StartedLaunch, key: string) => {
      const { id: launchId, channelId } = launch
      const message = aMessage(key, { kind: 'announce', launchId, channelId })
      const now = context.clock.now()
      await enqueue(db, message, now, { position: 0, priority: 'deed' })
      const pending = (await listPending(db, 9)).find((each) => each.key === key)
      if (!pending) throw new Error(`${key} is not pending`)
      await claim(db, pending, { owner: 'one', now, until: addMinutes(now, 1) })
      await park(db, pending, 'one', { at: now, error: 'is_archived' })
    }
    await loseChannel(context, place, 'archived')
    await emptyOutbox(db)
    await giveUp(first, 'announce:here')
    await giveUp(elsewhere, 'announce:elsewhere')
    expect(await listPending(db, 9)).toEqual([])
    await regainChannel(context, place)
    const announced = (await listPending(db, 99)).filter(({ kind }) => kind === 'announce')
    expect(announced.map(({ key }) => key)).toEqual(['announce:here'])
  })

  it('that is back is brought up to date after what people do meanwhile', async () => {
    const { db, context } = await twoLaunches()
    await loseChannel(context, place, 'archived')
    await emptyOutbox(db)
    await regainChannel(context, place)
    const sent = (await outboxOf(db)).map(({ priority }) => priority)
    expect(new Set(sent)).toEqual(new Set([priorities.resend]))
  })

  it('that never was gone is not regained', async () => {
    const { db, context } = await twoLaunches()
    const before = await allRows(db)
    await regainChannel(context, place)
    expect(await allRows(db)).toEqual(before)
  })
})
