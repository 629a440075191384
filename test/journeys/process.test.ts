import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/domain/clock.ts'
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts'
import { readBoard } from '../../src/store/board.ts'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { listLaunches } from '../../src/store/launches.ts'
import { startProcess } from '../support/process.ts'

/** A sandbox under the real clock, and what golive needs to run against it as a process. */
async function openWorld() {
  const folder = await mkdtemp(join(tmpdir(), 'golive-'))
  const sandbox = await startSandbox({ clock: systemClock, ackWithinMs: 1000 })
  const database = join(folder, 'golive.db')
  return {
    sandbox,
    database,
    env: {
      SLACK_BOT_TOKEN: sandbox.botToken,
      SLACK_APP_TOKEN: sandbox.appToken,
      SLACK_API_URL: sandbox.apiUrl,
      DATABASE_URL: `file:${database}`,
      PORT: '0',
    },
    async [Symbol.asyncDispose]() {
      await sandbox.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** Resolves when the channel shows what is asked for. */
async function until(sandbox: Sandbox, isSo: () => boolean): Promise<void> {
  if (isSo()) return
  await new Promise<void>((resolve) => {
    const stop = sandbox.workspace.onChange(() => {
      if (!isSo()) return
      stop()
      resolve()
    })
  })
}

async function startLaunch(sandbox: Sandbox): Promise<void> {
  const ana = sandbox.as('ana')
  await ana.in('#launch').type('/golive start Payments')
  await ana.dialog.submit()
  await until(sandbox, () => ana.in('#launch').sees('*Infrastructure*') !== undefined)
}

test('with the word golive it is a tool of the command line, also where a token is set', async () => {
  await using world = await openWorld()
  const words = ['golive', 'template', 'lint', 'templates/production-go-live.md']
  await using lint = startProcess(world.env, words)
  expect(await lint.exited()).toBe(0)
  expect(lint.output()).toContain('127 items')
  await using lost = startProcess(world.env, ['golive'])
  expect(await lost.exited()).toBe(2)
  expect(lost.output()).toContain('template lint')
  await using gone = startProcess(world.env, ['golive', 'template', 'lint', 'gone.md'])
  expect(await gone.exited()).toBe(2)
})

test('SIGTERM ends it in order, with exit code 0', async () => {
  await using world = await openWorld()
  await using golive = startProcess(world.env)
  await golive.printed('"connected"')
  await world.sandbox.as('ana').in('#launch').type('/golive status')
  expect(await golive.end('SIGTERM')).toBe(0)
  expect(golive.output()).toContain('"stopped"')
})

test('a click that was acknowledged is in the database and in the channel, although the process was killed at once', async () => {
  await using world = await openWorld()
  const { sandbox } = world
  await using first = startProcess(world.env)
  await first.printed('"connected"')
  await startLaunch(sandbox)
  const items = ['DNS', 'SSL/TLS', 'Firewall', 'Backup infra', 'Load balancer', 'CDN']
  const people = ['bob', 'chen', 'dita', 'erin', 'finn', 'kim']
  const clicks = items.map((item, index) =>
    sandbox
      .as(people[index] ?? 'bob')
      .in('#launch')
      .aim('Done', item),
  )
  const acknowledged: number[] = []
  await Promise.all(
    clicks.map(async (click, index) => {
      const { error } = await click.send()
      if (error) return
      acknowledged.push(index)
      first.child.kill('SIGKILL')
    }),
  )
  await first.exited()
  expect(acknowledged.length).toBeGreaterThan(0)

  const db = openDatabase(sqliteDialect(world.database))
  const [launch] = await listLaunches(db, sandbox.workspace.team.id, null)
  const board = launch && (await readBoard(db, launch.id))
  const kept = board?.phases[0]?.sections[0]?.items ?? []
  await db.destroy()
  for (const index of acknowledged) {
    const item = kept.find((each) => each.text.startsWith(items[index] ?? '?'))
    expect(item).toMatchObject({
      state: 'done',
      changed: { by: sandbox.as(people[index] ?? 'bob').id, at: expect.any(Date) },
    })
  }

  await using second = startProcess(world.env)
  await second.printed('"connected"')
  const done = kept.filter((item) => item.state === 'done')
  await until(sandbox, () => {
    const shown = sandbox.as('ana').in('#launch').sees('*Infrastructure*')?.text ?? ''
    return done.every((item) => shown.includes(`✅ ${item.text}`))
  })
  expect(await second.end('SIGTERM')).toBe(0)
})

test('bad configuration is one line a variable, and exit code 1', async () => {
  await using golive = startProcess({
    SLACK_BOT_TOKEN: 'nonsense',
    PORT: '99999',
    LOG_LEVEL: 'loud',
  })
  expect(await golive.exited()).toBe(1)
  expect(golive.output().trim().split('\n')).toEqual([
    expect.stringMatching(/^SLACK_BOT_TOKEN must start with "xoxb-"/),
    expect.stringMatching(/^PORT must be 0 to 65535$/),
    expect.stringMatching(/^LOG_LEVEL must be one of trace, /),
  ])
})

test.each([{ SLACK_BOT_TOKEN: 'xoxb-nobody' }, { SLACK_APP_TOKEN: 'xapp-nobody' }])(
  'a token that Slack does not take is one line, and exit code 1: %j',
  async (token) => {
    await using world = await openWorld()
    await using golive = startProcess({ ...world.env, ...token })
    expect(await golive.exited()).toBe(1)
    expect(golive.output()).toMatch(/^golive could not start: .*invalid_auth/m)
    expect(golive.output()).not.toContain('    at ')
  },
)
