import { expect, it } from 'vitest'
import { type Running, socketBot } from './support/bot.ts'

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
