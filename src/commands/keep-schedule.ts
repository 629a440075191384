/** What the clock does to launches: phases open, rounds begin, holds end, roll calls and T-0 run out. */
import { subMinutes } from '../domain/dates.ts'
import { holdsUp } from '../domain/emergency.ts'
import { patienceMinutes } from '../domain/roll-call.ts'
import { nextRound, type PlannedPhase, phasesToOpen } from '../domain/schedule.ts'
import { readBoard } from '../store/board.ts'
import { listRunningEmergencies } from '../store/emergencies.ts'
import { listLaunchesWithExpired } from '../store/items.ts'
import { findLaunch, listPassed, listResting, lockLaunch } from '../store/launches.ts'
import { listPlannedLaunches, type PlannedLaunch } from '../store/plans.ts'
import { listSilentRollCalls } from '../store/roll-calls.ts'
import { listHoldsOver } from '../store/sign-offs.ts'
import { type Context, systemActor } from './context.ts'
import { expireTicks } from './expire-ticks.ts'
import { announcePhase, beginRound } from './open-phase.ts'
import { askToSign } from './requests.ts'
import { endSilentRollCall } from './roll-call.ts'
import { run, type Work } from './run.ts'
import { watchEmergency } from './watch-emergencies.ts'

/** So long after T-0 nobody is asked yet whether it is live. */
const graceMinutes = 15

/**
 * Does what is due now in every running launch of a workspace that does not rest, a transaction each. One that fails
 * keeps no other waiting: it is thrown when all were seen to.
 */
export async function keepSchedule(context: Context, workspaceId: string): Promise<void> {
  const { db, clock } = context
  const now = clock.now()
  const planned = await listPlannedLaunches(db, workspaceId)
  const resting = await listResting(db, workspaceId)
  const isAwake = (launchId: string) => !resting.has(launchId)
  const due = planned.filter((each) => hasWork(each, now)).map(({ launchId }) => launchId)
  const silent = await listSilentRollCalls(db, workspaceId, subMinutes(now, patienceMinutes))
  const holds = await listHoldsOver(db, workspaceId, now)
  const running = await listRunningEmergencies(db, workspaceId)
  const held = new Set(running.filter(({ isDrill }) => !isDrill).map((each) => each.launchId))
  const passed = await listPassed(db, workspaceId, subMinutes(now, graceMinutes))
  const expired = await listLaunchesWithExpired(db, workspaceId, now)
  const tasks = [
    ...due.filter(isAwake).map((launchId) => openWhatIsDue(context, workspaceId, launchId)),
    ...silent.filter(isAwake).map((launchId) => endSilence(context, workspaceId, launchId)),
    ...passed
      .filter((id) => isAwake(id) && !held.has(id))
      .map((launchId) => tellThatT0Passed(context, workspaceId, launchId)),
    ...holds
      .filter(({ launchId }) => isAwake(launchId) && !held.has(launchId))
      .map((hold) => askAfterHold(context, workspaceId, hold)),
    ...expired.filter(isAwake).map((launchId) => expire(context, workspaceId, launchId)),
    ...running
      .filter(({ launchId }) => isAwake(launchId))
      .map((emergency) => watch(context, workspaceId, emergency)),
  ]
  const failures: unknown[] = []
  for (const task of tasks) {
    try {
      await task()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'some launches failed')
}

function hasWork({ phases, plan, lead }: PlannedLaunch, now: Date): boolean {
  return (
    phasesToOpen(phases, plan, lead, now).length > 0 ||
    latestRounds(phases).some((phase) => nextRound(phase, plan, lead, now) !== null)
  )
}

/** Of phases that repeat, the newest round; of all others, themselves. */
function latestRounds(phases: readonly PlannedPhase[]): PlannedPhase[] {
  return phases.filter(({ endedAt }) => endedAt === null)
}

function openWhatIsDue(context: Context, workspaceId: string, launchId: string) {
  const actor = systemActor(workspaceId)
  return () =>
    run(context, actor, async (work) => {
      await lockLaunch(work.db, launchId)
      const [planned] = await listPlannedLaunches(work.db, workspaceId, launchId)
      const board = await readBoard(work.db, launchId)
      if (!planned || !board || holdsUp(board.emergency)) return
      const { phases, plan, lead } = planned
      const find = ({ id }: PlannedPhase) => board.phases.find((phase) => phase.id === id)
      for (const each of phasesToOpen(phases, plan, lead, work.now)) {
        const phase = find(each)
        if (phase) await announcePhase(work, actor, board.launch, phase)
      }
      for (const each of latestRounds(phases)) {
        const round = nextRound(each, plan, lead, work.now)
        const last = find(each)
        if (round && last) await beginRound(work, actor, board, last, round)
      }
    })
}

function endSilence(context: Context, workspaceId: string, launchId: string) {
  return () => inLaunch(context, workspaceId, launchId, (work) => endSilentRollCall(work, launchId))
}

/** Tells the lead, once for each T-0. */
function tellThatT0Passed(context: Context, workspaceId: string, launchId: string) {
  return () =>
    inLaunch(context, workspaceId, launchId, async (work) => {
      const still = await listPassed(work.db, workspaceId, subMinutes(work.now, graceMinutes))
      const launch = still.includes(launchId) && (await findLaunch(work.db, launchId))
      if (!launch) return
      const data = { t0: launch.t0.toISOString() }
      const eventId = await work.record(launch, { type: 't0.passed', data })
      await work.announce(launch, eventId, launch.leadId)
      await work.refresh(launch, { kind: 'board', launchId })
    })
}

/** Asked of whoever holds, unless they have said something else, or were asked, meanwhile. */
function askAfterHold(
  context: Context,
  workspaceId: string,
  hold: { launchId: string; roleId: string },
) {
  return () =>
    inLaunch(context, workspaceId, hold.launchId, async (work) => {
      const still = await listHoldsOver(work.db, workspaceId, work.now)
      if (!still.some(({ roleId }) => roleId === hold.roleId)) return
      const board = await readBoard(work.db, hold.launchId)
      const role = board?.roles.find(({ id }) => id === hold.roleId)
      const signOff = board?.signOffs.find(({ roleId }) => roleId === hold.roleId)
      if (!board || !role || !signOff) return
      await askToSign(work, board.launch, role, signOff.given.by, 'hold-over')
      await work.refresh(board.launch, { kind: 'board', launchId: hold.launchId })
    })
}

function expire(context: Context, workspaceId: string, launchId: string) {
  return () =>
    inLaunch(context, workspaceId, launchId, async (work) => {
      const board = await readBoard(work.db, launchId)
      if (board) await expireTicks(work, systemActor(workspaceId), board, 'days')
    })
}

function watch(context: Context, workspaceId: string, of: { id: string; launchId: string }) {
  return () => inLaunch(context, workspaceId, of.launchId, (work) => watchEmergency(work, of.id))
}

function inLaunch(
  context: Context,
  workspaceId: string,
  launchId: string,
  work: (work: Work) => Promise<void>,
): Promise<void> {
  return run(context, systemActor(workspaceId), async (tools) => {
    await lockLaunch(tools.db, launchId)
    await work(tools)
  })
}
