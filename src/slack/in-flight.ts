/** Counts the work that is under way, so that a shutdown can wait for it. */
export class InFlight {
  readonly #work = new Set<Promise<unknown>>()

  track<T>(work: Promise<T>): Promise<T> {
    const tracked = work.finally(() => this.#work.delete(tracked))
    this.#work.add(tracked)
    return tracked
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.allSettled(this.#work)
  }

  /** The same, or when this time is over. */
  async settledWithin(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds)
    })
    await Promise.race([this.settled(), patience])
    clearTimeout(timer)
  }
}
