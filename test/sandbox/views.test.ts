import { describe, expect, it } from 'vitest'
import { bareSandbox, codeOf, type Running, socketBot } from './support/bot.ts'
import { form, plain } from './support/small-bot.ts'

const text = (words: string) => ({ type: 'section' as const, text: plain(words) })
const modal = (words: string, more: object = {}) => ({
  type: 'modal' as const,
  title: plain('T'),
  blocks: [text(words)],
  ...more,
})
const nameInput = (blockId: string) => ({
  type: 'input',
  block_id: blockId,
  label: plain('Name'),
  element: { type: 'plain_text_input', action_id: 'text' },
})

/** A bot that hands every trigger_id to the test, and answers submissions with what the test says. */
async function triggerBot() {
  const triggers: string[] = []
  const state = { answer: undefined as unknown, submissions: [] as unknown[] }
  const bot = await socketBot((app) => {
    app.command('/golive', async ({ ack, command }) => {
      triggers.push(command.trigger_id)
      await ack()
    })
    app.view(/.*/, async ({ ack, body }) => {
      state.submissions.push(body)
      await (ack as (answer?: unknown) => Promise<void>)(state.answer)
    })
    app.action(/.*/, async ({ ack, body }) => {
      state.submissions.push(body)
      await ack()
    })
  })
  const trigger = async ({ sandbox }: Running = bot) => {
    await sandbox.as('ana').in('#launch').type('/golive x')
    return triggers.at(-1) ?? ''
  }
  return {
    ...bot,
    state,
    trigger,
    ana: bot.sandbox.as('ana'),
    [Symbol.asyncDispose]: () => bot[Symbol.asyncDispose](),
  }
}

describe('triggers', () => {
  it('open one view, within three seconds', async () => {
    await using bot = await triggerBot()
    const open = (trigger_id: string) =>
      codeOf(bot.client.views.open({ trigger_id, view: modal('a') }))
    const used = await bot.trigger()
    expect([await open(used), await open(used)]).toEqual(['ok', 'exchanged_trigger_id'])
    const kept = await bot.trigger()
    bot.clock.advance(3000)
    expect(await open(kept)).toBe('ok')
    const late = await bot.trigger()
    bot.clock.advance(3001)
    expect(await open(late)).toBe('expired_trigger_id')
    expect(await open('1.2.3')).toBe('invalid_trigger_id')
  })

  it('are not used up by a refused view', async () => {
    await using bot = await triggerBot()
    const trigger_id = await bot.trigger()
    expect(await codeOf(bot.client.views.open({ trigger_id, view: modal('') }))).toBe(
      'invalid_arguments',
    )
    expect(await codeOf(bot.client.views.open({ trigger_id, view: modal('a') }))).toBe('ok')
  })
})

describe('the stack of views', () => {
  it('is three deep', async () => {
    await using bot = await triggerBot()
    await bot.client.views.open({ trigger_id: await bot.trigger(), view: modal('1') })
    const push = async (words: string) =>
      codeOf(bot.client.views.push({ trigger_id: await bot.trigger(), view: modal(words) }))
    expect([await push('2'), await push('3'), await push('4')]).toEqual([
      'ok',
      'ok',
      'push_limit_reached',
    ])
    expect(bot.ana.dialog.lines).toBe('3')
    await bot.ana.dialog.close()
    expect(bot.ana.dialog.lines).toBe('2')
    await bot.ana.dialog.close({ all: true })
    expect(bot.ana.hasDialog()).toBe(false)
  })

  it('refuses a stale hash, a closed view and an external_id in use', async () => {
    await using bot = await triggerBot()
    const { client } = bot
    const opened = await client.views.open({
      trigger_id: await bot.trigger(),
      view: modal('1', { external_id: 'e' }),
    })
    const { id: view_id = '', hash = '' } = opened.view ?? {}
    const update = (more: object) =>
      codeOf(client.views.update({ view_id, view: modal('2'), ...more }))
    expect([await update({ hash }), await update({ hash })]).toEqual(['ok', 'hash_conflict'])
    const again = { type: 'home' as const, blocks: [], external_id: 'f' }
    await client.views.publish({ user_id: 'U0000000ANA', view: again })
    expect(await codeOf(client.views.publish({ user_id: 'U0000000BOB', view: again }))).toBe(
      'duplicate_external_id',
    )
    await bot.ana.dialog.close()
    expect(await update({})).toBe('not_found')
  })
})

describe('typed input', () => {
  it('survives an update with the same ids and not one with a new block_id', async () => {
    await using bot = await triggerBot()
    const opened = await bot.client.views.open({
      trigger_id: await bot.trigger(),
      view: form([nameInput('a')]),
    })
    const view_id = opened.view?.id ?? ''
    await bot.ana.dialog.fill('Name', 'kept')
    await bot.client.views.update({ view_id, view: form([text('new'), nameInput('a')]) })
    expect(bot.ana.dialog.value('Name')).toBe('kept')
    await bot.client.views.update({ view_id, view: form([nameInput('b')]) })
    expect(bot.ana.dialog.value('Name')).toBeNull()
  })

  it('reaches the bot in the shape of its element, null where untouched', async () => {
    await using bot = await triggerBot()
    const option = (word: string) => ({ text: plain(word), value: word.toLowerCase() })
    const inputs: [string, object][] = [
      ['Words', { type: 'plain_text_input', initial_value: 'first' }],
      ['Count', { type: 'number_input', is_decimal_allowed: false }],
      ['Day', { type: 'datepicker' }],
      ['Hour', { type: 'timepicker' }],
      ['Moment', { type: 'datetimepicker' }],
      ['One', { type: 'static_select', options: [option('A'), option('B')] }],
      ['Some', { type: 'checkboxes', options: [option('A'), option('B')] }],
      ['Person', { type: 'users_select' }],
      ['People', { type: 'multi_users_select' }],
      ['Channel', { type: 'conversations_select' }],
    ]
    const blocks = inputs.map(([label, element]) => ({
      type: 'input',
      block_id: label,
      optional: true,
      label: plain(label),
      element: { ...element, action_id: 'it' },
    }))
    const open = async () =>
      bot.client.views.open({ trigger_id: await bot.trigger(), view: form(blocks) })
    const sent = () =>
      (bot.state.submissions.at(-1) as { view: { state: { values: object } } }).view.state.values
    await open()
    await bot.ana.dialog.submit()
    expect(sent()).toMatchObject({
      Words: { it: { value: 'first' } },
      Count: { it: { value: null } },
      Day: { it: { selected_date: null } },
      One: { it: { selected_option: null } },
      Some: { it: { selected_options: [] } },
      People: { it: { selected_users: [] } },
    })
    await open()
    const { dialog } = bot.ana
    await dialog.fill('Words', 'second')
    await dialog.fill('Count', 3)
    await dialog.fill('Day', '2026-03-04')
    await dialog.fill('Hour', '09:30')
    await dialog.fill('Moment', new Date('2026-03-04T09:30:00Z'))
    await dialog.choose('One', 'B')
    await dialog.choose('Some', ['A', 'B'])
    await dialog.pickPeople('Person', 'bob')
    await dialog.pickPeople('People', 'bob', 'kim')
    await dialog.pickChannel('Channel', '#launch')
    expect(dialog.value('People')).toEqual(['@bob', '@kim'])
    await dialog.submit()
    expect(sent()).toEqual({
      Words: { it: { type: 'plain_text_input', value: 'second' } },
      Count: { it: { type: 'number_input', value: '3' } },
      Day: { it: { type: 'datepicker', selected_date: '2026-03-04' } },
      Hour: { it: { type: 'timepicker', selected_time: '09:30' } },
      Moment: { it: { type: 'datetimepicker', selected_date_time: 1_772_616_600 } },
      One: { it: { type: 'static_select', selected_option: option('B') } },
      Some: { it: { type: 'checkboxes', selected_options: [option('A'), option('B')] } },
      Person: { it: { type: 'users_select', selected_user: 'U0000000BOB' } },
      People: {
        it: { type: 'multi_users_select', selected_users: ['U0000000BOB', 'U0000000KIM'] },
      },
      Channel: { it: { type: 'conversations_select', selected_conversation: 'C0000LAUNCH' } },
    })
  })

  it('comes from pickers which offer only what Slack offers', async () => {
    await using bot = await triggerBot()
    const inputs: [string, object][] = [
      ['Person', { type: 'users_select' }],
      ['Public', { type: 'channels_select' }],
      ['Private', { type: 'conversations_select', filter: { include: ['private'] } }],
      ['Here', { type: 'conversations_select', default_to_current_conversation: true }],
      ['Day', { type: 'datepicker' }],
      ['Few', { type: 'multi_users_select', max_selected_items: 1 }],
    ]
    const blocks = inputs.map(([label, element]) => ({
      type: 'input',
      label: plain(label),
      element,
    }))
    await bot.client.views.open({ trigger_id: await bot.trigger(), view: form(blocks) })
    const { dialog } = bot.ana
    expect(dialog.value('Here')).toBe('#launch')
    await expect(dialog.pickPeople('Person', 'hana')).rejects.toThrow('deactivated')
    await expect(dialog.pickChannel('Public', '#ops')).rejects.toThrow('does not offer #ops')
    await expect(dialog.pickChannel('Private', '#launch')).rejects.toThrow('does not offer #launch')
    await expect(dialog.fill('Day', '2026-02-30')).rejects.toThrow('a date as YYYY-MM-DD')
    await expect(dialog.pickPeople('Few', 'bob', 'kim')).rejects.toThrow('at most 1')
    await dialog.pickChannel('Private', '#secret')
    expect(dialog.value('Private')).toBe('#secret')
  })

  it('dispatches only where the block asks for it', async () => {
    await using bot = await triggerBot()
    const blocks = [
      nameInput('quiet'),
      { ...nameInput('loud'), label: plain('Loud'), dispatch_action: true },
    ]
    await bot.client.views.open({ trigger_id: await bot.trigger(), view: form(blocks) })
    await bot.ana.dialog.fill('Name', 'a')
    expect(bot.state.submissions).toEqual([])
    await bot.ana.dialog.fill('Loud', 'b')
    expect(bot.state.submissions).toMatchObject([
      {
        type: 'block_actions',
        container: { type: 'view' },
        actions: [{ block_id: 'loud', value: 'b' }],
      },
    ])
  })
})

describe('the answer to a submission', () => {
  it('updates, pushes and clears', async () => {
    await using bot = await triggerBot()
    const step = (title: string) => modal(title, { submit: plain('Next') })
    await bot.client.views.open({ trigger_id: await bot.trigger(), view: step('1') })
    bot.state.answer = { response_action: 'update', view: step('2') }
    await bot.ana.dialog.submit()
    bot.state.answer = { response_action: 'push', view: step('3') }
    await bot.ana.dialog.submit()
    expect([bot.ana.dialog.lines, bot.ana.dialog.view.depth]).toEqual(['3', 2])
    bot.state.answer = undefined
    await bot.ana.dialog.submit()
    expect(bot.ana.dialog.lines).toBe('2')
    bot.state.answer = { response_action: 'clear' }
    await bot.ana.dialog.submit()
    expect(bot.ana.hasDialog()).toBe(false)
    expect(bot.sandbox.calls.problems).toEqual([])
  })

  it.each([
    ['errors for what is no input', { response_action: 'errors', errors: { nowhere: 'a' } }],
    ['an invalid view', { response_action: 'update', view: { type: 'modal', blocks: [] } }],
  ])('is a problem when it has %s', async (_, answer) => {
    await using bot = await triggerBot()
    bot.state.answer = answer
    await bot.client.views.open({
      trigger_id: await bot.trigger(),
      view: modal('1', { submit: plain('Go') }),
    })
    const { error } = await bot.ana.dialog.submit()
    expect(error).toBeDefined()
    expect(bot.ana.dialog.lines).toBe('1')
    expect(bot.sandbox.calls.problems).toHaveLength(1)
  })

  it('is not asked for while the client finds errors', async () => {
    await using bot = await triggerBot()
    const inputs: [string, object][] = [
      ['Short', { type: 'plain_text_input', max_length: 3 }],
      ['Long', { type: 'plain_text_input', min_length: 3 }],
      ['Number', { type: 'number_input', is_decimal_allowed: false, max_value: '5' }],
      ['Mail', { type: 'email_text_input' }],
      ['Link', { type: 'url_text_input' }],
    ]
    const blocks = inputs.map(([label, element]) => ({
      type: 'input',
      label: plain(label),
      element,
    }))
    await bot.client.views.open({ trigger_id: await bot.trigger(), view: form(blocks) })
    const { dialog } = bot.ana
    await dialog.fill('Short', 'abcd')
    await dialog.fill('Long', 'ab')
    await dialog.fill('Number', 6)
    await dialog.fill('Mail', 'nobody')
    await dialog.fill('Link', 'nowhere')
    await dialog.submit()
    expect(Object.keys(dialog.errors)).toEqual(['Short', 'Long', 'Number', 'Mail', 'Link'])
    expect(bot.state.submissions).toEqual([])
  })
})

it('publishes a home for one person, by hash', async () => {
  await using bare = await bareSandbox()
  const publish = (words: string, hash?: string) =>
    bare.client.views.publish({
      user_id: 'U0000000ANA',
      view: { type: 'home', blocks: [text(words)] },
      ...(hash ? { hash } : {}),
    })
  const { view } = await publish('1')
  await publish('2', view?.hash)
  expect(await codeOf(publish('3', view?.hash))).toBe('hash_conflict')
  expect(bare.sandbox.workspace.homes.size).toBe(1)
})
