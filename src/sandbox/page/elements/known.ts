import type {
  ActionsBlockElement,
  ContextBlockElement,
  InputBlockElement,
  SectionBlockAccessory,
} from '@slack/types'

type AnyElement =
  | ActionsBlockElement
  | Extract<ContextBlockElement, { type: 'image' }>
  | InputBlockElement
  | SectionBlockAccessory

/** The elements that the sandbox simulates; the others it refuses, and the page shows as unknown. */
export type ShownElement = Exclude<
  AnyElement,
  { type: 'workflow_button' | 'rich_text_input' | 'multi_external_select' }
>

export type ElementOf<T extends ShownElement['type']> = Extract<ShownElement, { type: T }>
