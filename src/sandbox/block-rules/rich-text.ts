import {
  boolean,
  byType,
  type Fields,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  type Rule,
  string,
} from './rule.ts'

const manyElements = { max: 10_000 }
const anyString = string(Number.POSITIVE_INFINITY, 0)
const flags: Fields = {
  bold: optional(boolean),
  italic: optional(boolean),
  strike: optional(boolean),
  underline: optional(boolean),
  code: optional(boolean),
  highlight: optional(boolean),
  client_highlight: optional(boolean),
  unlink: optional(boolean),
}
const styled = { style: optional(object(flags)) }
const border = { border: optional(integer(0, 1)) }

/** docs.slack.dev/reference/block-kit/blocks/rich-text-block: what a line of rich text is made of. */
const inline = byType({
  text: object({ ...styled, text: string(Number.POSITIVE_INFINITY) }),
  link: object({
    ...styled,
    url: string(3000),
    text: optional(anyString),
    unsafe: optional(boolean),
  }),
  user: object({ ...styled, user_id: string(255) }),
  usergroup: object({ ...styled, usergroup_id: string(255) }),
  channel: object({ ...styled, channel_id: string(255) }),
  team: object({ ...styled, team_id: string(255) }),
  emoji: object({
    ...styled,
    name: string(255),
    unicode: optional(anyString),
    url: optional(anyString),
  }),
  broadcast: object({ ...styled, range: oneOf('here', 'channel', 'everyone') }),
  color: object({ ...styled, value: string(255) }),
  date: object({
    ...styled,
    timestamp: number,
    format: string(3000),
    url: optional(string(3000)),
    fallback: optional(anyString),
  }),
})

const section = byType({
  rich_text_section: object({ elements: list(inline, { min: 0, ...manyElements }) }),
})

const part = byType({
  rich_text_section: object({ elements: list(inline, { min: 0, ...manyElements }) }),
  rich_text_list: object({
    ...border,
    style: oneOf('bullet', 'ordered'),
    elements: list(section, manyElements),
    indent: optional(integer(0, 8)),
    offset: optional(integer(0, 100_000)),
  }),
  rich_text_preformatted: object({
    ...border,
    elements: list(inline, manyElements),
    language: optional(string(255)),
  }),
  rich_text_quote: object({ ...border, elements: list(inline, manyElements) }),
})

export const richTextFields: Fields = { elements: list(part, manyElements) }

/** A rich_text block, also as table cell and input value. */
export const richText: Rule = byType({
  rich_text: object({ ...richTextFields, block_id: optional(string(255)) }),
})
