/** One message with every element that a message can have. */
const plain = (text: string) => ({ type: 'plain_text', text })
const options = ['One', 'Two', 'Three'].map((text) => ({ text: plain(text), value: text }))

export const everyElement = [
  {
    type: 'actions',
    block_id: 'selects',
    elements: [
      { type: 'static_select', action_id: 'static', placeholder: plain('Static'), options },
      { type: 'users_select', action_id: 'user', placeholder: plain('Person') },
      { type: 'conversations_select', action_id: 'conversation', placeholder: plain('Place') },
      { type: 'channels_select', action_id: 'channel', placeholder: plain('Channel') },
      { type: 'multi_users_select', action_id: 'users', placeholder: plain('People') },
      { type: 'multi_static_select', action_id: 'several', placeholder: plain('Several'), options },
    ],
  },
  {
    type: 'actions',
    block_id: 'others',
    elements: [
      { type: 'datepicker', action_id: 'date' },
      { type: 'timepicker', action_id: 'time' },
      { type: 'datetimepicker', action_id: 'moment' },
      { type: 'radio_buttons', action_id: 'radio', options },
      { type: 'checkboxes', action_id: 'checks', options, initial_options: options.slice(0, 1) },
    ],
  },
]

/** What the sandbox holds when Bob, in New York, has chosen what the test chooses. */
export const everyChoice = {
  selects: {
    static: { selected_option: { value: 'Two' } },
    user: { selected_user: 'U000000CHEN' },
    conversation: { selected_conversation: 'C0000RANDOM' },
    channel: { selected_channel: 'C0000LAUNCH' },
    users: { selected_users: ['U0000000ANA', 'U0000000BOB'] },
    several: { selected_options: [{ value: 'Three' }] },
  },
  others: {
    date: { selected_date: '2026-12-24' },
    time: { selected_time: '09:15' },
    moment: { selected_date_time: Date.UTC(2026, 11, 24, 14, 15) / 1000 },
    radio: { selected_option: { value: 'Two' } },
    checks: { selected_options: [{ value: 'One' }, { value: 'Three' }] },
  },
}
