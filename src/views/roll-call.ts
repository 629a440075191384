/** A roll call and its answers, as its thread in the channel shows them. */
import type { KnownBlock } from '@slack/types'
import type { Board, Role } from '../domain/launch.ts'
import type { Answer, RollCall } from '../domain/roll-call.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { type Message, message } from './message.ts'
import { mention, moment, mrkdwn, plain, safe } from './text.ts'
import { verdictButtons } from './verdict-buttons.ts'
import { verdictLook } from './verdict-look.ts'

/** The roll call itself: who started it, what each role said, and the verdict, frozen. */
export function rollCallMessage(board: Board, rollCall: RollCall): Message {
  const { launch, finalBox } = board
  const { started, ended, answers } = rollCall
  const about = [
    `📣 *Roll call* for *${launchName(launch, 160)}*: ${asMrkdwn(finalBox?.text ?? '', 200)}`,
    `Started by ${mention(started.by)}, ${moment(started.at, launch.zone)}. The roles answer in the thread, one after the other; silence is not go.`,
  ]
  const said = answers.map((answer) =>
    answerLine(answer, roleOf(answer, board.roles), launch.zone, ended !== null),
  )
  const verdict = ended
    ? [`*Verdict: ${verdictLook[ended.verdict].label}*, ${moment(ended.at, launch.zone)}`]
    : []
  // Together, the answers of all roles may be too long for one block.
  const parts = [about.join('\n'), ...said, ...verdict]
  const blocks = parts.map((text): KnownBlock => ({ type: 'section', text: mrkdwn(text) }))
  if (!ended) blocks.push({ type: 'actions', elements: [stopButton(launch.id, rollCall.id)] })
  return message(parts, blocks)
}

/** One role's turn: the question with its buttons, and later the answer. */
export function answerMessage(board: Board, rollCall: RollCall, answer: Answer): Message {
  const { launch, roles } = board
  const role = roleOf(answer, roles)
  const isWaiting = !answer.given && !rollCall.ended
  if (!isWaiting || !role) {
    const line = answerLine(answer, role, launch.zone, rollCall.ended !== null)
    return message([line], [{ type: 'section', text: mrkdwn(line) }])
  }
  const deputy = role.deputyId ? ` (or ${mention(role.deputyId)})` : ''
  const who = role.personId ? mention(role.personId) : 'nobody'
  const line = `*${safe(role.name, 80)}*, ${who}${deputy}: go or no-go for *${launchName(launch, 120)}*?`
  return message(
    [line],
    [
      { type: 'section', text: mrkdwn(line) },
      { type: 'actions', elements: verdictButtons(launch.id, role) },
    ],
  )
}

function answerLine(
  { given, asked }: Answer,
  role: Role | undefined,
  zone: string,
  isOver: boolean,
): string {
  const name = `*${safe(role?.name ?? '', 80)}*`
  if (given) {
    const { icon, label } = verdictLook[given.verdict]
    const until = given.until ? ` until ${moment(given.until, zone)}` : ''
    const why = given.reason ? `: ${safe(given.reason, 140)}` : ''
    return `${icon} ${name}: ${label}${until} · ${mention(given.by)}, ${moment(given.at, zone)}${why}`
  }
  if (isOver) {
    const { icon, label } = verdictLook.silent
    return asked
      ? `${icon} ${name}: ${label} · ${mention(asked.personId)}`
      : `➖ ${name}: not asked`
  }
  return asked ? `⏳ ${name}: ${mention(asked.personId)} is asked` : `➖ ${name}: to be asked`
}

function roleOf({ roleId }: Answer, roles: readonly Role[]): Role | undefined {
  return roles.find(({ id }) => id === roleId)
}

/** Ends a roll call that waits; asks first. */
export function stopButton(launchId: string, rollCallId: string) {
  return button(
    actions.stopRollCall,
    'End Roll Call',
    { launchId, rollCallId },
    {
      confirm: {
        title: plain('End the roll call?'),
        text: plain('Whoever has not answered was silent, and silence is not go.'),
        confirm: plain('End'),
        deny: plain('Go On'),
      },
    },
  )
}
