import { App } from '@slack/bolt'
import type { WebClient, WebClientOptions } from '@slack/web-api'
import type { Config } from '../config.ts'
import { listenToActions } from './actions.ts'
import { type CallWatch, CountedClient, counted } from './calls.ts'
import { listenToChannelEvents } from './channel-events.ts'
import { listenToDeciding } from './deciding.ts'
import { listenToDialogs } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { listenToEmergencies } from './emergency.ts'
import { listenToEmergencyShortcuts } from './emergency-shortcuts.ts'
import { listenToEvents } from './events.ts'
import { listenToEvidence } from './evidence.ts'
import { listenToExport } from './export.ts'
import { failureOf } from './failure.ts'
import { listenToGolive } from './golive-command.ts'
import type { InFlight } from './in-flight.ts'
import { listenToLaunchCourse } from './launch-course.ts'
import { listenToList } from './list.ts'
import { slackLog } from './log.ts'
import { listenToOwnMessages } from './own-messages.ts'
import { listenToPersonal } from './personal.ts'
import { listenToPlanning } from './planning.ts'
import type { WatchedReceiver } from './receivers.ts'
import { listenToReports } from './report.ts'
import { Seal } from './seal.ts'
import { isOfSlack } from './slack-address.ts'
import { listenToStartForm } from './start-dialog.ts'
import { listenToTemplates } from './templates.ts'
import { listenToWalk } from './walk.ts'

/** Somebody waits for these calls: better a quick no than a late yes. */
const patientMs = 2500
/** Nobody waits for the publisher's. */
const unhurriedMs = 20_000

/** The Bolt App, not yet started. Slack has taken the token, and said who golive is: it is not asked again. */
export function createApp(
  config: Config,
  receiver: WatchedReceiver,
  watch: CallWatch,
  inFlight: InFlight,
  own: { botId: string; botUserId: string },
): App {
  const { log } = watch
  const ask = patientFetch(config.slackApiUrl)
  const app = new App({
    token: config.botToken,
    ...own,
    tokenVerificationEnabled: false,
    receiver,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
    logger: slackLog(log),
    clientOptions: {
      ...clientOptions(config, patientMs),
      // Bolt itself sends nothing but answers over a click's response_url.
      fetch: (url, init) =>
        counted(
          watch,
          'response_url',
          () => ask(url, init),
          ({ ok }) => ok,
        ),
    },
  })
  const processEvent = app.processEvent.bind(app)
  // Bolt acknowledges events before their listeners run: without this nobody would wait for them.
  app.processEvent = (event) => inFlight.track(processEvent(event))
  app.error(async ({ error }: { error: Error }) => {
    // That Slack limits golive, or is down, is no bug of a listener's.
    if (failureOf(error)) log.warn({ err: error }, 'Slack did not do what an event asks for')
    else log.error({ err: error }, 'a listener failed')
  })
  return app
}

/** For answers to somebody who waits. */
export function createClient(config: Config, watch: CallWatch): WebClient {
  const { slackApiUrl } = config
  const options = {
    ...clientOptions(config, patientMs),
    logger: slackLog(watch.log),
    fetch: patientFetch(slackApiUrl),
  }
  return new CountedClient(config.botToken, options, watch, sealOf(config))
}

export function sealOf({ botToken }: Config): Seal {
  return new Seal(botToken)
}

/** The publisher's own client: a limit that it meets holds up nobody else. */
export function createPublisherClient(
  config: Config,
  watch: CallWatch,
  { signal }: AbortController,
): WebClient {
  const options: WebClientOptions = {
    ...clientOptions(config, unhurriedMs),
    logger: slackLog(watch.log),
    fetch: (url, init) => fetch(url, { ...init, signal: anyOf(signal, init?.signal) }),
  }
  return new CountedClient(config.botToken, options, watch, sealOf(config))
}

/**
 * Has a time-out of its own, as Bolt's answers over response_url have none, and reaches nobody but
 * Slack, as these go to wherever the payload says.
 */
function patientFetch(slackApiUrl: string): typeof fetch {
  return async (url, init) => {
    if (!isOfSlack(String(url), slackApiUrl)) throw new Error('no address of Slack')
    return fetch(url, { ...init, signal: timeLimit(init?.signal, patientMs) })
  }
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

/** Every listener there is. What comes from another workspace than golive's reaches none of them. */
export function listen(edge: Edge, workspaceId: string): void {
  edge.app.use(async ({ context, next }) => {
    if (context.teamId === workspaceId) await next()
    else edge.log.warn({ workspace: context.teamId }, 'a payload of another workspace')
  })
  listenToGolive(edge)
  listenToActions(edge)
  listenToExport(edge)
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
  listenToReports(edge)
  listenToWalk(edge)
  listenToEmergencyShortcuts(edge)
  listenToOwnMessages(edge)
  listenToChannelEvents(edge)
  listenToEvents(edge)
}
