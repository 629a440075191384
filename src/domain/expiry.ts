import { z } from 'zod'
import { addDays } from './dates.ts'

/** How long a tick is good for: so many days, or until T-0 moves. */
export const expiryShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), days: z.number() }),
  z.object({ kind: z.literal('t0') }),
])
export type Expiry = z.infer<typeof expiryShape>

/** Until when a tick of this moment is good; null where that hangs on no time. */
export function goodUntil(expires: Expiry | null, ticked: Date): Date | null {
  return expires?.kind === 'days' ? addDays(ticked, expires.days) : null
}

/** Reads "7 days", "2 weeks" or "T-0 moves"; null when it is neither. */
export function expiryOf(words: string): Expiry | null {
  if (/^(?:when |if |until |with )?t-0(?: is moved| moves)?$/i.test(words.trim())) {
    return { kind: 't0' }
  }
  const [, count, unit] = /^(?:after |in )?(\d{1,3}) ?(day|week)s?$/i.exec(words.trim()) ?? []
  const days = Number(count) * (unit?.toLowerCase() === 'week' ? 7 : 1)
  return days >= 1 && days <= 999 ? { kind: 'days', days } : null
}

/** Words from which `expiryOf` reads the same. */
export function expiryText(expiry: Expiry): string {
  return expiry.kind === 't0' ? 'T-0 moves' : `${expiry.days} days`
}
