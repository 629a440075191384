import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli/main.ts'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { appendEvent } from '../../src/store/events.ts'
import { migrate } from '../../src/store/migrate.ts'
import { readRecord } from '../../src/store/records.ts'
import { transaction } from '../../src/store/transaction.ts'
import { allRows } from '../support/databases.ts'
import { kim } from '../support/launches.ts'
import { anEvent, aSavedLaunch, start } from '../support/rows.ts'

let folder = ''
let db: Db
const count = 6
const launchId = 'launch-1'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'golive-verify-'))
})
afterAll(() => rm(folder, { recursive: true }))
let opened = 0
beforeEach(async () => {
  db = openDatabase(sqliteDialect(join(folder, `${++opened}.db`)))
  await migrate(db)
  for (const id of [launchId, 'launch-2']) {
    await aSavedLaunch(db, { id })
    for (let items = 1; items <= count; items++) {
      await transaction(db, (tx) =>
        appendEvent(tx, {
          id: `${id}-${items}`,
          launchId: id,
          event: anEvent(items),
          at: start,
          actor: kim,
        }),
      )
    }
  }
  // Who can write to the file can do without these.
  await sql`pragma foreign_keys = off`.execute(db)
  for (const verb of ['update', 'delete'])
    await sql.raw(`drop trigger events_no_${verb}`).execute(db)
  return () => db.destroy()
})

async function golive(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const env = { DATABASE_URL: `file:${join(folder, `${opened}.db`)}` }
  const write = (lines: string[]) => (line: string) => void lines.push(line)
  const code = await runCli(['verify', ...words], { env, out: write(out), err: write(err) })
  return { code, out, err: err.join('\n') }
}

async function exported(): Promise<Record<string, unknown>> {
  const { entries, head } = await readRecord(db, launchId)
  const written = entries.map(({ launchId: _, data, ...rest }) => ({
    ...rest,
    data: JSON.parse(data),
  }))
  return {
    ...{ format: 'golive-launch', version: 1, launch: { id: launchId, name: 'Payments' } },
    record: { entries: written, head },
  }
}

async function file(text: string): Promise<string> {
  const path = join(folder, 'launch.json')
  await writeFile(path, text)
  return path
}

const at = (place: number) =>
  sql`update events set by = 'U9' where launch_id = ${launchId} and place = ${place}`

describe('golive verify', () => {
  test('says of each launch how many entries fit, and writes nothing', async () => {
    const before = await allRows(db)
    const { code, out } = await golive()
    expect({ code, out }).toEqual({
      code: 0,
      out: [launchId, 'launch-2'].map((id) =>
        expect.stringMatching(`^Name of ${id} \\(${id}\\): 6 entries, head .{12}: ok$`),
      ),
    })
    expect(await allRows(db)).toEqual(before)
  })

  test.each(['launch-2', 'Name of launch-2'])('looks at one launch alone: %s', async (words) => {
    await at(3).execute(db)
    expect((await golive(words)).code).toBe(0)
    expect((await golive(launchId)).code).toBe(1)
  })

  test('names the first entry that does not fit: its place, time, who, what it says and what is wrong', async () => {
    await at(5).execute(db)
    await at(3).execute(db)
    const { code, out } = await golive(launchId)
    expect(code).toBe(1)
    expect(out[0]).toContain('entry 3 does not fit, its content is not what was sealed')
    expect(out[1]).toBe('  entry 3 · 2026-11-23T09:00:00.000Z · U9 · @U9 opened *Before*: 3 items')
    expect(out).toHaveLength(2)
  })

  test('calls whoever has a pseudonym by it', async () => {
    await sql`update events set by = 'pseudonym:Person 1' where place = 3`.execute(db)
    const { out } = await golive(launchId)
    expect(out[1]).toBe(
      '  entry 3 · 2026-11-23T09:00:00.000Z · Person 1 · Person 1 opened *Before*: 3 items',
    )
  })

  test.each([
    ['the head', 'delete from heads', 'entry 7 does not fit, the head'],
    ['the whole record', 'delete from events', 'entry 1 does not fit, the record ends elsewhere'],
    ['both', 'delete from events; delete from heads', 'entry 1 does not fit, the head'],
    ['what an entry says', `update events set data = '\u001b[2J' where place = 2`, 'entry 2'],
  ])('finds that %s is gone', async (_, statements, words) => {
    for (const each of statements.split(';')) {
      const where = each.includes('where') ? '' : ` where launch_id = '${launchId}'`
      await sql.raw(`${each}${where}`).execute(db)
    }
    const before = await allRows(db)
    const { code, out } = await golive(launchId)
    expect({ code, line: out[0] }).toEqual({ code: 1, line: expect.stringContaining(words) })
    expect(out.join('')).not.toMatch(/\p{Cc}/u)
    expect(await allRows(db)).toEqual(before)
  })

  test('finds whatever is done to one entry in the database', async () => {
    const place = fc.integer({ min: 1, max: count })
    const columns = ['id', 'item_id', 'type', 'data', 'at', 'by', 'via', 'salt', 'digest', 'hash']
    const here = (of: number) => sql`launch_id = ${launchId} and place = ${of}`
    const tampers = fc.oneof(
      fc
        .record({ place, column: fc.constantFrom(...columns), text: fc.uuid() })
        .map(({ place: of, column, text }) => ({
          first: of,
          doing: [sql`update events set ${sql.ref(column)} = ${text} where ${here(of)}`],
        })),
      place.map((of) => ({ first: of, doing: [sql`delete from events where ${here(of)}`] })),
      place.map((of) => ({
        first: of,
        doing: [
          sql`update events set place = place + 100 where launch_id = ${launchId} and place >= ${of}`,
          sql`insert into events select 'added', launch_id, ${of}, item_id, type, data, at, by, via, salt, digest, hash
            from events where ${here(of + 100)}`,
          sql`update events set place = place - 99 where launch_id = ${launchId} and place > 100`,
        ],
      })),
      fc.uniqueArray(place, { minLength: 2, maxLength: 2 }).map((pair) => {
        const [one = 0, other = 0] = pair
        const move = (from: number, to: number) =>
          sql`update events set place = ${to} where ${here(from)}`
        return {
          first: Math.min(...pair),
          doing: [move(one, 99), move(other, one), move(99, other)],
        }
      }),
    )
    await fc.assert(
      fc.asyncProperty(tampers, async ({ first, doing }) => {
        const untouched = await readRecord(db, launchId)
        for (const each of doing) await each.execute(db)
        const { code, out } = await golive()
        await sql`delete from events where launch_id = ${launchId}`.execute(db)
        for (const { launchId: launch_id, itemId: item_id, ...row } of untouched.entries) {
          await db
            .insertInto('events')
            .values({ ...row, launch_id, item_id } as never)
            .execute()
        }
        expect(code).toBe(1)
        const found = Number(out[0]?.match(/entry (\d+) does not fit/)?.[1])
        expect(found).toBeGreaterThanOrEqual(first)
        expect(found).toBeLessThanOrEqual(first + 1)
      }),
      { numRuns: 30 },
    )
  })
})

describe('golive verify FILE', () => {
  test('looks at an exported launch without any database', async () => {
    const path = await file(JSON.stringify(await exported()))
    const { code, out } = await golive(path)
    expect({ code, out }).toEqual({
      code: 0,
      out: [expect.stringMatching(/^Payments \(launch-1\): 6 entries, head .{12}: ok$/)],
    })
  })

  test('names the entry that was changed in it', async () => {
    const text = JSON.stringify(await exported()).replace('"items":4', '"items":5')
    const { code, out } = await golive(await file(text))
    expect({ code, line: out[0] }).toEqual({
      code: 1,
      line: expect.stringContaining('entry 4 does not fit'),
    })
  })

  test.each([
    ['no JSON', '{', 'it is no JSON'],
    ['other JSON', '[1]', 'it is no launch that golive exported'],
    ['another version', '{"format":"golive-launch","version":2}', 'version'],
    [
      'a record that is none',
      '{"format":"golive-launch","version":1,"launch":{"id":"a"},"record":{"entries":[7],"head":{"place":0,"hash":""}}}',
      'record.entries.0',
    ],
  ])('refuses %s with a sentence', async (_, text, words) => {
    const { code, err, out } = await golive(await file(text))
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(words) })
    expect([...out, err].join('')).not.toContain('    at ')
  })

  test('says that there is no such launch or file', async () => {
    expect(await golive('nothing.json')).toMatchObject({
      code: 2,
      err: 'There is no launch and no file “nothing.json”.',
    })
  })
})
