import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { parse } from 'yaml'
import { type Config, readConfig } from '../../src/config.ts'
import type { Board } from '../../src/domain/launch.ts'
import { type ConnectedGolive, connectGolive } from '../../src/golive.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import { readBoard } from '../../src/store/board.ts'
import { listLaunches } from '../../src/store/launches.ts'
import { ManualClock } from './manual-clock.ts'

/** The real bot in a simulated Slack workspace, under a clock that stands still. */
export type Stage = {
  sandbox: Sandbox
  golive: ConnectedGolive
  clock: ManualClock
  config: Config
  /** What golive logged, an object a line. */
  log: Record<string, unknown>[]
  /** Publishes until nothing is left, moving the clock to whenever more may be sent. */
  settle(): Promise<void>
  /** Opens what is to open now, sends the reminders that are due, and waits until they have arrived. */
  remind(): Promise<void>
  /** Ends the bot, as a restart would, and starts it again on the same database; `meanwhile` it is down. */
  restart(meanwhile?: () => Promise<void>): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const manifests = { socket: 'manifest.yml', http: 'manifest.http.yml' }

export async function openStage(
  mode: 'socket' | 'http' = 'socket',
  more: Pick<SandboxOptions, 'seed' | 'withoutScopes'> = {},
): Promise<Stage> {
  const clock = new ManualClock()
  const folder = await mkdtemp(join(tmpdir(), 'golive-'))
  const log: Record<string, unknown>[] = []
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) },
  )
  const sandbox = await startSandbox({
    clock,
    manifest: parse(await readFile(manifests[mode], 'utf8')),
    settle: () => settle(),
    ...more,
    ...(mode === 'http' && { appUrl: () => `http://127.0.0.1:${stage.golive.port}` }),
  })
  const config = readConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    ...(mode === 'socket'
      ? { SLACK_APP_TOKEN: sandbox.appToken }
      : { SLACK_SIGNING_SECRET: sandbox.signingSecret }),
    SLACK_API_URL: sandbox.apiUrl,
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'golive.db')}`,
  })
  const connect = () => connectGolive(config, clock, logger, () => {})
  const settle = async () => {
    for (let rounds = 0; rounds < 10_000; rounds++) {
      const next = await stage.golive.publish()
      // What Slack tells of what was just sent arrives before time goes on.
      await sandbox.idle()
      await stage.golive.handled()
      const isMore = next !== null || (await stage.golive.publish()) !== null
      if (!isMore) return void (await stage.golive.refreshPages())
      if (next !== null && next > clock.now()) clock.moveTo(next)
    }
    throw new Error('the outbox does not become empty')
  }
  const stop = async () => {
    await stage.golive.stopWork()
    await stage.golive.close()
  }
  const stage: Stage = {
    sandbox,
    golive: await connect(),
    clock,
    config,
    log,
    settle,
    async remind() {
      await stage.golive.keepSchedule()
      await stage.golive.remind()
      await settle()
    },
    async restart(meanwhile) {
      await stop()
      await meanwhile?.()
      stage.golive = await connect()
      await sandbox.connected()
    },
    async [Symbol.asyncDispose]() {
      await stop()
      await sandbox.close()
      await rm(folder, { recursive: true })
    },
  }
  await sandbox.connected()
  return stage
}

/** Starts a launch the way people do, from the form, and waits until its channel shows it. */
export async function startLaunch(
  stage: Stage,
  { by = 'ana', name = 'Payments 2.0', channel = '#launch', t0 = '2026-12-07 10:00' } = {},
): Promise<void> {
  const person = stage.sandbox.as(by)
  await person.in(channel).type(`/golive start ${name} on ${t0}`)
  await person.dialog.submit()
  if (person.hasDialog())
    throw new Error(`refused: ${JSON.stringify(person.dialog.errors)} ${person.dialog.lines}`)
}

/** The board of the one launch there is, as the database has it. */
export async function boardOf({ golive, sandbox }: Stage): Promise<Board> {
  const { db } = golive.context
  const [launch] = await listLaunches(db, sandbox.workspace.team.id, null)
  const board = launch && (await readBoard(db, launch.id))
  if (!board) throw new Error('no launch was started')
  return board
}
