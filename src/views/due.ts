import { TZDate } from '@date-fns/tz'
import { differenceInCalendarDays, format } from '../domain/dates.ts'
import { isSettled } from '../domain/item.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { isOfLaunchDay } from '../domain/workload.ts'
import { countdown } from './countdown.ts'
import { plural } from './text.ts'

/** Whether something is left to do of an item whose due date has passed. */
export function isOverdue(item: Item, now: Date): boolean {
  return !isSettled(item) && item.due !== null && item.due.at <= now
}

/**
 * When an item is due, for a message that many read: each in their own zone, with the time where
 * it matters. mrkdwn.
 */
export function dueForAll(item: Item, launch: Launch, now: Date): string | null {
  if (!item.due || isSettled(item)) return null
  const { at, by } = item.due
  const hasTime = by === 'hand' || isOfLaunchDay({ item, launch })
  const token = hasTime ? '{date_short_pretty} at {time}' : '{date_short_pretty}'
  const words = format(
    new TZDate(at, launch.zone),
    hasTime ? 'd MMM yyyy, HH:mm zzz' : 'EEE d MMM yyyy',
  )
  const when = `<!date^${Math.floor(at.getTime() / 1000)}^${token}|${words}>`
  return isOverdue(item, now) ? `*overdue*, ${when}` : `due ${when}`
}

/** How long words are read: a list that is replaced the next day, or one that stays as it is. */
export type Reading = 'today' | 'for-long'

/**
 * When something is due, for one reader, in their zone: "Fri 27 Nov, in 4 days". What is read for
 * long names the date alone, which does not become untrue.
 */
export function dueForOne(due: Date, now: Date, zone: string, reading: Reading): string {
  const local = new TZDate(due, zone)
  const here = new TZDate(now, zone)
  const time = format(local, 'HH:mm')
  const date = format(
    local,
    local.getFullYear() === here.getFullYear() ? 'EEE d MMM' : 'EEE d MMM yyyy',
  )
  const days = differenceInCalendarDays(local, here)
  if (reading === 'for-long') return due <= now ? `overdue since ${date}` : `due ${date}, ${time}`
  if (days === 0) {
    return due <= now ? `overdue since ${time} today` : `${time} ${countdown(due, now, zone)}`
  }
  return days < 0
    ? `overdue since ${date}, ${plural(-days, 'day')}`
    : `${date}, ${countdown(due, now, zone)}`
}
