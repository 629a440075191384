import type { ComponentType } from 'react'
import type { Dict } from '../../json.ts'
import { Unknown } from '../base/unknown.tsx'
import { ActionsView } from './actions.tsx'
import { ContextView } from './context.tsx'
import { DividerView } from './divider.tsx'
import { HeaderView } from './header.tsx'
import { ImageView } from './image.tsx'
import { InputView } from './input.tsx'
import type { BlockOf, ShownBlock } from './known.ts'
import { MarkdownView } from './markdown.tsx'
import { RichTextView } from './rich-text.tsx'
import { SectionView } from './section.tsx'
import { TableView } from './table.tsx'

const views: { [T in ShownBlock['type']]: ComponentType<{ block: BlockOf<T> }> } = {
  actions: ActionsView,
  context: ContextView,
  divider: DividerView,
  header: HeaderView,
  image: ImageView,
  input: InputView,
  markdown: MarkdownView,
  rich_text: RichTextView,
  section: SectionView,
  table: TableView,
}

/** Blocks as Slack shows them; what is not known is shown as unknown. */
export function Blocks({ blocks }: { blocks: readonly Dict[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, at) => (
        <BlockView key={keyOf(block, at)} block={block} />
      ))}
    </div>
  )
}

/**
 * An input with a new block_id starts afresh. Other blocks are known by their place, so that who
 * clicked a button with the keyboard keeps it under their fingers when the message changes.
 */
function keyOf(block: Dict, at: number): string {
  return block.type === 'input' ? String(block.block_id) : `${at} ${block.type}`
}

function BlockView({ block }: { block: Dict }) {
  const type = String(block.type)
  if (!isShown(type)) return <Unknown what={`block: ${type}`} source={block} />
  // The sandbox has checked the block's shape already (block-rules), so its type says all.
  const View = views[type] as ComponentType<{ block: object }>
  return <View block={block} />
}

function isShown(type: string): type is ShownBlock['type'] {
  return type in views
}
