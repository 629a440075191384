// biome-ignore-all lint/performance/noBarrelFile: it is here for the sake of speed, as it says
/**
 * What golive takes of date-fns, here and nowhere else: for each import of a package Node reads the
 * package's description, and that of date-fns is so long that this took a third of a start when every file
 * imported what it needs by itself. Calendars and clocks are those of the zone of a TZDate.
 */
import { set } from 'date-fns/set'

export { addDays } from 'date-fns/addDays'
export { addHours } from 'date-fns/addHours'
export { addMinutes } from 'date-fns/addMinutes'
export { addMonths } from 'date-fns/addMonths'
export { addSeconds } from 'date-fns/addSeconds'
export { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
export { differenceInHours } from 'date-fns/differenceInHours'
export { differenceInMinutes } from 'date-fns/differenceInMinutes'
export { format } from 'date-fns/format'
export { formatDistanceStrict } from 'date-fns/formatDistanceStrict'
export { getISODay } from 'date-fns/getISODay'
export { startOfDay } from 'date-fns/startOfDay'
export { startOfMinute } from 'date-fns/startOfMinute'
export { subDays } from 'date-fns/subDays'
export { subHours } from 'date-fns/subHours'
export { subMinutes } from 'date-fns/subMinutes'

/** The same day at another hour, to the millisecond. */
export function atTime(date: Date, hours: number): Date {
  return set(date, { hours, minutes: 0, seconds: 0, milliseconds: 0 })
}
