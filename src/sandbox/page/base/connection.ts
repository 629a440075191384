import type { Intent } from '../../control/intents.ts'
import type { FromPage, FromServer, Outcome } from '../../control/protocol.ts'
import { Store } from './store.ts'

const reconnectMs = 700

/** The socket to the sandbox: fills the store, carries intents, and reconnects when it is cut. */
export class Connection {
  readonly store = new Store()
  readonly #handle: string
  readonly #waiting = new Map<number, (outcome: Outcome) => void>()
  #socket: WebSocket | undefined
  #last = 0
  #isClosed = false

  constructor(handle: string) {
    this.#handle = handle
  }

  open(isReload: boolean): void {
    this.#isClosed = false
    this.#connect(isReload)
  }

  close(): void {
    this.#isClosed = true
    this.#socket?.close()
  }

  /** Asks the sandbox for something; resolves when it is done, with what came of it. */
  act(intent: Intent): Promise<Outcome> {
    const socket = this.#socket
    if (socket?.readyState !== WebSocket.OPEN) {
      return Promise.resolve({ error: 'The sandbox does not answer. Is it still running?' })
    }
    this.#last += 1
    const message: FromPage = { id: this.#last, intent }
    socket.send(JSON.stringify(message))
    return new Promise((resolve) => this.#waiting.set(message.id, resolve))
  }

  #connect(isReload: boolean): void {
    const query = new URLSearchParams({ as: this.#handle, ...(isReload && { reload: '1' }) })
    const socket = new WebSocket(`ws://${location.host}/control?${query}`)
    this.#socket = socket
    socket.addEventListener('open', () => this.store.restart())
    socket.addEventListener('message', ({ data }) => this.#receive(JSON.parse(String(data))))
    socket.addEventListener('close', () => this.#closed())
  }

  #receive(message: FromServer): void {
    if (message.type === 'parts') {
      this.store.apply(message.set, message.gone)
      return
    }
    this.#waiting.get(message.id)?.(message.outcome)
    this.#waiting.delete(message.id)
  }

  #closed(): void {
    for (const resolve of this.#waiting.values()) {
      resolve({ error: 'The connection to the sandbox was lost' })
    }
    this.#waiting.clear()
    this.store.disconnected()
    if (!this.#isClosed) setTimeout(() => this.#connect(false), reconnectMs)
  }
}
