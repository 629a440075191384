import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { parse } from 'yaml'
import { type Config, readConfig } from '../../src/config.ts'
import { startGolive } from '../../src/golive.ts'
import { Control } from '../../src/sandbox/control/control.ts'
import { MovableClock } from '../../src/sandbox/control/movable-clock.ts'
import { servePage } from '../../src/sandbox/control/page-server.ts'
import { demoWorkspace } from '../../src/sandbox/demo-workspace.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { createLog } from '../../src/slack/log.ts'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { openWindow, type Theatre } from './browser.ts'

export interface LastingTheatre extends Theatre {
  /** Ends golive while the page stays open, and starts it again on the same database. */
  restart(): Promise<void>
  /** Makes an item done in the database, whatever stands before that. */
  settleItem(channel: string, text: string): Promise<void>
}

/**
 * The sandbox with its page, and the real bot with its data on disk. Everybody is in each of
 * `channels`, so that tests can share one and still be among themselves.
 */
export async function openLastingTheatre(
  browser: Browser,
  channels: readonly string[],
): Promise<LastingTheatre> {
  const folder = await mkdtemp(join(tmpdir(), 'golive-'))
  const clock = new MovableClock()
  const manifest: unknown = parse(await readFile('manifest.yml', 'utf8'))
  const members = demoWorkspace.channels.find(({ name }) => name === 'launch')?.members ?? []
  const own = channels.map((name) => ({ name, members }))
  const seed = { ...demoWorkspace, channels: [...demoWorkspace.channels, ...own] }
  const sandbox = await startSandbox({ clock, manifest, seed, actsEnd: 'acked' })
  const config: Config = readConfig({
    SLACK_BOT_TOKEN: sandbox.botToken,
    SLACK_APP_TOKEN: sandbox.appToken,
    SLACK_API_URL: sandbox.apiUrl,
    PORT: '0',
    DATABASE_URL: `file:${join(folder, 'golive.db')}`,
    LOG_LEVEL: 'silent',
  })
  const start = () => startGolive({ ...config, host: '127.0.0.1' }, clock, createLog('silent'))
  let golive = await start()
  clock.onMove(() => golive.wake())
  await sandbox.connected()
  const probesUrl = `http://127.0.0.1:${golive.port}`
  const control = new Control({ sandbox, clock, probesUrl, buildDemo: async () => {} })
  const page = await servePage(control, 0)
  const close = async () => {
    await page.close()
    await golive.stop()
    await sandbox.close()
    await rm(folder, { recursive: true })
  }
  return {
    url: page.url,
    control,
    close,
    window: (options) => openWindow(browser, page.url, options),
    async restart() {
      await golive.stop()
      golive = await start()
      await sandbox.connected()
    },
    async settleItem(channel, text) {
      const db = openDatabase(sqliteDialect(config.databasePath))
      const { id } = sandbox.workspace.channel(channel)
      const launches = db.selectFrom('launches').where('channel_id', '=', id).select('id')
      await db
        .updateTable('items')
        .set({ state: 'done' })
        .where('launch_id', 'in', launches)
        .where('text', '=', text)
        .execute()
      await db.destroy()
    },
    [Symbol.asyncDispose]: close,
  }
}
