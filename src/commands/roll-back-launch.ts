import { isSettled, itemActions } from '../domain/item.ts'
import { type Board, type Item, itemsOf, type Phase } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { readBoard } from '../store/board.ts'
import { updateItem } from '../store/items.ts'
import { markLive } from '../store/launches.ts'
import { answerOverride } from '../store/overrides.ts'
import { shutPhase } from './open-phase.ts'
import { reviewSignOffs, voidEveryGo } from './review-sign-offs.ts'
import type { Work } from './run.ts'

/**
 * A launch as it is after rolling back: not live, what was signed or overridden is void, and what was done from the
 * deployment on is to be done again. T-0 stays until the lead moves it, who is asked to.
 */
export async function rollBackLaunch(
  work: Work,
  actor: Actor,
  board: Board,
  reason: string,
): Promise<void> {
  const { launch } = board
  await markLive(work.db, launch.id, null)
  await dropOverrides(work, actor, board)
  for (const item of undoneBy(board)) {
    if (!isSettled(item)) continue
    const changed = { at: work.now, by: actor.id }
    await updateItem(work.db, item, { ...item, state: 'open', reason: null, changed })
    await work.record(launch, {
      type: itemActions.reopen.event,
      itemId: item.id,
      data: { text: item.text, from: item.state, to: 'open', reason, reasonBefore: item.reason },
    })
  }
  const ahead = { ...launch, live: null }
  for (const phase of board.phases.filter(isAfterwards)) {
    if (phase.opened && !phase.endedAt) await shutPhase(work, ahead, phase)
  }
  const now = (await readBoard(work.db, launch.id)) ?? board
  await voidEveryGo(work, now, 'rolled-back')
  await reviewSignOffs(work, ahead)
}

/** What was allowed once is not allowed again. */
async function dropOverrides(
  work: Work,
  actor: Actor,
  { launch, overrides }: Board,
): Promise<void> {
  for (const { id, answer } of overrides) {
    if (answer && answer.how !== 'confirmed') continue
    await answerOverride(work.db, id, { at: work.now, by: actor.id, how: 'dropped' })
    await work.refresh(launch, { kind: 'override', id })
  }
}

function isAfterwards({ window }: Phase): boolean {
  return window?.kind === 'after' || window?.kind === 'every'
}

/** What comes at or after the first section that waited for the final box; where none did, what follows T-0. */
function undoneBy({ launch, phases }: Board): Item[] {
  const gated = new Set(
    launch.gates
      .filter(({ needs }) => needs.some(({ kind }) => kind === 'final-box'))
      .flatMap(({ opens }) => (opens.kind === 'section' ? [opens.id] : [])),
  )
  const own = phases.filter(({ emergencyId, endedAt }) => emergencyId === null && endedAt === null)
  const sections = own.flatMap(({ sections }) => sections)
  const first = sections.findIndex(({ id }) => gated.has(id))
  if (first >= 0) return sections.slice(first).flatMap(({ items }) => items)
  return own.filter(isAfterwards).flatMap(itemsOf)
}
