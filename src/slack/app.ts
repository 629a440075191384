import { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import { regainChannel } from '../commands/lose-channel.ts'
import type { Config } from '../config.ts'
import { listenToActions } from './actions.ts'
import { type CallWatch, CountedClient, countedFetch } from './calls.ts'
import { listenToDeciding } from './deciding.ts'
import { listenToDialogs } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { listenToEmergencies } from './emergency.ts'
import { listenToEmergencyShortcuts } from './emergency-shortcuts.ts'
import { listenToEvidence } from './evidence.ts'
import { listenToGolive } from './golive-command.ts'
import { listenToLaunchCourse } from './launch-course.ts'
import { listenToList } from './list.ts'
import { slackLog } from './log.ts'
import { listenToPersonal } from './personal.ts'
import { listenToPlanning } from './planning.ts'
import type { WatchedReceiver } from './receivers.ts'
import { serveEvent } from './serve.ts'
import { listenToStartForm } from './start-dialog.ts'
import { listenToTemplates } from './templates.ts'
import { listenToWalk } from './walk.ts'

/** Somebody waits for these calls: better a quick no than a late yes. */
const patientMs = 2500
/** Nobody waits for the publisher's. */
const unhurriedMs = 20_000

/** The Bolt App, not yet started. Its `init()` throws when Slack does not take the token. */
export function createApp(config: Config, receiver: WatchedReceiver, watch: CallWatch): App {
  const { log } = watch
  const app = new App({
    token: config.botToken,
    receiver,
    deferInitialization: true,
    convoStore: false,
    extendedErrorHandler: true,
    logger: slackLog(log),
    clientOptions: {
      ...clientOptions(config, patientMs),
      fetch: (url, init) => {
        const ask = () => patientFetch(url, init)
        // Bolt's own client asks who golive is; all else are answers over a click's response_url.
        const isOfApi = String(url).startsWith(config.slackApiUrl)
        return isOfApi ? ask() : countedFetch(watch, 'response_url', ask)
      },
    },
  })
  app.error(async ({ error }: { error: Error }) => log.error({ err: error }, 'a listener failed'))
  return app
}

/** The client for somebody who waits. */
export function createClient(config: Config, watch: CallWatch): WebClient {
  const logger = slackLog(watch.log)
  const options = { ...clientOptions(config, patientMs), logger, fetch: patientFetch }
  return new CountedClient(config.botToken, options, watch)
}

/** The publisher's own client: a limit that it meets holds up nobody else. */
export function createPublisherClient(
  config: Config,
  watch: CallWatch,
  { signal }: AbortController,
): WebClient {
  const options = {
    ...clientOptions(config, unhurriedMs),
    logger: slackLog(watch.log),
    fetch: (url: string | URL | Request, init?: RequestInit) =>
      fetch(url, { ...init, signal: anyOf(signal, init?.signal) }),
  }
  return new CountedClient(config.botToken, options, watch)
}

/** Has a time-out of its own, as Bolt's answers over response_url have none. */
function patientFetch(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  return fetch(url, { ...init, signal: timeLimit(init?.signal, patientMs) })
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
  listenToEvents(edge)
}

function listenToEvents(edge: Edge): void {
  const { app, context, people } = edge

  app.event('user_change', async ({ event, context: { teamId: workspace } }) => {
    if (!workspace) return
    const about = { by: event.user.id, workspace }
    await serveEvent(edge, 'user_change', about, () => people.changed(workspace, event.user))
  })

  const regain = (name: string, workspaceId: string, channelId: string) =>
    serveEvent(edge, name, { workspace: workspaceId, channel: channelId }, async () => {
      await regainChannel(context, { workspaceId, channelId })
      return undefined
    })

  for (const restored of ['channel_unarchive', 'group_unarchive'] as const) {
    app.event(restored, async ({ event, context: { teamId } }) => {
      if (teamId) await regain(restored, teamId, event.channel)
    })
  }

  app.event('member_joined_channel', async ({ event, context: { teamId, botUserId } }) => {
    if (!teamId || event.user !== botUserId) return
    await regain('member_joined_channel', teamId, event.channel)
  })
}
