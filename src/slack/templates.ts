/** Templates: the list of them, and what is done with each. */
import { randomUUID } from 'node:crypto'
import type { ModalView } from '@slack/types'
import { bringableVersion, bringInVersion } from '../commands/bring-in-version.ts'
import { authorise, launchFor } from '../commands/context.ts'
import { keepableChanges, keepChanges } from '../commands/keep-changes.ts'
import { retireTemplate, type SavedVersion, saveTemplate } from '../commands/keep-templates.ts'
import { reviewTemplate } from '../commands/review-template.ts'
import { compareTemplates } from '../domain/compare-templates.ts'
import { loadReader } from '../domain/load-reader.ts'
import type { Actor } from '../domain/person.ts'
import { previewOf } from '../domain/preview.ts'
import { type Reason, Refusal } from '../domain/refusal.ts'
import { partsOf, replacePart } from '../domain/template-parts.ts'
import { asMarkdown } from '../domain/typed-text.ts'
import {
  findTemplate,
  findVersion,
  listTemplates,
  listVersions,
  type TemplateVersion,
} from '../store/templates.ts'
import { actions, asks, dialogs, type TemplateStep } from '../views/actions.ts'
import { bringInDialog } from '../views/bring-in-dialog.ts'
import { keepChangesDialog, keepFields } from '../views/checklist-dialog.ts'
import { conditionFields } from '../views/condition-fields.ts'
import { noticeDialog } from '../views/notice.ts'
import { refusalText } from '../views/refusal-text.ts'
import { reviewDialog } from '../views/review-dialog.ts'
import {
  addSharedDialog,
  addTemplateDialog,
  editTemplateDialog,
  longestPasted,
  templateFields,
  textFiles,
} from '../views/template-edit.ts'
import { previewDialog } from '../views/template-preview.ts'
import {
  changesDialog,
  outlineDialog,
  savedDialog,
  sizeText,
  templatesDialog,
  unplacedLines,
  versionsDialog,
} from '../views/templates.ts'
import { cut, safe } from '../views/text.ts'
import { openDialog } from './dialogs.ts'
import type { Edge } from './edge.ts'
import { checklistView } from './launch-course.ts'
import { type Click, onClick, onMessageShortcut, onSubmit } from './listen.ts'
import { fieldOf, type OpenView, type SlackFile, untickedIn } from './payloads.ts'
import { addressOf, readFile } from './read-file.ts'

export function listenToTemplates(edge: Edge): void {
  const { client, context } = edge

  onClick(edge, actions.templateStep, async (click) => {
    const { actor, value, view, zone } = click
    const { templateId, step } = value
    if (step === 'retire' || step === 'bring-back') {
      await retireTemplate(context, actor, { templateId, isRetired: step === 'retire' })
      if (view) {
        const list = await templatesView(edge, actor, zone)
        await client.views.update({ view_id: view.id, view: list })
      }
      return
    }
    await openDialog(edge, click, await stepView(edge, click, templateId, step))
  })

  onClick(edge, actions.reviewTemplate, async ({ actor, value, view }) => {
    // In its place: three dialogs on each other are the most that Slack has.
    if (!view) return
    const next = await reviewView(edge, actor, value.templateId)
    await client.views.update({ view_id: view.id, view: next })
  })

  onClick(edge, actions.addTemplate, async (click) => {
    authorise('keep-templates', click.actor, null)
    await openDialog(edge, click, addTemplateDialog(randomUUID(), click.actor.channelId))
  })

  onSubmit(
    edge,
    dialogs.addTemplate,
    async ({ value, actor, view, zone }) => {
      const { note } = typedIn(view)
      const { formId, channelId, file } = value
      const source = file ? await sharedSource(edge, file) : await sourceIn(edge, view)
      const save = { formId, templateId: null, seen: null, source, note }
      const saved = await saveTemplate(context, actor, save)
      return {
        update: await savedView(saved, channelId),
        after: () => listAgain(edge, actor, view, zone),
      }
    },
    async (reason, { value, view, zone }) => {
      if (!isAboutText(reason)) return undefined
      const notice = refusalText(reason, zone)
      const { file, formId, channelId } = value
      const typed = typedIn(view)
      const again = file
        ? await sharedDialog(edge, { formId, file, channelId }, typed.note, notice)
        : addTemplateDialog(formId, channelId, typed, notice)
      return { update: again }
    },
  )

  onMessageShortcut(edge, asks.saveChecklist, async ({ actor, triggerId, message }) => {
    authorise('keep-templates', actor, null)
    const { channelId } = actor
    const formId = randomUUID()
    const shared = (message.files ?? []).find(isReadable)
    const url = shared && addressOf(shared)
    const text = asMarkdown(message.text ?? '').trim()
    if (!url && text.length > longestPasted) {
      await client.views.open({ trigger_id: triggerId, view: noticeDialog(tooLong) })
      return undefined
    }
    const file = url ? { name: cut(shared.name ?? 'A file', 300), url } : null
    const view = file
      ? await sharedDialog(edge, { formId, file, channelId })
      : addTemplateDialog(formId, channelId, { text, note: null })
    await client.views.open({ trigger_id: triggerId, view })
    return undefined
  })

  onClick(edge, actions.choosePart, async ({ actor, value, view }) => {
    if (!view) return
    const newest = await newestOf(edge, value.templateId)
    const formId = randomUUID()
    const { part } = value
    const next = editView(newest, part, { formId, channelId: actor.channelId })
    await client.views.update({ view_id: view.id, view: next })
  })

  onSubmit(
    edge,
    dialogs.editTemplate,
    async ({ value, actor, view, zone }) => {
      const { formId, templateId, seen, part, channelId } = value
      const edited = await versionOf(edge, templateId, seen)
      const { text, note } = typedIn(view)
      const source = replacePart(edited.source, part, text ?? '')
      const saved = await saveTemplate(context, actor, { formId, templateId, seen, source, note })
      return {
        update: await savedView(saved, channelId),
        after: () => listAgain(edge, actor, view, zone),
      }
    },
    async (reason, { value, view, zone }) => {
      if (!isAboutText(reason)) return undefined
      const edited = await versionOf(edge, value.templateId, value.seen)
      const notice = refusalText(reason, zone)
      return { update: editView(edited, value.part, value, typedIn(view), notice) }
    },
  )

  onClick(edge, actions.showVersion, async (click) => {
    const { actor, value, zone } = click
    const version = await findVersion(context.db, value.versionId)
    if (!version) throw new Refusal({ code: 'template-unknown' })
    const newest = await newestOf(edge, version.templateId)
    const before = await versionOf(edge, version.templateId, version.number - 1).catch(() => null)
    const changes = before && (await changesBetween(before, version))
    const view = changesDialog(version, changes, newest.number, actor.channelId, zone)
    await openDialog(edge, click, view)
  })

  onClick(edge, actions.restoreVersion, async ({ actor, value, view, zone }) => {
    const version = await findVersion(context.db, value.versionId)
    if (!version) throw new Refusal({ code: 'template-unknown' })
    const { templateId, number, source } = version
    const note = `Back to version ${number}`
    const formId = `${value.versionId}:${value.seen}`
    const saved = await saveTemplate(context, actor, {
      ...{ formId, templateId, seen: value.seen, source, note },
    })
    if (!view) return
    await client.views.update({ view_id: view.id, view: await savedView(saved, actor.channelId) })
    await listAgain(edge, actor, view, zone)
  })

  onClick(edge, actions.keepChanges, async (click) => {
    const { actor, value } = click
    authorise('keep-templates', actor, null)
    const { launch } = await launchFor(context.db, actor, value.launchId)
    const { newest, changes, missed } = await keepableChanges(context.db, actor, launch.id)
    const seen = { formId: randomUUID(), seen: newest.number, channelId: actor.channelId }
    const kept = { changes, missed: missed.length }
    const view = keepChangesDialog(launch, newest.name, kept, { launchId: launch.id, ...seen })
    await openDialog(edge, click, view)
  })

  onSubmit(edge, dialogs.keepChanges, async ({ value, actor, view }) => {
    const note = fieldOf(view, keepFields.note)?.value ?? null
    const { channelId, ...wish } = value
    return {
      update: await savedView(await keepChanges(context, actor, { ...wish, note }), channelId),
    }
  })

  onClick(edge, actions.bringIn, async (click) => {
    const { actor, value } = click
    const stakes = await launchFor(context.db, actor, value.launchId)
    authorise('change-list', actor, stakes)
    const { launch } = stakes
    const { started, newest, conditions, brought } = await bringableVersion(
      context.db,
      actor,
      launch.id,
    )
    const shown = { ...brought, name: newest.name, from: started.number, to: newest.number }
    const about = { launchId: launch.id, versionId: newest.id, channelId: actor.channelId }
    await openDialog(edge, click, bringInDialog(launch, { ...shown, conditions }, about))
  })

  onSubmit(edge, dialogs.bringIn, async ({ value, actor, view }) => {
    const { launchId, versionId } = value
    const { conditions } = await bringableVersion(context.db, actor, launchId)
    const absent = untickedIn(view, conditionFields, conditions)
    const { board } = await bringInVersion(context, actor, { launchId, versionId, absent })
    return {
      after: async () => {
        const below = view.previous_view_id
        if (!below) return
        const next = await checklistView(edge, actor, board.launch)
        await client.views.update({ view_id: below, view: next })
      },
    }
  })

  onClick(edge, actions.turnPreview, async ({ actor, value, view }) => {
    if (!view) return
    const next = await previewView(edge, actor, value.templateId, value.page)
    await client.views.update({ view_id: view.id, view: next })
  })
}

/** Every template, as a dialog. */
export async function templatesView(edge: Edge, actor: Actor, zone: string): Promise<ModalView> {
  const { readTemplate } = await loadReader()
  const kept = await listTemplates(edge.context.db)
  const listed = kept.map(({ template, newest }) => ({
    ...template,
    newest,
    template: readTemplate(newest.source).template,
  }))
  return templatesDialog(listed, actor.channelId, zone)
}

/** What past launches say about a template, as a dialog. */
export async function reviewView(
  { context }: Edge,
  actor: Actor,
  templateId: string,
): Promise<ModalView> {
  const { newest, ...reviewed } = await reviewTemplate(context.db, actor, templateId)
  return reviewDialog(newest.name, templateId, reviewed, actor.channelId)
}

async function stepView(
  edge: Edge,
  { actor, zone }: Click<unknown>,
  templateId: string,
  step: Exclude<TemplateStep, 'retire' | 'bring-back'>,
): Promise<ModalView> {
  const { channelId } = actor
  switch (step) {
    case 'show': {
      const { readTemplate } = await loadReader()
      const { template, unplaced } = readTemplate((await newestOf(edge, templateId)).source)
      return outlineDialog(templateId, template, unplaced, channelId)
    }
    case 'preview':
      return previewView(edge, actor, templateId, 0)
    case 'edit': {
      authorise('keep-templates', actor, null)
      return editView(await newestOf(edge, templateId), 0, { formId: randomUUID(), channelId })
    }
    case 'versions': {
      const versions = await listVersions(edge.context.db, templateId)
      return versionsDialog(versions[0]?.name ?? '', versions, channelId, zone)
    }
  }
}

async function previewView(
  edge: Edge,
  actor: Actor,
  templateId: string,
  page: number,
): Promise<ModalView> {
  const { readTemplate } = await loadReader()
  const { source } = await newestOf(edge, templateId)
  const now = edge.context.clock.now()
  const board = previewOf(readTemplate(source).template, { leadId: actor.id, now })
  return previewDialog(board, { templateId, page }, actor.channelId, now)
}

function editView(
  { templateId, name, number, source }: TemplateVersion,
  part: number,
  ids: { formId: string; channelId: string | null },
  typed: { text: string | null; note: string | null } | null = null,
  notice: string | null = null,
): ModalView {
  const parts = partsOf(source)
  if (!parts) throw new Refusal({ code: 'template-too-wide' })
  const edited = { id: templateId, name, number, parts }
  return editTemplateDialog(edited, Math.min(part, parts.length - 1), ids, typed, notice)
}

async function savedView({ version, before, unplaced }: SavedVersion, channelId: string | null) {
  const changes = before && (await changesBetween(before, version))
  return savedDialog(version, before, changes, unplaced, channelId)
}

async function changesBetween(before: TemplateVersion, after: TemplateVersion) {
  const { readTemplate } = await loadReader()
  return compareTemplates(readTemplate(before.source).template, readTemplate(after.source).template)
}

/** The list below a dialog in which something was saved. */
async function listAgain(edge: Edge, actor: Actor, view: OpenView, zone: string): Promise<void> {
  const list = view.previous_view_id
  if (!list) return
  const next = await templatesView(edge, actor, zone)
  await edge.client.views.update({ view_id: list, view: next })
}

/** What is wrong with what was written: it is said above it, and what was written stays. */
function isAboutText({ code }: Reason): boolean {
  return code === 'template-unreadable' || code === 'template-named' || code === 'template-changed'
}

const tooLong =
  'This message is longer than a field in Slack takes. Share the checklist as a Markdown file, and use this on that message, or add the file with `/golive templates`.'

function isReadable({ name }: SlackFile): boolean {
  const ending = name?.split('.').at(-1)?.toLowerCase() ?? ''
  return (textFiles as readonly string[]).includes(ending)
}

/** What a shared file would be as a checklist, and the way to save it. Refuses one that cannot be read. */
async function sharedDialog(
  edge: Edge,
  about: Parameters<typeof addSharedDialog>[0],
  note: string | null = null,
  notice: string | null = null,
): Promise<ModalView> {
  const { readTemplate } = await loadReader()
  const { template, unplaced } = readTemplate(await sharedSource(edge, about.file))
  const lines = [`“${safe(template.name, 80)}”, ${sizeText(template)}`, ...unplacedLines(unplaced)]
  return addSharedDialog(about, lines.join('\n'), note, notice)
}

function sharedSource(edge: Edge, { url }: { url: string }): Promise<string> {
  return readFile(edge, { url_private: url }, templateFields.note)
}

/** What was pasted, or attached. */
async function sourceIn(edge: Edge, view: OpenView): Promise<string> {
  const { text } = typedIn(view)
  const [file] = fieldOf(view, templateFields.file)?.files ?? []
  const refuse = (field: string, code: 'source-missing' | 'source-twice') =>
    new Refusal({ code: 'faults', faults: { [field]: { code } } })
  if (!file && !text) throw refuse(templateFields.text, 'source-missing')
  if (file && text) throw refuse(templateFields.file, 'source-twice')
  return file ? readFile(edge, file, templateFields.file) : (text ?? '')
}

function typedIn(view: OpenView) {
  return {
    text: fieldOf(view, templateFields.text)?.value ?? null,
    note: fieldOf(view, templateFields.note)?.value ?? null,
  }
}

async function newestOf({ context }: Edge, templateId: string): Promise<TemplateVersion> {
  const template = await findTemplate(context.db, templateId)
  const [newest] = template ? await listVersions(context.db, templateId) : []
  if (!newest) throw new Refusal({ code: 'template-unknown' })
  return newest
}

async function versionOf(edge: Edge, templateId: string, number: number): Promise<TemplateVersion> {
  const versions = await listVersions(edge.context.db, templateId)
  const version = versions.find((each) => each.number === number)
  if (!version) throw new Refusal({ code: 'template-unknown' })
  return version
}
