import { addHours } from 'date-fns/addHours'
import { isAtWork, localTime } from '../domain/habits.ts'
import { isSettled } from '../domain/item.ts'
import type { Launch } from '../domain/launch.ts'
import type { Nudged } from '../domain/nudge.ts'
import type { Actor } from '../domain/person.ts'
import { fullList, type ListedItem, launchDaysOf } from '../domain/reminder.ts'
import { listWorkers, type Worker } from '../store/habits.ts'
import { lockPerson } from '../store/people.ts'
import { lastNudge, listPeopleOf } from '../store/reminders.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { run, type Work } from './run.ts'
import { sendReminder, workloadOf } from './send-reminders.ts'

/** Whom to remind: a person of all that they have open, or everybody of what is due or overdue. */
export type Nudge = { launchId: string; who: { personId: string } | 'due' | 'overdue' }

const gapHours = 1

/**
 * Reminds people of a launch's items now, as its lead: at most once an hour a person, and within
 * their working hours. Returns what came of it for each; those who have nothing are listed only when
 * they were named.
 */
export function nudgePeople(
  context: Context,
  actor: Actor,
  { launchId, who }: Nudge,
): Promise<{ launch: Launch; nudged: Nudged[] }> {
  return run(context, actor, async (work) => {
    const stakes = await lockLaunchFor(work.db, actor, launchId)
    authorise('nudge-people', actor, stakes)
    const { launch } = stakes
    const ids = typeof who === 'object' ? [who.personId] : await listPeopleOf(work.db, [launchId])
    const workers = await listWorkers(work.db, launch.workspaceId, ids)
    const nudged: Nudged[] = []
    for (const worker of workers) nudged.push(await nudge(work, actor, worker, { launchId, who }))
    const known = new Set(workers.map(({ person }) => person.id))
    for (const personId of ids.filter((id) => !known.has(id))) {
      nudged.push({ personId, outcome: 'nothing' })
    }
    const sent = nudged.flatMap((each) =>
      each.outcome === 'sent' ? { personId: each.personId, items: each.items } : [],
    )
    if (sent.length > 0) {
      await work.record(launch, { type: 'people.nudged', data: { people: sent } })
    }
    const isNamed = typeof who === 'object'
    return { launch, nudged: nudged.filter(({ outcome }) => isNamed || outcome !== 'nothing') }
  })
}

async function nudge(
  work: Work,
  actor: Actor,
  worker: Worker,
  { launchId, who }: Nudge,
): Promise<Nudged> {
  const { db, now } = work
  const { person, habits } = worker
  const personId = person.id
  await lockPerson(db, person.workspaceId, personId)
  const workload = await workloadOf(db, worker, now)
  const launchDays = launchDaysOf(workload, person.zone)
  const mine = workload.own.filter(({ launch, phase }) => launch.id === launchId && phase.isOpen)
  const due = fullList({ own: mine, led: [] }, now, { ...person, habits }, launchDays)
  const meant = typeof who === 'object' ? mine : due.map(({ listed }) => listed)
  const items = meant.filter((listed) => who !== 'overdue' || isOverdue(listed, now))
  if (items.length === 0) return { personId, outcome: 'nothing' }
  const last = await lastNudge(db, person.workspaceId, personId)
  if (last && last <= now && addHours(last, gapHours) > now) {
    return { personId, outcome: 'too-soon', from: addHours(last, gapHours) }
  }
  if (!isAtWork(localTime(now, person.zone), habits, launchDays)) {
    return { personId, outcome: 'off-work' }
  }
  const reminder = {
    kind: 'nudge' as const,
    slot: now.toISOString(),
    items: items.map((listed) => ({ listed, why: 'asked' as const })),
  }
  await sendReminder(work, { workspaceId: person.workspaceId, personId }, reminder, actor.id)
  return { personId, outcome: 'sent', items: items.length }
}

function isOverdue({ item }: ListedItem, now: Date): boolean {
  return item.due !== null && item.due.at <= now && !isSettled(item)
}
