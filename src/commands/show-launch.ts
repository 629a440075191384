import { type Board, itemsOf } from '../domain/launch.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import { refreshReminders } from './refresh-items.ts'
import type { Work } from './run.ts'

/** Asks for everything that shows a launch: its board, all its sections, the DMs about its items. */
export async function refreshWhole(work: Work, { launch, phases }: Board): Promise<void> {
  const open = phases.filter(({ opened, endedAt }) => opened !== null && endedAt === null)
  for (const surface of open.flatMap(({ sections }) => sections.flatMap(sectionSurfaces))) {
    await work.refresh(launch, surface)
  }
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  await refreshReminders(
    work,
    phases.flatMap(itemsOf).map(({ id }) => id),
  )
}
