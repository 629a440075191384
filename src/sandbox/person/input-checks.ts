import { elementsOf, type PlacedElement } from '../element-walk.ts'
import { currentValue } from '../input-state.ts'
import { stringOf } from '../json.ts'
import type { InputValue } from '../shapes.ts'
import { isEmpty } from './values.ts'

const longestTypedText = 3000

/** What Slack's client itself finds wrong before it submits, by block_id. */
export function inputErrors(
  blocks: Parameters<typeof elementsOf>[0],
  typed: Map<string, InputValue>,
): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const placed of elementsOf(blocks)) {
    if (!placed.isInput) continue
    const error = inputError(placed, currentValue(placed, typed))
    if (error) errors[placed.blockId] = error
  }
  return errors
}

function inputError(
  { block, element, type }: PlacedElement,
  value: InputValue,
): string | undefined {
  if (isEmpty(value))
    return block.optional === true ? undefined : 'Please complete this required field.'
  const text = stringOf(value.value)
  switch (type) {
    case 'plain_text_input':
      return lengthError(
        text,
        Number(element.min_length ?? 0),
        Number(element.max_length ?? longestTypedText),
      )
    case 'number_input':
      return numberError(text, element)
    case 'email_text_input':
      return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)
        ? undefined
        : 'Please enter a valid email address.'
    case 'url_text_input':
      return URL.canParse(text) ? undefined : 'Please enter a valid URL.'
    default:
      return undefined
  }
}

function lengthError(text: string, least: number, most: number): string | undefined {
  if (text.length < least) return `This field needs at least ${least} characters.`
  return text.length > most ? `This field must be ${most} characters or fewer.` : undefined
}

function numberError(text: string, element: PlacedElement['element']): string | undefined {
  const number = Number(text)
  if (Number.isNaN(number)) return 'Please enter a number.'
  if (element.is_decimal_allowed !== true && !Number.isInteger(number))
    return 'Please enter a whole number.'
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`
  return undefined
}
