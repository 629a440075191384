import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import type { ChannelLoss } from '../domain/event.ts'

/** What to do about a call that failed. https://docs.slack.dev/reference/methods */
export type Failure =
  /** Slack says to slow down. */
  | { kind: 'limited'; seconds: number }
  /** Slack, or the way to it, is down: try again later. Unsure: it may have done it all the same. */
  | { kind: 'passing'; error: string; isUnsure: boolean }
  /** Slack does not take the token: nothing works until golive has another one. */
  | { kind: 'refused-token'; error: string }
  /** The message cannot be edited any more: post it anew. */
  | { kind: 'message-gone' }
  /** The channel cannot be reached any more. */
  | { kind: 'channel-gone'; why: ChannelLoss; error: string }
  /** It will never work like this. */
  | { kind: 'final'; error: string }

const messageGone = ['message_not_found', 'cant_update_message', 'edit_window_closed']
const channelGone: Record<string, ChannelLoss> = {
  channel_not_found: 'unseen',
  not_in_channel: 'unreachable',
  is_archived: 'archived',
  is_inactive: 'archived',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
}
const unsure = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']
const passing = ['team_added_to_org', 'accesslimited']
const refusedTokens = [
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
]
/** Slack's own word at status 200 carries no time. */
const unsaidSeconds = 10

/** Reads what the Slack client threw; undefined when it was not the Slack client that threw. */
export function failureOf(thrown: unknown): Failure | undefined {
  if (thrown instanceof WebAPIRateLimitedError) {
    return { kind: 'limited', seconds: Math.max(1, thrown.retryAfter) }
  }
  if (thrown instanceof WebAPIRequestError) {
    return { kind: 'passing', error: thrown.original.message, isUnsure: true }
  }
  if (thrown instanceof WebAPIHTTPError) {
    return { kind: 'passing', error: `HTTP ${thrown.statusCode}`, isUnsure: true }
  }
  if (!(thrown instanceof WebAPIPlatformError)) return wordedFailure(thrown)
  const { error } = thrown.data
  if (error === 'ratelimited' || error === 'rate_limited') {
    return { kind: 'limited', seconds: unsaidSeconds }
  }
  if (refusedTokens.includes(error)) return { kind: 'refused-token', error }
  if (messageGone.includes(error)) return { kind: 'message-gone' }
  const why = channelGone[error]
  if (why) return { kind: 'channel-gone', why, error }
  const isUnsure = unsure.includes(error)
  return isUnsure || passing.includes(error)
    ? { kind: 'passing', error, isUnsure }
    : { kind: 'final', error }
}

/** What the client throws as an error of no kind, where what answered was not quite Slack. */
function wordedFailure(thrown: unknown): Failure | undefined {
  if (!(thrown instanceof Error)) return undefined
  if (thrown.message.startsWith('Failed to upload file')) {
    return { kind: 'passing', error: 'the file did not arrive', isUnsure: false }
  }
  const isUnsaid = thrown.message.startsWith('Retry header did not contain')
  return isUnsaid ? { kind: 'limited', seconds: unsaidSeconds } : undefined
}

/** Says of a DM that its person cannot be written to, rather than that something is wrong with it. */
export function isAboutPerson(error: string): boolean {
  return personGone.includes(error)
}

const personGone = [
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
]
