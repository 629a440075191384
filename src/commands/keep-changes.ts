/** "Keep this for next time": what a launch changed of its list becomes a version of its template. */
import { compareTemplates, type TemplateChange } from '../domain/compare-templates.ts'
import { loadPrinter, loadReader } from '../domain/load-reader.ts'
import { listEvents, type OwnChange, ownChanges, withChanges } from '../domain/own-changes.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Template } from '../domain/template.ts'
import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { listEventsOf } from '../store/events.ts'
import { findVersionOfLaunch, listVersions, type TemplateVersion } from '../store/templates.ts'
import { type Context, launchFor } from './context.ts'
import { type SavedVersion, saveTemplate } from './keep-templates.ts'

/** What would be kept of a launch's own changes. */
export type Keepable = {
  /** The newest version of the launch's template, on which they come. */
  newest: TemplateVersion
  /** That version with them. */
  template: Template
  changes: TemplateChange[]
  /** Those that find nothing in it to change. */
  missed: OwnChange[]
}

/** What a launch has changed of its list, as changes of its template's newest version. */
export async function keepableChanges(db: Db, actor: Actor, launchId: string): Promise<Keepable> {
  await launchFor(db, actor, launchId)
  const board = await readBoard(db, launchId)
  const started = await findVersionOfLaunch(db, launchId)
  const [newest = started] = await listVersions(db, started.templateId)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  const own = ownChanges(await listEventsOf(db, launchId, listEvents), board)
  const { readTemplate } = await loadReader()
  const before = readTemplate(newest.source).template
  const { template, missed } = withChanges(before, own)
  return { newest, template, changes: compareTemplates(before, template), missed }
}

/**
 * Saves a launch's own changes as a new version of its template. Refuses as `saveTemplate` does; the same
 * form sent again saves nothing again.
 */
export async function keepChanges(
  context: Context,
  actor: Actor,
  wish: { launchId: string; formId: string; seen: number; note: string | null },
): Promise<SavedVersion> {
  const { newest, template } = await keepableChanges(context.db, actor, wish.launchId)
  const { formId, seen, note } = wish
  const { printTemplate } = await loadPrinter()
  const source = printTemplate(template)
  return saveTemplate(context, actor, { formId, templateId: newest.templateId, seen, source, note })
}
