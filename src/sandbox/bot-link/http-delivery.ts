import { createHmac } from 'node:crypto'
import { stringify } from 'node:querystring'
import { type Dict, isDict } from '../json.ts'
import type { BotLink, Parcel, Receipt } from './link.ts'

/** Signed HTTP requests to the bot's `/slack/events`, as Slack sends them. */
export class HttpDelivery implements BotLink {
  readonly #appUrl: () => string
  readonly #signingSecret: string
  readonly #ackWithinMs: number

  constructor(appUrl: string | (() => string), signingSecret: string, ackWithinMs: number) {
    this.#ackWithinMs = ackWithinMs
    this.#appUrl = typeof appUrl === 'string' ? () => appUrl : appUrl
    this.#signingSecret = signingSecret
  }

  connected(): Promise<void> {
    return Promise.resolve()
  }

  async send(parcel: Parcel): Promise<Receipt> {
    const { body, contentType } = encode(parcel)
    const headers = {
      'Content-Type': contentType,
      ...sign(body, this.#signingSecret),
      ...retryHeaders(parcel),
    }
    const signal = AbortSignal.timeout(this.#ackWithinMs)
    const url = eventsUrl(this.#appUrl())
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers,
        signal,
        redirect: 'error',
      })
      const text = await response.text()
      if (response.status !== 200) return { acked: false, error: 'http_service_error' }
      return { acked: true, body: answerOf(text, response.headers.get('content-type') ?? '') }
    } catch {
      return { acked: false, error: signal.aborted ? 'operation_timeout' : 'dispatch_failed' }
    }
  }
}

function eventsUrl(appUrl: string): string {
  return appUrl.endsWith('/slack/events') ? appUrl : `${appUrl.replace(/\/$/, '')}/slack/events`
}

/** Events are JSON; commands and interactions are forms without a charset, which Bolt 5 would answer 400. */
function encode({ kind, payload }: Parcel): { body: string; contentType: string } {
  if (kind === 'events_api')
    return { body: JSON.stringify(payload), contentType: 'application/json' }
  const contentType = 'application/x-www-form-urlencoded'
  if (kind === 'interactive')
    return { body: stringify({ payload: JSON.stringify(payload) }), contentType }
  return { body: stringify(payload as Record<string, string>), contentType }
}

/** v0 signature over the real time: Bolt compares with the real clock (docs.slack.dev/authentication/verifying-requests-from-slack). */
function sign(body: string, secret: string, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'X-Slack-Request-Timestamp': timestamp, 'X-Slack-Signature': `v0=${digest}` }
}

function retryHeaders({ retry }: Parcel): Record<string, string> {
  if (!retry) return {}
  return { 'X-Slack-Retry-Num': String(retry.num), 'X-Slack-Retry-Reason': retry.reason }
}

function answerOf(text: string, contentType: string): Dict | string | undefined {
  if (text === '') return undefined
  if (!contentType.startsWith('application/json')) return text
  try {
    const parsed: unknown = JSON.parse(text)
    return isDict(parsed) ? parsed : undefined
  } catch {
    return text
  }
}
