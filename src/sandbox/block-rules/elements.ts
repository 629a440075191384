import { isDeepStrictEqual } from 'node:util'
import { optionsOf } from '../element-walk.ts'
import { type Dict, isDict } from '../json.ts'
import {
  boxOption,
  confirm,
  imageSource,
  optionGroup,
  overflowOption,
  plainText,
  selectOption,
  slackFile,
} from './composition.ts'
import { richText } from './rich-text.ts'
import {
  type At,
  boolean,
  type Fields,
  integer,
  list,
  matching,
  object,
  oneOf,
  optional,
  type Rule,
  report,
  string,
  under,
} from './rule.ts'

const actionId = { action_id: optional(string(255)) }
const confirmable = { confirm: optional(confirm) }
const focusable = { focus_on_load: optional(boolean) }
const placeholder = { placeholder: optional(plainText(150)) }
const dispatching = {
  dispatch_action_config: optional(
    object({
      trigger_actions_on: optional(
        list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }),
      ),
    }),
  ),
}
const select = { ...actionId, ...confirmable, ...focusable, ...placeholder }
const multi = { ...select, max_selected_items: optional(integer(1, 10_000)) }
const textInput = { ...actionId, ...focusable, ...placeholder, ...dispatching }
const ids = list(string(255), { min: 0, max: 10_000 })
const filter = optional(
  object({
    include: optional(list(oneOf('im', 'mpim', 'private', 'public'), { max: 4 })),
    exclude_external_shared_channels: optional(boolean),
    exclude_bot_users: optional(boolean),
  }),
)
const conversation = { filter, default_to_current_conversation: optional(boolean) }
const respondable = { response_url_enabled: optional(boolean) }
const options = {
  options: optional(list(selectOption, { max: 100 })),
  option_groups: optional(list(optionGroup, { max: 100 })),
}
const boxes = { ...actionId, ...confirmable, ...focusable, options: list(boxOption, { max: 10 }) }

/** options or option_groups, and what is initially chosen is one of them. */
function optionsAndInitial(value: Dict, at: At): void {
  const given = ['options', 'option_groups'].filter((name) => value[name] !== undefined)
  if (given.length !== 1) report(at, 'must define either `options` or `option_groups`')
  initialAmongOptions(value, at)
}

function initialAmongOptions(value: Dict, at: At): void {
  const known = optionsOf(value)
  const isKnown = (option: unknown) => known.some((each) => sameOption(each, option))
  if (value.initial_option !== undefined && !isKnown(value.initial_option)) {
    report(under(at, 'initial_option'), 'must be one of the options')
  }
  if (Array.isArray(value.initial_options) && !value.initial_options.every(isKnown)) {
    report(under(at, 'initial_options'), 'must be among the options')
  }
}

/** "Exactly matches": value, text and description (docs.slack.dev/reference/block-kit/block-elements/select-menu-element). */
function sameOption(one: Dict, other: unknown): boolean {
  if (!isDict(other)) return false
  const texts = (option: Dict) =>
    [option.text, option.description].map((each) =>
      isDict(each) ? [each.type, each.text] : undefined,
    )
  return one.value === other.value && isDeepStrictEqual(texts(one), texts(other))
}

function lengthsInOrder(value: Dict, at: At): void {
  const { min_length: least, max_length: most } = value
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    report(under(at, 'min_length'), 'must not be greater than max_length')
  }
}

function element(fields: Fields, also?: (value: Dict, at: At) => void): Rule {
  return object(fields, also)
}

export const imageElement: Rule = element(
  {
    alt_text: string(2000),
    image_url: optional(string(3000)),
    slack_file: optional(slackFile),
  },
  imageSource,
)

/** Per element type, its fields and limits (docs.slack.dev/reference/block-kit/block-elements). */
export const elements: Record<string, Rule> = {
  button: element({
    ...actionId,
    ...confirmable,
    text: plainText(75),
    value: optional(string(2000)),
    url: optional(string(3000)),
    style: optional(oneOf('primary', 'danger')),
    accessibility_label: optional(string(75)),
  }),
  overflow: element({ ...actionId, ...confirmable, options: list(overflowOption, { max: 5 }) }),
  static_select: element(
    { ...select, ...options, initial_option: optional(selectOption) },
    optionsAndInitial,
  ),
  multi_static_select: element(
    { ...multi, ...options, initial_options: optional(list(selectOption, { max: 100 })) },
    optionsAndInitial,
  ),
  external_select: element({
    ...select,
    initial_option: optional(selectOption),
    min_query_length: optional(integer(0, 100)),
  }),
  multi_external_select: element({
    ...multi,
    initial_options: optional(list(selectOption, { max: 100 })),
    min_query_length: optional(integer(0, 100)),
  }),
  users_select: element({ ...select, initial_user: optional(string(255)) }),
  multi_users_select: element({ ...multi, initial_users: optional(ids) }),
  conversations_select: element({
    ...select,
    ...conversation,
    ...respondable,
    initial_conversation: optional(string(255)),
  }),
  multi_conversations_select: element({
    ...multi,
    ...conversation,
    initial_conversations: optional(ids),
  }),
  channels_select: element({ ...select, ...respondable, initial_channel: optional(string(255)) }),
  multi_channels_select: element({ ...multi, initial_channels: optional(ids) }),
  datepicker: element({
    ...select,
    initial_date: optional(matching(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')),
  }),
  timepicker: element({
    ...select,
    initial_time: optional(matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time as HH:mm')),
    timezone: optional(string(255)),
  }),
  datetimepicker: element({
    ...actionId,
    ...confirmable,
    ...focusable,
    initial_date_time: optional(integer(1_000_000_000, 9_999_999_999)),
  }),
  plain_text_input: element(
    {
      ...textInput,
      initial_value: optional(string(3000, 0)),
      multiline: optional(boolean),
      min_length: optional(integer(0, 3000)),
      max_length: optional(integer(1, 3000)),
    },
    lengthsInOrder,
  ),
  email_text_input: element({ ...textInput, initial_value: optional(string(3000, 0)) }),
  url_text_input: element({ ...textInput, initial_value: optional(string(3000, 0)) }),
  number_input: element({
    ...textInput,
    is_decimal_allowed: boolean,
    initial_value: optional(string(255)),
    min_value: optional(string(255)),
    max_value: optional(string(255)),
  }),
  rich_text_input: element({ ...textInput, initial_value: optional(richText) }),
  radio_buttons: element({ ...boxes, initial_option: optional(boxOption) }, initialAmongOptions),
  checkboxes: element(
    { ...boxes, initial_options: optional(list(boxOption, { max: 10 })) },
    initialAmongOptions,
  ),
  file_input: element({
    ...actionId,
    filetypes: optional(list(string(255), { max: 100 })),
    max_files: optional(integer(1, 10)),
  }),
  image: imageElement,
}
