import type { Surface } from '../domain/surface.ts'
import type { Db } from '../store/database.ts'
import { listLaunchesOfItems } from '../store/items.ts'
import { findLaunch, lockLaunch } from '../store/launches.ts'
import { lockPerson, markReachable, markUnreachable } from '../store/people.ts'
import { findReminder } from '../store/reminders.ts'
import { findRequest } from '../store/sign-offs.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/** What golive writes to one person. */
export type Letter =
  | Extract<Surface, { kind: 'reminder' }>
  | (Extract<Surface, { id: string }> & { kind: 'request' })

/**
 * Notes that a reminder, or a request to sign off, could not be brought to somebody, and tells the
 * leads of its launches, once until a DM arrives again.
 */
export function losePerson(context: Context, letter: Letter): Promise<void> {
  return run(context, systemActor(''), async (work) => {
    const addressed = await addresseeOf(work.db, letter)
    if (!addressed) return
    const { workspaceId, personId, launchIds } = addressed
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

/** Notes that one has reached its person, so that the next that does not is told of again. */
export async function reachPerson({ db }: Context, letter: Letter): Promise<void> {
  const addressed = await addresseeOf(db, letter)
  if (addressed) await markReachable(db, addressed.workspaceId, addressed.personId)
}

/** Whom something is written to, and about which launches. */
async function addresseeOf(db: Db, letter: Letter) {
  if (letter.kind === 'reminder') {
    const reminder = await findReminder(db, letter.reminderId)
    if (!reminder) return null
    const itemIds = reminder.items.map(({ itemId }) => itemId)
    const { workspaceId, personId } = reminder
    return { workspaceId, personId, launchIds: await listLaunchesOfItems(db, itemIds) }
  }
  const request = await findRequest(db, letter.id)
  const launch = request && (await findLaunch(db, request.launchId))
  if (!launch) return null
  const { workspaceId, id } = launch
  return { workspaceId, personId: request.personId, launchIds: [id] }
}
