/** The dialogs in which a running launch's own list is changed. */
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types'
import type { Board, Item, Launch, RemovedItem, Section } from '../domain/launch.ts'
import { actions, dialogs, encode, type ValueOf } from './actions.ts'
import { button } from './button.ts'
import { choiceInput, option, textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { readingDialog } from './reading-dialog.ts'
import { cut, mention, moment, mrkdwn, plain, safe } from './text.ts'

export const listFields = {
  text: 'text',
  section: 'section',
  place: 'place',
  reason: 'reason',
} as const

const textHint =
  'One line. “(if applicable)”, “(evidence required)” and “(due 3 days before)” count as in a checklist.'

/** `itemId`: the new item's own. */
export function addItemDialog(
  launch: Launch,
  section: Section,
  about: ValueOf<typeof dialogs.addItem>,
): ModalView {
  return modal(
    dialogs.addItem,
    encode(dialogs.addItem, about),
    { title: 'Add an item', submit: 'Add' },
    [
      context(`${launchName(launch, 160)} · ${safe(section.name, 160)}`),
      textInput({ id: listFields.text, label: 'What is to be done', hint: textHint }, null),
    ],
  )
}

/** Other words for an item, or another place. */
export function reviseItemDialog(
  board: Board,
  item: Item,
  about: ValueOf<typeof dialogs.reviseItem>,
): ModalView {
  const { groups, chosen } = sectionGroups(board, about.sectionId)
  return modal(
    dialogs.reviseItem,
    encode(dialogs.reviseItem, about),
    { title: 'Reword or move', submit: 'Save' },
    [
      context(launchName(board.launch, 160)),
      textInput({ id: listFields.text, label: 'Item', hint: textHint }, item.text),
      {
        type: 'input',
        block_id: listFields.section,
        label: plain('Section'),
        element: {
          type: 'static_select',
          action_id: listFields.section,
          option_groups: groups,
          ...(chosen && { initial_option: chosen }),
        },
      },
      choiceInput(
        { id: listFields.place, label: 'Place' },
        [
          option('Where it is, or last in another section', 'as-is'),
          option('First in its section', 'start'),
          option('Last in its section', 'end'),
        ],
        'as-is',
      ),
    ],
  )
}

/** The sections to which it can go, by their phases; Slack takes a hundred. */
function sectionGroups({ phases }: Board, ownId: string) {
  const isIts = (each: Section) => each.id === ownId
  const own = phases.find(({ sections }) => sections.some(isIts))
  // What an emergency leaves to do is a list of its own.
  const others = phases.filter(
    ({ endedAt, emergencyId }) => endedAt === null && emergencyId === (own?.emergencyId ?? null),
  )
  let room = slackLimits.options
  let chosen: PlainTextOption | undefined
  const inOrder = own ? [own, ...others.filter((phase) => phase !== own)] : others
  const groups = inOrder.flatMap((phase) => {
    const inReach = [...phase.sections.filter(isIts), ...phase.sections.filter((it) => !isIts(it))]
    const options = inReach.slice(0, room).map((section) => {
      const each = option(cut(section.name, slackLimits.optionText), section.id)
      if (isIts(section)) chosen = each
      return each
    })
    room -= options.length
    return options.length > 0
      ? [{ label: plain(cut(phase.name, slackLimits.optionText)), options }]
      : []
  })
  return { groups, chosen }
}

export function removeItemDialog(
  launch: Launch,
  item: Item,
  about: ValueOf<typeof dialogs.removeItem>,
): ModalView {
  return modal(
    dialogs.removeItem,
    encode(dialogs.removeItem, about),
    { title: 'Remove an item', submit: 'Remove' },
    [
      context(launchName(launch, 160)),
      { type: 'section', text: mrkdwn(asMrkdwn(item.text, 800)) },
      textInput(
        {
          id: listFields.reason,
          label: 'Reason',
          hint: 'It is kept in the record. What does not apply can stay, too, as Not applicable.',
        },
        null,
      ),
    ],
  )
}

/** That an item was removed, with the way back. */
export function removedDialog(
  removed: RemovedItem,
  channelId: string | null,
  zone: string,
): ModalView {
  return readingDialog('Removed', channelId, [removedBlock(removed, zone)])
}

/** An item that was removed, by whom and why, with the way back. */
export function removedBlock(
  { id, text, removed, because }: RemovedItem,
  zone: string,
): KnownBlock {
  const about = `${mention(removed.by)}, ${moment(removed.at, zone)}: ${safe(because, 300)}`
  return {
    type: 'section',
    text: mrkdwn(`${asMrkdwn(text, 300)}\n${about}`),
    accessory: button(actions.bringItemBack, 'Bring Back', { itemId: id }),
  }
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] }
}
