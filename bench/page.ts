/**
 * How long a newcomer waits: from the start to a connected bot, from the printed URL to the demo
 * launch on the screen, and from a click in one window to its effect there and in another one.
 */
import { addMinutes } from 'date-fns/addMinutes'
import { item, shows } from '../test/browser/acts.ts'
import { startDemo } from '../test/browser/start.ts'
import {
  findChromium,
  howToGetChromium,
  launchChromium,
  openTheatre,
  openWindow,
} from '../test/support/browser.ts'
import { Report } from './support/report.ts'

const starts = 5
const clicks = 20

const chromium = findChromium()
if (!chromium) throw new Error(howToGetChromium)
const browser = await launchChromium(chromium)
const figures: Record<string, number[]> = {}
const note = (name: string, value: number) => {
  figures[name] = [...(figures[name] ?? []), value]
}

for (let run = 0; run < starts; run++) {
  const startedAt = performance.now()
  const started = await startDemo()
  note('start → connected', started.connectedMs)
  note('start → URL of the demo launch', performance.now() - startedAt)
  const openedAt = performance.now()
  const window = await openWindow(browser, started.url)
  await shows(item(window.page, 'Penetration testing'))
  note('URL → demo launch on the screen', performance.now() - openedAt)
  await window[Symbol.asyncDispose]()
  await started.stop()
}

{
  await using theatre = await openTheatre(browser, { demo: true })
  await using ana = await theatre.window({ as: 'ana' })
  await using bob = await theatre.window({ as: 'bob' })
  for (let click = 0; click < clicks; click++) {
    const [label, next] =
      click % 2 === 0 ? (['Done', 'Undo'] as const) : (['Undo', 'Done'] as const)
    // A minute later Slack's limits are as if nobody had clicked before.
    const { clock } = theatre.control
    clock.moveTo(addMinutes(clock.now(), 1))
    const row = (page: typeof ana.page) => item(page, 'API documentation complete')
    const clickedAt = performance.now()
    await row(ana.page).getByRole('button', { name: label }).click()
    const seen = async (page: typeof ana.page, name: string) => {
      await shows(row(page).getByRole('button', { name: next }))
      note(name, performance.now() - clickedAt)
    }
    await Promise.all([
      seen(ana.page, 'click → shown in the same window'),
      seen(bob.page, 'click → shown in another window'),
    ])
  }
}
await browser.close()

const report = new Report('What a newcomer waits for')
for (const [name, values] of Object.entries(figures)) report.add(name, 'ms', values)
const same = figures['click → shown in the same window'] ?? []
const other = figures['click → shown in another window'] ?? []
const ratios = other.map((ms, index) => ms / (same[index] ?? Number.NaN))
report.add('click → shown: another window / the same', '', ratios)
