import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Activity } from './activity.ts'
import type { SocketMode } from './bot-link/socket-mode.ts'
import type { Faults } from './faults.ts'
import { type Dict, stringOf } from './json.ts'
import type { ResponseUrls } from './response-urls.ts'
import type { Uploads } from './uploads.ts'
import { answerCall, type WebApi } from './web-api/answer.ts'
import { parseArguments } from './web-api/arguments.ts'

export interface ServerParts {
  api: WebApi
  responseUrls: ResponseUrls
  uploads: Uploads
  sockets: SocketMode
  activity: Activity
}

/**
 * The sandbox's own server, on loopback: `/api/METHOD`, `/response/ID`, `/upload/TICKET`,
 * `/files-pri/TEAM-FILE/NAME` and the Socket Mode upgrade.
 */
export async function startServer(
  port: number,
  parts: () => ServerParts,
): Promise<{ server: Server; port: number }> {
  const server = createServer((request, response) => {
    const ended = parts().activity.begin()
    handle(request, response, parts())
      .catch((error: unknown) => {
        parts().api.calls.problems.push(`The sandbox itself failed: ${String(error)}`)
        send(response, 200, { ok: false, error: 'internal_error' })
      })
      .finally(ended)
  })
  server.on('upgrade', (request, socket, head) => {
    if (parts().api.faults.isDown) socket.destroy()
    else parts().sockets.upgrade(request, socket, head)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { server, port: (server.address() as AddressInfo).port }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ServerParts,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://sandbox')
  const [, door, name = ''] = /^\/(api|response|upload|files-pri)\/(.+)$/.exec(pathname) ?? []
  const bytes = await read(request)
  const contentType = request.headers['content-type'] ?? ''
  if (door === 'api') {
    const args = {
      ...Object.fromEntries(searchParams),
      ...parseArguments(String(bytes), contentType),
    }
    await answerApi(parts, name, args, request, response)
  } else if (door === 'response') {
    answerResponseUrl(parts, name, parseArguments(String(bytes), contentType), response)
  } else if (door === 'upload') {
    await answerUpload(parts, name, { bytes, contentType }, response)
  } else if (door === 'files-pri') {
    await answerFile(parts, name, request, response)
  } else {
    send(response, 404, { error: 'not_found' })
  }
}

/** What a person attached, for the bot's token; for anybody else a page to sign in at, as Slack does. */
async function answerFile(
  { api }: ServerParts,
  name: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const delay = api.faults.delayMs('url_private')
  if (delay > 0) await pause(delay)
  const failure = failureOf(api.faults, 'url_private')
  const [, fileId = ''] = /-(F[A-Z0-9]+)\//.exec(name) ?? []
  const isAllowed =
    headers.authorization === `Bearer ${api.tokens.bot}` &&
    api.workspace.installation.has('files:read')
  const content = isAllowed ? api.workspace.attached.get(fileId) : '<html>Sign in</html>'
  const status = failure?.status ?? (content === undefined ? 404 : 200)
  const at = api.workspace.clock.now()
  api.calls.add({ method: 'url_private', at, args: { file_id: fileId }, answer: {}, status })
  const type = isAllowed ? 'text/plain; charset=utf-8' : 'text/html; charset=utf-8'
  response.writeHead(status, { 'Content-Type': type }).end(failure ? '' : content)
}

async function answerApi(
  { api }: ServerParts,
  method: string,
  args: Dict,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const token =
    (request.headers.authorization ?? '').replace(/^Bearer /, '') || stringOf(args.token)
  const delay = api.faults.delayMs(method)
  if (delay > 0) await pause(delay)
  const answer = answerCall(api, method, args, token)
  const headers: Record<string, string> = {}
  const scopes = api.workspace.installation.provided()
  if (scopes && token === api.tokens.bot) headers['X-OAuth-Scopes'] = scopes
  if (answer.retryAfter) headers['Retry-After'] = String(answer.retryAfter)
  send(response, answer.status, answer.body, headers)
}

function answerResponseUrl(
  { api, responseUrls }: ServerParts,
  id: string,
  args: Dict,
  response: ServerResponse,
): void {
  const failure = failureOf(api.faults, 'response_url')
  const { status, answer } = failure ? { ...failure, answer: {} } : responseUrls.use(id, args)
  api.calls.add({ method: 'response_url', at: api.workspace.clock.now(), args, answer, status })
  send(response, status, answer)
}

/** The bytes of a file, sent without a token: the URL is known to the bot alone. */
async function answerUpload(
  { api, uploads }: ServerParts,
  ticket: string,
  sent: { bytes: Buffer; contentType: string },
  response: ServerResponse,
): Promise<void> {
  const delay = api.faults.delayMs('upload_url')
  if (delay > 0) await pause(delay)
  const failure = failureOf(api.faults, 'upload_url')
  const { status, answer } = failure
    ? { ...failure, answer: '' }
    : await uploads.receive(ticket, sent.bytes, sent.contentType)
  const args = { file_id: uploads.fileOf(ticket), size: sent.bytes.length }
  const at = api.workspace.clock.now()
  api.calls.add({ method: 'upload_url', at, args, answer: { text: answer }, status })
  const headers = failure?.retryAfter ? { 'Retry-After': String(failure.retryAfter) } : {}
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers })
  response.end(answer)
}

/** The fault that was ordered for what is no method: there every failure is an HTTP status. */
function failureOf(
  faults: Faults,
  door: string,
): { status: number; retryAfter?: number } | undefined {
  if (faults.isDown) return { status: 503 }
  const fault = faults.take(door)
  if (fault?.kind === 'status') return { status: fault.status }
  if (fault?.kind === 'rate limit') return { status: 429, retryAfter: fault.retryAfter }
  return fault && { status: 429 }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function send(
  response: ServerResponse,
  status: number,
  body: Dict,
  headers: Record<string, string> = {},
): void {
  if (response.headersSent) return
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify(body))
}
