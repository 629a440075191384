import { App } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { regainChannel } from '../commands/lose-channel.ts'
import type { Config } from '../config.ts'
import { savePerson } from '../store/people.ts'
import { listenToActions } from './actions.ts'
import { listenToDialogs } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { listenToGolive } from './golive-command.ts'
import { type Logger, slackLog } from './log.ts'
import { personOf } from './people.ts'
import type { WatchedReceiver } from './receivers.ts'

/** Somebody waits for these calls: better a quick no than a late yes. */
const patientMs = 2500
/** Nobody waits for the publisher's. */
const unhurriedMs = 20_000

/** The Bolt App, not yet started. Its `init()` throws when Slack does not take the token. */
export function createApp(config: Config, receiver: WatchedReceiver, log: Logger): App {
  const app = new App({
    token: config.botToken,
    receiver,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
    logger: slackLog(log),
    clientOptions: clientOptions(config, patientMs),
  })
  app.error(async ({ error }: { error: Error }) => log.error({ err: error }, 'a listener failed'))
  return app
}

/** The publisher's own client: a limit that it meets holds up nobody else. */
export function createPublisherClient(
  config: Config,
  log: Logger,
  { signal }: AbortController,
): WebClient {
  return new WebClient(config.botToken, {
    ...clientOptions(config, unhurriedMs),
    logger: slackLog(log),
    fetch: (url, init) => {
      const signals = init?.signal ? [signal, init.signal] : [signal]
      return fetch(url, { ...init, signal: AbortSignal.any(signals) })
    },
  })
}

function clientOptions(config: Config, timeout: number) {
  return {
    slackApiUrl: config.slackApiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }
}

/** Every listener there is. */
export function listen(edge: Edge): void {
  listenToGolive(edge)
  listenToActions(edge)
  listenToDialogs(edge)
  listenToEvents(edge)
}

function listenToEvents({ app, context }: Edge): void {
  app.event('user_change', async ({ event, context: { teamId } }) => {
    if (!teamId) return
    await savePerson(context.db, personOf(event.user, teamId), context.clock.now())
  })

  for (const restored of ['channel_unarchive', 'group_unarchive'] as const) {
    app.event(restored, async ({ event, context: { teamId } }) => {
      if (teamId) await regainChannel(context, { workspaceId: teamId, channelId: event.channel })
    })
  }

  app.event('member_joined_channel', async ({ event, context: { teamId, botUserId } }) => {
    if (!teamId || event.user !== botUserId) return
    await regainChannel(context, { workspaceId: teamId, channelId: event.channel })
  })
}
