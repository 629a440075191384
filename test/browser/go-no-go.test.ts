/** From the first tick to the frozen verdict, as six people in their own windows. */
import { TZDate } from '@date-fns/tz'
import { addDays } from 'date-fns/addDays'
import { addMinutes } from 'date-fns/addMinutes'
import { set } from 'date-fns/set'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium, launchChromium, openTheatre, type Theatre } from '../support/browser.ts'
import { dialog, say, shows } from './acts.ts'

const chromiumPath = findChromium()

const approvers = {
  'Technical Lead': ['chen', 'Chen Wei'],
  'DevOps Lead': ['dita', 'Dita Novak'],
  'Security Lead': ['erin', 'Erin Walsh'],
  'Project Manager': ['finn', 'Finn Larsen'],
} as const

/** golive posts a message a second and channel, and edits as Slack allows: the clock goes on. */
async function passTime(theatre: Theatre, until: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        theatre.control.clock.moveTo(addMinutes(theatre.control.clock.now(), 1 / 12))
        return until()
      },
      { timeout: 25_000, interval: 50 },
    )
    .toBe(true)
}

const log = (page: Page) => page.getByRole('log', { name: 'Messages' })
const thread = (page: Page) => page.getByRole('log', { name: 'Thread messages' })
const board = (page: Page) =>
  log(page)
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: 'Payments 2.0' }) })

/** Clicks every Done there is, one after the other. */
async function tickAll(theatre: Theatre, page: Page): Promise<number> {
  const dones = log(page).getByRole('button', { name: /^Done: / })
  let ticks = 0
  for (let left = await dones.count(); left > 0; left = await dones.count()) {
    const label = (await dones.first().getAttribute('aria-label')) ?? ''
    await dones.first().click()
    const same = log(page).getByRole('button', { name: label, exact: true })
    await passTime(theatre, async () => (await same.count()) === 0)
    ticks++
  }
  return ticks
}

/** T-0 is in two weeks, at ten on the clock of whoever started it. */
function launchMorning(now: Date, zone: string): Date {
  const day = addDays(new TZDate(now, zone), 14)
  return new Date(set(day, { hours: 9, minutes: 5, seconds: 0 }).getTime())
}

describe.runIf(chromiumPath)('go or no-go', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '')
  })
  afterAll(() => browser.close())

  test('six people take a launch from its first tick to the frozen verdict', async () => {
    await using theatre = await openTheatre(browser)
    await using ana = await theatre.window({ as: 'ana' })
    await using bob = await theatre.window({ as: 'bob' })
    const began = theatre.control.clock.now()

    await say(ana.page, '/golive start Payments 2.0')
    const form = dialog(ana.page, 'Start a launch')
    for (const [role, [, name]] of Object.entries(approvers)) {
      const field = form.getByRole('combobox', { name: role })
      // Its list closes when the form is scrolled.
      await field.click()
      await field.fill(name)
      await shows(ana.page.getByRole('option', { name }))
      await field.press('ArrowDown')
      await field.press('Enter')
      await expect.poll(() => field.inputValue()).toBe(name)
    }
    await form.getByRole('button', { name: 'Start' }).click()
    await form.waitFor({ state: 'detached' })
    const waits = (words: string) => board(ana.page).getByText(words).count()
    await passTime(theatre, async () => (await waits('waits for 59 items')) > 0)
    const last = log(bob.page).getByText('Communication channels established')
    await passTime(theatre, async () => (await last.count()) > 0)

    // Bob ticks what is to be done before; the launch day opens by itself.
    expect(await tickAll(theatre, bob.page)).toBe(54)
    await passTime(theatre, async () => (await waits('waits for 5 items')) > 0)
    theatre.control.clock.moveTo(launchMorning(began, 'Europe/Lisbon'))
    const backup = log(bob.page).getByRole('button', { name: /^Done: Final backup/ })
    await passTime(theatre, async () => (await backup.count()) > 0)

    // What waits for the final box says so to whoever clicks it.
    const frozen = log(bob.page).getByRole('button', { name: 'Done: Code frozen (no new changes)' })
    await passTime(theatre, async () => (await frozen.count()) > 0)
    await frozen.click()
    await shows(log(bob.page).getByText(/this section waits for/))
    for (const start of [
      'Final backup',
      'Team briefing',
      'Support team',
      'Monitoring dash',
      'Rollback',
    ]) {
      const button = log(bob.page).getByRole('button', { name: new RegExp(`^Done: ${start}`) })
      await button.click()
      await passTime(theatre, async () => (await button.count()) === 0)
    }

    // Ana calls the roll; each role is asked when its turn comes, and answers in the thread.
    const call = board(ana.page).getByRole('button', { name: 'Start Roll Call' })
    await passTime(theatre, async () => (await call.count()) > 0)
    await call.click()
    for (const [role, [handle]] of Object.entries(approvers)) {
      await using window = await theatre.window({ as: handle })
      const { page } = window
      const rollCall = log(page).getByRole('article').filter({ hasText: 'Roll call for' })
      await passTime(
        theatre,
        async () => (await rollCall.getByRole('button', { name: /repl/ }).count()) > 0,
      )
      await rollCall.getByRole('button', { name: /repl/ }).click()
      const go = thread(page).getByRole('button', { name: `Go… as ${role}`, exact: true })
      await passTime(theatre, async () => (await go.count()) > 0)
      await go.click()
      const sign = dialog(page, 'Sign off')
      await shows(sign.getByText('All 59 items settled'))
      await sign.getByRole('button', { name: 'Sign', exact: true }).click()
      await sign.waitFor({ state: 'detached' })
      await passTime(theatre, async () => (await thread(page).getByText(`${role}: Go`).count()) > 0)
      expect(window.complaints).toEqual([])
    }

    // The verdict stands, with who and when, and the final box is ticked by it.
    await passTime(theatre, async () => (await waits('ticked by the roll call')) > 0)
    const rollCall = log(ana.page).getByRole('article').filter({ hasText: 'Roll call for' })
    await shows(rollCall.getByText(/Verdict: Go/))
    for (const [, name] of Object.values(approvers)) await shows(rollCall.getByText(`@${name}`))
    await shows(board(ana.page).getByRole('button', { name: 'We Are Live…' }))
    expect(await rollCall.getByRole('button').filter({ hasText: 'End' }).count()).toBe(0)
    expect([...ana.complaints, ...bob.complaints]).toEqual([])
  }, 240_000)
})
