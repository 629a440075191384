/** Somebody is asked by DM to sign off, or told that what they signed does not count any more. */
import type { KnownBlock } from '@slack/types'
import type { Board, Role } from '../domain/launch.ts'
import { digestOfList, type ListChange, listToSign, type SignOff } from '../domain/sign-off.ts'
import { actions } from './actions.ts'
import { button } from './button.ts'
import { launchName } from './launch-name.ts'
import { type Message, message } from './message.ts'
import { changeLines, listLines } from './sign-lines.ts'
import { mention, moment, mrkdwn, plural, safe } from './text.ts'
import { verdictButtons } from './verdict-buttons.ts'
import { verdictLook } from './verdict-look.ts'

export type ShownRequest = {
  board: Board
  role: Role
  why: 'ready' | 'void' | 'hold-over'
  at: Date
  isEnded: boolean
  /** The role's last sign-off, void or not. */
  signOff: SignOff | null
  /** What changed since then. */
  changes: ListChange[]
  /** How many unsettled items are the reader's. */
  items: number
}

export function requestMessage(request: ShownRequest): Message {
  const { board, role, why, isEnded, changes, items } = request
  const { launch } = board
  const about = `*${launchName(launch, 160)}*, as *${safe(role.name, 80)}*`
  if (isEnded) {
    const lines = [`Sign-off of ${about}`, endOf(request)]
    return message(lines, [{ type: 'section', text: mrkdwn(lines.join('\n')) }])
  }
  const lines = {
    ready: [`🖊️ *Your sign-off is asked for:* ${about}, T-0 ${moment(launch.t0, launch.zone)}`],
    'hold-over': [`⏰ *Your hold is over:* ${about}`],
    void: [`⚠️ *Your go does not count any more:* ${about}`, ...voidLines(changes, board)],
  }[why]
  const mine =
    items > 0 ? [`${plural(items, 'item')} of yours ${items === 1 ? 'is' : 'are'} open.`] : []
  const parts = [lines, [...listLines(board), ...mine]].filter((part) => part.length > 0)
  const blocks: KnownBlock[] = [
    ...parts.map((part): KnownBlock => ({ type: 'section', text: mrkdwn(part.join('\n')) })),
    { type: 'actions', elements: buttonsOf(request) },
  ]
  return message(parts.flat(), blocks)
}

function voidLines(changes: ListChange[], board: Board): string[] {
  return changes.length > 0
    ? changeLines(changes, board)
    : ['What had changed is as you signed it again. Sign again, so that it counts.']
}

function buttonsOf({ board, role, why, signOff }: ShownRequest) {
  const { id: launchId } = board.launch
  const [go, ...others] = verdictButtons(launchId, role)
  const digest = digestOfList(listToSign(board))
  const renew = button(
    actions.renewSignOff,
    'Sign Again: Go',
    { launchId, roleId: role.id, digest, before: signOff?.id ?? null },
    { style: 'primary' },
  )
  return why === 'void' ? [renew, ...others] : [...(go ? [go] : []), ...others]
}

function endOf({ signOff, at, board }: ShownRequest): string {
  if (!signOff || signOff.given.at < at) {
    return board.launch.live || board.launch.ended
      ? 'It is over: nothing is to be signed any more.'
      : 'Somebody else was asked, or there is a newer message further down.'
  }
  const { icon, label } = verdictLook[signOff.verdict]
  const { by, at: givenAt } = signOff.given
  const signed = `${label} by ${mention(by)}, ${moment(givenAt, board.launch.zone)}`
  return signOff.voidedAt
    ? `⚠️ Signed: ${signed}. It does not count any more.`
    : `${icon} Signed: ${signed}.`
}
