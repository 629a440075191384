import { optionsOf, type PlacedElement } from '../element-walk.ts'
import { initialValue, valueField } from '../input-state.ts'
import { copyOf, type Dict, textOf } from '../json.ts'
import type { InputValue } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** What a test or the page may put into an input. */
export type Entered = string | number | Date | null | string[]

/** The value for `state.values` that typing or choosing `entered` gives; throws when a person could not. */
export function enteredValue(
  workspace: Workspace,
  placed: PlacedElement,
  entered: Entered,
): InputValue {
  const { element, type } = placed
  const field = valueField(type)
  if (!field) throw new Error(`A ${type} takes no value`)
  return { ...initialValue(element), [field]: rawValue(workspace, element, type, entered) }
}

function rawValue(workspace: Workspace, element: Dict, type: string, entered: Entered): unknown {
  const texts = Array.isArray(entered) ? entered : entered === null ? [] : [String(entered)]
  const [first] = texts
  switch (type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return first === undefined || first === '' ? null : first
    case 'rich_text_input':
      return first === undefined || first === '' ? null : richTextOf(first)
    case 'datepicker':
      return matching(first, /^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
    case 'timepicker':
      return matching(first, /^\d{2}:\d{2}$/, 'a time as HH:MM')
    case 'datetimepicker':
      return entered === null
        ? null
        : Math.floor(new Date(entered as string | Date).getTime() / 1000)
    case 'static_select':
    case 'radio_buttons':
      return first === undefined ? null : optionNamed(element, first)
    case 'checkboxes':
    case 'multi_static_select':
      return atMost(
        element,
        texts.map((text) => optionNamed(element, text)),
      )
    case 'users_select':
      return first === undefined ? null : workspace.user(handle(first)).id
    case 'multi_users_select':
      return atMost(
        element,
        texts.map((text) => workspace.user(handle(text)).id),
      )
    case 'channels_select':
    case 'conversations_select':
      return first === undefined ? null : workspace.channel(first).id
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return atMost(
        element,
        texts.map((text) => workspace.channel(text).id),
      )
    default:
      throw new Error(`The sandbox cannot fill a ${type}`)
  }
}

function richTextOf(text: string): Dict {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }]
  return { type: 'rich_text', elements }
}

function handle(text: string): string {
  return text.replace(/^@/, '')
}

function matching(text: string | undefined, pattern: RegExp, what: string): string | null {
  if (text === undefined || text === '') return null
  if (!pattern.test(text)) throw new Error(`Slack's picker gives ${what}, not "${text}"`)
  return text
}

function optionNamed(element: Dict, text: string): Dict {
  const options = optionsOf(element)
  const option = options.find((each) => textOf(each.text) === text)
  if (option) return copyOf(option)
  const known = options.map((each) => `"${textOf(each.text)}"`).join(', ')
  throw new Error(`There is no option "${text}"; there are ${known}`)
}

function atMost<T>(element: Dict, chosen: T[]): T[] {
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY)
  if (chosen.length > most) throw new Error(`Slack lets a person choose at most ${most} here`)
  return chosen
}

/** Whether nothing is entered. */
export function isEmpty(value: InputValue): boolean {
  const raw = value[valueField(String(value.type)) ?? '']
  return raw === null || raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0)
}

/** The value as the person reads it: texts of options, handles and channel names instead of ids. */
export function shownValue(workspace: Workspace, value: InputValue): unknown {
  const raw = value[valueField(String(value.type)) ?? '']
  return Array.isArray(raw)
    ? raw.map((each) => shownOne(workspace, each))
    : shownOne(workspace, raw)
}

function shownOne(workspace: Workspace, raw: unknown): unknown {
  if (typeof raw === 'object' && raw !== null && 'text' in raw) return textOf(raw.text)
  if (typeof raw !== 'string') return raw
  const user = workspace.users.get(raw)
  if (user) return `@${user.handle}`
  const channel = workspace.channels.get(raw)
  return channel ? `#${channel.name}` : raw
}
