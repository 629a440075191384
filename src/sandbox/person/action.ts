import type { PlacedElement } from '../element-walk.ts'
import { valueField } from '../input-state.ts'
import { copyOf, type Dict } from '../json.ts'
import type { InputValue } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** Fields that an action repeats from its element. */
const repeated: readonly string[] = [
  'placeholder',
  'initial_option',
  'initial_options',
  'initial_user',
  'initial_users',
  'initial_date',
  'initial_time',
  'initial_channel',
  'initial_conversation',
  'style',
  'url',
]

/** The `actions[0]` of block_actions for a click on a button or an overflow option. */
export function clickAction(workspace: Workspace, placed: PlacedElement, option?: Dict): Dict {
  const { element } = placed
  const chosen = option
    ? { selected_option: copyOf(option) }
    : { text: element.text, value: element.value }
  return { ...actionBase(workspace, placed), ...chosen }
}

/** The `actions[0]` for a new value of a select, picker, checkbox group or dispatching input. */
export function valueAction(workspace: Workspace, placed: PlacedElement, value: InputValue): Dict {
  const field = valueField(placed.type) ?? 'value'
  return { ...actionBase(workspace, placed), [field]: copyOf(value[field]) }
}

function actionBase(
  workspace: Workspace,
  { element, type, blockId, actionId }: PlacedElement,
): Dict {
  const fields = repeated.filter((name) => element[name] !== undefined)
  return {
    type,
    block_id: blockId,
    action_id: actionId,
    action_ts: workspace.timestamps.next(),
    ...Object.fromEntries(fields.map((name) => [name, copyOf(element[name])])),
  }
}
