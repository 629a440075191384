import { TZDate } from '@date-fns/tz'
import { addDays, atTime } from '../domain/dates.ts'
import {
  type Aftermath,
  awaitsSecond,
  durationsOf,
  type Emergency,
  followUpSection,
  standingDecision,
} from '../domain/emergency.ts'
import { isSettled } from '../domain/item.ts'
import { allItems, type Board, type Item, itemsOf, type Launch } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import { mayOwn } from '../domain/owner.ts'
import { stakesOf } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import type { Procedure } from '../domain/procedure.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { readBoard } from '../store/board.ts'
import { markResolved } from '../store/emergencies.ts'
import { findPerson } from '../store/people.ts'
import { authorise, type Context } from './context.ts'
import { endAsks, keepEntry, type LockedEmergency, lockEmergencyFor } from './emergency.ts'
import { type EmergencyItem, postEmergencyPhase } from './emergency-phase.ts'
import { endLaunch } from './end-launch.ts'
import { moveLocked } from './move-t0.ts'
import { reasonFault } from './reason.ts'
import { reviewSignOffs } from './review-sign-offs.ts'
import { rollBackLaunch } from './roll-back-launch.ts'
import { run, type Work } from './run.ts'
import { refreshWhole } from './show-launch.ts'

export type Resolution = {
  emergencyId: string
  how: Aftermath
  /** What ended it. */
  words: string
  /** What has to be done so that it does not happen again. */
  measures: readonly string[]
  /** Where it is rolled back: the new T-0; null: the lead chooses it later. */
  t0: Date | null
}

/** When the follow-ups that a checklist names are due, in days, in their order; later ones like the last. */
const dueDays = [1, 3, 14] as const
/** An hour of the clock. */
const evening = 17
/** So many measures are kept. */
const mostMeasures = 20

/**
 * Ends an emergency: what it leaves to do is posted, with owners and due dates, and the launch goes on,
 * is rolled back (T-0 has to be chosen anew, what was signed is void) or is aborted. Of a drill,
 * nothing becomes of the launch. After rolling back, the lead chooses a new T-0, here or on the board,
 * and is told so when somebody else resolves it. Refuses a missing reason ('faults', field `words`), that it was rolled
 * back where nobody decided that ('not-rolled-back'), aborting by whoever may not abort, and a new T-0 that
 * cannot be ('faults', field `t0`) or is not theirs to choose.
 */
export function resolveEmergency(
  context: Context,
  actor: Actor,
  resolution: Resolution,
): Promise<{ launch: Launch; emergency: Emergency; followUps: Item[] }> {
  return run(context, actor, async (work) => {
    const locked = await lockEmergencyFor(work.db, actor, resolution.emergencyId)
    const { board, stakes, emergency, procedure } = locked
    const { launch } = board
    authorise('resolve-emergency', actor, stakes)
    if (resolution.how === 'aborted') authorise('abort-launch', actor, stakes)
    check(resolution, emergency)
    const { how } = resolution
    const words = resolution.words.trim()
    const resolved = { ...emergency, resolved: { at: work.now, by: actor.id, how, words } }
    await markResolved(work.db, emergency.id, resolved.resolved)
    await endAsks(work, launch, emergency)
    const owners = await ownersOf(work, locked)
    const followUps = followUpsOf(procedure, resolution, owners, {
      now: work.now,
      zone: launch.zone,
    })
    const eventId = await recordEnd(work, locked, resolved, followUps.length)
    const phaseId =
      followUps.length > 0 &&
      (await postEmergencyPhase(work, actor, board, emergency, followUpSection, followUps))
    const now = (await readBoard(work.db, launch.id)) ?? board
    if (!emergency.isDrill) await leaveLaunch(work, actor, now, resolution, eventId)
    const after = (await readBoard(work.db, launch.id)) ?? now
    await refreshWhole(work, after)
    await work.upload(launch, emergency.id)
    const posted = after.phases.filter(({ id }) => id === phaseId).flatMap(itemsOf)
    return { launch: after.launch, emergency: resolved, followUps: posted }
  })
}

function check({ how, words, t0 }: Resolution, emergency: Emergency): void {
  const faults: Record<string, Fault> = {}
  const fault = reasonFault(words.trim())
  if (fault) faults.words = fault
  if (t0 && how !== 'rolled-back') faults.t0 = { code: 't0-idle' }
  if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
  const decision = standingDecision(emergency)
  const isRolledBack = decision?.kind === 'roll-back' && !awaitsSecond(decision)
  if (how === 'rolled-back' && !isRolledBack) throw new Refusal({ code: 'not-rolled-back' })
}

/** Who sees to it: the commander and the scribe where they may own items; else the lead. */
async function ownersOf(
  { db }: Work,
  { board, emergency }: LockedEmergency,
): Promise<Pick<Emergency, 'commanderId' | 'scribeId'>> {
  const { workspaceId, leadId } = board.launch
  const { commanderId, scribeId } = emergency
  const canOwn = async (id: string) => {
    const known = await findPerson(db, workspaceId, id)
    return known === undefined || mayOwn[known.person.standing]
  }
  return {
    commanderId: (await canOwn(commanderId)) ? commanderId : leadId,
    scribeId: scribeId && (await canOwn(scribeId)) ? scribeId : null,
  }
}

/** What the checklist says is left to do, and the measures; the commander's, until given away. */
function followUpsOf(
  procedure: Procedure,
  { measures }: Resolution,
  { commanderId, scribeId }: Pick<Emergency, 'commanderId' | 'scribeId'>,
  { now, zone }: { now: Date; zone: string },
): EmergencyItem[] {
  // In the evening, where the launch is at home.
  const eveningAfter = (days: number) => {
    const day = atTime(addDays(new TZDate(now, zone), days), evening)
    return new Date(day.getTime())
  }
  const points = procedure.steps.flatMap(({ kind, points }) => (kind === 'follow-up' ? points : []))
  const last = dueDays.at(-1) ?? 1
  const named = points.map((text, index) => ({
    text,
    // Who wrote it down documents it.
    owner: index === 0 && scribeId ? scribeId : commanderId,
    due: eveningAfter(dueDays[index] ?? last),
  }))
  const own = measures
    .map((text) => text.trim().slice(0, limits.itemText))
    .filter(Boolean)
    .slice(0, mostMeasures)
    .map((text) => ({ text, owner: commanderId, due: eveningAfter(last) }))
  return [...named, ...own]
}

function recordEnd(
  work: Work,
  { board }: LockedEmergency,
  emergency: Emergency,
  followUps: number,
): Promise<string> {
  const { id: emergencyId, isDrill, resolved } = emergency
  const { detect, decide, resolve } = durationsOf(emergency)
  return keepEntry(work, board.launch, emergency, {
    type: 'emergency.resolved',
    data: {
      emergencyId,
      how: resolved?.how ?? 'goes-on',
      words: resolved?.words ?? '',
      isDrill,
      detect,
      decide,
      resolve: resolve ?? 0,
      followUps,
    },
  })
}

async function leaveLaunch(
  work: Work,
  actor: Actor,
  board: Board,
  { how, words, t0 }: Resolution,
  eventId: string,
): Promise<void> {
  const reason = words.trim()
  if (how === 'rolled-back') return rollBack(work, actor, board, { reason, t0 }, eventId)
  if (how === 'goes-on') return reviewSignOffs(work, board.launch)
  const open = allItems(board).filter((item) => !isSettled(item))
  await endLaunch(work, board, { at: work.now, by: actor.id, how: 'aborted', reason }, open)
}

/** Its lead hears that it is theirs to choose a new T-0, unless it is chosen, or they are here. */
async function rollBack(
  work: Work,
  actor: Actor,
  board: Board,
  { reason, t0 }: { reason: string; t0: Date | null },
  eventId: string,
): Promise<void> {
  await rollBackLaunch(work, actor, board, reason)
  const now = (await readBoard(work.db, board.launch.id)) ?? board
  const { launch } = now
  if (t0) {
    authorise('move-t0', actor, stakesOf(now))
    await moveLocked(work, actor, now, { to: t0, reason, shut: [] })
  } else if (launch.leadId !== actor.id) {
    await work.announce(launch, eventId, launch.leadId)
  }
}
