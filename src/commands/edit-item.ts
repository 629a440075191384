import type { PeopleFacts } from '../domain/draft.ts'
import { areSameOwners, type Owner } from '../domain/owner.ts'
import type { Stakes } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { findItem, type PlacedItem } from '../store/items.ts'
import { checkOwners, give } from './assign-items.ts'
import { changeLocked, type ItemOutcome, type ItemWish } from './change-item.ts'
import { authorise, type Context, lockItemFor } from './context.ts'
import { refreshItems } from './refresh-items.ts'
import { run, type Work } from './run.ts'
import { moveDue } from './set-due-date.ts'

/** What the person saw, and what they want instead: only what differs is a wish. */
type Change<T> = { seen: T; wish: T }

export type ItemPlan = {
  owners: Change<Owner[]>
  /** Null: as planned. */
  due: Change<Date | null>
}

export type ItemEdit = ItemWish & ItemPlan

/**
 * Changes what an item's dialog shows: state, reason, note, owners and due date, all or nothing.
 * Refuses as `changeItem` does, owners who cannot be one ('faults', field `owners`), and owners or
 * a due date that somebody else has changed since they were seen ('item-changed').
 */
export function editItem(
  context: Context,
  actor: Actor,
  edit: ItemEdit,
  facts: PeopleFacts,
): Promise<ItemOutcome> {
  return run(context, actor, async (work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, edit.itemId)
    const isPlanned = [
      await editOwners(work, actor, stakes, placed, edit.owners, facts),
      await editDue(work, actor, stakes, placed, edit.due),
    ].some(Boolean)
    const now = isPlanned ? ((await findItem(work.db, edit.itemId)) ?? placed) : placed
    const changed = await changeLocked(work, actor, stakes, now, edit)
    if (!isPlanned) return changed
    await refreshItems(work, stakes.launch, [placed])
    return { ...changed, outcome: 'changed' }
  })
}

/** Returns whether the owners are others now. */
export async function editOwners(
  work: Work,
  actor: Actor,
  stakes: Stakes,
  { item }: PlacedItem,
  { seen, wish }: ItemEdit['owners'],
  facts: PeopleFacts,
): Promise<boolean> {
  if (areSameOwners(seen, wish) || areSameOwners(item.owners, wish)) return false
  authorise('assign-item', actor, stakes, item)
  if (!areSameOwners(item.owners, seen)) throw new Refusal({ code: 'owner-changed', item })
  checkOwners(wish, item.owners, stakes, facts)
  await give(work, actor, stakes, item, wish)
  return true
}

/** Returns whether the due date is another now. */
export async function editDue(
  work: Work,
  actor: Actor,
  stakes: Stakes,
  placed: PlacedItem,
  { seen, wish }: ItemEdit['due'],
): Promise<boolean> {
  if (seen?.getTime() === wish?.getTime()) return false
  const { due } = placed.item
  const isAlready = wish ? due?.at.getTime() === wish.getTime() : due === null || due.by === 'plan'
  if (isAlready) return false
  authorise('set-due-date', actor, stakes, placed.item)
  if (due?.at.getTime() !== seen?.getTime()) {
    throw new Refusal({ code: 'item-changed', item: placed.item })
  }
  await moveDue(work, stakes.launch, placed, wish)
  return true
}
