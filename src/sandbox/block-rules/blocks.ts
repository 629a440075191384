import { type Dict, dictsOf, isDict, stringOf } from '../json.ts'
import { anyText, imageSource, plainText, slackFile } from './composition.ts'
import { elements, imageElement } from './elements.ts'
import { actionsElements, inputElements, sectionAccessories } from './placement.ts'
import { richTextFields } from './rich-text.ts'
import {
  type At,
  boolean,
  byType,
  type Fields,
  list,
  number,
  object,
  oneOf,
  optional,
  type Rule,
  report,
  type Surface,
  string,
  under,
} from './rule.ts'

function block(fields: Fields, also?: (value: Dict, at: At) => void): Rule {
  return object({ block_id: optional(string(255)), ...fields }, also)
}

function textOrFields(value: Dict, at: At): void {
  if (value.text === undefined && value.fields === undefined) {
    report(at, 'must define either `text` or `fields`')
  }
}

/** action_id is unique inside its block (docs.slack.dev/reference/block-kit/blocks/actions-block). */
function uniqueActionIds(value: Dict, at: At): void {
  const ids = dictsOf(value.elements).map((each) => stringOf(each.action_id))
  ids.forEach((id, index) => {
    if (id !== '' && ids.indexOf(id) < index) {
      report(
        under(under(under(at, 'elements'), index), 'action_id'),
        `\`action_id\` "${id}" already exists in this block`,
      )
    }
  })
}

const contextElement: Rule = (value, at) => {
  const isImage = isDict(value) && value.type === 'image'
  const rule = isImage ? byType({ image: imageElement }) : anyText(3000)
  rule(value, at)
}

const cell = byType({
  raw_text: object({ text: string(10_000, 0) }),
  raw_number: object({ value: number, text: string(10_000, 0) }),
  rich_text: object(richTextFields),
})

const columnSetting: Rule = (value, at) => {
  if (value === null) return
  object({ align: optional(oneOf('left', 'center', 'right')), is_wrapped: optional(boolean) })(
    value,
    at,
  )
}

/** Per block type, its fields and limits (docs.slack.dev/reference/block-kit/blocks). */
const blocks: Record<string, Rule> = {
  header: block({ text: plainText(150) }),
  section: block(
    {
      text: optional(anyText(3000)),
      fields: optional(list(anyText(2000), { max: 10 })),
      accessory: optional(byType(elements, sectionAccessories)),
      expand: optional(boolean),
    },
    textOrFields,
  ),
  context: block({ elements: list(contextElement, { max: 10 }) }),
  actions: block(
    { elements: list(byType(elements, actionsElements), { max: 25 }) },
    uniqueActionIds,
  ),
  divider: block({}),
  input: block({
    label: plainText(2000),
    element: byType(elements, inputElements),
    hint: optional(plainText(2000)),
    optional: optional(boolean),
    dispatch_action: optional(boolean),
  }),
  image: block(
    {
      alt_text: string(2000),
      title: optional(plainText(2000)),
      image_url: optional(string(3000)),
      slack_file: optional(slackFile),
    },
    imageSource,
  ),
  rich_text: block(richTextFields),
  markdown: block({ text: string(12_000) }),
  table: block({
    rows: list(list(cell, { max: 20 }), { max: 100 }),
    column_settings: optional(list(columnSetting, { max: 20 })),
  }),
  alert: block({
    text: anyText(200),
    level: optional(oneOf('default', 'info', 'warning', 'error', 'success')),
  }),
}

const everywhere = [
  'header',
  'section',
  'context',
  'actions',
  'divider',
  'input',
  'image',
  'rich_text',
]

const allowed: Record<Surface, string[]> = {
  message: [...everywhere, 'markdown', 'table'],
  modal: [...everywhere, 'alert'],
  home: [...everywhere, 'table'],
}

/** Checks a list of blocks for a surface, block_ids being unique in it. */
export function blockList(max: number): Rule {
  return (value, at) => {
    list(byType(blocks, allowed[at.surface]), { min: 0, max })(value, at)
    const ids = dictsOf(value).map((each) => stringOf(each.block_id))
    ids.forEach((id, index) => {
      if (id !== '' && ids.indexOf(id) < index) {
        report(under(under(at, index), 'block_id'), `\`block_id\` "${id}" already exists`)
      }
    })
  }
}
