import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { type Snooze, snoozeUntil } from '../domain/snooze.ts'
import { readHabits } from '../store/habits.ts'
import { findItem } from '../store/items.ts'
import { saveSnooze } from '../store/reminders.ts'
import { type Context, launchFor } from './context.ts'
import { refreshReminders } from './refresh-items.ts'
import { run } from './run.ts'

/**
 * Puts an item off for the actor alone: until then, no reminder of theirs lists it. Returns until
 * when. It changes nothing of the launch, so the record does not hold it. Refuses a date that is
 * not ahead ('faults', field `date`).
 */
export function snoozeItem(
  context: Context,
  actor: Actor,
  wish: { itemId: string; choice: Snooze | { date: string }; zone: string },
): Promise<Date> {
  return run(context, actor, async (work) => {
    const placed = await findItem(work.db, wish.itemId)
    if (!placed) throw new Refusal({ code: 'item-unknown' })
    await launchFor(work.db, actor, placed.launchId)
    const { workspaceId, id: personId } = actor
    const habits = await readHabits(work.db, workspaceId, personId)
    const until = snoozeUntil(wish.choice, work.now, { zone: wish.zone, habits })
    if (until <= work.now) {
      throw new Refusal({ code: 'faults', faults: { date: { code: 'date-past' } } })
    }
    await saveSnooze(work.db, { workspaceId, personId, itemId: wish.itemId, until })
    await refreshReminders(work, [wish.itemId], personId)
    return until
  })
}
