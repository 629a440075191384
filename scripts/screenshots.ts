/** Takes the README's screenshots from the demo launch: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises'
import { TZDate } from '@date-fns/tz'
import { addBusinessDays } from 'date-fns/addBusinessDays'
import { set } from 'date-fns/set'
import {
  findChromium,
  howToGetChromium,
  launchChromium,
  openTheatre,
} from '../test/support/browser.ts'

const folder = 'docs/screenshots'
const schemes = ['light', 'dark'] as const
const viewport = { width: 1360, height: 850 }

const chromium = findChromium()
if (!chromium) throw new Error(howToGetChromium)
await mkdir(folder, { recursive: true })
const browser = await launchChromium(chromium)
try {
  await using theatre = await openTheatre(browser, { demo: true })
  // The morning of the next working day, when the lead has a reminder.
  const { clock } = theatre.control
  const workday = addBusinessDays(new TZDate(clock.now(), 'Europe/Lisbon'), 1)
  clock.moveTo(new Date(set(workday, { hours: 9, minutes: 2 }).getTime()))
  await theatre.control.sandbox.settled()
  for (const colorScheme of schemes) {
    const shot = (name: string) => `${folder}/${name}-${colorScheme}.png`
    await using window = await theatre.window({ colorScheme, viewport })
    const { page } = window
    const messages = page.getByRole('log', { name: 'Messages' })
    await messages.evaluate((element) => element.scrollTo(0, 0))
    await page.screenshot({ path: shot('board') })
    await page.getByRole('button', { name: 'History' }).first().click()
    await page.getByRole('dialog', { name: 'History' }).waitFor()
    await page.screenshot({ path: shot('history') })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await messages.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await page.getByRole('button', { name: 'Details of Security' }).scrollIntoViewIfNeeded()
    await page.screenshot({ path: shot('checklist') })
    await page.getByRole('button', { name: 'Details of Security' }).click()
    await page.getByRole('button', { name: /Edit Penetration testing/ }).click()
    await page.getByRole('dialog', { name: 'Item' }).waitFor()
    await page.screenshot({ path: shot('item') })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'golive' }).click()
    await page.getByRole('tab', { name: /Home/ }).click()
    await page.getByRole('heading', { name: 'Mine' }).waitFor()
    await page.screenshot({ path: shot('home') })
    await page.getByRole('tab', { name: /Messages/ }).click()
    await messages.waitFor()
    await messages.evaluate((element) => element.scrollTo(0, 0))
    await page.screenshot({ path: shot('reminder') })
  }
  const ana = theatre.control.sandbox.as('ana')
  await ana.in('#launch').type('/golive emergency')
  await ana.dialog.fill('What is wrong?', 'Payments fail since the deployment')
  await ana.dialog.submit()
  await ana.dialog.click('Links…')
  const links = ['Health: https://example.com/health', 'Error logs: https://example.com/logs']
  await ana.dialog.fill('Links', links.join('\n'))
  await ana.dialog.submit()
  await ana.dialog.choose('Finding', 'Bad')
  await ana.dialog.fill('Note', '5xx on /pay, all regions')
  await ana.dialog.submit()
  ana.dialog.close()
  await theatre.control.sandbox.settled()
  for (const colorScheme of schemes) {
    await using window = await theatre.window({ colorScheme, viewport })
    const { page } = window
    await page.getByRole('button', { name: 'Continue Emergency…' }).first().click()
    await page.getByRole('dialog', { name: 'Emergency' }).waitFor()
    await page.screenshot({ path: `${folder}/emergency-${colorScheme}.png` })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
} finally {
  await browser.close()
}
