/** The final box on the board: what it waits for, or since when it is ticked. mrkdwn. */
import { gateState } from '../domain/gate.ts'
import type { Board, Role } from '../domain/launch.ts'
import { standingOf } from '../domain/sign-off.ts'
import { isReadyToCall } from './board-buttons.ts'
import { missingText } from './gate-lines.ts'
import { itemLook } from './item-look.ts'
import { asMrkdwn } from './markdown.ts'
import { moment, plural, safe } from './text.ts'

/** So many roles are named for each thing that they lack. */
const named = 3

export function finalBoxLine(board: Board, now: Date): string {
  const { finalBox, launch, rollCall } = board
  if (!finalBox) return ''
  const text = `${itemLook[finalBox.state].icon} ${asMrkdwn(finalBox.text, 240)}`
  if (finalBox.state === 'done') {
    const at = finalBox.changed ? `, ${moment(finalBox.changed.at, launch.zone)}` : ''
    return `${text} · ticked by the roll call${at}`
  }
  if (launch.ended) return text
  const missing = gateState(board, { kind: 'final-box' })?.missing ?? []
  if (missing.length > 0) return `${text} · waits for ${missingText(missing, board)}`
  if (rollCall && !rollCall.ended) return `${text} · the roll call is under way`
  return isReadyToCall(board) ? [text, ...wordsOf(board, now)].join(' · ') : text
}

/** What the roles have said, where that is not go: only without a no, a hold or a gap it is ready. */
function wordsOf({ roles, signOffs }: Board, now: Date): string[] {
  const open = roles.filter(({ personId }) => personId === null)
  const filled = roles.filter(({ personId }) => personId !== null)
  const said = filled.map((role) => ({ role, standing: standingOf(role, signOffs) }))
  const isOver = (until: Date | null | undefined) => until != null && until <= now
  const pick = (of: (each: (typeof said)[number]) => boolean) =>
    said.filter(of).map(({ role }) => role)
  const noGo = pick(({ standing }) => standing?.verdict === 'no-go')
  const hold = pick(({ standing }) => standing?.verdict === 'hold' && !isOver(standing.until))
  const over = pick(({ standing }) => standing?.verdict === 'hold' && isOver(standing.until))
  const unsigned = pick(({ standing }) => standing === null)
  const against = [
    ...(noGo.length > 0 ? [`*no-go* by ${namesOf(noGo)}`] : []),
    ...(hold.length > 0 ? [`*hold* by ${namesOf(hold)}`] : []),
    ...(over.length > 0 ? [`the hold by ${namesOf(over)} is over`] : []),
    ...(open.length > 0 ? [`${plural(open.length, 'role')} without a person`] : []),
  ]
  return [
    ...(against.length > 0 ? against : ['ready for the roll call']),
    ...(unsigned.length > 0 ? [`not signed: ${namesOf(unsigned)}`] : []),
  ]
}

function namesOf(roles: readonly Role[]): string {
  const names = roles.slice(0, named).map(({ name }) => safe(name, 40))
  const rest = roles.length - names.length
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
