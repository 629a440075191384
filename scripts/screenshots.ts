/** Takes the README's screenshots from the demo launch: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises'
import {
  findChromium,
  howToGetChromium,
  launchChromium,
  openTheatre,
} from '../test/support/browser.ts'

const folder = 'docs/screenshots'
const viewport = { width: 1360, height: 850 }

const chromium = findChromium()
if (!chromium) throw new Error(howToGetChromium)
await mkdir(folder, { recursive: true })
const browser = await launchChromium(chromium)
try {
  await using theatre = await openTheatre(browser, { demo: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    const shot = (name: string) => `${folder}/${name}-${colorScheme}.png`
    await using window = await theatre.window({ colorScheme, viewport })
    const { page } = window
    const messages = page.getByRole('log', { name: 'Messages' })
    await messages.evaluate((element) => element.scrollTo(0, 0))
    await page.screenshot({ path: shot('board') })
    await messages.evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await page.getByRole('button', { name: 'Details of Security' }).scrollIntoViewIfNeeded()
    await page.screenshot({ path: shot('checklist') })
    await page.getByRole('button', { name: 'Details of Security' }).click()
    await page.getByRole('button', { name: /Edit Penetration testing/ }).click()
    await page.getByRole('dialog', { name: 'Item' }).waitFor()
    await page.screenshot({ path: shot('item') })
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
} finally {
  await browser.close()
}
