import type { Logger } from './slack/log.ts'

const patienceMs = 9000

/** On SIGTERM or SIGINT: stops in order and exits 0; after nine seconds it exits all the same, 1. */
export function stopOnSignals(stop: () => Promise<void>, log: Logger): void {
  let isStopping = false
  const onSignal = async (signal: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ signal }, 'stopping')
    const timer = setTimeout(() => {
      log.error('could not stop in time')
      process.exit(1)
    }, patienceMs)
    try {
      await stop()
      log.info('stopped')
      process.exitCode = 0
    } catch (error) {
      log.error({ err: error }, 'stopping failed')
      process.exitCode = 1
    }
    clearTimeout(timer)
    process.exit()
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void onSignal(signal))
}
