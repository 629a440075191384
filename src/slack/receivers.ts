/** The two ways in which Slack reaches golive: sockets that golive opens, and requests that Slack sends. */

import type { Server } from 'node:http'
import type { App, Receiver } from '@slack/bolt'
import type { Config } from '../config.ts'
import type { Logger } from './log.ts'
import { type ProbeRoute, pathOf, portOf, serveProbes, stopServing } from './probes.ts'
import { answerRequest, requestsPath } from './requests.ts'
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

/** Requests that are under way have so long when golive stops. */
const requestPatienceMs = 2000

/** Signed requests from Slack, and the probes, on one port. */
export class RequestReceiver implements WatchedReceiver {
  readonly #serve: () => Promise<Server>
  #app: App | null = null
  #server: Server | null = null

  constructor(config: Config, signingSecret: string, routes: readonly ProbeRoute[], log: Logger) {
    this.#serve = () =>
      serveProbes(config, routes, (request, response) => {
        const isSlack = request.method === 'POST' && pathOf(request) === requestsPath
        if (!isSlack || !this.#app) return false
        void answerRequest({ app: this.#app, signingSecret, log }, request, response)
        return true
      })
  }

  init(app: App): void {
    this.#app = app
  }

  async start(): Promise<void> {
    this.#server = await this.#serve()
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (server) await stopServing(server, requestPatienceMs)
  }

  connections(): number {
    return this.#server === null ? 0 : 1
  }

  get port(): number {
    return portOf(this.#server)
  }
}
