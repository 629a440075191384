import { App } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import type { Config } from '../config.ts'
import { listenToActions } from './actions.ts'
import { listenToChannelEvents } from './channel-events.ts'
import { listenToDeciding } from './deciding.ts'
import { listenToDialogs } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { listenToEmergencies } from './emergency.ts'
import { listenToEmergencyShortcuts } from './emergency-shortcuts.ts'
import { listenToEvidence } from './evidence.ts'
import { listenToGolive } from './golive-command.ts'
import type { InFlight } from './in-flight.ts'
import { listenToLaunchCourse } from './launch-course.ts'
import { listenToList } from './list.ts'
import { type Logger, slackLog } from './log.ts'
import { listenToOwnMessages } from './own-messages.ts'
import { listenToPersonal } from './personal.ts'
import { listenToPlanning } from './planning.ts'
import type { WatchedReceiver } from './receivers.ts'
import { listenToStartForm } from './start-dialog.ts'
import { listenToTemplates } from './templates.ts'
import { listenToWalk } from './walk.ts'

/** Somebody waits for these calls: better a quick no than a late yes. */
const patientMs = 2500
/** Nobody waits for the publisher's. */
const unhurriedMs = 20_000

/** The Bolt App, not yet started. Its `init()` throws when Slack does not take the token. */
export function createApp(
  config: Config,
  receiver: WatchedReceiver,
  log: Logger,
  inFlight: InFlight,
): App {
  const app = new App({
    token: config.botToken,
    receiver,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
    logger: slackLog(log),
    clientOptions: {
      ...clientOptions(config, patientMs),
      // Bolt's own answers over response_url go through it too, and have no time-out of their own.
      fetch: (url, init) => fetch(url, { ...init, signal: timeLimit(init?.signal, patientMs) }),
    },
  })
  const processEvent = app.processEvent.bind(app)
  // Bolt acknowledges events before their listeners run: without this nobody would wait for them.
  app.processEvent = (event) => inFlight.track(processEvent(event))
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
    fetch: (url, init) => fetch(url, { ...init, signal: anyOf(signal, init?.signal) }),
  })
}

function timeLimit(signal: AbortSignal | null | undefined, milliseconds: number): AbortSignal {
  return anyOf(AbortSignal.timeout(milliseconds), signal)
}

function anyOf(one: AbortSignal, other: AbortSignal | null | undefined): AbortSignal {
  return other ? AbortSignal.any([one, other]) : one
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
  listenToList(edge)
  listenToStartForm(edge)
  listenToPlanning(edge)
  listenToEvidence(edge)
  listenToPersonal(edge)
  listenToDeciding(edge)
  listenToLaunchCourse(edge)
  listenToTemplates(edge)
  listenToEmergencies(edge)
  listenToWalk(edge)
  listenToEmergencyShortcuts(edge)
  listenToOwnMessages(edge)
  listenToChannelEvents(edge)
  listenToEvents(edge)
}

function listenToEvents({ app, people, inFlight, token }: Edge): void {
  app.event('user_change', async ({ event, context: { teamId } }) => {
    if (teamId) await inFlight.track(people.changed(teamId, event.user))
  })

  app.event('app_uninstalled', async () => token.refuse('app_uninstalled'))

  app.event('tokens_revoked', async ({ event }) => {
    if (event.tokens.bot?.length) token.refuse('tokens_revoked')
  })
}
