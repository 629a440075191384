/**
 * Reminders by DM. Who may have one coming is found cheaply, for everybody; what it holds is worked
 * out for one person, in the transaction that remembers it. So however often, and by however many
 * processes, this is asked, a person gets one reminder for one occasion.
 */

import { randomUUID } from 'node:crypto'
import { addDays, subDays, subHours, subMinutes } from '../domain/dates.ts'
import { isPaused, type LocalTime, localTime } from '../domain/habits.ts'
import { isFullList, nextReminder, type Reminder } from '../domain/reminder.ts'
import type { Surface } from '../domain/surface.ts'
import type { ListedItem, Workload } from '../domain/workload.ts'
import type { Db } from '../store/database.ts'
import { listRunningEmergencies } from '../store/emergencies.ts'
import { listWorkers, type Worker } from '../store/habits.ts'
import { listResting } from '../store/launches.ts'
import { markTold } from '../store/owners.ts'
import { lockPerson, markLooked } from '../store/people.ts'
import {
  endOtherReminders,
  endReminder,
  endSnoozes,
  insertReminder,
  listDailySent,
  listLaunchesAround,
  listLaunchesFallingDue,
  listPeopleOf,
  listSent,
  listSnoozers,
  listUntold,
} from '../store/reminders.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { readWorkload } from '../store/workload.ts'
import { type Context, systemActor } from './context.ts'
import { run, type Work } from './run.ts'

/** How far ahead a reminder may look: over a week off, and the day after it. */
const horizonDays = 9
/** So many days back it counts what somebody was sent. */
const sentDays = 3
/** So long golive does not look again whether something has become due for somebody. */
const lookAgainMinutes = 15
/** Longer than any window in which the launch day is spoken of. */
const launchDayHours = 15

/** Those who may have a reminder coming now, in a few queries for all launches. */
export async function peopleToRemind(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  workspaceId: string,
): Promise<Worker[]> {
  const now = clock.now()
  const workers = await listWorkers(db, workspaceId)
  const called = new Set([
    ...(await listSnoozers(db, workspaceId, now)),
    ...(await listUntold(db, workspaceId)),
    ...(await peopleAtT0(db, workspaceId, now)),
  ])
  const times = new Map<string, LocalTime>()
  const localOf = ({ person: { zone } }: Worker) => {
    const known = times.get(zone)
    if (known) return known
    const local = localTime(now, zone)
    times.set(zone, local)
    return local
  }
  const sent = await listDailySent(db, workspaceId, [...datesAround(now)])
  return workers.filter((worker) => {
    const { person, habits } = worker
    if (called.has(person.id)) return true
    const local = localOf(worker)
    const isTime = local.time >= habits.remindAt && local.time < habits.to
    const isDay = habits.days.includes(local.weekday) && !isPaused(local, habits)
    return isTime && isDay && !sent.has(`${person.id}@${local.date}`) && !isLookedAt(worker, now)
  })
}

function isLookedAt({ lookedAt }: Worker, now: Date): boolean {
  return lookedAt !== null && lookedAt <= now && lookedAt > subMinutes(now, lookAgainMinutes)
}

/** The reminder that a person would get now; null when none. Changes nothing. */
export async function reminderFor(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  worker: Worker,
  quietUntil: Date | null,
): Promise<Reminder | null> {
  const now = clock.now()
  const { person, habits } = worker
  const workload = await workloadOf(db, worker, now)
  const sent = await listSent(db, person.workspaceId, person.id, subDays(now, sentDays))
  return nextReminder({ ...person, habits, quietUntil }, workload, sent, now)
}

/**
 * Gives a person the reminder that they have coming now: remembered and handed to the publisher
 * together. Returns what it was; null when there was none, or somebody else has just sent it.
 */
export function remind(
  context: Context,
  workspaceId: string,
  personId: string,
  quietUntil: Date | null,
): Promise<Reminder | null> {
  return run(context, systemActor(workspaceId), async (work) => {
    await lockPerson(work.db, workspaceId, personId)
    const [worker] = await listWorkers(work.db, workspaceId, [personId])
    const clock = { now: () => work.now }
    const reminder = worker && (await reminderFor({ db: work.db, clock }, worker, quietUntil))
    if (!reminder) return null
    const isNew = await sendReminder(work, { workspaceId, personId }, reminder, giverOf(reminder))
    return isNew ? reminder : null
  })
}

/** Notes that somebody has nothing coming, so that it is not worked out again at once. */
export function lookedAt(
  { db, clock }: Context,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<void> {
  return markLooked(db, workspaceId, id, clock.now())
}

/** Gives up a reminder whose time went by, or of which nothing was left, before it was posted. */
export function dropReminder({ db, clock }: Context, reminderId: string): Promise<void> {
  return endReminder(db, reminderId, clock.now())
}

/** Remembers a reminder, and asks for its DM. False: the person had it already. */
export async function sendReminder(
  work: Work,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { kind, slot, items }: Reminder,
  by: string | null,
): Promise<boolean> {
  const { db, now } = work
  const id = randomUUID()
  const listed = items.map(({ listed: { item }, why }) => ({ itemId: item.id, why }))
  const reminder = { id, workspaceId, personId, kind, slot, at: now, by, items: listed }
  if (!(await insertReminder(db, reminder))) return false
  const itemIds = listed.map(({ itemId }) => itemId)
  await markTold(db, personId, itemIds, now)
  await endSnoozes(db, workspaceId, personId, itemIds)
  const dm = { id: null, workspaceId, channelId: personId }
  if (isFullList(kind)) {
    for (const ended of await endOtherReminders(db, workspaceId, personId, id, now)) {
      await work.refresh(dm, { kind: 'reminder', reminderId: ended.id }, 'resend')
    }
  }
  const surface: Surface = { kind: 'reminder', reminderId: id }
  await addSurfaces(db, dm, [surface])
  await work.refresh(dm, surface)
  return true
}

/** Who gave somebody what a reminder tells them of; null when it was several people. */
function giverOf({ items }: Reminder): string | null {
  const givers = [...new Set(items.map(({ listed }) => listed.given?.by ?? null))]
  return givers.length === 1 ? (givers[0] ?? null) : null
}

/** What somebody has to see to, with all that a reminder may look at. */
export async function workloadOf(db: Db, { person }: Worker, now: Date): Promise<Workload> {
  const { workspaceId, id } = person
  const workload = await readWorkload(db, workspaceId, id, addDays(now, horizonDays), now)
  const running = await listRunningEmergencies(db, workspaceId)
  const held = new Map(
    running.filter(({ isDrill }) => !isDrill).map(({ launchId, id }) => [launchId, id]),
  )
  const resting = await listResting(db, workspaceId)
  // While an emergency runs, its launch reminds nobody of anything else.
  const isTold = ({ launch, phase }: ListedItem) =>
    !resting.has(launch.id) && (!held.has(launch.id) || phase.emergencyId === held.get(launch.id))
  return { own: workload.own.filter(isTold), led: workload.led.filter(isTold) }
}

async function peopleAtT0(db: Db, workspaceId: string, now: Date): Promise<string[]> {
  const around = await listLaunchesAround(db, workspaceId, subDays(now, 2), addDays(now, 2))
  const ids = around.map(({ id }) => id)
  const falling = await listLaunchesFallingDue(db, ids, subHours(now, launchDayHours), now)
  const isToday = ({ t0 }: { t0: Date }) => Math.abs(t0.getTime() - now.getTime()) < dayMs
  const today = around.filter(isToday).map(({ id }) => id)
  return listPeopleOf(db, [...new Set([...falling, ...today])])
}

const dayMs = 24 * 3_600_000

/** The dates that it may be somewhere in the world. */
function datesAround(now: Date): Set<string> {
  return new Set([-1, 0, 1].map((days) => localTime(addDays(now, days), 'UTC').date))
}
