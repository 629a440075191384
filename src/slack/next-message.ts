import { addSeconds } from '../domain/dates.ts'
import type { Message } from '../store/outbox.ts'
import type { Pace, PacedMethod } from './pace.ts'
import type { ResponseUrls } from './response-urls.ts'

/**
 * How long a sender holds a message, renewed while its call is under way: no second sender starts
 * one that could land before it, and what a process that died was sending does not wait long.
 */
export const leaseSeconds = 6
/** What goes ahead of what else has waited a little longer, and by how much. */
const headStartMs = { clicked: 10_000, board: 5000 }
/** The longest that a message waits for its next try. */
export const longestWaitSeconds = 300

/** By what a message is told: a method of Slack's, or the `response_url` that a click on it brought. */
export type Way = PacedMethod | 'response_url'

/** What decides when a message may go out, and what is just being sent, by its key. */
export type Means = { pace: Pace; urls: ResponseUrls; sending: ReadonlyMap<string, unknown> }

/** The Slack method that tells a message. */
export function methodOf(message: Message): PacedMethod {
  if (message.kind === 'pin') return 'pins.add'
  if (message.kind === 'withdraw') return 'chat.delete'
  if (message.kind === 'upload' || message.kind === 'chart') return 'files.completeUploadExternal'
  return message.posts ? 'chat.postMessage' : 'chat.update'
}

/**
 * The message to send next, of those that are pending in their order, and by what; or when to look
 * again. New messages of a channel go out one after the other in the order in which they were asked
 * for, also when one of them has to wait; edits overtake. What was clicked goes by the click's
 * `response_url` when Slack's limit would make it wait.
 */
export function nextMessage(
  pending: readonly Message[],
  { pace, urls, sending }: Means,
  now: Date,
): { message: Message; way: Way } | { lookAgainAt: Date | null } {
  const nextPosts = firstPosts(pending)
  let lookAgainAt: Date | null = null
  let first: { message: Message; way: Way } | null = null
  for (const message of pending) {
    if (message.posts && nextPosts.get(message.channelId) !== message) continue
    if (sending.has(message.key) || (first && !goesAhead(message, first.message, urls))) continue
    const { way, wayAt } = wayOf(message, pace, urls)
    const times = [dueAt(message, now), freeAt(message, now), wayAt]
    const readyAt = new Date(Math.max(...times.map(Number)))
    if (readyAt <= now) first = { message, way }
    else if (!lookAgainAt || readyAt < lookAgainAt) lookAgainAt = readyAt
  }
  return first ?? { lookAgainAt }
}

function wayOf(message: Message, pace: Pace, urls: ResponseUrls): { way: Way; wayAt: Date } {
  const method = methodOf(message)
  const pacedAt = pace.readyAt(method, message.channelId)
  const urlAt =
    method === 'chat.update' && message.ts !== null
      ? urls.readyAt(message.channelId, message.ts)
      : null
  // A call that is the last one for a while is left to what nobody has clicked on, such as the board.
  return urlAt && (urlAt < pacedAt || pace.isScarce(method))
    ? { way: 'response_url', wayAt: urlAt }
    : { way: method, wayAt: pacedAt }
}

/** The pending ones are in the order of their priorities, and of their age. */
function goesAhead(message: Message, first: Message, urls: ResponseUrls): boolean {
  return message.priority === first.priority && rankOf(message, urls) < rankOf(first, urls)
}

/** First what people are clicking on, whose eyes are there; then boards, which say most in least. */
function rankOf({ createdAt, channelId, ts, isBoard }: Message, urls: ResponseUrls): number {
  if (ts && urls.isClicked(channelId, ts)) return createdAt.getTime() - headStartMs.clicked
  return createdAt.getTime() - (isBoard ? headStartMs.board : 0)
}

/** The post of each channel that was asked for first. */
function firstPosts(pending: readonly Message[]): Map<string, Message> {
  const first = new Map<string, Message>()
  for (const message of pending.filter(({ posts }) => posts)) {
    const other = first.get(message.channelId)
    if (!other || isBefore(message, other)) first.set(message.channelId, message)
  }
  return first
}

function isBefore(one: Message, other: Message): boolean {
  const apart = one.createdAt.getTime() - other.createdAt.getTime()
  return apart < 0 || (apart === 0 && one.position < other.position)
}

/** A lease longer than any is from before the clock was set back, too. */
function freeAt({ leaseUntil }: Message, now: Date): Date {
  return leaseUntil === null || leaseUntil > addSeconds(now, leaseSeconds) ? now : leaseUntil
}

/** A time further ahead than any wait is a clock that was set back: it does not count. */
function dueAt({ notBefore }: Message, now: Date): Date {
  return notBefore > addSeconds(now, longestWaitSeconds) ? now : notBefore
}
