import { listLaunchesOfItems } from '../store/items.ts'
import { findLaunch, lockLaunch } from '../store/launches.ts'
import { lockPerson, markReachable, markUnreachable } from '../store/people.ts'
import { findReminder } from '../store/reminders.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/**
 * Notes that a reminder could not be brought to somebody, and tells the leads of its launches, once
 * until a DM arrives again.
 */
export function losePerson(context: Context, reminderId: string): Promise<void> {
  return run(context, systemActor(''), async (work) => {
    const reminder = await findReminder(work.db, reminderId)
    if (!reminder) return
    const { workspaceId, personId } = reminder
    const itemIds = reminder.items.map(({ itemId }) => itemId)
    const launchIds = await listLaunchesOfItems(work.db, itemIds)
    // Launches before people, and each in one order: so no two commands wait for each other.
    for (const launchId of launchIds) await lockLaunch(work.db, launchId)
    await lockPerson(work.db, workspaceId, personId)
    if (!(await markUnreachable(work.db, workspaceId, personId, work.now))) return
    for (const launchId of launchIds) {
      const launch = await findLaunch(work.db, launchId)
      if (!launch) continue
      const eventId = await work.record(launch, {
        type: 'person.unreachable',
        data: { personId },
      })
      if (launch.leadId !== personId) await work.announce(launch, eventId, launch.leadId)
    }
  })
}

/** Notes that a reminder has reached its person, so that the next that does not is told of again. */
export async function reachPerson({ db }: Context, reminderId: string): Promise<void> {
  const reminder = await findReminder(db, reminderId)
  if (reminder) await markReachable(db, reminder.workspaceId, reminder.personId)
}
