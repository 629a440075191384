import type { KnownBlock, ModalView } from '@slack/types'
import { isSettled } from '../domain/item.ts'
import type { Board, Section } from '../domain/launch.ts'
import { peopleBehind } from '../domain/owner.ts'
import { actions, dialogs, encode } from './actions.ts'
import { button } from './button.ts'
import { itemLines } from './item-lines.ts'
import { launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { asPlainText } from './markdown.ts'
import type { SectionPart } from './section.ts'
import { takeButton } from './take-button.ts'
import { cut, mrkdwn, plain, safe } from './text.ts'

const room = { text: 800, reason: 700, note: 1100 }

/**
 * All there is to know of a section's items, each with the way into its own dialog; in what has ended,
 * to its history.
 */
export function sectionDialog(
  board: Board,
  { phase, section, part, items }: SectionPart,
  channelId: string | null,
  now: Date,
): ModalView {
  const { id: launchId, ended } = board.launch
  const hasEnded = ended !== null || phase.endedAt !== null
  const scope = { launchId, sectionId: section.id, part, phaseId: phase.id }
  const blocks: KnownBlock[] = [
    {
      type: 'context',
      elements: [mrkdwn(`${launchName(board.launch, 160)} · ${safe(phase.name, 160)}`)],
    },
    ...(hasEnded ? [] : [planButtons(section, scope)]),
    ...items.flatMap((item): KnownBlock[] => [
      {
        type: 'section',
        text: mrkdwn(itemLines(item, board, room, now).join('\n')),
        accessory: hasEnded
          ? button(
              actions.showHistory,
              'History',
              { launchId, itemId: item.id },
              { hint: cut(`History of ${asPlainText(item.text)}`, 75) },
            )
          : button(
              actions.showItem,
              'Edit',
              { itemId: item.id },
              { hint: cut(`Edit ${asPlainText(item.text)}`, 75) },
            ),
      },
      ...(hasEnded || isSettled(item) || peopleBehind(item.owners, board.roles).length > 0
        ? []
        : [{ type: 'actions', elements: [takeButton(item)] } satisfies KnownBlock]),
    ]),
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

function planButtons(
  section: Section,
  scope: { launchId: string; sectionId: string; part: number; phaseId: string },
): KnownBlock {
  return {
    type: 'actions',
    elements: [
      button(actions.assign, 'Assign…', scope, { hint: cut(`Assign ${section.name}`, 75) }),
      button(actions.setDue, 'Due Date…', scope, {
        hint: cut(`Due date of ${section.name}`, 75),
      }),
      button(actions.addItem, 'Add Item…', scope, {
        hint: cut(`Add an item to ${section.name}`, 75),
      }),
    ],
  }
}
