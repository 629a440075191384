import type { KnownBlock, ModalView } from '@slack/types'
import { type ItemState, itemStates } from '../domain/item.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { actions, dialogs, encode } from './actions.ts'
import { button } from './button.ts'
import { itemLines } from './item-lines.ts'
import { itemLook } from './item-look.ts'
import { mrkdwn, plain } from './text.ts'

/** The dialog's fields: block ids, under which Slack sends what was filled in. */
export const itemFields = { state: 'state', reason: 'reason', note: 'note' } as const

/** What somebody has typed already, kept when the item changed under their hands. */
export type ItemInput = { state: ItemState; reason: string | null; note: string | null }

const room = { text: 1600, reason: 600, note: 600 }

/**
 * An item's own dialog: its state, a reason, a note, its history. `typed` fills it with what was
 * typed before; `notice` says what has changed since.
 */
export function itemDialog(
  launch: Launch,
  item: Item,
  channelId: string | null,
  typed: ItemInput = item,
  notice: string | null = null,
): ModalView {
  const blocks: KnownBlock[] = [
    ...(notice ? [{ type: 'section', text: mrkdwn(notice) } as const] : []),
    {
      type: 'section',
      text: mrkdwn(itemLines(item, launch.zone, room).join('\n')),
      accessory: button(actions.showLog, 'History', {
        launchId: launch.id,
        itemId: item.id,
        before: null,
      }),
    },
    {
      type: 'input',
      block_id: itemFields.state,
      label: plain('State'),
      element: {
        type: 'radio_buttons',
        action_id: itemFields.state,
        options: itemStates.map(stateOption),
        initial_option: stateOption(typed.state),
      },
    },
    {
      type: 'input',
      block_id: itemFields.reason,
      optional: true,
      label: plain('Reason'),
      hint: plain(
        item.optional
          ? 'Required for Blocked; shown in the channel.'
          : 'Required for Blocked and Not applicable; shown in the channel.',
      ),
      element: textInput(itemFields.reason, typed.reason),
    },
    {
      type: 'input',
      block_id: itemFields.note,
      optional: true,
      label: plain('Note'),
      element: textInput(itemFields.note, typed.note),
    },
  ]
  return {
    type: 'modal',
    callback_id: dialogs.item.id,
    private_metadata: encode(dialogs.item, {
      itemId: item.id,
      version: item.version,
      channelId,
    }),
    title: plain('Item'),
    submit: plain('Save'),
    close: plain('Cancel'),
    blocks,
  }
}

function stateOption(state: ItemState) {
  return { text: plain(itemLook[state].label), value: state }
}

function textInput(id: string, value: string | null) {
  return {
    type: 'plain_text_input',
    action_id: id,
    multiline: true,
    ...(value && { initial_value: value }),
  } as const
}
