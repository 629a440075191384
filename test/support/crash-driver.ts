/** Kills golive again and again while people click, and looks after each death what became of it. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { numbersFrom } from '../../src/sandbox/faults.ts'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { CrashLoad } from './crash-load.ts'
import { type CrashWorld, type Mode, openCrashWorld } from './crash-world.ts'
import type { Process } from './process.ts'
import { clicksFound, forgotten, recordFaults, type Seen, untruths } from './truth.ts'

export type CrashPlan = { seed: number; mode: Mode; kills: number; limitMs: number }

export type CrashReport = {
  kills: number
  /** Clicks that Slack saw acknowledged, and how many of these the database has. */
  acknowledged: number
  found: number
  /** How long it took after the last click until the channel showed what the database has. */
  convergedMs: number
  /** What must not be, a line each. */
  problems: string[]
}

/** How often a second process runs beside the first when one of them dies, over sockets. */
const overlaps = 0.2
/** So many of what it counts pass at most before a moment has come. */
const most = { writing: 100, sent: 150, acknowledged: 150, calling: 8 } as const
const momentKinds = ['starting', 'writing', 'sent', 'acknowledged', 'calling'] as const

/**
 * Plays a launch through so many deaths. The seed decides how long it waits for what; which process
 * does what meanwhile, no seed can. Throws when it does not end within the limit.
 */
export async function crash({ seed, mode, kills, limitMs }: CrashPlan): Promise<CrashReport> {
  const name = `${mode}, seed ${seed}`
  await using world = await openCrashWorld(mode, limitMs)
  try {
    const report = await Promise.race([play(world, numbersFrom(seed), kills), world.failed])
    return { ...report, problems: report.problems.map((problem) => `${name}: ${problem}`) }
  } catch (error) {
    throw new Error(name, { cause: error })
  }
}

async function play(world: CrashWorld, numbers: () => number, kills: number): Promise<CrashReport> {
  const load = new CrashLoad(world, numbers)
  const problems = await killAll(world, load, numbers, kills)
  if (world.lives.size === 0) world.start()
  world.doing = 'the last clicks'
  await load.end()
  const startedAt = performance.now()
  // What is broken already may never get there.
  if (problems.length === 0) await converge(world)
  const convergedMs = performance.now() - startedAt

  const last = await onDatabase(world.databasePath, (db) => checkAll(db, world, load))
  for (const life of [...world.lives]) {
    const code = await world.stop(life)
    if (code !== 0) problems.push(`SIGTERM ended it with ${code}`)
  }
  const { unknown, problems: refused } = world.sandbox.calls
  const steps = [...load.items.values()].flatMap((item) => item.steps)
  return {
    ...last,
    kills,
    acknowledged: steps.reduce((sum, { acks }) => sum + acks, 0),
    convergedMs,
    problems: [...problems, ...last.problems, ...unknown, ...refused, ...world.errors],
  }
}

/** Returns what is wrong after the first death that left anything wrong. */
async function killAll(
  world: CrashWorld,
  load: CrashLoad,
  numbers: () => number,
  kills: number,
): Promise<string[]> {
  for (let count = 0; count < kills; count++) {
    const isNew = world.lives.size === 0 || (isSecondPossible(world) && numbers() < overlaps)
    if (isNew) world.start()
    world.doing = `kill ${count + 1} of ${kills}`
    await killOne(world, load, numbers, isNew)
    const problems = world.lives.size === 0 ? await checkCopy(world, load) : []
    if (problems.length > 0) return problems.map((problem) => `after kill ${count + 1}: ${problem}`)
  }
  return []
}

/** The database, and what was posted, when nothing is under way any more. */
async function checkAll(
  db: Db,
  world: CrashWorld,
  load: CrashLoad,
): Promise<Pick<CrashReport, 'found' | 'problems'>> {
  const { found, problems } = await checkDatabase(db, load)
  return { found, problems: [...problems, ...(await untruths(db, seenIn(world)))] }
}

async function checkDatabase(db: Db, { items }: CrashLoad) {
  const { found, faults } = await clicksFound(db, items.values())
  return { found, problems: [...(await recordFaults(db)), ...faults] }
}

function seenIn({ sandbox }: CrashWorld): Seen {
  const { messages, bot } = sandbox.workspace
  return { messages, botId: bot.userId, now: new Date() }
}

/** Over HTTP Slack's requests go to one port, which one process has. */
function isSecondPossible({ mode, lives }: CrashWorld): boolean {
  return mode === 'socket' && lives.size < 2
}

/** Waits for a random moment and kills a process in it, before anything else can happen here. */
async function killOne(
  world: CrashWorld,
  load: CrashLoad,
  numbers: () => number,
  isNew: boolean,
): Promise<void> {
  const kinds = momentKinds.filter((kind) => isNew || kind !== 'starting')
  const kind = kinds[Math.floor(numbers() * kinds.length)] ?? 'sent'
  const lives = [...world.lives]
  const life = lives[Math.floor(numbers() * lives.length)] as Process
  if (kind === 'starting') {
    // The one moment that nothing announces: anywhere between its birth and its first word.
    await pause(numbers() * world.startMs)
    return world.kill(life)
  }
  const count = 1 + Math.floor(numbers() * most[kind])
  world.doing += `, when it is ${kind} for the ${count}th time`
  await new Promise<void>((resolve, reject) => {
    let left = count
    const stop = listen(world, load, kind, () => {
      left--
      if (left > 0) return
      stop()
      world.kill(life).then(resolve, reject)
    })
  })
}

function listen(
  world: CrashWorld,
  load: CrashLoad,
  kind: keyof typeof most,
  listener: () => void,
): () => void {
  switch (kind) {
    case 'writing':
      return world.onWrite(listener)
    case 'calling':
      return world.sandbox.calls.onCall(listener)
    default:
      return load.on(kind, listener)
  }
}

/** Looks at a copy, so that golive itself finds the files as they were left. */
async function checkCopy(world: CrashWorld, load: CrashLoad): Promise<string[]> {
  const folder = await mkdtemp(`${world.folder}-copy-`)
  try {
    const copy = join(folder, 'golive.db')
    for (const file of ['', '-wal']) {
      await copyFile(`${world.databasePath}${file}`, `${copy}${file}`).catch(() => {})
    }
    return await onDatabase(copy, async (db) => {
      const { problems } = await checkDatabase(db, load)
      return [...problems, ...(await forgotten(db, seenIn(world)))]
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Resolves when nothing waits to be told and the channel shows what is true, each message once. */
async function converge(world: CrashWorld): Promise<void> {
  const { dispatch } = world.sandbox
  await onDatabase(world.databasePath, async (db) => {
    for (;;) {
      const change = world.change()
      // Of what was posted when a process died, Slack tells again.
      await dispatch.redeliverLost()
      const untrue = await untruths(db, seenIn(world))
      if (untrue.length === 0) return
      world.doing = untrue.join('; ')
      await change
    }
  })
}

async function onDatabase<T>(path: string, work: (db: Db) => Promise<T>): Promise<T> {
  const db = openDatabase(sqliteDialect(path))
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}
