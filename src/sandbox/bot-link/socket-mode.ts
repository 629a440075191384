import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Dict, dictOf, isDict, stringOf } from '../json.ts'
import { madeUpId } from '../workspace.ts'
import type { BotLink, Parcel, Receipt } from './link.ts'

/** docs.slack.dev/apis/events-api/using-socket-mode. */
const mostConnections = 10
const approximateConnectionSeconds = 10_060

/** Socket Mode: one-time URLs, hello, envelopes round robin to one connection each, acks by envelope id. */
export class SocketMode implements BotLink {
  readonly #server = new WebSocketServer({ noServer: true })
  readonly #tickets = new Set<string>()
  readonly #sockets: WebSocket[] = []
  readonly #waiting = new Map<string, (receipt: Receipt) => void>()
  readonly #appId: string
  readonly #ackWithinMs: number
  readonly #greeted: (() => void)[] = []
  readonly #emptied: (() => void)[] = []
  readonly #watchers: (() => void)[] = []

  constructor(appId: string, ackWithinMs: number) {
    this.#appId = appId
    this.#ackWithinMs = ackWithinMs
  }

  /** A path that opens one connection, once. */
  ticketPath(): string {
    const ticket = madeUpId(24)
    this.#tickets.add(ticket)
    return `/link/?ticket=${ticket}&app_id=${this.#appId}`
  }

  /** Takes the WebSocket upgrade of a ticket path; anything else is cut. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '', 'http://sandbox').searchParams.get('ticket') ?? ''
    if (!this.#tickets.delete(ticket)) {
      socket.destroy()
      return
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#welcome(opened))
  }

  #welcome(socket: WebSocket): void {
    socket.on('error', () => socket.terminate())
    if (this.#sockets.length >= mostConnections) {
      socket.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }))
      socket.close()
      return
    }
    this.#sockets.push(socket)
    socket.on('message', (data) => this.#receive(String(data)))
    socket.on('close', () => this.#forget(socket))
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#sockets.length,
        debug_info: {
          host: 'sandbox',
          build_number: 1,
          approximate_connection_time: approximateConnectionSeconds,
        },
        connection_info: { app_id: this.#appId },
      }),
    )
    for (const resolve of this.#greeted.splice(0)) resolve()
    this.#counted()
  }

  #forget(socket: WebSocket): void {
    const at = this.#sockets.indexOf(socket)
    if (at >= 0) this.#sockets.splice(at, 1)
    if (this.#sockets.length === 0) for (const callback of this.#emptied.splice(0)) callback()
    this.#counted()
  }

  #receive(text: string): void {
    const ack = parseAck(text)
    const settle = this.#waiting.get(stringOf(ack.envelope_id))
    settle?.({ acked: true, body: isDict(ack.payload) ? ack.payload : undefined })
  }

  /** Calls back whenever there are more connections, or fewer. */
  onCount(callback: () => void): void {
    this.#watchers.push(callback)
  }

  #counted(): void {
    for (const callback of this.#watchers) callback()
  }

  get connections(): number {
    return this.#sockets.length
  }

  /** Calls back once, when no connection is left. */
  onEmpty(callback: () => void): void {
    if (this.#sockets.length === 0) callback()
    else this.#emptied.push(callback)
  }

  connected(): Promise<void> {
    if (this.#sockets.length > 0) return Promise.resolve()
    return new Promise((resolve) => this.#greeted.push(resolve))
  }

  async send(parcel: Parcel): Promise<Receipt> {
    const socket = this.#sockets.shift()
    if (!socket) return { acked: false, error: 'dispatch_failed' }
    this.#sockets.push(socket)
    const envelopeId = randomUUID()
    const receipt = this.#receiptOf(envelopeId)
    socket.send(JSON.stringify(envelope(envelopeId, parcel)))
    return receipt
  }

  #receiptOf(envelopeId: string): Promise<Receipt> {
    return new Promise((resolve) => {
      const settle = (receipt: Receipt) => {
        clearTimeout(timer)
        this.#waiting.delete(envelopeId)
        resolve(receipt)
      }
      const timer = setTimeout(
        () => settle({ acked: false, error: 'operation_timeout' }),
        this.#ackWithinMs,
      )
      this.#waiting.set(envelopeId, settle)
    })
  }

  /**
   * Asks one connection to reconnect, as Slack does to each every few hours; nothing is sent on it
   * any more. `warning` comes some seconds before, and the connection serves on.
   */
  requestRefresh(
    reason: 'refresh_requested' | 'warning' | 'link_disabled' = 'refresh_requested',
  ): void {
    const message = { type: 'disconnect', reason, debug_info: { host: 'sandbox' } }
    const socket = reason === 'warning' ? this.#sockets[0] : this.#sockets.shift()
    socket?.send(JSON.stringify(message))
    this.#counted()
  }

  /** Sends a text as it is on every connection, which Slack would not. */
  say(text: string): void {
    for (const socket of this.#sockets) socket.send(text)
  }

  /** Cuts every connection; what was sent on them stays un-acked. */
  drop(): void {
    for (const socket of this.#sockets.splice(0)) socket.terminate()
  }

  close(): void {
    this.drop()
    for (const settle of [...this.#waiting.values()])
      settle({ acked: false, error: 'operation_timeout' })
    this.#server.close()
  }
}

function envelope(envelopeId: string, parcel: Parcel): Dict {
  const retry = parcel.retry && {
    retry_attempt: parcel.retry.num,
    retry_reason: parcel.retry.reason,
  }
  const first = parcel.kind === 'events_api' ? { retry_attempt: 0, retry_reason: '' } : {}
  return {
    type: parcel.kind,
    envelope_id: envelopeId,
    payload: parcel.payload,
    accepts_response_payload: parcel.takesAnswer,
    ...first,
    ...retry,
  }
}

function parseAck(text: string): Dict {
  try {
    return dictOf(JSON.parse(text))
  } catch {
    return {}
  }
}
