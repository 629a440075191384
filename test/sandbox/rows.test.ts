/** Lists whose rows have the same elements: what is clicked is the one in the row that was named. */
import { expect, test } from 'vitest'
import { socketBot } from './support/bot.ts'
import { plain } from './support/small-bot.ts'

const option = (word: string) => ({ text: plain(word), value: word.toLowerCase() })

/** An item as reminders and the home list it: its text, and a row of actions below. */
function item(text: string, more: object[] = []) {
  return [
    { type: 'section', text: plain(text) },
    { type: 'context', elements: [plain(`Due for ${text}`)] },
    {
      type: 'actions',
      block_id: text,
      elements: [
        { type: 'button', action_id: 'done', text: plain('Done'), value: text },
        {
          type: 'static_select',
          action_id: 'snooze',
          placeholder: plain('Snooze'),
          options: ['Tomorrow', 'Next Week'].map(option),
        },
        { type: 'overflow', action_id: 'more', options: ['Open', 'Mute'].map(option) },
        ...more,
      ],
    },
  ]
}

const notMine = { type: 'button', action_id: 'not-mine', text: plain('Not Mine'), value: 'Logs' }
const blocks = [
  { type: 'header', text: plain('Today') },
  ...item('Backups'),
  ...item('Logs', [notMine]),
  ...item('Alerts'),
] as never[]

interface Clicked {
  block_id: string
  action_id: string
  selected_option?: { value: string }
}

/** A bot that shows the list in a DM, in the home and in a dialog, and keeps what is clicked. */
async function listBot() {
  const clicked: Clicked[] = []
  const bot = await socketBot((app) => {
    app.action(/.*/, async ({ ack, body }) => {
      const [action] = (body as unknown as { actions: Clicked[] }).actions
      if (action) clicked.push(action)
      await ack()
    })
    app.command(/.*/, async ({ ack, command, client }) => {
      await ack()
      const view = { type: 'modal' as const, title: plain('List'), blocks }
      await client.views.open({ trigger_id: command.trigger_id, view })
    })
  })
  const ana = bot.sandbox.as('ana')
  await bot.client.chat.postMessage({ channel: ana.id, text: 'Reminder', blocks })
  await bot.client.views.publish({ user_id: ana.id, view: { type: 'home', blocks } })
  await ana.in('#launch').type('/golive')
  return { ...bot, ana, clicked, [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose]() }
}

test.each(['message', 'home', 'dialog'] as const)('in a %s', async (where) => {
  await using bot = await listBot()
  const { ana, clicked } = bot
  const place = { message: ana.in('@golive'), home: await ana.home(), dialog: ana.dialog }[where]
  await place.click('Done', 'Logs')
  await place.choose('Snooze', 'Tomorrow', 'Alerts')
  await place.choose('Snooze', 'Next Week', 'Due for Logs')
  await place.click('Tomorrow', 'Backups')
  await place.click('Mute', 'Alerts')
  await place.click('Not Mine', 'Logs')
  expect(clicked).toMatchObject([
    { block_id: 'Logs', action_id: 'done' },
    { block_id: 'Alerts', action_id: 'snooze', selected_option: { value: 'tomorrow' } },
    { block_id: 'Logs', action_id: 'snooze', selected_option: { value: 'next week' } },
    { block_id: 'Backups', action_id: 'snooze', selected_option: { value: 'tomorrow' } },
    { block_id: 'Alerts', action_id: 'more', selected_option: { value: 'mute' } },
    { block_id: 'Logs', action_id: 'not-mine' },
  ])
})

test('what is missing in one row is not taken from another', async () => {
  await using bot = await listBot()
  const { ana, clicked } = bot
  await expect(ana.in('@golive').click('Not Mine', 'Backups')).rejects.toThrow(
    '"Not Mine" near "Backups" is not to be seen here',
  )
  await ana.in('@golive').click('Not Mine', 'Today')
  expect(clicked).toMatchObject([{ block_id: 'Logs' }])
})

test('of two messages with the same rows the one that is named is meant', async () => {
  await using bot = await listBot()
  const { ana, client, clock } = bot
  clock.advance(1000)
  const { ts = '' } = await client.chat.postMessage({
    channel: ana.id,
    text: 'Evening',
    blocks: item('Backups') as never[],
  })
  const dm = ana.in('@golive')
  const [older] = dm.messages()
  await dm.at(older?.ts ?? '').choose('Snooze', 'Tomorrow', 'Backups')
  const values = (at: string) => dm.values().get(at)
  const chosen = { Backups: { snooze: { selected_option: { value: 'tomorrow' } } } }
  expect(values(older?.ts ?? '')).toMatchObject(chosen)
  expect(values(ts)).toMatchObject({ Backups: { snooze: { selected_option: null } } })
})
