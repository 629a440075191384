import type { MessageShown } from '../../control/protocol.ts'

const pattern = /T-0\*?\s*(?:<!date\^)(\d+)\^/

/** T-0 of the newest launch in view, as its messages say it. */
export function findT0(messages: readonly MessageShown[]): Date | undefined {
  for (const { text } of messages.toReversed()) {
    const [, seconds] = pattern.exec(text) ?? []
    if (seconds) return new Date(Number(seconds) * 1000)
  }
  return undefined
}
