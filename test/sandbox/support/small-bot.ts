import type { App } from '@slack/bolt'

export const plain = (text: string) => ({ type: 'plain_text' as const, text })

/** The form which the small bot opens. */
export function form(blocks: object[] = nameInput()) {
  return {
    type: 'modal' as const,
    callback_id: 'form',
    title: plain('New thing'),
    submit: plain('Save'),
    notify_on_close: true,
    blocks: blocks as never[],
  }
}

function nameInput() {
  return [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'text', max_length: 10 },
    },
    {
      type: 'input',
      block_id: 'owner',
      optional: true,
      label: plain('Owner'),
      element: { type: 'users_select', action_id: 'user' },
    },
  ]
}

/** A bot with a bit of everything: a command, a form, buttons, an ephemeral, a home, a shortcut. */
export function smallBot(app: App, seen: unknown[] = []): void {
  app.command('/golive', async ({ command, ack, client, respond }) => {
    if (command.text === 'form') {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: form() })
    } else if (command.text === 'late') {
      await ack()
      await respond('Later')
    } else if (command.text !== 'silent') {
      await ack(`You said ${command.text}`)
    }
  })
  app.view('form', async ({ ack, view, client, body }) => {
    seen.push(body)
    const name = view.state.values.name?.text?.value
    if (name === 'taken') {
      await ack({ response_action: 'errors', errors: { name: 'That name is taken.' } })
      return
    }
    await ack()
    await client.chat.postMessage({
      channel: 'C0000LAUNCH',
      text: `Made ${name}`,
      blocks: card(name ?? ''),
    })
  })
  app.view({ callback_id: 'form', type: 'view_closed' }, async ({ ack, body }) => {
    seen.push(body)
    await ack()
  })
  app.action('done', async ({ ack, body, client, respond, action }) => {
    seen.push(body)
    await ack()
    if (body.type !== 'block_actions' || !body.message || !body.channel) return
    const name = 'value' in action ? action.value : ''
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: `Done ${name}`,
    })
    await respond({ text: 'Thank you', response_type: 'ephemeral', replace_original: false })
  })
  app.action('more', async ({ ack, action }) => {
    seen.push(action)
    await ack()
  })
  app.shortcut('inspect', async ({ ack, shortcut }) => {
    seen.push(shortcut)
    await ack()
  })
  app.event('app_home_opened', async ({ event, client }) => {
    const blocks = [{ type: 'section' as const, text: plain(`Welcome to ${event.tab}`) }]
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
}

export function card(name: string) {
  return [
    { type: 'section' as const, text: plain(name) },
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'done', text: plain('Done'), value: name },
        {
          type: 'overflow' as const,
          action_id: 'more',
          options: [
            { text: plain('Edit'), value: 'edit' },
            { text: plain('Drop'), value: 'drop' },
          ],
        },
      ],
    },
  ]
}
