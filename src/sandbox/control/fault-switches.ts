import type { Faults } from '../faults.ts'

/** What can be switched on and off from the page. */
export interface Switches {
  /** Posting and editing is answered 429, Retry-After 3 s. */
  rateLimited: boolean
  /** Every request is answered 503, and there are no sockets. */
  down: boolean
  /** Every answer takes two seconds. */
  slow: boolean
}

const limitedMethods = ['chat.postMessage', 'chat.update', 'files.completeUploadExternal']
const retryAfter = 3
const slowMs = 2000

/** Faults as switches: each stays on until it is switched off. */
export class FaultSwitches {
  readonly #faults: Faults
  #now: Switches = { rateLimited: false, down: false, slow: false }

  constructor(faults: Faults) {
    this.#faults = faults
  }

  get now(): Switches {
    return this.#now
  }

  set(change: Partial<Switches>): void {
    this.#now = { ...this.#now, ...change }
    this.#faults.clear()
    if (this.#now.rateLimited) {
      for (const method of limitedMethods) {
        this.#faults.rateLimit(method, { times: Number.POSITIVE_INFINITY, retryAfter })
      }
    }
    if (this.#now.slow) this.#faults.slow(slowMs)
    if (this.#now.down) this.#faults.down(true)
  }
}
