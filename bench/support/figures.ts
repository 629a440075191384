/** Figures of several repetitions: what is in the middle, and how far they are apart. */
export type Figure = { median: number; least: number; most: number }

export function figure(values: readonly number[]): Figure {
  const sorted = values.toSorted((one, other) => one - other)
  return {
    median: percentile(sorted, 50),
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  }
}

/** The value that so many of a hundred do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  const at = Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))
  return sorted[at] ?? Number.NaN
}
