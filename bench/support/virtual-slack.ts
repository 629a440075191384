/** Time and a Slack that exist in the bench alone: hours of limited calls pass in seconds. */
import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api'
import type { Clock } from '../../src/domain/clock.ts'

/** A clock that jumps from one thing that happens to the next. */
export class VirtualTime implements Clock {
  #now: number
  #events: { at: number; happen: () => void }[] = []

  constructor(start: Date) {
    this.#now = start.getTime()
  }

  now(): Date {
    return new Date(this.#now)
  }

  /** Lets something happen so many milliseconds from now. */
  after(milliseconds: number, happen: () => void): void {
    this.#events.push({ at: this.#now + Math.max(0, milliseconds), happen })
    this.#events.sort((one, other) => one.at - other.at)
  }

  readonly pause = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => this.after(milliseconds, resolve))

  /** Goes on to the next thing, and waits until all that follows at once has been done. False: there is none. */
  async step(): Promise<boolean> {
    const next = this.#events.shift()
    if (!next) return false
    this.#now = Math.max(this.#now, next.at)
    next.happen()
    for (let turn = 0; turn < turnsPerStep; turn++) await new Promise(setImmediate)
    return true
  }
}

/** A commit takes one turn of the event loop; what follows from one thing are few of them. */
const turnsPerStep = 25

/** What Slack tolerates of chat.update: so many within any so many milliseconds. */
export type Allowance = { calls: number; withinMs: number }

export type Shown = { text: string; commits: number }

/** Numbers from 0 to 1, the same ones from the same seed. */
export type Luck = () => number

export class VirtualSlack {
  readonly #time: VirtualTime
  readonly #allowance: Allowance
  readonly #luck: Luck
  #called: number[] = []
  /** What each message shows, by its ts. */
  readonly shown = new Map<string, Shown>()
  /** How many commits there have been; moved on by the bench. */
  commits = 0
  refused = 0
  updates = 0
  responses = 0
  backwards = 0
  lastShownAt = 0

  constructor(time: VirtualTime, allowance: Allowance, luck: Luck) {
    this.#time = time
    this.#allowance = allowance
    this.#luck = luck
  }

  /** As much of a client as the publisher needs here: messages are edited, none is posted. */
  get client(): WebClient {
    const update = ({ ts, text }: { ts: string; text: string }) => this.#update(ts, text)
    return { chat: { update } } as unknown as WebClient
  }

  /** Edits by `response_url`, whose path is the message's ts. */
  readonly fetch: typeof fetch = async (url, init) => {
    this.responses++
    const { text } = JSON.parse(String(init?.body)) as { text: string }
    await this.#show(new URL(String(url)).pathname.slice(1), text)
    return new Response('ok')
  }

  async #update(ts: string, text: string): Promise<void> {
    const now = this.#time.now().getTime()
    const { calls, withinMs } = this.#allowance
    this.#called = this.#called.filter((at) => at > now - withinMs)
    if (this.#called.length >= calls) {
      this.refused++
      const freeAt = (this.#called[0] ?? now) + withinMs
      throw new WebAPIRateLimitedError(Math.ceil((freeAt - now) / 1000))
    }
    this.#called.push(now)
    this.updates++
    await this.#show(ts, text)
  }

  async #show(ts: string, text: string): Promise<void> {
    const { commits } = this
    await this.#time.pause(30 + this.#luck() * 300)
    const before = this.shown.get(ts)
    if (before && before.commits > commits) this.backwards++
    this.shown.set(ts, { text, commits })
    this.lastShownAt = this.#time.now().getTime()
  }
}
