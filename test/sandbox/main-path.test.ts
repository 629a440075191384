import { describe, expect, it } from 'vitest'
import { httpBot, type Running, socketBot } from './support/bot.ts'
import { smallBot } from './support/small-bot.ts'

const ways = [
  ['Socket Mode', socketBot],
  ['HTTP', httpBot],
] as const

describe.each(ways)('a real Bolt app over %s', (_, start) => {
  it('answers a command with an ephemeral that only the person sees', async () => {
    await using bot = await start((app) => smallBot(app))
    const ana = bot.sandbox.as('ana').in('#launch')
    const [answer] = await ana.type('/golive hello')
    expect(answer).toMatchObject({ text: 'You said hello', isEphemeral: true })
    expect(bot.sandbox.as('bob').in('#launch').messages()).toEqual([])
  })

  it('shows what comes late through the response_url', async () => {
    await using bot = await start((app) => smallBot(app))
    const [answer] = await bot.sandbox.as('ana').in('#random').type('/golive late')
    expect(answer).toMatchObject({ text: 'Later', isEphemeral: true })
  })

  it('walks through a form, its client checks, its errors and its end', async () => {
    const seen: unknown[] = []
    await using bot = await start((app) => smallBot(app, seen))
    const ana = bot.sandbox.as('ana')
    await ana.in('#launch').type('/golive form')
    expect(ana.dialog.title).toBe('New thing')

    await ana.dialog.submit()
    expect(ana.dialog.errors).toEqual({ Name: 'Please complete this required field.' })
    expect(seen).toEqual([])

    await ana.dialog.fill('Name', 'taken')
    await ana.dialog.pickPeople('Owner', 'bob')
    await ana.dialog.submit()
    expect(ana.dialog.errors).toEqual({ Name: 'That name is taken.' })
    expect(ana.dialog.value('Owner')).toBe('@bob')

    await ana.dialog.fill('Name', 'Backups')
    await ana.dialog.submit()
    expect(ana.hasDialog()).toBe(false)
    expect(ana.in('#launch').sees('Made Backups')?.lines).toContain('[Done]')
    expect(() => ana.dialog).toThrow('No dialog is open for @ana')
  })

  it('clicks a button near a text, and sees the update and the notice', async () => {
    const seen: { channel?: { id: string }; user?: object }[] = []
    await using bot = await start((app) => smallBot(app, seen))
    await formed(bot, 'One')
    await formed(bot, 'Two')
    const bob = bot.sandbox.as('bob')
    const { notices, error } = await bob.in('#launch').click('Done', 'One')
    expect(error).toBeUndefined()
    expect(notices.map((each) => each.text)).toEqual(['Thank you'])
    expect(
      bob
        .in('#launch')
        .messages()
        .map((each) => each.text),
    ).toEqual(['Done One', 'Made Two', 'Thank you'])
    expect(seen.at(-1)).toMatchObject({ channel: { id: 'C0000LAUNCH' }, user: { id: bob.id } })
  })

  it('sends the option of an overflow menu', async () => {
    const seen: unknown[] = []
    await using bot = await start((app) => smallBot(app, seen))
    await formed(bot, 'One')
    await bot.sandbox.as('bob').in('#launch').click('Drop')
    expect(seen.at(-1)).toMatchObject({ type: 'overflow', selected_option: { value: 'drop' } })
  })

  it('opens the App Home', async () => {
    await using bot = await start((app) => smallBot(app))
    const home = await bot.sandbox.as('kim').home()
    expect(home.sees('Welcome to home')).toBeDefined()
  })

  it('runs a message shortcut', async () => {
    const seen: unknown[] = []
    await using bot = await start((app) => smallBot(app, seen))
    await formed(bot, 'One')
    await bot.sandbox.as('bob').in('#launch').shortcut('inspect', 'Made One')
    expect(seen.at(-1)).toMatchObject({ type: 'message_action', message: { text: 'Made One' } })
  })

  it('tells of a closed view without what was typed', async () => {
    const seen: unknown[] = []
    await using bot = await start((app) => smallBot(app, seen))
    const ana = bot.sandbox.as('ana')
    await ana.in('#launch').type('/golive form')
    await ana.dialog.fill('Name', 'x')
    await ana.dialog.close()
    expect(seen).toMatchObject([
      { type: 'view_closed', is_cleared: false, view: { state: { values: {} } } },
    ])
  })
})

async function formed({ sandbox, clock }: Running, name: string): Promise<void> {
  const ana = sandbox.as('ana')
  clock.advance(1000)
  await ana.in('#launch').type('/golive form')
  await ana.dialog.fill('Name', name)
  await ana.dialog.submit()
}
