import { addSeconds } from 'date-fns/addSeconds'
import type { Message } from '../store/outbox.ts'
import type { Pace, PacedMethod } from './pace.ts'

/**
 * How long a sender holds a message, renewed while its call is under way: no second sender starts
 * one that could land before it, and what a process that died was sending does not wait long.
 */
export const leaseSeconds = 6
/** The longest that a message waits for its next try. */
export const longestWaitSeconds = 300

/** The Slack method that tells a message. */
export function methodOf(message: Message): PacedMethod {
  if (message.kind === 'pin') return 'pins.add'
  if (message.kind === 'upload') return 'files.completeUploadExternal'
  return message.posts ? 'chat.postMessage' : 'chat.update'
}

/**
 * The message to send next, of those that are pending in their order, or when to look again. New
 * messages of a channel go out one after the other in the order in which they were asked for, also
 * when one of them has to wait; edits overtake. What belongs into a thread holds up nobody while the
 * message above it is not posted.
 */
export function nextMessage(
  waiting: readonly Message[],
  pace: Pace,
  now: Date,
): { message: Message } | { lookAgainAt: Date | null } {
  const pending = waiting.filter(({ waitsForThread }) => !waitsForThread)
  const nextPosts = firstPosts(pending)
  let lookAgainAt: Date | null = null
  for (const message of pending) {
    if (message.posts && nextPosts.get(message.channelId) !== message) continue
    const paced = pace.readyAt(methodOf(message), message.channelId)
    const times = [dueAt(message, now), freeAt(message, now), paced]
    const readyAt = new Date(Math.max(...times.map(Number)))
    if (readyAt <= now) return { message }
    if (!lookAgainAt || readyAt < lookAgainAt) lookAgainAt = readyAt
  }
  return { lookAgainAt }
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
