/** golive as processes that may die at any moment, on a database that stays, in a simulated workspace. */
import { watch } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { MovableClock } from '../../src/sandbox/control/movable-clock.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { freePort, type Process, startProcess } from './process.ts'

export type Mode = 'socket' | 'http'

/** So long Slack waits for an acknowledgement here; of who is dead none will come. */
const ackWithinMs = 1000
/** A minute of Slack's passes between two lives: so their starts stay within its limits. */
const betweenLivesMs = 60_000
const lookAgainMs = 200
const manifests = { socket: 'manifest.yml', http: 'manifest.http.yml' }
/** golive starts sooner when its code was compiled before. */
const compiled = resolve('node_modules/.cache/golive/compiled')

export type CrashWorld = {
  mode: Mode
  sandbox: Sandbox
  folder: string
  databasePath: string
  /** The processes that run now, the oldest first. */
  lives: Set<Process>
  /** What they logged that is no ordinary event. */
  errors: string[]
  /** How long the last start took until golive was connected. */
  startMs: number
  /** What is being waited for, in words. */
  doing: string
  start(): Process
  /** Ends a process without a warning; resolves when it is gone. */
  kill(life: Process): Promise<void>
  /** Ends a process in order; resolves with its exit code. */
  stop(life: Process): Promise<number | null>
  /** Resolves when Slack can reach a process. */
  reachable(): Promise<void>
  /** Calls the listener at each write into the database's files, until what it returns is called. */
  onWrite(listener: () => void): () => void
  /** Resolves when the workspace or the database's files change next, or a little later. */
  change(): Promise<void>
  /** Makes `failed` reject: nothing of what was expected will come any more. */
  fail(error: unknown): void
  failed: Promise<never>
  [Symbol.asyncDispose](): Promise<void>
}

export async function openCrashWorld(mode: Mode, limitMs: number): Promise<CrashWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'golive-crash-'))
  const port = mode === 'http' ? await freePort() : 0
  const clock = new MovableClock()
  const sandbox = await startSandbox({
    clock,
    manifest: parse(await readFile(manifests[mode], 'utf8')),
    ackWithinMs,
    actsEnd: 'acked',
    ...(mode === 'http' && { appUrl: `http://127.0.0.1:${port}` }),
  })
  const databasePath = join(folder, 'golive.db')
  const env = {
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_API_URL: sandbox.apiUrl,
    DATABASE_URL: `file:${databasePath}`,
    PORT: String(port),
    NODE_COMPILE_CACHE: compiled,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: sandbox.appToken }
      : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
  }
  const failed = Promise.withResolvers<never>()
  // Who waits for it may not wait yet.
  failed.promise.catch(() => {})
  const connected = new Set<Process>()
  const waiting: (() => void)[] = []
  const ending = new Set<Process>()
  const writes = new Set<() => void>()
  const watcher = watch(folder, () => {
    for (const listener of writes) listener()
  })
  const limit = setTimeout(() => failed.reject(late(world)), limitMs)

  const note = async (life: Process, startedAt: number) => {
    await life.printed('"connected"').catch(() => {})
    if (!world.lives.has(life) || ending.has(life)) return
    world.startMs = performance.now() - startedAt
    connected.add(life)
    for (const tell of waiting.splice(0)) tell()
  }
  const bury = async (life: Process) => {
    const code = await life.exited()
    world.lives.delete(life)
    connected.delete(life)
    const output = life.output()
    world.errors.push(...output.split('\n').filter((line) => /"level":[56]0/.test(line)))
    if (!ending.has(life)) failed.reject(new Error(`golive ended by itself, ${code}: ${output}`))
  }
  const end = async (life: Process, signal: NodeJS.Signals) => {
    ending.add(life)
    connected.delete(life)
    const code = await life.end(signal)
    world.lives.delete(life)
    return code
  }

  const world: CrashWorld = {
    ...{ mode, sandbox, folder, databasePath },
    lives: new Set(),
    errors: [],
    startMs: 1000,
    doing: '',
    failed: failed.promise,
    fail: failed.reject,
    start() {
      const life = startProcess(env)
      world.lives.add(life)
      void note(life, performance.now())
      void bury(life)
      return life
    },
    async kill(life) {
      await end(life, 'SIGKILL')
      clock.moveBy(betweenLivesMs)
    },
    stop: (life) => end(life, 'SIGTERM'),
    reachable() {
      if (mode === 'socket') return sandbox.connected()
      if (connected.size > 0) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
    onWrite(listener) {
      writes.add(listener)
      return () => writes.delete(listener)
    },
    async change() {
      const { promise, resolve } = Promise.withResolvers<void>()
      const stops = [world.onWrite(resolve), sandbox.workspace.onChange(() => resolve())]
      // A write is seen before its commit can be read, of which nothing tells.
      const timer = setTimeout(resolve, lookAgainMs)
      await promise
      clearTimeout(timer)
      for (const stop of stops) stop()
    },
    async [Symbol.asyncDispose]() {
      clearTimeout(limit)
      failed.reject(new Error('it is over'))
      await Promise.all([...world.lives].map((life) => end(life, 'SIGKILL')))
      watcher.close()
      await sandbox.close()
      await rm(folder, { recursive: true })
    },
  }
  return world
}

function late({ doing, lives }: CrashWorld): Error {
  const outputs = [...lives].map((life) => life.output().slice(-2000))
  return new Error(`it did not end in time: ${doing}\n${outputs.join('\n')}`)
}
