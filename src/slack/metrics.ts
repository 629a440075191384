/**
 * Everything that /metrics shows: whether golive is slow, stuck or limited by Slack, and how stale
 * the channel is. docs/operations.md says of each what to do about it.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import packageFile from '../../package.json' with { type: 'json' }
import type { Clock } from '../domain/clock.ts'
import type { Db } from '../store/database.ts'
import { outboxState } from '../store/outbox.ts'
import { listRecordBreaks } from '../store/records.ts'
import { watchTransactions } from '../store/transaction.ts'
import type { Pace } from './pace.ts'

export type Metrics = {
  registry: Registry
  handled: Histogram<'name' | 'outcome'>
  /** From a commit until Slack has shown it, of the oldest change that a message tells. */
  shown: Histogram<'way'>
  calls: Counter<'method' | 'answer'>
  callSeconds: Histogram<'method'>
  /** The seconds for which Slack said to wait. */
  limited: Counter<'method'>
  reminders: Counter<'outcome'>
  /** People who should have had a reminder in the last round, and why they had none. */
  remindersDue: Gauge<'why'>
  /** When a job of the loops last came to its end without an error. */
  loopEnded: Gauge<'loop'>
}

export type Watched = {
  db: Db
  clock: Clock
  pace: Pace
  /** Of those over which Slack can reach golive now. */
  connections: () => number
}

export function createMetrics(watched: Watched): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'golive_build_info',
    help: 'Always 1; the label says which golive this is.',
    labelNames: ['version'],
    registers,
  }).set({ version: packageFile.version }, 1)
  watchDatabase(registry, watched)
  watchOutbox(registry, watched)
  watchRecords(registry, watched)
  watchSlack(registry, watched)
  return {
    registry,
    handled: new Histogram({
      name: 'golive_handled_seconds',
      help: 'From the arrival of a click, dialog, command or event to its commit and acknowledgement, by what it was and how it ended.',
      labelNames: ['name', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
      registers,
    }),
    shown: new Histogram({
      name: 'golive_shown_seconds',
      help: 'From the commit of a change until Slack has taken the message that shows it, by the way that it took.',
      labelNames: ['way'],
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    calls: new Counter({
      name: 'golive_slack_calls_total',
      help: 'Calls to Slack, by method and by what came of them.',
      labelNames: ['method', 'answer'],
      registers,
    }),
    callSeconds: new Histogram({
      name: 'golive_slack_call_seconds',
      help: 'How long Slack took for a call, whatever came of it.',
      labelNames: ['method'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
      registers,
    }),
    limited: new Counter({
      name: 'golive_slack_limited_seconds_total',
      help: 'For how long Slack told golive to wait with a method, added up.',
      labelNames: ['method'],
      registers,
    }),
    reminders: new Counter({
      name: 'golive_reminders_total',
      help: 'Reminders that Slack has taken (sent), and that were dropped because their time went by first.',
      labelNames: ['outcome'],
      registers,
    }),
    remindersDue: new Gauge({
      name: 'golive_reminders_due',
      help: 'People with a reminder due who got none in the last round: they are not to be disturbed now (quiet), or it could not be given (stuck).',
      labelNames: ['why'],
      registers,
    }),
    loopEnded: new Gauge({
      name: 'golive_loop_success_timestamp_seconds',
      help: 'When the work of the clock last went through: schedule and remind (each 15 s), resend and channels (each minute).',
      labelNames: ['loop'],
      registers,
    }),
  }
}

function watchDatabase(registry: Registry, { db }: Watched): void {
  const registers = [registry]
  const seconds = new Histogram({
    name: 'golive_transaction_seconds',
    help: 'How long a transaction took, with the wait for the disk.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })
  const commands = new Histogram({
    name: 'golive_transaction_commands',
    help: 'How many commands shared a transaction and its wait for the disk.',
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  })
  watchTransactions(db, (ended) => {
    seconds.observe(ended.seconds)
    commands.observe(ended.commands)
  })
}

function watchOutbox(registry: Registry, { db, clock }: Watched): void {
  const registers = [registry]
  // Both are collected at the same moment, for which one answer of the database is enough; without
  // one they are unknown, and everything else is known all the same.
  const state = sharedWhileAsked(() => outboxState(db).catch(() => null))
  new Gauge({
    name: 'golive_outbox_messages',
    help: 'Messages that Slack must still be told (waiting), or that were given up (parked).',
    labelNames: ['state'],
    registers,
    async collect() {
      const { waiting = Number.NaN, parked = Number.NaN } = (await state()) ?? {}
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'parked' }, parked)
    },
  })
  new Gauge({
    name: 'golive_outbox_oldest_seconds',
    help: 'How long the oldest waiting message has been waiting: how stale the channel can be.',
    registers,
    async collect() {
      const known = await state()
      const since = known?.oldest ?? clock.now()
      const age = Math.max(0, clock.now().getTime() - since.getTime()) / 1000
      this.set(known ? age : Number.NaN)
    },
  })
}

function watchRecords(registry: Registry, { db }: Watched): void {
  new Gauge({
    name: 'golive_records_broken',
    help: 'Launches whose record is not as it was written; looked for at the start and each hour.',
    registers: [registry],
    async collect() {
      const broken = await listRecordBreaks(db).catch(() => null)
      this.set(broken?.length ?? Number.NaN)
    },
  })
}

function watchSlack(registry: Registry, { pace, connections }: Watched): void {
  const registers = [registry]
  new Gauge({
    name: 'golive_slack_pace_ratio',
    help: 'The share of its usual pace that golive allows itself of a method; less than 1 after Slack refused that pace.',
    labelNames: ['method'],
    registers,
    collect() {
      for (const [method, share] of pace.shares()) this.set({ method }, share)
    },
  })
  new Gauge({
    name: 'golive_slack_connections',
    help: 'Connections over which Slack can reach golive: two sockets, or over HTTP one open port.',
    registers,
    collect() {
      this.set(connections())
    },
  })
}

function sharedWhileAsked<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null
  return () => {
    asked ??= ask().finally(() => {
      asked = null
    })
    return asked
  }
}
