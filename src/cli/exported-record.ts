import { z } from 'zod'
import type { ChainedEntry, Head } from '../domain/chain.ts'

/** Longer than any record that golive writes. */
const mostBytes = 256 * 1024 * 1024

const text = z.string()
const place = z.int().min(0)
const entry = z.object({
  ...{ id: text, place, itemId: text.nullable(), type: text, at: text, by: text, via: text },
  ...{ salt: text, digest: text, hash: text },
  // As it is: a copy might have its keys in another order.
  data: z.custom<object>((data) => typeof data === 'object' && data !== null),
})
const exported = z.object({
  format: z.literal('golive-launch'),
  version: z.literal(1),
  launch: z.object({ id: text, name: text.optional() }),
  record: z.object({ entries: z.array(entry), head: z.object({ place, hash: text }) }),
})

export type ExportedRecord = {
  launchId: string
  name: string
  entries: ChainedEntry[]
  head: Head
}

/** The record in an exported launch; a sentence where it is none. */
export function readExportedRecord(source: string): ExportedRecord | { problem: string } {
  if (source.length > mostBytes)
    return { problem: 'it is larger than any launch that golive exports' }
  try {
    const read = exported.safeParse(JSON.parse(source))
    if (!read.success) {
      const [issue] = read.error.issues
      return {
        problem: `it is no launch that golive exported (${issue?.path.join('.') || 'all'}: ${issue?.message})`,
      }
    }
    const { launch, record } = read.data
    const entries = record.entries.map(({ data, ...rest }) => ({
      ...rest,
      launchId: launch.id,
      data: JSON.stringify(data),
    }))
    return { launchId: launch.id, name: launch.name ?? launch.id, entries, head: record.head }
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: 'it is no JSON' }
    // Nested more deeply than can be written again.
    if (error instanceof RangeError) return { problem: 'it is no launch that golive exported' }
    throw error
  }
}
