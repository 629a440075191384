/** Where every room gets the time from, so that tests and the sandbox can move it. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }
