import { gateState } from '../domain/gate.ts'
import { isSettled } from '../domain/item.ts'
import { allItems, type Board, type Ended, type Item, type Launch } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { readBoard } from '../store/board.ts'
import { isUniqueViolation } from '../store/dialect.ts'
import { findLaunchNamed, markEnded } from '../store/launches.ts'
import { listPseudonymsIn, listStrangersIn } from '../store/people.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { reasonFault } from './reason.ts'
import { releasePerson } from './release-person.ts'
import { endAllRequests } from './requests.ts'
import { reviewSignOffs } from './review-sign-offs.ts'
import { conclude } from './roll-call.ts'
import { run, type Work } from './run.ts'
import { nameNeighbours, refreshWhole } from './show-launch.ts'

type Wish = { launchId: string; reason: string | null }

/** So many of the items that are left open are named in the record. */
const namedItems = 20

/**
 * Closes a launch: as complete when its gate says so, otherwise with what is left open, for which it
 * needs a reason ('faults', field `reason`). Nothing can be changed in it any more, and nobody is
 * reminded of it.
 */
export function closeLaunch(context: Context, actor: Actor, wish: Wish): Promise<Launch> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
    authorise('close-launch', actor, stakes)
    refuseWhileRunning(board)
    const open = leftOpen(board)
    const reason = reasonIn(wish, open.length > 0)
    const how = open.length > 0 ? 'incomplete' : 'complete'
    return endLaunch(work, board, { at: work.now, by: actor.id, how, reason }, open)
  })
}

/** Gives a launch up, with a reason; nobody is reminded of it any more. */
export function abortLaunch(context: Context, actor: Actor, wish: Wish): Promise<Launch> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
    authorise('abort-launch', actor, stakes)
    refuseWhileRunning(board)
    const reason = reasonIn(wish, true)
    const open = allItems(board).filter((item) => !isSettled(item))
    return endLaunch(work, board, { at: work.now, by: actor.id, how: 'aborted', reason }, open)
  })
}

/**
 * Lets a launch that has ended run again, with a reason; whoever left meanwhile is released from it.
 * Refuses when another one of its name runs in the channel by now ('name-taken').
 */
export async function reopenLaunch(context: Context, actor: Actor, wish: Wish): Promise<Launch> {
  const launch = await tryToReopen(context, actor, wish).catch((error: unknown) => {
    // Another launch took the name between the look and the write: now it is there to be found.
    if (isUniqueViolation(error)) return tryToReopen(context, actor, wish)
    throw error
  })
  const strangers = await listStrangersIn(context.db, launch.id)
  const pseudonyms = await listPseudonymsIn(context.db, launch)
  for (const person of [...strangers, ...pseudonyms]) await releasePerson(context, person)
  return launch
}

function tryToReopen(context: Context, actor: Actor, wish: Wish): Promise<Launch> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
    authorise('reopen-launch', actor, stakes)
    const { launch } = board
    const reason = reasonIn(wish, true) ?? ''
    const { workspaceId, channelId, name } = launch
    const namesake = await findLaunchNamed(work.db, workspaceId, channelId, name)
    if (namesake) throw new Refusal({ code: 'name-taken', launch: namesake })
    await markEnded(work.db, launch.id, null)
    const how = launch.ended?.how ?? 'incomplete'
    const eventId = await work.record(launch, { type: 'launch.reopened', data: { reason, how } })
    await work.announce(launch, eventId)
    await refreshWhole(work, board)
    await nameNeighbours(work, launch)
    for (const { id, answer } of board.overrides) {
      if (!answer) await work.refresh(launch, { kind: 'override', id })
    }
    const running = { ...launch, ended: null }
    await reviewSignOffs(work, running)
    return running
  })
}

/** What closing the launch would leave open. */
function leftOpen(board: Board): Item[] {
  return gateState(board, { kind: 'closing' })?.missing ?? []
}

function reasonIn({ reason }: Wish, isNeeded: boolean): string | null {
  const words = reason?.trim() ?? ''
  if (words === '' && !isNeeded) return null
  const fault = reasonFault(words)
  if (fault) throw new Refusal({ code: 'faults', faults: { reason: fault } })
  return words
}

/** An emergency, or a drill, is resolved first: that can abort the launch, too. */
function refuseWhileRunning({ emergency }: Board): void {
  if (!emergency || emergency.resolved) return
  const { number, isDrill } = emergency
  throw new Refusal({ code: 'emergency-runs', number, isDrill })
}

/** Ends a launch for good: nothing is asked any more, and everything that shows it says so. */
export async function endLaunch(
  work: Work,
  board: Board,
  ended: Ended,
  open: readonly Item[],
): Promise<Launch> {
  const { launch } = board
  await conclude(work, board, 'silent', { at: ended.at, by: ended.by })
  await endAllRequests(work, board)
  await markEnded(work.db, launch.id, ended)
  const eventId = await work.record(launch, {
    type: 'launch.ended',
    data: {
      how: ended.how,
      reason: ended.reason,
      unsettled: open.length,
      items: open.slice(0, namedItems).map(({ text }) => text),
    },
  })
  await work.announce(launch, eventId)
  await work.uploadChart(launch, eventId)
  await refreshWhole(work, (await readBoard(work.db, launch.id)) ?? board)
  for (const { id, answer } of board.overrides) {
    if (!answer) await work.refresh(launch, { kind: 'override', id })
  }
  return { ...launch, ended }
}
