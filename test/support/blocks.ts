import type { AnyBlock, KnownBlock } from '@slack/types'

type Dict = Record<string, unknown>
type Button = { text: { text: string }; value: string; action_id: string; confirm?: unknown }

/** Every object in the blocks, however deep. */
function objectsIn(value: unknown): Dict[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn)
  if (typeof value !== 'object' || value === null) return []
  return [value as Dict, ...Object.values(value).flatMap(objectsIn)]
}

/** golive sends no blocks but those that the types know. */
function known(blocks: readonly AnyBlock[]): readonly KnownBlock[] {
  return blocks as readonly KnownBlock[]
}

/** What a person reads in the blocks, without the labels of what can be clicked. */
export function textsIn(blocks: readonly AnyBlock[]): string[] {
  return known(blocks).flatMap((block) => {
    if (block.type === 'header') return [block.text.text]
    if (block.type !== 'section') return []
    return [block.text?.text ?? [], (block.fields ?? []).map(({ text }) => text)].flat()
  })
}

export function buttonsIn(blocks: readonly AnyBlock[]): Button[] {
  return objectsIn(blocks).filter(({ type }) => type === 'button') as unknown as Button[]
}

export function labelsIn(blocks: readonly AnyBlock[]): string[] {
  return buttonsIn(blocks).map(({ text }) => text.text)
}

/** The element of a dialog's input with this block_id. */
export function inputIn(blocks: readonly AnyBlock[], id: string): Dict | undefined {
  const block = known(blocks).find((each) => each.block_id === id)
  return block?.type === 'input' ? { ...block.element } : undefined
}
