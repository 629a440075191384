import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString as plainText } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import { beforeAll, describe, expect, it } from 'vitest'
import { wholeLaunch } from '../../src/commands/export-launch.ts'
import { exportFileName } from '../../src/domain/export-format.ts'
import type { LaunchFile } from '../../src/domain/launch-file.ts'
import { eventsCsv, itemsCsv } from '../../src/files/csv.ts'
import { exportMarkdown } from '../../src/files/markdown.ts'
import { asMarkdown } from '../../src/files/markdown-text.ts'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { aLaunch, ana, bob } from '../support/launches.ts'

const source = readFileSync('templates/production-go-live.md', 'utf8')
const at = '2026-12-07T10:00:00.000Z'
let shipped: LaunchFile
let small: LaunchFile

beforeAll(async () => {
  for (const checklist of [source, undefined]) {
    const db = openDatabase(sqliteDialect(':memory:'))
    await migrate(db)
    const { context, launch } = await aLaunch(db, checklist ? { checklist } : {})
    const file = await wholeLaunch(context, launch.id)
    const people = [
      { id: ana.id, name: 'Ana Lima', standing: 'member', zone: 'UTC', seenAt: at },
      { id: bob.id, name: 'Bob Ito', standing: 'member', zone: 'UTC', seenAt: at },
    ] as const
    if (checklist) shipped = { ...file, people: [...people] }
    else small = { ...file, people: [...people] }
    await db.destroy()
  }
})

function signedBy(file: LaunchFile, by: string): LaunchFile['signOffs'] {
  const said = { verdict: 'go', reason: null, until: null, at, by, place: 1 } as const
  const rest = { digest: 'd', list: [], voidedAt: null, replacedAt: null }
  return file.roles.map(({ id }) => ({ id: `signed-${id}`, roleId: id, ...said, ...rest }))
}

describe('Markdown', () => {
  it('of the shipped checklist, all ticked and signed, is the checklist with its boxes ticked and its blanks filled', () => {
    const items = shipped.items.map((item) => ({
      ...item,
      ...({ state: 'done', changedAt: at, changedBy: ana.id, note: 'Seen | <b>' } as const),
    }))
    const text = exportMarkdown({ ...shipped, items, signOffs: signedBy(shipped, bob.id) })
    const expected = source
      .replaceAll('[ ]', '[x]')
      .replace(/^(- [^:]+: )_+ Date: _+$/gm, '$1Bob Ito Date: 2026-12-07')
    expect(expected.match(/Bob Ito/g)).toHaveLength(4)
    const [, appendix = ''] = text.split(`${expected}\n---\n\n`)
    expect(text).toBe(`${expected}\n---\n\n${appendix}`)
    expect(appendix).toContain('done, Ana Lima, Mon 7 Dec 2026')
  })

  it('of one in which nothing was done is the checklist', () => {
    expect(exportMarkdown(shipped).startsWith(`${source}\n---\n\n`)).toBe(true)
  })

  it('says what is blocked, does not apply, was removed, reworded and added', () => {
    const [servers, cache, backup, deployed] = small.items
    if (!servers || !cache || !backup || !deployed) throw new Error('items are missing')
    const rest = small.items.slice(4)
    const changed = { changedAt: at, changedBy: ana.id }
    const file: LaunchFile = {
      ...small,
      items: [
        { ...servers, ...changed, state: 'blocked', reason: 'No *access*' },
        { ...cache, ...changed, state: 'not-applicable', reason: 'No cache' },
        { ...backup, removedAt: at, removedBy: ana.id, removedBecause: 'None' },
        deployed,
        ...rest,
        { ...deployed, id: 'more', text: 'Told', position: 99 },
      ],
    }
    const text = exportMarkdown(file)
    expect(text).toContain('- [ ] Servers ready (blocked: No \\*access\\*)\n')
    expect(text).toContain('- [~] ~~Cache warmed (if applicable)~~ (not applicable: No cache)\n')
    expect(text).toContain('- [~] ~~Backup tested~~ (removed: None)\n')
    expect(text).toContain('- [ ] Deployed\n- [ ] Told\n')
    expect(text).toContain('Technical Lead: ________ Date: _____')
    expect(exportMarkdown({ ...small, items: rest })).toContain(
      '- [~] ~~Deployed~~ (not part of this launch)',
    )
  })

  it.each([
    ['open', true],
    ['blocked', true],
    ['done', false],
    ['not-applicable', false],
  ] as const)('of an item that is %s says when it is due: %s', (state, isSaid) => {
    const items = small.items.slice(0, 1).map((item) => ({ ...item, state, dueAt: at }))
    expect(exportMarkdown({ ...small, items }).includes('    - due ')).toBe(isSaid)
  })

  it('takes nothing that people write for Markdown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (note, reason) => {
        const [first, ...rest] = small.items
        if (!first) throw new Error('there is no item')
        const changed = { changedAt: at, changedBy: ana.id, state: 'blocked' } as const
        const outlineWith = (words: { note: string; reason: string }) => {
          const items = [{ ...first, ...changed, ...words }, ...rest]
          return outlineOf(exportMarkdown({ ...small, items }))
        }
        const filled = { note: `n${note}`, reason: `r${reason}` }
        expect(outlineWith(filled)).toEqual(outlineWith({ note: 'n', reason: 'r' }))
      }),
    )
    const text = '<b> [x](y) `a` *b* _c_ ~~d~~ # | & ! \\'
    expect(plainText(treeOf(`- ${asMarkdown(text)}`))).toBe(text)
  })
})

function treeOf(markdown: string) {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
}

/** What a text is made of, without its words. */
function outlineOf(markdown: string): string[] {
  const kinds: string[] = []
  const walk = (node: { type: string; children?: unknown[] }) => {
    // What looks like an address is shown as one.
    if (node.type !== 'text' && node.type !== 'link') kinds.push(node.type)
    for (const child of node.children ?? []) walk(child as typeof node)
  }
  walk(treeOf(markdown))
  return kinds
}

describe('CSV', () => {
  it('has a row for each item and each entry, begun by a byte order mark', () => {
    expect(itemsCsv(small).split('\r\n')[0]).toBe(
      '\uFEFFphase,section,item,state,owners,due (UTC),done by,done at (UTC),reason,note,evidence',
    )
    expect(cellsOf(itemsCsv(small))).toHaveLength(small.items.length + 1)
    const events = cellsOf(eventsCsv(small))
    expect(events).toHaveLength(small.record.entries.length + 1)
    expect(events[1]?.slice(0, 5)).toEqual([
      ...['1', '2026-11-23 09:00:00', 'Ana Lima', 'channel', 'launch.started'],
    ])
    expect(events[1]?.[5]).toMatch(/^Ana Lima started Payments 2.0, T-0 Mon 7 Dec 2026, 10:00/)
  })

  it('has no cell that a spreadsheet would run, and loses no words', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '"', '')
    const words = fc.tuple(start, fc.string({ unit: 'grapheme' })).map(([a, b]) => a + b)
    fc.assert(
      fc.property(words, words, words, (note, reason, name) => {
        const [first, ...rest] = small.items
        if (!first) throw new Error('there is no item')
        const phases = small.phases.map((phase) => ({ ...phase, name }))
        const items = [{ ...first, note, reason }, ...rest]
        const cells = cellsOf(itemsCsv({ ...small, items, phases }))
        expect(cells.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([])
        expect(cells.flat().map((cell) => cell.replace(/^'/, ''))).toContain(note.replace(/^'/, ''))
      }),
    )
  })
})

/** Read as RFC 4180 says. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy
  const text = csv.replace(/^\uFEFF/, '')
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text)
    if (!found) throw new Error('no CSV')
    const [, quoted, bare, end] = found
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '')
    if (end === '\r\n') rows.push([])
  }
  return rows.filter((row) => row.length > 0)
}

it('a file has the name of its launch', () => {
  expect(exportFileName('Payments 2.0: “Go”', 'items.csv')).toBe('payments-2-0-go.items.csv')
  expect(exportFileName('../..', 'json')).toBe('launch.json')
})
