import { randomUUID } from 'node:crypto'
import type { Emergency } from '../domain/emergency.ts'
import type { Board } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/person.ts'
import { planOf } from '../domain/slip.ts'
import { readBoard } from '../store/board.ts'
import { insertPhases, unmarked } from '../store/checklists.ts'
import { updateDue } from '../store/items.ts'
import { replaceOwners } from '../store/owners.ts'
import { revealPhase } from './open-phase.ts'
import type { Work } from './run.ts'

export type EmergencyItem = { text: string; owner: string | null; due: Date | null }

/**
 * Posts what an emergency has to do, or leaves to do, as a phase of its own: ticked, assigned, dated
 * and reminded of like any other, also when its launch has ended. Returns the phase's id.
 */
export async function postEmergencyPhase(
  work: Work,
  actor: Actor,
  board: Board,
  { id: emergencyId, number, isDrill }: Emergency,
  name: string,
  items: readonly EmergencyItem[],
): Promise<string> {
  const { launch } = board
  const id = randomUUID()
  const named = items.map((item) => ({ ...item, id: randomUUID() }))
  const section = {
    id: randomUUID(),
    name: name.slice(0, limits.sectionName),
    window: null,
    items: named.map(({ id, text }) => ({ ...unmarked, id, text })),
  }
  const phase = {
    id,
    name: `${isDrill ? 'Drill' : 'Emergency'} ${number}`,
    window: null,
    round: 1,
    seriesId: null,
    emergencyId,
    sections: [section],
  }
  await insertPhases(work.db, launch.id, [phase], planOf(board))
  for (const item of named) {
    if (item.owner) {
      const owners = [{ kind: 'person' as const, id: item.owner }]
      const unowned = { id: item.id, launchId: launch.id, owners: [] }
      await replaceOwners(work.db, unowned, owners, { at: work.now, by: actor.id })
    }
    if (item.due) await updateDue(work.db, item.id, { at: item.due, by: 'hand' })
  }
  const inserted = (await readBoard(work.db, launch.id))?.phases.find((each) => each.id === id)
  if (inserted) await revealPhase(work, actor, launch, inserted)
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  return id
}
