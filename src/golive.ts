/** The composition root: database → publisher → Slack → loops, and back in the other order. */

import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { checkRecords } from './commands/check-records.ts'
import type { Context } from './commands/context.ts'
import { keepSchedule } from './commands/keep-schedule.ts'
import { offerTemplates } from './commands/offer-templates.ts'
import { resendStaleMessages } from './commands/resend-messages.ts'
import type { Config } from './config.ts'
import type { Clock } from './domain/clock.ts'
import { addSeconds } from './domain/dates.ts'
import { type Loop, startLoop } from './loops/loop.ts'
import { roundOf } from './loops/round.ts'
import { createApp, createClient, createPublisherClient, listen, sealOf } from './slack/app.ts'
import { lookAfterChannels } from './slack/channel-facts.ts'
import type { Edge } from './slack/edge.ts'
import { InFlight } from './slack/in-flight.ts'
import type { Logger } from './slack/log.ts'
import { createMetrics } from './slack/metrics.ts'
import { OpenWalks } from './slack/open-walks.ts'
import { Pace } from './slack/pace.ts'
import { People } from './slack/people.ts'
import { type Probed, probeRoutes } from './slack/probes.ts'
import { Publisher } from './slack/publisher.ts'
import { RequestReceiver, SocketReceiver, type WatchedReceiver } from './slack/receivers.ts'
import { sendReminders } from './slack/remind.ts'
import { ResponseUrls } from './slack/response-urls.ts'
import { Routes } from './slack/routes.ts'
import { Token } from './slack/token.ts'
import { Troubles } from './slack/troubles.ts'
import { refreshPages } from './slack/walk.ts'
import { openDatabase } from './store/database.ts'
import { sqliteDialect } from './store/dialect.ts'
import { migrate } from './store/migrate.ts'

const templatesFolder = new URL('../templates/', import.meta.url)
/** The net below the wake-up that follows each commit. */
const publishPollMs = 1000
const upkeepPollMs = 60_000
const recordPollMs = 3_600_000
/** Reminders are at most so late; what somebody was given waits for more of it anyway. */
const remindPollMs = 15_000
/** How long work and calls that are under way may still take when golive stops. */
const workPatienceMs = 2000
const publishPatienceMs = 3000

/** golive, connected to Slack, with its loops still to be run by somebody. */
export type ConnectedGolive = {
  context: Context
  /** Where the probes are answered; in HTTP mode Slack's requests too. */
  port: number
  /**
   * Tells Slack what may be told now, and what comes meanwhile. Resolves when no call is under way:
   * with the time when there will be more, or null.
   */
  publish(): Promise<Date | null>
  /** Resolves when all that Slack has sent so far is dealt with. */
  handled(): Promise<void>
  /** Says in the log what has ended a loop's run. */
  failed(error: unknown): void
  /** Brings the dialogs that people have open up to date. Returns when to look again, or null. */
  refreshPages(): Promise<Date | null>
  /** Opens the phases whose time has come, begins rounds, ends what ran out. */
  keepSchedule(): Promise<void>
  /** Sends the reminders that are due now. */
  remind(): Promise<void>
  /** Sends again what was not sent for long. */
  resendStale(): Promise<void>
  /** Looks whether channels are as they were. */
  lookAfterChannels(): Promise<void>
  /** Looks whether the records of running launches are as they were written. */
  checkRecords(): Promise<void>
  /** Takes no more work, and ends what is under way. */
  stopWork(): Promise<void>
  /** Closes the database, when nothing works any more. */
  close(): Promise<void>
}

/** Connects golive to Slack and its database. Throws when it cannot. `wake`: the outbox has news. */
export async function connectGolive(
  config: Config,
  clock: Clock,
  log: Logger,
  wake: () => void,
): Promise<ConnectedGolive> {
  const db = openDatabase(sqliteDialect(config.databasePath))
  const troubles = new Troubles(clock, log)
  const token = new Token(clock, log)
  let publisher: Publisher | null = null
  const context: Context = {
    db,
    clock,
    wake() {
      publisher?.wake()
      wake()
    },
    recorded(actor, entries) {
      // Of what a person does there is a line already, where it came in.
      const level = actor.standing === 'system' ? 'info' : 'debug'
      for (const { type, launchId, itemId } of entries) {
        const about = { launch: launchId, item: itemId ?? undefined }
        log[level]({ name: type, by: actor.id, workspace: actor.workspaceId, ...about }, 'recorded')
      }
    },
  }
  const opened: (() => Promise<unknown>)[] = [() => db.destroy()]
  try {
    await migrate(db, config.databasePath)
    await offerShippedTemplates(context, log)
    const pace = new Pace(clock)
    const connections = () => receiver.connections()
    const metrics = createMetrics({ db, clock, pace, connections })
    const inFlight = new InFlight()
    const { registry } = metrics
    const receiver = createReceiver(config, log, {
      ...{ db, clock, registry, connections },
      ...{ troubles, token },
    })
    const watch = { metrics, log }
    const patient = createClient(config, watch)
    const own = await patient.auth.test()
    const { team_id: workspaceId = '', url: workspaceUrl = '' } = own
    const { bot_id: botId = '', user_id: botUserId = '' } = own
    const app = createApp(config, receiver, watch, inFlight, { botId, botUserId })
    opened.push(() => app.stop())
    await app.init()
    const people = new People(context, patient, inFlight, log)
    const edge: Edge = {
      ...{ app, context, log, metrics, inFlight, people, troubles, token, workspaceUrl },
      routes: new Routes(app),
      walks: new OpenWalks(),
      urls: new ResponseUrls(clock),
      client: patient,
      seal: sealOf(config),
    }
    listen(edge, workspaceId)
    await app.start()
    log.info({ mode: config.connection.mode, workspace: workspaceId }, 'connected')

    let isStopping = false
    const abort = new AbortController()
    const client = createPublisherClient(config, watch, abort)
    const { urls } = edge
    const noteSuccess = (loop: string) => {
      metrics.loopEnded.set({ loop }, clock.now().getTime() / 1000)
    }
    const sender = new Publisher({
      ...{ context, client, abort, log, metrics, urls, pace, troubles, token, fetch, pause },
    })
    publisher = sender
    return {
      context,
      port: receiver.port,
      publish: () => sender.drain(),
      handled: () => inFlight.settled(),
      failed(error) {
        if (!troubles.note(error)) log.error({ err: error }, 'a loop failed')
      },
      async refreshPages() {
        if (isStopping) return null
        const seconds = await inFlight.track(refreshPages(edge, client))
        return seconds === null ? null : addSeconds(clock.now(), seconds)
      },
      async keepSchedule() {
        await keepSchedule(context, workspaceId)
        noteSuccess('schedule')
      },
      async remind() {
        await sendReminders({ context, client, people, workspaceId, log, metrics })
        noteSuccess('remind')
      },
      async resendStale() {
        await resendStaleMessages(context, workspaceId)
        noteSuccess('resend')
      },
      async lookAfterChannels() {
        await lookAfterChannels(context, client, workspaceId)
        noteSuccess('channels')
      },
      checkRecords: () => checkRecords(context, workspaceId),
      async stopWork() {
        isStopping = true
        await inFlight.settledWithin(workPatienceMs)
        await app.stop()
        await inFlight.settledWithin(workPatienceMs)
        await sender.stop(publishPatienceMs)
      },
      close: () => db.destroy(),
    }
  } catch (error) {
    for (const close of opened.reverse()) await close()
    throw error
  }
}

export type Golive = {
  port: number
  /** Makes the loops look at the clock again, after it was moved. */
  wake(): void
  stop(): Promise<void>
}

/** Connects golive and runs its loops. Ready when it is connected; throws when it cannot be. */
export async function startGolive(config: Config, clock: Clock, log: Logger): Promise<Golive> {
  const loops: Loop[] = []
  const wake = () => {
    for (const loop of loops) loop.wake()
  }
  const woken: Loop[] = []
  const golive = await connectGolive(config, clock, log, () => {
    for (const loop of woken) loop.wake()
  })
  const onError = golive.failed
  woken.push(startLoop({ work: golive.publish, clock, pollMs: publishPollMs, onError }))
  woken.push(startLoop({ work: golive.refreshPages, clock, pollMs: upkeepPollMs, onError }))
  // The schedule first: what opens now is in today's reminders.
  const remind = roundOf([golive.keepSchedule, golive.remind], onError)
  const upkeep = roundOf([golive.resendStale, golive.lookAfterChannels], onError)
  loops.push(
    ...woken,
    startLoop({ work: remind, clock, pollMs: remindPollMs, onError }),
    startLoop({
      work: roundOf([golive.checkRecords], onError),
      clock,
      pollMs: recordPollMs,
      onError,
    }),
    startLoop({ work: upkeep, clock, pollMs: upkeepPollMs, onError }),
  )
  return {
    port: golive.port,
    wake,
    async stop() {
      const loopsEnded = Promise.all(loops.map((loop) => loop.stop()))
      await golive.stopWork()
      await loopsEnded
      await golive.close()
    },
  }
}

function createReceiver(config: Config, log: Logger, probed: Probed): WatchedReceiver {
  const { connection } = config
  const routes = probeRoutes(probed)
  return connection.mode === 'socket'
    ? new SocketReceiver(config, connection.appToken, routes, log)
    : new RequestReceiver(config, connection.signingSecret, routes, log)
}

async function offerShippedTemplates(context: Context, log: Logger): Promise<void> {
  const names = (await readdir(templatesFolder)).filter((name) => name.endsWith('.md')).sort()
  const sources = await Promise.all(
    names.map((name) => readFile(new URL(name, templatesFolder), 'utf8')),
  )
  for (const { name, unplaced } of await offerTemplates(context, sources)) {
    for (const problem of unplaced)
      log.warn({ template: name, ...problem }, 'left out of a template')
  }
}
