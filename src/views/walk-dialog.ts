/** The guided dialog of an emergency: one question a screen. */
import type { KnownBlock, ModalView } from '@slack/types'
import { type Emergency, roundOf, watchMinutes } from '../domain/emergency.ts'
import type { Board } from '../domain/launch.ts'
import { areAlike, type Link } from '../domain/link.ts'
import { outcomeKindOf, type Procedure } from '../domain/procedure.ts'
import { rollbackFactsOf } from '../domain/rollback.ts'
import { answerOn, type Page, type PageAnswer, pathOf } from '../domain/walk.ts'
import { actions, dialogs, encode } from './actions.ts'
import { button } from './button.ts'
import { channelsInput } from './channels-input.ts'
import { emergencyName, findingLines } from './emergency.ts'
import { draftUpdate } from './emergency-draft.ts'
import { choiceInput, option, personInput, renewed, textInput } from './inputs.ts'
import { itemLook } from './item-look.ts'
import { launchName } from './launch-name.ts'
import { linksLine } from './links-dialog.ts'
import { asMrkdwn, asPlainText } from './markdown.ts'
import { modal } from './modal.ts'
import { choiceText } from './sentence.ts'
import { cut, mention, moment, mrkdwn, plain } from './text.ts'

export const walkFields = {
  choice: 'choice',
  note: 'note',
  text: 'text',
  watcher: 'watcher',
  minutes: 'minutes',
} as const

export type Walk = {
  board: Board
  emergency: Emergency
  procedure: Procedure
  /** What its items have as evidence, with the items' texts. */
  evidence: readonly { text: string; link: Link }[]
  /** Where people were told last; null: nowhere yet. */
  toldIn: readonly string[] | null
}

/** What somebody has chosen already, kept when the page is shown again. */
type WalkInput = { choice: string | null; note: string | null }

/** So many pages can be jumped to; Slack takes 100. */
const jumps = 100

export type Opened = {
  /** Where it was opened from. */
  channelId: string | null
  /** Of a message that is posted from here. */
  formId: string
  typed?: WalkInput | null
  /** Why it is shown again. mrkdwn. */
  notice?: string | null
}

/** The id of the block that says so. */
export const noticeBlock = 'notice'

/** A page of the walk, with where one is, what is known so far, and a way back and to any other page. */
export function walkDialog(
  walk: Walk,
  page: Page,
  { channelId, formId, typed = null, notice = null }: Opened,
): ModalView {
  const { board, emergency, procedure } = walk
  const path = pathOf(procedure, emergency.answers, roundOf(emergency))
  const at = path.findIndex(({ key }) => key === page.key)
  const answer = answerOn(page, emergency.answers)
  const known = findingLines(emergency, procedure)
  const metadata = encode(dialogs.walk, {
    emergencyId: emergency.id,
    page: page.key,
    seen: answer?.version ?? 0,
    formId,
    channelId,
  })
  const blocks: KnownBlock[] = [
    context(
      `${emergencyName(emergency)} · ${launchName(board.launch, 120)} · *${cut(page.step, 80)}*, ${at + 1} of ${path.length}`,
    ),
    ...(notice ? [{ ...section(notice), block_id: noticeBlock }] : []),
    section(headingOf(page)),
    ...linkBlocks(walk, page),
    ...(answer ? [context(saidText(answer, board))] : []),
    ...(page.kind === 'outcome' ? outcomeBlocks(board, page) : []),
    ...inputs(walk, page, path, typed ?? answer),
    { type: 'actions', elements: ways(walk, path, at) },
    ...(known.length > 0 ? [context(`*Known so far*\n${known.join('\n')}`)] : []),
  ]
  const version = `${page.key} ${answer?.version ?? 0} ${notice ?? ''}`
  const submit = page.kind === 'outcome' ? 'Decide' : 'Save and Go On'
  return modal(dialogs.walk, metadata, { title: 'Emergency', submit }, renewed(blocks, version))
}

/** So many characters of links. */
const linksRoom = 1500

/** What is at hand for this page; where something is looked at, the launch's other links, too. */
function linkBlocks({ board, evidence }: Walk, page: Page): KnownBlock[] {
  const { links } = board.launch
  if (!(page.kind === 'assess' || page.kind === 'communicate' || page.kind === 'fix')) return []
  const close = links.filter(({ title }) => areAlike(title, page.text))
  const shown = evidence.filter(({ text }) => areAlike(text, page.text)).map(({ link }) => link)
  const others = page.kind === 'assess' ? links.filter((link) => !close.includes(link)) : []
  const line = linksLine([...close, ...shown, ...others], linksRoom)
  if (line) return [context(`🔗 ${line}`)]
  return page.kind === 'assess'
    ? [context('🔗 No links yet: “Links…” below keeps dashboards, logs and health endpoints here.')]
    : []
}

/** What is asked; of an outcome, the question that led to it. */
function headingOf({ kind, text }: Page): string {
  if (kind !== 'outcome') return `*${asMrkdwn(text, 500)}*`
  return text === ''
    ? '*What is done?*'
    : `*What is done?* It follows from “${asMrkdwn(text, 500)}”`
}

function inputs(
  { board, emergency, toldIn }: Walk,
  page: Page,
  path: readonly Page[],
  typed: WalkInput | null,
): KnownBlock[] {
  const open = openChoices(board, page)
  const chosen = typed?.choice ?? ''
  const choice = choiceInput(
    { id: walkFields.choice, label: choiceLabels[page.kind] },
    open.map((each) => option(cut(choiceLabel(each), 75), each)),
    chosen,
  )
  const note = textInput(
    page.kind === 'outcome'
      ? { id: walkFields.note, label: 'Reason', hint: 'Shown in the channel.' }
      : { id: walkFields.note, label: 'Note', optional: true },
    typed?.note ?? null,
  )
  if (open.length === 0) return []
  if (page.kind === 'communicate') {
    const text = textInput(
      { id: walkFields.text, label: 'What is said', hint: 'A draft: change it as you like.' },
      draftUpdate(board.launch, emergency, path),
    )
    return [text, choice, channelsInput(toldIn ?? [board.launch.channelId])]
  }
  if (page.kind !== 'outcome') return [choice, note]
  const minutes = choiceInput(
    {
      id: walkFields.minutes,
      label: 'Watched for',
      hint: 'Rolling back is ticked instead of watched.',
    },
    [15, watchMinutes, 60, 120].map((each) => option(`${each} minutes`, String(each))),
    String(watchMinutes),
  )
  const watcher = personInput(
    { id: walkFields.watcher, label: 'Watched by', optional: true },
    emergency.commanderId,
  )
  return [choice, note, watcher, minutes]
}

const choiceLabels: Record<Page['kind'], string> = {
  assess: 'Finding',
  communicate: 'How',
  fix: 'Result',
  check: 'Result',
  question: 'Answer',
  outcome: 'Decision',
}

const labels: Record<string, string> = {
  posted: 'Post it in the channels below',
  sent: 'It was sent in another way',
  'not-needed': 'Not needed',
}

function choiceLabel(choice: string): string {
  const words = labels[choice] ?? choiceText(choice)
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** What can be chosen now: rolling back only where it is open. */
function openChoices(board: Board, page: Page): readonly string[] {
  if (page.kind !== 'outcome' || rollbackFactsOf(board).shut === null) return page.choices
  return page.choices.filter((outcome) => outcomeKindOf(outcome) !== 'roll-back')
}

const shutWords = {
  'nothing-deployed':
    '🔒 *Rolling back is not open:* by the checklist nothing is deployed yet. If something is, tick it, and this page offers it.',
  'no-backup':
    '🔒 *Rolling back is not open:* the database was migrated, and no backup is ticked to go back to. If there is one, tick it, and this page offers it.',
} as const

/** What the checklist says of rolling back, where that is among the outcomes. */
function outcomeBlocks(board: Board, { choices }: Page): KnownBlock[] {
  if (!choices.some((outcome) => outcomeKindOf(outcome) === 'roll-back')) return []
  const { facts, pointOfNoReturn, shut } = rollbackFactsOf(board)
  const lines = facts.slice(0, 12).map(({ item }) => {
    const by = item.changed
      ? `, ${mention(item.changed.by)}, ${moment(item.changed.at, board.launch.zone)}`
      : ''
    const mark = item === pointOfNoReturn ? ' · *point of no return*' : ''
    return `${itemLook[item.state].icon} ${asMrkdwn(item.text, 120)}${by}${mark}`
  })
  return [
    ...(lines.length > 0
      ? [section(`*What the checklist says of rolling back*\n${lines.join('\n')}`)]
      : []),
    ...(shut ? [section(shutWords[shut])] : []),
  ]
}

function saidText({ choice, note, given }: PageAnswer, board: Board): string {
  const why = note ? `: ${cut(note, 300)}` : ''
  return `${mention(given.by)} said *${choiceText(choice)}*, ${moment(given.at, board.launch.zone)}${asMrkdwn(why, 400)}`
}

function ways({ board, emergency }: Walk, path: readonly Page[], at: number) {
  const { id: emergencyId } = emergency
  const back = {
    ...button(actions.turnPage, 'Back', { emergencyId, at: at - 1 }),
    action_id: `${actions.turnPage.id}:back`,
  }
  const options = path.slice(0, jumps).map((page, index) => ({
    text: plain(
      cut(
        `${answerOn(page, emergency.answers) ? '✓ ' : ''}${index + 1}. ${page.kind === 'outcome' ? 'Decide' : asPlainText(page.text)}`,
        75,
      ),
    ),
    value: encode(actions.turnPage, { emergencyId, at: index }),
  }))
  const jump = {
    type: 'static_select' as const,
    action_id: `${actions.turnPage.id}:jump`,
    placeholder: plain('Go to…'),
    options,
  }
  const links = button(actions.takeStep, 'Links…', { launchId: board.launch.id, step: 'links' })
  return [...(at > 0 ? [back] : []), jump, ...(path[at]?.kind === 'assess' ? [links] : [])]
}

function section(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) }
}

function context(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] }
}
