import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findChromium, launchChromium } from '../support/browser.ts'
import { type LastingTheatre, openLastingTheatre } from '../support/lasting-theatre.ts'
import { say, shows } from './acts.ts'
import { findings } from './axe.ts'
import {
  answers,
  answersTree,
  choose,
  closes,
  comes,
  decides,
  emergency,
  goesTo,
  log,
  press,
  reachesTree,
  resolves,
  shortcut,
  walk,
} from './emergency-acts.ts'

const chromiumPath = findChromium()

const ways = [
  { channel: 'way-1', way: ['Yes'], outcome: 'Rollback', from: 'board', ends: 'rolled back' },
  { channel: 'way-2', way: ['No', 'Yes'], outcome: 'Scale up', from: 'command', ends: 'goes on' },
  { channel: 'way-3', way: ['No', 'Yes'], outcome: 'Rollback', from: 'shortcut', ends: 'goes on' },
  {
    channel: 'way-4',
    way: ['No', 'No', 'Yes'],
    outcome: 'Monitor and fix',
    from: 'command',
    ends: 'goes on',
  },
  {
    channel: 'way-5',
    way: ['No', 'No', 'No'],
    outcome: 'Monitor and fix',
    from: 'board',
    ends: 'goes on',
  },
] as const

describe.runIf(chromiumPath)('emergencies', () => {
  let browser: Browser
  let theatre: LastingTheatre

  beforeAll(async () => {
    browser = await launchChromium(chromiumPath ?? '')
    const channels = [...ways.map(({ channel }) => channel), 'together']
    theatre = await openLastingTheatre(browser, channels)
  })
  afterAll(async () => {
    await theatre.close()
    await browser.close()
  })

  /** A launch that ana leads, in a channel of its own. */
  async function launchIn(channel: string): Promise<void> {
    const { sandbox } = theatre.control
    const ana = sandbox.as('ana')
    await ana.in(`#${channel}`).type(`/golive start Payments of ${channel}`)
    await ana.dialog.submit()
    for (const person of ['ana', 'bob', 'kim']) {
      if (sandbox.as(person).hasDialog()) await sandbox.as(person).dialog.close({ all: true })
    }
  }

  async function opensFrom(from: string, page: Page, channel: string): Promise<void> {
    if (from === 'command') await say(page, '/golive emergency', `#${channel}`)
    else if (from === 'board') {
      const button = log(page).getByRole('button', { name: 'Emergency…' })
      await comes(theatre, button)
      await button.click()
    } else {
      await say(page, 'The shop is down', `#${channel}`)
      await shortcut(page, 'The shop is down', 'Emergency')
    }
  }

  async function starts(page: Page): Promise<void> {
    const form = walk(page)
    await form.getByLabel('What is wrong?').fill('Errors everywhere')
    await press(form, 'Start')
    await shows(form.getByText('1 of 10'))
  }

  test.each(ways)(
    'the tree by $way to $outcome',
    async ({ channel, way, outcome, from, ends }) => {
      await launchIn(channel)
      await using kim = await theatre.window({ as: 'kim', in: channel })
      await using ana = await theatre.window({ as: 'ana', in: channel })
      await opensFrom(from, kim.page, channel)
      if (outcome === 'Rollback') await theatre.settleItem(channel, 'Application deployed')
      await starts(kim.page)
      await comes(theatre, emergency(ana.page).getByText('Errors everywhere'))
      if (channel === 'way-1') await reachesTree(kim.page)
      else await goesTo(kim.page, '10. Critical bug affecting users?')
      await answersTree(kim.page, way)
      if (outcome === 'Rollback') {
        await shows(walk(kim.page).getByText('What the checklist says of rolling back'))
      }
      await decides(kim.page, outcome, 'It is the best way')
      await comes(theatre, emergency(ana.page).getByText(`Decision: ${outcome}`))
      if (outcome === 'Rollback') {
        await comes(theatre, emergency(ana.page).getByText('It takes a second person'))
        await press(emergency(ana.page), 'Confirm')
        await press(ana.page.getByRole('alertdialog'), 'Confirm')
        await comes(theatre, emergency(ana.page).getByText('Confirmed by'))
      }
      await comes(theatre, log(ana.page).getByText(`${outcome} · Emergency 1`))
      await resolves(ana.page, ends)
      await comes(theatre, emergency(ana.page).getByText('It was the cache'))
      await comes(theatre, log(ana.page).getByText('Warm it first'))
      expect([...kim.complaints, ...ana.complaints]).toEqual([])
      expect(theatre.control.sandbox.calls.problems).toEqual([])
    },
    90_000,
  )

  test('two at once, over a closed dialog, a restart and a hand-over', async () => {
    const channel = 'together'
    await launchIn(channel)
    await using kim = await theatre.window({ as: 'kim', in: channel })
    await using bob = await theatre.window({ as: 'bob', in: channel })
    await opensFrom('board', kim.page, channel)
    await starts(kim.page)
    await answers(kim.page, 'Check health endpoints', 'Bad', '5xx on /pay')
    await shows(walk(kim.page).getByText('Review error logs'))
    await closes(kim.page)
    await theatre.restart()
    await comes(theatre, emergency(bob.page).getByText('5xx on /pay'))

    for (const { page } of [kim, bob]) {
      await press(emergency(page), 'Continue…')
      await shows(walk(page).getByText('Review error logs'))
    }
    expect(await findings(kim.page)).toEqual([])
    await walk(kim.page).getByLabel('Note').fill('No access to the logs')
    await choose(walk(kim.page), 'Cannot tell')
    await answers(bob.page, 'Review error logs', 'Bad', 'Timeouts')
    // Without a click, and what is being typed stays.
    await shows(walk(kim.page).getByText(/said bad/))
    expect(await walk(kim.page).getByLabel('Note').inputValue()).toBe('No access to the logs')
    await press(walk(kim.page), 'Save and Go On')
    await shows(walk(kim.page).getByText(/Not saved yet/))
    expect(await walk(kim.page).getByLabel('Note').inputValue()).toBe('No access to the logs')
    await press(walk(kim.page), 'Save and Go On')
    await shows(walk(kim.page).getByText('Check monitoring dashboards'))
    await press(walk(kim.page), 'Back')
    await shows(walk(kim.page).getByText(/said cannot tell/))
    expect(await walk(kim.page).getByLabel('Note').inputValue()).toBe('No access to the logs')
    await closes(bob.page)
    await press(emergency(bob.page), 'Take Command')
    await comes(theatre, emergency(bob.page).getByText(/commander @Bob/))
    expect([...kim.complaints, ...bob.complaints]).toEqual([])
    expect(theatre.control.sandbox.calls.problems).toEqual([])
  }, 90_000)
})
