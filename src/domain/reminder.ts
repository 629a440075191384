/**
 * Who is reminded of what, and when. Nothing is scheduled: what is due is worked out again whenever
 * somebody asks, from the items, the person's habits and what they were sent before. So a date that
 * moves, a restart or a clock that jumps needs no care of its own.
 */
import { addHours, subHours, subMinutes } from './dates.ts'
import {
  endOfNextWorkday,
  type Habits,
  isAtWork,
  isPaused,
  type LocalTime,
  localTime,
  worksOn,
} from './habits.ts'
import { isSettled } from './item.ts'
import {
  isOfLaunchDay,
  isSnoozed,
  type ListedItem,
  launchDaysOf,
  type Workload,
} from './workload.ts'

export const reminderKinds = [
  /** The one of the day. */
  'daily',
  /** Two hours before T-0. */
  'before-t0',
  /** Items of the launch day that fall due now. */
  'due',
  /** To the lead: items of the launch day that are overdue by two hours. */
  'late',
  /** What somebody put off until now. */
  'snoozed',
  /** What somebody was given. */
  'given',
  /** What the lead reminds of, now. */
  'nudge',
] as const
export type ReminderKind = (typeof reminderKinds)[number]

/** Why an item is in a reminder, in the order in which it lists them. */
export const whys = [
  'overdue',
  'soon',
  'blocked',
  'given',
  'asked',
  'unowned',
  'late',
  'unopened',
] as const
export type Why = (typeof whys)[number]

export type Remembered = { kind: ReminderKind; slot: string; at: Date }

export type Reminder = {
  kind: ReminderKind
  /** Names the occasion: a person gets one reminder of a kind for it. */
  slot: string
  items: { listed: ListedItem; why: Why }[]
}

export type Reminded = {
  id: string
  /** IANA zone. */
  zone: string
  habits: Habits
  /** Do not disturb, as Slack has it. */
  quietUntil: Date | null
}

const beforeT0Hours = 2
const lateHours = { ordinary: 24, launchDay: 2 } as const
/** Afterwards an item that fell due on the launch day waits for the next daily reminder. */
const dueWindowHours = 2
const lateWindowHours = 12
/** How long golive waits for more of the same before it tells somebody what they were given. */
const givenMinutes = 1

/** A list of everything takes the place of all that was sent before it. */
export function isFullList(kind: ReminderKind): boolean {
  return kind === 'daily' || kind === 'before-t0'
}

/** The reminder to send to a person now; null when there is none. `sent`: in the last days. */
export function nextReminder(
  person: Reminded,
  workload: Workload,
  sent: readonly Remembered[],
  now: Date,
): Reminder | null {
  const launchDays = launchDaysOf(workload, person.zone)
  const isQuiet = person.quietUntil !== null && person.quietUntil > now
  const local = localTime(now, person.zone)
  if (!isQuiet && !isPaused(local, person.habits)) {
    const full = fullList(workload, now, person, launchDays)
    const reminder =
      beforeT0(workload, full, sent, now) ??
      daily(person, local, launchDays, full, sent) ??
      fallingDue(workload, now) ??
      late(workload, now) ??
      snoozed(person, local, launchDays, workload, now)
    if (reminder) return reminder
  }
  return isQuiet ? null : given(workload, now)
}

/** What a person has due or blocked, and a lead has to chase; most urgent first. */
export function fullList(
  { own, led }: Workload,
  now: Date,
  { id, zone, habits }: Pick<Reminded, 'id' | 'zone' | 'habits'>,
  launchDays: readonly string[],
): Reminder['items'] {
  const horizon = endOfNextWorkday(now, zone, habits, launchDays)
  const why = (listed: ListedItem, isOwn: boolean): Why | null => {
    const { item, phase } = listed
    const isDue = item.due !== null && item.due.at < horizon
    const isLead = listed.launch.leadId === id
    if (!phase.isOpen) return isDue && isLead ? 'unopened' : null
    if (isOwn) {
      if (item.due && item.due.at <= now) return 'overdue'
      if (isDue) return 'soon'
      return item.state === 'blocked' ? 'blocked' : null
    }
    const led = whyLed(listed, now)
    return led === 'unowned' && !isDue ? null : led
  }
  const awake = (listed: ListedItem) => !isSnoozed(listed, now)
  const listed = [
    ...own.filter(awake).map((each) => ({ listed: each, why: why(each, true) })),
    ...led.filter(awake).map((each) => ({ listed: each, why: why(each, false) })),
  ]
  return listed
    .filter((each): each is Reminder['items'][number] => each.why !== null)
    .sort(byUrgency)
}

/** Whether it is the time of somebody's daily reminder, or up to the end of their day past it. */
function dailySlot(local: LocalTime, habits: Habits, launchDays: readonly string[]): string | null {
  if (isPaused(local, habits) || !worksOn(local, habits, launchDays)) return null
  return local.time >= habits.remindAt && local.time < habits.to ? local.date : null
}

/** Overdue for so long that the lead hears of it. */
function isLate(listed: ListedItem, now: Date): boolean {
  const { due } = listed.item
  if (!due) return false
  const hours = isOfLaunchDay(listed) ? lateHours.launchDay : lateHours.ordinary
  return addHours(due.at, hours) <= now
}

function isSent(sent: readonly Remembered[], kind: ReminderKind, slot: string): boolean {
  return sent.some((each) => each.kind === kind && each.slot === slot)
}

function beforeT0(
  { own, led }: Workload,
  full: Reminder['items'],
  sent: readonly Remembered[],
  now: Date,
): Reminder | null {
  const launches = new Map([...own, ...led].map(({ launch }) => [launch.id, launch]))
  for (const { id, t0 } of launches.values()) {
    if (now >= t0 || now < subHours(t0, beforeT0Hours)) continue
    const slot = `${id}@${t0.toISOString()}`
    const concerns = full.some(({ listed, why }) => listed.launch.id === id && why !== 'blocked')
    if (concerns && !isSent(sent, 'before-t0', slot))
      return { kind: 'before-t0', slot, items: full }
  }
  return null
}

function daily(
  { zone, habits }: Reminded,
  local: LocalTime,
  launchDays: readonly string[],
  full: Reminder['items'],
  sent: readonly Remembered[],
): Reminder | null {
  const slot = dailySlot(local, habits, launchDays)
  if (slot === null || isSent(sent, 'daily', slot)) return null
  const isTold = sent.some(({ kind, at }) => isFullList(kind) && localTime(at, zone).date === slot)
  if (isTold) return null
  // What somebody heard of today already is no reason to write to them again.
  const isNews = ({ remindedAt }: ListedItem) =>
    remindedAt === null || localTime(remindedAt, zone).date !== slot
  const isDue = full.some(({ listed, why }) => why !== 'blocked' && isNews(listed))
  return isDue ? { kind: 'daily', slot, items: full } : null
}

/** At the moment itself, of what falls due on the launch day and has not been spoken of since. */
function fallingDue({ own, led }: Workload, now: Date): Reminder | null {
  const falls = (listed: ListedItem) =>
    isDueWithin(listed, now, 0, dueWindowHours) && !isSnoozed(listed, now)
  const items = [
    ...own.filter(falls).map((listed) => ({ listed, why: 'overdue' as const })),
    ...led
      .filter((listed) => listed.people.length === 0 && falls(listed))
      .map((listed) => ({ listed, why: 'unowned' as const })),
  ]
  return reminderNow('due', items, now)
}

function late({ led }: Workload, now: Date): Reminder | null {
  const items = led
    .filter((listed) => isDueWithin(listed, now, lateHours.launchDay, lateWindowHours))
    .filter((listed) => !isSnoozed(listed, now))
    .map((listed) => ({
      listed,
      why: listed.people.length === 0 ? ('unowned' as const) : ('late' as const),
    }))
  return reminderNow('late', items, now)
}

/** Whether so many hours past its due time have passed on a launch day, unspoken of since. */
function isDueWithin(listed: ListedItem, now: Date, hours: number, window: number): boolean {
  const { item, phase, remindedAt } = listed
  if (!item.due || !phase.isOpen) return false
  const from = addHours(item.due.at, hours)
  if (now < from || now >= addHours(from, window)) return false
  return (remindedAt === null || remindedAt < from) && isOfLaunchDay(listed)
}

function snoozed(
  { habits }: Reminded,
  local: LocalTime,
  launchDays: readonly string[],
  { own, led }: Workload,
  now: Date,
): Reminder | null {
  if (!isAtWork(local, habits, launchDays)) return null
  const isOver = ({ snoozedUntil }: ListedItem) => snoozedUntil !== null && snoozedUntil <= now
  const items = [
    ...own.filter(isOver).map((listed) => ({ listed, why: whyNow(listed, now) })),
    ...led.filter(isOver).flatMap((listed) => {
      const why = whyLed(listed, now)
      return why ? { listed, why } : []
    }),
  ]
  return reminderNow('snoozed', items, now)
}

function whyNow({ item }: ListedItem, now: Date): Why {
  if (item.due && item.due.at <= now) return 'overdue'
  return item.state === 'blocked' ? 'blocked' : 'soon'
}

/** Why an item of others concerns the lead; null when its owners see to it. */
function whyLed(listed: ListedItem, now: Date): Why | null {
  if (!listed.phase.isOpen) return 'unopened'
  if (listed.people.length === 0) return 'unowned'
  return isLate(listed, now) ? 'late' : null
}

function given({ own }: Workload, now: Date): Reminder | null {
  const untold = own.filter((listed) => listed.given !== null)
  const isRipe = untold.some(({ given }) => given && given.at <= subMinutes(now, givenMinutes))
  const items = untold.map((listed) => ({ listed, why: 'given' as const }))
  return isRipe ? reminderNow('given', items, now) : null
}

function reminderNow(kind: ReminderKind, items: Reminder['items'], now: Date): Reminder | null {
  if (items.length === 0) return null
  return { kind, slot: now.toISOString(), items: items.sort(byUrgency) }
}

function byUrgency(one: Reminder['items'][number], other: Reminder['items'][number]): number {
  const apart = whys.indexOf(one.why) - whys.indexOf(other.why)
  if (apart !== 0) return apart
  const dueOf = ({ item }: ListedItem) => item.due?.at.getTime() ?? Number.POSITIVE_INFINITY
  const earlier = dueOf(one.listed) - dueOf(other.listed)
  return Number.isNaN(earlier) ? 0 : earlier
}

/**
 * Whether a reminder that was decided on, and then could not be sent for a while, may still be: what
 * was for one morning is not for the next night.
 */
export function isTimely(
  { kind, slot, at }: Remembered,
  { zone, habits }: Pick<Reminded, 'zone' | 'habits'>,
  now: Date,
): boolean {
  const local = localTime(now, zone)
  const isSameDate = localTime(at, zone).date === local.date
  switch (kind) {
    case 'daily':
    case 'snoozed':
    case 'nudge':
      return isSameDate && local.time < habits.to
    case 'before-t0':
      return now < new Date(slot.slice(slot.indexOf('@') + 1))
    case 'due':
      return now < addHours(at, dueWindowHours)
    case 'late':
      return now < addHours(at, lateWindowHours)
    case 'given':
      return true
  }
}

/** Whether what a reminder said of an item still is so for the person whom it was sent to. */
export function stillStands(
  { listed, why }: Reminder['items'][number],
  personId: string,
  now: Date,
): boolean {
  const { item, people, phase, launch } = listed
  if (launch.ended || isSettled(item) || isSnoozed(listed, now)) return false
  if (why === 'unopened') return !phase.isOpen && launch.leadId === personId
  if (why === 'unowned') return people.length === 0 && launch.leadId === personId
  if (why === 'late') return people.length > 0 && launch.leadId === personId
  return people.includes(personId)
}
