/** What somebody has to see to. */

import { TZDate } from '@date-fns/tz'
import { addHours, differenceInCalendarDays } from './dates.ts'
import { dayGraceHours } from './due.ts'
import { localTime } from './habits.ts'
import type { Item, Launch, Phase, Section } from './launch.ts'

/** An item as one person's list has it. */
export type ListedItem = {
  item: Item
  launch: Launch
  phase: Pick<Phase, 'id' | 'name' | 'emergencyId'> & { isOpen: boolean }
  section: Pick<Section, 'id' | 'name'>
  /** Those behind its owners who can still act; nobody: the lead has to see to it. */
  people: string[]
  /** Until when this person wants to hear nothing of it. */
  snoozedUntil: Date | null
  /** When this person was last reminded of it. */
  remindedAt: Date | null
  /** By whom and when it was given to this person, while golive has not told them. */
  given: { at: Date; by: string } | null
}

/** What somebody has to see to: their own items, and as a lead those of others that are due. */
export type Workload = { own: ListedItem[]; led: ListedItem[] }

/** The dates, on the person's calendar, of the T-0s of launches that they have a part in. */
export function launchDaysOf({ own, led }: Workload, zone: string): string[] {
  const t0s = [...own, ...led].map(({ launch }) => launch.t0.getTime())
  return [...new Set(t0s)].map((t0) => localTime(new Date(t0), zone).date)
}

/** Whether an item falls due on the day of its launch's T-0, or right after it at night. */
export function isOfLaunchDay({ item, launch }: Pick<ListedItem, 'item' | 'launch'>): boolean {
  if (!item.due) return false
  const { at } = item.due
  const { t0, zone } = launch
  if (at >= t0 && at <= addHours(t0, dayGraceHours)) return true
  return differenceInCalendarDays(new TZDate(at, zone), new TZDate(t0, zone)) === 0
}

/** Whether the person whose list it is wants to hear nothing of it yet. */
export function isSnoozed({ snoozedUntil }: ListedItem, now: Date): boolean {
  return snoozedUntil !== null && snoozedUntil > now
}
