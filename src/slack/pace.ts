import type { Clock } from '../domain/clock.ts'

/**
 * Calls a minute that Slack allows a method of one app in one workspace, by its tier
 * (https://docs.slack.dev/apis/web-api/rate-limits), and how many of them may come at once, which
 * Slack tolerates and does not publish. What may come at once is taken off the steady rate, so that
 * no minute ever sees more than the limit. `kept`: of these, so many are for the moment after the
 * last of many changes, when everything that changed can then be shown together.
 */
const budgets = {
  'chat.update': { perMinute: 50, burst: 10, kept: 8 },
  'chat.postMessage': { perMinute: 200, burst: 20, kept: 0 },
  'chat.delete': { perMinute: 50, burst: 10, kept: 0 },
  'pins.add': { perMinute: 20, burst: 4, kept: 0 },
  'files.completeUploadExternal': { perMinute: 100, burst: 10, kept: 0 },
} as const

export type PacedMethod = keyof typeof budgets

/** One message a second and channel, with a little more for clocks and networks that waver. */
const postGap = 1100
/** Changes that are further apart than this are no rush. */
const rushMs = 1000
/** How long something that Slack did not tolerate is not tried again. */
const memoryMs = 6 * 3_600_000
/** What is left of a rate that Slack refuses although nothing comes at once, and at the least. */
const slowing = 0.8
const leastShare = 0.1

type Bucket = { left: number; at: number }
/** What Slack was seen to tolerate of a method, until it is forgotten. */
type Learned = { burst: number; share: number; until: number }

/** When golive may call Slack next, so that it is not told to wait; and until when it was told to. */
export class Pace {
  readonly #clock: Clock
  readonly #buckets = new Map<PacedMethod, Bucket>()
  readonly #learned = new Map<PacedMethod, Learned>()
  readonly #blocked = new Map<PacedMethod, number>()
  readonly #posted = new Map<string, number>()
  #changedAt = Number.NEGATIVE_INFINITY
  #latest = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Notes that there is something new to tell: more may follow at once. */
  noteChange(): void {
    this.#changedAt = this.#now()
  }

  /** When a call may go out: now, or later. */
  readyAt(method: PacedMethod, channelId: string): Date {
    const now = this.#now()
    const times = [now, this.#blocked.get(method) ?? 0, this.#affordableAt(method, now)]
    if (method === 'chat.postMessage') times.push((this.#posted.get(channelId) ?? 0) + postGap)
    return new Date(Math.max(...times))
  }

  /** Whether the next call is the last one for a while. */
  isScarce(method: PacedMethod): boolean {
    return this.#bucket(method).left < 2
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
    const left = Math.min(this.#budget(method).burst, bucket.left + 1)
    this.#buckets.set(method, { ...bucket, left })
  }

  /**
   * Slack said to wait with a method, and for how long. Less of it comes at once from then on; if
   * nothing did, it comes more slowly.
   */
  block(method: PacedMethod, seconds: number): void {
    const now = this.#now()
    // What was under way when the first was limited says nothing more.
    if ((this.#blocked.get(method) ?? 0) <= now) this.#learn(method, now)
    this.#blocked.set(method, now + seconds * 1000)
    this.#buckets.set(method, { left: 0, at: now + seconds * 1000 })
  }

  /**
   * What share of its usual pace, and of what usually comes at once, golive allows itself of each
   * method: 1, or less after it learned.
   */
  shares(): { method: PacedMethod; pace: number; burst: number }[] {
    const methods = Object.keys(budgets) as PacedMethod[]
    return methods.map((method) => {
      const { share: pace, burst } = this.#budget(method)
      return { method, pace, burst: burst / budgets[method].burst }
    })
  }

  #learn(method: PacedMethod, now: number): void {
    const { burst, share } = this.#budget(method)
    this.#learned.set(method, {
      burst: Math.max(1, Math.floor(burst / 2)),
      share: burst === 1 ? Math.max(leastShare, share * slowing) : share,
      until: now + memoryMs,
    })
  }

  /** When the bucket holds a call; in a rush, one beside those that are kept for its end. */
  #affordableAt(method: PacedMethod, now: number): number {
    const { burst, kept, perMs } = this.#budget(method)
    const { left } = this.#bucket(method)
    const filledAt = (calls: number) => now + Math.ceil(Math.max(0, calls - left) / perMs)
    const calmAt = this.#changedAt + rushMs
    const keeps = Math.min(kept, burst - 1)
    return Math.min(filledAt(1 + keeps), Math.max(filledAt(1), calmAt))
  }

  #bucket(method: PacedMethod): Bucket {
    const { burst, perMs } = this.#budget(method)
    const bucket = this.#buckets.get(method) ?? { left: burst, at: this.#now() }
    const grown = Math.max(0, this.#now() - bucket.at) * perMs
    return { left: Math.min(burst, bucket.left + grown), at: Math.max(bucket.at, this.#now()) }
  }

  #budget(method: PacedMethod): { burst: number; kept: number; share: number; perMs: number } {
    const { perMinute, burst: most, kept } = budgets[method]
    const learned = this.#learned.get(method)
    const isKnown = learned !== undefined && learned.until > this.#now()
    const { burst, share } = isKnown ? learned : { burst: most, share: 1 }
    return { burst, kept, share, perMs: ((perMinute - burst) * share) / 60_000 }
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
    this.#changedAt = Number.NEGATIVE_INFINITY
    for (const method of this.#buckets.keys()) this.#buckets.set(method, { left: 0, at: now })
  }
}
