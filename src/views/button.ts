import type { Button, ConfirmationDialog } from '@slack/types'
import { type Action, actions, encode, type ValueOf } from './actions.ts'
import { plain } from './text.ts'

/** A button that sends `value` back. `hint` says to screen readers what it acts on. */
export function button<A extends Action>(
  action: A,
  label: string,
  value: ValueOf<A>,
  look: { style?: 'primary' | 'danger'; hint?: string; confirm?: ConfirmationDialog } = {},
): Button {
  return {
    type: 'button',
    action_id: action.id,
    text: plain(label),
    value: encode(action, value),
    ...(look.style && { style: look.style }),
    ...(look.hint && { accessibility_label: look.hint }),
    ...(look.confirm && { confirm: look.confirm }),
  }
}

/** A button that runs a subcommand; action ids have to differ within a block. */
export function runButton(label: string, text: string, style?: 'primary'): Button {
  return {
    ...button(actions.runSubcommand, label, { text }, style ? { style } : {}),
    action_id: `${actions.runSubcommand.id}:${text.replaceAll(' ', '-')}`,
  }
}
