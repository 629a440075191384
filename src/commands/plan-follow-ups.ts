import type { PeopleFacts } from '../domain/draft.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Context, lockItemFor } from './context.ts'
import { editDue, editOwners, type ItemPlan } from './edit-item.ts'
import { refreshItems } from './refresh-items.ts'
import { run } from './run.ts'

export type FollowUpPlan = ItemPlan & { itemId: string }

/**
 * Says who sees to what an emergency leaves to do, and until when: all of it or nothing. Refuses as
 * `editItem` does; faults are filed by place, from 0 (fields `owners:0`, `due:0`).
 */
export function planFollowUps(
  context: Context,
  actor: Actor,
  plans: readonly FollowUpPlan[],
  facts: PeopleFacts,
): Promise<{ changed: number }> {
  return run(context, actor, async (work) => {
    const faults: Extract<Refusal['reason'], { code: 'faults' }>['faults'] = {}
    let changed = 0
    for (const [index, { itemId, owners, due }] of plans.entries()) {
      const { placed, stakes } = await lockItemFor(work.db, actor, itemId)
      try {
        const isChanged = [
          await editOwners(work, actor, stakes, placed, owners, facts),
          await editDue(work, actor, stakes, placed, due),
        ].some(Boolean)
        if (!isChanged) continue
        changed++
        await refreshItems(work, stakes.launch, [placed])
      } catch (error) {
        if (!(error instanceof Refusal) || error.reason.code !== 'faults') throw error
        for (const [field, fault] of Object.entries(error.reason.faults)) {
          faults[`${field}:${index}`] = fault
        }
      }
    }
    if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
    return { changed }
  })
}
