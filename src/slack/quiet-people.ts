import type { Nudge } from '../commands/nudge-people.ts'
import { Refusal } from '../domain/refusal.ts'
import { listPeopleOf } from '../store/reminders.ts'
import type { Edge } from './edge.ts'
import { quietUntil } from './quiet.ts'

/** Who of those that a lead wants to remind is not to be disturbed. Refuses when Slack is silent. */
export async function quietOf(
  { client, context, log }: Edge,
  launchIds: readonly string[],
  who: Nudge['who'],
): Promise<Map<string, Date>> {
  const ids = typeof who === 'object' ? [who.personId] : await listPeopleOf(context.db, launchIds)
  const quiet = await quietUntil(client, log, ids, context.clock.now())
  if (!quiet) throw new Refusal({ code: 'slack-silent' })
  return quiet
}
