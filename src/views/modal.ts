import type { KnownBlock, ModalView } from '@slack/types'
import type { Dialog } from './actions.ts'
import { plain } from './text.ts'

/** A dialog that is submitted. `metadata`: what it carries, encoded. */
export function modal(
  { id }: Dialog,
  metadata: string,
  { title, submit }: { title: string; submit: string },
  blocks: KnownBlock[],
): ModalView {
  return {
    type: 'modal',
    callback_id: id,
    private_metadata: metadata,
    title: plain(title),
    submit: plain(submit),
    close: plain('Cancel'),
    blocks,
  }
}
