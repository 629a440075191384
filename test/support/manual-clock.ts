import type { Clock } from '../../src/domain/clock.ts'

/** A clock that stands still until it is moved. */
export class ManualClock implements Clock {
  #now: Date

  constructor(now = '2026-11-23T09:00:00Z') {
    this.#now = new Date(now)
  }

  now(): Date {
    return this.#now
  }

  moveTo(time: Date): void {
    this.#now = time
  }

  moveBy(milliseconds: number): void {
    this.#now = new Date(this.#now.getTime() + milliseconds)
  }
}
