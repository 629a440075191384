import type { KnownBlock, ModalView } from '@slack/types'
import type { Board } from '../domain/launch.ts'
import { actions, dialogs, encode } from './actions.ts'
import { button } from './button.ts'
import { itemLines } from './item-lines.ts'
import { slackLimits } from './limits.ts'
import { asPlainText } from './markdown.ts'
import type { SectionPart } from './section.ts'
import { cut, mrkdwn, plain, safe } from './text.ts'

const room = { text: 800, reason: 700, note: 1200 }

/** All there is to know of a section's items, each with the way into its own dialog. */
export function sectionDialog(
  board: Board,
  { phase, section, items }: SectionPart,
  channelId: string | null,
): ModalView {
  const blocks: KnownBlock[] = [
    {
      type: 'context',
      elements: [mrkdwn(`${safe(board.launch.name, 160)} · ${safe(phase.name, 160)}`)],
    },
    ...items.map(
      (item): KnownBlock => ({
        type: 'section',
        text: mrkdwn(itemLines(item, board.launch.zone, room).join('\n')),
        accessory: button(
          actions.showItem,
          'Edit',
          { itemId: item.id },
          { hint: cut(`Edit ${asPlainText(item.text)}`, 75) },
        ),
      }),
    ),
  ]
  return {
    type: 'modal',
    callback_id: dialogs.section.id,
    private_metadata: encode(dialogs.section, { channelId }),
    title: plain(cut(section.name, slackLimits.viewTitle)),
    close: plain('Close'),
    blocks,
  }
}
