import type { Clock } from '../domain/clock.ts'

/** Work that is done again and again: when woken, when it asked to be, and now and then. */
export type Loop = {
  /** Runs the work soon, whatever time it is. */
  wake(): void
  /** Lets the run that is under way end, and starts none any more. */
  stop(): Promise<void>
}

/**
 * Starts a loop. `work` returns when it wants to run next, or null; `pollMs` is the longest pause.
 * An error ends the run and not the loop.
 */
export function startLoop(options: {
  work: () => Promise<Date | null>
  clock: Clock
  pollMs: number
  onError: (error: unknown) => void
}): Loop {
  const { work, clock, pollMs, onError } = options
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null
  let isWoken = false
  let isStopped = false

  const run = async () => {
    let pause = pollMs
    do {
      isWoken = false
      try {
        const next = await work()
        pause = next ? Math.max(0, next.getTime() - clock.now().getTime()) : pollMs
      } catch (error) {
        pause = pollMs
        onError(error)
      }
    } while (isWoken && !isStopped)
    running = null
    if (!isStopped) timer = setTimeout(wake, Math.min(pause, pollMs))
  }

  const wake = () => {
    isWoken = true
    if (isStopped || running) return
    clearTimeout(timer)
    running = run()
  }

  wake()
  return {
    wake,
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
