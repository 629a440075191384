import { expect, it } from 'vitest'
import { coverage } from '../../src/sandbox/coverage.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { methods } from '../../src/sandbox/web-api/registry.ts'
import { clientOf, codeOf, httpBot, type Running, socketBot } from './support/bot.ts'
import { ManualClock } from './support/manual-clock.ts'

type Seen = { type: string; retry?: unknown; id?: string; event: Record<string, unknown> }

function collect(seen: Seen[]) {
  return (app: Running['app']) => {
    app.use(async ({ body, context, next }) => {
      const envelope = body as unknown as { event_id?: string; event?: Seen['event'] }
      const { event = {}, event_id: id = '' } = envelope
      seen.push({ type: String(event.type), retry: context.retryNum, id, event })
      await next()
    })
  }
}

it('tells the bot what happens in its workspace', async () => {
  const seen: Seen[] = []
  await using bot = await socketBot(collect(seen))
  const { changes } = bot.sandbox
  await changes.inviteBot('#random')
  await changes.addMember('#ops', 'kim')
  await changes.removeBot('#ops')
  await changes.addMember('#ops', 'lee')
  await changes.changeZone('ana', 'Asia/Tokyo')
  await changes.deactivateUser('lee')
  await changes.renameChannel('#launch', '#go')
  await changes.archiveChannel('#go')
  expect(seen.map(({ type }) => type)).toEqual([
    'member_joined_channel',
    'member_joined_channel',
    'member_left_channel',
    'group_left',
    'user_change',
    'user_change',
    'channel_rename',
    'channel_archive',
  ])
  expect(seen[4]?.event).toMatchObject({ user: { tz: 'Asia/Tokyo', tz_offset: 32_400 } })
  expect(seen[5]?.event).toMatchObject({ user: { deleted: true } })
  expect(await codeOf(bot.client.chat.postMessage({ channel: 'C0000LAUNCH', text: 'a' }))).toBe(
    'is_archived',
  )
})

it('tells the bot that a channel was restored', async () => {
  const seen: Seen[] = []
  await using bot = await socketBot(collect(seen))
  for (const name of ['#launch', '#ops']) {
    await bot.sandbox.changes.archiveChannel(name)
    await bot.sandbox.changes.restoreChannel(name)
  }
  expect(seen.map(({ type }) => type)).toEqual([
    'channel_archive',
    'channel_unarchive',
    'group_archive',
    'group_unarchive',
  ])
  const post = bot.client.chat.postMessage({ channel: 'C0000LAUNCH', text: 'a' })
  expect(await codeOf(post)).toBe('ok')
})

it('sends only the events of the manifest, for which the scope is granted', async () => {
  const seen: Seen[] = []
  const manifest = {
    oauth_config: { scopes: { bot: ['users:read'] } },
    settings: { event_subscriptions: { bot_events: ['user_change', 'member_left_channel'] } },
  }
  await using bot = await socketBot(collect(seen), { manifest })
  await bot.sandbox.changes.removeBot('#ops')
  await bot.sandbox.changes.changeZone('ana', 'Asia/Tokyo')
  expect(seen.map(({ type }) => type)).toEqual(['user_change'])
})

it('ends with app_uninstalled and tokens_revoked', async () => {
  const seen: Seen[] = []
  await using bot = await socketBot(collect(seen))
  await bot.sandbox.changes.uninstall()
  expect(seen.map(({ type }) => type)).toEqual(['app_uninstalled', 'tokens_revoked'])
  expect(await codeOf(bot.client.auth.test())).toBe('token_revoked')
})

it.each([
  ['Socket Mode', socketBot],
  ['HTTP', httpBot],
] as const)('sends an event again with the same id over %s', async (_, start) => {
  const seen: Seen[] = []
  await using bot = await start(collect(seen))
  await bot.sandbox.changes.changeZone('ana', 'Asia/Tokyo')
  await bot.sandbox.dispatch.redeliver()
  expect(seen[1]?.id).toBe(seen[0]?.id)
  expect(seen[1]?.retry).toBe(1)
})

it('tells of metadata that was posted, where the manifest asks for its type and the scope is there', async () => {
  const seen: Seen[] = []
  const manifest = {
    oauth_config: { scopes: { bot: ['chat:write', 'metadata.message:read'] } },
    settings: {
      event_subscriptions: {
        bot_events: ['message_metadata_posted'],
        metadata_subscriptions: [{ app_id: '*', event_type: 'ours' }],
      },
    },
  }
  await using bot = await socketBot(collect(seen), { manifest })
  const { sandbox, client, clock } = bot
  const post = (event_type: string) => {
    clock.advance(1000)
    const metadata = { event_type, event_payload: { post: '1' } }
    return client.chat.postMessage({ channel: 'C0000LAUNCH', text: 'a', metadata })
  }
  await post('theirs')
  const { ts } = await post('ours')
  sandbox.workspace.installation.withdraw('metadata.message:read')
  await post('ours')
  await sandbox.settled()
  const { botId, userId, appId } = sandbox.workspace.bot
  expect(seen.map(({ event }) => event)).toMatchObject([
    {
      type: 'message_metadata_posted',
      ...{ app_id: appId, bot_id: botId, user_id: userId, channel_id: 'C0000LAUNCH' },
      metadata: { event_type: 'ours', event_payload: { post: '1' } },
      message_ts: ts,
    },
  ])
})

it('sends again what was not acked, once it can be', async () => {
  const seen: Seen[] = []
  await using bot = await httpBot(collect(seen))
  bot.sandbox.faults.down(true)
  await bot.sandbox.changes.changeZone('ana', 'Asia/Tokyo')
  bot.sandbox.faults.clear()
  expect(seen).toEqual([])
  for (let times = 0; times < 2; times++) await bot.sandbox.dispatch.redeliverLost()
  expect(seen.map(({ type }) => type)).toEqual(['user_change'])
})

it('tells listeners of the workspace of every change', async () => {
  await using bot = await socketBot(() => {})
  const changes: string[] = []
  const stop = bot.sandbox.workspace.onChange((change) => changes.push(change.type))
  const { ts: timestamp = '' } = await bot.client.chat.postMessage({
    channel: 'C0000LAUNCH',
    text: 'a',
  })
  await bot.client.pins.add({ channel: 'C0000LAUNCH', timestamp })
  await bot.client.views.publish({ user_id: 'U0000000ANA', view: { type: 'home', blocks: [] } })
  stop()
  await bot.client.chat.delete({ channel: 'C0000LAUNCH', ts: timestamp })
  expect(changes).toEqual(['message', 'pin', 'home'])
})

it('spreads envelopes over the connections, and fails over when one is refreshed', async () => {
  const seen: string[] = []
  await using bot = await socketBot((app) => {
    app.command('/golive', async ({ ack }) => {
      seen.push('bolt')
      await ack()
    })
  })
  const other = await secondSocket(bot, () => seen.push('other'))
  const ana = bot.sandbox.as('ana').in('#launch')
  for (let at = 0; at < 4; at += 1) await ana.type('/golive')
  expect(seen.toSorted()).toEqual(['bolt', 'bolt', 'other', 'other'])
  const left = new Promise((resolve) => other.addEventListener('close', resolve))
  other.close()
  await left
  for (let at = 0; at < 2; at += 1) await ana.type('/golive')
  expect(seen.slice(4)).toEqual(['bolt', 'bolt'])
  const ended = new Promise((resolve) => bot.sandbox.sockets.onEmpty(resolve as () => void))
  bot.sandbox.faults.refreshSocket()
  await ended
  expect(bot.sandbox.sockets.connections).toBe(0)
})

/** A plain Socket Mode client, which acks all it gets. */
async function secondSocket({ sandbox }: Running, onEnvelope: () => void): Promise<WebSocket> {
  const { url = '' } = await clientOf(sandbox, sandbox.appToken).apps.connections.open()
  const socket = new WebSocket(url)
  return new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      const { type, envelope_id: id } = JSON.parse(String(data)) as {
        type: string
        envelope_id?: string
      }
      if (type === 'hello') resolve(socket)
      if (!id) return
      onEnvelope()
      socket.send(JSON.stringify({ envelope_id: id, payload: {} }))
    })
  })
}

it('allows ten connections, each by a URL that works once', async () => {
  await using bot = await socketBot(() => {})
  const app = clientOf(bot.sandbox, bot.sandbox.appToken)
  const firstWords = (url: string) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url)
      socket.addEventListener('message', ({ data }) => resolve(String(data)))
      socket.addEventListener('error', () => resolve('refused'))
    })
  const open = async () => (await app.apps.connections.open()).url ?? ''
  for (let at = 0; at < 9; at += 1) expect(await firstWords(await open())).toContain('hello')
  const url = await open()
  expect(await firstWords(url)).toContain('too_many_websockets')
  expect(await firstWords(url)).toBe('refused')
})

it('lists what it covers', () => {
  expect(Object.keys(coverage).toSorted()).toEqual(Object.keys(methods).toSorted())
})

it('tells whoever watches when a connection comes or goes, with nothing else going on', async () => {
  const sandbox = await startSandbox({ clock: new ManualClock() })
  const { sockets } = sandbox
  const counts: number[] = []
  const first = Promise.withResolvers<void>()
  const second = Promise.withResolvers<void>()
  sockets.onCount(() => {
    counts.push(sockets.connections)
    const next = counts.length === 1 ? first : second
    next.resolve()
  })
  const { host } = new URL(sandbox.apiUrl)
  const socket = new WebSocket(`ws://${host}${sockets.ticketPath()}`)
  await first.promise
  socket.close()
  await second.promise
  expect(counts).toEqual([1, 0])
  await sandbox.close()
})
