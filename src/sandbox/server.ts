import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Activity } from './activity.ts'
import type { SocketMode } from './bot-link/socket-mode.ts'
import { type Dict, stringOf } from './json.ts'
import type { ResponseUrls } from './response-urls.ts'
import { answerCall, type WebApi } from './web-api/answer.ts'
import { parseArguments } from './web-api/arguments.ts'

export interface ServerParts {
  api: WebApi
  responseUrls: ResponseUrls
  sockets: SocketMode
  activity: Activity
}

/** The sandbox's own server, on loopback: `/api/METHOD`, `/response/ID` and the Socket Mode upgrade. */
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
  const [, door, name = ''] = /^\/(api|response)\/(.+)$/.exec(pathname) ?? []
  const body = await read(request)
  const contentType = request.headers['content-type'] ?? ''
  if (door === 'api') {
    const args = { ...Object.fromEntries(searchParams), ...parseArguments(body, contentType) }
    await answerApi(parts, name, args, request, response)
  } else if (door === 'response') {
    answerResponseUrl(parts, name, parseArguments(body, contentType), response)
  } else {
    send(response, 404, { error: 'not_found' })
  }
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
  const fault = api.faults.take('response_url')
  const failure = api.faults.isDown
    ? 503
    : fault?.kind === 'status'
      ? fault.status
      : fault
        ? 429
        : 0
  const { status, answer } = failure ? { status: failure, answer: {} } : responseUrls.use(id, args)
  api.calls.add({ method: 'response_url', at: api.workspace.clock.now(), args, answer, status })
  send(response, status, answer)
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
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
