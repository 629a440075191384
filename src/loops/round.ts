/**
 * The work of a loop that has several jobs: one after the other, each of them though the one before
 * failed. `onError` hears of each failure.
 */
export function roundOf(
  jobs: readonly (() => Promise<void>)[],
  onError: (error: unknown) => void,
): () => Promise<null> {
  return async () => {
    for (const job of jobs) await job().catch(onError)
    return null
  }
}
