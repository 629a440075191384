/** Which element fits where (@slack/types 3.2: ActionsBlockElement, SectionBlockAccessory, InputBlockElement). */
const menus = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
  'multi_static_select',
  'multi_external_select',
  'multi_users_select',
  'multi_conversations_select',
  'multi_channels_select',
]

const pickers = ['datepicker', 'timepicker', 'radio_buttons', 'checkboxes']

export const sectionAccessories = ['button', 'overflow', 'image', ...menus, ...pickers]

export const actionsElements = [
  'button',
  'overflow',
  'datetimepicker',
  'rich_text_input',
  ...menus,
  ...pickers,
]

export const inputElements = [
  'plain_text_input',
  'email_text_input',
  'url_text_input',
  'number_input',
  'rich_text_input',
  'file_input',
  'datetimepicker',
  ...menus,
  ...pickers,
]
