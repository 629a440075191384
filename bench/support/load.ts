/** People who click: so many at once, each again as soon as their click was acknowledged. */
import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { stringify } from 'node:querystring'
import type { WebSocket } from 'ws'
import { isOpen } from '../../src/domain/launch.ts'
import { keyOf, sectionSurfaces } from '../../src/domain/surface.ts'
import { renderSection } from '../../src/slack/render-section.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import { listSurfaces } from '../../src/store/surfaces.ts'
import { actions, encode } from '../../src/views/actions.ts'
import type { BareSlack } from './bare-slack.ts'
import { type Bot, type Mode, signingSecret } from './bots.ts'
import { idOf, peopleCount, startedAt, workspaceId } from './launches.ts'

/** An item that can be ticked and unticked, with the message that shows it. */
export type Target = {
  itemId: string
  channelId: string
  version: number
  isDone: boolean
  ts: string
  blocks: unknown
}

/** Every item that is open to clicks, of these launches or of all. */
export async function targetsOf(db: Db, launchIds?: readonly string[]): Promise<Target[]> {
  const targets: Target[] = []
  const all = () => db.selectFrom('launches').select('id').execute()
  for (const id of launchIds ?? (await all()).map((launch) => launch.id)) {
    const board = await readBoard(db, id)
    if (!board) continue
    const { channelId } = board.launch
    const placed = await listSurfaces(db, id)
    for (const { sections } of board.phases.filter(isOpen)) {
      for (const section of sections) {
        for (const surface of sectionSurfaces(section)) {
          if (surface.kind !== 'section') continue
          const shown = await renderSection(db, board, surface, false, startedAt)
          const ts = placed.find(({ key }) => key === keyOf(surface))?.ts
          for (const { id: itemId, version } of section.items) {
            const blocks = shown?.blocks
            targets.push({ itemId, channelId, version, isDone: false, ts: ts ?? '', blocks })
          }
        }
      }
    }
  }
  return targets
}

/** Carries a click to a bot; resolves when it was acknowledged. */
export type Carrier = { send(target: Target, person: number): Promise<void>; close(): void }

export function carrierTo(bot: Bot, mode: Mode, slack: BareSlack): Carrier {
  return mode === 'http' ? overHttp(bot.port, slack) : overSockets(slack)
}

/** Clicks so often on targets, so many at once. Returns how long each took, in milliseconds. */
export async function click(
  carrier: Carrier,
  targets: readonly Target[],
  { clicks, atOnce }: { clicks: number; atOnce: number },
): Promise<number[]> {
  const times: number[] = []
  let next = 0
  // Nobody clicks on what somebody else is just clicking on: each has targets of their own.
  const worker = async (number: number) => {
    while (next < clicks) {
      const turn = next++
      const own = Math.floor(targets.length / atOnce)
      const target = targets[number * own + (Math.floor(turn / atOnce) % own)]
      if (!target) throw new Error('nothing to click on')
      const startedAt = performance.now()
      await carrier.send(target, turn)
      times.push(performance.now() - startedAt)
      target.version++
      target.isDone = !target.isDone
    }
  }
  await Promise.all(Array.from({ length: atOnce }, (_, number) => worker(number)))
  return times
}

function payloadOf(target: Target, person: number, responseUrl: string): object {
  const user = idOf(person % peopleCount)
  const { itemId, version, channelId, ts } = target
  const action = target.isDone ? 'undo' : 'tick'
  const value = encode(actions.changeItem, { itemId, version, action })
  return {
    type: 'block_actions',
    user: { id: user, username: user, team_id: workspaceId },
    api_app_id: 'A1',
    token: 'bench',
    team: { id: workspaceId, domain: 'a' },
    container: { type: 'message', message_ts: ts, channel_id: channelId, is_ephemeral: false },
    trigger_id: `1.2.${randomUUID()}`,
    channel: { id: channelId, name: 'bench' },
    message: { type: 'message', user: 'UBOT', ts, text: 'Section', blocks: target.blocks },
    state: { values: {} },
    response_url: responseUrl,
    actions: [
      {
        type: 'button',
        action_id: `${actions.changeItem.id}:${action}`,
        block_id: itemId,
        value,
        action_ts: ts,
      },
    ],
  }
}

function overHttp(port: number, { responseUrl }: BareSlack): Carrier {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  const options = { agent, host: '127.0.0.1', port, method: 'POST', path: '/slack/events' }
  return {
    async send(target, person) {
      const body = stringify({ payload: JSON.stringify(payloadOf(target, person, responseUrl)) })
      const timestamp = String(Math.floor(Date.now() / 1000))
      const signed = `v0:${timestamp}:${body}`
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(signed).digest('hex')}`,
      }
      await new Promise<void>((resolve, reject) => {
        const call = request({ ...options, headers }, (response) => {
          response.resume()
          response.on('end', () => {
            if (response.statusCode === 200) resolve()
            else reject(new Error(`a click was answered ${response.statusCode}`))
          })
        })
        call.on('error', reject).end(body)
      })
    },
    close: () => agent.destroy(),
  }
}

function overSockets(slack: BareSlack): Carrier {
  const open = slack.sockets.filter((socket) => socket.readyState === socket.OPEN)
  const waiting = new Map<string, () => void>()
  const receive = (data: WebSocket.RawData) => {
    const { envelope_id: id } = JSON.parse(String(data))
    waiting.get(id)?.()
    waiting.delete(id)
  }
  for (const socket of open) socket.on('message', receive)
  let turn = 0
  return {
    send(target, person) {
      const id = randomUUID()
      const payload = payloadOf(target, person, slack.responseUrl)
      const envelope = { type: 'interactive', envelope_id: id, accepts_response_payload: false }
      open[turn++ % open.length]?.send(JSON.stringify({ ...envelope, payload }))
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    close() {
      for (const socket of open) socket.off('message', receive)
    },
  }
}
