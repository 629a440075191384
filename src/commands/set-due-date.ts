import { dateFault } from '../domain/draft.ts'
import { dueIn } from '../domain/due.ts'
import { isSettled } from '../domain/item.ts'
import type { Due, Launch } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { findItem, type PlacedItem, updateDue } from '../store/items.ts'
import { readPlan } from '../store/plans.ts'
import { itemsIn, type Scope } from './assign-items.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { refreshItems } from './refresh-items.ts'
import { run, type Work } from './run.ts'

/**
 * Gives the unsettled items of a section or phase a due date, or, with null, the planned one again.
 * Refuses when there is no such item ('nothing-to-assign').
 */
export function setDueDates(
  context: Context,
  actor: Actor,
  { scope, due }: { scope: Scope; due: Date | null },
): Promise<{ launch: Launch; count: number }> {
  return run(context, actor, async (work) => {
    const stakes = await lockLaunchFor(work.db, actor, scope.launchId)
    authorise('set-due-date', actor, stakes)
    const meant = (await itemsIn(work, scope)).filter(({ item }) => !isSettled(item))
    if (meant.length === 0) throw new Refusal({ code: 'nothing-to-assign', owned: 0 })
    for (const { item } of meant) {
      const placed = await findItem(work.db, item.id)
      if (placed) await moveDue(work, stakes.launch, placed, due)
    }
    await refreshItems(work, stakes.launch, meant)
    return { launch: stakes.launch, count: meant.length }
  })
}

/**
 * Moves an item's due date, or, with null, back to the planned one, and records it. Refuses one that
 * has passed or is too far ahead ('faults', field `due`).
 */
export async function moveDue(
  work: Work,
  launch: Launch,
  { item, place }: PlacedItem,
  wish: Date | null,
): Promise<Due | null> {
  const plan = await readPlan(work.db, launch)
  const planned = dueIn(place?.window ?? null, plan, place?.phase.round)
  const due: Due | null = wish ? { at: wish, by: 'hand' } : planned && { at: planned, by: 'plan' }
  if (item.due?.at.getTime() === due?.at.getTime() && item.due?.by === due?.by) return due
  const fault = wish && dateFault(wish, work.now)
  if (fault) throw new Refusal({ code: 'faults', faults: { due: fault } })
  await updateDue(work.db, item.id, due)
  await work.record(launch, {
    type: 'item.due-set',
    itemId: item.id,
    data: {
      text: item.text,
      due: due?.at.toISOString() ?? null,
      isPlanned: wish === null,
      before: item.due?.at.toISOString() ?? null,
    },
  })
  return due
}
