import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../store/database.ts'
import { outboxState } from '../store/outbox.ts'

export type Metrics = {
  registry: Registry
  /** Seconds from a request's arrival to its commit and acknowledgement, by what and how it ended. */
  handled: Histogram<'name' | 'outcome'>
  /** Seconds from a commit until Slack has shown it, of the oldest change that a message tells. */
  shown: Histogram<'kind'>
  /** Calls of the publisher to Slack, by method and answer. */
  slackCalls: Counter<'method' | 'answer'>
}

/** Everything that /metrics shows. */
export function createMetrics(db: Db, clock: { now(): Date }): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'golive_outbox_messages',
    help: 'Messages that Slack must still be told (waiting), or that were given up (parked).',
    labelNames: ['state'],
    registers,
    async collect() {
      const { waiting, parked } = await outboxState(db)
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'parked' }, parked)
    },
  })
  new Gauge({
    name: 'golive_outbox_oldest_seconds',
    help: 'How long the oldest waiting message has been waiting: how stale the channel can be.',
    registers,
    async collect() {
      const { oldest } = await outboxState(db)
      this.set(oldest ? (clock.now().getTime() - oldest.getTime()) / 1000 : 0)
    },
  })
  return {
    registry,
    handled: new Histogram({
      name: 'golive_handled_seconds',
      help: 'Seconds from the arrival of a click, command or form to its acknowledgement.',
      labelNames: ['name', 'outcome'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
      registers,
    }),
    shown: new Histogram({
      name: 'golive_shown_seconds',
      help: 'Seconds from the commit of a change until Slack has taken the message that shows it.',
      labelNames: ['kind'],
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers,
    }),
    slackCalls: new Counter({
      name: 'golive_slack_calls_total',
      help: 'Calls of the publisher to Slack, by method and by what Slack answered.',
      labelNames: ['method', 'answer'],
      registers,
    }),
  }
}
