/** How Slack is told one message of the outbox, by its kind, from what the database says at that moment. */
import { createHash } from 'node:crypto'
import type { WebClient } from '@slack/web-api'
import type { Context } from '../commands/context.ts'
import { type Letter, reachPerson } from '../commands/lose-person.ts'
import { dropReminder } from '../commands/send-reminders.ts'
import { keyOf } from '../domain/surface.ts'
import { findAnnouncement, keepAnnouncement } from '../store/announcements.ts'
import type { Db } from '../store/database.ts'
import { findEvent } from '../store/events.ts'
import { findLaunch } from '../store/launches.ts'
import { enqueue, type NewMessage, type Message as Pending, withdrawal } from '../store/outbox.ts'
import { findSurface, isOfSurface, markSent, type PlacedSurface } from '../store/surfaces.ts'
import { announcement } from '../views/announcement.ts'
import type { Message } from '../views/message.ts'
import { counted } from './calls.ts'
import { type Failure, failureOf } from './failure.ts'
import type { Logger } from './log.ts'
import { metadataFor } from './message-metadata.ts'
import type { Metrics } from './metrics.ts'
import type { Way } from './next-message.ts'
import { postMortemToUpload } from './post-mortem.ts'
import { renderSurface } from './render-surface.ts'
import { chartToUpload, postedReport } from './report.ts'
import type { ResponseUrls } from './response-urls.ts'

/** How long an edit by response_url may take. */
const respondMs = 5000

export type TellTools = {
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
}

/** Slack was told; what is to be remembered of it, in the transaction that ends the claim. */
type Told = { remember: (tx: Db) => Promise<void> }
const nothingMore: Told = { remember: async () => {} }

/** Where Slack has put a message. */
type SentMessage = { ts: string; channelId: string }

/** A message that says what it was posted for. */
type Labelled = Message & { metadata: ReturnType<typeof metadataFor> }

/** What a message belongs into is not there any more. */
export class ThreadGone extends Error {}

/**
 * Tells Slack a message by what the database says now. Null: there is nothing to tell. Throws what the
 * Slack client throws, and ThreadGone.
 */
export function tellMessage(tools: TellTools, message: Pending, way: Way): Promise<Told | null> {
  switch (message.kind) {
    case 'refresh':
      return refresh(tools, message, way)
    case 'announce':
      return announce(tools, message)
    case 'pin':
      return pin(tools, message)
    case 'upload':
    case 'chart':
      return upload(tools, message)
    case 'withdraw':
      return withdraw(tools, message)
  }
}

async function refresh(tools: TellTools, message: Pending, way: Way): Promise<Told | null> {
  const { db, clock } = tools.context
  const placed = await findSurface(db, message.target)
  const shown = placed && (await renderSurface(db, placed, clock.now()))
  const isNewReminder = placed?.surface.kind === 'reminder' && placed.ts === null
  if (placed?.surface.kind === 'reminder' && !shown) {
    await dropReminder(tools.context, placed.surface.reminderId)
    if (isNewReminder) tools.metrics.reminders.inc({ outcome: 'dropped' })
  }
  if (!placed || !shown) return null
  const digest = createHash('sha256').update(JSON.stringify(shown)).digest('base64')
  if (placed.ts !== null && placed.digest === digest) return null
  const { thread } = placed
  // The message above it has gone since this was chosen: it comes again after that one.
  if (thread && thread.ts === null) throw new ThreadGone()
  const labelled = { ...shown, metadata: metadataFor(placed.key) }
  const { ts, channelId } = placed.ts
    ? await edit(tools, placed.channelId, placed.ts, labelled, way)
    : await post(tools, placed.channelId, labelled, thread?.ts ?? null)
  const sent = { ts, channelId, digest, at: clock.now() }
  const letter = letterIn(placed)
  if (letter) await reachPerson(tools.context, letter)
  if (isNewReminder) tools.metrics.reminders.inc({ outcome: 'sent' })
  return {
    remember: async (tx) => {
      if (!(await markSent(tx, placed.key, sent))) {
        // One of an earlier try has turned up meanwhile: that one stays, and is brought up to date.
        await ask(tools, tx, withdrawal(placed.launchId, { ...message, ...sent }))
        await ask(tools, tx, message)
      }
      // Not yet: it has just been posted, or found.
      const isNew = placed.ts === null || placed.sentAt === null
      if (isNew && placed.surface.kind === 'board') await askForPin(tools, tx, placed)
    },
  }
}

function askForPin(
  tools: TellTools,
  db: Db,
  { key, launchId, workspaceId, channelId }: PlacedSurface,
): Promise<void> {
  const pin = { key: `pin:${key}`, kind: 'pin', target: key } as const
  return ask(tools, db, { ...pin, launchId, workspaceId, channelId })
}

function ask(tools: TellTools, db: Db, message: NewMessage): Promise<void> {
  const { clock } = tools.context
  return enqueue(db, message, clock.now(), { position: 0, priority: 'resend' })
}

async function announce(tools: TellTools, message: Pending): Promise<Told | null> {
  const { db } = tools.context
  const event = await findEvent(db, message.target)
  const launch = event && (await findLaunch(db, event.launchId))
  if (!launch) return null
  const posted = await postedReport(db, event, tools.context.clock.now())
  const said = posted ?? announcement(event, launch, message.channelId)
  const labelled = { ...said, metadata: metadataFor(message.key) }
  const sent = await post(tools, message.channelId, labelled, null)
  return {
    remember: async (tx) => {
      if (await keepAnnouncement(tx, { key: message.key, ...sent })) return
      await ask(tools, tx, withdrawal(launch.id, { ...message, ...sent }))
    },
  }
}

/** Takes back a message that is there twice. */
async function withdraw(
  { context, client, log }: TellTools,
  { launchId, channelId, target: ts }: Pending,
): Promise<Told | null> {
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
async function pin({ context, client, log }: TellTools, message: Pending): Promise<Told | null> {
  const placed = await findSurface(context.db, message.target)
  if (!placed?.ts) return null
  const { channelId, ts } = placed
  try {
    await client.pins.add({ channel: channelId, timestamp: ts })
  } catch (error) {
    const kind = failureOf(error)?.kind
    if (isForLater(kind)) throw error
    log.debug({ launch: message.launchId, err: error }, 'the board was not pinned')
  }
  return nothingMore
}

/** A file is a comfort that needs a scope of its own: if Slack will not, the dialog has it. */
async function upload(tools: TellTools, message: Pending): Promise<Told | null> {
  const { client, log } = tools
  try {
    const file = await fileFor(tools, message)
    if (!file) return null
    await client.filesUploadV2(file)
  } catch (error) {
    const kind = failureOf(error)?.kind
    if (error instanceof ThreadGone || isForLater(kind)) throw error
    log.info({ launch: message.launchId, err: error }, 'a file was not uploaded')
  }
  return nothingMore
}

async function fileFor({ context, client }: TellTools, { kind, target }: Pending) {
  const { db } = context
  if (kind === 'chart') {
    const posted = await findAnnouncement(db, `announce:${target}`)
    return posted ? chartToUpload(db, target, posted, context.clock.now()) : null
  }
  const placed = await findSurface(db, keyOf({ kind: 'emergency', id: target }))
  if (!placed) return null
  if (placed.ts === null) throw new ThreadGone()
  const file = await postMortemToUpload(db, client, target)
  return file && { channel_id: placed.channelId, thread_ts: placed.ts, ...file }
}

async function post(
  { client }: TellTools,
  channel: string,
  message: Labelled,
  threadTs: string | null,
): Promise<SentMessage> {
  const quiet = { unfurl_links: false, unfurl_media: false }
  const thread = threadTs ? { thread_ts: threadTs } : {}
  const answer = await client.chat.postMessage({ channel, ...message, ...quiet, ...thread })
  if (!answer.ts) throw new Error('chat.postMessage answered without a ts')
  // Posted to a person, it is in a conversation of its own, by whose id it is edited.
  return { ts: answer.ts, channelId: answer.channel ?? channel }
}

async function edit(
  tools: TellTools,
  channel: string,
  ts: string,
  message: Labelled,
  way: Way,
): Promise<SentMessage> {
  const url = way === 'response_url' ? tools.urls.take(channel, ts) : null
  if (url === null) {
    await tools.client.chat.update({ channel, ts, ...message })
  } else {
    await counted(tools, 'response_url', () => respond(tools, url, message))
  }
  return { ts, channelId: channel }
}

async function respond(
  { abort: { signal }, fetch }: TellTools,
  url: string,
  message: Labelled,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...message, replace_original: true }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(respondMs)]),
  })
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
}

/** What is written to one person, as opposed to a channel. */
export function letterIn({ surface }: PlacedSurface): Letter | null {
  if (surface.kind === 'reminder') return surface
  return surface.kind === 'request' ? { kind: surface.kind, id: surface.id } : null
}

/** Of a comfort: whether it is worth another try. */
function isForLater(kind: Failure['kind'] | undefined): boolean {
  return kind === 'limited' || kind === 'passing' || kind === 'refused-token'
}
