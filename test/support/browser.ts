import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { type OpenSandbox, openSandboxPage } from '../../src/sandbox/open.ts'

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export const howToGetChromium =
  'No Chromium was found, so the browser tests were left out: install Debian\'s package "chromium", or set CHROMIUM_PATH.'

/** Where Chromium is on this machine, or undefined. */
export function findChromium(): string | undefined {
  return [process.env.CHROMIUM_PATH, ...usualPaths].find((path) => path && existsSync(path))
}

/** Quiet and without a profile: nothing is looked up, updated or kept. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags })
}

const patienceMs = 8000

/** One person's browser window. */
export interface Window extends AsyncDisposable {
  page: Page
  /** Errors in the console, and requests to elsewhere: expected to stay empty. */
  complaints: string[]
}

export interface WindowOptions {
  as?: string
  in?: string
  colorScheme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
}

/** Opens a window on a page of the sandbox, and waits until it shows a conversation. */
export async function openWindow(
  browser: Browser,
  url: string,
  options: WindowOptions = {},
): Promise<Window> {
  const { as = 'ana', in: channel = 'launch', colorScheme = 'light', viewport } = options
  const context: BrowserContext = await browser.newContext({
    colorScheme,
    reducedMotion: 'reduce',
    viewport: viewport ?? { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(patienceMs)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`)
  })
  await page.goto(`${url}?${new URLSearchParams({ as, in: channel })}`)
  await page.getByRole('log', { name: 'Messages' }).waitFor()
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() }
}

export interface Theatre extends OpenSandbox, AsyncDisposable {
  window(options?: WindowOptions): Promise<Window>
}

/** The sandbox with the real bot and its page, in this process. */
export async function openTheatre(
  browser: Browser,
  { demo = false }: { demo?: boolean } = {},
): Promise<Theatre> {
  const said: string[] = []
  const open = await openSandboxPage({ port: 0, demo, say: (line) => said.push(line) })
  if (demo && open.control.demo !== 'there') throw new Error(said.join('\n'))
  return {
    ...open,
    window: (options) => openWindow(browser, open.url, options),
    [Symbol.asyncDispose]: () => open.close(),
  }
}
