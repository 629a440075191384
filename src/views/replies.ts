/** What `/golive` answers to the asker only: status, help, and the likely next thing. */
import type { Button, KnownBlock } from '@slack/types'
import type { BurnUpPoint } from '../domain/burn-up.ts'
import { isSettled } from '../domain/item.ts'
import {
  type Board,
  currentPhase,
  type Item,
  isOpen,
  itemsOf,
  type Launch,
  type Phase,
  progressOf,
} from '../domain/launch.ts'
import { actions } from './actions.ts'
import { emergencyLines, phaseLine, stageLine } from './board.ts'
import { openButtons } from './board-buttons.ts'
import { burnUpFigures, burnUpWords, sparkline } from './burn-up.ts'
import { button, runButton } from './button.ts'
import { isOverdue } from './due.ts'
import { fullName, launchName } from './launch-name.ts'
import { asMrkdwn, asPlainText } from './markdown.ts'
import { type Message, message } from './message.ts'
import { channelLink, cut, dateWords, mention, mrkdwn, plural, safe } from './text.ts'

/** How many launches or items one reply lists. */
export const listed = 8

/** A launch's board with where its board message is, if it is posted. */
export type ListedBoard = {
  board: Board
  url: string | null
  /** Where it was read: how much was settled over time. */
  burnUp?: readonly BurnUpPoint[]
}

/** The launches of this channel, or of the workspace, that run; or of this channel that have ended. */
export type StatusScope = 'channel' | 'workspace' | 'ended'

const wheres: Record<StatusScope, string> = {
  channel: 'in this channel',
  workspace: 'that you can see',
  ended: 'of this channel that ended',
}

/** The launches of a scope, by T-0. */
export function statusMessage(
  boards: readonly ListedBoard[],
  scope: StatusScope,
  now: Date,
): Message {
  const where = wheres[scope]
  if (boards.length === 0) return nothingHere(scope)
  const count = boards.length === 1 ? '1 launch' : `${boards.length} launches`
  const heading = `*${count} ${where}*`
  const shown = boards.slice(0, listed)
  const blocks: KnownBlock[] = [{ type: 'section', text: mrkdwn(heading) }]
  for (const listedBoard of shown) {
    const { launch } = listedBoard.board
    blocks.push(
      { type: 'section', text: mrkdwn(statusLines(listedBoard, now).join('\n')) },
      {
        type: 'actions',
        elements: [
          button(
            actions.showHistory,
            'History',
            { launchId: launch.id, itemId: null },
            { hint: cut(`History of ${fullName(launch)}`, 75) },
          ),
          button(
            actions.resend,
            'Resend Messages',
            { launchId: launch.id },
            { hint: cut(`Send the messages of ${fullName(launch)} again`, 75) },
          ),
        ],
      },
    )
  }
  const rest = boards.length - shown.length
  const more = rest > 0 ? [`and ${rest} more`] : []
  for (const line of more) blocks.push({ type: 'section', text: mrkdwn(line) })
  return message([heading, ...shown.flatMap((each) => statusLines(each, now)), ...more], blocks)
}

function statusLines({ board, url, burnUp }: ListedBoard, now: Date): string[] {
  const { launch } = board
  const name = launchName(launch, 160)
  const phases = openPhases(board)
  const inProgress = phases.flatMap(itemsOf).filter((item) => item.state === 'in-progress')
  return [
    `${url ? `*<${url}|${name.replaceAll('|', '¦')}>*` : `*${name}*`} · ${channelLink(launch.channelId)}`,
    ...emergencyLines(board),
    `${stageLine(board, now)} · lead ${mention(launch.leadId)}`,
    ...(burnUp ? [`${sparkline(burnUp)} ${settledText(burnUp, launch, now)}`] : []),
    ...phases.map((phase) => phaseLine(phase)),
    ...overdueLine(board, now),
    ...(inProgress.length > 0 ? [`In progress: ${plural(inProgress.length, 'item')}`] : []),
  ]
}

function settledText(burnUp: readonly BurnUpPoint[], { ended }: Launch, now: Date): string {
  return ended ? burnUpFigures(burnUp, ended.at) : burnUpWords(burnUp, now)
}

/** How much of the open phases is overdue, as the board counts it. */
function overdueLine({ phases, launch }: Board, now: Date): string[] {
  if (launch.ended) return []
  const overdue = phases
    .filter(isOpen)
    .flatMap(itemsOf)
    .filter((item) => isOverdue(item, now))
  return overdue.length > 0 ? [`⏰ *${plural(overdue.length, 'item')} overdue*`] : []
}

/** The latest phases that are open with something left to do; when there are none, the latest. */
function openPhases(board: Board): Phase[] {
  const open = board.phases.filter(isOpen)
  const unsettled = open.filter((phase) => !itemsOf(phase).every(isSettled))
  return unsettled.length > 0 ? unsettled.slice(-3) : open.slice(-1)
}

const nothing: Record<StatusScope, string> = {
  channel: 'No launch runs in this channel. Start one here, or see those of other channels.',
  workspace: 'No launch runs in this workspace yet.',
  ended: 'No launch of this channel has ended yet.',
}

function nothingHere(scope: StatusScope): Message {
  const line = nothing[scope]
  const elements = [runButton('Start a Launch', 'start', 'primary')]
  if (scope === 'channel') elements.push(runButton('All Launches', 'status all'))
  return message(
    [line],
    [
      { type: 'section', text: mrkdwn(line) },
      { type: 'actions', elements },
    ],
  )
}

/** What a bare `/golive` offers: what is likely to come next in this channel. */
export function menuMessage(boards: readonly Board[], now: Date): Message {
  const [board] = boards
  if (!board) return nothingHere('channel')
  const lines =
    boards.length === 1
      ? statusLines({ board, url: null }, now)
      : [`${boards.length} launches run in this channel.`]
  const elements: Button[] = []
  if (boards.length === 1 && isCurrentPhaseSettled(board)) elements.push(...openButtons(board, now))
  elements.push(
    runButton('Status', 'status'),
    runButton('History', 'log'),
    runButton('Start a Launch', 'start'),
    runButton('Help', 'help'),
  )
  return message(lines, [
    { type: 'section', text: mrkdwn(lines.join('\n')) },
    { type: 'actions', elements },
  ])
}

function isCurrentPhaseSettled(board: Board): boolean {
  const current = currentPhase(board)
  const { settled, total } = progressOf(current ? itemsOf(current) : [])
  return settled === total
}

export type HelpEntry = { usage: string; does: string }

/** Every subcommand, as the registry describes it. */
export function helpMessage(entries: readonly HelpEntry[]): Message {
  const lines = entries.map(({ usage, does }) => `\`/golive ${usage}\` ${does}`)
  const more =
    'In the channel: *Done* ticks an item, *Undo* takes it back, *Details* opens everything else about a section and its items. My *Home* tab shows what is yours.'
  const decisions =
    'On the board: *Sign Off…* for who fills a role, *Start Roll Call* and *We Are Live…* for the lead when it is time, *Lead and Roles*, and behind ⋮ moving T-0, overriding a gate, closing and aborting.'
  return message(
    [...lines, more, decisions],
    [
      { type: 'section', text: mrkdwn(lines.join('\n')) },
      { type: 'section', text: mrkdwn(more) },
      { type: 'section', text: mrkdwn(decisions) },
    ],
  )
}

/** A subcommand that could not be understood: why, and how it goes. */
export function usageMessage({ usage }: HelpEntry, why: string): Message {
  const line = `${why} It goes: \`/golive ${usage}\``
  return message([line], [{ type: 'section', text: mrkdwn(line) }])
}

/** An unknown subcommand: the nearest there is, and help. */
export function unknownMessage(word: string, nearest: string | null): Message {
  const guess = nearest ? ` Did you mean \`/golive ${nearest}\`?` : ''
  const line = `There is no \`/golive ${safe(word, 60).replaceAll('`', '')}\`.${guess}`
  const elements = nearest ? [runButton(cut(`/golive ${nearest}`, 75), nearest, 'primary')] : []
  elements.push(runButton('Help', 'help'))
  return message(
    [line],
    [
      { type: 'section', text: mrkdwn(line) },
      { type: 'actions', elements },
    ],
  )
}

/** Something that has a history: a launch, or one of its items. */
export type HistoryChoice = { launch: Launch; item: Item | null }

/** Which of several launches or items is meant; each a button that shows its history. */
export function whichHistoryMessage(line: string, choices: readonly HistoryChoice[]): Message {
  const rest = choices.length - listed
  const lines = [line, ...(rest > 0 ? [`The first ${listed} of ${choices.length}:`] : [])]
  const blocks: KnownBlock[] = choices.slice(0, listed).map((choice) => ({
    type: 'section',
    text: mrkdwn(choiceLine(choice)),
    accessory: button(
      actions.showHistory,
      'History',
      { launchId: choice.launch.id, itemId: choice.item?.id ?? null },
      {
        hint: cut(
          `History of ${choice.item ? asPlainText(choice.item.text) : fullName(choice.launch)}`,
          75,
        ),
      },
    ),
  }))
  return message(
    [...lines, ...choices.slice(0, listed).map(choiceLine)],
    [{ type: 'section', text: mrkdwn(lines.join('\n')) }, ...blocks],
  )
}

/** Of archived launches, which take a line each in one block. */
const archivesListed = 5

type Archived = { name: string; ended: Date; file: string }

/** What was asked for is in files, whose names are said; `choices` are what is here still. */
export function archivedMessage(
  asked: string,
  archives: readonly Archived[],
  choices: readonly HistoryChoice[],
): Message {
  const line = `What is called “${safe(asked, 100)}” here is archived. ${archivesText(archives)}`
  return whichHistoryMessage(line, choices)
}

/** Below a channel's launches that ended, those that are in files by now. */
export function withArchives(shown: Message, archives: readonly Archived[]): Message {
  if (archives.length === 0) return shown
  const line = `*Archived.* ${archivesText(archives)}`
  return message([shown.text, line], [...shown.blocks, { type: 'section', text: mrkdwn(line) }])
}

function archivesText(archives: readonly Archived[]): string {
  const lines = archives.slice(0, archivesListed).map(({ name, ended, file }) => {
    const day = ended.toISOString().slice(0, 10)
    return `• *${safe(name, 160)}*, ended ${dateWords(day)}: ${safe(file, 120)}`
  })
  const rest = archives.length - lines.length
  const more = rest > 0 ? [`and ${rest} more`] : []
  return ['Whoever runs golive can read one back from its file:', ...lines, ...more].join('\n')
}

/** Which of several launches has the emergency? */
export function whichEmergencyMessage(boards: readonly Board[]): Message {
  const heading = 'Of which launch? `/golive emergency` and words of its name open it, too.'
  const shown = boards.slice(0, listed)
  const lines = shown.map(({ launch }) => launchName(launch, 160))
  const blocks = shown.map(({ launch }, index): KnownBlock => {
    const value = { launchId: launch.id }
    const hint = cut(`Emergency of ${fullName(launch)}`, 75)
    const open = button(actions.openEmergency, 'Emergency…', value, { hint })
    return { type: 'section', text: mrkdwn(lines[index] ?? ''), accessory: open }
  })
  return message([heading, ...lines], [{ type: 'section', text: mrkdwn(heading) }, ...blocks])
}

function choiceLine({ launch, item }: HistoryChoice): string {
  return item ? asMrkdwn(item.text, 320) : launchName(launch, 160)
}
