import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runCli } from '../../src/cli/main.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { aLaunch, itemOf, kim } from '../support/launches.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'golive-person-'))
  const db = openDatabase(sqliteDialect(join(folder, 'golive.db')))
  await migrate(db)
  const started = await aLaunch(db)
  const { id, version } = await itemOf(started, 'Servers ready')
  const wish = { itemId: id, action: 'block', version, reason: 'Kimberley waits' } as const
  await changeItem(started.context, kim, wish)
  await db.destroy()
})
afterEach(() => rm(folder, { recursive: true }))

async function golive(...words: string[]) {
  const lines: string[] = []
  const keep = (line: string) => void lines.push(line)
  const env = { DATABASE_URL: `file:${join(folder, 'golive.db')}` }
  const code = await runCli(words, { env, out: keep, err: keep })
  return { code, text: lines.join('\n') }
}

test('after a pseudonym no byte of the database says who it was, also while golive has it open', async () => {
  const bytes = async () => {
    const names = (await readdir(folder)).filter((name) => name.startsWith('golive.db'))
    return (await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))).join('')
  }
  expect(await bytes()).toMatch(/U-KIM.*Kimberley|Kimberley.*U-KIM/s)
  const running = openDatabase(sqliteDialect(join(folder, 'golive.db')))
  await running.selectFrom('launches').select('id').execute()
  expect(await golive('person', 'pseudonym', kim.id, 'Kimberley')).toEqual({
    ...{ code: 0, text: 'U-KIM is Person 1 now.' },
  })
  expect(await bytes()).not.toMatch(/U-KIM|Kimberley/)
  await running.destroy()
  expect(await bytes()).not.toMatch(/U-KIM|Kimberley/)
  expect(await golive('person', 'pseudonym', kim.id)).toMatchObject({ code: 2 })
})

test('what is kept of a person is written to a new file, for its owner alone', async () => {
  const file = join(folder, 'kim.json')
  expect((await golive('person', 'export', kim.id, file)).code).toBe(0)
  const { format, version, personId, rows } = JSON.parse(await readFile(file, 'utf8'))
  expect({ format, version, personId }).toEqual({
    ...{ format: 'golive-person', version: 1, personId: kim.id },
  })
  expect(rows.events).toMatchObject([{ type: 'item.blocked', by: kim.id }])
  expect(await golive('person', 'export', kim.id, file)).toEqual({
    ...{ code: 2, text: `${file} is there already. Name another file.` },
  })
  expect(await golive('person', 'export', 'U-NOBODY', join(folder, 'none.json'))).toEqual({
    ...{ code: 2, text: 'golive keeps nothing about U-NOBODY.' },
  })
})

test('what ended long ago is archived into a folder and read back from it; what runs stays', async () => {
  const folderOf = join(folder, 'archive')
  const none = { code: 0, text: 'No launch ended more than 0 days ago.' }
  expect(await golive('archive', '--days', '0', folderOf)).toEqual(none)
  const db = openDatabase(sqliteDialect(join(folder, 'golive.db')))
  const over = { ended_at: '2026-11-24T10:00:00.000Z', ending: 'complete' as const }
  const [launch] = await db.updateTable('launches').set(over).returning('id').execute()
  await db.destroy()
  expect((await golive('archive', '--days', 'many', folderOf)).code).toBe(2)
  const path = join(folderOf, `2026-11-24-${launch?.id}.json`)
  expect(await golive('archive', '--days', '0', folderOf)).toEqual({
    ...{ code: 0, text: `Payments 2.0: in ${path}` },
  })
  expect(await readdir(folderOf)).toEqual([`2026-11-24-${launch?.id}.json`])
  expect((await golive('verify')).code).not.toBe(1)
  expect((await golive('verify', path)).code).toBe(0)
  expect((await golive('import', path)).text).toContain('imported')
  expect((await golive('verify')).code).toBe(0)
})

test('a file that is there stays when its launch cannot be archived', async () => {
  const folderOf = join(folder, 'archive')
  const db = openDatabase(sqliteDialect(join(folder, 'golive.db')))
  const over = { ended_at: '2026-11-24T10:00:00.000Z', ending: 'complete' as const }
  const [launch] = await db.updateTable('launches').set(over).returning('id').execute()
  await sql`drop trigger events_no_update`.execute(db)
  await db.updateTable('events').set({ data: '{}' }).where('place', '=', 1).execute()
  await db.destroy()
  const name = `2026-11-24-${launch?.id}.json`
  await mkdir(folderOf)
  await writeFile(join(folderOf, name), 'all there is of it')
  expect(await golive('archive', '--days', '0', folderOf)).toMatchObject({ code: 1 })
  expect(await readdir(folderOf)).toEqual([name])
  expect(await readFile(join(folderOf, name), 'utf8')).toBe('all there is of it')
})

test('a database that was written anew is said to be', async () => {
  expect(await golive('compact')).toEqual({
    ...{ code: 0, text: 'Nothing that was deleted is in the file any more.' },
  })
})

test('a backup is made, and replaces a file only when that is said', async () => {
  const file = join(folder, 'copy.db')
  const made = { code: 0, text: `${file}: 1 launch, checked` }
  expect(await golive('backup', file)).toEqual(made)
  expect(await golive('backup', file)).toMatchObject({ code: 2 })
  expect(await golive('backup', '--force', file)).toEqual(made)
  const itself = join(folder, 'golive.db')
  expect(await golive('backup', '--force', itself)).toMatchObject({ code: 2 })
  expect(await golive('restore', itself)).toMatchObject({ code: 2 })
  expect(await golive('restore', join(folder, 'none.db'))).toMatchObject({ code: 2 })
  expect(await golive('restore', file)).toMatchObject({ code: 0 })
})
