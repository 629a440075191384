import { elementsOf, type PlacedElement } from './element-walk.ts'
import { copyOf, type Dict } from './json.ts'
import type { InputValue } from './shapes.ts'

interface StateField {
  /** The field of `view.state.values` which holds the value. */
  field: string
  initial: string
  empty: () => unknown
}

const none = () => null
const emptyList = () => []

/** Per element type: how its value is named in `state.values` (docs.slack.dev/reference/views/view-submission). */
const stateFields: Record<string, StateField> = {
  plain_text_input: { field: 'value', initial: 'initial_value', empty: none },
  email_text_input: { field: 'value', initial: 'initial_value', empty: none },
  url_text_input: { field: 'value', initial: 'initial_value', empty: none },
  number_input: { field: 'value', initial: 'initial_value', empty: none },
  rich_text_input: { field: 'rich_text_value', initial: 'initial_value', empty: none },
  file_input: { field: 'files', initial: '', empty: emptyList },
  static_select: { field: 'selected_option', initial: 'initial_option', empty: none },
  external_select: { field: 'selected_option', initial: 'initial_option', empty: none },
  radio_buttons: { field: 'selected_option', initial: 'initial_option', empty: none },
  checkboxes: { field: 'selected_options', initial: 'initial_options', empty: emptyList },
  multi_static_select: { field: 'selected_options', initial: 'initial_options', empty: emptyList },
  multi_external_select: {
    field: 'selected_options',
    initial: 'initial_options',
    empty: emptyList,
  },
  users_select: { field: 'selected_user', initial: 'initial_user', empty: none },
  multi_users_select: { field: 'selected_users', initial: 'initial_users', empty: emptyList },
  channels_select: { field: 'selected_channel', initial: 'initial_channel', empty: none },
  multi_channels_select: {
    field: 'selected_channels',
    initial: 'initial_channels',
    empty: emptyList,
  },
  conversations_select: {
    field: 'selected_conversation',
    initial: 'initial_conversation',
    empty: none,
  },
  multi_conversations_select: {
    field: 'selected_conversations',
    initial: 'initial_conversations',
    empty: emptyList,
  },
  datepicker: { field: 'selected_date', initial: 'initial_date', empty: none },
  timepicker: { field: 'selected_time', initial: 'initial_time', empty: none },
  datetimepicker: { field: 'selected_date_time', initial: 'initial_date_time', empty: none },
}

export function inputKey(blockId: string, actionId: string): string {
  return `${blockId}\n${actionId}`
}

/** The field that carries this element type's value, or undefined for buttons and overflows. */
export function valueField(type: string): string | undefined {
  return stateFields[type]?.field
}

/** What an untouched element counts as: its `initial_*`, or null or [] as Slack sends it. */
export function initialValue(element: Dict): InputValue {
  const type = String(element.type)
  const known = stateFields[type]
  if (!known) return { type }
  const zone = type === 'timepicker' && element.timezone ? { timezone: element.timezone } : {}
  return { type, [known.field]: copyOf(element[known.initial]) ?? known.empty(), ...zone }
}

/** The value of one element: typed, else initial. */
export function currentValue(placed: PlacedElement, typed: Map<string, InputValue>): InputValue {
  const key = inputKey(placed.blockId, placed.actionId)
  const value = typed.get(key)
  return value?.type === placed.type ? value : initialValue(placed.element)
}

/** `state.values` of a view or a message: every element that has a value, buttons left out. */
export function stateValues(blocks: Dict[], typed: Map<string, InputValue>): Dict {
  const values: Record<string, Dict> = {}
  for (const placed of elementsOf(blocks)) {
    if (!valueField(placed.type)) continue
    const ofBlock = values[placed.blockId] ?? {}
    ofBlock[placed.actionId] = currentValue(placed, typed)
    values[placed.blockId] = ofBlock
  }
  return values
}

/**
 * What stays typed when a view is updated: inputs whose block_id, action_id and type are still there
 * (docs.slack.dev/surfaces/modals, "Updating views").
 */
export function keptInputs(
  blocks: Dict[],
  typed: Map<string, InputValue>,
): Map<string, InputValue> {
  const kept = new Map<string, InputValue>()
  for (const { blockId, actionId, type } of elementsOf(blocks)) {
    const value = typed.get(inputKey(blockId, actionId))
    if (value?.type === type) kept.set(inputKey(blockId, actionId), value)
  }
  return kept
}
