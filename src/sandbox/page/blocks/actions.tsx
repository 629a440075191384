import { Element } from '../elements/element.tsx'
import type { BlockOf } from './known.ts'

export function ActionsView({ block }: { block: BlockOf<'actions'> }) {
  return (
    <div className="block actions">
      {block.elements.map((element, at) => (
        <Element key={element.action_id ?? at} element={element} blockId={block.block_id ?? ''} />
      ))}
    </div>
  )
}
