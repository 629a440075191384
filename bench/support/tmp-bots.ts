/** Bots to measure, each a process of its own. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../test/support/process.ts'
import type { BareSlack } from './bare-slack.ts'

export const signingSecret = 'bench'
export type Mode = 'http' | 'socket'

const bots = {
  golive: '../../src/start.js',
  'bare Bolt': '../bots/bare-bolt.ts',
  'an update a click': '../bots/update-a-click.ts',
} as const
export type BotName = keyof typeof bots

export type Bot = {
  port: number
  /** From its start until it answered that it is ready, in milliseconds. */
  readyMs: number
  /** What it holds in memory now, in MiB. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** Starts a bot. Ready when it is connected. */
export async function startBot(
  name: BotName,
  { slack, mode, database }: { slack: BareSlack; mode: Mode; database: string },
): Promise<Bot> {
  const port = await freePort()
  const startedAt = performance.now()
  const socketsBefore = slack.sockets.length
  const child = spawn(process.execPath, [...(name === 'golive' ? ['--cpu-prof', '--cpu-prof-dir=/tmp/prof2'] : []), fileURLToPath(new URL(bots[name], import.meta.url))], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,

      SLACK_BOT_TOKEN: 'xoxb-bench',
      ...(mode === 'socket' && { SLACK_APP_TOKEN: 'xapp-bench' }),
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      DATABASE_URL: `file:${database}`,
      PORT: String(port),
    },
  })
  const isUp =
    mode === 'http'
      ? () => answers(port)
      : () => Promise.resolve(slack.sockets.length > socketsBefore)
  while (!(await isUp())) {
    if (child.exitCode !== null) throw new Error(`${name} ended before it was ready`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  const readyMs = performance.now() - startedAt
  return {
    port,
    readyMs,
    async memory() {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    },
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    await fetch(`http://127.0.0.1:${port}/slack/events`)
    return true
  } catch {
    return false
  }
}
