import type { InputBlock, KnownBlock } from '@slack/types'
import { type HistoryFilter, type HistoryKind, historyKinds } from '../domain/history.ts'
import { asks } from './actions.ts'
import { option, renewed } from './inputs.ts'
import { plain } from './text.ts'

export const historyFields = {
  kind: 'kind',
  person: 'person',
  words: 'words',
  from: 'from',
  to: 'to',
} as const

/** So many characters of an item are looked for. */
export const longestWords = 100

/** The value of the choice that is no kind. */
const anyKind = 'any'

const kindWords: Record<HistoryKind, string> = {
  states: 'Ticks and states',
  plan: 'Owners and dates',
  gates: 'Sign-offs and gates',
  emergencies: 'Emergencies',
  list: 'List and settings',
  reach: 'Reminders and channel',
}

/** The fields for those filters that tell something apart in a history. `form`: see `dialogs.history`. */
export function filterInputs(
  of: 'launch' | 'item' | 'person',
  filter: HistoryFilter,
  form: number,
): KnownBlock[] {
  const kinds = [
    option('Everything', anyKind),
    ...historyKinds.map((kind) => option(kindWords[kind], kind)),
  ]
  const chosen = kinds.find(({ value }) => value === (filter.kind ?? anyKind))
  const inputs: InputBlock[] = [
    field('kind', 'What', {
      type: 'static_select',
      options: kinds,
      ...(chosen && { initial_option: chosen }),
    }),
    ...(of === 'person'
      ? []
      : [
          field('person', 'Who', {
            type: 'users_select',
            placeholder: plain('Anybody'),
            ...(filter.personId && { initial_user: filter.personId }),
          }),
        ]),
    ...(of === 'item'
      ? []
      : [
          field('words', 'Words of an item', {
            type: 'plain_text_input',
            max_length: longestWords,
            placeholder: plain('Press Enter to search'),
            ...(filter.words && { initial_value: filter.words }),
          }),
        ]),
    field('from', 'From', {
      type: 'datepicker',
      ...(filter.from && { initial_date: filter.from }),
    }),
    field('to', 'To', { type: 'datepicker', ...(filter.to && { initial_date: filter.to }) }),
  ]
  return renewed(inputs, String(form))
}

/** A field that tells at once when it is changed. */
function field(
  name: keyof typeof historyFields,
  label: string,
  element: InputBlock['element'],
): InputBlock {
  const id = historyFields[name]
  return {
    type: 'input',
    block_id: id,
    label: plain(label),
    optional: true,
    dispatch_action: true,
    element: { ...element, action_id: `${asks.historyField}:${id}` },
  }
}
