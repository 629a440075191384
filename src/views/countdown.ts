import { TZDate } from '@date-fns/tz'
import { differenceInCalendarDays, differenceInHours } from '../domain/dates.ts'
import { plural } from './text.ts'

/**
 * How far T-0 is, in words: by calendar days of the launch's zone, by hours on the day itself.
 * Hours are the finest it says, so that words stay true while a board is refreshed hourly.
 */
export function countdown(t0: Date, now: Date, zone: string): string {
  const days = differenceInCalendarDays(new TZDate(t0, zone), new TZDate(now, zone))
  if (days > 1) return `in ${days} days`
  if (days === 1) return 'tomorrow'
  if (days < -1) return `${-days} days ago`
  if (days === -1) return 'yesterday'
  const hours = differenceInHours(t0, now)
  if (hours > 0) return `today, in ${plural(hours, 'hour')}`
  if (hours < 0) return `today, ${plural(-hours, 'hour')} ago`
  return now < t0 ? 'today, within the hour' : 'today, less than an hour ago'
}

/** Ten cells; full only when everything is settled, begun as soon as anything is. */
export function bar({ settled, total }: { settled: number; total: number }): string {
  const share = total === 0 ? 0 : Math.floor((settled * 10) / total)
  const cells = settled > 0 ? Math.max(share, 1) : 0
  return '▓'.repeat(cells) + '░'.repeat(10 - cells)
}
