/** Moments and wall-clock times of an IANA zone: a viewer's zone is their person's, not this machine's. */
const dayMs = 86_400_000

/** "2026-11-23T14:05": what the clocks in the zone show at this moment. */
export function wallTime(at: Date, zone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(at)
  return text.replace(' ', 'T')
}

/** The moment at which the zone's clocks show this: the inverse of `wallTime`. */
export function momentOf(wall: string, zone: string): Date {
  const asUtc = Date.parse(`${wall}Z`)
  const offset = (at: number) => Date.parse(`${wallTime(new Date(at), zone)}Z`) - at
  const guess = asUtc - offset(asUtc)
  return new Date(asUtc - offset(guess - (guess % 60_000)))
}

/** How many days after `now`'s day this moment's day is, both in the zone. */
export function daysFrom(now: Date, at: Date, zone: string): number {
  const day = (date: Date) => Date.parse(`${wallTime(date, zone).slice(0, 10)}T00:00:00Z`)
  return Math.round((day(at) - day(now)) / dayMs)
}

export function formatIn(zone: string, at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-US', { timeZone: zone, ...options }).format(at)
}

/** "2:05 PM". */
export function timeIn(zone: string, at: Date): string {
  return formatIn(zone, at, { hour: 'numeric', minute: '2-digit' })
}

/** "Lisbon". */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
}

/** The moment of a message's timestamp. */
export function momentOfTs(ts: string): Date {
  return new Date(Number(ts) * 1000)
}
