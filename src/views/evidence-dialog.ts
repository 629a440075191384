import type { KnownBlock, ModalView } from '@slack/types'
import type { Item, Launch } from '../domain/launch.ts'
import { actions, asks, dialogs, encode, type ValueOf } from './actions.ts'
import { button } from './button.ts'
import { evidenceLine } from './evidence-lines.ts'
import { boxesInput, option } from './inputs.ts'
import type { ShownItem } from './item-dialog.ts'
import { fullName, launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { asMrkdwn, asPlainText } from './markdown.ts'
import { modal } from './modal.ts'
import { cut, mrkdwn, plain } from './text.ts'

export const evidenceFields = {
  link: 'link',
  files: 'files',
  rule: 'rule',
  item: 'item',
  tick: 'tick',
} as const

/** What the box for it says when it is ticked. */
export const required = 'required'
/** What the box for ticking the item, too, says when it is ticked. */
export const tickToo = 'tick'

/**
 * The evidence of an item: what there is, and fields for more. With `tick`, saving ticks the item
 * as it was at that version: it is shown to somebody who wanted to tick what needs evidence.
 */
export function evidenceDialog(
  { item, around, evidence }: Omit<ShownItem, 'isFinalBox'>,
  channelId: string | null,
  tick: number | null,
): ModalView {
  const { zone } = around.launch
  const ruleField = { id: evidenceFields.rule, label: 'Rule', optional: true }
  const blocks: KnownBlock[] = [
    ...(tick === null
      ? []
      : [
          {
            type: 'section',
            text: mrkdwn('This item is done only with evidence. Add a link or a file to tick it.'),
          } as const,
        ]),
    { type: 'section', text: mrkdwn(asMrkdwn(item.text, 800)) },
    ...evidence.map(
      (piece): KnownBlock => ({
        type: 'section',
        text: mrkdwn(evidenceLine(piece, zone)),
        accessory: button(
          actions.dropEvidence,
          'Remove',
          { evidenceId: piece.id },
          { hint: cut(`Remove ${piece.title ?? piece.url}`, 75) },
        ),
      }),
    ),
    {
      type: 'input',
      block_id: evidenceFields.link,
      optional: true,
      label: plain('Link'),
      hint: plain('A web address that shows it: a dashboard, a report, a pull request.'),
      element: { type: 'url_text_input', action_id: evidenceFields.link },
    },
    {
      type: 'input',
      block_id: evidenceFields.files,
      optional: true,
      label: plain('Files'),
      element: { type: 'file_input', action_id: evidenceFields.files, max_files: 10 },
    },
    boxesInput(
      ruleField,
      [option('It cannot be done without evidence', required)],
      item.needsEvidence ? [required] : [],
    ),
  ]
  return modal(
    dialogs.evidence,
    encode(dialogs.evidence, {
      itemId: item.id,
      tick,
      isRequired: item.needsEvidence,
      channelId,
    }),
    { title: 'Evidence', submit: tick === null ? 'Save' : 'Add and Tick' },
    blocks,
  )
}

/** Where a Slack message is chosen an item to be evidence of. */
export function messageEvidenceDialog(message: ValueOf<typeof dialogs.messageEvidence>): ModalView {
  return modal(
    dialogs.messageEvidence,
    encode(dialogs.messageEvidence, message),
    { title: 'Add as evidence', submit: 'Add' },
    [
      {
        type: 'input',
        block_id: evidenceFields.item,
        label: plain('Item'),
        hint: plain('Yours come first; type words of any other.'),
        element: {
          type: 'external_select',
          action_id: asks.evidenceItem,
          min_query_length: 0,
        },
      },
      boxesInput(
        { id: evidenceFields.tick, label: 'And then', optional: true },
        [option('Tick the item, too', tickToo)],
        [],
      ),
    ],
  )
}

/** An item as somebody can choose it from a list. */
export function itemOption({ item, launch }: { item: Item; launch: Launch }) {
  return {
    text: plain(cut(asPlainText(item.text), slackLimits.optionText)),
    value: item.id,
    description: plain(cut(fullName(launch), slackLimits.optionText)),
  }
}

/** Said when a message was kept as evidence. mrkdwn. */
export function keptText({ item, launch }: { item: Item; launch: Launch }): string {
  return `Kept as evidence of “${asMrkdwn(item.text, 240)}” (${launchName(launch, 160)}).`
}
