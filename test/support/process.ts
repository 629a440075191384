import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'

const start = fileURLToPath(new URL('../../src/start.js', import.meta.url))

/** golive as a process of its own, as an operator runs it. */
export type Process = {
  child: ChildProcess
  /** All that it printed so far. */
  output(): string
  /** Resolves when it has printed this. Rejects when it ends before. */
  printed(text: string): Promise<void>
  /** Sends a signal and resolves with the exit code; null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>
  exited(): Promise<number | null>
  /** Ends it, if it still runs. */
  [Symbol.asyncDispose](): Promise<void>
}

export function startProcess(env: Record<string, string>, words: string[] = []): Process {
  const child = spawn(process.execPath, [start, ...words], {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const waiting: { text: string; resolve: () => void; reject: (error: Error) => void }[] = []
  const onData = (data: Buffer) => {
    output += data.toString()
    for (const each of waiting) if (output.includes(each.text)) each.resolve()
  }
  child.stdout?.on('data', onData)
  child.stderr?.on('data', onData)
  const exit = once(child, 'close').then(([code]) => {
    for (const each of waiting) each.reject(new Error(`ended before it printed it: ${output}`))
    return code as number | null
  })
  return {
    child,
    output: () => output,
    printed: (text) =>
      new Promise((resolve, reject) => {
        if (output.includes(text)) resolve()
        else waiting.push({ text, resolve, reject })
      }),
    async end(signal) {
      child.kill(signal)
      return exit
    },
    exited: () => exit,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (!address || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
