import type { Launch } from '../domain/launch.ts'
import type { ShownAt, Surface } from '../domain/surface.ts'
import { listRemindersWith } from '../store/reminders.ts'
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
  await reviewSignOffs(work, launch)
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
