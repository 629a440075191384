/** Sends the reminders that are due, of those whom Slack does not want disturbed later. */

import type { WebClient } from '@slack/web-api'
import type { Context } from '../commands/context.ts'
import { lookedAt, peopleToRemind, remind, reminderFor } from '../commands/send-reminders.ts'
import { subHours } from '../domain/dates.ts'
import type { Worker } from '../store/habits.ts'
import type { Logger } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { People } from './people.ts'
import { mostAtOnce, quietUntil } from './quiet.ts'

/** How long a person's zone counts; user_change events correct it sooner. */
const freshHours = 24

export type ReminderTools = {
  context: Context
  client: WebClient
  people: People
  workspaceId: string
  log: Logger
  metrics: Metrics
}

/**
 * Sends every reminder that is due now. A person's failure keeps nobody else waiting: it is thrown
 * when all others were seen to.
 */
export async function sendReminders(tools: ReminderTools): Promise<void> {
  const { context, client, log, workspaceId, metrics } = tools
  const workers = await peopleToRemind(context, workspaceId)
  const failures: unknown[] = []
  const left = { quiet: 0, stuck: 0 }
  for (let start = 0; start < workers.length; start += mostAtOnce) {
    const due: string[] = []
    for (const worker of workers.slice(start, start + mostAtOnce)) {
      try {
        if (await hasReminder(tools, worker)) due.push(worker.person.id)
      } catch (error) {
        failures.push(error)
      }
    }
    const quiet = await quietUntil(client, log, due, context.clock.now())
    // Whoever Slack says nothing of now is asked about again in the next round.
    if (!quiet) left.stuck += due.length
    for (const personId of quiet ? due : []) {
      const until = quiet?.get(personId) ?? null
      try {
        const isSent = await sendAll(tools, personId, until)
        if (!isSent && until) left.quiet++
      } catch (error) {
        failures.push(error)
      }
    }
  }
  metrics.remindersDue.set({ why: 'quiet' }, left.quiet)
  metrics.remindersDue.set({ why: 'stuck' }, left.stuck + failures.length)
  if (failures.length > 0) throw new AggregateError(failures, 'some reminders failed')
}

/** Several may be due at once: what was given, beside the day's own. False: none was. */
async function sendAll(
  { context, workspaceId, log }: ReminderTools,
  personId: string,
  quiet: Date | null,
): Promise<boolean> {
  for (let sent = 0; ; sent++) {
    const reminder = await remind(context, workspaceId, personId, quiet)
    if (!reminder) return sent > 0
    const { kind, items } = reminder
    const about = { to: personId, workspace: workspaceId, kind, items: items.length }
    log.info({ name: 'remind', by: 'golive', ...about }, 'reminded')
  }
}

/** Whether somebody would get one now, by what Slack says of their zone today. */
async function hasReminder(
  { context, people, workspaceId }: ReminderTools,
  worker: Worker,
): Promise<boolean> {
  const { person, seenAt } = worker
  const old = subHours(context.clock.now(), freshHours)
  const current = seenAt < old ? await people.current(workspaceId, person.id) : person
  // Of whom Slack says nothing now, what it said last holds.
  const isKnown = current !== 'silent' && current !== 'unknown'
  const asked = isKnown ? { ...worker, person: current } : worker
  if (await reminderFor(context, asked, null)) return true
  await lookedAt(context, person)
  return false
}
