/** A clock that moves only when told to. */
export class ManualClock {
  #ms: number

  constructor(start = '2026-03-02T09:00:00Z') {
    this.#ms = Date.parse(start)
  }

  now(): Date {
    return new Date(this.#ms)
  }

  advance(ms: number): void {
    this.#ms += ms
  }
}
