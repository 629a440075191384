/** What is asked of somebody who puts an item off, or gives it back. */
import type { ModalView } from '@slack/types'
import type { Item } from '../domain/launch.ts'
import { dialogs, encode } from './actions.ts'
import { dateInput, textInput } from './inputs.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { mrkdwn } from './text.ts'

export const putOffFields = { date: 'date', reason: 'reason' } as const

export function snoozeDialog(item: Item, channelId: string | null): ModalView {
  return modal(
    dialogs.snooze,
    encode(dialogs.snooze, { itemId: item.id, channelId }),
    { title: 'Snooze', submit: 'Snooze' },
    [
      { type: 'section', text: mrkdwn(asMrkdwn(item.text, 800)) },
      dateInput(
        {
          id: putOffFields.date,
          label: 'Until',
          hint: 'It is in your reminder of that day. Only you hear nothing of it until then.',
        },
        null,
      ),
    ],
  )
}

export function giveBackDialog(item: Item, channelId: string | null): ModalView {
  return modal(
    dialogs.giveBack,
    encode(dialogs.giveBack, { itemId: item.id, channelId }),
    { title: 'Not mine', submit: 'Give Back' },
    [
      { type: 'section', text: mrkdwn(asMrkdwn(item.text, 800)) },
      textInput(
        {
          id: putOffFields.reason,
          label: 'Reason',
          hint: 'The lead is told, and has to see to the item or find somebody for it.',
        },
        null,
      ),
    ],
  )
}
