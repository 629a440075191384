import type { KnownBlock, ModalView } from '@slack/types'
import { mrkdwn, plain } from './text.ts'

/** A dialog that says one thing: a sentence in mrkdwn, or blocks. */
export function noticeDialog(content: string | KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: 'notice',
    title: plain('golive'),
    close: plain('Close'),
    blocks: typeof content === 'string' ? [{ type: 'section', text: mrkdwn(content) }] : content,
  }
}
