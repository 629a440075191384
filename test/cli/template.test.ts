import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../../src/cli/main.ts'

const web = `# Web release

## Before (1 week before)
- [ ] Copy proofread
- [ ] Links checked
`

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'golive-cli-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

async function golive(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const env = { DATABASE_URL: `file:${join(folder, 'golive.db')}` }
  const code = await runCli(words, {
    env,
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test('without words that are known it says what there is', async () => {
  for (const words of [[], ['template'], ['template', 'burn'], ['launch', 'lint']]) {
    const { code, err } = await golive(...words)
    expect(code).toBe(2)
    expect(err).toContain('template lint [--strict] FILE…')
  }
})

describe('template lint', () => {
  test('says what a good one has', async () => {
    const path = await file('web.md', web)
    expect(await golive('template', 'lint', path)).toEqual({
      code: 0,
      out: `${path}: “Web release”, 2 items in 1 phase, 0 sign-offs`,
      err: '',
    })
  })

  test('says with the line what has no place, and fails for it when it is to be strict', async () => {
    const path = await file('odd.md', `${web}\n## Else\n\nOnly words.\n`)
    const { code, out } = await golive('template', 'lint', path)
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/odd\.md:9: /) })
    expect((await golive('template', 'lint', '--strict', path)).code).toBe(1)
  })

  test('fails for what cannot be read, and for what is not there', async () => {
    const path = await file('none.md', '# None\n\nOnly words.\n')
    const { code, out } = await golive('template', 'lint', path)
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining('No items found') })
    expect((await golive('template', 'lint', join(folder, 'gone.md'))).code).toBe(2)
    expect((await golive('template', 'lint')).err).toContain('template lint [--strict] FILE…')
  })

  test('finds the shipped checklist well, and strictly', async () => {
    const shipped = 'templates/production-go-live.md'
    expect((await golive('template', 'lint', '--strict', shipped)).code).toBe(0)
  })
})

test('template diff says what is different, and exits as diff does', async () => {
  const before = await file('before.md', web)
  const after = await file(
    'after.md',
    web.replace('Links checked', 'Links are checked\n- [ ] Seen'),
  )
  expect(await golive('template', 'diff', before, before)).toEqual({ code: 0, out: '', err: '' })
  expect(await golive('template', 'diff', before, after)).toEqual({
    code: 1,
    out: [
      '~ Links checked → Links are checked (Before (1 week before))',
      '+ Seen (Before (1 week before))',
    ].join('\n'),
    err: '',
  })
  const unreadable = await file('words.md', 'Only words.\n')
  expect((await golive('template', 'diff', before, unreadable)).code).toBe(2)
  expect((await golive('template', 'diff', before)).code).toBe(2)
})

test('template import, list and export keep what a repository has', async () => {
  const path = await file('ours.md', web)
  expect((await golive('template', 'import', path, 'First')).out).toBe(
    'Web release: saved as version 1',
  )
  expect((await golive('template', 'import', path)).out).toBe('Web release: is version 1')
  await writeFile(path, web.replace('Copy', 'All copy'))
  expect((await golive('template', 'import', path)).out).toBe('Web release: saved as version 2')
  expect((await golive('template', 'list')).out).toMatch(/^Web release: version 2, saved \d{4}-/)
  const { out } = await golive('template', 'export', 'web release')
  expect(`${out}\n`).toBe(await readFile(path, 'utf8'))
  expect(`${(await golive('template', 'export', 'Web release', '1')).out}\n`).toBe(web)
  expect((await golive('template', 'export', 'Nothing')).code).toBe(2)
  const unreadable = await file('words.md', 'Only words.\n')
  expect(await golive('template', 'import', unreadable)).toMatchObject({ code: 1 })
})
