import { type Habits, habitsFaults } from '../domain/habits.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { saveHabits } from '../store/habits.ts'
import type { Context } from './context.ts'
import { run } from './run.ts'

/** Keeps when the actor works and wants reminders. Refuses what cannot be ('faults', by field). */
export function setHabits(context: Context, actor: Actor, habits: Habits): Promise<void> {
  return run(context, actor, async (work) => {
    const faults = habitsFaults(habits)
    if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
    await saveHabits(work.db, actor.workspaceId, actor.id, habits)
  })
}
