/**
 * Runs the parts of the bench one after the other, each in a process of its own, and writes what they
 * have found to bench/results.json: `npm run bench`, or `npm run bench clicks growth` for some of them.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isReached, type Row } from './support/report.ts'

const parts = [
  'clicks',
  'shown',
  'limited',
  'transactions',
  'surfaces',
  'start',
  'growth',
  'memory',
  'reminders',
  'templates',
  'export',
  'record',
  'page',
]
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !parts.includes(name))
if (unknown.length > 0) {
  throw new Error(`no part is named ${unknown.join(', ')}; there are ${parts.join(', ')}`)
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'golive-bench-'))
const gathered = join(folder, 'results.jsonl')
await writeFile(gathered, '')
for (const part of asked.length > 0 ? asked : parts) {
  const child = spawn(process.execPath, ['--expose-gc', here(`${part}.ts`)], {
    stdio: 'inherit',
    env: { ...process.env, BENCH_RESULTS: gathered },
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${part} ended with ${code}`)
}
const lines = (await readFile(gathered, 'utf8')).split('\n').filter(Boolean)
const rows = lines.map((line) => JSON.parse(line) as Row)
const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model }
await writeFile(here('results.json'), `${JSON.stringify({ machine, rows }, null, 2)}\n`)
await rm(folder, { recursive: true })

const missed = rows.filter((row) => !isReached(row))
const aims = rows.filter(({ aim }) => aim).length
process.stdout.write(
  `\n${aims - missed.length} of ${aims} aims reached; bench/results.json has it\n`,
)
for (const { part, name } of missed) process.stdout.write(`missed: ${part}: ${name}\n`)
