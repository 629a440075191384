import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { keyOf } from '../../src/domain/surface.ts'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import {
  claim,
  enqueue,
  finish,
  listPending,
  type Message,
  outboxState,
  type Priority,
  park,
  postpone,
  renew,
  unparkChannel,
} from '../../src/store/outbox.ts'
import { addSurfaces, markSent } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { channelId, workspaceId } from '../support/launches.ts'
import { after, aMessage, aSavedLaunch, start } from '../support/rows.ts'

const wish = (
  db: Db,
  key: string,
  at = start,
  { position = 0, priority = 'deed' }: { position?: number; priority?: Priority } = {},
) => enqueue(db, aMessage(key), at, { position, priority })

const wishUpload = (db: Db, emergencyId: string, at = start) =>
  enqueue(db, aMessage(`upload:${emergencyId}`, { kind: 'upload', target: emergencyId }), at, {
    position: 0,
    priority: 'deed',
  })

const lease = (owner: string, from = 0) => ({ owner, now: after(from), until: after(from + 60) })

/** An emergency's message and an entry in its thread, of which neither is posted. */
async function withThread(db: Db) {
  const place = { id: 'launch-1', workspaceId, channelId }
  const above = { kind: 'emergency', id: 'e1' } as const
  const below = { kind: 'entry', id: 'event-1' } as const
  await addSurfaces(db, place, [above])
  await addSurfaces(db, place, [below], above)
  return { db, above, below }
}

async function pendingOf(db: Db, key = 'a'): Promise<Message> {
  const message = (await listPending(db, 100)).find((each) => each.key === key)
  if (!message) throw new Error(`${key} is not pending`)
  return message
}

onEachDialect('the outbox', (open) => {
  const openWith = async (...keys: string[]) => {
    const db = await open()
    await aSavedLaunch(db)
    for (const key of keys) await wish(db, key)
    return db
  }

  it('holds a wish as it was made', async () => {
    const db = await openWith()
    await enqueue(db, aMessage('a', { kind: 'announce', target: 'event-1' }), after(5), {
      position: 3,
      priority: 'deed',
    })
    expect(await listPending(db, 100)).toEqual([
      {
        ...aMessage('a', { kind: 'announce', target: 'event-1' }),
        revision: 1,
        attempts: 0,
        createdAt: after(5),
        position: 3,
        notBefore: after(5),
        leaseUntil: null,
        priority: 0,
        ts: null,
        isBoard: false,
        posts: true,
      },
    ])
  })

  it('keeps one row for what is wished again: newer, at its place, to be tried at once', async () => {
    const db = await openWith('a', 'b')
    const message = await pendingOf(db)
    await claim(db, message, lease('one'))
    await postpone(db, message, 'one', { notBefore: after(300), error: 'no', isAttempt: true })
    expect(await pendingOf(db)).toMatchObject({ attempts: 1, notBefore: after(300) })
    await wish(db, 'a', after(60))
    expect(await pendingOf(db)).toMatchObject({
      revision: 2,
      attempts: 0,
      createdAt: start,
      notBefore: after(60),
    })
    expect((await listPending(db, 100)).map(({ key }) => key)).toEqual(['a', 'b'])
  })

  it('is in the order of asking, within one moment by position', async () => {
    const db = await openWith()
    await wish(db, 'late', after(1))
    await wish(db, 'second', start, { position: 1 })
    await wish(db, 'third', start, { position: 2 })
    await wish(db, 'first', start)
    const keys = async (limit: number) => (await listPending(db, limit)).map(({ key }) => key)
    expect(await keys(100)).toEqual(['first', 'second', 'third', 'late'])
    expect(await keys(2)).toEqual(['first', 'second'])
  })

  it('has what somebody did before what is only sent again, each in the order of asking', async () => {
    const db = await openWith()
    await wish(db, 'resend', start, { priority: 'resend' })
    await wish(db, 'later resend', after(1), { priority: 'resend' })
    await wish(db, 'click', after(2))
    await wish(db, 'later click', after(3))
    const keys = async (limit: number) => (await listPending(db, limit)).map(({ key }) => key)
    expect(await keys(9)).toEqual(['click', 'later click', 'resend', 'later resend'])
    expect(await keys(1)).toEqual(['click'])
  })

  it('gives what is wished twice the higher of both priorities', async () => {
    const db = await openWith()
    await wish(db, 'resent, then clicked', start, { priority: 'resend' })
    await wish(db, 'resent', after(1), { priority: 'resend' })
    await wish(db, 'clicked, then resent', after(2))
    await wish(db, 'clicked, then resent', after(3), { priority: 'resend' })
    await wish(db, 'resent, then clicked', after(3))
    expect((await listPending(db, 9)).map(({ key }) => key)).toEqual([
      'resent, then clicked',
      'clicked, then resent',
      'resent',
    ])
  })

  it('knows which wishes post a new message', async () => {
    const db = await openWith()
    const target = 'board:launch-1'
    await addSurfaces(db, { id: 'launch-1', workspaceId, channelId }, [
      { kind: 'board', launchId: 'launch-1' },
    ])
    for (const kind of ['refresh', 'announce', 'pin'] as const) {
      await enqueue(db, aMessage(kind, { kind, target }), start, {
        position: 0,
        priority: 'deed',
      })
    }
    const posting = async () =>
      (await listPending(db, 9)).flatMap(({ key, posts }) => (posts ? [key] : []))
    expect(await posting()).toEqual(['announce', 'refresh'])
    await markSent(db, target, { ts: '1.1', channelId, digest: 'd', at: start })
    expect(await posting()).toEqual(['announce'])
  })

  it('gives a message to one sender until the lease ends', async () => {
    const db = await openWith('a')
    const message = await pendingOf(db)
    expect(await claim(db, message, lease('one'))).toBeDefined()
    expect(await claim(db, message, lease('two', 59))).toBeUndefined()
    expect(await claim(db, message, lease('two', 60))).toBeDefined()
    await finish(db, message, 'one', after(9))
    expect((await pendingOf(db)).leaseUntil, 'the first lost it').toEqual(after(120))
  })

  it('holds a claim for longer for the sender who has it, and for nobody else', async () => {
    const db = await openWith('a', 'b')
    const message = await pendingOf(db)
    await claim(db, message, lease('one'))
    await renew(db, message, 'two', after(600))
    expect((await pendingOf(db)).leaseUntil).toEqual(after(60))
    await renew(db, message, 'one', after(120))
    expect((await pendingOf(db)).leaseUntil).toEqual(after(120))
    expect((await pendingOf(db, 'b')).leaseUntil).toBeNull()
    expect(await claim(db, message, lease('two', 119))).toBeUndefined()
    expect(await claim(db, message, lease('two', 120))).toBeDefined()
    await renew(db, message, 'one', after(600))
    expect((await pendingOf(db)).leaseUntil, 'the first lost it').toEqual(after(180))
  })

  it('renews no claim that has ended', async () => {
    const db = await openWith('a')
    const message = await pendingOf(db)
    await claim(db, message, lease('one'))
    await wish(db, 'a', after(1))
    await finish(db, message, 'one', after(9))
    await renew(db, message, 'one', after(120))
    expect((await pendingOf(db)).leaseUntil).toBeNull()
  })

  it('gives a message that has changed since it was read as it is now, and nobody one that has gone', async () => {
    const db = await openWith('a')
    const message = await pendingOf(db)
    await wish(db, 'a')
    const newer = await claim(db, message, lease('one'))
    expect(newer?.revision).toBe(2)
    if (!newer) return
    await finish(db, newer, 'one', after(9))
    expect(await claim(db, newer, lease('one'))).toBeUndefined()
  })

  it('forgets a message that was told', async () => {
    const db = await openWith('a', 'b')
    const message = await pendingOf(db)
    await claim(db, message, lease('one'))
    await finish(db, message, 'one', after(9))
    expect((await listPending(db, 100)).map(({ key }) => key)).toEqual(['b'])
  })

  it('keeps what was wished while it was told, free for the next sender', async () => {
    const db = await openWith('a')
    const message = await pendingOf(db)
    await claim(db, message, lease('one'))
    await wish(db, 'a', after(1))
    await finish(db, message, 'one', after(9))
    const newer = await pendingOf(db)
    const asOldAsTheClaim = { revision: 2, leaseUntil: null, createdAt: after(9) }
    expect(newer).toMatchObject(asOldAsTheClaim)
    expect(await claim(db, newer, lease('two', 2))).toBeDefined()
  })

  it('postpones for the sender who has it, counting only real attempts', async () => {
    const db = await openWith('a')
    const message = await pendingOf(db)
    const until = { notBefore: after(30), error: 'ratelimited', isAttempt: false }
    await claim(db, message, lease('one'))
    await postpone(db, message, 'two', until)
    expect(await pendingOf(db)).toMatchObject({ notBefore: start, leaseUntil: after(60) })
    await postpone(db, message, 'one', until)
    const waiting = { attempts: 0, notBefore: after(30), leaseUntil: null }
    expect(await pendingOf(db)).toMatchObject(waiting)
  })

  it('keeps what was given up, out of the way, until it is wished again', async () => {
    const db = await openWith('a', 'b')
    const message = await pendingOf(db)
    await claim(db, message, lease('one'))
    await park(db, message, 'two', { at: after(1), error: 'too_long' })
    expect(await outboxState(db)).toMatchObject({ parked: 0 })
    await park(db, message, 'one', { at: after(1), error: 'too_long' })
    expect((await listPending(db, 100)).map(({ key }) => key)).toEqual(['b'])
    expect(await claim(db, message, lease('one', 2))).toBeUndefined()
    await wish(db, 'a', after(60))
    expect(await pendingOf(db)).toMatchObject({ createdAt: after(60) })
    expect(await claim(db, await pendingOf(db), lease('one', 60))).toBeDefined()
  })

  it('takes up again what was given up in a channel, and there only, as asked for now', async () => {
    const db = await openWith()
    const places = {
      'here, first': {},
      'here, and pinning': { kind: 'pin' },
      elsewhere: { channelId: 'C-OTHER' },
      'in another workspace': { workspaceId: 'T2' },
    } as const
    for (const [index, [key, more]] of Object.entries(places).entries()) {
      await enqueue(db, aMessage(key, more), after(index), { position: 0, priority: 'deed' })
      const message = await pendingOf(db, key)
      await claim(db, message, lease('one'))
      const until = { notBefore: start, error: 'no', isAttempt: true }
      await postpone(db, message, 'one', until)
      await claim(db, message, lease('one'))
      await park(db, message, 'one', { at: after(1), error: 'is_archived' })
    }
    await wish(db, 'waiting', after(2))
    const waiting = await pendingOf(db, 'waiting')
    expect(await listPending(db, 9)).toEqual([waiting])
    await unparkChannel(db, workspaceId, channelId, after(60))
    const [first, ...unparked] = await listPending(db, 9)
    expect(first).toEqual(waiting)
    const again = { attempts: 0, notBefore: after(60), createdAt: after(60) }
    expect(unparked).toMatchObject([
      { key: 'here, first', ...again },
      { key: 'here, and pinning', ...again },
    ])
    expect(await outboxState(db)).toMatchObject({ waiting: 3, parked: 2 })
  })

  it('tells how much waits, since when, and how much was given up', async () => {
    const db = await openWith()
    expect(await outboxState(db)).toEqual({ waiting: 0, oldest: null, parked: 0 })
    await wish(db, 'a', after(0))
    await wish(db, 'b', after(10))
    await wish(db, 'c', after(20))
    const message = await pendingOf(db, 'a')
    await claim(db, message, lease('one'))
    await park(db, message, 'one', { at: after(30), error: 'no' })
    expect(await outboxState(db)).toEqual({ waiting: 2, oldest: after(10), parked: 1 })
  })

  it('counts what hangs below a message that was given up as given up with it', async () => {
    const { db, above, below } = await withThread(await openWith())
    await wish(db, keyOf(above))
    await wish(db, keyOf(below), after(10))
    await wishUpload(db, 'e1', after(11))
    expect(await outboxState(db)).toEqual({ waiting: 3, oldest: start, parked: 0 })
    const message = await pendingOf(db, keyOf(above))
    await claim(db, message, lease('one'))
    await park(db, message, 'one', { at: after(20), error: 'no' })
    expect(await outboxState(db)).toEqual({ waiting: 0, oldest: null, parked: 3 })
    await wish(db, keyOf(above), after(30))
    expect(await outboxState(db)).toEqual({ waiting: 3, oldest: after(10), parked: 0 })
  })

  it('has what belongs into a thread wait for the message above it, where it is in nobody’s way', async () => {
    const { db, above, below } = await withThread(await openWith())
    for (const surface of [above, below]) await wish(db, keyOf(surface))
    for (const id of ['e1', 'of nothing']) await wishUpload(db, id)
    await wish(db, 'newest', after(10))
    const keys = async (limit: number) => (await listPending(db, limit)).map(({ key }) => key)
    expect(await keys(3)).toEqual([keyOf(above), 'upload:of nothing', 'newest'])
    await markSent(db, keyOf(above), { ts: '1.1', channelId, digest: 'd', at: start })
    expect(await keys(9)).toEqual([
      ...[keyOf(above), keyOf(below), 'upload:e1', 'upload:of nothing', 'newest'],
    ])
  })

  it('knows that a chart waits for what is posted above it, and is given up with it', async () => {
    const db = await openWith()
    const post = aMessage('announce:event-1', { kind: 'announce', target: 'event-1' })
    const chart = aMessage('chart:event-1', { kind: 'chart', target: 'event-1' })
    for (const [position, each] of [post, chart].entries())
      await enqueue(db, each, start, { position, priority: 'deed' })
    const waits = async () => (await listPending(db, 9)).every(({ key }) => key !== chart.key)
    expect(await waits()).toBe(true)
    const message = await pendingOf(db, post.key)
    await claim(db, message, lease('one'))
    await park(db, message, 'one', { at: after(20), error: 'no' })
    expect(await outboxState(db)).toEqual({ waiting: 0, oldest: null, parked: 2 })
    await enqueue(db, post, after(30), { position: 0, priority: 'deed' })
    const again = await pendingOf(db, post.key)
    await claim(db, again, lease('one'))
    await finish(db, again, 'one', after(40))
    expect(await waits()).toBe(false)
  })
})

it('two processes on one SQLite file claim a message once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'golive-'))
  const open = () => openDatabase(sqliteDialect(join(folder, 'golive.db')))
  const [one, two] = [open(), open()]
  try {
    await migrate(one)
    await aSavedLaunch(one)
    for (let count = 0; count < 20; count++) {
      const key = `message-${count}`
      await wish(one, key)
      const seen = [await pendingOf(one, key), await pendingOf(two, key)] as const
      const claims = await Promise.all([
        claim(one, seen[0], lease('one')),
        claim(two, seen[1], lease('two')),
      ])
      expect(claims.filter(Boolean)).toHaveLength(1)
    }
  } finally {
    await Promise.all([one.destroy(), two.destroy()])
    await rm(folder, { recursive: true })
  }
})
