import { expect, it } from 'vitest'
import { placeMessage } from '../../src/commands/place-message.ts'
import { findAnnouncement, keepAnnouncement } from '../../src/store/announcements.ts'
import type { Db } from '../../src/store/database.ts'
import { enqueue } from '../../src/store/outbox.ts'
import { findSurface, markSent } from '../../src/store/surfaces.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { aLaunch, channelId, emptyOutbox, outboxOf, workspaceId } from '../support/launches.ts'
import { aMessage } from '../support/rows.ts'

const at = { workspaceId, channelId }

onEachDialect('a message of golive’s that is there', (open) => {
  async function aBoard() {
    const started = await aLaunch(await open())
    const { context } = started
    return { ...started, db: context.db, key: `board:${started.launch.id}` }
  }
  const shownAs = async (db: Db, key: string, ts: string, now: Date) =>
    markSent(db, key, { ts, channelId, digest: 'd', at: now })
  const withdrawn = async (db: Db) =>
    (await outboxOf(db)).filter(({ kind }) => kind === 'withdraw').map(({ target }) => target)

  it('is taken as that of its surface, whose post waits to be tried again', async () => {
    const { context, db, key } = await aBoard()
    await placeMessage(context, { ...at, ts: '1.1', key })
    expect(await findSurface(db, key)).toMatchObject({ ts: '1.1', digest: null, sentAt: null })
    expect(await withdrawn(db)).toEqual([])
    expect((await outboxOf(db)).map((row) => row.key)).toContain(key)
  })

  it('is taken with the conversation that it is in', async () => {
    const { context, db, key } = await aBoard()
    await placeMessage(context, { workspaceId, channelId: 'D1', ts: '1.1', key })
    expect(await findSurface(db, key)).toMatchObject({ channelId: 'D1' })
  })

  it('and is known changes nothing', async () => {
    const { context, db, key } = await aBoard()
    await shownAs(db, key, '1.1', context.clock.now())
    const before = await allRows(db)
    await placeMessage(context, { ...at, ts: '1.1', key })
    expect(await allRows(db)).toEqual(before)
  })

  it('is taken back when its surface is shown by another one, once', async () => {
    const { context, db, key } = await aBoard()
    await shownAs(db, key, '2.2', context.clock.now())
    for (let times = 0; times < 2; times++) {
      await placeMessage(context, { ...at, ts: '1.1', key })
    }
    expect(await withdrawn(db)).toEqual(['1.1'])
    expect(await findSurface(db, key)).toMatchObject({ ts: '2.2' })
  })

  it('of a surface that golive does not know is left alone', async () => {
    const { context, db } = await aBoard()
    const before = await allRows(db)
    for (const key of ['board:other', 'announce:other', 'nonsense']) {
      await placeMessage(context, { ...at, ts: '1.1', key })
    }
    expect(await allRows(db)).toEqual(before)
  })

  it('says what was to be said once, so that it is not said again', async () => {
    const { context, db } = await aBoard()
    await emptyOutbox(db)
    const key = 'announce:event-1'
    const wish = aMessage(key, { kind: 'announce', target: 'event-1', launchId: null })
    await enqueue(db, wish, context.clock.now(), { position: 0, priority: 'deed' })
    await placeMessage(context, { ...at, ts: '1.1', key })
    expect(await outboxOf(db)).toEqual([])
    expect(await findAnnouncement(db, key)).toEqual({ channelId, ts: '1.1' })
  })

  it('says again what was said already, and is taken back', async () => {
    const { context, db } = await aBoard()
    const key = 'announce:event-1'
    await keepAnnouncement(db, { key, channelId, ts: '2.2' })
    await placeMessage(context, { ...at, ts: '1.1', key })
    expect(await withdrawn(db)).toEqual(['1.1'])
    expect(await keepAnnouncement(db, { key, channelId, ts: '1.1' })).toBe(false)
  })
})
