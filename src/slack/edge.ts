import type { App } from '@slack/bolt'
import type { WebClient } from '@slack/web-api'
import type { Context } from '../commands/context.ts'
import type { InFlight } from './in-flight.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { OpenWalks } from './open-walks.ts'
import type { People } from './people.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Routes } from './routes.ts'
import type { Seal } from './seal.ts'
import type { Token } from './token.ts'
import type { Troubles } from './troubles.ts'

/** What the listeners of this room share. */
export type Edge = {
  app: App
  routes: Routes
  context: Context
  log: Logger
  metrics: Metrics
  inFlight: InFlight
  people: People
  troubles: Troubles
  token: Token
  walks: OpenWalks
  urls: ResponseUrls
  /** For answers to somebody who waits: few calls, no retries, short time-outs. */
  client: WebClient
  seal: Seal
  /** Of the workspace that golive is installed in, with a slash at its end. */
  workspaceUrl: string
}
