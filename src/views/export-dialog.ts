/** The dialog in which a launch's file is chosen, and what it becomes. */
import type { KnownBlock, ModalView } from '@slack/types'
import { type FormatName, formatNames } from '../domain/export-format.ts'
import type { Launch } from '../domain/launch.ts'
import { dialogs, encode } from './actions.ts'
import { choiceInput, option } from './inputs.ts'
import { modal } from './modal.ts'
import { noticeDialog } from './notice.ts'
import { cut, mrkdwn, plain, safe } from './text.ts'

export const exportFields = { launch: 'launch', format: 'format', where: 'where' } as const

const formatLabels: Record<FormatName, string> = {
  markdown: 'Markdown: the checklist, ticked',
  pdf: 'PDF: the report',
  'items.csv': 'CSV: the items',
  'events.csv': 'CSV: the record',
  json: 'JSON: all of it, to be imported',
}

/** So many options a select takes. */
const mostLaunches = 100

/** `channelId`: where it was asked. There a file can be put of launches that run or ran there. */
export function exportDialog(launches: readonly Launch[], channelId: string | null): ModalView {
  const options = launches.slice(0, mostLaunches).map(({ id, name }) => option(cut(name, 75), id))
  const [first] = options
  const isHere = launches.some((launch) => launch.channelId === channelId)
  const places = [
    option('To me, by DM', 'dm'),
    ...(isHere ? [option('Into this channel', 'channel')] : []),
  ]
  return modal(
    dialogs.exportLaunch,
    encode(dialogs.exportLaunch, { channelId }),
    { title: 'Export', submit: 'Export' },
    [
      {
        type: 'input',
        block_id: exportFields.launch,
        label: plain('Launch'),
        element: {
          ...{ type: 'static_select', action_id: exportFields.launch, options },
          ...(first && { initial_option: first }),
        },
      },
      choiceInput(
        { id: exportFields.format, label: 'As' },
        formatNames.map((name) => option(formatLabels[name], name)),
        'markdown',
      ),
      choiceInput({ id: exportFields.where, label: 'Where to' }, places, 'dm'),
    ],
  )
}

export function exportingDialog(launch: Pick<Launch, 'name'>): ModalView {
  return noticeDialog(`The file of *${safe(launch.name, 160)}* is being made…`)
}

export function exportedDialog(launch: Pick<Launch, 'name'>, place: 'dm' | 'channel'): ModalView {
  const where = place === 'dm' ? 'in your DM with golive' : 'in this channel'
  return noticeDialog(`The file of *${safe(launch.name, 160)}* is ${where}.`)
}

const blockSize = 2900
const mostBlocks = 40

/** Why Slack has no file: golive may send none, or it did not work just now. */
export type NotTakenBecause = 'scope' | 'now'
type UntakenFile = { format: FormatName; filename: string; why: NotTakenBecause }

const notTaken: Record<NotTakenBecause, string> = {
  scope: 'Slack takes no file from golive here (it needs the scope `files:write`).',
  now: 'Slack did not take the file just now: export it again in a minute.',
}

/** Where Slack takes no file: how to get it on the command line, and its text as far as it fits. */
export function otherWayDialog(
  launch: Pick<Launch, 'id' | 'name'>,
  { text, ...file }: UntakenFile & { text: string | null },
): ModalView {
  const pieces = text?.match(new RegExp(`[^]{1,${blockSize}}`, 'gu')) ?? []
  return noticeDialog([
    {
      type: 'section',
      text: mrkdwn(otherWayText(launch, file)),
    },
    ...pieces.slice(0, mostBlocks).map(
      (piece): KnownBlock => ({
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece }] }],
      }),
    ),
    ...(pieces.length > mostBlocks
      ? [{ type: 'section', text: mrkdwn('The rest is only in the file.') } satisfies KnownBlock]
      : []),
  ])
}

/** Where Slack takes no file: how to get it on the command line. */
export function otherWayText(
  { id, name }: Pick<Launch, 'id' | 'name'>,
  { format, filename, why }: UntakenFile,
): string {
  const command = `npm run golive -- export ${id} --format ${format} ${filename}`
  return `${notTaken[why]} Who runs golive gets the file of *${safe(name, 160)}* with \`${safe(command, 400)}\`.`
}
