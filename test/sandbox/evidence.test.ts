/** A message shortcut that opens a dialog with a link, files and a select whose options the bot gives. */
import { describe, expect, test } from 'vitest'
import { codeOf, httpBot, type Running, socketBot } from './support/bot.ts'
import { plain } from './support/small-bot.ts'

const option = (word: string) => ({ text: plain(word), value: `id of ${word}` })

function view(more: object = {}) {
  const input = (label: string, element: object) => ({
    type: 'input',
    block_id: label,
    optional: true,
    label: plain(label),
    element: { action_id: 'it', ...element },
  })
  return {
    type: 'modal' as const,
    callback_id: 'evidence',
    title: plain('Add evidence'),
    submit: plain('Add'),
    blocks: [
      input('Item', { type: 'external_select', min_query_length: 2 }),
      input('Link', { type: 'url_text_input' }),
      input('Files', { type: 'file_input', filetypes: ['png', 'pdf'], max_files: 2 }),
    ] as never[],
    ...more,
  }
}

const items = ['DNS records', 'DNS cutover', 'Load test']
const manifest = (interactivity: object = {}) => ({
  features: { shortcuts: [{ name: 'Add as evidence', type: 'message', callback_id: 'evidence' }] },
  oauth_config: { scopes: { bot: ['commands', 'chat:write'], bot_optional: ['files:read'] } },
  settings: { interactivity: { is_enabled: true, ...interactivity } },
})

interface Seen {
  asked: string[]
  shortcuts: unknown[]
  opened: string[]
  submitted: { view: { state: { values: Record<string, Record<string, unknown>> } } }[]
  answer: (typed: string) => object
}

function listen(app: Running['app'], seen: Seen): void {
  app.shortcut('evidence', async ({ ack, shortcut, client }) => {
    await ack()
    seen.shortcuts.push(shortcut)
    const { trigger_id } = shortcut
    seen.opened.push(await codeOf(client.views.open({ trigger_id, view: view() })))
  })
  app.options('it', async ({ ack, options }) => {
    seen.asked.push(options.value)
    await ack(seen.answer(options.value) as never)
  })
  app.view('evidence', async ({ ack, body }) => {
    seen.submitted.push(body as never)
    await ack()
  })
}

const newSeen = (): Seen => ({
  asked: [],
  shortcuts: [],
  opened: [],
  submitted: [],
  answer: (typed) => ({
    options: items.filter((each) => each.startsWith(typed)).map(option),
  }),
})

async function evidenceBot(given: Parameters<typeof socketBot>[1] = { manifest: manifest() }) {
  const seen = newSeen()
  const bot = await socketBot((app) => listen(app, seen), given)
  const ana = bot.sandbox.as('ana')
  await bot.sandbox.as('bob').in('#launch').type('It all resolves')
  return { ...bot, ana, seen, [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose]() }
}

test.each([
  ['#launch', 'It all resolves'],
  ['#random', 'said elsewhere'],
  ['@golive', 'said to the bot'],
])('the shortcut is on messages of people in %s', async (where, words) => {
  await using bot = await evidenceBot()
  const place = bot.ana.in(where)
  if (!place.sees(words)) await place.type(words)
  await place.shortcut('Add as evidence', words)
  expect(bot.ana.dialog.title).toBe('Add evidence')
  expect(bot.seen.shortcuts).toMatchObject([
    {
      type: 'message_action',
      callback_id: 'evidence',
      channel: { id: place.channelId },
      message: { text: words },
    },
  ])
})

test("the shortcut is on the bot's own messages", async () => {
  await using bot = await evidenceBot()
  await bot.client.chat.postMessage({ channel: bot.ana.id, text: 'Reminder' })
  await bot.ana.in('@golive').shortcut('Add as evidence', 'Reminder')
  expect(bot.ana.hasDialog()).toBe(true)
})

describe('files', () => {
  const picture = { name: 'dns.png', mimetype: 'image/png', size: 2048 }

  test('come as file objects', async () => {
    await using bot = await evidenceBot()
    const { ana, seen } = bot
    await ana.in('#launch').shortcut('Add as evidence', 'It all')
    ana.dialog.attach('Files', [picture])
    expect(ana.dialog.value('Files')).toEqual(['dns.png'])
    await ana.dialog.submit()
    expect(seen.submitted[0]?.view.state.values.Files?.it).toMatchObject({
      type: 'file_input',
      files: [
        {
          id: expect.stringMatching(/^F/),
          name: 'dns.png',
          mimetype: 'image/png',
          permalink: expect.stringContaining('https://harbor.slack.com/files/'),
          url_private: expect.stringContaining('/files-pri/'),
          user: ana.id,
        },
      ],
    })
  })

  test.each([
    ['of another type', [{ ...picture, name: 'dns.exe' }]],
    ['over 10 MB', [{ ...picture, size: 10_000_001 }]],
    ['one too many', [picture, picture, picture]],
  ])('%s are not taken', async (_, files) => {
    await using bot = await evidenceBot()
    await bot.ana.in('#launch').shortcut('Add as evidence', 'It all')
    expect(() => bot.ana.dialog.attach('Files', files)).toThrow()
  })

  test('cannot be asked for without files:read', async () => {
    await using bot = await evidenceBot({ manifest: manifest(), withoutScopes: 'optional' })
    await bot.ana.in('#launch').shortcut('Add as evidence', 'It all')
    expect(bot.seen.opened).toEqual(['missing_scope'])
    expect(bot.ana.hasDialog()).toBe(false)
    bot.sandbox.workspace.installation.grant('files:read')
    await bot.ana.in('#launch').shortcut('Add as evidence', 'It all')
    expect(bot.seen.opened).toEqual(['missing_scope', 'ok'])
  })
})

describe('options that the bot gives', () => {
  async function opened() {
    const bot = await evidenceBot()
    await bot.ana.in('#launch').shortcut('Add as evidence', 'It all')
    return bot
  }

  test('are offered for what is typed, and taken from what was offered', async () => {
    await using bot = await opened()
    const { dialog } = bot.ana
    const offered = await dialog.suggest('Item', 'DN')
    expect(offered).toEqual(['DNS records', 'DNS cutover'].map(option))
    await dialog.choose('Item', 'DNS cutover')
    expect(bot.seen.asked).toEqual(['DN'])
    await dialog.choose('Item', 'Load test')
    expect(bot.seen.asked).toEqual(['DN', 'Load test'])
    await dialog.submit()
    expect(bot.seen.submitted[0]?.view.state.values.Item?.it).toEqual({
      type: 'external_select',
      selected_option: option('Load test'),
    })
  })

  test('may come in groups', async () => {
    await using bot = await opened()
    const groups = items.map((each) => ({ label: plain(`About ${each}`), options: [option(each)] }))
    bot.seen.answer = () => ({ option_groups: groups })
    const { dialog } = bot.ana
    expect(await dialog.suggestGroups('Item', 'any')).toMatchObject(
      items.map((each) => ({ label: `About ${each}`, options: [option(each)] })),
    )
    await dialog.choose('Item', 'Load test')
    expect(dialog.value('Item')).toBe('Load test')
  })

  test('are asked for from min_query_length on', async () => {
    await using bot = await opened()
    await expect(bot.ana.dialog.suggest('Item', 'D')).rejects.toThrow('from 2 characters on')
    expect(bot.seen.asked).toEqual([])
  })

  test.each([
    ['nothing', {}],
    ['options and groups', { options: [], option_groups: [] }],
    ['an empty text', { options: [{ text: plain(''), value: 'a' }] }],
    ['too many', { options: Array.from({ length: 101 }, (_, at) => option(String(at))) }],
    ['mrkdwn', { options: [{ text: { type: 'mrkdwn', text: 'a' }, value: 'a' }] }],
  ])('are a problem when they are %s', async (_, answer) => {
    await using bot = await opened()
    bot.seen.answer = () => answer
    expect(await bot.ana.dialog.suggest('Item', 'DNS')).toEqual([])
    expect(bot.sandbox.calls.problems).toHaveLength(1)
  })

  test.each([
    ['no address for them', {}, false],
    ['an address for them', { message_menu_options_url: 'https://a.test/slack/events' }, true],
  ])('do not come over HTTP without an address: with %s', async (_, more, come) => {
    const seen = newSeen()
    const request_url = 'https://a.test/slack/events'
    await using bot = await httpBot((app) => listen(app, seen), {
      manifest: manifest({ request_url, ...more }),
    })
    const ana = bot.sandbox.as('ana')
    await ana.in('#launch').type('Here')
    await ana.in('#launch').shortcut('Add as evidence', 'Here')
    const asked = ana.dialog.suggest('Item', 'DNS').then(
      () => true,
      () => false,
    )
    expect(await asked).toBe(come)
  })
})
