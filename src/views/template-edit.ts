/** The dialogs in which templates are written: a new one, and a part of one that there is. */
import type { KnownBlock, ModalView } from '@slack/types'
import type { SourcePart } from '../domain/template-parts.ts'
import { longestPart } from '../domain/template-parts.ts'
import { type dialogs as AllDialogs, actions, dialogs, encode, type ValueOf } from './actions.ts'
import { option, renewed, textInput } from './inputs.ts'
import { slackLimits } from './limits.ts'
import { modal } from './modal.ts'
import { cut, mrkdwn, plain, safe } from './text.ts'

export const templateFields = { text: 'text', file: 'file', note: 'note' } as const

/** What is new, or was typed: the dialog is shown again with it. `notice` says why. mrkdwn. */
export type TypedTemplate = { text: string | null; note: string | null }
const nothing: TypedTemplate = { text: null, note: null }

/** A new template: pasted, or as a Markdown file. */
export function addTemplateDialog(
  formId: string,
  channelId: string | null,
  typed: TypedTemplate = nothing,
  notice: string | null = null,
): ModalView {
  const blocks: KnownBlock[] = [
    section(
      'Any Markdown checklist: its title, `## Phases`, `### Sections`, and `- [ ] items`. What cannot be placed is told, and nothing is lost.',
    ),
    textInput(
      {
        id: templateFields.text,
        label: 'Paste it here',
        hint: `Up to ${longestPasted} characters; a longer one as a file.`,
        optional: true,
      },
      typed.text,
    ),
    {
      type: 'input',
      block_id: templateFields.file,
      optional: true,
      label: plain('Or as a file'),
      hint: plain('Markdown, .md'),
      element: {
        type: 'file_input',
        action_id: templateFields.file,
        filetypes: [...textFiles],
        max_files: 1,
      },
    },
  ]
  return addingDialog({ formId, file: null, channelId }, blocks, typed.note, notice)
}

/** What Slack takes in one field. */
export const longestPasted = 3000
/** The endings of files that a checklist is read from. */
export const textFiles = ['md', 'markdown', 'txt', 'text'] as const

/** A new template from a file that was shared; `size` is what is in it. mrkdwn. */
export function addSharedDialog(
  about: ValueOf<typeof AllDialogs.addTemplate> & { file: { name: string; url: string } },
  size: string,
  note: string | null = null,
  notice: string | null = null,
): ModalView {
  const blocks = [section(`*${safe(about.file.name, 100)}*: ${size}`)]
  return addingDialog(about, blocks, note, notice)
}

function addingDialog(
  about: ValueOf<typeof AllDialogs.addTemplate>,
  blocks: readonly KnownBlock[],
  note: string | null,
  notice: string | null,
): ModalView {
  const words = { title: 'Add a checklist', submit: 'Save' }
  return modal(
    dialogs.addTemplate,
    encode(dialogs.addTemplate, about),
    words,
    renewed([...(notice ? [section(notice)] : []), ...blocks, noteInput(note)], notice ?? ''),
  )
}

export type EditedTemplate = {
  id: string
  name: string
  number: number
  parts: readonly SourcePart[]
}

/** One part of a template, with the way to the others. */
export function editTemplateDialog(
  { id: templateId, name, number, parts }: EditedTemplate,
  part: number,
  { formId, channelId }: { formId: string; channelId: string | null },
  typed: { text: string | null; note: string | null } | null = null,
  notice: string | null = null,
): ModalView {
  const options = parts
    .slice(0, slackLimits.options)
    .map(({ title, line }, index) =>
      option(
        cut(`${index + 1}. ${title || `from line ${line}`}`, slackLimits.optionText),
        encode(actions.choosePart, { templateId, part: index }),
      ),
    )
  const chosen = options[part]
  const blocks: KnownBlock[] = [
    { type: 'context', elements: [mrkdwn(`${safe(name, 80)}, version ${number}`)] },
    ...(notice ? [section(notice)] : []),
    ...(parts.length > 1
      ? [
          {
            type: 'section',
            text: mrkdwn('*Part*'),
            accessory: {
              type: 'static_select',
              action_id: actions.choosePart.id,
              placeholder: plain('Part'),
              options,
              ...(chosen && { initial_option: chosen }),
            },
          } satisfies KnownBlock,
        ]
      : []),
    textInput(
      {
        id: templateFields.text,
        label: 'Markdown',
        hint: `Up to ${longestPart} characters. The title in the first part is its name. Choosing another part leaves what was not saved.`,
        optional: true,
      },
      typed?.text ?? parts[part]?.text ?? null,
    ),
    noteInput(typed?.note ?? null),
  ]
  const metadata = encode(dialogs.editTemplate, {
    formId,
    templateId,
    seen: number,
    part,
    channelId,
  })
  const words = { title: 'Edit a checklist', submit: 'Save' }
  return modal(dialogs.editTemplate, metadata, words, renewed(blocks, `${part} ${notice ?? ''}`))
}

function noteInput(note: string | null) {
  return textInput(
    {
      id: templateFields.note,
      label: 'What is new?',
      hint: 'Stands beside the version.',
      optional: true,
    },
    note,
  )
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) }
}
