import { setTimeout as pause } from 'node:timers/promises'

const stepMs = 3
const longestWaitMs = 15_000
const longestQuietWaitMs = 2000

/** Counts what is under way between bot and sandbox, so that tests wait for an end and not for a time. */
export class Activity {
  #underWay = 0
  #lastAt = performance.now()

  begin(): () => void {
    this.#underWay += 1
    this.#lastAt = performance.now()
    let ended = false
    return () => {
      if (ended) return
      ended = true
      this.#underWay -= 1
      this.#lastAt = performance.now()
    }
  }

  /** Resolves when nothing is under way; rejects after 15 s of real time rather than hang. */
  async idle(): Promise<void> {
    const started = performance.now()
    while (this.#underWay > 0) {
      if (performance.now() - started > longestWaitMs) {
        throw new Error(`The sandbox is still waiting for ${this.#underWay} calls or deliveries`)
      }
      await pause(stepMs)
    }
  }

  /** Idle, and nothing new began for `quietMs`: what the bot does right after an ack is then done. */
  async quiet(quietMs: number): Promise<void> {
    await this.idle()
    const started = performance.now()
    while (performance.now() - this.#lastAt < quietMs) {
      if (performance.now() - started > longestQuietWaitMs) return
      await pause(stepMs)
      await this.idle()
    }
  }
}
