import { Text } from '../text/text-object.tsx'
import type { BlockOf } from './known.ts'

export function HeaderView({ block }: { block: BlockOf<'header'> }) {
  return (
    <h3 className="block header">
      <Text of={block.text} />
    </h3>
  )
}
