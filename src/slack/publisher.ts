/**
 * Tells Slack what the outbox asks for. What is sent is read from the database at that moment, so
 * that an older state is never shown last; a surface is sent by one sender at a time.
 */

import { createHash, randomUUID } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Context } from '../commands/context.ts'
import { loseChannel } from '../commands/lose-channel.ts'
import { type Letter, losePerson, reachPerson } from '../commands/lose-person.ts'
import { dropReminder } from '../commands/send-reminders.ts'
import { addSeconds } from '../domain/dates.ts'
import type { ChannelLoss } from '../domain/event.ts'
import { keyOf } from '../domain/surface.ts'
import { findAnnouncement, keepAnnouncement } from '../store/announcements.ts'
import type { Db } from '../store/database.ts'
import { findEvent } from '../store/events.ts'
import { findLaunch } from '../store/launches.ts'
import {
  claim,
  enqueue,
  finish,
  listPending,
  type NewMessage,
  type Message as Pending,
  park,
  postpone,
  renew,
  withdrawal,
} from '../store/outbox.ts'
import {
  findSurface,
  isOfSurface,
  markGone,
  markSent,
  type PlacedSurface,
} from '../store/surfaces.ts'
import { transaction } from '../store/transaction.ts'
import { announcement } from '../views/announcement.ts'
import type { Message } from '../views/message.ts'
import { counted } from './calls.ts'
import { type Failure, failureOf, isAboutPerson } from './failure.ts'
import { InFlight } from './in-flight.ts'
import type { Logger } from './log.ts'
import { metadataFor } from './message-metadata.ts'
import type { Metrics } from './metrics.ts'
import {
  leaseSeconds,
  longestWaitSeconds,
  methodOf,
  nextMessage,
  type Way,
} from './next-message.ts'
import type { Pace } from './pace.ts'
import { postMortemToUpload } from './post-mortem.ts'
import { renderSurface } from './render-surface.ts'
import { chartToUpload, postedReport } from './report.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Token } from './token.ts'
import type { Troubles } from './troubles.ts'

/** How much of the outbox is looked at to find what is next. */
const lookahead = 500
const renewMs = 2000
/** How soon a database that fails is tried again. */
const troubledMs = 500
/** How many calls may be under way at once, so that a slow one does not hold up the rest. */
const mostAtOnce = 8
/** Under load the outbox is looked at so often at most; what it holds meanwhile becomes one edit. */
const lookGapMs = 20
/** Slack may have posted what it gave no answer to: so long it has time to tell of the message. */
const hearsaySeconds = 5
/** How soon a token that Slack does not take is tried again. */
const refusedSeconds = 60
/** How long an edit by response_url may take. */
const respondMs = 5000
/** So often an error that nobody foresaw is tried again before it is given up. */
const mostBugs = 5

/** Where Slack has put a message. */
type SentMessage = { ts: string; channelId: string }

/** A message that says what it was posted for. */
type Labelled = Message & { metadata: ReturnType<typeof metadataFor> }

/** What a message belongs into is not there any more. */
class ThreadGone extends Error {}

export type PublisherTools = {
  context: Context
  /** A client of its own, so that waiting here never holds up a dialog; without retries. */
  client: WebClient
  /** Cuts off the client's calls. */
  abort: AbortController
  log: Logger
  metrics: Metrics
  urls: ResponseUrls
  /** How a `response_url` is reached. */
  fetch: typeof fetch
  /** Resolves after so many milliseconds. */
  pause: (ms: number) => Promise<void>
  pace: Pace
  troubles: Troubles
  token: Token
}

/** A message that is this publisher's to tell, by what, and since when. */
type Claim = { message: Pending; way: Way; claimedAt: Date }

/** Slack was told; what is to be remembered of it, in the transaction that ends the claim. */
type Told = { remember: (tx: Db) => Promise<void> }
const nothingMore: Told = { remember: async () => {} }

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
      const told = await this.#tell(claim)
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
      await this.#recover(claim, error)
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

  #tell({ message, way }: Claim): Promise<Told | null> {
    switch (message.kind) {
      case 'refresh':
        return this.#refresh(message, way)
      case 'announce':
        return this.#announce(message)
      case 'pin':
        return this.#pin(message)
      case 'upload':
        return this.#upload(message)
      case 'withdraw':
        return this.#withdraw(message)
    }
  }

  async #refresh(message: Pending, way: Way): Promise<Told | null> {
    const { db, clock } = this.#tools.context
    const placed = await findSurface(db, message.target)
    const shown = placed && (await renderSurface(db, placed, clock.now()))
    const isNewReminder = placed?.surface.kind === 'reminder' && placed.ts === null
    if (placed?.surface.kind === 'reminder' && !shown) {
      await dropReminder(this.#tools.context, placed.surface.reminderId)
      if (isNewReminder) this.#tools.metrics.reminders.inc({ outcome: 'dropped' })
    }
    if (!placed || !shown) return null
    const digest = createHash('sha256').update(JSON.stringify(shown)).digest('base64')
    if (placed.ts !== null && placed.digest === digest) return null
    const { thread } = placed
    // The message above it has gone since this was chosen: it comes again after that one.
    if (thread && thread.ts === null) throw new ThreadGone()
    const labelled = { ...shown, metadata: metadataFor(placed.key) }
    const { ts, channelId } = placed.ts
      ? await this.#edit(placed.channelId, placed.ts, labelled, way)
      : await this.#post(placed.channelId, labelled, thread?.ts ?? null)
    const sent = { ts, channelId, digest, at: clock.now() }
    const letter = letterIn(placed)
    if (letter) await reachPerson(this.#tools.context, letter)
    if (isNewReminder) this.#tools.metrics.reminders.inc({ outcome: 'sent' })
    return {
      remember: async (tx) => {
        if (!(await markSent(tx, placed.key, sent))) {
          // One of an earlier try has turned up meanwhile: that one stays, and is brought up to date.
          await this.#ask(tx, withdrawal(placed.launchId, { ...message, ...sent }))
          await this.#ask(tx, message)
        }
        // Not yet: it has just been posted, or found.
        const isNew = placed.ts === null || placed.sentAt === null
        if (isNew && placed.surface.kind === 'board') await this.#askForPin(tx, placed)
      },
    }
  }

  #askForPin(db: Db, { key, launchId, workspaceId, channelId }: PlacedSurface): Promise<void> {
    const pin = { key: `pin:${key}`, kind: 'pin', target: key } as const
    return this.#ask(db, { ...pin, launchId, workspaceId, channelId })
  }

  #ask(db: Db, message: NewMessage): Promise<void> {
    const { clock } = this.#tools.context
    return enqueue(db, message, clock.now(), { position: 0, priority: 'resend' })
  }

  async #announce(message: Pending): Promise<Told | null> {
    const { db } = this.#tools.context
    const event = await findEvent(db, message.target)
    const launch = event && (await findLaunch(db, event.launchId))
    if (!launch) return null
    const posted = await postedReport(db, event, this.#tools.context.clock.now())
    const said = posted ?? announcement(event, launch, message.channelId)
    const labelled = { ...said, metadata: metadataFor(message.key) }
    const sent = await this.#post(message.channelId, labelled, null)
    return {
      remember: async (tx) => {
        if (await keepAnnouncement(tx, { key: message.key, ...sent })) return
        await this.#ask(tx, withdrawal(launch.id, { ...message, ...sent }))
      },
    }
  }

  /** Takes back a message that is there twice. */
  async #withdraw({ launchId, channelId, target: ts }: Pending): Promise<Told | null> {
    const { context, client, log } = this.#tools
    if (await isOfSurface(context.db, channelId, ts)) return null
    try {
      await client.chat.delete({ channel: channelId, ts })
      log.info(
        { launch: launchId, channel: channelId, ts },
        'took back a message that was there twice',
      )
    } catch (error) {
      // Somebody else has deleted it.
      if (failureOf(error)?.kind !== 'message-gone') throw error
    }
    return nothingMore
  }

  /** Pinning is a comfort that needs a scope of its own: if Slack will not, it is left. */
  async #pin(message: Pending): Promise<Told | null> {
    const { context, client } = this.#tools
    const placed = await findSurface(context.db, message.target)
    if (!placed?.ts) return null
    const { channelId, ts } = placed
    try {
      await client.pins.add({ channel: channelId, timestamp: ts })
    } catch (error) {
      const kind = failureOf(error)?.kind
      if (isForLater(kind)) throw error
      this.#tools.log.debug({ launch: message.launchId, err: error }, 'the board was not pinned')
    }
    return nothingMore
  }

  /** A file is a comfort that needs a scope of its own: if Slack will not, the dialog has it. */
  async #upload(message: Pending): Promise<Told | null> {
    const { client, log } = this.#tools
    try {
      const file = await this.#fileFor(message)
      if (!file) return null
      await client.filesUploadV2(file)
    } catch (error) {
      const kind = failureOf(error)?.kind
      if (error instanceof ThreadGone || isForLater(kind)) throw error
      log.info({ launch: message.launchId, err: error }, 'a file was not uploaded')
    }
    return nothingMore
  }

  async #fileFor({ key, target }: Pending) {
    const { context, client } = this.#tools
    const { db } = context
    if (key.startsWith('chart:')) {
      if (!(await findAnnouncement(db, `announce:${target}`))) throw new ThreadGone()
      return chartToUpload(db, target, context.clock.now())
    }
    const placed = await findSurface(db, keyOf({ kind: 'emergency', id: target }))
    if (placed?.ts == null) throw new ThreadGone()
    const file = await postMortemToUpload(db, client, target)
    return file && { channel_id: placed.channelId, thread_ts: placed.ts, ...file }
  }

  async #post(channel: string, message: Labelled, threadTs: string | null): Promise<SentMessage> {
    const quiet = { unfurl_links: false, unfurl_media: false }
    const thread = threadTs ? { thread_ts: threadTs } : {}
    const { client } = this.#tools
    const answer = await client.chat.postMessage({ channel, ...message, ...quiet, ...thread })
    if (!answer.ts) throw new Error('chat.postMessage answered without a ts')
    // Posted to a person, it is in a conversation of its own, by whose id it is edited.
    return { ts: answer.ts, channelId: answer.channel ?? channel }
  }

  async #edit(channel: string, ts: string, message: Labelled, way: Way): Promise<SentMessage> {
    const url = way === 'response_url' ? this.#tools.urls.take(channel, ts) : null
    if (url === null) {
      await this.#tools.client.chat.update({ channel, ts, ...message })
    } else {
      await counted(this.#tools, 'response_url', () => this.#respond(url, message))
    }
    return { ts, channelId: channel }
  }

  async #respond(url: string, message: Labelled): Promise<void> {
    const { signal } = this.#tools.abort
    const response = await this.#tools.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...message, replace_original: true }),
      signal: AbortSignal.any([signal, AbortSignal.timeout(respondMs)]),
    })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
  }

  async #lose(message: Pending, { why }: { why: ChannelLoss }): Promise<void> {
    if (!(await this.#losePerson(message))) await loseChannel(this.#tools.context, message, why)
  }

  /** What Slack will not take to its person. False: it was something else. */
  async #losePerson({ kind, target }: Pending): Promise<boolean> {
    const { context } = this.#tools
    const placed = kind === 'refresh' ? await findSurface(context.db, target) : undefined
    const letter = placed && letterIn(placed)
    if (!letter) return false
    await losePerson(context, letter)
    return true
  }

  async #recover({ message, way }: Claim, error: unknown): Promise<void> {
    const { context, log, urls, troubles, token } = this.#tools
    const { db } = context
    const now = context.clock.now()
    // Nothing can be noted: the claim runs out, and then it is tried again.
    if (troubles.note(error)) return
    const failure = failureOf(error)
    if (error instanceof ThreadGone) {
      return postpone(db, message, this.#owner, {
        notBefore: addSeconds(now, 1),
        error: 'waits for its thread',
        isAttempt: false,
      })
    }
    const about = { launch: message.launchId, message: message.key }
    if (way === 'response_url') {
      if (message.ts !== null) urls.distrust(message.channelId, message.ts)
      log.warn({ ...about, err: error }, 'a response_url did not work; going on with chat.update')
      return postpone(db, message, this.#owner, {
        notBefore: now,
        error: 'response_url failed',
        isAttempt: false,
      })
    }
    const again = (notBefore: Date, why: string, isAttempt: boolean) =>
      postpone(db, message, this.#owner, { notBefore, error: why, isAttempt })
    switch (failure?.kind) {
      case 'limited':
        this.#pace.block(methodOf(message), failure.seconds)
        log.warn({ ...about, seconds: failure.seconds }, 'Slack limits golive')
        return again(now, 'ratelimited', false)
      case 'passing': {
        const isUnsure = message.posts && failure.isUnsure
        const leastSeconds = isUnsure ? hearsaySeconds : 1
        const seconds = Math.min(Math.max(leastSeconds, 2 ** message.attempts), longestWaitSeconds)
        const more = isUnsure ? '; it may have taken the message' : ''
        log.warn({ ...about, error: failure.error, seconds }, `Slack failed; trying again${more}`)
        return again(addSeconds(now, seconds), failure.error, true)
      }
      case 'refused-token':
        token.refuse(failure.error)
        // It may be replaced, and golive started anew: nothing is given up meanwhile.
        return again(addSeconds(now, refusedSeconds), failure.error, false)
      case 'message-gone':
        await markGone(db, message.target)
        log.info(about, 'a message was deleted; posting it anew')
        return again(now, 'message gone', false)
      case 'channel-gone':
        log.warn({ ...about, channel: message.channelId, error: failure.error }, 'channel gone')
        await park(db, message, this.#owner, { at: now, error: failure.error })
        return this.#lose(message, failure)
      case 'final':
        log.error({ ...about, error: failure.error, err: error }, 'Slack refuses for good')
        await park(db, message, this.#owner, { at: now, error: failure.error })
        if (isAboutPerson(failure.error)) await this.#losePerson(message)
        return
      default: {
        log.error({ ...about, err: error }, 'a bug in the publisher')
        if (message.attempts >= mostBugs) {
          return park(db, message, this.#owner, { at: now, error: String(error) })
        }
        return again(addSeconds(now, 2 ** message.attempts), String(error), true)
      }
    }
  }
}

/** What is written to one person, as opposed to a channel. */
function letterIn({ surface }: PlacedSurface): Letter | null {
  if (surface.kind === 'reminder') return surface
  return surface.kind === 'request' ? { kind: surface.kind, id: surface.id } : null
}

/** Of a comfort: whether it is worth another try. */
function isForLater(kind: Failure['kind'] | undefined): boolean {
  return kind === 'limited' || kind === 'passing' || kind === 'refused-token'
}
