import type { KnownBlock } from '@slack/types'

/** The blocks that the sandbox lets through (coverage.ts), all of which the page shows. */
export type ShownBlock = Extract<
  KnownBlock,
  {
    type:
      | 'actions'
      | 'context'
      | 'divider'
      | 'header'
      | 'image'
      | 'input'
      | 'markdown'
      | 'rich_text'
      | 'section'
      | 'table'
  }
>

export type BlockOf<T extends ShownBlock['type']> = Extract<ShownBlock, { type: T }>
