import { describe, expect, it } from 'vitest'
import { checkMessageBlocks } from '../../src/sandbox/block-rules/message-rules.ts'
import { checkView } from '../../src/sandbox/block-rules/view-rules.ts'
import { SlackError } from '../../src/sandbox/slack-error.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const x = (length: number) => 'x'.repeat(length)
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at))
const option = (at: number) => ({ text: plain(`option ${at}`), value: `v${at}` })
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more })
const actions = (...elements: object[]) => ({ type: 'actions', elements })
const select = (more: object) => actions({ type: 'static_select', ...more })
const section = (text: object) => ({ type: 'section', text })
const input = (element: object, more: object = {}) => ({
  type: 'input',
  label: plain('Name'),
  element,
  ...more,
})
const typed = { type: 'plain_text_input' }
const confirm = (more: object) =>
  actions(
    button({
      confirm: {
        title: plain('a'),
        text: plain('b'),
        confirm: plain('c'),
        deny: plain('d'),
        ...more,
      },
    }),
  )

function codeOf(check: () => void): string {
  try {
    check()
    return 'ok'
  } catch (error) {
    if (error instanceof SlackError) return error.code
    throw error
  }
}

const message = (...blocks: object[]) => codeOf(() => checkMessageBlocks(blocks))
const modal = (more: object) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more })
const modalCode = (more: object) => codeOf(() => checkView(modal(more) as never, ['modal']))

type Limit = [name: string, limit: number, block: (size: number) => object]

const limits: Limit[] = [
  ['header text', 150, (n) => ({ type: 'header', text: plain(x(n)) })],
  ['section text', 3000, (n) => section(mrkdwn(x(n)))],
  ['section field', 2000, (n) => ({ type: 'section', fields: [mrkdwn(x(n))] })],
  ['section fields', 10, (n) => ({ type: 'section', fields: many(n, () => plain('a')) })],
  ['context elements', 10, (n) => ({ type: 'context', elements: many(n, () => plain('a')) })],
  ['actions elements', 25, (n) => actions(...many(n, () => button()))],
  ['button text', 75, (n) => actions(button({ text: plain(x(n)) }))],
  ['button value', 2000, (n) => actions(button({ value: x(n) }))],
  ['button url', 3000, (n) => actions(button({ url: x(n) }))],
  ['button accessibility_label', 75, (n) => actions(button({ accessibility_label: x(n) }))],
  ['action_id', 255, (n) => actions(button({ action_id: x(n) }))],
  ['block_id', 255, (n) => ({ type: 'divider', block_id: x(n) })],
  ['select options', 100, (n) => select({ options: many(n, option) })],
  [
    'select option groups',
    100,
    (n) => select({ option_groups: many(n, () => ({ label: plain('g'), options: [option(1)] })) }),
  ],
  [
    'options in a group',
    100,
    (n) => select({ option_groups: [{ label: plain('g'), options: many(n, option) }] }),
  ],
  ['option text', 75, (n) => select({ options: [{ text: plain(x(n)), value: 'v' }] })],
  ['option value', 150, (n) => select({ options: [{ text: plain('a'), value: x(n) }] })],
  [
    'option description',
    75,
    (n) => select({ options: [{ ...option(1), description: plain(x(n)) }] }),
  ],
  ['placeholder', 150, (n) => select({ options: [option(1)], placeholder: plain(x(n)) })],
  ['overflow options', 5, (n) => actions({ type: 'overflow', options: many(n, option) })],
  ['checkboxes', 10, (n) => actions({ type: 'checkboxes', options: many(n, option) })],
  ['radio buttons', 10, (n) => actions({ type: 'radio_buttons', options: many(n, option) })],
  ['confirm title', 100, (n) => confirm({ title: plain(x(n)) })],
  ['confirm text', 300, (n) => confirm({ text: mrkdwn(x(n)) })],
  ['confirm button', 30, (n) => confirm({ confirm: plain(x(n)) })],
  ['deny button', 30, (n) => confirm({ deny: plain(x(n)) })],
  ['input label', 2000, (n) => input(typed, { label: plain(x(n)) })],
  ['input hint', 2000, (n) => input(typed, { hint: plain(x(n)) })],
  ['max_length', 3000, (n) => input({ ...typed, max_length: n })],
  ['min_length', 3000, (n) => input({ ...typed, min_length: n })],
  ['initial_value', 3000, (n) => input({ ...typed, initial_value: x(n) })],
  ['max_files', 10, (n) => input({ type: 'file_input', max_files: n })],
  [
    'image alt_text',
    2000,
    (n) => ({ type: 'image', image_url: 'https://x.test/a.png', alt_text: x(n) }),
  ],
  ['image url', 3000, (n) => ({ type: 'image', image_url: x(n), alt_text: 'a' })],
  [
    'table rows',
    100,
    (n) => ({ type: 'table', rows: many(n, () => [{ type: 'raw_text', text: 'a' }]) }),
  ],
  [
    'table columns',
    20,
    (n) => ({ type: 'table', rows: [many(n, () => ({ type: 'raw_text', text: 'a' }))] }),
  ],
  ['table text', 10_000, (n) => ({ type: 'table', rows: [[{ type: 'raw_text', text: x(n) }]] })],
  ['markdown', 12_000, (n) => ({ type: 'markdown', text: x(n) })],
]

describe('limits of blocks', () => {
  it.each(limits)('%s: %i passes, one more is invalid_blocks', (_, limit, block) => {
    expect(message(block(limit))).toBe('ok')
    expect(message(block(limit + 1))).toBe('invalid_blocks')
  })

  it('takes 50 blocks in a message and 100 in a view', () => {
    const dividers = (count: number) => many(count, () => ({ type: 'divider' }))
    expect(message(...dividers(50))).toBe('ok')
    expect(message(...dividers(51))).toBe('invalid_blocks')
    expect(modalCode({ blocks: dividers(100) })).toBe('ok')
    expect(modalCode({ blocks: dividers(101) })).toBe('invalid_arguments')
  })

  it('refuses more than 9,000 characters of text in all', () => {
    const sections = [section(plain(x(3000))), section(plain(x(3000)))]
    expect(message(...sections, section(plain(x(3000))))).toBe('ok')
    expect(message(...sections, section(plain(x(2999))), section(plain(x(2))))).toBe(
      'msg_blocks_too_long',
    )
  })
})

const refused: [name: string, block: object][] = [
  ['an empty text', section(plain(''))],
  ['a section without text or fields', { type: 'section' }],
  ['mrkdwn in a header', { type: 'header', text: mrkdwn('a') }],
  ['mrkdwn on a button', actions(button({ text: mrkdwn('a') }))],
  ['an unknown key', section({ ...plain('a'), colour: 'red' })],
  ['an unknown key of a block', { type: 'divider', title: 'a' }],
  ['verbatim on plain text', section({ ...plain('a'), verbatim: true })],
  ['an unknown block', { type: 'banner' }],
  ['a block without type', { text: plain('a') }],
  ['a text input in an actions block', actions(typed)],
  ['a button in an input block', input(button())],
  [
    'a date-time picker as accessory',
    { ...section(plain('a')), accessory: { type: 'datetimepicker' } },
  ],
  ['an interactive element in a context', { type: 'context', elements: [button()] }],
  [
    'two equal action_ids in a block',
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
  ],
  [
    'options and option groups',
    select({ options: [option(1)], option_groups: [{ label: plain('g'), options: [option(1)] }] }),
  ],
  [
    'an initial option that is none of the options',
    select({ options: [option(1)], initial_option: option(2) }),
  ],
  [
    'an initial option with another text',
    select({ options: [option(1)], initial_option: { ...option(1), text: plain('b') } }),
  ],
  ['no options', select({ options: [] })],
  ['a strange style', actions(button({ style: 'default' }))],
  ['an image without alt_text', { type: 'image', image_url: 'https://x.test/a.png' }],
  ['a date in another form', actions({ type: 'datepicker', initial_date: '1/2/2026' })],
  ['a number input without is_decimal_allowed', input({ type: 'number_input' })],
  ['min_length above max_length', input({ ...typed, min_length: 5, max_length: 4 })],
  ['an alert in a message', { type: 'alert', text: plain('a') }],
  [
    'a rich text element out of place',
    { type: 'rich_text', elements: [{ type: 'text', text: 'a' }] },
  ],
]

const accepted: [name: string, block: object][] = [
  [
    'a section with accessory',
    { ...section(mrkdwn('*a*')), accessory: button({ style: 'primary' }) },
  ],
  [
    'pickers in actions',
    actions(
      { type: 'datepicker', initial_date: '2026-01-02' },
      { type: 'timepicker', initial_time: '09:30' },
      { type: 'datetimepicker', initial_date_time: 1_700_000_000 },
    ),
  ],
  [
    'people and channels',
    actions(
      { type: 'users_select' },
      { type: 'multi_users_select', max_selected_items: 3 },
      { type: 'conversations_select', filter: { include: ['public'] } },
      { type: 'channels_select' },
    ),
  ],
  [
    'an initial option in a group',
    select({
      option_groups: [{ label: plain('g'), options: [option(1)] }],
      initial_option: option(1),
    }),
  ],
  [
    'mrkdwn in checkbox options',
    actions({ type: 'checkboxes', options: [{ text: mrkdwn('*a*'), value: 'a' }] }),
  ],
  [
    'texts and images in a context',
    {
      type: 'context',
      elements: [
        plain('a'),
        mrkdwn('*b*'),
        { type: 'image', image_url: 'https://x.test/a.png', alt_text: 'a' },
      ],
    },
  ],
  [
    'rich text and numbers in a table',
    {
      type: 'table',
      column_settings: [{ align: 'right' }, null],
      rows: [
        [
          {
            type: 'rich_text',
            elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
          },
          { type: 'raw_number', value: 1, text: '1' },
        ],
      ],
    },
  ],
  [
    'rich text in an input',
    input({
      type: 'rich_text_input',
      initial_value: {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
      },
    }),
  ],
  ['an external select', actions({ type: 'external_select', min_query_length: 0 })],
  [
    'rich text',
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'a', style: { bold: true } },
            { type: 'user', user_id: 'U1' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'link', url: 'https://x.test' }] },
          ],
        },
      ],
    },
  ],
  [
    'an input with dispatch',
    input(
      { ...typed, dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } },
      { dispatch_action: true },
    ),
  ],
]

describe('forms of blocks', () => {
  it.each(refused)('refuses %s', (_, block) => {
    expect(message(block)).toBe('invalid_blocks')
  })

  it.each(accepted)('takes %s', (_, block) => {
    expect(message(block)).toBe('ok')
  })

  it('refuses a block_id used twice', () => {
    expect(message({ type: 'divider', block_id: 'a' }, { type: 'divider', block_id: 'a' })).toBe(
      'invalid_blocks',
    )
  })

  it('refuses a second table', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }
    expect(message(table, table)).toBe('invalid_blocks')
  })

  it('points at what is wrong', () => {
    const broken = [{ type: 'divider' }, { type: 'header', text: plain(x(151)) }]
    let error: unknown
    try {
      checkMessageBlocks(broken)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toMatchObject({
      more: {
        errors: ['must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
        response_metadata: {
          messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/1/text/text]'],
        },
      },
    })
  })
})

describe('views', () => {
  it.each([
    ['title', 24, (n: number) => ({ title: plain(x(n)) })],
    ['submit', 24, (n: number) => ({ submit: plain(x(n)) })],
    ['close', 24, (n: number) => ({ close: plain(x(n)) })],
    ['private_metadata', 3000, (n: number) => ({ private_metadata: x(n) })],
    ['callback_id', 255, (n: number) => ({ callback_id: x(n) })],
    ['external_id', 255, (n: number) => ({ external_id: x(n) })],
  ] as const)('%s: %i passes, one more is invalid_arguments', (_, limit, part) => {
    expect(modalCode(part(limit))).toBe('ok')
    expect(modalCode(part(limit + 1))).toBe('invalid_arguments')
  })

  it('wants a submit button once there is an input', () => {
    expect(modalCode({ blocks: [input(typed)] })).toBe('invalid_arguments')
    expect(modalCode({ blocks: [input(typed)], submit: plain('Save') })).toBe('ok')
  })

  it('refuses what is of another surface', () => {
    expect(modalCode({ blocks: [{ type: 'markdown', text: 'a' }] })).toBe('invalid_arguments')
    expect(modalCode({ type: 'home' })).toBe('invalid_arguments')
    expect(modalCode({ hash: 'a' })).toBe('invalid_arguments')
    expect(modalCode({ blocks: [{ type: 'alert', text: plain('a') }] })).toBe('ok')
  })

  it('refuses more than 250 KB', () => {
    const big = many(100, () => section(plain(x(2600))))
    expect(modalCode({ blocks: big })).toBe('view_too_large')
  })
})
