import type { ModalView } from '@slack/types'
import { mrkdwn, plain } from './text.ts'

/** A dialog that says one thing. `text` is mrkdwn. */
export function noticeDialog(text: string): ModalView {
  return {
    type: 'modal',
    callback_id: 'notice',
    title: plain('golive'),
    close: plain('Close'),
    blocks: [{ type: 'section', text: mrkdwn(text) }],
  }
}
