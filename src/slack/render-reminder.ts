import { isTimely, stillStands } from '../domain/reminder.ts'
import type { Db } from '../store/database.ts'
import { readHabits } from '../store/habits.ts'
import { findPerson } from '../store/people.ts'
import { findReminder } from '../store/reminders.ts'
import { readListedItems } from '../store/workload.ts'
import type { Message } from '../views/message.ts'
import { reminderMessage } from '../views/reminder.ts'

/**
 * A reminder as it stands now. undefined: it is not posted yet and shall not be, because since it was
 * decided on its time went by, everything in it was settled, or a newer list came.
 */
export async function renderReminder(
  db: Db,
  reminderId: string,
  now: Date,
  isPosted: boolean,
): Promise<Message | undefined> {
  const reminder = await findReminder(db, reminderId)
  if (!reminder) return undefined
  const { workspaceId, personId, items } = reminder
  const known = await findPerson(db, workspaceId, personId)
  const zone = known?.person.zone ?? 'UTC'
  const ids = items.map(({ itemId }) => itemId)
  const listed = await readListedItems(db, { workspaceId, personId, now }, ids)
  const entries = listed.flatMap((each) => {
    const item = items.find(({ itemId }) => itemId === each.item.id)
    return item ? { listed: each, why: item.why } : []
  })
  if (!isPosted) {
    const habits = await readHabits(db, workspaceId, personId)
    const isWorth = entries.some((entry) => stillStands(entry, personId, now))
    if (!isWorth || reminder.isEnded || !isTimely(reminder, { zone, habits }, now)) return undefined
  }
  return reminderMessage({ ...reminder, entries }, { id: personId, zone }, now)
}
