/** The sandbox page in a real browser: what a newcomer does in the first minutes. One file, one browser. */
import { request } from 'node:http'
import { TZDate } from '@date-fns/tz'
import type { KnownBlock } from '@slack/types'
import { WebClient } from '@slack/web-api'
import { addMinutes } from 'date-fns/addMinutes'
import { nextMonday } from 'date-fns/nextMonday'
import { set } from 'date-fns/set'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import {
  findChromium,
  howToGetChromium,
  launchChromium,
  openTheatre,
  openWindow,
  type Theatre,
} from '../support/browser.ts'
import { dialog, isFocused, isInView, item, say, shows, toggle } from './acts.ts'
import { findings } from './axe.ts'
import { everyChoice, everyElement } from './every-element.ts'
import { startDemo } from './start.ts'

/** What golive waits for comes at once: the clock is moved. */
function laterBy({ control }: Theatre, minutes: number): void {
  control.clock.moveTo(addMinutes(control.clock.now(), minutes))
}

/** A morning on which people work, whatever day it is today. */
function nextMondayAtNine(now: Date, zone: string): Date {
  return new Date(set(nextMonday(new TZDate(now, zone)), { hours: 9, minutes: 1 }).getTime())
}

const chromiumPath = findChromium()
if (!chromiumPath) {
  process.stdout.write(`${howToGetChromium}\n`)
  if (process.env.CI) test('Chromium is there', () => expect.fail(howToGetChromium))
}

describe.runIf(chromiumPath)('the page', () => {
  let browser: Browser

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '')
  })
  afterAll(() => browser.close())

  test('a launch is started by typing /golive start and filling the form', async () => {
    await using theatre = await openTheatre(browser)
    await using window = await theatre.window()
    const { page } = window
    const composer = page.getByRole('combobox', { name: 'Message #launch' })
    await composer.fill('/go')
    await shows(page.getByRole('option', { name: /\/golive/ }))
    await composer.press('Tab')
    await composer.pressSequentially('start')
    await composer.press('Enter')

    const form = dialog(page, 'Start a launch')
    await form.getByRole('button', { name: 'Start' }).click()
    await shows(form.getByText('Please complete this required field.'))
    await form.getByLabel('Name').fill('Payments 2.0')
    const technicalLead = form.getByRole('combobox', { name: 'Technical Lead' })
    // Its list closes when the form is scrolled.
    await technicalLead.click()
    await technicalLead.fill('che')
    await shows(page.getByRole('option', { name: 'Chen Wei' }))
    await technicalLead.press('ArrowDown')
    await technicalLead.press('Enter')
    await expect.poll(() => technicalLead.inputValue()).toBe('Chen Wei')
    expect(await isFocused(technicalLead)).toBe(true)
    await form.getByLabel('Name').press('Enter')
    await form.waitFor({ state: 'detached' })

    await shows(page.getByRole('heading', { name: 'Payments 2.0' }))
    await shows(page.getByRole('button', { name: '1 pinned' }))
    await shows(page.getByText('@Chen Wei'))
    expect(window.complaints).toEqual([])
  })

  test('two people in two windows see each other tick and undo', async () => {
    await using theatre = await openTheatre(browser, { demo: true })
    await using ana = await theatre.window({ as: 'ana' })
    await using bob = await theatre.window({ as: 'bob' })
    const text = 'API documentation complete'

    const button = item(ana.page, text).getByRole('button')
    await button.focus()
    await button.press('Enter')
    await shows(item(bob.page, text).getByText('@Ana Silva'))

    await shows(item(ana.page, text).getByRole('button', { name: 'Undo' }))
    expect(await isFocused(button)).toBe(true)

    await item(bob.page, text).getByRole('button', { name: 'Undo' }).click()
    await shows(item(ana.page, text).getByRole('button', { name: 'Done' }))
    expect([...ana.complaints, ...bob.complaints]).toEqual([])
  })

  test('an item is blocked with a reason, which is asked for where it is missing', async () => {
    await using theatre = await openTheatre(browser, { demo: true })
    await using window = await theatre.window({ as: 'erin' })
    const { page } = window
    await page.getByRole('button', { name: 'Details of Testing' }).click()
    await dialog(page, 'Testing')
      .getByRole('button', { name: /Edit Edge cases/ })
      .click()
    const form = dialog(page, 'Item')
    await form.getByText('Blocked', { exact: true }).click()
    await form.getByRole('button', { name: 'Save' }).click()
    await shows(form.locator('.field-error'))
    await form.getByLabel('Reason').fill('Nobody knows the edges')
    await form.getByRole('button', { name: 'Save' }).click()
    await shows(dialog(page, 'Testing').getByText('Nobody knows the edges'))
    await page.keyboard.press('Escape')
    await shows(item(page, 'Edge cases').getByText('Nobody knows the edges'))
    expect(window.complaints).toEqual([])
  })

  test('a reminder comes by DM in the morning, and a tick in it is seen in the channel', async () => {
    await using theatre = await openTheatre(browser, { demo: true })
    await using ana = await theatre.window({ as: 'ana' })
    await using bob = await theatre.window({ as: 'bob' })
    const { page } = ana
    const text = 'Support rotation schedule created'
    theatre.control.clock.moveTo(nextMondayAtNine(theatre.control.clock.now(), 'Europe/Lisbon'))
    await shows(page.getByRole('link', { name: /golive.*unread|golive.*[0-9]/ }))
    await page.getByRole('link', { name: /golive/ }).click()
    await page.getByRole('tab', { name: /Messages/ }).click()
    const row = page.locator('.message').last().locator('.block.section', { hasText: text })
    await shows(row)
    const tick = page.getByRole('button', { name: `Done: ${text}` }).last()
    await tick.scrollIntoViewIfNeeded()
    await tick.click()
    await row.waitFor({ state: 'detached' })
    await shows(item(bob.page, text).getByText('@Ana Silva'))
    await shows(item(bob.page, text).getByRole('button', { name: 'Undo' }))

    await page.getByRole('tab', { name: /Home/ }).click()
    await shows(page.getByRole('heading', { name: 'Mine' }))
    await shows(page.getByText('4 items are yours'))
    await page.getByRole('button', { name: /Done: Emergency contacts/ }).click()
    await shows(page.getByText('3 items are yours'))
    expect([...ana.complaints, ...bob.complaints]).toEqual([])
  }, 60_000)

  test('the channel comes right after Slack limited golive, was down, and lost a message', async () => {
    await using theatre = await openTheatre(browser, { demo: true })
    await using window = await theatre.window()
    const { page } = window
    const text = 'README updated'

    await toggle(page, 'Rate limiting')
    await item(page, text).getByRole('button', { name: /Done/ }).click()
    await shows(page.locator('.traffic-lines').getByText('ratelimited'))
    // What was clicked is shown by what the click brought; the board waits.
    await shows(item(page, text).getByText('@Ana Silva'))
    expect(await page.getByText('23 of 54 settled').count()).toBe(0)
    await toggle(page, 'Rate limiting')
    laterBy(theatre, 1)
    await shows(page.getByText('23 of 54 settled'))

    await toggle(page, 'Slack down')
    await shows(page.getByText('0 sockets open'))
    await item(page, text).getByRole('button', { name: /Undo/ }).click()
    await shows(page.getByText(/trouble connecting/))
    await toggle(page, 'Slack down')
    await page.getByText('2 sockets open').waitFor({ timeout: 20_000 })
    laterBy(theatre, 10)

    const { workspace } = theatre.control.sandbox
    const pinned = workspace.channel('#launch').pins[0] ?? ''
    theatre.control.sandbox.changes.deleteMessage('#launch', pinned)
    await page.getByRole('heading', { name: 'Payments 2.0' }).waitFor({ state: 'detached' })
    await item(page, text).getByRole('button', { name: /Undo/ }).click()
    await shows(page.getByRole('heading', { name: 'Payments 2.0' }))
    await shows(item(page, text).getByRole('button', { name: /Done/ }))
  }, 60_000)

  test('the clock is moved, and what was said today was said yesterday', async () => {
    await using theatre = await openTheatre(browser)
    await using window = await theatre.window({ as: 'chen' })
    const { page } = window
    await say(page, 'Is anybody there? *Yes*, @bob is')
    await shows(page.locator('.day', { hasText: 'today' }))
    await shows(page.locator('strong', { hasText: 'Yes' }))
    await shows(page.getByText('@Bob Marsh'))
    await page.getByRole('button', { name: 'Tomorrow 9:00' }).click()
    await shows(page.locator('.day', { hasText: 'yesterday' }))
    await shows(page.locator('.big-clock', { hasText: '9:00:0' }))
    expect(window.complaints).toEqual([])
  })

  test('a reload loses what only Slack loses: messages for one person', async () => {
    await using theatre = await openTheatre(browser)
    await using window = await theatre.window({ as: 'lee' })
    const { page } = window
    await say(page, 'Hello')
    await say(page, '/golive status')
    await shows(page.getByText('Only visible to you'))
    await page.reload()
    await shows(page.getByText('Hello'))
    expect(await page.getByText('Only visible to you').count()).toBe(0)
    await shows(page.getByRole('navigation', { name: 'Conversations' }).getByText('Lee Park'))
  })

  test('a dialog is open in every window of its person, and after a reload', async () => {
    await using theatre = await openTheatre(browser, { demo: true })
    await using first = await theatre.window()
    await using second = await theatre.window()
    await first.page.getByRole('button', { name: 'Details of Security' }).click()
    await shows(dialog(second.page, 'Security'))
    await first.page.reload()
    await shows(dialog(first.page, 'Security'))
    await dialog(second.page, 'Security').getByRole('button', { name: 'Close dialog' }).click()
    await dialog(first.page, 'Security').waitFor({ state: 'detached' })
    await toggle(first.page, 'Slow Slack')
    await toggle(second.page, 'Slow Slack')
    expect([...first.complaints, ...second.complaints]).toEqual([])
  })

  test('a command that is complete is sent, its completion closed or not', async () => {
    await using theatre = await openTheatre(browser)
    await using window = await theatre.window({ as: 'bob' })
    const { page } = window
    const composer = page.getByRole('combobox', { name: 'Message #launch' })
    for (const keys of [['Enter'], ['Escape', 'Enter']]) {
      await composer.fill('/golive')
      await shows(page.getByRole('option', { name: /\/golive/ }))
      for (const key of keys) await composer.press(key)
      await expect.poll(() => composer.inputValue()).toBe('')
    }
    await expect.poll(() => page.getByText('Only visible to you').count()).toBe(2)
  })

  test('golive is invited, removed from and restored to a channel', async () => {
    await using theatre = await openTheatre(browser)
    await using window = await theatre.window({ in: 'random' })
    const { page } = window
    const composer = page.getByRole('combobox', { name: 'Message #random' })
    await composer.fill('/inv')
    await composer.press('Tab')
    await composer.pressSequentially('@golive')
    await composer.press('Enter')
    await shows(page.getByText('@golive was added to #random.'))
    await page.getByRole('button', { name: 'Archive #random' }).click()
    await page.getByRole('button', { name: 'Restore #random' }).click()
    await shows(composer)
    await shows(page.getByRole('button', { name: 'Remove golive from #random' }))
  })

  test('the tools of a message cover no button', async () => {
    await using theatre = await openTheatre(browser, { demo: true })
    await using window = await theatre.window({ viewport: { width: 1000, height: 800 } })
    const { page } = window
    const details = page.getByRole('button', { name: 'Details of Monitoring' })
    await details.hover()
    const tools = page.locator('.message', { has: details }).locator('.message-tools')
    const [covering, covered] = [await tools.boundingBox(), await details.boundingBox()]
    expect(covering?.x).toBeGreaterThanOrEqual((covered?.x ?? 0) + (covered?.width ?? 0))
  })

  test('each person sees what is theirs', async () => {
    await using theatre = await openTheatre(browser)
    const channels = async (page: Page) =>
      page.locator('.conversation-link .name').allTextContents()
    await using outsider = await theatre.window({ as: 'ivo', in: 'partners' })
    expect(await channels(outsider.page)).toEqual(['partners'])
    await say(outsider.page, '/golive status', '#partners')
    await shows(outsider.page.getByText('is not a valid command'))
    await using guest = await theatre.window({ as: 'gus' })
    expect(await channels(guest.page)).toEqual(['launch', 'golive'])
    await guest.page.getByRole('link', { name: 'Ana Silva' }).click()
    await shows(guest.page.locator('.conversation-link .name', { hasText: 'secret' }))
    expect(await guest.page.getByRole('link', { name: /Hana/ }).count()).toBe(0)
  })

  test.each(['light', 'dark'] as const)(
    'axe finds nothing serious in %s',
    async (colorScheme) => {
      await using theatre = await openTheatre(browser, { demo: true })
      await using window = await theatre.window({ colorScheme })
      const { page } = window
      // What light and dark share is looked at once; in dark, the colours.
      const rules = colorScheme === 'dark' ? ['color-contrast'] : []
      expect(await findings(page, rules)).toEqual([])
      await page.getByRole('button', { name: 'Details of Security' }).click()
      await dialog(page, 'Security')
        .getByRole('button', { name: /Edit Security audit/ })
        .click()
      await dialog(page, 'Item').waitFor()
      expect(await findings(page, rules)).toEqual([])
      await page.keyboard.press('Escape')
      await dialog(page, 'Item').waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'golive' }).click()
      await shows(page.getByRole('heading', { name: 'golive' }))
      expect(await findings(page, rules)).toEqual([])
    },
    60_000,
  )

  test('every element takes what a person chooses in it', async () => {
    await using theatre = await openTheatre(browser)
    const { sandbox } = theatre.control
    const channel = sandbox.workspace.channel('#launch').id
    const client = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl })
    const { ts = '' } = await client.chat.postMessage({
      channel,
      text: 'choose',
      blocks: everyElement as KnownBlock[],
    })
    await using window = await theatre.window({ as: 'bob' })
    const { page } = window
    const choose = async (field: string, option: string) => {
      await page.getByRole('combobox', { name: field }).click()
      await page.getByRole('option', { name: option }).click()
    }
    await choose('Static', 'Two')
    await choose('Person', 'Chen Wei')
    await choose('Place', 'random')
    await choose('Channel', 'launch')
    await page.getByRole('button', { name: /People/ }).click()
    await page.getByRole('option', { name: 'Ana Silva' }).click()
    await page.getByRole('option', { name: 'Bob Marsh' }).click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /Several/ }).click()
    await page.getByRole('option', { name: 'Three' }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('Date', { exact: true }).fill('2026-12-24')
    await page.getByLabel('Time', { exact: true }).fill('09:15')
    await page.getByLabel('Date and time').fill('2026-12-24T09:15')
    await page.locator('label', { has: page.getByRole('radio', { name: 'Two' }) }).click()
    await page.locator('label', { has: page.getByRole('checkbox', { name: 'Three' }) }).click()
    const held = () => sandbox.as('bob').in('#launch').values().get(ts)
    await expect.poll(held).toMatchObject(everyChoice)
    expect(window.complaints).toEqual([])
  })

  test('what the page does not know it shows as unknown', async () => {
    await using theatre = await openTheatre(browser)
    await using window = await theatre.window()
    const { workspace } = theatre.control.sandbox
    const channel = workspace.channel('#launch').id
    const blocks = [
      { type: 'video', block_id: 'v' },
      { type: 'actions', block_id: 'a', elements: [{ type: 'workflow_button', action_id: 'w' }] },
      { type: 'section', block_id: 's', text: { type: 'mrkdwn', text: '<!date^1^{soon}|later>' } },
    ]
    workspace.post({ channel, author: workspace.bot.userId, text: 'new things', blocks })
    await shows(window.page.getByText('unknown block: video'))
    await shows(window.page.getByText('unknown element: workflow_button'))
    await shows(window.page.getByText('unknown date format {soon}'))
  })

  test('npm start -- --demo prints a URL that shows the demo launch, and ends with exit code 0', async () => {
    const started = await startDemo()
    try {
      await using window = await openWindow(browser, started.url)
      await shows(item(window.page, 'Penetration testing'))
      await window.page.goto(started.url)
      const board = window.page.getByRole('heading', { name: 'Payments 2.0' })
      await expect.poll(() => isInView(board)).toBe(true)
      expect(window.complaints).toEqual([])
    } finally {
      expect(await started.stop()).toBe(0)
    }
  })
})

test('the page answers only to its own name, and its socket only to its own page', async () => {
  await using theatre = await openTheatre({} as Browser)
  const { hostname, port, host } = new URL(theatre.url)
  expect(hostname).toBe('127.0.0.1')
  const status = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      request({ hostname, port, headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
  expect(await status({ host })).toBe(200)
  expect(await status({ host: 'evil.example' })).toBe(403)

  const opens = (origin: string) =>
    new Promise((resolve) => {
      const socket = new WebSocket(`ws://${host}/control?as=ana`, { origin })
      socket.on('error', () => resolve(false))
      socket.on('open', () => {
        socket.terminate()
        resolve(true)
      })
    })
  expect(await opens(`http://${host}`)).toBe(true)
  expect(await opens('http://evil.example')).toBe(false)
})
