/** What people do in an emergency, by what they see and hear in the page. */
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Theatre } from '../support/browser.ts'
import { dialog, shows } from './acts.ts'

/** Waits for what golive posts or edits, as Slack allows it: the clock goes on meanwhile. */
export async function comes(theatre: Theatre, locator: Locator): Promise<void> {
  const isThere = async () => {
    if ((await locator.count()) > 0) return true
    theatre.control.clock.moveBy(1200)
    return false
  }
  await expect.poll(isThere, { timeout: 25_000, interval: 100 }).toBe(true)
  await shows(locator)
}

export const log = (page: Page) => page.getByRole('log', { name: 'Messages' })

/** The one message of an emergency, in its channel. */
export const emergency = (page: Page) =>
  log(page)
    .getByRole('article')
    .filter({ has: page.getByRole('button', { name: /^(Continue…|Post-Mortem Draft)$/ }) })

/** The dialog in which an emergency is walked. */
export const walk = (page: Page) => dialog(page, 'Emergency')

export async function press(form: Locator, name: string): Promise<void> {
  await form.getByRole('button', { name, exact: true }).click()
}

export async function choose(form: Locator, choice: string): Promise<void> {
  const radio = form.page().getByRole('radio', { name: choice, exact: true })
  await form.locator('label', { has: radio }).click()
}

/** Goes to another page of the walk. */
export async function goesTo(page: Page, name: string): Promise<void> {
  await walk(page).getByPlaceholder('Go to…').click()
  await page.getByRole('option', { name, exact: true }).click()
  await shows(walk(page).getByText(name.replace(/^✓? ?\d+\. /, '')))
}

/** Answers the page with this heading, which has to be the one that is open. */
export async function answers(page: Page, heading: string, choice: string, note?: string) {
  const form = walk(page)
  await shows(form.locator('.block.section', { hasText: heading }))
  await choose(form, choice)
  if (note !== undefined) await form.getByLabel('Note').fill(note)
  await press(form, 'Save and Go On')
}

/** Each page before the tree, and what is said on it here. */
const before = [
  ['Check health endpoints', 'Bad'],
  ['Review error logs', 'Cannot tell'],
  ['Check monitoring dashboards', 'Fine'],
  ['Notify team immediately', 'Post it in the channels below'],
  ['Update status page', 'It was sent in another way'],
  ['Inform stakeholders', 'Not needed'],
  ['Try restart if appropriate', 'Tried, it did not help'],
  ['Roll back if necessary', 'Not tried'],
  ['Apply hotfix if available', 'Not tried'],
] as const

/** Says something on every page before the tree, from the one with this number on, from 1. */
export async function reachesTree(page: Page, from = 1): Promise<void> {
  for (const [heading, choice] of before.slice(from - 1)) await answers(page, heading, choice)
}

const questions = [
  'Critical bug affecting users?',
  'Performance degradation?',
  'Minor issue with workaround?',
]

export async function answersTree(page: Page, way: readonly string[]): Promise<void> {
  for (const [at, answer] of way.entries()) await answers(page, questions[at] ?? '', answer)
}

export async function decides(page: Page, outcome: string, reason: string): Promise<void> {
  const form = walk(page)
  await shows(form.getByText('What is done?'))
  await choose(form, outcome)
  await form.getByLabel('Reason').fill(reason)
  await press(form, 'Decide')
}

/** What somebody chooses in a message's menu. */
export async function shortcut(page: Page, words: string, name: string): Promise<void> {
  const message = log(page).getByRole('article').filter({ hasText: words })
  await message.hover()
  await message.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name }).click()
}

export async function closes(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

const aftermaths = {
  'goes on': 'The launch goes on',
  'rolled back': 'It is rolled back: T-0 is chosen anew, sign-offs are void',
} as const

/** Says what ended it, what prevents it, and lets the follow-ups stay as they are. */
export async function resolves(page: Page, ends: keyof typeof aftermaths): Promise<void> {
  await press(emergency(page), 'Resolve…')
  const form = dialog(page, 'Resolve')
  await form.getByLabel('What ended it?').fill('It was the cache')
  await choose(form, aftermaths[ends])
  await form.getByLabel('What prevents it from now on?').fill('Warm it first')
  await press(form, 'Resolve')
  const followUps = dialog(page, 'Follow-ups')
  await shows(followUps.getByText('4 follow-ups left to do'))
  await press(followUps, 'Save')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
