import { type App, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { letIn } from './door.ts'
import { type Logger, slackLog } from './log.ts'

/** With two sockets, half of what Slack allows of apps.connections.open in a minute. */
const longestPauseMs = 5000

/** https://docs.slack.dev/apis/events-api/using-socket-mode */
const envelope = z.union([
  z.object({ type: z.enum(['hello', 'disconnect']) }),
  z.object({
    type: z.enum(['interactive', 'slash_commands']),
    envelope_id: z.string(),
    payload: z.looseObject({}),
  }),
  z.object({
    type: z.literal('events_api'),
    envelope_id: z.string(),
    payload: z.looseObject({ event: z.looseObject({ type: z.string() }) }),
  }),
])

/** Of the client, what its own handler of messages acknowledges by. */
type Acknowledging = { send(envelopeId: string, answer?: unknown): Promise<void> }

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
    this.#lookAtMessages()
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
    const processEvent = async (event: ReceiverEvent) => {
      // What cannot be read would be as unreadable the next time.
      if (!(await letIn(app, event, this.#log))) await event.ack()
    }
    this.#receiver.init({ processEvent } as App)
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

  /**
   * The client's own handler ends the process over a message that has not the shape it expects, so
   * it gets those that are about the connection; for the others what it does is done here, with one
   * reading of what may be long.
   */
  #lookAtMessages(): void {
    const { client } = this.#receiver
    const [handle] = client.listeners('ws_message')
    client.removeAllListeners('ws_message')
    client.on('ws_message', (data: unknown, isBinary: boolean) => {
      const message = read(data)
      if (!message) return this.#log.warn('a message that Slack does not send')
      if (!('payload' in message)) return handle?.(data, isBinary)
      const { type, envelope_id, payload: body } = message
      client.emit('slack_event', {
        ...{ type, envelope_id, body },
        ack: (answer?: unknown) => (client as unknown as Acknowledging).send(envelope_id, answer),
      })
    })
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

function read(data: unknown): z.infer<typeof envelope> | undefined {
  try {
    return envelope.safeParse(JSON.parse(String(data))).data
  } catch {
    return undefined
  }
}
