import fc from 'fast-check'
import { type CompiledQuery, type KyselyPlugin, SqliteAdapter, sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Event, EventType, NewEvent } from '../../src/domain/event.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import { appendEvent, listAllEvents } from '../../src/store/events.ts'
import {
  type HistoryRows,
  listHistory,
  listItemTexts,
  listLaunchIdsOf,
  listUndoings,
  type Turn,
  type Wanted,
} from '../../src/store/history.ts'
import { transaction } from '../../src/store/transaction.ts'
import { onEachDialect } from '../support/databases.ts'
import { anActor } from '../support/launches.ts'
import { after, aSavedLaunch, withChecklist } from '../support/rows.ts'

const everything: Omit<Wanted, 'of'> = {
  ...{ itemId: null, personId: null, types: null, itemIds: null, since: null, before: null },
}
const people = ['U-ANA', 'U-BOB', 'U-ERIN']
const launchIds = ['launch-1', 'launch-2', 'launch-3']
const moved = { text: 'Ready', from: 'open', to: 'done', reason: null, reasonBefore: null } as const

type Entry = { launchId: string; by: string; seconds: number; event: NewEvent }

async function append(db: Db, entries: readonly Entry[]): Promise<void> {
  await transaction(db, async (tx) => {
    for (const [index, { launchId, by, seconds, event }] of entries.entries()) {
      const entry = { id: `entry-${index}`, launchId, event, at: after(seconds) }
      await appendEvent(tx, { ...entry, actor: anActor(by) })
    }
  })
}

/** The first items of a launch, by their ids. */
async function itemIdsOf(db: Db, launchId: string): Promise<string[]> {
  const board = await readBoard(db, launchId)
  return (board?.phases ?? [])
    .flatMap(({ sections }) => sections)
    .flatMap(({ items }) => items.map(({ id }) => id))
}

/** Three launches whose entries mix people, types, items and times, many of them at the same time. */
async function threeRecords(db: Db): Promise<{ all: Event[]; itemIds: string[] }> {
  for (const id of launchIds) {
    await aSavedLaunch(db, { id })
    await withChecklist(db, id)
  }
  const items = new Map(
    await Promise.all(launchIds.map(async (id) => [id, await itemIdsOf(db, id)] as const)),
  )
  const entries = Array.from({ length: 73 }, (_, index): Entry => {
    const launchId = launchIds[((index * 5) % 7) % 3] ?? ''
    const itemId = items.get(launchId)?.[index % 3] ?? ''
    const events: NewEvent[] = [
      { type: 'item.ticked', itemId, data: moved },
      { type: 'item.noted', itemId, data: { text: 'Ready', note: 'so', before: null } },
      { type: 'person.unreachable', data: { personId: 'U1' } },
    ]
    const event = events[(index * index) % 3] as NewEvent
    const by = people[((index * 11) % 5) % 3] ?? ''
    return { launchId, by, seconds: Math.floor(index / 4) * 60, event }
  })
  await append(db, entries)
  const all = (await Promise.all(launchIds.map((id) => listAllEvents(db, id)))).flat()
  return { all, itemIds: [...items.values()].flat() }
}

function isMeant(event: Event, wanted: Wanted): boolean {
  const { of, itemId, personId, types, itemIds, since, before } = wanted
  const launches = 'launchId' in of ? [of.launchId] : of.launchIds
  return (
    launches.includes(event.launchId) &&
    (itemId === null || event.itemId === itemId) &&
    (personId === null || event.by === personId) &&
    (types === null || types.includes(event.type)) &&
    (itemIds === null || itemIds.includes(event.itemId ?? '')) &&
    (since === null || event.at >= since) &&
    (before === null || event.at < before)
  )
}

/** Newest first. */
function inOrder(events: readonly Event[]): string[] {
  const key = ({ at, launchId, place }: Event) =>
    `${at.toISOString()} ${launchId} ${String(place).padStart(6, '0')}`
  return events.toSorted((one, other) => (key(one) < key(other) ? 1 : -1)).map(({ id }) => id)
}

/** Every page from the newest on, by going to what is older. */
async function pagesOf(db: Db, wanted: Wanted, limit: number): Promise<HistoryRows[]> {
  const pages: HistoryRows[] = []
  let turn: Turn = { toward: 'newest' }
  while (pages.length < 100) {
    const page = await listHistory(db, wanted, turn, limit)
    pages.push(page)
    const than = page.events.at(-1)
    if (!than || page.newer + page.events.length >= page.total) return pages
    turn = { toward: 'older', than }
  }
  throw new Error('the pages have no end')
}

const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]))
const aMoment = fc.option(fc.integer({ min: -60, max: 1200 }).map(after))
const types: EventType[] = ['item.ticked', 'item.noted', 'person.unreachable', 'channel.lost']

onEachDialect('the history', (open) => {
  it('has on its pages exactly what is meant, each once and in order, whatever the filter', async () => {
    const db = await open()
    const { all, itemIds } = await threeRecords(db)
    const aFilter = fc.record({
      of: fc.oneof(
        fc.constantFrom(...launchIds).map((launchId) => ({ launchId })),
        fc.subarray(launchIds).map((ids) => ({ launchIds: ids })),
      ),
      itemId: fc.option(fc.constantFrom(...itemIds), { freq: 1 }),
      personId: fc.option(fc.constantFrom(...people, 'U-NOBODY'), { freq: 1 }),
      types: some(types),
      itemIds: some(itemIds),
      since: aMoment,
      before: aMoment,
    })
    const property = fc.asyncProperty(
      aFilter,
      fc.integer({ min: 1, max: 12 }),
      async (wanted, limit) => {
        const expected = inOrder(all.filter((event) => isMeant(event, wanted)))
        const pages = await pagesOf(db, wanted, limit)
        expect(pages.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(expected)
        for (const [index, { events, total, newer }] of pages.entries()) {
          expect([total, newer]).toEqual([expected.length, index * limit])
          const [than] = events
          if (!than || index === 0) continue
          const back = await listHistory(db, wanted, { toward: 'newer', than }, limit)
          expect(back.events.map(({ id }) => id)).toEqual(
            pages[index - 1]?.events.map(({ id }) => id),
          )
          expect(back.newer).toBe((index - 1) * limit)
        }
      },
    )
    await fc.assert(property, { numRuns: 150 })
  })

  it('of what is newer than the newest entries is the newest page, whole', async () => {
    const db = await open()
    await threeRecords(db)
    const wanted = { ...everything, of: { launchId: 'launch-1' } }
    const newest = await listHistory(db, wanted, { toward: 'newest' }, 5)
    const than = newest.events[2]
    if (!than) throw new Error('there are too few')
    expect(await listHistory(db, wanted, { toward: 'newer', than }, 5)).toEqual(newest)
  })

  it('of a launch goes by place, also where a clock went back', async () => {
    const db = await open()
    await aSavedLaunch(db)
    const event: NewEvent = { type: 'channel.regained', data: { channelId: 'C1' } }
    const entry = { launchId: 'launch-1', by: 'U-ANA', event }
    await append(db, [
      { ...entry, seconds: 60 },
      { ...entry, seconds: 30 },
      { ...entry, seconds: 45 },
    ])
    const pages = await pagesOf(db, { ...everything, of: { launchId: 'launch-1' } }, 1)
    expect(pages.map(({ events }) => events[0]?.place)).toEqual([3, 2, 1])
  })

  it('knows the launches in which somebody did something, and the items that it is about', async () => {
    const db = await open()
    const { all } = await threeRecords(db)
    for (const person of [...people, 'U-NOBODY']) {
      const own = all.filter(({ by }) => by === person)
      expect(await listLaunchIdsOf(db, person)).toEqual(
        [...new Set(own.map(({ launchId }) => launchId))].toSorted(),
      )
    }
    const wanted = { ...everything, of: { launchId: 'launch-2' }, personId: 'U-BOB' }
    const texts = await listItemTexts(db, wanted)
    const about = all
      .filter((event) => isMeant(event, wanted))
      .flatMap(({ itemId }) => itemId ?? [])
    expect(texts.map(({ id }) => id).toSorted()).toEqual([...new Set(about)].toSorted())
    expect(texts.every(({ text }) => text !== '')).toBe(true)
  })

  it('says which ticks were undone, and by which entry', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const [one = '', other = ''] = await itemIdsOf(db, 'launch-1')
    const entry = (
      type: 'item.ticked' | 'item.undone' | 'item.reopened',
      itemId: string,
    ): Entry => {
      return { launchId: 'launch-1', by: 'U-ANA', seconds: 0, event: { type, itemId, data: moved } }
    }
    await append(db, [
      entry('item.ticked', one),
      entry('item.ticked', other),
      entry('item.undone', one),
      entry('item.ticked', one),
      entry('item.reopened', other),
      entry('item.ticked', other),
      entry('item.undone', other),
    ])
    const undoings = await listUndoings(db, await listAllEvents(db, 'launch-1'))
    const pairs = [...undoings].map(([id, undoing]) => [id, undoing.id])
    expect(pairs).toEqual([
      ['entry-0', 'entry-2'],
      ['entry-5', 'entry-6'],
    ])
    expect(await listUndoings(db, [])).toEqual(new Map())
  })

  it.each<[string, string, Wanted]>([
    ['a person', 'events_by_person', { ...everything, of: { launchIds }, personId: 'U-BOB' }],
    ['a launch', 'launch_id', { ...everything, of: { launchId: 'launch-1' }, types }],
    [
      'an item',
      'events_by_item',
      { ...everything, of: { launchId: 'launch-1' }, itemId: 'item-1' },
    ],
  ])('of %s is found by an index, not by looking through all records', async (_, index, wanted) => {
    const db = await open()
    const than = { launchId: 'launch-1', place: 20, at: after(60) }
    const plans = await plansOf(db, (watched) =>
      listHistory(watched, wanted, { toward: 'older', than }, 10),
    )
    expect(plans.length).toBeGreaterThan(1)
    for (const plan of plans) {
      expect(plan).toContain(index)
      expect(plan).not.toMatch(/\bscan events|seq scan on events/i)
    }
  })
})

/** How the database goes about each query, in its own words. */
async function plansOf(db: Db, read: (watched: Db) => Promise<unknown>): Promise<string[]> {
  const queries: CompiledQuery[] = []
  const transformQuery: KyselyPlugin['transformQuery'] = ({ node, queryId }) => {
    queries.push(db.getExecutor().compileQuery(node, queryId))
    return node
  }
  await read(db.withPlugin({ transformQuery, transformResult: async ({ result }) => result }))
  const isSqlite = db.getExecutor().adapter instanceof SqliteAdapter
  // A small table would be looked through in any case.
  if (!isSqlite) await sql`set enable_seqscan = off`.execute(db)
  const explain = isSqlite ? 'explain query plan' : 'explain'
  const plans = await Promise.all(
    queries.map((query) => db.executeQuery({ ...query, sql: `${explain} ${query.sql}` })),
  )
  if (!isSqlite) await sql`reset enable_seqscan`.execute(db)
  return plans.map(({ rows }) => JSON.stringify(rows))
}
