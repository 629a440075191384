import { type Dict, dictOf, dictsOf, stringOf } from './json.ts'

export interface PlacedElement {
  block: Dict
  blockId: string
  element: Dict
  actionId: string
  type: string
  isInput: boolean
}

/** Every element of the blocks, with where it stands, in reading order. */
export function elementsOf(blocks: Dict[]): PlacedElement[] {
  return blocks.flatMap((block) => elementsIn(block).map((element) => placed(block, element)))
}

function elementsIn(block: Dict): Dict[] {
  if (block.type === 'section') return block.accessory ? [dictOf(block.accessory)] : []
  if (block.type === 'input') return [dictOf(block.element)]
  if (block.type === 'actions') return dictsOf(block.elements)
  return []
}

function placed(block: Dict, element: Dict): PlacedElement {
  return {
    block,
    blockId: stringOf(block.block_id),
    element,
    actionId: stringOf(element.action_id),
    type: stringOf(element.type),
    isInput: block.type === 'input',
  }
}

/** All options of an element, those of its groups too. */
export function optionsOf(element: Dict): Dict[] {
  return [
    ...dictsOf(element.options),
    ...dictsOf(element.option_groups).flatMap((group) => dictsOf(group.options)),
  ]
}
