import type { Option, PlainTextOption } from '@slack/types'
import { optionsOf } from '../../element-walk.ts'
import { type Dict, dictOf, stringOf } from '../../json.ts'
import type { Choice, ChoiceGroup } from './picker.tsx'

interface WithOptions {
  options?: (Option | PlainTextOption)[]
  option_groups?: { label: { text: string }; options: (Option | PlainTextOption)[] }[]
}

/** The options of an element, or of its groups; keys count through all of them from 0. */
export function choicesOf({ options, option_groups }: WithOptions): ChoiceGroup[] {
  let count = 0
  const choice = (option: Option | PlainTextOption): Choice => {
    const key = String(count)
    count += 1
    const description = option.description?.text
    return { key, label: option.text.text, ...(description && { description }) }
  }
  if (!option_groups) return [{ label: '', choices: (options ?? []).map(choice) }]
  return option_groups.map((group) => ({
    label: group.label.text,
    choices: group.options.map(choice),
  }))
}

/** The key of the option with this value, as `choicesOf` counts. */
export function keyOf(element: object, option: unknown): string | null {
  const value = stringOf(dictOf(option).value)
  const at = optionsOf(element as Dict).findIndex((each) => each.value === value)
  return value !== '' && at >= 0 ? String(at) : null
}
