/** An emergency of a launch, as tests run into it. */
import type { PageWish } from '../../src/commands/answer-page.ts'
import { type DecisionWish, decideEmergency } from '../../src/commands/decide-emergency.ts'
import { type EmergencyStart, startEmergency } from '../../src/commands/start-emergency.ts'
import type { Decision, Emergency } from '../../src/domain/emergency.ts'
import type { Actor } from '../../src/domain/person.ts'
import { findLastEmergency } from '../../src/store/emergencies.ts'
import { ana, kim, type StartedLaunch } from './launches.ts'

/** Starts one, as kim, who is nobody special; joins the one that runs. */
export async function anEmergency(
  { context, launch }: StartedLaunch,
  more: Partial<EmergencyStart> = {},
  by: Actor = kim,
): Promise<Emergency> {
  const began = context.clock.now()
  const wish = { launchId: launch.id, words: 'Errors everywhere', began, isDrill: false, ...more }
  const here = by === kim ? { ...by, channelId: launch.channelId } : by
  return (await startEmergency(context, here, wish)).emergency
}

/** Ends whatever emergency of a launch runs, as if it had been resolved. */
export async function withoutEmergency({ context, launch }: StartedLaunch): Promise<void> {
  await context.db
    .updateTable('emergencies')
    .set({ resolved_at: context.clock.now().toISOString(), resolved_by: ana.id })
    .set({ aftermath: 'goes-on', ended_with: 'Nothing' })
    .where('launch_id', '=', launch.id)
    .where('resolved_at', 'is', null)
    .execute()
}

/** The emergency of a launch as it is now. */
export async function emergencyOf({ context, launch }: StartedLaunch): Promise<Emergency> {
  const emergency = await findLastEmergency(context.db, launch.id)
  if (!emergency) throw new Error('there is no emergency')
  return emergency
}

/** Of a checklist without procedures, the first page. */
export function aPageWish(emergencyId: string, more: Partial<PageWish> = {}): PageWish {
  return { emergencyId, page: '1.1', choice: 'bad', note: 'Many 5xx', seen: 0, ...more }
}

/** Of a checklist without a tree, what is chosen of its outcomes. */
export function aDecision(
  emergencyId: string,
  outcome: string,
  more: Partial<DecisionWish> = {},
): DecisionWish {
  const page = 'outcome#1'
  return { emergencyId, page, outcome, reason: 'Best now', watcherId: null, minutes: null, ...more }
}

/** Ticks that it is deployed, whatever stands before that: now there is something to roll back. */
export async function tickDeployed({ context, launch }: StartedLaunch): Promise<void> {
  await context.db
    .updateTable('items')
    .set({ state: 'done', changed_at: context.clock.now().toISOString(), changed_by: ana.id })
    .where('launch_id', '=', launch.id)
    .where('text', 'like', '%Deployed%')
    .execute()
}

/** Decides to roll back. */
export async function decidesToRollBack(
  started: StartedLaunch,
  by: Actor = kim,
): Promise<Decision> {
  await tickDeployed(started)
  const { id } = await emergencyOf(started)
  return decideEmergency(started.context, by, aDecision(id, 'Rollback'))
}
