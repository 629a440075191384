import { Element } from '../elements/element.tsx'
import { Text } from '../text/text-object.tsx'
import type { BlockOf } from './known.ts'

export function SectionView({ block }: { block: BlockOf<'section'> }) {
  return (
    <div className="block section">
      <div className="section-text">
        {block.text && <Text of={block.text} />}
        {block.fields && (
          <div className="fields">
            {block.fields.map((field, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: fields have no other identity
              <div key={at}>
                <Text of={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div className="accessory">
          <Element element={block.accessory} blockId={block.block_id ?? ''} />
        </div>
      )}
    </div>
  )
}
