import { expect, it } from 'vitest'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import {
  appendEvent,
  findEvent,
  lastEventOf,
  lastEventOfType,
  listEvents,
} from '../../src/store/events.ts'
import { transaction } from '../../src/store/transaction.ts'
import { onEachDialect } from '../support/databases.ts'
import { kim } from '../support/launches.ts'
import { after, anEvent, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

const appendIn = (tx: Db, id: string, launchId = 'launch-1', event = anEvent(), at = start) =>
  appendEvent(tx, { id, launchId, event, at, actor: kim })
const append = (
  db: Db,
  ...entry: Parameters<typeof appendIn> extends [Db, ...infer E] ? E : never
) => transaction(db, (tx) => appendIn(tx, ...entry))

const newest = { before: null, limit: 100 }
const placesOf = async (
  db: Db,
  launchId: string,
  page: typeof newest | { before: number; limit: number } = newest,
) => (await listEvents(db, { launchId, itemId: null }, page)).map(({ place }) => place)

onEachDialect('events', (open) => {
  it('are read as they were added', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await append(db, 'event-1', 'launch-1', anEvent(7), after(60))
    expect(await findEvent(db, 'event-1')).toEqual({
      ...anEvent(7),
      id: 'event-1',
      launchId: 'launch-1',
      place: 1,
      at: after(60),
      by: kim.id,
      via: kim.via,
      hash: expect.stringMatching(/^[\w-]{43}$/),
    })
    expect(await findEvent(db, 'event-2')).toBeUndefined()
  })

  it('have places without gaps in each launch, also after one that was undone', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await aSavedLaunch(db, { id: 'launch-2' })
    await append(db, 'a')
    await append(db, 'b', 'launch-2')
    const undone = transaction(db, async (tx) => {
      await appendIn(tx, 'lost')
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    await Promise.all(['c', 'd', 'e'].map((id) => transaction(db, (tx) => appendIn(tx, id))))
    expect(await placesOf(db, 'launch-1')).toEqual([4, 3, 2, 1])
    expect(await placesOf(db, 'launch-2')).toEqual([1])
  })

  it('cannot be changed or deleted, and cannot share a place', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await append(db, 'a')
    const row = await db.selectFrom('events').selectAll().executeTakeFirstOrThrow()
    await expect(db.updateTable('events').set({ by: 'U1' }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(db.deleteFrom('events').execute()).rejects.toThrow('append-only')
    const double = db.insertInto('events').values({ ...row, id: 'b' })
    await expect(double.execute()).rejects.toThrow(/unique/i)
    expect(await db.selectFrom('events').selectAll().execute()).toEqual([row])
  })

  it('of no launch cannot be added', async () => {
    const db = await open()
    await expect(append(db, 'a', 'launch-1')).rejects.toThrow()
  })

  it('come in pages, newest first', async () => {
    const db = await open()
    await aSavedLaunch(db)
    for (let count = 1; count <= 5; count++) await append(db, `event-${count}`)
    expect(await placesOf(db, 'launch-1', { before: null, limit: 2 })).toEqual([5, 4])
    expect(await placesOf(db, 'launch-1', { before: 4, limit: 2 })).toEqual([3, 2])
    expect(await placesOf(db, 'launch-1', { before: 2, limit: 2 })).toEqual([1])
    expect(await placesOf(db, 'launch-1', { before: 1, limit: 2 })).toEqual([])
  })

  it('are found by their type, the last of a launch', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await aSavedLaunch(db, { id: 'launch-2' })
    const unreachable = (personId: string) =>
      ({ type: 'person.unreachable', data: { personId } }) as const
    await append(db, 'a', 'launch-1', unreachable('U1'))
    await append(db, 'b', 'launch-1', unreachable('U2'))
    await append(db, 'c', 'launch-2', unreachable('U3'))
    await append(db, 'd')
    const last = await lastEventOfType(db, 'launch-1', 'person.unreachable')
    expect(last).toMatchObject({ id: 'b', data: { personId: 'U2' } })
    expect((await lastEventOfType(db, 'launch-2', 'person.unreachable'))?.id).toBe('c')
    expect(await lastEventOfType(db, 'launch-1', 'person.left')).toBeUndefined()
    expect(await lastEventOfType(db, 'launch-3', 'person.unreachable')).toBeUndefined()
  })

  it('are found by their item, the last of a type among them', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const [item, other] = (await readBoard(db, 'launch-1'))?.phases[0]?.sections[0]?.items ?? []
    if (!item || !other) throw new Error('no items')
    const noted = (itemId: string, note: string) =>
      ({ type: 'item.noted', itemId, data: { text: 'Servers ready', note, before: null } }) as const
    await append(db, 'a', 'launch-1', noted(item.id, 'first'))
    await append(db, 'b', 'launch-1', noted(item.id, 'second'))
    await append(db, 'c', 'launch-1', noted(other.id, 'third'))
    await append(db, 'd')
    const ofItem = await listEvents(db, { launchId: 'launch-1', itemId: item.id }, newest)
    expect(ofItem.map(({ id }) => id)).toEqual(['b', 'a'])
    expect((await lastEventOf(db, item.id, 'item.noted'))?.id).toBe('b')
    expect(await lastEventOf(db, item.id, 'item.ticked')).toBeUndefined()
  })
})
