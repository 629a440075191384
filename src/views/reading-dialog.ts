/** Dialogs that are read: lines in as few blocks as they fit into. */
import type { KnownBlock, ModalView } from '@slack/types'
import { dialogs, encode } from './actions.ts'
import { cut, mrkdwn, plain } from './text.ts'

const blockRoom = 2900
/** Slack refuses a dialog of more than 250 KB. */
const chunksAtMost = 30

/** Lines of mrkdwn, as many as a dialog shows, in at most so many blocks. */
export function chunked(lines: readonly string[], atMost = chunksAtMost): KnownBlock[] {
  const chunks: string[] = []
  for (const text of lines) {
    const last = chunks.at(-1)
    const isFull = last === undefined || last.length + text.length + 1 > blockRoom
    if (isFull) chunks.push(cut(text.replace(/^\n/, ''), blockRoom))
    else chunks[chunks.length - 1] = `${last}\n${text}`
  }
  const rest = chunks.length > atMost ? [line('… and more than a dialog shows.')] : []
  return [...chunks.slice(0, atMost).map(line), ...rest]
}

/** A block of mrkdwn. */
export function line(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) }
}

/** A dialog that is read. */
export function readingDialog(
  title: string,
  channelId: string | null,
  blocks: KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: dialogs.templates.id,
    private_metadata: encode(dialogs.templates, { channelId }),
    title: plain(title),
    close: plain('Close'),
    blocks,
  }
}
