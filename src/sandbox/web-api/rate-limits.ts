import type { Clock } from '../shapes.ts'

const minuteMs = 60_000
const postSpacingMs = 1000

/**
 * Sliding windows by the injected clock: calls a minute per method, and one chat.postMessage a second
 * and channel (docs.slack.dev/apis/web-api/rate-limits). A refused call does not count.
 */
export class RateLimits {
  readonly #clock: Clock
  readonly #calls = new Map<string, number[]>()
  readonly #lastPost = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Seconds to wait (for Retry-After), or 0 and the call is counted. */
  take(method: string, perMinute: number, postTarget?: string): number {
    const now = this.#clock.now().getTime()
    const recent = (this.#calls.get(method) ?? []).filter((at) => at > now - minuteMs && at <= now)
    const [oldest] = recent
    if (oldest !== undefined && recent.length >= perMinute) return seconds(oldest + minuteMs - now)
    const lastPost = postTarget === undefined ? undefined : this.#lastPost.get(postTarget)
    if (lastPost !== undefined && lastPost <= now && now - lastPost < postSpacingMs) {
      return seconds(lastPost + postSpacingMs - now)
    }
    recent.push(now)
    this.#calls.set(method, recent)
    if (postTarget !== undefined) this.#lastPost.set(postTarget, now)
    return 0
  }
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
