/**
 * Tells Slack what the outbox asks for. What is sent is read from the database at that moment, so
 * that an older state is never shown last; a surface is sent by one sender at a time.
 */
import { randomUUID } from 'node:crypto'
import { addSeconds } from '../domain/dates.ts'
import type { Db } from '../store/database.ts'
import { claim, finish, listPending, type Message as Pending, renew } from '../store/outbox.ts'
import { transaction } from '../store/transaction.ts'
import { InFlight } from './in-flight.ts'
import { leaseSeconds, nextMessage, type Way } from './next-message.ts'
import type { Pace } from './pace.ts'
import { type RecoverTools, recover } from './recover-message.ts'
import { type TellTools, tellMessage } from './tell-message.ts'

/** How much of the outbox is looked at to find what is next. */
const lookahead = 500
const renewMs = 2000
/** How soon a database that fails is tried again. */
const troubledMs = 500
/** How many calls may be under way at once, so that a slow one does not hold up the rest. */
const mostAtOnce = 8
/** Under load the outbox is looked at so often at most; what it holds meanwhile becomes one edit. */
const lookGapMs = 20

export type PublisherTools = TellTools &
  RecoverTools & {
    /** Resolves after so many milliseconds. */
    pause: (ms: number) => Promise<void>
  }

/** A message that is this publisher's to tell, by what, and since when. */
type Claim = { message: Pending; way: Way; claimedAt: Date }

export class Publisher {
  readonly #tools: PublisherTools
  readonly #pace: Pace
  /** Names this publisher in leases. */
  readonly #owner = randomUUID()
  readonly #running = new InFlight()
  /** What is being sent, by its key. */
  readonly #sending = new Map<string, Promise<void>>()
  #draining: Promise<Date | null> | null = null
  #tellNews: () => void = () => {}
  #isStopping = false

  constructor(tools: PublisherTools) {
    this.#tools = tools
    this.#pace = tools.pace
  }

  /**
   * Sends all that may be sent now, and what comes meanwhile. Resolves when nothing is under way any
   * more: with the time when there will be more, or null when nothing waits.
   */
  drain(): Promise<Date | null> {
    this.#draining ??= this.#running.track(this.#sendAll()).finally(() => {
      this.#draining = null
    })
    return this.#draining
  }

  /** Says that the outbox has something new, also to a drain that is under way. */
  wake(): void {
    this.#pace.noteChange()
    this.#tellNews()
  }

  /**
   * Sends no more, and resolves when nothing is under way. A call that takes longer than this is
   * cut off; what it was to tell stays in the outbox.
   */
  async stop(patienceMs: number): Promise<void> {
    this.#isStopping = true
    const timer = setTimeout(() => this.#tools.abort.abort(), patienceMs)
    await this.#running.settled()
    await Promise.allSettled(this.#sending.values())
    clearTimeout(timer)
  }

  async #sendAll(): Promise<Date | null> {
    for (;;) {
      const news = new Promise<'news'>((resolve) => {
        this.#tellNews = () => resolve('news')
      })
      const lookAgainAt = this.#isStopping ? null : await this.#startAll()
      if (this.#sending.size === 0) return lookAgainAt
      const isNews = (await Promise.race([news, ...this.#sending.values()])) === 'news'
      if (isNews) await this.#tools.pause(lookGapMs)
    }
  }

  /** Starts to send what may be sent now. Returns when there will be more that may. */
  async #startAll(): Promise<Date | null> {
    const { context, urls } = this.#tools
    const { db, clock } = context
    const waiting = await listPending(db, lookahead)
    while (this.#sending.size < mostAtOnce) {
      const now = clock.now()
      const next = nextMessage(waiting, { pace: this.#pace, urls, sending: this.#sending }, now)
      if ('lookAgainAt' in next) return next.lookAgainAt
      const { message, way } = next
      if (way !== 'response_url') this.#pace.spend(way, message.channelId)
      const sending = this.#claimAndSend(message, way).finally(() => {
        this.#sending.delete(message.key)
      })
      this.#sending.set(message.key, sending)
    }
    return null
  }

  async #claimAndSend(message: Pending, way: Way): Promise<void> {
    const { db, clock } = this.#tools.context
    const now = clock.now()
    const lease = { owner: this.#owner, now, until: this.#leaseUntil() }
    const claimed = await transaction(db, (tx) => claim(tx, message, lease))
    const isTold = claimed && (await this.#send({ message: claimed, way, claimedAt: now }))
    if (!isTold && way !== 'response_url') this.#pace.giveBack(way)
  }

  #leaseUntil(): Date {
    return addSeconds(this.#tools.context.clock.now(), leaseSeconds)
  }

  /** Tells a message that was claimed. False: there was nothing to tell Slack after all. */
  async #send(claim: Claim): Promise<boolean> {
    const { context, log, metrics } = this.#tools
    const { db, clock } = context
    const { message, way, claimedAt } = claim
    const renewal = setInterval(() => {
      renew(db, message, this.#owner, this.#leaseUntil()).catch((error: unknown) => {
        if (this.#tools.troubles.note(error)) return
        log.warn({ message: message.key, err: error }, 'could not hold a message for longer')
      })
    }, renewMs)
    try {
      const told = await tellMessage(this.#tools, message, way)
      if (told) this.#tools.token.take()
      const ms = Math.max(0, clock.now().getTime() - message.createdAt.getTime())
      await this.#keep(async (tx) => {
        await told?.remember(tx)
        await finish(tx, message, this.#owner, claimedAt)
      })
      if (!told) return false
      metrics.shown.observe({ way }, ms / 1000)
      log.debug({ message: message.key, launch: message.launchId, way, ms }, 'shown')
      return true
    } catch (error) {
      await recover(this.#tools, this.#owner, claim, error)
      return true
    } finally {
      clearInterval(renewal)
    }
  }

  /** What Slack has done is kept, also when that has to wait until the database can. */
  async #keep(work: (tx: Db) => Promise<void>): Promise<void> {
    const { context, troubles } = this.#tools
    for (;;) {
      try {
        return await transaction(context.db, work)
      } catch (error) {
        const trouble = troubles.note(error)
        if (!trouble || trouble === 'corrupt' || this.#isStopping) throw error
        await this.#tools.pause(troubledMs)
      }
    }
  }
}
