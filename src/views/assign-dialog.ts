import type { KnownBlock, ModalView } from '@slack/types'
import { isSettled } from '../domain/item.ts'
import { type Board, type Item, itemsOf, type Phase, type Section } from '../domain/launch.ts'
import { dialogs, encode, type ValueOf } from './actions.ts'
import { choiceInput, momentInput, option } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { modal } from './modal.ts'
import { ownerInputs } from './owner-inputs.ts'
import { cut, mrkdwn, plural, safe } from './text.ts'

export const scopeFields = { scope: 'scope', which: 'which', due: 'due' } as const

export type AssignScope = ValueOf<typeof dialogs.assign>

type Shown = { board: Board; phase: Phase; section: Section }

/** Gives everything of a section, or of its phase, to people or roles. */
export function assignDialog({ board, phase, section }: Shown, scope: AssignScope): ModalView {
  const all = itemsOf(phase).filter((item) => !isSettled(item))
  return modal(
    dialogs.assign,
    encode(dialogs.assign, scope),
    { title: 'Assign', submit: 'Assign' },
    [
      about(board, phase),
      scopeInput(phase, section, unsettled),
      ...ownerInputs([], board.roles, 'They are told by DM, once for everything.'),
      choiceInput(
        { id: scopeFields.which, label: 'Which items' },
        [
          option('Those that nobody owns yet', 'unowned'),
          option('All that are not settled, instead of whoever owns them', 'unsettled'),
        ],
        all.some((item) => item.owners.length === 0) ? 'unowned' : 'unsettled',
      ),
    ],
  )
}

/** Sets when everything of a section, or of its phase, is due. */
export function dueDialog({ board, phase, section }: Shown, scope: AssignScope): ModalView {
  const dues = section.items.filter((item) => !isSettled(item)).map(({ due }) => due)
  const [first] = dues
  const isOne = dues.every((due) => due?.by === 'hand' && Number(due.at) === Number(first?.at))
  return modal(dialogs.due, encode(dialogs.due, scope), { title: 'Due date', submit: 'Save' }, [
    about(board, phase),
    scopeInput(phase, section, unsettled),
    momentInput(
      {
        id: scopeFields.due,
        label: 'Due',
        hint: 'In your own time zone. Empty: as the checklist plans it.',
        optional: true,
      },
      (isOne && first?.at) || null,
    ),
  ])
}

function about(board: Board, phase: Phase): KnownBlock {
  const line = `${launchName(board.launch, 160)} · ${safe(phase.name, 160)}`
  return { type: 'context', elements: [mrkdwn(line)] }
}

function unsettled(items: readonly Item[]): string {
  return plural(items.filter((item) => !isSettled(item)).length, 'open item')
}

function scopeInput(phase: Phase, section: Section, count: (items: readonly Item[]) => string) {
  const label = (name: string, items: readonly Item[]) =>
    cut(`${cut(name, slackLimits.optionText - 20)} (${count(items)})`, slackLimits.optionText)
  return choiceInput(
    { id: scopeFields.scope, label: 'Of' },
    [
      option(label(section.name, section.items), 'section'),
      option(label(phase.name, itemsOf(phase)), 'phase'),
    ],
    'section',
  )
}
