import { type Board, isOpen, itemsOf, type Launch } from '../domain/launch.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { listLaunches } from '../store/launches.ts'
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

/** The sections of the other launches in a channel name theirs, now that it is not the only one. */
export async function nameNeighbours(work: Work, launch: Launch): Promise<void> {
  for (const { id } of await listLaunches(work.db, launch.workspaceId, launch.channelId)) {
    const board = id === launch.id ? undefined : await readBoard(work.db, id)
    const sections = board?.phases.filter(isOpen).flatMap((phase) => phase.sections) ?? []
    for (const surface of sections.flatMap(sectionSurfaces)) {
      if (board) await work.refresh(board.launch, surface, 'resend')
    }
  }
}
