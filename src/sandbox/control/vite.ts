import { fileURLToPath } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const sandboxFolder = folder('..')
const pageFolder = folder('../page')
const modulesFolder = folder('../../../node_modules')
const cacheFolder = folder('../../../node_modules/.cache/sandbox')

/** Vite as middleware: no build step. All it will be asked for is made ready before this resolves. */
export async function startVite(): Promise<ViteDevServer> {
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
