import { expect, it } from 'vitest'
import { codeOf, type Running, socketBot } from './support/bot.ts'
import { plain } from './support/small-bot.ts'

type Body = Record<string, unknown> & { actions?: Record<string, unknown>[]; response_url?: string }

/** A bot that acks everything and keeps what it got. */
async function listener(given: Parameters<typeof socketBot>[1] = {}) {
  const bodies: Body[] = []
  const bot = await socketBot((app) => {
    app.use(async ({ body, next }) => {
      bodies.push(body as unknown as Body)
      await next()
    })
    app.action(/.*/, ({ ack }) => ack())
    app.shortcut(/.*/, ({ ack }) => ack())
    app.command(/.*/, ({ ack }) => ack())
    app.options(/.*/, async ({ ack, options }) => {
      const found = ['Alpha', 'Beta'].filter((each) => each.startsWith(options.value))
      await ack({ options: found.map((each) => ({ text: plain(each), value: each })) })
    })
  }, given)
  return { ...bot, bodies, [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose]() }
}

async function posted(
  { client }: Running,
  channel: string,
  ...elements: object[]
): Promise<string> {
  const blocks = [{ type: 'actions', elements }] as never[]
  const { ts = '' } = await client.chat.postMessage({ channel, text: 'Choose', blocks })
  return ts
}

const button = (more: object = {}) => ({
  type: 'button',
  action_id: 'go',
  text: plain('Go'),
  value: 'v',
  ...more,
})

it('says who clicked, where and on what; an outsider has their own team', async () => {
  await using bot = await listener()
  const ts = await posted(bot, 'C00PARTNERS', button())
  await bot.sandbox.as('ivo').in('#partners').click('Go')
  expect(bot.bodies.at(-1)).toMatchObject({
    type: 'block_actions',
    team: { id: 'T0000HARBOR' },
    user: { id: 'U0000000IVO', team_id: 'T00MEADOW' },
    channel: { id: 'C00PARTNERS', name: 'partners' },
    container: { type: 'message', message_ts: ts, is_ephemeral: false },
    message: { ts, text: 'Choose' },
    state: { values: {} },
    actions: [{ type: 'button', action_id: 'go', value: 'v', text: plain('Go') }],
  })
})

it('gives outsiders neither commands nor shortcuts', async () => {
  await using bot = await listener()
  await posted(bot, 'C00PARTNERS', button())
  const ivo = bot.sandbox.as('ivo').in('#partners')
  expect((await ivo.type('/golive'))[0]?.text).toBe('/golive is not a valid command.')
  expect(() => ivo.shortcut('any', 'Choose')).toThrow('from outside')
  expect(bot.bodies).toEqual([])
})

it('submits for an outsider with their team, and ours in the view', async () => {
  await using bot = await listener()
  await posted(bot, 'C00PARTNERS', button())
  const ivo = bot.sandbox.as('ivo')
  await ivo.in('#partners').click('Go')
  const trigger = String(bot.bodies.at(-1)?.trigger_id)
  const view = { type: 'modal' as const, title: plain('T'), submit: plain('Go'), blocks: [] }
  await bot.client.views.open({ trigger_id: trigger, view })
  bot.app.view(/.*/, ({ ack }) => ack())
  await ivo.dialog.submit()
  expect(bot.bodies.at(-1)).toMatchObject({
    type: 'view_submission',
    team: { id: 'T00MEADOW' },
    user: { team_id: 'T00MEADOW' },
    view: { app_installed_team_id: 'T0000HARBOR' },
  })
  expect(bot.bodies.at(-1)).not.toHaveProperty('channel')
})

it('hides the names of private places', async () => {
  await using bot = await listener()
  await bot.sandbox.as('ana').in('#secret').type('/golive a  b ')
  await bot.sandbox.as('ana').in('@golive').type('/golive')
  expect(bot.bodies).toMatchObject([
    {
      channel_name: 'privategroup',
      text: 'a  b',
      command: '/golive',
      is_enterprise_install: 'false',
    },
    { channel_name: 'directmessage', text: '' },
  ])
})

it('escapes mentions when the manifest says so, and knows its commands and shortcuts', async () => {
  const manifest = {
    features: {
      slash_commands: [{ command: '/golive', should_escape: true }],
      shortcuts: [{ name: 'Start', type: 'global', callback_id: 'start' }],
    },
    oauth_config: { scopes: { bot: ['commands'] } },
    settings: { interactivity: { is_enabled: true } },
  }
  await using bot = await listener({ manifest })
  await bot.sandbox.as('ana').in('#launch').type('/golive @bob #launch #ops @nobody')
  await bot.sandbox.as('ana').shortcut('Start')
  expect(bot.bodies).toMatchObject([
    { text: '<@U0000000BOB> <#C0000LAUNCH|launch> <#C0000000OPS|> @nobody' },
    { type: 'shortcut', callback_id: 'start' },
  ])
  expect(() => bot.sandbox.as('ana').shortcut('Other')).toThrow('it has "Start"')
})

it('has the tabs of the manifest', async () => {
  const app_home = { home_tab_enabled: false, messages_tab_read_only_enabled: true }
  const manifest = { features: { app_home }, oauth_config: { scopes: { bot: ['chat:write'] } } }
  await using bot = await listener({ manifest })
  const ana = bot.sandbox.as('ana')
  await expect(ana.home()).rejects.toThrow('no home tab')
  await expect(ana.in('@golive').type('/golive')).rejects.toThrow('read-only')
  const home = { type: 'home' as const, blocks: [] }
  expect(await codeOf(bot.client.views.publish({ user_id: ana.id, view: home }))).toBe(
    'not_enabled',
  )
})

it('has no commands in threads', async () => {
  await using bot = await listener()
  await posted(bot, 'C0000LAUNCH', button())
  const [notice] = await bot.sandbox
    .as('ana')
    .in('#launch')
    .type('/golive', { inThreadOf: 'Choose' })
  expect(notice?.text).toBe('/golive is not supported in threads. Sorry!')
})

it('can send a captured click twice, and after the message is gone', async () => {
  await using bot = await listener()
  const ts = await posted(bot, 'C0000LAUNCH', button())
  const delivery = bot.sandbox.as('ana').in('#launch').aim('Go')
  await delivery.send()
  bot.sandbox.changes.deleteMessage('#launch', ts)
  await delivery.send()
  await delivery.send({ trigger: 'same' })
  const [first, second, third] = bot.bodies
  expect(second?.actions).toEqual(first?.actions)
  expect(second?.message).toEqual(first?.message)
  expect(second?.trigger_id).not.toBe(first?.trigger_id)
  expect(third?.trigger_id).toBe(delivery.payload.trigger_id)
})

it('goes through a confirm dialog, or cancels it', async () => {
  await using bot = await listener()
  const confirm = {
    title: plain('Sure?'),
    text: plain('Really'),
    confirm: plain('Yes'),
    deny: plain('No'),
  }
  await posted(bot, 'C0000LAUNCH', button({ confirm }))
  const ana = bot.sandbox.as('ana').in('#launch')
  expect((await ana.click('Go', undefined, { confirm: false })).confirm).toMatchObject({
    title: plain('Sure?'),
  })
  expect(bot.bodies).toEqual([])
  await ana.click('Go')
  expect(bot.bodies).toHaveLength(1)
})

it('sends selects with the state of their message, each person their own', async () => {
  await using bot = await listener()
  await posted(
    bot,
    'C0000LAUNCH',
    { type: 'users_select', action_id: 'who', placeholder: plain('Owner') },
    { type: 'checkboxes', action_id: 'boxes', options: [{ text: plain('Box'), value: 'b' }] },
    button(),
  )
  const ana = bot.sandbox.as('ana').in('#launch')
  await ana.choose('Owner', 'kim')
  await ana.click('Box')
  await ana.click('Box')
  await ana.click('Go')
  await bot.sandbox.as('bob').in('#launch').click('Go')
  const values = (body: Body = {}) => Object.values((body.state as { values: object }).values)
  expect(bot.bodies.map((body) => body.actions?.[0])).toMatchObject([
    { type: 'users_select', selected_user: 'U0000000KIM' },
    { selected_options: [{ value: 'b' }] },
    { selected_options: [] },
    { type: 'button' },
    { type: 'button' },
  ])
  expect(values(bot.bodies[3])).toMatchObject([{ who: { selected_user: 'U0000000KIM' } }])
  expect(values(bot.bodies[4])).toMatchObject([{ who: { selected_user: null } }])
})

it('asks the bot for the options of an external select', async () => {
  await using bot = await listener()
  await posted(bot, 'C0000LAUNCH', {
    type: 'external_select',
    action_id: 'find',
    placeholder: plain('Find'),
  })
  const ana = bot.sandbox.as('ana').in('#launch')
  await ana.choose('Find', 'Beta')
  expect(bot.bodies).toMatchObject([
    { type: 'block_suggestion', value: 'Beta' },
    { actions: [{ selected_option: { value: 'Beta' } }] },
  ])
  await expect(ana.choose('Find', 'Gamma')).rejects.toThrow('suggests no "Gamma"')
})

it('sends actions from the App Home', async () => {
  await using bot = await listener()
  const ana = bot.sandbox.as('ana')
  const blocks = [{ type: 'actions', elements: [button()] }] as never[]
  await bot.client.views.publish({ user_id: ana.id, view: { type: 'home', blocks } })
  const home = await ana.home()
  await home.click('Go')
  expect(bot.bodies).toMatchObject([
    { event: { type: 'app_home_opened', tab: 'home', user: ana.id, view: { type: 'home' } } },
    { container: { type: 'view' }, view: { type: 'home' }, actions: [{ value: 'v' }] },
  ])
  expect(bot.bodies.at(-1)).not.toHaveProperty('channel')
})

it('lets a response_url be used five times in thirty minutes', async () => {
  await using bot = await listener()
  await posted(bot, 'C0000LAUNCH', button())
  const ana = bot.sandbox.as('ana').in('#launch')
  const url = async () => {
    await ana.click('Go')
    return bot.bodies.at(-1)?.response_url ?? ''
  }
  const use = async (to: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch(to, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }
  const first = await url()
  const uses = [1, 2, 3, 4, 5, 6].map((at) => () => use(first, { text: `use ${at}` }))
  const statuses: number[] = []
  for (const each of uses) statuses.push(await each())
  expect(statuses).toEqual([200, 200, 200, 200, 200, 404])

  const second = await url()
  await use(second, { text: 'Chosen', replace_original: true })
  expect(ana.sees('Chosen')).toMatchObject({ blocks: [], isEphemeral: false })
  expect(await use(second, { blocks: [{ type: 'banner' }] })).toBe(400)
  await use(second, { text: 'For all', response_type: 'in_channel' })
  expect(bot.sandbox.as('bob').in('#launch').sees('For all')).toBeDefined()
  await use(second, { delete_original: true })
  expect(ana.sees('Chosen')).toBeUndefined()
  bot.clock.advance(30 * 60_000 + 1)
  expect(await use(second, { text: 'late' })).toBe(404)
})

it('lets the bot change an ephemeral through the response_url of its button', async () => {
  await using bot = await listener()
  const ana = bot.sandbox.as('ana')
  const blocks = [{ type: 'actions', elements: [button()] }] as never[]
  await bot.client.chat.postEphemeral({
    channel: 'C0000LAUNCH',
    user: ana.id,
    text: 'Only you',
    blocks,
  })
  await ana.in('#launch').click('Go')
  const [body] = bot.bodies
  expect(body).toMatchObject({ container: { is_ephemeral: true } })
  expect(body).not.toHaveProperty('message')
  await fetch(body?.response_url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ replace_original: true, text: 'Gone' }),
  })
  expect(ana.in('#launch').messages()).toMatchObject([{ text: 'Gone', isEphemeral: true }])
})

it('takes what is near: in the block, in the group above, else in the message, never in another row', async () => {
  await using bot = await listener()
  const row = (words: string, label: string) => ({
    type: 'section',
    text: plain(words),
    accessory: button({ text: plain(label), value: words, action_id: undefined }),
  })
  const group = (words: string) => [
    { type: 'section', text: plain(words) },
    { type: 'actions', elements: [button({ text: plain('More'), value: words })] },
  ]
  const blocks = [
    { type: 'header', text: plain('List') },
    row('Backups', 'Undo'),
    row('Network', 'Done'),
    ...group('First'),
    ...group('Second'),
  ] as never[]
  await bot.client.chat.postMessage({ channel: 'C0000LAUNCH', text: 'a', blocks })
  const ana = bot.sandbox.as('ana').in('#launch')
  const clicked = async (label: string, near: string) => {
    await ana.click(label, near)
    return bot.bodies.at(-1)?.actions?.[0]?.value
  }
  expect(await clicked('Done', 'Network')).toBe('Network')
  expect(await clicked('More', 'Second')).toBe('Second')
  expect(await clicked('Done', 'List')).toBe('Network')
  expect(await clicked('More', 'Backups')).toBe('First')
  await expect(clicked('Done', 'Backups')).rejects.toThrow(
    '"Done" near "Backups" is not to be seen here',
  )
})

it('helps when something is not to be seen', async () => {
  await using bot = await listener()
  await posted(bot, 'C0000LAUNCH', button())
  const { sandbox } = bot
  await expect(sandbox.as('ana').in('#launch').click('Stop')).rejects.toThrow('there is "Go"')
  expect(() => sandbox.as('bob').in('#secret')).toThrow('not a member')
  const blocks = [{ type: 'input', label: plain('Name'), element: { type: 'plain_text_input' } }]
  await sandbox.as('ana').in('#launch').type('/golive')
  const view = {
    type: 'modal' as const,
    title: plain('T'),
    submit: plain('Go'),
    blocks: blocks as never[],
  }
  await bot.client.views.open({ trigger_id: String(bot.bodies.at(-1)?.trigger_id), view })
  await expect(sandbox.as('ana').dialog.fill('Nome', 'a')).rejects.toThrow('there is "Name"')
  expect(() => sandbox.as('hana')).toThrow('deactivated')
})
