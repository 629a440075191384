import { expect, it } from 'vitest'
import { bareSandbox, codeOf, type Running, socketBot } from './support/bot.ts'

/** A bot that keeps the events it got. */
async function listener() {
  const events: unknown[] = []
  const bot = await socketBot((app: Running['app']) => {
    app.event('member_joined_channel', async ({ event }) => {
      events.push(event)
    })
  })
  return { ...bot, events, [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose]() }
}

it('/invite adds the bot, which is told', async () => {
  await using bot = await listener()
  const { workspace } = bot.sandbox
  const said = await bot.sandbox.as('ana').in('#random').type('/invite @golive')
  expect(said).toMatchObject([{ text: '@golive was added to #random.', isEphemeral: true }])
  expect(workspace.channel('#random').members).toContain(workspace.bot.userId)
  expect(bot.events).toMatchObject([{ user: workspace.bot.userId, channel: 'C0000RANDOM' }])
})

it('/invite adds several at once, each with a sentence', async () => {
  await using bot = await listener()
  const [said] = await bot.sandbox.as('ivo').in('#partners').type('/invite @chen @ana')
  expect(said?.text).toBe('@chen was added to #partners.\n@ana is in #partners already.')
  expect(bot.events).toMatchObject([{ user: 'U000000CHEN' }])
})

it.each([
  ['ana', '#launch', '/invite @hana', '@hana’s account is deactivated.'],
  ['ana', '#launch', '/invite @nobody', 'There is nobody called @nobody here.'],
  ['ana', '#launch', '/invite', 'Say whom to invite: /invite @someone'],
  ['ana', '#ops', '/invite @gus', '@gus is a guest of one channel only.'],
  ['ana', '#launch', '/invite @ivo', 'from another workspace'],
  ['finn', '#partners', '/invite @golive', 'Join #partners to invite others to it.'],
  ['ana', '@golive', '/invite @bob', 'Nobody can be invited to a direct message.'],
])('@%s in %s, who types %s, is told why not', async (by, where, typed, words) => {
  await using bot = await listener()
  const [said] = await bot.sandbox.as(by).in(where).type(typed)
  expect(said?.text).toContain(words)
  expect(bot.events).toEqual([])
})

it('conversations.invite makes a member, whom the bot is told of', async () => {
  await using bot = await listener()
  const { workspace } = bot.sandbox
  const users = 'U000000ERIN'
  await bot.client.conversations.invite({ channel: 'C0000000OPS', users })
  await bot.sandbox.settled()
  expect(workspace.channel('#ops').members).toContain(users)
  expect(bot.events).toMatchObject([
    { user: users, channel_type: 'G', inviter: workspace.bot.userId },
  ])
  expect(bot.sandbox.as('erin').in('#ops').messages()).toEqual([])
})

it.each([
  ['C0000LAUNCH', 'U0000000BOB', 'already_in_channel'],
  ['C0000LAUNCH', 'U0000000000', 'user_not_found'],
  ['C0000LAUNCH', 'U0000GOLIVE', 'cant_invite_self'],
  ['C0000LAUNCH', 'U0000000IVO', 'cant_invite'],
  ['C0000LAUNCH', '', 'no_user'],
  ['C0000RANDOM', 'U0000000GUS', 'not_in_channel'],
  ['C0000SECRET', 'U0000000BOB', 'channel_not_found'],
  ['C00000ATTIC', 'U000000CHEN', 'is_archived'],
])('conversations.invite in %s of %s is %s', async (channel, users, code) => {
  await using bare = await bareSandbox()
  expect(await codeOf(bare.client.conversations.invite({ channel, users }))).toBe(code)
})

it('conversations.invite lets nobody in when one cannot be, unless it is forced', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const both = { channel: 'C00PARTNERS', users: 'U000000CHEN,U0000000ANA' }
  await expect(client.conversations.invite(both)).rejects.toMatchObject({
    data: {
      error: 'already_in_channel',
      errors: [{ user: 'U0000000ANA', ok: false, error: 'already_in_channel' }],
    },
  })
  const { members } = sandbox.workspace.channel('#partners')
  expect(members).not.toContain('U000000CHEN')
  expect(await codeOf(client.conversations.invite({ ...both, force: true }))).toBe('ok')
  expect(members).toContain('U000000CHEN')
})
