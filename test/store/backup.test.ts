import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { findBreak } from '../../src/domain/chain.ts'
import { backUp, keepAside, restore } from '../../src/store/backup.ts'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { readonlyDialect, sqliteDialect, whileAlone } from '../../src/store/dialect.ts'
import { listChained } from '../../src/store/events.ts'
import { migrate } from '../../src/store/migrate.ts'
import { headOf } from '../support/heads.ts'
import { aLaunch, ana, itemOf, type StartedLaunch } from '../support/launches.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'golive-backup-'))
})
afterEach(() => rm(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const now = new Date('2026-11-29T06:00:00Z')

async function openLaunch(name = 'golive.db'): Promise<StartedLaunch> {
  const db = openDatabase(sqliteDialect(at(name)))
  await migrate(db)
  return aLaunch(db)
}

/** Ticks an item or opens it again. */
async function click(started: StartedLaunch, words: string): Promise<void> {
  const { id, state, version } = await itemOf(started, words)
  const action = state === 'done' ? 'undo' : 'tick'
  await changeItem(started.context, ana, { itemId: id, action, version, reason: null })
}

async function reading<T>(name: string, read: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(readonlyDialect(at(name)))
  try {
    return await read(db)
  } finally {
    await db.destroy()
  }
}

const recordIn = (name: string, launchId: string) =>
  reading(name, async (db) => ({
    entries: await listChained(db, launchId),
    head: await headOf(db, launchId),
  }))

test('a copy made while people click has all that was acknowledged before, and its chain fits', async () => {
  const started = await openLaunch()
  const { context, launch } = started
  const { db } = context
  let acknowledged = 0
  const clickers = ['Servers ready', 'Cache warmed'].map(async (words) => {
    for (let clicks = 0; clicks < 20; clicks++) {
      await click(started, words)
      acknowledged = (await headOf(db, launch.id)).place
    }
  })
  for (const name of ['one.db', 'two.db', 'three.db']) {
    await click(started, 'Servers ready').catch(() => {})
    const before = acknowledged
    expect(await backUp(at('golive.db'), at(name))).toEqual({
      ...{ faults: [], launches: 1, broken: [] },
    })
    const { entries, head } = await recordIn(name, launch.id)
    expect(head.place).toBeGreaterThanOrEqual(before)
    expect(findBreak(launch.id, entries, head)).toBeNull()
  }
  await Promise.allSettled(clickers)
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  await db.destroy()
})

test('what is restored is the copy, and what was there is kept beside it', async () => {
  const started = await openLaunch()
  const { launch, context } = started
  await backUp(at('golive.db'), at('copy.db'))
  await click(started, 'Servers ready')
  const later = await headOf(context.db, launch.id)
  await context.db.destroy()
  const { isDone, kept } = await restore(at('golive.db'), at('copy.db'), { now, anyway: false })
  expect(isDone).toBe(true)
  expect((await readdir(folder)).sort()).toEqual([
    ...['copy.db', 'golive.db', 'golive.db.replaced-2026-11-29T06-00-00.000Z'],
  ])
  expect(kept).toBe(at('golive.db.replaced-2026-11-29T06-00-00.000Z'))
  expect((await recordIn('golive.db', launch.id)).head.place).toBe(later.place - 1)
  expect((await recordIn('golive.db.replaced-2026-11-29T06-00-00.000Z', launch.id)).head).toEqual(
    later,
  )
})

test('what a process that died left beside its database is kept with it, and not put to the copy', async () => {
  const started = await openLaunch('open.db')
  const { launch, context } = started
  await backUp(at('open.db'), at('copy.db'))
  await click(started, 'Servers ready')
  for (const ending of ['', '-wal', '-shm'])
    await cp(at(`open.db${ending}`), at(`golive.db${ending}`))
  const later = await headOf(context.db, launch.id)
  await context.db.destroy()
  const { kept } = await restore(at('golive.db'), at('copy.db'), { now, anyway: false })
  expect((await recordIn('golive.db', launch.id)).head.place).toBe(later.place - 1)
  expect((await recordIn(kept?.slice(folder.length + 1) ?? '', launch.id)).head).toEqual(later)
})

test('a damaged database gives way and is kept, and nothing of it stays beside the copy', async () => {
  const started = await openLaunch('other.db')
  await backUp(at('other.db'), at('copy.db'))
  await started.context.db.destroy()
  await writeFile(at('golive.db'), 'no database, and long enough to be looked at as one'.repeat(99))
  await writeFile(at('golive.db-wal'), 'of a process that died')
  const { isDone, kept } = await restore(at('golive.db'), at('copy.db'), { now, anyway: false })
  expect(isDone).toBe(true)
  const aside = `${kept}`.slice(folder.length + 1)
  expect((await readdir(folder)).sort()).toEqual([...['copy.db', 'golive.db', aside, 'other.db']])
  expect((await recordIn('golive.db', started.launch.id)).head.place).toBeGreaterThan(0)
})

/** In another process, since locks are a process's own. */
function canWrite(name: string): boolean {
  const script = `const database = new (require('better-sqlite3'))(process.argv[1], { timeout: 0 })
    database.exec('begin immediate')`
  return spawnSync(process.execPath, ['-e', script, at(name)]).status === 0
}

test('nobody can open a database while it is put aside', async () => {
  const { context } = await openLaunch()
  await context.db.destroy()
  expect(canWrite('golive.db')).toBe(true)
  const couldWrite: boolean[] = []
  await whileAlone(at('golive.db'), async () => {
    await keepAside(at('golive.db'), at('kept.db'))
    couldWrite.push(canWrite('golive.db'), canWrite('kept.db'))
  })
  expect(couldWrite).toEqual([false, false])
})

test('nothing is restored while the database is open', async () => {
  const { context } = await openLaunch()
  await backUp(at('golive.db'), at('copy.db'))
  const files = await readdir(folder)
  const restored = await restore(at('golive.db'), at('copy.db'), { now, anyway: true })
  expect(restored).toMatchObject({ isInUse: true, isDone: false, kept: null })
  expect(await readdir(folder)).toEqual(files)
  await context.db.destroy()
})

test('where there was no database the copy is it, for the same readers', async () => {
  const { context, launch } = await openLaunch('other.db')
  await chmod(at('other.db'), 0o600)
  await backUp(at('other.db'), at('copy.db'))
  await context.db.destroy()
  const restored = await restore(at('new/golive.db'), at('copy.db'), { now, anyway: false })
  expect(restored).toMatchObject({ isDone: true, kept: null })
  expect((await recordIn('new/golive.db', launch.id)).head.place).toBeGreaterThan(0)
  for (const name of ['copy.db', 'new/golive.db']) {
    expect((await stat(at(name))).mode & 0o777).toBe(0o600)
  }
})

describe('a copy is looked at before it is put back', () => {
  const tamper = (statement: string) => async (db: Db) => {
    await sql.raw('drop trigger events_no_update').execute(db)
    await sql.raw(statement).execute(db)
  }
  test.each([
    ['a row that names none', tamper(`update phases set launch_id = 'gone'`), /phases names/],
    [
      'a newer golive',
      tamper(`insert into kysely_migration values ('9999-later', '2026')`),
      /newer golive/,
    ],
    ['another’s database', tamper('drop table kysely_migration'), /no database of golive/],
  ])('%s', async (_, change, fault) => {
    const { context } = await openLaunch()
    await context.db.destroy()
    await writeUnchecked(change)
    const { findings, isDone } = await restore(at('golive.db'), at('copy.db'), {
      now,
      anyway: true,
    })
    expect(isDone).toBe(false)
    expect(findings.faults).toEqual([expect.stringMatching(fault)])
    expect((await backUp(at('copy.db'), at('again.db'))).faults).toEqual(findings.faults)
    expect(await readdir(folder)).not.toContain('again.db')
  })

  test('no database at all', async () => {
    const { context } = await openLaunch()
    await context.db.destroy()
    await writeFile(at('copy.db'), 'some text'.repeat(200))
    const { findings, isDone } = await restore(at('golive.db'), at('copy.db'), {
      now,
      anyway: true,
    })
    expect(isDone).toBe(false)
    expect(findings.faults).toEqual([expect.stringContaining('not a database')])
  })

  test('a record that does not fit, unless it is wanted anyway', async () => {
    const { context, launch } = await openLaunch()
    await context.db.destroy()
    await writeUnchecked(tamper(`update events set "by" = 'U-ELSE' where place = 1`))
    const broken = [{ name: launch.name, found: expect.objectContaining({ place: 1 }) }]
    const refused = await restore(at('golive.db'), at('copy.db'), { now, anyway: false })
    expect(refused).toMatchObject({ isDone: false, findings: { faults: [], broken } })
    const taken = await restore(at('golive.db'), at('copy.db'), { now, anyway: true })
    expect(taken).toMatchObject({ isDone: true, findings: { broken } })
    expect((await backUp(at('golive.db'), at('kept.db'))).broken).toEqual(broken)
    expect(await readdir(folder)).toContain('kept.db')
  })

  async function writeUnchecked(change: (db: Db) => Promise<void>): Promise<void> {
    await backUp(at('golive.db'), at('copy.db'))
    const db = openDatabase(sqliteDialect(at('copy.db')))
    await sql`pragma foreign_keys = off`.execute(db)
    await change(db)
    await db.destroy()
  }
})
