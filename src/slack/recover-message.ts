/** What becomes of a message of the outbox that Slack was not told. */
import type { Context } from '../commands/context.ts'
import { loseChannel } from '../commands/lose-channel.ts'
import { losePerson } from '../commands/lose-person.ts'
import { addSeconds } from '../domain/dates.ts'
import type { ChannelLoss } from '../domain/event.ts'
import { type Message as Pending, park, postpone } from '../store/outbox.ts'
import { findSurface, markGone } from '../store/surfaces.ts'
import { failureOf, isAboutPerson } from './failure.ts'
import type { Logger } from './log.ts'
import { longestWaitSeconds, methodOf, type Way } from './next-message.ts'
import type { Pace } from './pace.ts'
import type { ResponseUrls } from './response-urls.ts'
import { letterIn, ThreadGone } from './tell-message.ts'
import type { Token } from './token.ts'
import type { Troubles } from './troubles.ts'

/** Slack may have posted what it gave no answer to: so long it has time to tell of the message. */
const hearsaySeconds = 5
/** How soon a token that Slack does not take is tried again. */
const refusedSeconds = 60
/** So often an error that nobody foresaw is tried again before it is given up. */
const mostBugs = 5

export type RecoverTools = {
  context: Context
  log: Logger
  urls: ResponseUrls
  pace: Pace
  troubles: Troubles
  token: Token
}

/**
 * Does what follows from a message that could not be told: it is tried again, posted anew or given up.
 * `owner` names whose claim it is.
 */
export async function recover(
  tools: RecoverTools,
  owner: string,
  { message, way }: { message: Pending; way: Way },
  error: unknown,
): Promise<void> {
  const { context, log, urls, troubles, token, pace } = tools
  const { db } = context
  const now = context.clock.now()
  // Nothing can be noted: the claim runs out, and then it is tried again.
  if (troubles.note(error)) return
  const failure = failureOf(error)
  const again = (notBefore: Date, why: string, isAttempt: boolean) =>
    postpone(db, message, owner, { notBefore, error: why, isAttempt })
  if (error instanceof ThreadGone) return again(addSeconds(now, 1), 'waits for its thread', false)
  const about = { launch: message.launchId, message: message.key }
  if (way === 'response_url') {
    if (message.ts !== null) urls.distrust(message.channelId, message.ts)
    log.warn({ ...about, err: error }, 'a response_url did not work; going on with chat.update')
    return again(now, 'response_url failed', false)
  }
  switch (failure?.kind) {
    case 'limited':
      pace.block(methodOf(message), failure.seconds)
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
      await park(db, message, owner, { at: now, error: failure.error })
      return lose(context, message, failure)
    case 'final':
      log.error({ ...about, error: failure.error, err: error }, 'Slack refuses for good')
      await park(db, message, owner, { at: now, error: failure.error })
      if (isAboutPerson(failure.error)) await loseItsPerson(context, message)
      return
    default: {
      log.error({ ...about, err: error }, 'a bug in the publisher')
      if (message.attempts >= mostBugs) {
        return park(db, message, owner, { at: now, error: String(error) })
      }
      return again(addSeconds(now, 2 ** message.attempts), String(error), true)
    }
  }
}

async function lose(
  context: Context,
  message: Pending,
  { why }: { why: ChannelLoss },
): Promise<void> {
  if (!(await loseItsPerson(context, message))) await loseChannel(context, message, why)
}

/** What Slack will not take to its person. False: it was something else. */
async function loseItsPerson(context: Context, { kind, target }: Pending): Promise<boolean> {
  const placed = kind === 'refresh' ? await findSurface(context.db, target) : undefined
  const letter = placed && letterIn(placed)
  if (!letter) return false
  await losePerson(context, letter)
  return true
}
