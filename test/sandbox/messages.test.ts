import { expect, it } from 'vitest'
import { bareSandbox, clientOf, codeOf } from './support/bot.ts'
import { card } from './support/small-bot.ts'

const launch = 'C0000LAUNCH'

it('posts, updates and deletes; text without blocks deletes the blocks', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const { ts = '' } = await client.chat.postMessage({
    channel: launch,
    text: 'a',
    blocks: card('One'),
  })
  const seen = () => sandbox.as('ana').in('#launch').messages()
  expect(seen()).toMatchObject([{ text: 'a', lines: 'One\n[Done]\n[… Edit / Drop]' }])
  await client.chat.update({ channel: launch, ts, text: 'b', blocks: card('Two') })
  expect(seen()).toMatchObject([{ text: 'b', edited: false }])
  await client.chat.update({ channel: launch, ts, text: 'c' })
  expect(seen()).toMatchObject([{ text: 'c', blocks: [], edited: true }])
  await client.chat.delete({ channel: launch, ts })
  expect(seen()).toEqual([])
  expect(await codeOf(client.chat.update({ channel: launch, ts, text: 'd' }))).toBe(
    'message_not_found',
  )
})

it.each([
  ['a private channel it is not in', 'C0000SECRET', 'channel_not_found'],
  ['a public channel it is not in', 'C0000RANDOM', 'not_in_channel'],
  ['an archived channel', 'C00000ATTIC', 'is_archived'],
  ['an unknown channel', 'C0000000BAD', 'channel_not_found'],
  ['a private channel it is in', 'C0000000OPS', 'ok'],
  ['a user, by DM', 'U0000000ANA', 'ok'],
  ['a bot user', 'U000000ROBO', 'cannot_dm_bot'],
  ['a deactivated user', 'U000000HANA', 'user_disabled'],
])('posting to %s', async (_, channel, code) => {
  await using bare = await bareSandbox()
  expect(await codeOf(bare.client.chat.postMessage({ channel, text: 'a' }))).toBe(code)
})

it('needs something to say', async () => {
  await using bare = await bareSandbox()
  expect(await codeOf(bare.client.chat.postMessage({ channel: launch, text: '' }))).toBe('no_text')
})

it('cuts long posts with a warning and refuses long updates', async () => {
  await using bare = await bareSandbox()
  const posted = await bare.client.chat.postMessage({ channel: launch, text: 'x'.repeat(40_001) })
  expect(posted).toMatchObject({
    warning: 'message_truncated',
    message: { text: 'x'.repeat(40_000) },
  })
  const update = (length: number) =>
    codeOf(
      bare.client.chat.update({ channel: launch, ts: posted.ts ?? '', text: 'x'.repeat(length) }),
    )
  expect(await update(4000)).toBe('ok')
  expect(await update(4001)).toBe('msg_too_long')
})

it('updates a DM by its D… id only, and no message of another', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const { ts = '', channel = '' } = await client.chat.postMessage({
    channel: 'U0000000ANA',
    text: 'a',
  })
  expect(channel).toMatch(/^D/)
  expect(await codeOf(client.chat.update({ channel: 'U0000000ANA', ts, text: 'b' }))).toBe(
    'channel_not_found',
  )
  expect(await codeOf(client.chat.update({ channel, ts, text: 'b' }))).toBe('ok')
  expect(sandbox.as('ana').inbox()).toMatchObject([{ text: 'b' }])
  await sandbox.as('ana').in('#launch').type('hello')
  const theirs = sandbox.as('ana').in('#launch').sees('hello')?.ts ?? ''
  expect(await codeOf(client.chat.update({ channel: launch, ts: theirs, text: 'b' }))).toBe(
    'cant_update_message',
  )
})

it('keeps metadata until {} takes it away', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const metadata = { event_type: 'item', event_payload: { id: 1 } }
  const { ts = '' } = await client.chat.postMessage({ channel: launch, text: 'a', metadata })
  const kept = () => sandbox.workspace.message(launch, ts)?.metadata
  await client.chat.update({ channel: launch, ts, text: 'b' })
  expect(kept()).toEqual(metadata)
  await client.chat.update({ channel: launch, ts, text: 'b', metadata: {} as never })
  expect(kept()).toBeUndefined()
})

it('shows an ephemeral to one member, who loses it by reloading', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const ana = sandbox.as('ana')
  const post = (user: string) => client.chat.postEphemeral({ channel: launch, user, text: 'psst' })
  expect(await codeOf(post('U0000000IVO'))).toBe('user_not_in_channel')
  const { message_ts: ts = '' } = await post(ana.id)
  expect(ana.in('#launch').messages()).toMatchObject([{ text: 'psst', isEphemeral: true }])
  expect(sandbox.as('bob').in('#launch').messages()).toEqual([])
  expect(await codeOf(client.chat.update({ channel: launch, ts, text: 'b' }))).toBe(
    'message_not_found',
  )
  ana.reload()
  expect(ana.in('#launch').messages()).toEqual([])
})

it('pins and unpins', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const { ts: timestamp = '' } = await client.chat.postMessage({ channel: launch, text: 'a' })
  const pin = { channel: launch, timestamp }
  expect(await codeOf(client.pins.add(pin))).toBe('ok')
  expect(sandbox.as('ana').in('#launch').sees('a')?.pinned).toBe(true)
  expect(await codeOf(client.pins.add(pin))).toBe('already_pinned')
  expect(await codeOf(client.pins.remove(pin))).toBe('ok')
  expect(await codeOf(client.pins.remove(pin))).toBe('no_pin')
})

it('knows people and channels', async () => {
  await using bare = await bareSandbox()
  const { client, clock } = bare
  expect(await client.users.info({ user: 'U0000000BOB' })).toMatchObject({
    user: { tz: 'America/New_York', tz_offset: -5 * 3600, is_bot: false, deleted: false },
  })
  clock.advance(120 * 86_400_000)
  expect(await client.users.info({ user: 'U0000000BOB' })).toMatchObject({
    user: { tz_offset: -4 * 3600 },
  })
  expect(await client.users.info({ user: 'U0000000GUS' })).toMatchObject({
    user: { is_restricted: true, is_ultra_restricted: true },
  })
  expect(await client.users.info({ user: 'U0000000IVO' })).toMatchObject({
    user: { team_id: 'T00MEADOW', is_stranger: false },
  })
  expect(await codeOf(client.users.info({ user: 'U1' }))).toBe('user_not_found')
  expect(await client.conversations.info({ channel: 'C00PARTNERS' })).toMatchObject({
    channel: { is_ext_shared: true, is_member: true, is_private: false },
  })
  expect(await codeOf(client.conversations.info({ channel: 'C0000SECRET' }))).toBe(
    'channel_not_found',
  )
  const first = await client.conversations.members({ channel: launch, limit: 4 })
  const rest = await client.conversations.members({
    channel: launch,
    cursor: first.response_metadata?.next_cursor ?? '',
  })
  expect([first.members?.length, rest.members?.length]).toEqual([4, 6])
})

it('knows when somebody does not want to be disturbed', async () => {
  await using bare = await bareSandbox()
  const user = 'U0000000ANA'
  expect(await bare.client.dnd.info({ user })).toMatchObject({
    dnd_enabled: false,
    next_dnd_start_ts: 1,
  })
  const from = new Date('2026-03-02T22:00:00Z')
  bare.sandbox.workspace.doNotDisturb.set(user, { from, until: new Date('2026-03-03T08:00:00Z') })
  expect(await bare.client.dnd.info({ user })).toMatchObject({
    dnd_enabled: true,
    next_dnd_start_ts: from.getTime() / 1000,
  })
})

it('says of several people at once whether they want to be disturbed, while it lasts', async () => {
  await using bare = await bareSandbox()
  const { client, clock, sandbox } = bare
  const [ana, bob] = ['U0000000ANA', 'U0000000BOB']
  const from = new Date('2026-03-02T08:00:00Z')
  const until = new Date('2026-03-02T10:00:00Z')
  sandbox.workspace.doNotDisturb.set(ana, { from, until })
  const asked = () => client.dnd.teamInfo({ users: `${ana},${bob}` })
  const free = { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 }
  expect((await asked()).users).toEqual({
    [ana]: {
      dnd_enabled: true,
      next_dnd_start_ts: from.getTime() / 1000,
      next_dnd_end_ts: until.getTime() / 1000,
    },
    [bob]: free,
  })
  clock.advance(60 * 60_000)
  expect((await asked()).users).toEqual({ [ana]: free, [bob]: free })
  const codes = ['', `${ana},U1`, Array(51).fill(ana).join()].map((users) =>
    codeOf(client.dnd.teamInfo({ users })),
  )
  expect(await Promise.all(codes)).toEqual([
    'no_users_provided',
    'user_not_visible',
    'invalid_arguments',
  ])
})

it('joins public channels only', async () => {
  await using bare = await bareSandbox()
  const { client } = bare
  expect(await codeOf(client.conversations.join({ channel: 'C0000000OPS' }))).toBe(
    'method_not_supported_for_channel_type',
  )
  expect(await codeOf(client.conversations.join({ channel: 'C0000RANDOM' }))).toBe('ok')
  expect(await codeOf(client.chat.postMessage({ channel: 'C0000RANDOM', text: 'a' }))).toBe('ok')
})

it('tells tokens and scopes apart', async () => {
  const manifest = {
    features: { slash_commands: [{ command: '/golive' }] },
    oauth_config: {
      scopes: { bot: ['chat:write', 'channels:read'], bot_optional: ['chat:write.public'] },
    },
  }
  await using bare = await bareSandbox({ manifest })
  const { client, sandbox } = bare
  expect(await codeOf(clientOf(sandbox, 'xoxb-other').auth.test())).toBe('invalid_auth')
  expect(await codeOf(clientOf(sandbox, sandbox.appToken).auth.test())).toBe(
    'not_allowed_token_type',
  )
  expect(await codeOf(client.apps.connections.open())).toBe('not_allowed_token_type')
  await expect(client.users.info({ user: 'U0000000ANA' })).rejects.toMatchObject({
    data: {
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write,channels:read,chat:write.public',
    },
  })
  expect(await codeOf(client.conversations.info({ channel: 'C0000000OPS' }))).toBe('missing_scope')
  expect(await codeOf(client.chat.postMessage({ channel: 'C0000RANDOM', text: 'a' }))).toBe('ok')
  const [unknown] = await sandbox.as('ana').in('#launch').type('/other')
  expect(unknown?.text).toBe('/other is not a valid command.')
})

it('records methods it does not know', async () => {
  await using bare = await bareSandbox()
  expect(
    await codeOf(bare.client.reactions.add({ channel: launch, timestamp: '1', name: 'a' })),
  ).toBe('unknown_method')
  expect(bare.sandbox.calls.unknown).toEqual(['reactions.add'])
})
