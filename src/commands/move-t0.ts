import { dateFault } from '../domain/draft.ts'
import { isSettled } from '../domain/item.ts'
import { type Board, itemsOf, type Launch } from '../domain/launch.ts'
import { peopleBehind } from '../domain/owner.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { movedDues, planOf, shutBy } from '../domain/slip.ts'
import { readBoard } from '../store/board.ts'
import { updateDue } from '../store/items.ts'
import { updateT0 } from '../store/launches.ts'
import { listRequests } from '../store/sign-offs.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { expireTicks } from './expire-ticks.ts'
import { shutPhase } from './open-phase.ts'
import { reasonFault } from './reason.ts'
import { reviewSignOffs } from './review-sign-offs.ts'
import { run, type Work } from './run.ts'
import { refreshWhole } from './show-launch.ts'

export type Move = {
  launchId: string
  /** T-0 as the actor saw it. */
  seen: Date
  to: Date
  reason: string
  /** The phases that shall wait for their time again, by their ids. */
  shut: readonly string[]
}

/**
 * Moves T-0, and with it every due date that was planned from it, and tells everybody concerned once.
 * What was signed for the old T-0 is void. Refuses a moment that cannot be ('faults', field `t0`), a
 * missing reason (`reason`), and when somebody else has moved it since ('t0-changed').
 */
export function moveT0(context: Context, actor: Actor, move: Move): Promise<Launch> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, move.launchId)
    authorise('move-t0', actor, stakes)
    const { launch } = board
    if (launch.t0.getTime() !== move.seen.getTime()) {
      // The same move again, delivered twice.
      if (launch.t0.getTime() === move.to.getTime()) return launch
      throw new Refusal({ code: 't0-changed' })
    }
    await moveLocked(work, actor, board, move)
    return { ...launch, t0: move.to }
  })
}

/** The same of a launch that is locked, for whoever may. */
export async function moveLocked(
  work: Work,
  actor: Actor,
  board: Board,
  move: Pick<Move, 'to' | 'reason' | 'shut'>,
): Promise<void> {
  const { launch } = board
  check(launch, move, work.now)
  await updateT0(work.db, launch.id, move.to)
  const moved = movedDues(board, { ...planOf(board), t0: move.to })
  for (const { item, due } of moved) await updateDue(work.db, item.id, due)
  const planned = (await readBoard(work.db, launch.id)) ?? board
  await expireTicks(work, actor, planned, 't0')
  const now = (await readBoard(work.db, launch.id)) ?? planned
  const mayShut = new Set(shutBy(board, move.to, work.now).map(({ id }) => id))
  for (const phase of now.phases) {
    if (move.shut.includes(phase.id) && mayShut.has(phase.id)) await shutPhase(work, launch, phase)
  }
  const people = peopleOf(now, new Set(moved.map(({ item }) => item.id)))
  const eventId = await work.record(launch, {
    type: 't0.moved',
    data: {
      from: launch.t0.toISOString(),
      to: move.to.toISOString(),
      reason: move.reason.trim(),
      dues: moved.filter(({ item }) => !isSettled(item)).length,
      people,
    },
  })
  await work.announce(launch, eventId)
  await reviewSignOffs(work, launch)
  await tell(work, launch, eventId, actor, people)
  await refreshWhole(work, now)
}

function check(launch: Launch, { to, reason }: Pick<Move, 'to' | 'reason'>, now: Date): void {
  const faults: Record<string, Fault> = {}
  const t0 =
    to.getTime() === launch.t0.getTime() ? ({ code: 'not-moved' } as const) : dateFault(to, now)
  if (t0) faults.t0 = t0
  const why = reasonFault(reason.trim())
  if (why) faults.reason = why
  if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
}

/** Whoever has a part in the launch, with how much of theirs moves and when the first is due. */
function peopleOf({ launch, roles, phases }: Board, movedIds: ReadonlySet<string>) {
  const items = phases.flatMap(itemsOf).filter((item) => movedIds.has(item.id) && !isSettled(item))
  const owned = items.map((item) => ({ item, people: peopleBehind(item.owners, roles) }))
  const signers = roles.flatMap(({ personId }) => personId ?? [])
  const ids = [launch.leadId, ...signers, ...owned.flatMap(({ people }) => people)]
  return [...new Set(ids)].map((personId) => {
    const theirs = owned.filter(({ people }) => people.includes(personId))
    const dues = theirs.flatMap(({ item }) => item.due?.at.toISOString() ?? []).sort()
    return { personId, items: theirs.length, firstDue: dues[0] ?? null }
  })
}

/** Each person once: whoever is asked to sign again hears of it there. */
async function tell(
  work: Work,
  launch: Launch,
  eventId: string,
  actor: Actor,
  people: readonly { personId: string }[],
): Promise<void> {
  const requests = await listRequests(work.db, launch.id)
  const isAsked = (id: string) =>
    requests.some(({ personId, at }) => personId === id && at.getTime() === work.now.getTime())
  for (const { personId } of people) {
    if (personId !== actor.id && !isAsked(personId)) await work.announce(launch, eventId, personId)
  }
}
