import { elementsOf, optionsOf, type PlacedElement } from '../element-walk.ts'
import { type Dict, stringOf, textOf } from '../json.ts'
import { blockLines, linesOf } from '../readable.ts'

export interface FoundElement {
  placed: PlacedElement
  /** Set when the label was that of an option. */
  option?: Dict
}

/** An element by its ids, as the page names it; `option`: which of its options, counted from 0. */
export interface ElementRef {
  blockId: string
  actionId: string
  option?: number
}

/** What to click or fill: by the words that a person reads, or by ids. */
export type Aimed = string | ElementRef

/** A list of blocks in which to look: a message or a view. */
export interface Searched<Where> {
  where: Where
  blocks: Dict[]
  /** All that can be read there, for `near`. */
  text: string
}

type Match = (placed: PlacedElement) => FoundElement | undefined

/** How well a block fits `near`: by itself, by the text blocks it belongs to, by the whole message. */
const closeness = { block: 3, group: 2, message: 1 } as const

/** The element matching in the first place searched; with `near`, in the block (else message) containing it. */
export function findElement<Where>(
  places: Searched<Where>[],
  match: Match,
  near?: string,
): (FoundElement & { where: Where }) | undefined {
  const ranks = near === undefined ? [0] : [closeness.block, closeness.group, closeness.message]
  for (const rank of ranks) {
    for (const place of places) {
      const found = findIn(place, match, near, rank)
      if (found) return { ...found, where: place.where }
    }
  }
  return undefined
}

function findIn<Where>(
  place: Searched<Where>,
  match: Match,
  near: string | undefined,
  rank: number,
): FoundElement | undefined {
  for (const placed of elementsOf(place.blocks)) {
    const found = match(placed)
    if (found && (near === undefined || isNear(place, placed.block, near, rank))) return found
  }
  return undefined
}

function isNear<Where>(place: Searched<Where>, block: Dict, near: string, rank: number): boolean {
  if (rank === closeness.block) return blockLines(block).includes(near)
  if (rank === closeness.group) {
    return block.type === 'actions' && rowText(place.blocks, block).includes(near)
  }
  return place.text.includes(near) && !isOfAnotherRow(place, block, near)
}

/** In a list, what can be read in one row never means an element of another row. */
function isOfAnotherRow<Where>({ blocks }: Searched<Where>, block: Dict, near: string): boolean {
  return blocks.some(
    (each) => each !== block && areRows(each, block) && rowText(blocks, each).includes(near),
  )
}

/** Whether both are rows of one list: sections with accessories, or actions that share an action_id. */
function areRows(one: Dict, other: Dict): boolean {
  if (one.type !== other.type) return false
  if (one.type === 'section') return one.accessory !== undefined && other.accessory !== undefined
  const ids = elementsOf([one]).map(({ actionId }) => actionId)
  return one.type === 'actions' && elementsOf([other]).some((each) => ids.includes(each.actionId))
}

function rowText(blocks: Dict[], block: Dict): string {
  return block.type === 'actions' ? groupText(blocks, block) : blockLines(block)
}

/** The text of the blocks right above which an actions block belongs to, up to the next actions or divider. */
function groupText(blocks: Dict[], block: Dict): string {
  const above: Dict[] = []
  for (
    let at = blocks.findIndex((each) => each.block_id === block.block_id) - 1;
    at >= 0;
    at -= 1
  ) {
    const each = blocks[at]
    if (!each || each.type === 'actions' || each.type === 'divider') break
    above.unshift(each)
    if (each.type === 'header' || each.type === 'section') break
  }
  return linesOf(above)
}

function byIds({ blockId, actionId, option }: ElementRef): Match {
  return (placed) => {
    if (placed.blockId !== blockId || placed.actionId !== actionId) return undefined
    if (option === undefined) return { placed }
    const chosen = optionsOf(placed.element)[option]
    return chosen && { placed, option: chosen }
  }
}

/** Matches a button by its text, or an option of any element by the option's text. */
export function byLabel(label: Aimed): Match {
  if (typeof label !== 'string') return byIds(label)
  return (placed) => {
    if (placed.type === 'button' && textOf(placed.element.text) === label) return { placed }
    const option = optionsOf(placed.element).find((each) => textOf(each.text) === label)
    return option && { placed, option }
  }
}

/** Matches anything with a value by its input label, its placeholder, its action_id or its section's text. */
export function byFieldName(name: Aimed): Match {
  if (typeof name !== 'string') return byIds(name)
  return (placed) => {
    const { block, element, type, actionId } = placed
    if (type === 'button' || type === 'image' || type === 'overflow') return undefined
    const names = [textOf(block.label), textOf(element.placeholder), actionId, textOf(block.text)]
    return names.some((each) => each === name) ? { placed } : undefined
  }
}

/** All labels a person could click, for error messages. */
export function labelsIn(blocks: Dict[]): string[] {
  return elementsOf(blocks).flatMap(({ type, element, block }) => {
    if (type === 'button') return [textOf(element.text)]
    const name = textOf(block.label) || textOf(element.placeholder) || stringOf(element.action_id)
    return [name, ...optionsOf(element).map((option) => textOf(option.text))]
  })
}
