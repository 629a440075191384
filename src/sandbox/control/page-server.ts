import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ViteDevServer } from 'vite'
import { WebSocketServer } from 'ws'
import type { Control } from './control.ts'
import { answerFile, fileIdIn } from './file-server.ts'
import { Viewer } from './viewer.ts'
import { startVite } from './vite.ts'

const indexFile = new URL('../page/index.html', import.meta.url)
const portsTried = 20

export interface PageServer {
  url: string
  close(): Promise<void>
}

/** Nothing but what this server itself gives. */
const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    // The UI library adds one style element of its own.
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * Serves the page and its socket, on loopback only, at the port or the next free one. Requests for
 * another host name (DNS rebinding) and sockets from another origin are turned away.
 */
export async function servePage(control: Control, wantedPort: number): Promise<PageServer> {
  const vite = await startVite()
  const server = createServer((request, response) => answer(request, response, control, vite))
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    const userId = isOwn(request) && isFromPage(request) ? viewerOf(request, control) : undefined
    if (!userId) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => {
      if (isReload(request)) control.sandbox.as(userId).reload()
      opened.on('error', () => opened.terminate())
      new Viewer(control, userId, opened)
    })
  })
  const port = await listen(server, wantedPort)
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
      await vite.close()
    },
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  control: Control,
  vite: ViteDevServer,
): void {
  if (!isOwn(request)) {
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden\n')
    return
  }
  const nonce = randomUUID()
  response.setHeader('Content-Security-Policy', policy(nonce))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  if (request.url === '/' && control.demoPlace) {
    const place = new URLSearchParams({ ...control.demoPlace })
    response.writeHead(302, { Location: `/?${place}`, 'Cache-Control': 'no-store' }).end()
    return
  }
  // Not through Vite, which would add its client for hot updates.
  if (addressOf(request).pathname === '/') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    void readFile(indexFile, 'utf8').then((html) => response.end(html.replace('NONCE', nonce)))
    return
  }
  const fileId = fileIdIn(addressOf(request).pathname)
  if (fileId) {
    answerFile(control.sandbox.workspace, fileId, response)
    return
  }
  vite.middlewares(request, response, () => response.writeHead(404).end())
}

/** The page was asked for by the name of this machine's loopback, not by one that was bent to it. */
function isOwn({ headers, socket }: IncomingMessage): boolean {
  return ownHosts(socket.localPort).includes(headers.host ?? '')
}

function isFromPage({ headers, socket }: IncomingMessage): boolean {
  return ownHosts(socket.localPort).some((host) => headers.origin === `http://${host}`)
}

function ownHosts(port: number | undefined): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}

/** Who is acting; the first person, when nobody is named who could. */
function viewerOf(request: IncomingMessage, { sandbox }: Control): string | undefined {
  const { pathname, searchParams } = addressOf(request)
  if (pathname !== '/control') return undefined
  const handle = searchParams.get('as') ?? ''
  const people = [...sandbox.workspace.users.values()].filter(
    ({ kind }) => kind !== 'deactivated' && kind !== 'bot',
  )
  return (people.find((each) => each.handle === handle) ?? people[0])?.id
}

function isReload(request: IncomingMessage): boolean {
  return addressOf(request).searchParams.has('reload')
}

function addressOf({ url = '/' }: IncomingMessage): URL {
  return new URL(url, 'http://sandbox')
}

async function listen(server: Server, wantedPort: number): Promise<number> {
  const ports =
    wantedPort === 0 ? [0] : Array.from({ length: portsTried }, (_, n) => wantedPort + n)
  for (const port of [...ports, 0]) {
    if (await listens(server, port)) return (server.address() as AddressInfo).port
  }
  throw new Error('No port is free for the page')
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      server.off('listening', onListening)
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    }
    const onListening = () => {
      server.off('error', onError)
      resolve(true)
    }
    server.once('error', onError)
    server.once('listening', onListening)
    server.listen(port, '127.0.0.1')
  })
}
