import { expect, it } from 'vitest'
import { loseChannel } from '../../src/commands/lose-channel.ts'
import { resendMessages, resendStaleMessages } from '../../src/commands/resend-messages.ts'
import { findSurface, listSurfaces, markSent } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  channelId,
  emptyOutbox,
  kim,
  outboxOf,
  recordOf,
  refusalOf,
  workspaceId,
} from '../support/launches.ts'

const minute = 60_000
const hour = 60 * minute

onEachDialect('resending messages', (open) => {
  const shown = async () => {
    const started = await aLaunch(await open())
    const { db, clock } = started.context
    await emptyOutbox(db)
    const keys = (await listSurfaces(db, started.launch.id)).map(({ key }) => key)
    for (const key of keys) await markSent(db, key, { ts: '1.1', digest: 'd', at: clock.now() })
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
    expect(await resendStaleMessages(context, workspaceId)).toBe(0)
    expect(context.wakes).toBe(0)
    context.clock.moveBy(1)
    expect(await resendStaleMessages(context, workspaceId)).toBe(1)
    expect(await told()).toEqual([board])
    context.clock.moveBy(23 * hour)
    expect(await resendStaleMessages(context, workspaceId)).toBe(keys.length)
    expect(await told()).toEqual(keys)
  })

  it('leaves out a channel that is gone', async () => {
    const { context, told } = await shown()
    await loseChannel(context, { workspaceId, channelId })
    await emptyOutbox(context.db)
    context.clock.moveBy(48 * hour)
    expect(await resendStaleMessages(context, workspaceId)).toBe(0)
    expect(await told()).toEqual([])
  })
})
