import { startOfMinute } from '../domain/dates.ts'
import { gateState } from '../domain/gate.ts'
import type { Launch } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { phasesToOpen } from '../domain/schedule.ts'
import { movedDues, planOf } from '../domain/slip.ts'
import { readBoard } from '../store/board.ts'
import { updateDue } from '../store/items.ts'
import { markLive } from '../store/launches.ts'
import { listPlannedLaunches } from '../store/plans.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { refuseInEmergency } from './emergency.ts'
import { announcePhase } from './open-phase.ts'
import { endAllRequests } from './requests.ts'
import { conclude } from './roll-call.ts'
import { run } from './run.ts'
import { refreshWhole } from './show-launch.ts'

/**
 * "We are live": marks the moment from which the rest of the checklist counts, and opens what begins
 * there. A launch that is live already stays as it is. Refuses while its gate is shut ('gate-shut'),
 * and a moment that is to come, before the launch was started, or before the verdict ('faults', field
 * `at`).
 */
export function goLive(
  context: Context,
  actor: Actor,
  { launchId, at }: { launchId: string; at: Date },
): Promise<{ launch: Launch; outcome: 'live' | 'unchanged' }> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    const { launch } = board
    if (launch.live) return { launch, outcome: 'unchanged' }
    authorise('go-live', actor, stakes)
    refuseInEmergency(board)
    const gate = gateState(board, { kind: 'going-live' })
    if (gate && gate.missing.length > 0) throw new Refusal({ code: 'gate-shut', gate })
    if (at > work.now) {
      throw new Refusal({ code: 'faults', faults: { at: { code: 'time-ahead' } } })
    }
    if (at < launch.started.at) {
      throw new Refusal({ code: 'faults', faults: { at: { code: 'time-before-start' } } })
    }
    // Pickers know minutes: within the minute of the verdict is after it.
    const decided = board.finalBox?.state === 'done' ? board.finalBox.changed : null
    if (decided && at < startOfMinute(decided.at)) {
      throw new Refusal({ code: 'faults', faults: { at: { code: 'time-before-go' } } })
    }
    await conclude(work, board, 'silent', { at: work.now, by: actor.id })
    await endAllRequests(work, board)
    await markLive(work.db, launchId, { at, by: actor.id })
    const live = (await readBoard(work.db, launchId)) ?? board
    for (const { item, due } of movedDues(live, planOf(live))) {
      await updateDue(work.db, item.id, due)
    }
    const data = { at: at.toISOString() }
    const eventId = await work.record(launch, { type: 'launch.live', data })
    await work.announce(launch, eventId)
    await refreshWhole(work, live)
    const [planned] = await listPlannedLaunches(work.db, launch.workspaceId, launchId)
    const opening = planned
      ? phasesToOpen(planned.phases, planned.plan, planned.lead, work.now)
      : []
    for (const { id } of opening) {
      const phase = live.phases.find((each) => each.id === id)
      if (phase) await announcePhase(work, actor, live.launch, phase)
    }
    return { launch: live.launch, outcome: 'live' }
  })
}
