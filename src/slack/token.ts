import type { Clock } from '../domain/clock.ts'
import { subMinutes } from '../domain/dates.ts'
import type { Logger } from './log.ts'

/** Whether Slack takes golive's token; that it does not is told once a minute, whatever fails by it. */
export class Token {
  readonly #clock: Clock
  readonly #log: Logger
  #toldAt: Date | null = null
  isRefused = false

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock
    this.#log = log
  }

  refuse(error: string): void {
    this.isRefused = true
    const now = this.#clock.now()
    if (this.#toldAt && this.#toldAt > subMinutes(now, 1) && this.#toldAt <= now) return
    this.#toldAt = now
    this.#log.error(
      { error },
      'Slack does not take the token any more: install golive again, and start it with the new token',
    )
  }

  take(): void {
    this.isRefused = false
  }
}
