import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { keyOf, type Surface } from '../domain/surface.ts'
import { findSurface, setUnfolded } from '../store/surfaces.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { run } from './run.ts'

/**
 * Shows a finished section in full in the channel, or folds it again. It changes how the launch is
 * shown and nothing of the launch, so the record does not hold it.
 */
export function foldSection(
  context: Context,
  actor: Actor,
  { surface, fold }: { surface: Surface; fold: boolean },
): Promise<void> {
  return run(context, actor, async (work) => {
    const key = keyOf(surface)
    const placed = await findSurface(work.db, key)
    if (!placed?.launchId) throw new Refusal({ code: 'launch-unknown' })
    const stakes = await lockLaunchFor(work.db, actor, placed.launchId)
    authorise('fold-section', actor, stakes)
    if (placed.isUnfolded !== fold) return
    await setUnfolded(work.db, key, fold ? null : work.now)
    await work.refresh(stakes.launch, surface)
  })
}
