import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli } from '../../src/cli/main.ts'
import { findBreak } from '../../src/domain/chain.ts'
import { listChained } from '../../src/store/events.ts'
import { headOf } from '../support/heads.ts'
import { startProcess } from '../support/process.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'
import { untruths } from '../support/truth.ts'

async function golive({ config }: Stage, ...words: string[]) {
  const lines: string[] = []
  const keep = (line: string) => void lines.push(line)
  const env = { DATABASE_URL: `file:${config.databasePath}` }
  const code = await runCli(words, { env, out: keep, err: keep })
  return { code, text: lines.join('\n') }
}

test('a second process copies the database while people click; restored, golive starts on it and the channel is true again', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const { launch } = await boardOf(stage)
  const copy = join(dirname(stage.config.databasePath), 'copy.db')
  const tick = async (words: string) => {
    await stage.sandbox.as('bob').in('#launch').click('Done', words)
    return (await headOf(stage.golive.context.db, launch.id)).place
  }
  const before = await tick('DNS records')
  await stage.settle()
  const env = { DATABASE_URL: `file:${stage.config.databasePath}` }
  await using backup = startProcess(env, ['golive', 'backup', copy])
  let isOver = false
  const ended = backup.exited().then((code) => {
    isOver = true
    return code
  })
  while (!isOver) {
    await tick('SSL')
    await stage.sandbox.as('bob').in('#launch').click('Undo', 'SSL')
  }
  expect(await ended, backup.output()).toBe(0)
  expect(backup.output()).toContain('1 launch, checked')
  await tick('Load balancer')
  await tick('CORS')
  await stage.settle()

  expect(await golive(stage, 'restore', copy)).toMatchObject({
    ...{ code: 2, text: expect.stringContaining('is in use') },
  })
  await stage.restart(async () => {
    expect(await golive(stage, 'restore', copy)).toMatchObject({ code: 0 })
  })
  const { db } = stage.golive.context
  const head = await headOf(db, launch.id)
  expect(head.place).toBeGreaterThanOrEqual(before)
  expect(findBreak(launch.id, await listChained(db, launch.id), head)).toBeNull()
  const section = () => stage.sandbox.as('bob').in('#launch').sees('*Infrastructure*')?.text
  for (let minutes = 0; minutes < 3; minutes++) {
    stage.clock.moveBy(60_000)
    await stage.golive.resendStale()
    await stage.settle()
  }
  const { bot, messages } = stage.sandbox.workspace
  const seen = { messages, botId: bot.userId, now: stage.clock.now() }
  expect(await untruths(db, seen)).toEqual([])
  expect(section()).toMatch(/1 of 7 settled|2 of 7 settled/)
  await stage.sandbox.as('bob').in('#launch').click('Undo', 'DNS records')
  expect((await headOf(db, launch.id)).place).toBe(head.place + 1)
})
