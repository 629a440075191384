import { createHash, randomUUID } from 'node:crypto'
import { loadReader } from '../domain/load-reader.ts'
import type { Problem } from '../domain/template.ts'
import {
  findShippedTemplate,
  findTemplate,
  findTemplateNamed,
  findVersionOfKey,
  insertTemplate,
  insertVersion,
  listTemplates,
  listVersions,
  markRetired,
} from '../store/templates.ts'
import { type Context, systemActor } from './context.ts'
import { run, type Work } from './run.ts'

type Shipped = { name: string; source: string; key: string }

/**
 * Offers the checklists (Markdown) that golive ships, and of those that it shipped before no others;
 * another content is a new version. What people have made their own stays theirs, and launches that run
 * keep what they were started with. What is kept already is not read again. Returns what could not be
 * placed, of each that was read. Refuses ('template-unreadable') all of them when one cannot be read.
 */
export async function offerTemplates(
  context: Context,
  sources: readonly string[],
): Promise<{ name: string; unplaced: Problem[] }[]> {
  const shipped: Shipped[] = []
  const read: { name: string; unplaced: Problem[] }[] = []
  for (const source of sources) {
    const key = createHash('sha256').update(source).digest('hex')
    const known = await findVersionOfKey(context.db, key)
    if (known) {
      shipped.push({ name: known.name, source, key })
      continue
    }
    const { readTemplate } = await loadReader()
    const { template, unplaced } = readTemplate(source)
    shipped.push({ name: template.name, source, key })
    read.push({ name: template.name, unplaced })
  }
  return run(context, systemActor(''), async (work) => {
    const ids = new Set<string>()
    for (const each of shipped) ids.add(await offer(work, each))
    for (const { template } of await listTemplates(work.db)) {
      const isOver = template.keptBy === 'golive' && !template.retired && !ids.has(template.id)
      if (isOver) await markRetired(work.db, template.id, { at: work.now, by: 'golive' })
    }
    return read
  })
}

/** Returns the id of the template that it is a version of. */
async function offer(work: Work, shipped: Shipped): Promise<string> {
  const { db, now } = work
  const { name, source, key } = shipped
  const known = await findVersionOfKey(db, key)
  const kept = known
    ? await findTemplate(db, known.templateId)
    : ((await findShippedTemplate(db, name)) ?? (await findTemplateNamed(db, name)))
  const id = kept?.id ?? randomUUID()
  if (!kept) await insertTemplate(db, { id, name, keptBy: 'golive' })
  if (kept?.keptBy === 'people') return id
  const isTaken = kept?.retired && (await findTemplateNamed(db, kept.name))
  if (kept?.retired?.by === 'golive' && !isTaken) await markRetired(db, id, null)
  const [last] = await listVersions(db, id)
  if (last?.source === source) return id
  const saved = { at: now, by: 'golive' }
  const number = (last?.number ?? 0) + 1
  // What was shipped once and is shipped again is a version of its own.
  const own = known ? `${key}:${number}` : key
  const version = { id: randomUUID(), templateId: id, number, name, source, saved, note: null }
  await insertVersion(db, { ...version, key: own })
  return id
}
