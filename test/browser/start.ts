import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Started {
  /** The URL that it printed. */
  url: string
  /** What it said it took to connect, in milliseconds. */
  connectedMs: number
  /** Ends it as Ctrl+C does; gives its exit code. */
  stop(): Promise<number | null>
}

/** Runs what `npm start -- --demo` runs, until it has printed its URL. */
export async function startDemo(): Promise<Started> {
  const child = spawn(process.execPath, ['src/start.js', '--demo'], {
    env: { ...process.env, SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    return { ...(await readAddress(child.stdout)), stop: () => stop(child) }
  } catch (error) {
    child.kill()
    throw error
  }
}

async function stop(child: ChildProcess): Promise<number | null> {
  const exited = once(child, 'exit')
  child.kill('SIGINT')
  await exited
  return child.exitCode
}

async function readAddress(output: NodeJS.ReadableStream) {
  let connectedMs = Number.NaN
  for await (const line of createInterface({ input: output })) {
    const [, ms] = /after (\d+) ms/.exec(line) ?? []
    if (ms) connectedMs = Number(ms)
    const [url] = /http:\S+/.exec(line) ?? []
    if (url) return { url, connectedMs }
  }
  throw new Error('npm start printed no URL')
}
