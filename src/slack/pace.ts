import type { Clock } from '../domain/clock.ts'

/**
 * Calls a minute that Slack allows a method of one app in one workspace, by its tier
 * (https://docs.slack.dev/apis/web-api/rate-limits), and how many of them may come at once. What
 * may come at once is taken off the steady rate, so that no minute ever sees more than the limit.
 */
const budgets = {
  'chat.update': { perMinute: 50, burst: 10 },
  'chat.postMessage': { perMinute: 200, burst: 20 },
  'pins.add': { perMinute: 20, burst: 4 },
  'files.completeUploadExternal': { perMinute: 100, burst: 10 },
} as const

export type PacedMethod = keyof typeof budgets

/** One message a second and channel, with a little more for clocks and networks that waver. */
const postGap = 1100

type Bucket = { left: number; at: number }

/** When golive may call Slack next, so that it is not told to wait; and until when it was told to. */
export class Pace {
  readonly #clock: Clock
  readonly #buckets = new Map<PacedMethod, Bucket>()
  readonly #blocked = new Map<PacedMethod, number>()
  readonly #posted = new Map<string, number>()
  #latest = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** When a call may go out: now, or later. */
  readyAt(method: PacedMethod, channelId: string): Date {
    const now = this.#now()
    const { perMinute, burst } = budgets[method]
    const { left } = this.#bucket(method)
    const refill = (perMinute - burst) / 60_000
    const times = [now, this.#blocked.get(method) ?? 0]
    if (left < 1) times.push(now + Math.ceil((1 - left) / refill))
    if (method === 'chat.postMessage') times.push((this.#posted.get(channelId) ?? 0) + postGap)
    return new Date(Math.max(...times))
  }

  /** Notes that a call goes out now; to be asked at once after `readyAt`, before anything is awaited. */
  spend(method: PacedMethod, channelId: string): void {
    const bucket = this.#bucket(method)
    this.#buckets.set(method, { left: bucket.left - 1, at: this.#now() })
    if (method !== 'chat.postMessage') return
    this.#posted.set(channelId, this.#now())
    for (const [channel, at] of this.#posted) {
      if (at + postGap < this.#now()) this.#posted.delete(channel)
    }
  }

  /** Takes a `spend` back whose call was not made after all. */
  giveBack(method: PacedMethod): void {
    const bucket = this.#bucket(method)
    this.#buckets.set(method, { ...bucket, left: Math.min(budgets[method].burst, bucket.left + 1) })
  }

  /** Slack said to wait with a method, and for how long. */
  block(method: PacedMethod, seconds: number): void {
    this.#blocked.set(method, this.#now() + seconds * 1000)
    this.#buckets.set(method, { left: 0, at: this.#now() + seconds * 1000 })
  }

  #bucket(method: PacedMethod): Bucket {
    const { perMinute, burst } = budgets[method]
    const bucket = this.#buckets.get(method) ?? { left: burst, at: this.#now() }
    const grown = Math.max(0, this.#now() - bucket.at) * ((perMinute - burst) / 60_000)
    return { left: Math.min(burst, bucket.left + grown), at: Math.max(bucket.at, this.#now()) }
  }

  #now(): number {
    const now = this.#clock.now().getTime()
    // A clock that was set back would make everything wait until it is as late again.
    if (now < this.#latest) this.#startAnew(now)
    this.#latest = now
    return now
  }

  #startAnew(now: number): void {
    this.#posted.clear()
    this.#blocked.clear()
    for (const method of this.#buckets.keys()) this.#buckets.set(method, { left: 0, at: now })
  }
}
