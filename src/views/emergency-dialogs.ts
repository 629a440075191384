/** The dialogs around an emergency's walk: starting, telling, leading, deciding again, resolving. */
import type { KnownBlock, ModalView } from '@slack/types'
import {
  type Aftermath,
  type Emergency,
  type EmergencyName,
  standingDecision,
} from '../domain/emergency.ts'
import type { Board, Launch } from '../domain/launch.ts'
import { dialogs, encode } from './actions.ts'
import { channelsInput } from './channels-input.ts'
import { emergencyName } from './emergency.ts'
import { boxesInput, choiceInput, momentInput, option, personInput, textInput } from './inputs.ts'
import { launchName } from './launch-name.ts'
import { modal } from './modal.ts'
import { mrkdwn, safe } from './text.ts'

export const emergencyFields = {
  words: 'words',
  began: 'began',
  drill: 'drill',
  text: 'text',
  where: 'where',
  commander: 'commander',
  scribe: 'scribe',
  reason: 'reason',
  how: 'how',
  t0: 't0',
  measures: 'measures',
} as const

export const drillBox = 'drill'

/** Starts an emergency; the walk follows in the same dialog. `drill`: one that runs meanwhile. */
export function startEmergencyDialog(
  launch: Launch,
  channelId: string | null,
  now: Date,
  drill: EmergencyName | null = null,
): ModalView {
  const box = option('This is practised, nothing is wrong', drillBox)
  return modal(
    dialogs.startEmergency,
    encode(dialogs.startEmergency, { launchId: launch.id, channelId }),
    { title: 'Emergency', submit: 'Start' },
    [
      about(launchName(launch, 160)),
      ...(drill
        ? [
            notice(
              `🧯 *${emergencyName(drill)}* runs. Sent as it stands, this joins it. If something is really wrong, take the tick below away: the drill ends, and an emergency starts.`,
            ),
          ]
        : []),
      textInput({ id: emergencyFields.words, label: 'What is wrong?', optional: true }, null),
      momentInput({ id: emergencyFields.began, label: 'Since when', optional: true }, now),
      boxesInput(
        {
          id: emergencyFields.drill,
          label: 'Only a drill',
          hint: 'It is marked as one, and nothing becomes of the launch.',
          optional: true,
        },
        [box],
        drill ? [drillBox] : [],
      ),
    ],
  )
}

/** What people are told now. `toldIn`: where they were told last; null: nowhere yet. */
export function tellDialog(
  launch: Launch,
  emergency: Emergency,
  draft: string,
  formId: string,
  toldIn: readonly string[] | null,
  channelId: string | null,
): ModalView {
  return modal(
    dialogs.tell,
    encode(dialogs.tell, { emergencyId: emergency.id, formId, channelId }),
    { title: 'Update', submit: 'Save' },
    [
      about(`${emergencyName(emergency)} · ${launchName(launch, 160)}`),
      textInput({ id: emergencyFields.text, label: 'What is said' }, draft),
      choiceInput(
        { id: emergencyFields.where, label: 'How' },
        [
          option('Post it in the channels below', 'posted'),
          option('It was sent in another way', 'sent'),
        ],
        'posted',
      ),
      channelsInput(toldIn ?? [launch.channelId]),
    ],
  )
}

/** Who leads an emergency, and who writes it down. */
export function leadDialog(
  launch: Launch,
  emergency: Emergency,
  channelId: string | null,
): ModalView {
  return modal(
    dialogs.leadEmergency,
    encode(dialogs.leadEmergency, { emergencyId: emergency.id, channelId }),
    { title: 'Who leads', submit: 'Save' },
    [
      about(`${emergencyName(emergency)} · ${launchName(launch, 160)}`),
      personInput({ id: emergencyFields.commander, label: 'Commander' }, emergency.commanderId),
      personInput(
        { id: emergencyFields.scribe, label: 'Scribe', optional: true },
        emergency.scribeId,
      ),
    ],
  )
}

const whyTitles = {
  declined: { title: 'Decline', submit: 'Decline' },
  overridden: { title: 'Go ahead without', submit: 'Go Ahead' },
  again: { title: 'Decide again', submit: 'Decide Again' },
} as const

/** Why a decision is declined, carried out without a second person, or taken back. */
export function whyDialog(
  launch: Launch,
  emergency: Emergency,
  decisionId: string,
  what: keyof typeof whyTitles,
  channelId: string | null,
): ModalView {
  const outcome = standingDecision(emergency)?.outcome ?? ''
  return modal(
    dialogs.why,
    encode(dialogs.why, { emergencyId: emergency.id, decisionId, what, channelId }),
    whyTitles[what],
    [
      about(
        `${emergencyName(emergency)} · ${launchName(launch, 160)} · decided: *${safe(outcome, 75)}*`,
      ),
      textInput(
        { id: emergencyFields.reason, label: 'Reason', hint: 'Shown in the channel.' },
        null,
      ),
    ],
  )
}

const afterWords: Record<Aftermath, string> = {
  'goes-on': 'The launch goes on',
  'rolled-back': 'It is rolled back: T-0 is chosen anew, sign-offs are void',
  aborted: 'The launch is aborted',
}

/** What ended an emergency, and what becomes of the launch; `mayMove`: T-0 is theirs to choose. */
export function resolveDialog(
  { launch }: Pick<Board, 'launch'>,
  emergency: Emergency,
  { possible, mayMove }: { possible: readonly Aftermath[]; mayMove: boolean },
  channelId: string | null,
): ModalView {
  const [first] = possible
  return modal(
    dialogs.resolve,
    encode(dialogs.resolve, { emergencyId: emergency.id, channelId }),
    { title: 'Resolve', submit: 'Resolve' },
    [
      about(`${emergencyName(emergency)} · ${launchName(launch, 160)}`),
      textInput({ id: emergencyFields.words, label: 'What ended it?' }, null),
      choiceInput(
        { id: emergencyFields.how, label: 'What becomes of the launch' },
        possible.map((how) => option(afterWords[how], how)),
        first ?? 'goes-on',
      ),
      ...(mayMove && possible.includes('rolled-back')
        ? [
            momentInput(
              {
                id: emergencyFields.t0,
                label: 'New T-0',
                hint: 'Where it is rolled back. Empty: you choose it later, in the board’s menu.',
                optional: true,
              },
              null,
            ),
          ]
        : []),
      textInput(
        {
          id: emergencyFields.measures,
          label: 'What prevents it from now on?',
          hint: 'One a line: each becomes a follow-up, beside those of the checklist.',
          optional: true,
        },
        null,
      ),
    ],
  )
}

function notice(text: string): KnownBlock {
  return { type: 'section', text: mrkdwn(text) }
}

function about(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(text)] }
}
