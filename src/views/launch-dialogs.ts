/** The steps that a launch takes as a whole: going live, overriding a gate, closing, giving up. */
import type { KnownBlock, ModalView } from '@slack/types'
import { type GateState, gateState, keyOfGate, opensInWords } from '../domain/gate.ts'
import { isSettled } from '../domain/item.ts'
import { allItems, type Board, type Item, isOpen } from '../domain/launch.ts'
import { dialogs, encode, type Step } from './actions.ts'
import { missingText } from './gate-lines.ts'
import { choiceInput, momentInput, option, textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { slackLimits } from './limits.ts'
import { asMrkdwn, asPlainText } from './markdown.ts'
import { modal } from './modal.ts'
import { cut, mrkdwn, plural } from './text.ts'

export const launchFields = { at: 'at', gate: 'gate', reason: 'reason' } as const

/** So many items are named. */
const named = 10

/** "We are live": since when. */
export function goLiveDialog(board: Board, channelId: string | null, now: Date): ModalView {
  const { launch } = board
  const open = board.phases
    .filter(({ window }) => window?.kind !== 'after' && window?.kind !== 'every')
    .filter(isOpen)
    .flatMap((phase) => phase.sections)
    .flatMap(({ items }) => items)
    .filter((item) => !isSettled(item))
  return modal(
    dialogs.goLive,
    encode(dialogs.goLive, { launchId: launch.id, channelId }),
    { title: 'We are live', submit: 'We Are Live' },
    [
      about(board),
      text(
        [
          'The rest of the checklist counts from this moment: its first phase opens, and its due dates follow.',
          ...(open.length > 0 ? [`Not settled yet: ${missingText(open, board)}`] : []),
        ].join('\n'),
      ),
      momentInput(
        { id: launchFields.at, label: 'Live since', hint: 'In your own time zone.' },
        now,
      ),
    ],
  )
}

/** A gate that shall open although items are unsettled. */
export function overrideDialog(
  board: Board,
  gates: readonly GateState[],
  channelId: string | null,
): ModalView {
  const { launch } = board
  const options = gates.slice(0, 10).map(({ opens, missing }) => {
    const what = asPlainText(opensInWords(board, opens))
    const count = ` (${plural(missing.length, 'item')})`
    return option(`${cut(what, slackLimits.optionText - count.length)}${count}`, keyOfGate(opens))
  })
  return modal(
    dialogs.override,
    encode(dialogs.override, { launchId: launch.id, channelId }),
    { title: 'Override a gate', submit: 'Ask for It' },
    [
      about(board),
      text(
        'An approver other than the lead has to confirm it. It is shown in the channel, and stands on the board and in the record for ever.',
      ),
      choiceInput(
        { id: launchFields.gate, label: 'What shall be possible' },
        options,
        options[0]?.value ?? '',
      ),
      reasonInput('Why it may happen with these items unsettled.'),
    ],
  )
}

const endWords = {
  close: { title: 'Close the launch', submit: 'Close' },
  abort: { title: 'Abort the launch', submit: 'Abort' },
  reopen: { title: 'Reopen the launch', submit: 'Reopen' },
} as const satisfies Partial<Record<Step, { title: string; submit: string }>>

/** Ends a launch, or lets one that has ended run again. */
export function endDialog(
  board: Board,
  step: keyof typeof endWords,
  channelId: string | null,
): ModalView {
  const { launch } = board
  const missing = gateState(board, { kind: 'closing' })?.missing ?? []
  const needsReason = step !== 'close' || missing.length > 0
  const hints = {
    close: 'Why it is closed with these left open.',
    abort: 'Why it is given up.',
    reopen: 'Why it goes on.',
  }
  return modal(
    dialogs.endLaunch,
    encode(dialogs.endLaunch, { launchId: launch.id, step, channelId }),
    endWords[step],
    [
      about(board),
      text(endText(step, missing, board)),
      needsReason ? reasonInput(hints[step]) : reasonInput('If there is something to say.', true),
    ],
  )
}

function endText(step: keyof typeof endWords, missing: readonly Item[], board: Board): string {
  const after =
    'It cannot be changed any more, nobody is reminded of it, and it can be read for ever.'
  if (step === 'reopen') return 'It can be changed again, and people are reminded of it again.'
  if (step === 'abort') {
    const open = allItems(board).filter((item) => !isSettled(item))
    return `${plural(open.length, 'item')} not settled. ${after}`
  }
  if (missing.length === 0) return `✅ Everything is settled: it closes as complete. ${after}`
  const rest = missing.length - named
  return [
    `*${plural(missing.length, 'item')} left open:*`,
    ...missing.slice(0, named).map((item) => `• ${asMrkdwn(item.text, 140)}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
    after,
  ].join('\n')
}

function about({ launch }: Board): KnownBlock {
  return { type: 'context', elements: [mrkdwn(launchName(launch, 160))] }
}

function text(words: string): KnownBlock {
  return { type: 'section', text: mrkdwn(words) }
}

function reasonInput(hint: string, optional = false) {
  return textInput({ id: launchFields.reason, label: 'Reason', hint, optional }, null)
}
