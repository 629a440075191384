/** The process: environment in, signals and exit code out. */
import { ConfigError, readConfig } from './config.ts'
import { systemClock } from './domain/clock.ts'
import { Refusal } from './domain/refusal.ts'
import { startGolive } from './golive.ts'
import { stopOnSignals } from './signals.ts'
import { createLog } from './slack/log.ts'
import { refusalText } from './views/refusal-text.ts'

export async function main(): Promise<void> {
  try {
    const config = readConfig(process.env)
    const log = createLog(config.logLevel)
    const golive = startGolive(config, systemClock, log)
    stopOnSignals(async () => (await golive).stop(), log)
    await golive
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`, () => process.exit(1))
  }
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) return error.lines.join('\n')
  if (error instanceof Refusal) return refusalText(error.reason, 'UTC')
  const words = error instanceof Error ? error.message : String(error)
  return `golive could not start: ${words}`
}
