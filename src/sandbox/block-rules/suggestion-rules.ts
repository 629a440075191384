import type { Dict } from '../json.ts'
import { optionGroup, selectOption } from './composition.ts'
import { type At, list, object, optional, report } from './rule.ts'

const answer = object(
  {
    options: optional(list(selectOption, { min: 0, max: 100 })),
    option_groups: optional(list(optionGroup, { min: 0, max: 100 })),
  },
  (value, at) => {
    const given = ['options', 'option_groups'].filter((name) => value[name] !== undefined)
    if (given.length !== 1) report(at, 'must define either `options` or `option_groups`')
  },
)

/** What Slack would refuse in an answer to block_suggestion (docs.slack.dev/reference/interaction-payloads). */
export function suggestionFindings(body: Dict): string[] {
  const at: At = { pointer: '', surface: 'modal', findings: [] }
  answer(body, at)
  return at.findings.map(({ text, pointer }) => `${text} [json-pointer:${pointer}]`)
}
