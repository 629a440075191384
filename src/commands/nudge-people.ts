import { addHours } from '../domain/dates.ts'
import { isAtWork, localTime } from '../domain/habits.ts'
import type { Launch } from '../domain/launch.ts'
import type { Nudged } from '../domain/nudge.ts'
import type { Actor } from '../domain/person.ts'
import { fullList } from '../domain/reminder.ts'
import { type ListedItem, launchDaysOf } from '../domain/workload.ts'
import { listWorkers, type Worker } from '../store/habits.ts'
import { lockPerson } from '../store/people.ts'
import { lastNudge, listPeopleOf } from '../store/reminders.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { run, type Work } from './run.ts'
import { sendReminder, workloadOf } from './send-reminders.ts'

/** Whom to remind: a person of all that they have open, or everybody of what is due or overdue. */
export type Nudge = {
  /** All of which the actor leads. */
  launchIds: readonly string[]
  who: { personId: string } | 'due' | 'overdue'
  /** Until when somebody is not to be disturbed, by their id. */
  quiet: ReadonlyMap<string, Date>
}

const gapHours = 1

/**
 * Reminds people of launches' items now, as their lead: at most once an hour a person, within their
 * working hours, and not while they are not to be disturbed. Returns what came of it for each; those
 * who have nothing are listed only when they were named.
 */
export function nudgePeople(context: Context, actor: Actor, nudge: Nudge): Promise<Nudged[]> {
  return run(context, actor, async (work) => {
    const launches: Launch[] = []
    // Launches before people, and each in one order: so no two commands wait for each other.
    for (const launchId of [...nudge.launchIds].sort()) {
      const stakes = await lockLaunchFor(work.db, actor, launchId)
      authorise('nudge-people', actor, stakes)
      launches.push(stakes.launch)
    }
    const { who } = nudge
    const ids =
      typeof who === 'object' ? [who.personId] : await listPeopleOf(work.db, nudge.launchIds)
    const workers = await listWorkers(work.db, actor.workspaceId, ids)
    const outcomes: { nudged: Nudged; items: ListedItem[] }[] = []
    for (const worker of workers.sort(byId)) {
      outcomes.push(await nudgeOne(work, actor, worker, nudge))
    }
    for (const launch of launches) {
      const people = outcomes.flatMap(({ nudged, items }) => {
        const count = items.filter((each) => each.launch.id === launch.id).length
        const isSent = nudged.outcome === 'sent' && count > 0
        return isSent ? { personId: nudged.personId, items: count } : []
      })
      if (people.length > 0) await work.record(launch, { type: 'people.nudged', data: { people } })
    }
    const known = new Set(workers.map(({ person }) => person.id))
    const unknown = ids.filter((id) => !known.has(id))
    return [
      ...outcomes.map(({ nudged }) => nudged),
      ...unknown.map((personId) => ({ personId, outcome: 'nothing' as const })),
    ].filter(({ outcome }) => typeof who === 'object' || outcome !== 'nothing')
  })
}

function byId(one: Worker, other: Worker): number {
  return one.person.id < other.person.id ? -1 : 1
}

async function nudgeOne(
  work: Work,
  actor: Actor,
  worker: Worker,
  { launchIds, who, quiet }: Nudge,
): Promise<{ nudged: Nudged; items: ListedItem[] }> {
  const { db, now } = work
  const { person, habits } = worker
  const { workspaceId, id: personId } = person
  const outcome = (nudged: Nudged, items: ListedItem[] = []) => ({ nudged, items })
  await lockPerson(db, workspaceId, personId)
  const workload = await workloadOf(db, worker, now)
  const launchDays = launchDaysOf(workload, person.zone)
  const mine = workload.own.filter(
    ({ launch, phase }) => launchIds.includes(launch.id) && phase.isOpen,
  )
  const due = fullList({ own: mine, led: [] }, now, { ...person, habits }, launchDays)
  const meant = typeof who === 'object' ? mine : due.map(({ listed }) => listed)
  const items = meant.filter((listed) => who !== 'overdue' || isOverdue(listed, now))
  if (items.length === 0) return outcome({ personId, outcome: 'nothing' })
  const last = await lastNudge(db, workspaceId, personId)
  if (last && last <= now && addHours(last, gapHours) > now) {
    return outcome({ personId, outcome: 'too-soon', from: addHours(last, gapHours) })
  }
  if (!isAtWork(localTime(now, person.zone), habits, launchDays)) {
    return outcome({ personId, outcome: 'off-work' })
  }
  const quietUntil = quiet.get(personId)
  if (quietUntil && quietUntil > now) {
    return outcome({ personId, outcome: 'not-disturbed', until: quietUntil })
  }
  const reminder = {
    kind: 'nudge' as const,
    slot: now.toISOString(),
    items: items.map((listed) => ({ listed, why: 'asked' as const })),
  }
  await sendReminder(work, { workspaceId, personId }, reminder, actor.id)
  return outcome({ personId, outcome: 'sent', items: items.length }, items)
}

function isOverdue({ item }: ListedItem, now: Date): boolean {
  return item.due !== null && item.due.at <= now
}
