import { stillStands } from '../domain/reminder.ts'
import type { Db } from '../store/database.ts'
import { findPerson } from '../store/people.ts'
import { findReminder } from '../store/reminders.ts'
import { readListedItems } from '../store/workload.ts'
import type { Message } from '../views/message.ts'
import { reminderMessage } from '../views/reminder.ts'

/**
 * A reminder as it stands now. undefined: it is not posted yet, and since it was decided on,
 * everything in it was settled.
 */
export async function renderReminder(
  db: Db,
  reminderId: string,
  now: Date,
  isPosted: boolean,
): Promise<Message | undefined> {
  const reminder = await findReminder(db, reminderId)
  // Nobody misses an old list that was deleted.
  if (!reminder || (reminder.isEnded && !isPosted)) return undefined
  const { workspaceId, personId, items } = reminder
  const known = await findPerson(db, workspaceId, personId)
  const ids = items.map(({ itemId }) => itemId)
  const listed = await readListedItems(db, { workspaceId, personId, now }, ids)
  const entries = listed.flatMap((each) => {
    const item = items.find(({ itemId }) => itemId === each.item.id)
    return item ? { listed: each, why: item.why } : []
  })
  if (!isPosted && !entries.some((entry) => stillStands(entry, personId, now))) return undefined
  const reader = { id: personId, zone: known?.person.zone ?? 'UTC' }
  return reminderMessage({ ...reminder, entries }, reader, now)
}
