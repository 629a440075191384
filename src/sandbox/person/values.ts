import { optionsOf, type PlacedElement } from '../element-walk.ts'
import { initialValue, valueField } from '../input-state.ts'
import { copyOf, type Dict, textOf } from '../json.ts'
import type { InputValue } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import { pickedConversation, pickedPerson } from './picks.ts'

/** What a test or the page may put into an input. */
export type Entered = string | number | Date | null | string[]

/** The value for `state.values` that typing or choosing `entered` gives; throws when a person could not. */
export function enteredValue(
  { workspace, user }: { workspace: Workspace; user: string },
  { element, type }: PlacedElement,
  entered: Entered,
): InputValue {
  const field = valueField(type)
  if (!field) throw new Error(`A ${type} takes no value`)
  const person = (text: string) => pickedPerson(workspace, text)
  const conversation = (text: string) => pickedConversation(workspace, user, element, text)
  return {
    ...initialValue(element),
    [field]: rawValue(element, type, entered, person, conversation),
  }
}

type Pick = (text: string) => string

function rawValue(
  element: Dict,
  type: string,
  entered: Entered,
  person: Pick,
  conversation: Pick,
): unknown {
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
      return picked(first, isDate, 'a date as YYYY-MM-DD')
    case 'timepicker':
      return picked(first, isTime, 'a time as HH:MM')
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
      return first === undefined ? null : person(first)
    case 'multi_users_select':
      return atMost(element, texts.map(person))
    case 'channels_select':
    case 'conversations_select':
      return first === undefined ? null : conversation(first)
    case 'multi_channels_select':
    case 'multi_conversations_select':
      return atMost(element, texts.map(conversation))
    default:
      throw new Error(`The sandbox cannot fill a ${type}`)
  }
}

function richTextOf(text: string): Dict {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }]
  return { type: 'rich_text', elements }
}

function picked(
  text: string | undefined,
  fits: (text: string) => boolean,
  what: string,
): string | null {
  if (text === undefined || text === '') return null
  if (!fits(text)) throw new Error(`Slack's picker gives ${what}, not "${text}"`)
  return text
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text
}

function isTime(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text)
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
  if (typeof raw === 'object' && raw !== null && 'permalink' in raw && 'name' in raw)
    return raw.name
  if (typeof raw !== 'string') return raw
  const user = workspace.users.get(raw)
  if (user) return `@${user.handle}`
  const channel = workspace.channels.get(raw)
  return channel ? `#${channel.name}` : raw
}
