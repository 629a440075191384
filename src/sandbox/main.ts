/** What `npm start` runs without a Slack token: golive in a simulated workspace, with a page to use it. */
import { stopOnSignals } from '../signals.ts'
import { createLog } from '../slack/log.ts'
import { openSandboxPage } from './open.ts'

const wantedPort = 3030

export async function main(): Promise<void> {
  try {
    const page = await openSandboxPage({
      port: wantedPort,
      demo: process.argv.includes('--demo'),
      say: (line) => process.stdout.write(`${line}\n`),
    })
    stopOnSignals(() => page.close(), createLog('silent'))
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The sandbox could not start: ${words}\n`)
    process.exitCode = 1
  }
}
