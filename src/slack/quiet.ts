import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import type { Logger } from './log.ts'

/** So many people dnd.teamInfo takes at once. */
export const mostAtOnce = 50

/**
 * Until when people are not to be disturbed, by their id; null when Slack does not say. It needs a
 * scope that a workspace may not have given: without it nobody is quiet.
 * https://docs.slack.dev/reference/methods/dnd.teamInfo
 */
export async function quietUntil(
  client: WebClient,
  log: Logger,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, Date> | null> {
  const quiet = new Map<string, Date>()
  const seconds = now.getTime() / 1000
  for (let start = 0; start < ids.length; start += mostAtOnce) {
    try {
      const users = ids.slice(start, start + mostAtOnce).join(',')
      const answer = await client.dnd.teamInfo({ users })
      for (const [id, dnd] of Object.entries(answer.users ?? {})) {
        const { dnd_enabled: isOn, next_dnd_start_ts: from = 0, next_dnd_end_ts: to = 0 } = dnd
        if (isOn && from <= seconds && seconds < to) quiet.set(id, new Date(to * 1000))
      }
    } catch (error) {
      const isRefused = error instanceof WebAPIPlatformError && error.data.error === 'missing_scope'
      if (isRefused) return quiet
      log.warn({ err: error }, 'Slack did not say who is not to be disturbed')
      return null
    }
  }
  return quiet
}
