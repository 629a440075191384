import type { KnownBlock } from '@slack/types'
import { slackLimits } from './limits.ts'

/** A Slack message: `text` says to screen readers and notifications what the blocks say. */
export type Message = { text: string; blocks: KnownBlock[] }

/** A message whose top-level text is these lines, cut at a whole line where Slack's limit is. */
export function message(lines: readonly string[], blocks: KnownBlock[]): Message {
  let text = ''
  for (const line of lines) {
    const next = text === '' ? line : `${text}\n${line}`
    if (next.length > slackLimits.fallbackText - 2) {
      text += '\n…'
      break
    }
    text = next
  }
  return { text, blocks }
}
