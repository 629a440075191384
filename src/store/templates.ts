import type { Mark } from '../domain/launch.ts'
import { nameKey } from '../domain/launch.ts'
import { type Db, iso } from './database.ts'
import { toMark } from './launches.ts'
import type { TemplateRow, TemplateVersionRow } from './schema.ts'

/** A template that is kept: by golive itself, whose shipped ones follow its releases, or by people. */
export type KeptTemplate = {
  id: string
  name: string
  keptBy: 'golive' | 'people'
  retired: Mark | null
}

export type TemplateVersion = {
  id: string
  templateId: string
  /** Counts the versions of a template from 1. */
  number: number
  /** What the template was called in it. */
  name: string
  source: string
  saved: Mark
  note: string | null
}

/** The newest versions of the templates that a launch can be started from, by name. */
export async function offeredTemplates(db: Db): Promise<TemplateVersion[]> {
  const rows = await newest(db).where('retired_at', 'is', null).execute()
  return rows.map(toVersion).sort((one, other) => one.name.localeCompare(other.name))
}

/** A version that can be started from; undefined when its template is retired, or it is not there. */
export async function findOfferedTemplate(
  db: Db,
  versionId: string,
): Promise<TemplateVersion | undefined> {
  const row = await db
    .selectFrom('template_versions')
    .innerJoin('templates', 'templates.id', 'template_versions.template_id')
    .selectAll('template_versions')
    .where('template_versions.id', '=', versionId)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row && toVersion(row)
}

/** Every template there is, those in use first, by name, each with its newest version. */
export async function listTemplates(
  db: Db,
): Promise<{ template: KeptTemplate; newest: TemplateVersion }[]> {
  const templates = await db.selectFrom('templates').selectAll().orderBy('name').execute()
  const versions = new Map((await newest(db).execute()).map((row) => [row.template_id, row]))
  return templates
    .map(toTemplate)
    .flatMap((template) => {
      const row = versions.get(template.id)
      return row ? [{ template, newest: toVersion(row) }] : []
    })
    .sort(
      (one, other) =>
        Number(one.template.retired !== null) - Number(other.template.retired !== null),
    )
}

export async function findTemplate(db: Db, id: string): Promise<KeptTemplate | undefined> {
  const row = await db.selectFrom('templates').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toTemplate(row)
}

/** The template in use under a name that is taken to be the same. */
export async function findTemplateNamed(db: Db, name: string): Promise<KeptTemplate | undefined> {
  const row = await db
    .selectFrom('templates')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return row && toTemplate(row)
}

/** The template that golive itself keeps, or kept, under a name; one in use before one that is not. */
export async function findShippedTemplate(db: Db, name: string): Promise<KeptTemplate | undefined> {
  const rows = await db
    .selectFrom('templates')
    .selectAll()
    .where('name_key', '=', nameKey(name))
    .where('kept_by', '=', 'golive')
    .execute()
  const row = rows.find(({ retired_at }) => retired_at === null) ?? rows[0]
  return row && toTemplate(row)
}

/** The versions of a template, newest first. */
export async function listVersions(db: Db, templateId: string): Promise<TemplateVersion[]> {
  const rows = await db
    .selectFrom('template_versions')
    .selectAll()
    .where('template_id', '=', templateId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toVersion)
}

export async function findVersion(db: Db, id: string): Promise<TemplateVersion | undefined> {
  const row = await db
    .selectFrom('template_versions')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toVersion(row)
}

/** The version that a launch was started with. Throws when there is no such launch. */
export async function findVersionOfLaunch(db: Db, launchId: string): Promise<TemplateVersion> {
  const row = await db
    .selectFrom('template_versions')
    .innerJoin('launches', 'launches.template_id', 'template_versions.id')
    .selectAll('template_versions')
    .where('launches.id', '=', launchId)
    .executeTakeFirstOrThrow()
  return toVersion(row)
}

/** The version that was saved under a key: by one form, or from one shipped file. */
export async function findVersionOfKey(db: Db, key: string): Promise<TemplateVersion | undefined> {
  const row = await db
    .selectFrom('template_versions')
    .selectAll()
    .where('key', '=', key)
    .executeTakeFirst()
  return row && toVersion(row)
}

/** Throws on a second template in use under one name: a unique key. */
export async function insertTemplate(db: Db, { id, name, keptBy }: Omit<KeptTemplate, 'retired'>) {
  const kept_by = keptBy
  const row = { id, name, name_key: nameKey(name), kept_by, retired_at: null, retired_by: null }
  await db.insertInto('templates').values(row).execute()
}

/** Throws on a second version under one key, or number: unique keys. */
export async function insertVersion(db: Db, version: TemplateVersion & { key: string }) {
  await db
    .insertInto('template_versions')
    .values({
      id: version.id,
      template_id: version.templateId,
      number: version.number,
      name: version.name,
      key: version.key,
      source: version.source,
      saved_at: iso(version.saved.at),
      saved_by: version.saved.by,
      note: version.note,
    })
    .execute()
}

/** Says what a template is called, and who keeps it. */
export async function updateTemplate(
  db: Db,
  { id, name, keptBy }: Omit<KeptTemplate, 'retired'>,
): Promise<void> {
  await db
    .updateTable('templates')
    .set({ name, name_key: nameKey(name), kept_by: keptBy })
    .where('id', '=', id)
    .execute()
}

/** Offers a template no more, or, with null, again. */
export async function markRetired(db: Db, id: string, retired: Mark | null): Promise<void> {
  await db
    .updateTable('templates')
    .set({ retired_at: retired && iso(retired.at), retired_by: retired?.by ?? null })
    .where('id', '=', id)
    .execute()
}

/** Makes other transactions that change a template wait for this one, on either dialect. */
export async function lockTemplate(db: Db, id: string): Promise<void> {
  await db
    .updateTable('templates')
    .set((column) => ({ name: column.ref('name') }))
    .where('id', '=', id)
    .execute()
}

function newest(db: Db) {
  return db
    .selectFrom('template_versions')
    .innerJoin('templates', 'templates.id', 'template_versions.template_id')
    .selectAll('template_versions')
    .where('number', '=', (row) =>
      row
        .selectFrom('template_versions as other')
        .select((other) => other.fn.max('other.number').as('last'))
        .whereRef('other.template_id', '=', 'template_versions.template_id'),
    )
}

function toTemplate(row: TemplateRow): KeptTemplate {
  const retired = toMark(row.retired_at, row.retired_by ?? 'golive')
  return { id: row.id, name: row.name, keptBy: row.kept_by, retired }
}

function toVersion(row: TemplateVersionRow): TemplateVersion {
  const { id, number, name, source, note } = row
  const saved = { at: new Date(row.saved_at), by: row.saved_by }
  return { id, templateId: row.template_id, number, name, source, saved, note }
}
