import type { Clock } from '../domain/clock.ts'

/** https://docs.slack.dev/interactivity/handling-user-interaction: five uses in thirty minutes. */
const lifeMs = 29 * 60_000
/** The other uses are for what the clicker alone is told. */
const uses = 3
/** A message is edited so often at most. */
const gapMs = 1000
/** How long none is used after one failed. */
const distrustMs = 60_000
/** So long after a click somebody looks at what comes of it. */
const lookMs = 5000
const mostRemembered = 1000

type Brought = { url: string; left: number; at: number }

/**
 * The `response_url`s that clicks brought, by which the message that was clicked can be edited
 * outside of the budget of chat.update.
 */
export class ResponseUrls {
  readonly #clock: Clock
  readonly #brought = new Map<string, Brought>()
  readonly #usedAt = new Map<string, number>()
  #trustedFrom = Number.NEGATIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Keeps what a click on a message brought; the newest one of each message. */
  keep(channelId: string, ts: string, url: string): void {
    const key = keyOf(channelId, ts)
    // Deleted first, so that the one that was kept longest ago is the first.
    this.#brought.delete(key)
    this.#brought.set(key, { url, left: uses, at: this.#now() })
    const [oldest] = this.#brought.keys()
    if (this.#brought.size <= mostRemembered || oldest === undefined) return
    this.#brought.delete(oldest)
    this.#usedAt.delete(oldest)
  }

  /** Whether a message was clicked just now. */
  isClicked(channelId: string, ts: string): boolean {
    const brought = this.#brought.get(keyOf(channelId, ts))
    return brought !== undefined && brought.at + lookMs > this.#now()
  }

  /** When a message may be edited through one: now, or later; null where there is none. */
  readyAt(channelId: string, ts: string): Date | null {
    const now = this.#now()
    const key = keyOf(channelId, ts)
    if (!this.#usable(key, now)) return null
    const times = [now, (this.#usedAt.get(key) ?? 0) + gapMs, this.#trustedFrom]
    return new Date(Math.max(...times))
  }

  /** Takes one to use it now; null when there is none any more, as it may have got too old since it was chosen. */
  take(channelId: string, ts: string): string | null {
    const now = this.#now()
    const key = keyOf(channelId, ts)
    const brought = this.#usable(key, now)
    if (!brought) return null
    brought.left--
    this.#usedAt.set(key, now)
    return brought.url
  }

  /** One did not work: for a while none is used. */
  distrust(channelId: string, ts: string): void {
    this.#brought.delete(keyOf(channelId, ts))
    this.#trustedFrom = this.#now() + distrustMs
  }

  #usable(key: string, now: number): Brought | null {
    const brought = this.#brought.get(key)
    return brought && brought.left > 0 && brought.at + lifeMs > now ? brought : null
  }

  #now(): number {
    return this.#clock.now().getTime()
  }
}

function keyOf(channelId: string, ts: string): string {
  return `${channelId}:${ts}`
}
