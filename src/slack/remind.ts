/** Sends the reminders that are due, of those whom Slack does not want disturbed later. */
import { WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { subHours } from 'date-fns/subHours'
import type { Context } from '../commands/context.ts'
import { peopleToRemind, remind, reminderFor } from '../commands/send-reminders.ts'
import type { Worker } from '../store/habits.ts'
import type { Logger } from './log.ts'
import type { People } from './people.ts'

/** How long a person's zone counts; user_change events correct it sooner. */
const freshHours = 24
/** So many people dnd.teamInfo takes at once. */
const mostAtOnce = 50

export type ReminderTools = {
  context: Context
  client: WebClient
  people: People
  workspaceId: string
  log: Logger
}

/**
 * Sends every reminder that is due now. A person's failure keeps nobody else waiting: it is thrown
 * when all others were seen to.
 */
export async function sendReminders(tools: ReminderTools): Promise<void> {
  const { context, workspaceId } = tools
  const workers = await peopleToRemind(context, workspaceId)
  const failures: unknown[] = []
  for (let start = 0; start < workers.length; start += mostAtOnce) {
    const due = await withReminderNow(tools, workers.slice(start, start + mostAtOnce))
    const quiet = await quietUntil(tools, due)
    for (const { person } of due) {
      try {
        await sendAll(context, workspaceId, person.id, quiet.get(person.id) ?? null)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some reminders failed')
}

/** Several may be due at once: what was given, beside the day's own. */
async function sendAll(
  context: Context,
  workspaceId: string,
  personId: string,
  quiet: Date | null,
): Promise<void> {
  let sent = await remind(context, workspaceId, personId, quiet)
  while (sent) sent = await remind(context, workspaceId, personId, quiet)
}

/** Those who would get one now, by what Slack says of their zone today. */
async function withReminderNow(
  { context, people, workspaceId }: ReminderTools,
  workers: readonly Worker[],
): Promise<Worker[]> {
  const old = subHours(context.clock.now(), freshHours)
  const due: Worker[] = []
  for (const worker of workers) {
    const { person, seenAt } = worker
    const current = seenAt < old ? await people.current(workspaceId, person.id) : person
    // Of whom Slack says nothing now, what it said last holds.
    const isKnown = current !== 'silent' && current !== 'unknown'
    const asked = isKnown ? { ...worker, person: current } : worker
    if (await reminderFor(context, asked, null)) due.push(asked)
  }
  return due
}

/**
 * Until when people want not to be disturbed; needs a scope that a workspace may not have given,
 * without which nobody is quiet. https://docs.slack.dev/reference/methods/dnd.teamInfo
 */
async function quietUntil(
  { client, context, log }: ReminderTools,
  workers: readonly Worker[],
): Promise<Map<string, Date>> {
  const quiet = new Map<string, Date>()
  if (workers.length === 0) return quiet
  const now = context.clock.now().getTime() / 1000
  try {
    const users = workers.map(({ person }) => person.id).join(',')
    const answer = await client.dnd.teamInfo({ users })
    for (const [id, dnd] of Object.entries(answer.users ?? {})) {
      const { dnd_enabled: isOn, next_dnd_start_ts: from = 0, next_dnd_end_ts: to = 0 } = dnd
      if (isOn && from <= now && now < to) quiet.set(id, new Date(to * 1000))
    }
  } catch (error) {
    const isRefused = error instanceof WebAPIPlatformError && error.data.error === 'missing_scope'
    if (!isRefused) log.warn({ err: error }, 'Slack did not say who is not to be disturbed')
  }
  return quiet
}
