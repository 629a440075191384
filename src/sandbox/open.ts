import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { readConfig } from '../config.ts'
import { startGolive } from '../golive.ts'
import { createLog } from '../slack/log.ts'
import { Control } from './control/control.ts'
import { MovableClock } from './control/movable-clock.ts'
import { servePage } from './control/page-server.ts'
import { demoLengthMs, playDemoLaunch } from './demo-launch.ts'
import { startSandbox } from './sandbox.ts'

/** Under load golive gathers changes for a moment before it shows them. */
const quietMs = 30
const manifestFile = new URL('../../manifest.yml', import.meta.url)

export interface OpenSandbox {
  url: string
  control: Control
  close(): Promise<void>
}

/**
 * Starts a sandbox, the real golive connected to it, and the page. With `demo` the clock starts a week
 * ago, so that it is now when the demo launch is a week in.
 */
export async function openSandboxPage(options: {
  port: number
  demo: boolean
  say: (line: string) => void
}): Promise<OpenSandbox> {
  const { port, demo, say } = options
  const clock = new MovableClock(demo ? -demoLengthMs : 0)
  const manifest: unknown = parse(await readFile(manifestFile, 'utf8'))
  const sandbox = await startSandbox({ clock, manifest, actsEnd: 'acked', quietMs })
  const config = readConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    PORT: '0',
    DATABASE_URL: 'file::memory:',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
  })
  // Nothing of a sandbox is to be reached from outside this machine.
  const loopback = { ...config, host: '127.0.0.1' }
  const golive = await startGolive(loopback, clock, createLog(config.logLevel))
  clock.onMove(() => golive.wake())
  await sandbox.connected()
  say(`golive is connected to the sandbox, after ${Math.ceil(performance.now())} ms.`)

  const probesUrl = `http://127.0.0.1:${golive.port}`
  const control = new Control({
    sandbox,
    clock,
    probesUrl,
    buildDemo: () =>
      playDemoLaunch({
        sandbox,
        clock,
        waiting: () => waitingMessages(probesUrl),
        everybodyReads: () => control.reads.markAllRead(),
      }),
  })
  if (demo) {
    await control.playDemo().catch((error: unknown) => {
      say(`The demo launch could not be played: ${error instanceof Error ? error.message : error}`)
    })
  }
  const page = await servePage(control, port)
  say(`Open ${page.url}`)
  say('Ctrl+C stops it; nothing is kept.')
  return { url: page.url, control, close: () => close(page, golive, sandbox) }
}

async function close(
  ...parts: { close?(): Promise<void>; stop?(): Promise<void> }[]
): Promise<void> {
  for (const part of parts) await (part.close?.() ?? part.stop?.())
}

/** How many messages golive still has to send, as its metrics say. */
async function waitingMessages(probesUrl: string): Promise<number> {
  const text = await (await fetch(`${probesUrl}/metrics`)).text()
  return Number(/^golive_outbox_messages\{state="waiting"\} (\d+)/m.exec(text)?.[1] ?? 0)
}
