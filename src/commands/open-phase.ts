import type { Launch, Phase } from '../domain/launch.ts'
import { itemsOf, nextPhase } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { markPhaseOpened } from '../store/launches.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { refreshReminders } from './refresh-items.ts'
import { run, type Work } from './run.ts'

/**
 * Opens a launch's next phase: its sections are posted and the channel is told. Opening one that
 * is open changes nothing. Refuses a phase that is not the next one ('phase-not-next').
 */
export function openPhase(
  context: Context,
  actor: Actor,
  { launchId, phaseId }: { launchId: string; phaseId: string },
): Promise<{ phase: Phase; outcome: 'opened' | 'unchanged' }> {
  return run(context, actor, async (work) => {
    authorise('open-phase', actor, await lockLaunchFor(work.db, actor, launchId))
    const board = await readBoard(work.db, launchId)
    const phase = board?.phases.find((each) => each.id === phaseId)
    if (!board || !phase) throw new Refusal({ code: 'launch-unknown' })
    if (phase.opened) return { phase, outcome: 'unchanged' }
    const next = nextPhase(board)
    if (next !== phase) {
      throw new Refusal({ code: 'phase-not-next', phase: phase.name, next: next?.name ?? null })
    }
    const eventId = await revealPhase(work, actor, board.launch, phase)
    await work.announce(board.launch, eventId)
    await work.refresh(board.launch, { kind: 'board', launchId })
    await refreshReminders(
      work,
      itemsOf(phase).map(({ id }) => id),
    )
    return { phase: { ...phase, opened: { at: work.now, by: actor.id } }, outcome: 'opened' }
  })
}

/** Marks a phase as open and asks for its section messages. Returns the id of its event. */
export async function revealPhase(
  work: Work,
  actor: Actor,
  launch: Launch,
  phase: Phase,
): Promise<string> {
  await markPhaseOpened(work.db, phase.id, { at: work.now, by: actor.id })
  const eventId = await work.record(launch, {
    type: 'phase.opened',
    data: { phaseId: phase.id, name: phase.name, items: itemsOf(phase).length },
  })
  const surfaces = phase.sections.flatMap(sectionSurfaces)
  await addSurfaces(work.db, launch, surfaces)
  for (const surface of surfaces) await work.refresh(launch, surface)
  return eventId
}
