import type { AddressInfo } from 'node:net'
import { App, LogLevel } from '@slack/bolt'
import { WebClient } from '@slack/web-api'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/sandbox.ts'
import { ManualClock } from './manual-clock.ts'

export interface Running {
  sandbox: Sandbox
  clock: ManualClock
  app: App
  client: WebClient
  [Symbol.asyncDispose](): Promise<void>
}

type Given = Omit<Partial<SandboxOptions>, 'clock' | 'appUrl'>

const quiet = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
}

/** A sandbox with a real Bolt app connected over Socket Mode. */
export async function socketBot(listen: (app: App) => void, given: Given = {}): Promise<Running> {
  const clock = new ManualClock()
  const sandbox = await startSandbox({ clock, ...given })
  const app = new App({
    token: sandbox.botToken,
    appToken: sandbox.appToken,
    socketMode: true,
    logger: quiet,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  })
  listen(app)
  await app.start()
  await sandbox.connected()
  return running(sandbox, clock, app)
}

/** A sandbox with a real Bolt app that gets signed HTTP requests. */
export async function httpBot(listen: (app: App) => void, given: Given = {}): Promise<Running> {
  const clock = new ManualClock()
  let url = ''
  const sandbox = await startSandbox({ clock, ...given, appUrl: () => url })
  const app = new App({
    token: sandbox.botToken,
    signingSecret: sandbox.signingSecret,
    logger: quiet,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
  })
  listen(app)
  const server = await app.start(0)
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return running(sandbox, clock, app)
}

function running(sandbox: Sandbox, clock: ManualClock, app: App): Running {
  return {
    sandbox,
    clock,
    app,
    client: clientOf(sandbox),
    async [Symbol.asyncDispose]() {
      await app.stop()
      await sandbox.close()
    },
  }
}

/** A Web API client that reports failures at once: no retries, no waiting for rate limits. */
export function clientOf(sandbox: Sandbox, token = sandbox.botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: sandbox.apiUrl,
    logger: quiet,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
}

/** A sandbox without a bot, for calls of the Web API alone. */
export async function bareSandbox(given: Given = {}) {
  const clock = new ManualClock()
  const sandbox = await startSandbox({ clock, ...given })
  return {
    sandbox,
    clock,
    client: clientOf(sandbox),
    [Symbol.asyncDispose]: () => sandbox.close(),
  }
}

/** The error code (or 'ok') that a Web API call answers. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    const data = (error as { data?: { error?: string } }).data
    if (data?.error) return data.error
    throw error
  }
}
