import { Picture } from '../elements/picture.tsx'
import { Text } from '../text/text-object.tsx'
import type { BlockOf } from './known.ts'

export function ImageView({ block }: { block: BlockOf<'image'> }) {
  return (
    <figure className="block image">
      {block.title && (
        <figcaption>
          <Text of={block.title} />
        </figcaption>
      )}
      <Picture image={block} />
    </figure>
  )
}
