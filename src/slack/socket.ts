import { type App, SocketModeReceiver } from '@slack/bolt'
import type { Config } from '../config.ts'
import { type Logger, slackLog } from './log.ts'

/** With two sockets, half of what Slack allows of apps.connections.open in a minute. */
const longestPauseMs = 5000

/**
 * One connection of Socket Mode that is opened again whenever it ends. The client's own way of
 * doing that waits five seconds, and ends the process when Slack refuses the new connection
 * (github.com/slackapi/node-slack-sdk/issues/2656); this one tries at once, and then more slowly.
 */
export class Socket {
  readonly #receiver: SocketModeReceiver
  readonly #log: Logger
  #timer: NodeJS.Timeout | undefined
  #failures = 0
  #isStopped = false
  isConnected = false

  constructor(config: Config, appToken: string, log: Logger) {
    this.#log = log
    this.#receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      logger: slackLog(log),
      // Its own object: the client writes its retry settings into what it is given.
      installerOptions: { clientOptions: { slackApiUrl: config.slackApiUrl } },
    })
    this.#receiver.client.on('connected', () => {
      this.isConnected = true
      this.#failures = 0
    })
    this.#receiver.client.on('disconnected', () => {
      if (this.isConnected) this.#openAgain()
      this.isConnected = false
    })
  }

  init(app: App): void {
    this.#receiver.init(app)
  }

  /** Opens the connection. Throws when Slack refuses it. */
  async start(): Promise<void> {
    await this.#receiver.start()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#timer)
    await this.#receiver.stop()
  }

  #openAgain(): void {
    if (this.#isStopped) return
    const pause = this.#failures === 0 ? 0 : Math.min(500 * 2 ** this.#failures, longestPauseMs)
    this.#timer = setTimeout(() => {
      this.#receiver.start().catch((error: unknown) => {
        this.#failures++
        this.#log.warn({ err: error, failures: this.#failures }, 'could not connect to Slack again')
        this.#openAgain()
      })
    }, pause)
  }
}
