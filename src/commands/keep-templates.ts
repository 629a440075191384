/** What people do with templates: they add one, save a new version, retire one and bring it back. */
import { randomUUID } from 'node:crypto'
import { limits } from '../domain/limits.ts'
import { loadReader } from '../domain/load-reader.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import type { Problem } from '../domain/template.ts'
import type { Db } from '../store/database.ts'
import { isUniqueViolation } from '../store/dialect.ts'
import {
  findTemplate,
  findTemplateNamed,
  findVersionOfKey,
  insertTemplate,
  insertVersion,
  type KeptTemplate,
  listVersions,
  lockTemplate,
  markRetired,
  type TemplateVersion,
  updateTemplate,
} from '../store/templates.ts'
import { authorise, type Context } from './context.ts'
import { run } from './run.ts'

export type TemplateSave = {
  /** Of the form: the same one sent again saves nothing again. */
  formId: string
  /** Null: a new template. */
  templateId: string | null
  /** The number of the version that was edited. */
  seen: number | null
  source: string
  /** What is new, in the words of whoever saves it. */
  note: string | null
}

export type SavedVersion = {
  version: TemplateVersion
  /** The one that it follows. */
  before: TemplateVersion | null
  unplaced: Problem[]
}

/**
 * Saves a checklist (Markdown) as a new template, or as a new version of one, which is the people's from
 * then on. What says the same as the newest version is no version. Refuses what cannot be read
 * ('template-unreadable'), a name that another template has ('template-named'), one that somebody else has
 * changed since ('template-changed') or that is not there ('template-unknown'), and a note that is too long
 * ('faults', field `note`).
 */
export async function saveTemplate(
  context: Context,
  actor: Actor,
  save: TemplateSave,
): Promise<SavedVersion> {
  try {
    return await tryToSave(context, actor, save)
  } catch (error) {
    // Another process was faster with the same form, name or number: now that is there to be found.
    if (isUniqueViolation(error)) return tryToSave(context, actor, save)
    throw error
  }
}

async function tryToSave(
  context: Context,
  actor: Actor,
  save: TemplateSave,
): Promise<SavedVersion> {
  const { readTemplate } = await loadReader()
  const { template, unplaced } = readTemplate(save.source)
  const note = save.note?.trim() || null
  if (note && note.length > limits.reason) {
    const { length } = note
    const fault = { code: 'too-long', limit: limits.reason, length } as const
    throw new Refusal({ code: 'faults', faults: { note: fault } })
  }
  return run(context, actor, async ({ db, now }) => {
    authorise('keep-templates', actor, null)
    const done = await findVersionOfKey(db, save.formId)
    if (done) return { version: done, before: await versionBefore(db, done), unplaced }
    const kept = save.templateId === null ? null : await templateToChange(db, save.templateId)
    const [newest] = kept ? await listVersions(db, kept.id) : []
    if (newest && newest.number !== save.seen) {
      throw new Refusal({ code: 'template-changed', name: newest.name, saved: newest.saved })
    }
    if (newest?.source === save.source) return { version: newest, before: newest, unplaced }
    const { name } = template
    const namesake = await findTemplateNamed(db, name)
    if (namesake && namesake.id !== kept?.id) throw new Refusal({ code: 'template-named', name })
    const id = kept?.id ?? randomUUID()
    if (kept) await updateTemplate(db, { id, name, keptBy: 'people' })
    else await insertTemplate(db, { id, name, keptBy: 'people' })
    const version = {
      ...{ id: randomUUID(), templateId: id, number: (newest?.number ?? 0) + 1, name },
      ...{ source: save.source, saved: { at: now, by: actor.id }, note },
    }
    await insertVersion(db, { ...version, key: save.formId })
    return { version, before: newest ?? null, unplaced }
  })
}

/**
 * Offers a template no more to launches that are started, or, with `isRetired: false`, again. Launches
 * that run keep theirs. Changes nothing twice. Refuses one that is not there ('template-unknown') and
 * bringing one back whose name another has by now ('template-named').
 */
export function retireTemplate(
  context: Context,
  actor: Actor,
  { templateId, isRetired }: { templateId: string; isRetired: boolean },
): Promise<KeptTemplate> {
  return run(context, actor, async ({ db, now }) => {
    authorise('keep-templates', actor, null)
    const template = await templateToChange(db, templateId)
    if ((template.retired !== null) === isRetired) return template
    const namesake = await findTemplateNamed(db, template.name)
    if (!isRetired && namesake) throw new Refusal({ code: 'template-named', name: template.name })
    const retired = isRetired ? { at: now, by: actor.id } : null
    await markRetired(db, templateId, retired)
    return { ...template, retired }
  })
}

async function templateToChange(db: Db, id: string): Promise<KeptTemplate> {
  await lockTemplate(db, id)
  const template = await findTemplate(db, id)
  if (!template) throw new Refusal({ code: 'template-unknown' })
  return template
}

async function versionBefore(db: Db, version: TemplateVersion): Promise<TemplateVersion | null> {
  const versions = await listVersions(db, version.templateId)
  return versions.find(({ number }) => number === version.number - 1) ?? null
}
