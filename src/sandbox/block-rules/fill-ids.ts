import { elementsOf } from '../element-walk.ts'
import { copyOf, type Dict } from '../json.ts'
import { madeUpId } from '../workspace.ts'

/** A copy of the blocks in which what has no block_id or action_id got a made-up one, as Slack does. */
export function fillIds(blocks: Dict[]): Dict[] {
  const filled = copyOf(blocks)
  for (const block of filled) block.block_id ??= madeUpId()
  for (const { element } of elementsOf(filled)) {
    if (element.type !== 'image') element.action_id ??= madeUpId()
  }
  return filled
}
