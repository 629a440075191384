/** The fields of dialogs. Each block's id is the field's name, under which Slack sends its value. */

import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types'
import { digestOf } from '../domain/digest.ts'
import { pseudonymIn } from '../domain/person.ts'
import { plain, plural } from './text.ts'

type Field = { id: string; label: string; hint?: string; optional?: boolean }

function input({ id, label, hint, optional }: Field, element: InputBlock['element']): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    ...(hint && { hint: plain(hint) }),
    ...(optional && { optional }),
    element,
  }
}

export function textInput(field: Field, value: string | null): InputBlock {
  return input(field, {
    type: 'plain_text_input',
    action_id: field.id,
    multiline: true,
    ...(value && { initial_value: value }),
  })
}

export function personInput(field: Field, personId: string | null): InputBlock {
  return input(field, {
    type: 'users_select',
    action_id: field.id,
    ...(personId && pseudonymIn(personId) === null && { initial_user: personId }),
  })
}

export function peopleInput(field: Field, ids: readonly string[], most: number): InputBlock {
  const known = ids.filter((id) => pseudonymIn(id) === null)
  return input(field, {
    type: 'multi_users_select',
    action_id: field.id,
    max_selected_items: most,
    ...(known.length > 0 && { initial_users: known }),
  })
}

export function momentInput(field: Field, at: Date | null): InputBlock {
  return input(field, {
    type: 'datetimepicker',
    action_id: field.id,
    ...(at && { initial_date_time: Math.floor(at.getTime() / 1000) }),
  })
}

/** A date, "yyyy-MM-dd". */
export function dateInput(field: Field, date: string | null): InputBlock {
  return input(field, {
    type: 'datepicker',
    action_id: field.id,
    ...(date && { initial_date: date }),
  })
}

/** A time of day, "HH:mm". */
export function timeInput(field: Field, time: string): InputBlock {
  return input(field, { type: 'timepicker', action_id: field.id, initial_time: time })
}

export function choiceInput(
  field: Field,
  options: readonly PlainTextOption[],
  chosen: string,
): InputBlock {
  const initial = options.find(({ value }) => value === chosen)
  return input(field, {
    type: 'radio_buttons',
    action_id: field.id,
    options: [...options],
    ...(initial && { initial_option: initial }),
  })
}

/** An option that says how many items hang on it. */
export function sizedOption(label: string, value: string, items: number): PlainTextOption {
  return { ...option(label, value), description: plain(plural(items, 'item')) }
}

/** Boxes to tick, at most ten. */
export function boxesInput(
  field: Field,
  options: readonly PlainTextOption[],
  ticked: readonly string[],
): InputBlock {
  const initial = options.filter(({ value }) => value && ticked.includes(value))
  return input(field, {
    type: 'checkboxes',
    action_id: field.id,
    options: [...options],
    ...(initial.length > 0 && { initial_options: initial }),
  })
}

export function option(label: string, value: string): PlainTextOption {
  return { text: plain(label), value }
}

const renewal = '~'

/**
 * The blocks of a dialog that takes the place of one with the same fields: under ids of their own,
 * because under the old ones Slack would go on showing what was filled in there.
 * https://docs.slack.dev/surfaces/modals
 */
export function renewed(blocks: readonly KnownBlock[], version: string): KnownBlock[] {
  const suffix = `${renewal}${digestOf(version)}`
  return blocks.map((block) =>
    block.type === 'input' ? { ...block, block_id: `${block.block_id}${suffix}` } : block,
  )
}

/** The field that a block id stands for, renewed or not. */
export function fieldOfBlock(blockId: string): string {
  return blockId.split(renewal)[0] ?? blockId
}
