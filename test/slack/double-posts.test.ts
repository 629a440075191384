/** Slack took a message, and its answer was lost: it is there once all the same. */
import { expect, test } from 'vitest'
import { outboxState } from '../../src/store/outbox.ts'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

const dns = 'DNS records configured and tested'
const scope = 'metadata.message:read'
const inLaunch = ({ sandbox }: Stage, handle = 'ana') => sandbox.as(handle).in('#launch')
const boards = (stage: Stage) =>
  inLaunch(stage)
    .messages()
    .filter(({ text }) => text.startsWith('Launch:'))

function losePosts({ sandbox }: Stage, times: number): void {
  sandbox.faults.status('chat.postMessage', 500, { times, afterEffect: true })
}

/** Slack tells late of the message that it posted first, and here says who did. */
async function tellOfFirst({ sandbox }: Stage, userId = sandbox.workspace.bot.userId) {
  const { bot, team, messages } = sandbox.workspace
  const first = messages[0]
  await sandbox.dispatch.event({
    type: 'message_metadata_posted',
    ...{ app_id: bot.appId, bot_id: bot.botId, user_id: userId, team_id: team.id },
    ...{ channel_id: first?.channel, metadata: first?.metadata, message_ts: first?.ts },
  })
  await sandbox.settled()
}

async function withTwoBoards(): Promise<Stage> {
  const stage = await openStage('socket', { withoutScopes: [scope] })
  losePosts(stage, 1)
  await startLaunch(stage)
  expect(boards(stage)).toHaveLength(2)
  return stage
}

test('it is found by what Slack tells of it, and edited and pinned like any', async () => {
  await using stage = await openStage()
  losePosts(stage, 3)
  await startLaunch(stage)
  expect(inLaunch(stage).messages()).toHaveLength(9)
  expect(stage.sandbox.calls.count('chat.postMessage')).toBe(9)
  await inLaunch(stage, 'bob').click('Done', dns)
  expect(boards(stage)).toMatchObject([
    { pinned: true, text: expect.stringContaining('1 of 54 settled') },
  ])
  expect(await outboxState(stage.golive.context.db)).toMatchObject({ waiting: 0, parked: 0 })
  const warned = stage.log.filter(({ msg }) => /it may have taken the message/.test(String(msg)))
  expect(warned).toHaveLength(3)
})

test('it is taken back when Slack tells of it only after another was posted', async () => {
  await using stage = await withTwoBoards()
  stage.sandbox.workspace.installation.grant(scope)
  const [first, second] = boards(stage)
  await tellOfFirst(stage)
  expect(boards(stage).map(({ ts }) => ts)).toEqual([second?.ts])
  expect(stage.log).toContainEqual(
    expect.objectContaining({ msg: 'took back a message that was there twice', ts: first?.ts }),
  )
})

test('without the scope it is taken back when it is clicked, and the click counts', async () => {
  await using stage = await withTwoBoards()
  const [first, second] = boards(stage)
  const click = inLaunch(stage).aim('Open Launch Day (D-Day)', 'T-0')
  const { container, message } = click.payload as Record<string, Record<string, unknown>>
  Object.assign(container ?? {}, { message_ts: first?.ts })
  Object.assign(message ?? {}, { ts: first?.ts })
  await click.send()
  expect(boards(stage).map(({ ts }) => ts)).toEqual([second?.ts])
  expect(inLaunch(stage).sees('Team briefing completed')).toBeDefined()
})

test('what is said once is said once', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  await inLaunch(stage, 'bob').click('Details', '*Infrastructure*')
  const { dialog } = stage.sandbox.as('bob')
  await dialog.click('Edit', dns)
  await dialog.choose('State', 'Blocked')
  await dialog.fill('Reason', 'No access')
  losePosts(stage, 1)
  await dialog.submit()
  const said = inLaunch(stage)
    .messages()
    .filter(({ text }) => text.includes('blocked “DNS'))
  expect(said).toHaveLength(1)
  expect(stage.sandbox.calls.count('chat.delete')).toBe(0)
})

test('what another app says of our messages counts for nothing', async () => {
  await using stage = await withTwoBoards()
  stage.sandbox.workspace.installation.grant(scope)
  await tellOfFirst(stage, 'U0000OTHER')
  expect(boards(stage)).toHaveLength(2)
})

test('a message that nobody else has of its kind is never taken back', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  await tellOfFirst(stage)
  await inLaunch(stage, 'bob').click('Done', dns)
  expect(inLaunch(stage).messages()).toHaveLength(9)
  expect(stage.sandbox.calls.count('chat.delete')).toBe(0)
})
