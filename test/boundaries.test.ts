import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'

/** Which rooms a room may import from; its own files are always allowed. */
const mayImport: Record<string, readonly string[]> = {
  domain: [],
  store: ['domain'],
  commands: ['domain', 'store'],
  views: ['domain'],
  files: ['domain', 'views'],
  slack: ['domain', 'store', 'commands', 'views', 'files', 'src/config.ts'],
  cli: ['domain', 'store', 'commands', 'views', 'files', 'src/config.ts'],
  loops: ['domain', 'store', 'commands', 'slack'],
  sandbox: [],
  migrations: ['src/store/dialect.ts', 'src/domain/chain.ts'],
  'src/config.ts': [],
  'src/signals.ts': ['slack'],
  'src/golive.ts': [
    'domain',
    'store',
    'commands',
    'views',
    'slack',
    'loops',
    'src/config.ts',
    'src/signals.ts',
  ],
  'src/main.ts': ['domain', 'views', 'slack', 'src/config.ts', 'src/golive.ts', 'src/signals.ts'],
  'src/start.js': ['src/main.ts', 'src/sandbox/main.ts', 'cli'],
}

/** What single files may import beyond what their room may. */
const filesMayImport: Record<string, readonly string[]> = {
  // They compute: they read neither the time nor chance.
  'src/domain/digest.ts': ['node:crypto'],
  'src/domain/chain.ts': ['node:crypto'],
  'src/domain/dates.ts': ['node:module'],
  'src/store/migrate.ts': ['migrations'],
  // Its version.
  'src/slack/metrics.ts': ['package.json'],
  'src/sandbox/main.ts': ['src/signals.ts', 'src/slack/log.ts'],
  // Starts the bot, unchanged, against the sandbox.
  'src/sandbox/open.ts': ['src/config.ts', 'src/golive.ts', 'src/slack/log.ts'],
}

/** The only rooms that may import a package. */
const packageBelongsTo: Record<string, readonly string[]> = {
  '@slack/bolt': ['slack'],
  '@slack/web-api': ['slack'],
  '@slack/types': ['slack', 'views', 'sandbox'],
  kysely: ['store', 'migrations'],
  'better-sqlite3': ['store'],
  // Loaded in a way of its own, as that file says.
  'date-fns': ['src/domain/dates.ts'],
  'chart.js': ['files'],
  '@napi-rs/canvas': ['files'],
  pdfkit: ['files'],
}

/** Rooms that compute and do nothing else: no module of Node's own. */
const pureRooms: readonly string[] = ['domain', 'views']

function roomOf(path: string): string {
  const [top = '', second = ''] = path.split('/')
  if (top !== 'src') return top
  return path.split('/').length > 2 ? second : path
}

function allows(allowed: readonly string[], target: string): boolean {
  return allowed.includes(roomOf(target)) || allowed.includes(target)
}

function breachOf(file: string, specifier: string): string | null {
  const room = roomOf(file)
  const breach = `${file} imports ${specifier}`
  if (specifier.startsWith('.')) {
    const target = join(file, '..', specifier)
    if (roomOf(target) === room && room !== file) return null
    const allowed = [...(mayImport[room] ?? []), ...(filesMayImport[file] ?? [])]
    return allows(allowed, target) ? null : breach
  }
  if (specifier.startsWith('node:')) {
    const isFree = !pureRooms.includes(room) || filesMayImport[file]?.includes(specifier)
    return isFree ? null : breach
  }
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  const owners = packageBelongsTo[name]
  return owners === undefined || allows(owners, file) ? null : breach
}

function importsOf(source: string): string[] {
  const patterns = [
    /^(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm,
    /^import\s+['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
  ]
  return patterns.flatMap((pattern) =>
    [...source.matchAll(pattern)].map(([, specifier]) => specifier ?? ''),
  )
}

const files = ['src', 'migrations'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.[jt]s$/.test(name))
    // The page runs in the browser, not here.
    .filter((name) => !name.startsWith(join('sandbox', 'page')))
    .map((name) => join(folder, name)),
)

describe('rooms', () => {
  it('import only what lies to their left', () => {
    const breaches = files.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8')).flatMap((each) => breachOf(file, each) ?? []),
    )
    expect(breaches).toEqual([])
  })

  it('are all covered by the rules', () => {
    const rooms = new Set(files.map(roomOf))
    expect([...rooms].filter((room) => !(room in mayImport))).toEqual([])
  })

  it('name the files that they import with their ending', () => {
    const relative = files.flatMap((file) =>
      importsOf(readFileSync(file, 'utf8'))
        .filter((each) => each.startsWith('.') && !/\.(ts|js|json)$/.test(each))
        .map((each) => `${file} imports ${each}`),
    )
    expect(relative).toEqual([])
  })
})

describe('the check itself', () => {
  test.each([
    ['src/domain/item.ts', '../store/items.ts'],
    ['src/domain/item.ts', '../views/text.ts'],
    ['src/domain/item.ts', 'node:fs'],
    ['src/store/items.ts', '../views/item-look.ts'],
    ['src/store/items.ts', '../commands/run.ts'],
    ['src/store/items.ts', '../../migrations/index.ts'],
    ['src/views/board.ts', '../store/board.ts'],
    ['src/views/board.ts', '@slack/bolt'],
    ['src/views/board.ts', '@slack/web-api/dist/methods.js'],
    ['src/commands/run.ts', '../slack/publisher.ts'],
    ['src/commands/run.ts', '../views/sentence.ts'],
    ['src/commands/run.ts', 'kysely'],
    ['src/slack/app.ts', '../loops/loop.ts'],
    ['src/slack/app.ts', '../golive.ts'],
    ['src/slack/app.ts', '../sandbox/sandbox.ts'],
    ['src/slack/subcommands/start.ts', '../../sandbox/sandbox.ts'],
    ['src/slack/publisher.ts', 'kysely/migration'],
    ['src/slack/probes.ts', 'better-sqlite3'],
    ['src/loops/loop.ts', '../golive.ts'],
    ['src/main.ts', './sandbox/main.ts'],
    ['src/golive.ts', './sandbox/main.ts'],
    ['src/golive.ts', './main.ts'],
    ['src/config.ts', './slack/log.ts'],
    ['src/sandbox/main.ts', '../main.ts'],
    ['src/sandbox/main.ts', '../slack/app.ts'],
    ['src/sandbox/server.ts', '../golive.ts'],
    ['src/sandbox/web-api/views.ts', '../../views/limits.ts'],
    ['src/sandbox/server.ts', '@slack/web-api'],
    ['src/domain/due.ts', 'date-fns/addDays'],
    ['migrations/0001-launches.ts', '../src/store/schema.ts'],
  ])('finds that %s may not import %s', (file, specifier) => {
    expect(breachOf(file, specifier)).toBe(`${file} imports ${specifier}`)
  })

  test.each([
    ['src/store/migrate.ts', '../../migrations/index.ts'],
    ['src/store/items.ts', '../domain/item.ts'],
    ['src/views/board.ts', '@slack/types'],
    ['src/slack/app.ts', '../config.ts'],
    ['src/slack/subcommands/start.ts', '../edge.ts'],
    ['src/sandbox/open.ts', '../golive.ts'],
    ['src/start.js', './sandbox/main.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(breachOf(file, specifier)).toBeNull()
  })

  it('reads every way of importing', () => {
    const source = [
      "import './a.ts'",
      "import type { B } from './b.ts'",
      "import {\n  type C,\n  d,\n} from './c.ts'",
      "export { e } from './e.ts'",
      "export * from './f.ts'",
      "const g = await import('./g.ts')",
      'import h from "./h.ts"',
      "const text = 'a letter from home'",
    ].join('\n')
    expect(importsOf(source).sort()).toEqual(
      ['a', 'b', 'c', 'e', 'f', 'g', 'h'].map((name) => `./${name}.ts`),
    )
  })
})
