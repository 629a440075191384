import type { Server } from 'node:http'
import { Activity } from './activity.ts'
import { Dispatch } from './bot-link/dispatch.ts'
import { HttpDelivery } from './bot-link/http-delivery.ts'
import { type BotLink, slackAckWithinMs } from './bot-link/link.ts'
import { SocketMode } from './bot-link/socket-mode.ts'
import { CallLog } from './calls.ts'
import { WorkspaceChanges } from './changes.ts'
import { demoWorkspace } from './demo-workspace.ts'
import { Faults } from './faults.ts'
import { Installation } from './installation.ts'
import { Person } from './person/person.ts'
import type { Stage } from './person/stage.ts'
import { ResponseUrls } from './response-urls.ts'
import type { WorkspaceSeed } from './seed.ts'
import { type ServerParts, startServer } from './server.ts'
import type { Clock } from './shapes.ts'
import { Triggers } from './triggers.ts'
import { Uploads } from './uploads.ts'
import type { WebApi } from './web-api/answer.ts'
import { RateLimits } from './web-api/rate-limits.ts'
import { madeUpId, Workspace } from './workspace.ts'

export interface SandboxOptions {
  /** Message timestamps, rate windows, trigger and response_url ages go by this clock. */
  clock: Clock
  /** What the workspace holds at the start; default: the demo workspace. */
  seed?: WorkspaceSeed
  /** Default 0: any free port, on loopback. */
  port?: number
  /** Parsed manifest: commands, shortcuts, events and scopes that exist. Without: all but chat:write.public. */
  manifest?: unknown
  /** Scopes that the admin did not grant when the app was installed: 'optional' for all of bot_optional. */
  withoutScopes?: 'optional' | readonly string[]
  /** HTTP mode: signed requests are POSTed to `/slack/events` there. Absent: Socket Mode. */
  appUrl?: string | (() => string)
  /** Waits for the bot's own work after an ack (a test's `drain()`), before outcomes are read. */
  settle?: () => Promise<void>
  /**
   * When an act is over: 'settled' (default), once the bot did all that it does after it; 'acked', as
   * soon as it is acknowledged, which is how people experience it.
   */
  actsEnd?: 'settled' | 'acked'
  /** How long Slack waits for an ack, in real time; default 3 s as Slack does. */
  ackWithinMs?: number
  /** How long nothing must happen until an outcome counts as complete; default 15 ms of real time. */
  quietMs?: number
}

export interface Sandbox {
  readonly apiUrl: string
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  /** Readable state; `onChange` tells what changed. */
  readonly workspace: Workspace
  /** What admins do: archive, rename, remove the bot, deactivate people … */
  readonly changes: WorkspaceChanges
  readonly faults: Faults
  readonly calls: CallLog
  /** Events sent, and sending them again. */
  readonly dispatch: Dispatch
  readonly sockets: SocketMode
  as(handle: string): Person
  /** Resolves when at least one socket said hello; at once in HTTP mode. */
  connected(): Promise<void>
  /** Resolves when no delivery is un-acked and no call is in flight. */
  idle(): Promise<void>
  /** Idle, and what the bot does after its acks is done too (with `settle`: drained). */
  settled(): Promise<void>
  close(): Promise<void>
}

/**
 * Starts a simulated Slack workspace which the real bot connects to through SLACK_API_URL.
 *
 * The way of a click: `as('ana').in('#launch').click('Done')` finds the element (person/), wraps it as
 * Slack's payload (payloads.ts), sends it (bot-link/) and waits for the ack; the bot's calls come in
 * through server.ts and web-api/, are checked (block-rules/) and change the workspace (workspace.ts).
 * What is simulated, and what differs from Slack, is in coverage.ts.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { clock, ackWithinMs = slackAckWithinMs } = options
  const workspace = new Workspace(
    options.seed ?? demoWorkspace,
    clock,
    new Installation(options.manifest),
  )
  const { installation } = workspace
  const { withoutScopes = [] } = options
  installation.withdraw(
    ...(withoutScopes === 'optional' ? installation.optionalScopes : withoutScopes),
  )
  const tokens = { bot: `xoxb-${madeUpId(24)}`, app: `xapp-1-${madeUpId(24)}` }
  const signingSecret = madeUpId(32)
  const activity = new Activity()
  const calls = new CallLog()
  const triggers = new Triggers(clock)
  const sockets = new SocketMode(workspace.bot.appId, ackWithinMs)
  const link: BotLink = options.appUrl
    ? new HttpDelivery(options.appUrl, signingSecret, ackWithinMs)
    : sockets
  const faults = new Faults(
    { drop: () => sockets.drop(), refresh: () => sockets.requestRefresh() },
    workspace.installation,
  )
  const dispatch = new Dispatch(link, workspace, activity, () => faults.isDown)
  const baseUrl = () => `http://127.0.0.1:${started.port}`
  const responseUrls = new ResponseUrls(workspace, baseUrl)
  const uploads = new Uploads(workspace, baseUrl)
  const api: WebApi = {
    workspace,
    triggers,
    faults,
    calls,
    limits: new RateLimits(clock),
    tokens,
    announce: (event) => void dispatch.event(event),
    socketUrl: () => `ws://127.0.0.1:${started.port}${sockets.ticketPath()}`,
    uploadUrl: (fileId) => uploads.issue(fileId),
  }
  const parts: ServerParts = { api, responseUrls, uploads, sockets, activity }
  const started = await startServer(options.port ?? 0, () => parts)
  workspace.filesUrl = baseUrl()

  const settle = async () => {
    await activity.quiet(options.quietMs ?? 15)
    await options.settle?.()
    await activity.idle()
  }
  const afterActs = options.actsEnd === 'acked' ? async () => {} : settle
  const changes = new WorkspaceChanges(workspace, dispatch, afterActs)
  const stage: Stage = {
    ...{ workspace, triggers, responseUrls, dispatch, calls, changes },
    settle: afterActs,
  }
  return {
    apiUrl: `http://127.0.0.1:${started.port}/api/`,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret,
    workspace,
    changes,
    faults,
    calls,
    dispatch,
    sockets,
    as: (handle) => new Person(stage, workspace.user(handle.replace(/^@/, ''))),
    connected: () => link.connected(),
    idle: () => activity.idle(),
    settled: settle,
    close: () => close(started.server, sockets),
  }
}

async function close(server: Server, sockets: SocketMode): Promise<void> {
  sockets.close()
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
