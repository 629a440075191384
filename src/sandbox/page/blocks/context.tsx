import { Picture } from '../elements/picture.tsx'
import { Text } from '../text/text-object.tsx'
import type { BlockOf } from './known.ts'

export function ContextView({ block }: { block: BlockOf<'context'> }) {
  return (
    <div className="block context">
      {block.elements.map((element, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: texts have no other identity
        if (element.type === 'image') return <Picture key={at} image={element} />
        // biome-ignore lint/suspicious/noArrayIndexKey: texts have no other identity
        return <Text key={at} of={element} />
      })}
    </div>
  )
}
