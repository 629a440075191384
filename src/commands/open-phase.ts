import { randomUUID } from 'node:crypto'
import { type Board, itemsOf, type Launch, nextPhase, type Phase } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { isAfterLive, nameOfRound } from '../domain/schedule.ts'
import { planOf } from '../domain/slip.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import {
  insertPhases,
  markPhaseEnded,
  markPhaseOpened,
  markPhaseShut,
} from '../store/checklists.ts'
import { copyOwners } from '../store/owners.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { refuseInEmergency } from './emergency.ts'
import { refreshReminders } from './refresh-items.ts'
import { run, type Work } from './run.ts'

/**
 * Opens a launch's next phase: its sections are posted and the channel is told. Opening one that
 * is open changes nothing. Refuses a phase that is not the next one ('phase-not-next'), and before
 * going live one of the time after it ('phase-after-live'), and while an emergency runs.
 */
export function openPhase(
  context: Context,
  actor: Actor,
  { launchId, phaseId }: { launchId: string; phaseId: string },
): Promise<{ phase: Phase; outcome: 'opened' | 'unchanged' }> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    authorise('open-phase', actor, stakes)
    const phase = board.phases.find((each) => each.id === phaseId)
    if (!phase) throw new Refusal({ code: 'launch-unknown' })
    if (phase.opened) return { phase, outcome: 'unchanged' }
    refuseInEmergency(board)
    const next = nextPhase(board)
    if (next !== phase) {
      throw new Refusal({ code: 'phase-not-next', phase: phase.name, next: next?.name ?? null })
    }
    if (isAfterLive(phase) && !board.launch.live) {
      throw new Refusal({ code: 'phase-after-live', phase: phase.name })
    }
    await announcePhase(work, actor, board.launch, phase)
    return { phase: { ...phase, opened: { at: work.now, by: actor.id } }, outcome: 'opened' }
  })
}

/** Opens a phase, and tells the channel. */
export async function announcePhase(
  work: Work,
  actor: Actor,
  launch: Launch,
  phase: Phase,
): Promise<void> {
  const eventId = await revealPhase(work, actor, launch, phase)
  await work.announce(launch, eventId)
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  await refreshReminders(work, idsOf(phase))
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

/** Makes an open phase wait for its time again; what was done in it stays. */
export async function shutPhase(work: Work, launch: Launch, phase: Phase): Promise<void> {
  await markPhaseShut(work.db, phase.id)
  const data = { phaseId: phase.id, name: phase.name }
  await work.record(launch, { type: 'phase.shut', data })
  await refreshSections(work, launch, phase)
}

/** Begins a round of a phase that repeats, whose last one ends: its own items, the same owners. */
export async function beginRound(
  work: Work,
  actor: Actor,
  board: Board,
  last: Phase,
  round: number,
): Promise<void> {
  const { launch, phases } = board
  const items = itemsOf(last)
  await markPhaseEnded(work.db, last.id, work.now)
  await work.record(launch, {
    type: 'phase.ended',
    data: {
      phaseId: last.id,
      name: last.name,
      items: items.length,
      unsettled: items.filter(({ state }) => state !== 'done' && state !== 'not-applicable').length,
    },
  })
  await refreshSections(work, launch, last)
  const first = phases.find(({ id }) => id === last.seriesId) ?? last
  const ids = new Map(items.map(({ id }) => [id, randomUUID()]))
  const id = randomUUID()
  await insertPhases(
    work.db,
    launch.id,
    [
      {
        id,
        name: nameOfRound(first.name, round),
        window: first.window,
        round,
        seriesId: first.id,
        sections: last.sections.map(({ name, window, items }) => ({
          id: randomUUID(),
          name,
          window,
          items: items.map((item) => ({
            id: ids.get(item.id) ?? randomUUID(),
            text: item.text,
            optional: item.optional,
            due: item.dueMark,
            needsEvidence: item.needsEvidence,
            why: item.why,
            expires: item.expires,
          })),
        })),
      },
    ],
    planOf(board),
  )
  await copyOwners(work.db, ids, work.now)
  const next = (await readBoard(work.db, launch.id))?.phases.find((phase) => phase.id === id)
  if (next) await announcePhase(work, actor, launch, next)
}

async function refreshSections(work: Work, launch: Launch, phase: Phase): Promise<void> {
  for (const surface of phase.sections.flatMap(sectionSurfaces)) {
    await work.refresh(launch, surface)
  }
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  await refreshReminders(work, idsOf(phase))
}

function idsOf(phase: Phase): string[] {
  return itemsOf(phase).map(({ id }) => id)
}
