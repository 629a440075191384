/** Templates in Slack: the list of them, one of them as an outline, its versions and what changed. */
import type { KnownBlock, ModalView } from '@slack/types'
import type { TemplateChange, TemplatePlace } from '../domain/compare-templates.ts'
import { expiryText } from '../domain/expiry.ts'
import { saidBy } from '../domain/item-words.ts'
import type { Mark } from '../domain/launch.ts'
import type { Problem, Template, TemplateItem } from '../domain/template.ts'
import { windowText } from '../domain/window.ts'
import { actions, encode, type TemplateStep } from './actions.ts'
import { button } from './button.ts'
import { asMrkdwn } from './markdown.ts'
import { chunked, line, readingDialog } from './reading-dialog.ts'
import { mention, moment, mrkdwn, plain, plural, safe } from './text.ts'

/** A template as the list shows it. */
export type ListedTemplate = {
  id: string
  name: string
  keptBy: 'golive' | 'people'
  retired: Mark | null
  newest: { number: number; saved: Mark; note: string | null }
  template: Template
}

/** So many templates are listed; two blocks each, of the 100 that Slack takes. */
const listed = 40
/** So many changes or lines are listed at once. */
const linesAtMost = 60

/** Every template, with what can be done with each. */
export function templatesDialog(
  templates: readonly ListedTemplate[],
  channelId: string | null,
  zone: string,
): ModalView {
  const rest = templates.length - listed
  return readingDialog('Checklists', channelId, [
    {
      type: 'section',
      text: mrkdwn(
        'Each launch keeps the version that it was started with. What is saved here is for the next ones.',
      ),
      accessory: button(actions.addTemplate, 'Add…', {}, { style: 'primary' }),
    },
    ...templates.slice(0, listed).map((each) => templateBlock(each, zone)),
    ...(rest > 0 ? [line(`and ${plural(rest, 'more checklist')}`)] : []),
  ])
}

const stepLabels: Record<TemplateStep, string> = {
  show: 'Show…',
  preview: 'Preview…',
  edit: 'Edit…',
  versions: 'Versions…',
  retire: 'Retire',
  'bring-back': 'Offer Again',
}

function templateBlock(each: ListedTemplate, zone: string): KnownBlock {
  const { id: templateId, name, retired, newest, template } = each
  const steps: TemplateStep[] = retired
    ? ['show', 'versions', 'bring-back']
    : ['show', 'preview', 'edit', 'versions', 'retire']
  const about = retired
    ? `_Retired_ by ${mention(retired.by)}, ${moment(retired.at, zone)}`
    : `${sizeText(template)}\n${savedText(newest, zone)}`
  return {
    type: 'section',
    text: mrkdwn(`*${safe(name, 80)}*\n${about}`),
    accessory: {
      type: 'overflow',
      action_id: `${actions.templateStep.id}:${templateId}`,
      options: steps.map((step) => ({
        text: plain(stepLabels[step]),
        value: encode(actions.templateStep, { templateId, step }),
      })),
    },
  }
}

/** How much there is in it. mrkdwn. */
export function sizeText({ phases, signOff, emergency }: Template): string {
  const items = phases.flatMap(({ sections }) => sections.flatMap((section) => section.items))
  return [
    plural(items.length, 'item'),
    plural(phases.length, 'phase'),
    ...(signOff && signOff.roles.length > 0 ? [plural(signOff.roles.length, 'sign-off')] : []),
    ...(emergency ? ['emergency procedures'] : []),
  ].join(' · ')
}

function savedText(
  { number, saved, note }: { number: number; saved: Mark; note: string | null },
  zone: string,
): string {
  const why = note ? `: ${safe(note, 200)}` : ''
  return `Version ${number}, ${mention(saved.by)}, ${moment(saved.at, zone)}${why}`
}

/** A template as an outline: what is in it, and what could not be placed. */
export function outlineDialog(
  templateId: string,
  template: Template,
  unplaced: readonly Problem[],
  channelId: string | null,
): ModalView {
  const title = `*${safe(template.name, 80)}*\n${sizeText(template)}`
  const lines = [
    ...unplacedLines(unplaced),
    ...template.phases.flatMap((phase) => [
      `\n*${safe(phase.name, 80)}*`,
      ...phase.sections.flatMap((section) => [
        ...(section.name === phase.name ? [] : [`_${safe(section.name, 80)}_`]),
        ...section.items.map(itemLine),
      ]),
    ]),
    ...(template.signOff
      ? [`\n*Signed off by* ${template.signOff.roles.map((role) => safe(role, 60)).join(', ')}`]
      : []),
    ...(template.signOff?.finalBox ? [`⬜ ${asMrkdwn(template.signOff.finalBox, 300)}`] : []),
    ...(template.emergency
      ? [
          `\n*In an emergency*`,
          ...template.emergency.steps.map(({ name }) => `• ${safe(name, 80)}`),
        ]
      : []),
  ]
  const review = button(actions.reviewTemplate, 'Review…', { templateId })
  return readingDialog('Checklist', channelId, [
    { type: 'section', text: mrkdwn(title), accessory: review },
    ...chunked(lines),
  ])
}

/** An item with what its annotations say; what its words say is read there. mrkdwn. */
function itemLine(item: TemplateItem): string {
  const said = saidBy(item.text)
  const marks = [
    item.owners.join() !== said.owners.join() && `owner ${item.owners.join(', ')}`,
    item.due && !said.due && `due ${windowText(item.due)}`,
    item.needsEvidence && !said.needsEvidence && 'needs evidence',
    item.optional && !said.optional && 'optional',
    item.tier !== 'low' && (item.tier === 'high' ? 'high risk only' : 'not at low risk'),
    item.condition && `if ${item.condition}`,
    item.expires && `expires: ${expiryText(item.expires)}`,
  ].filter((mark) => typeof mark === 'string')
  const rest = marks.length > 0 ? ` · ${safe(marks.join(' · '), 200)}` : ''
  return `• ${asMrkdwn(item.text, 300)}${rest}`
}

/** What has no place in it. mrkdwn. */
export function unplacedLines(unplaced: readonly Problem[]): string[] {
  if (unplaced.length === 0) return []
  const rest = unplaced.length - unplacedAtMost
  return [
    `⚠️ *Not part of it:*`,
    ...unplaced
      .slice(0, unplacedAtMost)
      .map(({ line, problem }) => `Line ${line}: ${safe(problem, 200)}`),
    ...(rest > 0 ? [`and ${plural(rest, 'more line')}`] : []),
  ]
}

const unplacedAtMost = 10

/** The versions of a template, newest first, each with the way to what changed in it. */
export function versionsDialog(
  name: string,
  versions: readonly { id: string; number: number; saved: Mark; note: string | null }[],
  channelId: string | null,
  zone: string,
): ModalView {
  const rest = versions.length - listed
  return readingDialog('Versions', channelId, [
    line(`*${safe(name, 80)}*`),
    ...versions.slice(0, listed).map(
      (version): KnownBlock => ({
        type: 'section',
        text: mrkdwn(savedText(version, zone)),
        accessory: button(
          actions.showVersion,
          'Changes…',
          { versionId: version.id },
          { hint: `Changes of version ${version.number}` },
        ),
      }),
    ),
    ...(rest > 0 ? [line(`and ${plural(rest, 'older version')}`)] : []),
  ])
}

export type ShownVersion = {
  id: string
  templateId: string
  number: number
  saved: Mark
  note: string | null
}

/** What changed in a version. `newest`: the number of the newest one, to which it can be made. */
export function changesDialog(
  version: ShownVersion,
  changes: readonly TemplateChange[] | null,
  newest: number,
  channelId: string | null,
  zone: string,
): ModalView {
  const { id: versionId, number } = version
  const back = button(actions.restoreVersion, `Back to Version ${number}`, {
    versionId,
    seen: newest,
  })
  return readingDialog('Changes', channelId, [
    line(savedText(version, zone)),
    ...chunked(changes ? changeLines(changes) : ['The first version.']),
    ...(number < newest ? [{ type: 'actions', elements: [back] } satisfies KnownBlock] : []),
  ])
}

/** That a version was saved: what is different, what was left out, and the way back. */
export function savedDialog(
  version: ShownVersion & { name: string },
  before: { id: string; number: number } | null,
  changes: readonly TemplateChange[] | null,
  unplaced: readonly Problem[],
  channelId: string | null,
): ModalView {
  const { name, number } = version
  const isSame = before !== null && before.number === number
  const done = isSame
    ? 'Nothing is different, so nothing was saved.'
    : `✅ *${safe(name, 80)}*: version ${number} is saved, for launches that are started from now on.`
  const undo =
    before && !isSame
      ? [button(actions.restoreVersion, 'Take It Back', { versionId: before.id, seen: number })]
      : []
  return readingDialog('Saved', channelId, [
    line(done),
    ...chunked([...(changes && !isSame ? changeLines(changes) : []), ...unplacedLines(unplaced)]),
    ...(undo.length > 0 ? [{ type: 'actions', elements: undo } satisfies KnownBlock] : []),
  ])
}

/** Changes as lines that read like a diff. mrkdwn. */
export function changeLines(changes: readonly TemplateChange[]): string[] {
  if (changes.length === 0) return ['Nothing that a launch would show is different.']
  const lines = changes.slice(0, linesAtMost).map(changeLine)
  const rest = changes.length - lines.length
  return [...lines, ...(rest > 0 ? [`and ${plural(rest, 'more change')}`] : [])]
}

function changeLine(change: TemplateChange): string {
  switch (change.kind) {
    case 'added':
      return `➕ ${asMrkdwn(change.text, 200)} · ${placeText(change)}`
    case 'removed':
      return `➖ ~${asMrkdwn(change.text, 200).replaceAll('~', '')}~ · ${placeText(change)}`
    case 'reworded':
      return `✏️ ${asMrkdwn(change.text, 200)}, was “${asMrkdwn(change.before, 200)}” · ${placeText(change)}`
    case 'moved':
      return `↔️ ${asMrkdwn(change.text, 200)}: from ${placeText(change.from)} to ${placeText(change)}`
    case 'marked':
      return `🏷️ ${asMrkdwn(change.text, 200)}: ${change.marks.map((mark) => markNames[mark] ?? mark).join(', ')}`
    case 'role-added':
      return `➕ ${safe(change.name, 60)} signs off`
    case 'role-removed':
      return `➖ ${safe(change.name, 60)} signs off no more`
    case 'named':
      return `✏️ The checklist is called *${safe(change.name, 80)}* now, was *${safe(change.before, 80)}*`
    case 'window':
      return `🗓️ ${placeText(change)} has another time`
    case 'renamed':
      return `✏️ *${safe(change.before, 80)}* is called *${safe(change.name, 80)}* now`
    case 'reordered':
      return '↕️ The same items in another order'
    default:
      return `✏️ ${wholeNames[change.kind]}`
  }
}

const markNames: Record<string, string> = {
  optional: 'whether it may not apply',
  due: 'when it is due',
  needsEvidence: 'whether it needs evidence',
  owners: 'who owns it',
  tier: 'which launches need it',
  condition: 'when it applies',
  why: 'why it is there',
  expires: 'how long it is good for',
}

const wholeNames = {
  conditions: 'Other questions when a launch starts',
  signOff: 'The sign-off says something else',
  gates: 'Other gates',
  emergency: 'Other emergency procedures',
  notes: 'Other notes',
} as const

/** A place in a checklist. mrkdwn. */
export function placeText({ phase, section }: TemplatePlace): string {
  return section === phase ? safe(phase, 80) : `${safe(phase, 80)}, ${safe(section, 80)}`
}

/** Lines in as few sections as hold them. */
