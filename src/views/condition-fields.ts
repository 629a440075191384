/** What a launch has, of all that its checklist asks about: boxes, all ticked at first. */
import type { InputBlock } from '@slack/types'
import type { Condition } from '../domain/template.ts'
import { boxesInput, sizedOption } from './inputs.ts'

/** One group for each ten: Slack's checkboxes have no more. */
export const conditionFields = ['conditions', 'conditions-2'] as const
const boxesAtMost = 10

/** A condition with how many items hang on it. */
export type AskedCondition = Condition & { items: number }

export function conditionInputs(asked: readonly AskedCondition[]): InputBlock[] {
  return conditionFields.flatMap((id, index) => {
    const some = asked.slice(boxesAtMost * index, boxesAtMost * (index + 1))
    if (some.length === 0) return []
    const hint = 'What is not ticked leaves its items out.'
    const label = index === 0 ? 'What it has' : 'What it has, too'
    const options = some.map(({ name, question, items }) => sizedOption(question, name, items))
    const names = some.map(({ name }) => name)
    return [boxesInput({ id, label, hint, optional: true }, options, names)]
  })
}
