import type { KnownBlock, ModalView } from '@slack/types'
import { dialogs, encode } from './actions.ts'
import { mrkdwn, plain } from './text.ts'

/** A dialog that says one thing: a sentence in mrkdwn, or blocks. */
export function noticeDialog(
  content: string | KnownBlock[],
  channelId: string | null = null,
): ModalView {
  return {
    type: 'modal',
    callback_id: dialogs.notice.id,
    private_metadata: encode(dialogs.notice, { channelId }),
    title: plain('golive'),
    close: plain('Close'),
    blocks: typeof content === 'string' ? [{ type: 'section', text: mrkdwn(content) }] : content,
  }
}
