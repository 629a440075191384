import { createHash, randomUUID } from 'node:crypto'
import { readTemplate } from '../domain/read-template.ts'
import type { Problem } from '../domain/template.ts'
import { offerTemplates as save } from '../store/templates.ts'
import { type Context, systemActor } from './context.ts'
import { run } from './run.ts'

/**
 * Offers exactly these checklists (Markdown) for new launches; launches that run keep theirs.
 * Returns what of each could not be placed. Refuses ('template-unreadable') all of them when one
 * cannot be read.
 */
export async function offerTemplates(
  context: Context,
  sources: readonly string[],
): Promise<{ name: string; unplaced: Problem[] }[]> {
  const read = sources.map((source) => ({ source, ...readTemplate(source) }))
  return run(context, systemActor(''), async (work) => {
    const templates = read.map(({ source, template }) => ({
      id: randomUUID(),
      name: template.name,
      digest: createHash('sha256').update(source).digest('hex'),
      source,
    }))
    await save(work.db, templates, work.now)
    return read.map(({ template, unplaced }) => ({ name: template.name, unplaced }))
  })
}
