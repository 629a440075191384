import type { Clock } from './shapes.ts'

/** Makes Slack timestamps (`1700000000.000100`): by the injected clock, strictly rising. */
export class Timestamps {
  readonly #clock: Clock
  #last = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  next(): string {
    this.#last = Math.max(this.#clock.now().getTime() * 1000, this.#last + 1)
    const seconds = Math.floor(this.#last / 1_000_000)
    return `${seconds}.${String(this.#last % 1_000_000).padStart(6, '0')}`
  }
}

/** Seconds east of UTC that a zone has at a moment, as `tz_offset` of a user object. */
export function zoneOffset(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName')
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(parts?.value ?? '') ?? []
  if (!sign) return 0
  const seconds = Number(hours) * 3600 + Number(minutes) * 60
  return sign === '-' ? -seconds : seconds
}
