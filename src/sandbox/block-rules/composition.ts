import { type Dict, isDict } from '../json.ts'
import {
  type At,
  boolean,
  byType,
  list,
  object,
  oneOf,
  optional,
  type Rule,
  report,
  string,
} from './rule.ts'

/** docs.slack.dev/reference/block-kit/composition-objects/text-object: never empty. */
export function plainText(max: number): Rule {
  return byType({ plain_text: object({ text: string(max), emoji: optional(boolean) }) })
}

function mrkdwn(max: number): Rule {
  return byType({ mrkdwn: object({ text: string(max), verbatim: optional(boolean) }) })
}

export function anyText(max: number): Rule {
  return (value, at) =>
    (isDict(value) && value.type === 'mrkdwn' ? mrkdwn(max) : plainText(max))(value, at)
}

/** docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object. */
export const confirm: Rule = object({
  title: optional(plainText(100)),
  text: anyText(300),
  confirm: optional(plainText(30)),
  deny: optional(plainText(30)),
  style: optional(oneOf('primary', 'danger')),
})

const optionLimits = { text: 75, value: 150, description: 75, url: 3000 }

/** An option of selects: plain text only. */
export const selectOption: Rule = object({
  text: plainText(optionLimits.text),
  value: string(optionLimits.value),
  description: optional(plainText(optionLimits.description)),
})

/** An option of radio buttons and checkboxes: mrkdwn is allowed. */
export const boxOption: Rule = object({
  text: anyText(optionLimits.text),
  value: string(optionLimits.value),
  description: optional(anyText(optionLimits.description)),
})

export const overflowOption: Rule = object({
  text: plainText(optionLimits.text),
  value: optional(string(optionLimits.value)),
  description: optional(plainText(optionLimits.description)),
  url: optional(string(optionLimits.url)),
})

export const optionGroup: Rule = object({
  label: plainText(75),
  options: list(selectOption, { max: 100 }),
})

export const slackFile: Rule = object({ url: optional(string(3000)), id: optional(string(255)) })

/** image_url or slack_file, and not both. */
export function imageSource(value: Dict, at: At): void {
  const given = ['image_url', 'slack_file'].filter((name) => value[name] !== undefined)
  if (given.length !== 1) report(at, 'must define either `image_url` or `slack_file`')
}
