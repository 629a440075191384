import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCli } from '../../src/cli/main.ts'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { aLaunch } from '../support/launches.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'golive-'))
  const db = openDatabase(sqliteDialect(join(folder, 'golive.db')))
  await migrate(db)
  await aLaunch(db)
  await db.destroy()
})
afterEach(() => rm(folder, { recursive: true }))

async function runs(database: string, ...words: string[]) {
  const [out, err]: string[][] = [[], []]
  const env = { DATABASE_URL: `file:${join(folder, database)}` }
  const code = await runCli(words, {
    env,
    out: (line) => void out?.push(line),
    err: (line) => void err?.push(line),
  })
  return { code, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' }
}

it('a launch goes to a file, and from it into another database, once', async () => {
  const path = join(folder, 'payments.json')
  expect(await runs('golive.db', 'export', 'payments 2.0', path)).toMatchObject({
    code: 0,
    out: `${path}: “Payments 2.0” as json`,
  })
  const imported = 'Payments 2.0: imported, with 2 entries in its record'
  expect(await runs('other.db', 'import', path)).toEqual({ code: 0, out: imported, err: '' })
  const again = await runs('other.db', 'import', path)
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('with the same record') })
  const { out } = await runs('other.db', 'export', 'Payments 2.0')
  expect(`${out}\n`).toBe(await readFile(path, 'utf8'))
})

it.each([
  ['markdown', '# Small checklist'],
  ['items.csv', '\uFEFFphase,section,item'],
  ['events.csv', '\uFEFFplace,time (UTC),who'],
])('as %s it is written to the standard output', async (format, start) => {
  const { code, out } = await runs('golive.db', 'export', 'Payments 2.0', '--format', format)
  expect([code, out.slice(0, start.length)]).toEqual([0, start])
})

it('as PDF it is written to a file, and not to the standard output', async () => {
  const path = join(folder, 'payments.pdf')
  const words = ['export', 'Payments 2.0', '--format', 'pdf']
  const out = `${path}: “Payments 2.0” as pdf`
  expect(await runs('golive.db', ...words, path)).toEqual({ code: 0, out, err: '' })
  expect((await readFile(path)).subarray(0, 5).toString()).toBe('%PDF-')
  const err = 'What is no text goes into a file: name one for the pdf.'
  expect(await runs('golive.db', ...words)).toEqual({ code: 2, out: '', err })
})

it.each([
  [['export'], 2, 'It goes: npm run golive -- export LAUNCH'],
  [['export', 'Payments 2.0', '--format', 'doc'], 2, 'It goes:'],
  [['export', 'Nothing'], 2, 'There is no launch “Nothing”.'],
  [['import'], 2, 'It goes: npm run golive -- import FILE'],
])('%j is refused', async (words, code, sentence) => {
  const said = await runs('golive.db', ...words)
  expect([said.code, said.err]).toEqual([code, expect.stringContaining(sentence)])
})

it.each(['verify', 'compact', 'export NAME', 'report NAME a.md', 'archive FOLDER'])(
  '%s makes no database where there is none, and says so',
  async (line) => {
    const words = line.split(' ')
    const err = `There is no database in ${join(folder, 'typo.db')}.`
    expect(await runs('typo.db', ...words)).toEqual({ code: 2, out: '', err })
    expect(await readdir(folder)).not.toContain('typo.db')
  },
)

it('a file that is none is refused with a sentence', async () => {
  const path = join(folder, 'notes.json')
  await writeFile(path, '{"format":"notes"}')
  const { code, err } = await runs('golive.db', 'import', path)
  expect([code, err]).toEqual([
    1,
    `${path}: Nothing was imported. It is no launch that golive has exported.`,
  ])
})

it.each([
  ['pdf', '%PDF-'],
  ['png', '\x89PNG'],
  ['md', '# '],
])('a launch’s report is written as %s', async (ending, mark) => {
  const path = join(folder, `report.${ending}`)
  const out = `${path}: the report of “Payments 2.0”`
  expect(await runs('golive.db', 'report', 'payments 2.0', path)).toEqual({ code: 0, out, err: '' })
  expect((await readFile(path)).subarray(0, mark.length).toString('latin1')).toBe(mark)
})

it('no report is written of a launch that is not there, or as something else', async () => {
  const path = join(folder, 'report.pdf')
  const { code, err } = await runs('golive.db', 'report', 'Nothing', path)
  expect({ code, err }).toEqual({ code: 2, err: 'There is no launch “Nothing”.' })
  expect((await runs('golive.db', 'report', 'Payments 2.0', 'report.doc')).code).toBe(2)
})

it('of an archived launch it says in which file it is', async () => {
  const db = openDatabase(sqliteDialect(join(folder, 'golive.db')))
  const ended_at = '2026-11-20T09:00:00.000Z'
  await db.updateTable('launches').set({ ended_at, ending: 'complete' }).execute()
  await db.destroy()
  expect((await runs('golive.db', 'archive', '--days', '0', folder)).code).toBe(0)
  const { code, err } = await runs('golive.db', 'export', 'payments 2.0')
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(/^“payments 2\.0” is archived, in 2026-11-20-.*\.json\.$/),
  ])
})
