import type { Message } from '../store/outbox.ts'
import type { Pace, PacedMethod } from './pace.ts'

/** The Slack method that tells a message. */
export function methodOf(message: Message): PacedMethod {
  if (message.kind === 'pin') return 'pins.add'
  return message.posts ? 'chat.postMessage' : 'chat.update'
}

/**
 * The message to send next, of those that are pending in their order, or when to look again. New
 * messages of a channel go out one after the other in the order in which they were asked for, also
 * when one of them has to wait; edits overtake.
 */
export function nextMessage(
  pending: readonly Message[],
  pace: Pace,
  now: Date,
): { message: Message } | { lookAgainAt: Date | null } {
  const postingChannels = new Set<string>()
  let lookAgainAt: Date | null = null
  for (const message of pending) {
    if (message.posts) {
      if (postingChannels.has(message.channelId)) continue
      postingChannels.add(message.channelId)
    }
    const paced = pace.readyAt(methodOf(message), message.channelId)
    const times = [message.notBefore, message.leaseUntil ?? now, paced]
    const readyAt = new Date(Math.max(...times.map(Number)))
    if (readyAt <= now) return { message }
    if (!lookAgainAt || readyAt < lookAgainAt) lookAgainAt = readyAt
  }
  return { lookAgainAt }
}
