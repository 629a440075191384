import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'
import { WebSocketServer } from 'ws'
import type { Control } from './control.ts'
import { Viewer } from './viewer.ts'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const sandboxFolder = folder('..')
const pageFolder = folder('../page')
const modulesFolder = folder('../../../node_modules')
const cacheFolder = folder('../../../node_modules/.cache/sandbox')
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
  const server = createServer((request, response) => answer(request, response, vite))
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

/** Vite as middleware: no build step. All it will be asked for is made ready before this resolves. */
async function startVite(): Promise<ViteDevServer> {
  const { createServer: createVite } = await import('vite')
  const vite = await createVite({
    configFile: false,
    root: pageFolder,
    cacheDir: cacheFolder,
    appType: 'custom',
    logLevel: 'error',
    clearScreen: false,
    server: {
      middlewareMode: true,
      hmr: false,
      ws: false,
      watch: null,
      fs: { allow: [sandboxFolder, modulesFolder] },
    },
    optimizeDeps: {
      include: prebundled,
      noDiscovery: true,
      rolldownOptions: {
        output: { minify: true },
        transform: { define: { 'process.env.NODE_ENV': '"production"' } },
      },
    },
    oxc: { jsx: { runtime: 'automatic', development: false } },
    plugins: [withoutPackageMaps],
  })
  await vite.warmupRequest('/main.tsx')
  await vite.environments.client.waitForRequestsIdle()
  return vite
}

/** The packages' source maps are many times larger than the packages. */
const withoutPackageMaps: Plugin = {
  name: 'without-package-maps',
  transform: {
    filter: { id: /\/\.cache\/sandbox\/deps\// },
    handler: (code) => ({ code, map: { mappings: '' } }),
  },
}

const prebundled = [
  'react',
  'react/jsx-runtime',
  'react-dom/client',
  'react-aria-components',
  'node-emoji',
  'mdast-util-from-markdown',
  'mdast-util-gfm',
  'micromark-extension-gfm',
]

function answer(request: IncomingMessage, response: ServerResponse, vite: ViteDevServer): void {
  if (!isOwn(request)) {
    response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden\n')
    return
  }
  const nonce = randomUUID()
  response.setHeader('Content-Security-Policy', policy(nonce))
  response.setHeader('X-Content-Type-Options', 'nosniff')
  response.setHeader('Referrer-Policy', 'no-referrer')
  // Not through Vite, which would add its client for hot updates.
  if (addressOf(request).pathname === '/') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8')
    void readFile(join(pageFolder, 'index.html'), 'utf8').then((html) =>
      response.end(html.replace('NONCE', nonce)),
    )
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

function viewerOf(request: IncomingMessage, { sandbox }: Control): string | undefined {
  const { pathname, searchParams } = addressOf(request)
  if (pathname !== '/control') return undefined
  const handle = searchParams.get('as') ?? ''
  const people = [...sandbox.workspace.users.values()]
  const user =
    people.find((each) => each.handle === handle) ?? people.find(({ kind }) => kind === 'member')
  return user && user.kind !== 'deactivated' && user.kind !== 'bot' ? user.id : undefined
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
