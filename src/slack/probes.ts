import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Registry } from 'prom-client'
import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import type { Db } from '../store/database.ts'
import { isMigrated } from '../store/migrate.ts'
import { outboxState } from '../store/outbox.ts'
import { listRecordBreaks } from '../store/records.ts'
import type { Token } from './token.ts'
import type { Troubles } from './troubles.ts'

export type ProbeRoute = { path: string; answer: (response: ServerResponse) => void }

/** What the probes look at. */
export type Probed = {
  db: Db
  clock: Clock
  registry: Registry
  connections: () => number
  troubles: Troubles
  token: Token
}

/**
 * A message that waits for longer is stuck. At Slack's pace two hundred edits go out meanwhile,
 * which is more than one rush makes; what fails again and again has been tried eight times. That
 * Slack itself asked for a longer wait is no excuse: the channel is as stale.
 */
const stuckSeconds = 300

/**
 * What an operator's tools ask: /healthz (the process answers), /readyz (it works: the database
 * answers, Slack is connected and is told what changed; 503 and which of them not), /metrics (for
 * Prometheus).
 */
export function probeRoutes(watched: Probed): ProbeRoute[] {
  return [
    { path: '/healthz', answer: (response) => send(response, 200, { status: 'ok' }) },
    { path: '/readyz', answer: (response) => void answerReady(response, watched) },
    { path: '/metrics', answer: (response) => void answerMetrics(response, watched.registry) },
  ]
}

/** Nobody who is in earnest takes longer to say what they want. */
const slowness = { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 5000 }

/**
 * Serves the probes, and what `more` takes, on a port of their own; 0 is any. Throws when the port
 * is taken.
 */
export async function serveProbes(
  { port, host }: Pick<Config, 'port' | 'host'>,
  routes: readonly ProbeRoute[],
  more: (request: IncomingMessage, response: ServerResponse) => boolean = () => false,
): Promise<Server> {
  const server = createServer(slowness, (request, response) => {
    const path = pathOf(request)
    const route = routes.find((each) => each.path === path)
    if (route && request.method === 'GET') route.answer(response)
    else if (!more(request, response)) send(response, 404, { status: 'not found' })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: host ?? undefined }, resolve)
  })
  return server
}

export function pathOf(request: IncomingMessage): string | undefined {
  return request.url?.split('?')[0]
}

/** Takes no more requests; those that are under way are cut after `patienceMs`. */
export async function stopServing(server: Server, patienceMs = 0): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs)
  await closed
  clearTimeout(timer)
}

/** The port that a server listens on. Throws when it does not. */
export function portOf(server: Server | null): number {
  const address = server?.address()
  if (!address || typeof address === 'string') throw new Error('not listening')
  return address.port
}

type State = { age: number; parked: number; record: string }

/** What was given up, and a broken record, make nothing red: they wait for a person, not for time to pass. */
async function answerReady(response: ServerResponse, probed: Probed): Promise<void> {
  const { connections, troubles, token } = probed
  const outbox = await stateOf(probed).catch((error: unknown) => {
    troubles.note(error)
    return null
  })
  const parts = {
    database: outbox && !troubles.isTroubled() ? 'ok' : 'down',
    slack: connections() > 0 && !token.isRefused ? 'ok' : 'down',
    ...(outbox && { outbox: outbox.age > stuckSeconds ? `stuck for ${outbox.age} s` : 'ok' }),
  }
  const isReady = Object.values(parts).every((word) => word === 'ok')
  const { record = null, parked = 0 } = outbox ?? {}
  send(response, isReady ? 200 : 503, { ...parts, ...(record && { record, parked }) })
}

/** In whole seconds, the age of what waits longest; how the records are. Null where the database is not golive's. */
async function stateOf({ db, clock }: Probed): Promise<State | null> {
  if (!(await isMigrated(db))) return null
  const { oldest, parked } = await outboxState(db)
  const age = oldest ? Math.floor((clock.now().getTime() - oldest.getTime()) / 1000) : 0
  return { age, parked, record: recordWords(await listRecordBreaks(db)) }
}

/** The first that was found, and how many more. */
function recordWords([first, ...more]: Awaited<ReturnType<typeof listRecordBreaks>>): string {
  if (!first) return 'ok'
  const rest = more.length > 0 ? `, and ${more.length} more` : ''
  return `broken: launch ${first.launchId}, entry ${first.place}${rest}`
}

async function answerMetrics(response: ServerResponse, registry: Registry): Promise<void> {
  const text = await registry.metrics()
  response.writeHead(200, { 'content-type': registry.contentType }).end(text)
}

function send(
  response: ServerResponse,
  status: number,
  body: Record<string, string | number>,
): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(`${JSON.stringify(body)}\n`)
}
