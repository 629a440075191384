import type { Clock } from '../shapes.ts'

/** Real time plus an offset. It only moves forwards, as message timestamps do. */
export class MovableClock implements Clock {
  #offsetMs: number
  readonly #listeners = new Set<() => void>()

  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs
  }

  /** How far this clock is from the real one. */
  get offsetMs(): number {
    return this.#offsetMs
  }

  now(): Date {
    return new Date(Date.now() + this.#offsetMs)
  }

  moveBy(ms: number): void {
    if (!(ms > 0)) throw new Error("The sandbox's clock only moves forwards")
    this.#offsetMs += ms
    for (const listener of this.#listeners) listener()
  }

  moveTo(time: Date): void {
    this.moveBy(time.getTime() - this.now().getTime())
  }

  onMove(listener: () => void): void {
    this.#listeners.add(listener)
  }
}
