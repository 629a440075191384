/**
 * As little of Slack as a bot needs to work: every call succeeds at once, nothing is checked. What is
 * measured against it is the bot.
 */
import { createServer } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { portOf, stopServing } from '../../src/slack/probes.ts'

export type BareSlack = {
  apiUrl: string
  /** Takes as many answers to clicks as come. */
  responseUrl: string
  /** Calls so far, by method. */
  calls: Map<string, number>
  /** The sockets that bots have opened. */
  sockets: WebSocket[]
  /** Listens to calls as they come in. Returns how to stop it. */
  onCall(listener: () => void): () => void
  close(): Promise<void>
}

export async function openBareSlack(): Promise<BareSlack> {
  const calls = new Map<string, number>()
  const sockets: WebSocket[] = []
  const listeners = new Set<() => void>()
  let posted = 0
  const server = createServer((request, response) => {
    const method = request.url?.replace('/api/', '').replace('/', '') ?? ''
    request.resume()
    request.on('end', () => {
      calls.set(method, (calls.get(method) ?? 0) + 1)
      const body = JSON.stringify({ ok: true, ...answers[method]?.(portOf(server), ++posted) })
      response.writeHead(200, { 'content-type': 'application/json' }).end(body)
      for (const listener of listeners) listener()
    })
  })
  const link = new WebSocketServer({ server })
  link.on('connection', (socket) => {
    sockets.push(socket)
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: {} }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    apiUrl: `http://127.0.0.1:${portOf(server)}/api/`,
    responseUrl: `http://127.0.0.1:${portOf(server)}/response_url`,
    calls,
    sockets,
    onCall(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      for (const socket of sockets) socket.terminate()
      link.close()
      await stopServing(server)
    },
  }
}

const answers: Record<string, (port: number, count: number) => object> = {
  'auth.test': () => ({
    user_id: 'UBOT',
    bot_id: 'BBOT',
    team_id: 'T1',
    url: 'https://a.example/',
  }),
  'users.info': () => ({ user: { id: 'U0000000001', team_id: 'T1', tz: 'UTC' } }),
  'conversations.info': () => ({ channel: { is_member: true, is_private: false } }),
  'chat.postMessage': (_, count) => ({ ts: `1700000000.${String(count).padStart(6, '0')}` }),
  'apps.connections.open': (port) => ({ url: `ws://127.0.0.1:${port}/link` }),
}
