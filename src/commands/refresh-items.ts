import type { Board, Launch } from '../domain/launch.ts'
import { Refusal } from '../domain/refusal.ts'
import { type ShownAt, type Surface, sectionSurfaces } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { listRemindersWith } from '../store/reminders.ts'
import { addSurfaces, listSurfaces } from '../store/surfaces.ts'
import { reviewSignOffs } from './review-sign-offs.ts'
import type { Work } from './run.ts'

/** Where an item is shown in its launch's channel; the final box is shown on the board alone. */
type Shown = { item: { id: string }; place: ShownAt | null }

/**
 * What follows from a change of items: their sections, the board and the DMs that list them are asked
 * for, and what was signed is looked at again.
 */
export async function refreshItems(
  work: Work,
  launch: Launch,
  shown: readonly Shown[],
  /** False where a section is left unfinished by the change: then no gate opens by it. */
  { mayComplete }: { mayComplete: boolean } = { mayComplete: true },
): Promise<void> {
  const sections = new Map<string, Surface>()
  for (const { place } of shown) {
    if (!place) continue
    const { sectionId, part } = place
    sections.set(`${sectionId}:${part}`, { kind: 'section', sectionId, part })
  }
  for (const section of sections.values()) await work.refresh(launch, section)
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  await refreshReminders(
    work,
    shown.map(({ item }) => item.id),
  )
  await reviewSignOffs(work, launch, { mayComplete })
}

/**
 * Asks for the messages of sections whose items are others now, with those that they need anew. Returns
 * the board that they show.
 */
export async function refreshSections(
  work: Work,
  launchId: string,
  sectionIds: readonly string[],
): Promise<Board> {
  const board = await readBoard(work.db, launchId)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  const posted = (await listSurfaces(work.db, launchId)).map(({ surface }) => surface)
  for (const phase of board.phases) {
    for (const section of phase.sections.filter(({ id }) => sectionIds.includes(id))) {
      const own = posted.filter((each) => each.kind === 'section' && each.sectionId === section.id)
      const needed = sectionSurfaces(section)
      if (own.length === 0 && !phase.opened) continue
      if (needed.length > 0) await addSurfaces(work.db, board.launch, needed)
      const more = needed.slice(own.length)
      for (const surface of [...own, ...more]) await work.refresh(board.launch, surface)
    }
  }
  return board
}

/** Asks for the DMs that list these items; of one person where it is given. */
export async function refreshReminders(
  work: Work,
  itemIds: readonly string[],
  onlyFor: string | null = null,
): Promise<void> {
  for (const { id, workspaceId, personId } of await listRemindersWith(work.db, itemIds)) {
    if (onlyFor !== null && personId !== onlyFor) continue
    const dm = { id: null, workspaceId, channelId: personId }
    await work.refresh(dm, { kind: 'reminder', reminderId: id })
  }
}
