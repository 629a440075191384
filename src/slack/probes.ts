import { createServer, type Server, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'
import type { Config } from '../config.ts'
import type { Db } from '../store/database.ts'
import { isMigrated } from '../store/migrate.ts'
import type { Token } from './token.ts'
import type { Troubles } from './troubles.ts'

export type ProbeRoute = { path: string; answer: (response: ServerResponse) => void }

/**
 * What an operator's tools ask: /healthz (the process answers), /readyz (it can work: the database
 * answers and Slack is connected; 503 and which of them not), /metrics (for Prometheus).
 */
export function probeRoutes(watched: {
  db: Db
  registry: Registry
  isConnected: () => boolean
  troubles: Troubles
  token: Token
}): ProbeRoute[] {
  return [
    { path: '/healthz', answer: (response) => send(response, 200, { status: 'ok' }) },
    { path: '/readyz', answer: (response) => void answerReady(response, watched) },
    { path: '/metrics', answer: (response) => void answerMetrics(response, watched.registry) },
  ]
}

/** Serves the probes on a port of their own; 0 is any. Throws when the port is taken. */
export async function serveProbes(
  { port, host }: Pick<Config, 'port' | 'host'>,
  routes: readonly ProbeRoute[],
): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0]
    const route = routes.find((each) => each.path === path)
    if (route && request.method === 'GET') route.answer(response)
    else send(response, 404, { status: 'not found' })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: host ?? undefined }, resolve)
  })
  return server
}

export function stopServing(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

/** The port that a server listens on. Throws when it does not. */
export function portOf(server: Server | null): number {
  const address = server?.address()
  if (!address || typeof address === 'string') throw new Error('not listening')
  return address.port
}

async function answerReady(
  response: ServerResponse,
  { db, isConnected, troubles, token }: Parameters<typeof probeRoutes>[0],
): Promise<void> {
  const isThere = await isMigrated(db).catch((error: unknown) => {
    troubles.note(error)
    return false
  })
  const database = isThere && !troubles.isTroubled()
  const slack = isConnected() && !token.isRefused
  const word = (isGood: boolean) => (isGood ? 'ok' : 'down')
  send(response, database && slack ? 200 : 503, { database: word(database), slack: word(slack) })
}

async function answerMetrics(response: ServerResponse, registry: Registry): Promise<void> {
  try {
    const text = await registry.metrics()
    response.writeHead(200, { 'content-type': registry.contentType }).end(text)
  } catch {
    send(response, 503, { status: 'the database does not answer' })
  }
}

function send(response: ServerResponse, status: number, body: Record<string, string>): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(`${JSON.stringify(body)}\n`)
}
