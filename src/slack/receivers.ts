/** The two ways in which Slack reaches golive, over Bolt's own receivers. */

import type { Server } from 'node:http'
import { type App, HTTPReceiver, type Receiver } from '@slack/bolt'
import type { Config } from '../config.ts'
import { type Logger, slackLog } from './log.ts'
import { type ProbeRoute, portOf, serveProbes, stopServing } from './probes.ts'
import { Socket } from './socket.ts'

export type WatchedReceiver = Receiver & {
  /** How many connections there are over which Slack can reach golive. */
  connections(): number
  /** Where the probes, and Slack's requests if it sends any, are answered. */
  readonly port: number
}

/**
 * Two sockets, because Slack closes each every few hours and the client opens the next only some
 * five seconds later: the other one serves meanwhile. Slack sends each payload to any one of them.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
const socketCount = 2

export class SocketReceiver implements WatchedReceiver {
  readonly #sockets: Socket[]
  readonly #serveProbes: () => Promise<Server>
  #probes: Server | null = null

  constructor(config: Config, appToken: string, routes: readonly ProbeRoute[], log: Logger) {
    this.#serveProbes = () => serveProbes(config, routes)
    this.#sockets = Array.from({ length: socketCount }, () => new Socket(config, appToken, log))
  }

  init(app: App): void {
    for (const socket of this.#sockets) socket.init(app)
  }

  async start(): Promise<void> {
    this.#probes = await this.#serveProbes()
    await Promise.all(this.#sockets.map((socket) => socket.start()))
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.stop()))
    if (this.#probes) await stopServing(this.#probes)
  }

  get port(): number {
    return portOf(this.#probes)
  }

  connections(): number {
    return this.#sockets.filter((socket) => socket.isConnected).length
  }
}

/** Signed requests from Slack, and the probes, on one port. */
export class RequestReceiver implements WatchedReceiver {
  readonly #http: HTTPReceiver
  readonly #port: number
  #server: Server | null = null

  constructor(config: Config, signingSecret: string, routes: readonly ProbeRoute[], log: Logger) {
    this.#port = config.port
    this.#http = new HTTPReceiver({
      signingSecret,
      logger: slackLog(log),
      customRoutes: routes.map((route) => ({
        path: route.path,
        method: 'GET',
        handler: (_request, response) => route.answer(response),
      })),
    })
  }

  init(app: App): void {
    this.#http.init(app)
  }

  async start(): Promise<void> {
    this.#server = await this.#http.start(this.#port)
  }

  async stop(): Promise<void> {
    this.#server = null
    await this.#http.stop()
  }

  connections(): number {
    return this.#server === null ? 0 : 1
  }

  get port(): number {
    return portOf(this.#server)
  }
}
