/** Requests to golive as whoever knows, or does not know, the signing secret sends them. */
import { createHmac } from 'node:crypto'
import type { Stage } from '../stage.ts'
import type { Seed } from './seeds.ts'

const formType = 'application/x-www-form-urlencoded'

export type Request = {
  body: string
  type: string
  /** Headers, and what takes the place of those that Slack sends; undefined leaves one away. */
  headers?: Record<string, string | undefined>
  secret?: string
  at?: Date
}

export type Answered = { status: number; text: string }

/** As Slack would send this payload; a command's values are texts. */
export function requestOf({ kind, payload }: Pick<Seed, 'kind' | 'payload'>): Request {
  if (kind === 'events_api') return { body: JSON.stringify(payload), type: 'application/json' }
  if (kind === 'interactive')
    return {
      body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(),
      type: formType,
    }
  const texts = Object.entries(payload).map(([name, value]) => {
    return [name, typeof value === 'object' ? JSON.stringify(value) : String(value)] as const
  })
  return { body: new URLSearchParams(Object.fromEntries(texts)).toString(), type: formType }
}

export async function post({ golive, sandbox }: Stage, request: Request): Promise<Answered> {
  const { body, type, headers = {}, secret = sandbox.signingSecret, at = new Date() } = request
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  const all = {
    'content-type': type,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${digest}`,
    ...headers,
  }
  const sent = Object.entries(all).filter((each): each is [string, string] => each[1] !== undefined)
  const url = `http://127.0.0.1:${golive.port}/slack/events`
  const response = await fetch(url, { method: 'POST', headers: sent, body })
  return { status: response.status, text: await response.text() }
}
