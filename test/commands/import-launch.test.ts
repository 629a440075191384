import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { wholeLaunch } from '../../src/commands/export-launch.ts'
import { importLaunch } from '../../src/commands/import-launch.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { launchFileText, readLaunchFile } from '../../src/domain/launch-file.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { saveName, savePerson } from '../../src/store/people.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { anotherLaunch, commands, doerOf } from '../support/every-command.ts'
import {
  aContext,
  aLaunch,
  ana,
  aPerson,
  bob,
  refusalOf,
  type StartedLaunch,
  workspaceId,
} from '../support/launches.ts'

async function emptyDatabase(): Promise<Db> {
  const db = openDatabase(sqliteDialect(':memory:'))
  await migrate(db)
  return db
}

async function textOf({ context, launch }: Pick<StartedLaunch, 'context' | 'launch'>) {
  return launchFileText(await wholeLaunch(context, launch.id))
}

async function importText(db: Db, text: string) {
  const context = aContext(db)
  return { context, outcome: await importLaunch(context, readLaunchFile(text)) }
}

onEachDialect('a launch that was exported', (open) => {
  it('is exported from an empty database as the same bytes, whatever was done in it', async () => {
    const db = await open()
    await savePerson(db, aPerson(bob.id), new Date('2026-11-23T09:00:00Z'))
    await saveName(db, { workspaceId, id: bob.id, name: 'Bob “B” <b>' })
    const step = fc.constantFrom(...Object.entries(commands))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const started = await anotherLaunch(db)
        for (const [name, prepare] of steps) {
          const command = await prepare(started)
          await command(started.context, doerOf(name)).catch((error: unknown) => {
            if (!(error instanceof Refusal)) throw error
          })
        }
        const text = await textOf(started)
        const other = await emptyDatabase()
        const { context, outcome } = await importText(other, text)
        expect(outcome).toBe('imported')
        expect(await textOf({ context, launch: started.launch })).toBe(text)
        await other.destroy()
      }),
      { numRuns: 12 },
    )
  })

  it('is put in whole, or not at all, and tells Slack nothing', async () => {
    const text = await textOf(await aLaunch(await emptyDatabase()))
    const { context, outcome } = await importText(await open(), text)
    expect(outcome).toBe('imported')
    const rows = await allRows(context.db)
    expect([rows.outbox, rows.surfaces, context.wakes]).toEqual([[], [], 0])
    expect((await importText(context.db, text)).outcome).toBe('there')
    expect(await allRows(context.db)).toEqual(rows)
  })

  it('is refused where it is there with another record', async () => {
    const started = await aLaunch(await open())
    const text = await textOf(started)
    const command = await commands.tick(started)
    await command(started.context, ana)
    const before = await allRows(started.context.db)
    const refused = await refusalOf(importText(started.context.db, text))
    expect(refused).toMatchObject({ code: 'file-differs', name: 'Payments 2.0' })
    expect(await allRows(started.context.db)).toEqual(before)
  })

  it('is refused where its name is taken, and where its parts do not fit together', async () => {
    const started = await aLaunch(await open())
    const text = await textOf(await aLaunch(await emptyDatabase()))
    const { db } = started.context
    const before = await allRows(db)
    expect(await refusalOf(importText(db, text))).toMatchObject({ code: 'file-clashes' })
    expect(await allRows(db)).toEqual(before)
    const file = JSON.parse(text)
    file.launch.name = 'Another'
    file.items[0].sectionId = 'nowhere'
    const unfit = importText(db, JSON.stringify(file))
    expect(await refusalOf(unfit)).toMatchObject({ code: 'file-clashes' })
    expect(await allRows(db)).toEqual(before)
  })

  it('rests until somebody resends its messages', async () => {
    const started = await aLaunch(await emptyDatabase())
    const { context } = await importText(await open(), await textOf(started))
    const { launch } = started
    context.clock.moveTo(launch.t0)
    await keepSchedule(context, workspaceId)
    expect((await allRows(context.db)).outbox).toEqual([])
    await resendMessages(context, ana, { launchId: launch.id })
    const { outbox, surfaces } = await allRows(context.db)
    expect(surfaces?.length).toBeGreaterThan(1)
    expect(outbox?.length).toBe(surfaces?.length)
    await keepSchedule(context, workspaceId)
    expect((await allRows(context.db)).outbox?.length).toBeGreaterThan(outbox?.length ?? 0)
  })
})

describe('a file', () => {
  type Json = ReturnType<typeof JSON.parse>
  test.each<[string, (file: Json) => unknown, object]>([
    ['of a newer golive', (file) => Object.assign(file, { version: 2 }), { code: 'file-newer' }],
    [
      'of something else',
      (file) => Object.assign(file, { format: 'x' }),
      { code: 'file-unreadable', problem: 'It is no launch that golive has exported' },
    ],
    [
      'with a field too many',
      (file) => Object.assign(file.items[0], { color: 'red' }),
      { code: 'file-unreadable', problem: expect.stringContaining('items.0') },
    ],
    [
      'with a state that there is not',
      (file) => Object.assign(file.items[1], { state: 'gone' }),
      { code: 'file-unreadable', problem: expect.stringContaining('items.1.state') },
    ],
    [
      'with an entry that golive does not know',
      (file) => Object.assign(file.record.entries[0], { type: 'x' }),
      { code: 'file-unreadable', problem: expect.stringContaining('record.entries.0') },
    ],
    [
      'whose record was changed',
      (file) => Object.assign(file.record.entries[1], { by: 'U-EVE' }),
      { code: 'file-broken', broken: { place: 2, kind: 'changed' } },
    ],
    ['without its last entry', (file) => file.record.entries.pop(), { code: 'file-broken' }],
  ])('%s is refused', async (_, change, expected) => {
    const db = await emptyDatabase()
    const file = JSON.parse(await textOf(await aLaunch(db)))
    change(file)
    const reason = await refusalOf(
      Promise.resolve().then(() => readLaunchFile(JSON.stringify(file))),
    )
    expect(reason).toMatchObject(expected)
    await db.destroy()
  })

  it('that is no JSON is refused', async () => {
    const reason = await refusalOf(Promise.resolve().then(() => readLaunchFile('# Payments')))
    expect(reason).toEqual({ code: 'file-unreadable', problem: 'It is no JSON' })
  })
})
