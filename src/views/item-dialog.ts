import type { KnownBlock, ModalView } from '@slack/types'
import { digestOf } from '../domain/digest.ts'
import type { Evidence } from '../domain/evidence.ts'
import { type ItemState, itemStates } from '../domain/item.ts'
import type { Item } from '../domain/launch.ts'
import { areSameOwners, type Owner } from '../domain/owner.ts'
import { actions, dialogs, encode, type ValueOf } from './actions.ts'
import { button } from './button.ts'
import { evidenceLines } from './evidence-lines.ts'
import { choiceInput, momentInput, option, renewed, textInput } from './inputs.ts'
import { type Around, itemLines } from './item-lines.ts'
import { itemLook } from './item-look.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { modal } from './modal.ts'
import { ownerInputs } from './owner-inputs.ts'
import { cut, mrkdwn } from './text.ts'

/** The dialog's own fields; owners have theirs in owner-inputs.ts. */
export const itemFields = { state: 'state', reason: 'reason', note: 'note', due: 'due' } as const

/** What somebody has typed already, kept when the item changed under their hands. */
export type ItemInput = {
  state: ItemState
  reason: string | null
  note: string | null
  owners: Owner[]
  due: Date | null
}

const room = { text: 1600, reason: 600, note: 400 }

/** An item, with all that its dialog shows. */
export type ShownItem = {
  item: Item
  around: Around
  evidence: readonly Evidence[]
  /** It can be neither reworded nor removed. */
  isFinalBox: boolean
}

/**
 * An item's own dialog: state, reason, note, owners, due date; the ways to its evidence and its
 * history. `typed` fills it with what was typed before; `notice` says what has changed since.
 */
export function itemDialog(
  { item, around, evidence, isFinalBox }: ShownItem,
  channelId: string | null,
  now: Date,
  typed: ItemInput = { ...item, due: item.due?.at ?? null },
  notice: string | null = null,
): ModalView {
  const { launch, roles } = around
  const about = { launchId: launch.id, itemId: item.id }
  const blocks: KnownBlock[] = [
    ...(notice ? [{ type: 'section', text: mrkdwn(notice) } as const] : []),
    { type: 'context', elements: [mrkdwn(launchName(launch, 160))] },
    { type: 'section', text: mrkdwn(itemLines(item, around, room, now).join('\n')) },
    ...(item.why === null ? [] : [whyBlock(item.why)]),
    ...evidenceLines(evidence, launch.zone).map(
      (line): KnownBlock => ({ type: 'section', text: mrkdwn(line) }),
    ),
    {
      type: 'actions',
      elements: [
        button(actions.showEvidence, 'Evidence…', { itemId: item.id }),
        button(actions.showHistory, 'History', about),
        ...(isFinalBox
          ? []
          : [
              button(actions.reviseItem, 'Reword or Move…', { itemId: item.id }),
              button(actions.removeItem, 'Remove…', { itemId: item.id }),
            ]),
      ],
    },
    choiceInput({ id: itemFields.state, label: 'State' }, itemStates.map(stateOption), typed.state),
    textInput(
      {
        id: itemFields.reason,
        label: 'Reason',
        hint: item.optional
          ? 'Required for Blocked; shown in the channel.'
          : 'Required for Blocked and Not applicable; shown in the channel.',
        optional: true,
      },
      typed.reason,
    ),
    textInput({ id: itemFields.note, label: 'Note', optional: true }, typed.note),
    ...ownerInputs(typed.owners, roles, 'They are told by DM, and reminded when it is due.'),
    momentInput(
      {
        id: itemFields.due,
        label: 'Due',
        hint: 'In your own time zone. Empty: as the checklist plans it.',
        optional: true,
      },
      typed.due,
    ),
  ]
  const metadata = encode(dialogs.item, {
    itemId: item.id,
    version: item.version,
    owners: item.owners,
    due: item.due?.at.toISOString() ?? null,
    state: item.state,
    reason: digestOf(item.reason ?? ''),
    note: digestOf(item.note ?? ''),
    channelId,
  })
  return modal(
    dialogs.item,
    metadata,
    { title: 'Item', submit: 'Save' },
    notice ? renewed(blocks, metadata) : blocks,
  )
}

/**
 * What somebody has typed, on top of an item that somebody else has changed since their dialog was
 * opened: their own changes stay, and what they left alone is as it is now.
 */
export function typedOnto(
  item: Item,
  typed: ItemInput,
  seen: ValueOf<typeof dialogs.item>,
): ItemInput {
  const due = item.due?.at ?? null
  return {
    state: typed.state === seen.state ? item.state : typed.state,
    reason: digestOf(typed.reason ?? '') === seen.reason ? item.reason : typed.reason,
    note: digestOf(typed.note ?? '') === seen.note ? item.note : typed.note,
    owners: areSameOwners(typed.owners, seen.owners) ? item.owners : typed.owners,
    due: (typed.due?.toISOString() ?? null) === seen.due ? due : typed.due,
  }
}

function stateOption(state: ItemState) {
  return option(itemLook[state].label, state)
}

/** What the item is there for, or how it is done. */
function whyBlock(why: string): KnownBlock {
  const lines = why.split('\n').map((line) => {
    return line.startsWith('- ') ? `• ${asMrkdwn(line.slice(2), 1000)}` : asMrkdwn(line, 1000)
  })
  return { type: 'section', text: mrkdwn(cut(lines.join('\n'), 2900)) }
}
