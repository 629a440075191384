/** A database that fails: before golive starts, and while it runs. */
import { createHash } from 'node:crypto'
import { mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { outboxState } from '../../src/store/outbox.ts'
import { allRows } from '../support/databases.ts'
import { startProcess } from '../support/process.ts'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'
import { type Acknowledged, lostOrDoubled, recordFaults, untruths } from '../support/truth.ts'

const dns = 'DNS records configured and tested'
const ssl = 'SSL/TLS certificates'
const inLaunch = ({ sandbox }: Stage, handle = 'bob') => sandbox.as(handle).in('#launch')
const pathOf = ({ config }: Stage) => config.databasePath

async function expectTrue(stage: Stage, done: readonly Acknowledged[]): Promise<void> {
  await stage.settle()
  const { messages, bot } = stage.sandbox.workspace
  const { db } = stage.golive.context
  const seen = { messages, botId: bot.userId, now: stage.clock.now() }
  expect(await untruths(db, seen)).toEqual([])
  expect(await recordFaults(db)).toEqual([])
  expect(await lostOrDoubled(db, done)).toEqual([])
}

const isReady = async ({ golive }: Stage) =>
  (await fetch(`http://127.0.0.1:${golive.port}/readyz`)).status === 200
const linesOf = ({ log }: Stage, msg: RegExp) => log.filter((line) => msg.test(String(line.msg)))

describe('while golive runs', () => {
  test('another process that holds it for long: a sentence, in time, and nothing half-done', async () => {
    await using stage = await openStage()
    await startLaunch(stage)
    const { db } = stage.golive.context
    const click = inLaunch(stage).aim('Done', dns)
    const before = await allRows(db)
    const other = new SqliteDatabase(pathOf(stage))
    other.exec('begin immediate')
    const { error, notices } = await click.send()
    expect(error).toBeUndefined()
    expect(notices[0]?.text).toMatch(/^golive is busy, so nothing was changed/)
    expect(await allRows(db)).toEqual(before)
    expect(linesOf(stage, /another process holds the database/)).toMatchObject([{ level: 40 }])
    other.close()
    expect((await click.send()).notices).toEqual([])
    await expectTrue(stage, [{ by: stage.sandbox.as('bob').id, type: 'item.ticked', text: dns }])
  })

  test('another process that holds it for a moment is waited for', async () => {
    await using stage = await openStage()
    await startLaunch(stage)
    // Who is known already costs no other write.
    await inLaunch(stage).click('Done', ssl)
    const click = inLaunch(stage).aim('Done', dns)
    const other = new SqliteDatabase(pathOf(stage))
    other.exec('begin immediate')
    setTimeout(() => other.close(), 300)
    expect(await click.send()).toEqual({ notices: [] })
    await expectTrue(stage, [{ by: stage.sandbox.as('bob').id, type: 'item.ticked', text: dns }])
    expect(linesOf(stage, /holds the database/)).toEqual([])
  })

  test.each([
    {
      name: 'a full disk',
      spoil: async (stage: Stage) => {
        const { db } = stage.golive.context
        // Free pages would be taken first.
        await sql`vacuum`.execute(db)
        await sql`pragma max_page_count = 1`.execute(db)
      },
      mend: (stage: Stage) => sql`pragma max_page_count = 1000000`.execute(stage.golive.context.db),
      told: /disk of golive’s database is full/,
      msg: /^the disk is full/,
    },
    {
      name: 'a database that may only be read',
      spoil: (stage: Stage) => sql`pragma query_only = on`.execute(stage.golive.context.db),
      mend: (stage: Stage) => sql`pragma query_only = off`.execute(stage.golive.context.db),
      told: /golive’s database does not work/,
      msg: /^the database cannot be written to/,
    },
  ])('$name: who clicks is told, an operator once, and afterwards all is well', async (fault) => {
    await using stage = await openStage()
    await startLaunch(stage)
    const { db } = stage.golive.context
    const refused: number[] = []
    await fault.spoil(stage)
    const done: Acknowledged[] = []
    for (const item of [dns, ssl, 'Firewall rules', 'Load balancer', 'CDN setup']) {
      const { notices, error } = await inLaunch(stage).click('Done', item)
      expect(error).toBeUndefined()
      if (notices.length === 0) {
        done.push({ by: stage.sandbox.as('bob').id, type: 'item.ticked', text: item })
        continue
      }
      expect(notices[0]?.text).toMatch(fault.told)
      refused.push(1)
    }
    expect(refused).not.toEqual([])
    expect(await isReady(stage)).toBe(false)
    expect(linesOf(stage, fault.msg)).toHaveLength(1)
    await fault.mend(stage)
    stage.clock.moveBy(61_000)
    await inLaunch(stage).click('Done', 'Backup infrastructure')
    await expectTrue(stage, done)
    expect(await isReady(stage)).toBe(true)
    expect(await outboxState(db)).toMatchObject({ parked: 0 })
  })

  test('what Slack has taken while nothing could be written is kept when it can be, and not posted again', async () => {
    await using stage = await openStage()
    await startLaunch(stage)
    const { db } = stage.golive.context
    const { faults, calls, workspace } = stage.sandbox
    calls.clear()
    const taken = new Promise<void>((resolve) => {
      const stop = calls.onCall(({ method }) => {
        if (method !== 'chat.postMessage') return
        stop()
        resolve()
      })
    })
    // The answer comes late enough for the database to fail meanwhile.
    const click = inLaunch(stage, 'ana').aim('Open Launch Day (D-Day)', 'T-0')
    faults.slow(200, 'chat.postMessage')
    workspace.installation.withdraw('metadata.message:read')
    const sent = click.send()
    await new Promise<void>((resolve) => {
      const stop = workspace.onChange((change) => {
        if (change.type !== 'message' || change.what !== 'posted') return
        stop()
        resolve(void sql`pragma query_only = on`.execute(db))
      })
    })
    await taken
    setTimeout(() => void sql`pragma query_only = off`.execute(db), 300)
    await sent
    faults.clear()
    stage.clock.moveBy(61_000)
    await expectTrue(stage, [])
    const texts = calls.of('chat.postMessage').map(({ args }) => String(args.text))
    expect(new Set(texts).size).toBe(texts.length)
  })

  test('a damaged file is told once, loudly, and golive is not ready any more', async () => {
    await using stage = await openStage()
    await startLaunch(stage)
    const click = inLaunch(stage).aim('Done', dns)
    const second = inLaunch(stage).aim('Done', ssl)
    const other = new SqliteDatabase(pathOf(stage))
    other.pragma('wal_checkpoint(truncate)')
    await spoilPages(pathOf(stage))
    // What this process remembers of the file is old now.
    other.pragma('user_version = 7')
    // Nothing is published any more, either.
    for (const each of [click, second]) await expect(each.send()).rejects.toThrow('malformed')
    const told = stage.sandbox.workspace.messages.filter(({ ephemeralFor }) => ephemeralFor)
    expect(told[0]?.text).toMatch(/golive’s database does not work/)
    expect(linesOf(stage, /^the database is damaged/)).toMatchObject([{ level: 60 }])
    stage.clock.moveBy(3_600_000)
    expect(await isReady(stage)).toBe(false)
    other.close()
  })
})

/** Garbage everywhere but in the first page, without which nothing would know what it is. */
async function spoilPages(path: string): Promise<void> {
  const { size } = await stat(path)
  const file = await open(path, 'r+')
  try {
    const garbage = Buffer.alloc(size - 4096, 'not a page ')
    await file.write(garbage, 0, garbage.length, 4096)
  } finally {
    await file.close()
  }
}

describe('before golive starts', () => {
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

  async function aFile(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
    const folder = await mkdtemp(join(tmpdir(), 'golive-'))
    const path = join(folder, 'golive.db')
    const db = openDatabase(sqliteDialect(path))
    await migrate(db)
    await db.destroy()
    return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  }

  const startOn = (path: string) =>
    startProcess({
      SLACK_BOT_TOKEN: 'xoxb-nobody',
      SLACK_APP_TOKEN: 'xapp-nobody',
      SLACK_API_URL: 'http://127.0.0.1:1/api/',
      DATABASE_URL: `file:${path}`,
      PORT: '0',
    })

  test.each([
    {
      name: 'a file of something else',
      spoil: (path: string) => writeFile(path, 'not a database '.repeat(1000)),
      told: /^golive cannot read the database .*: it is damaged \(SQLITE_NOTADB: .*Nothing was changed in it\. Move it aside, .* put a backup in its place/,
    },
    {
      name: 'damaged pages',
      spoil: spoilPages,
      told: /^golive cannot read the database .*: it is damaged \(SQLITE_CORRUPT: /,
    },
    {
      name: 'a file that a newer golive has written',
      spoil: async (path: string) => {
        const database = new SqliteDatabase(path)
        database.exec("insert into kysely_migration values ('9999-later', '2027-01-01')")
        database.pragma('wal_checkpoint(truncate)')
        database.close()
      },
      told: /^A newer golive has written the database .* \(it has 9999-later\)\. Start that one/,
    },
  ])('$name: one line that says what to do, exit code 1, and the file as it was', async (fault) => {
    await using file = await aFile()
    await fault.spoil(file.path)
    const before = digest(await readFile(file.path))
    await using golive = startOn(file.path)
    expect(await golive.exited()).toBe(1)
    expect(golive.output().trim().split('\n')).toEqual([expect.stringMatching(fault.told)])
    expect(digest(await readFile(file.path))).toBe(before)
  })

  test('a folder that cannot be made is one line, too', async () => {
    await using file = await aFile()
    await using golive = startOn(join(file.path, 'below-a-file', 'golive.db'))
    expect(await golive.exited()).toBe(1)
    expect(golive.output()).toMatch(/^golive cannot open the database .* Look at DATABASE_URL/)
  })
})
