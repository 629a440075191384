import { lazy, Suspense } from 'react'
import type { BlockOf } from './known.ts'

/** Its reader is loaded when the first markdown block comes. */
const Markdown = lazy(async () => ({ default: (await import('../text/markdown.tsx')).Markdown }))

export function MarkdownView({ block }: { block: BlockOf<'markdown'> }) {
  return (
    <div className="block markdown">
      <Suspense fallback={block.text}>
        <Markdown text={block.text} />
      </Suspense>
    </div>
  )
}
