import { isSettled } from '../domain/item.ts'
import { type Board, isOpen, itemsOf, type Role } from '../domain/launch.ts'
import { peopleBehind } from '../domain/owner.ts'
import { changesSince, type ListChange, listToSign } from '../domain/sign-off.ts'
import type { Surface } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import type { Db } from '../store/database.ts'
import { findRollCall, findRollCallOfAnswer } from '../store/roll-calls.ts'
import { findRequest, readSignedList } from '../store/sign-offs.ts'
import type { Message } from '../views/message.ts'
import { overrideMessage } from '../views/override.ts'
import { requestMessage } from '../views/request.ts'
import { answerMessage, rollCallMessage } from '../views/roll-call.ts'

/** A roll call, one of its answers, or an override, as the channel shows it. */
export async function renderDecision(
  db: Db,
  board: Board,
  { kind, id }: Extract<Surface, { id: string }>,
): Promise<Message | undefined> {
  if (kind === 'override') {
    const override = board.overrides.find((each) => each.id === id)
    return override && overrideMessage(board, override)
  }
  const found = await (kind === 'answer' ? findRollCallOfAnswer(db, id) : findRollCall(db, id))
  if (!found) return undefined
  if (kind === 'roll-call') return rollCallMessage(board, found.rollCall)
  const answer = found.rollCall.answers.find((each) => each.id === id)
  return answer && answerMessage(board, found.rollCall, answer)
}

/** A request to sign off, as it stands now. */
export async function renderRequest(db: Db, requestId: string): Promise<Message | undefined> {
  const request = await findRequest(db, requestId)
  const board = request && (await readBoard(db, request.launchId))
  const role = board?.roles.find(({ id }) => id === request?.roleId)
  if (!request || !board || !role) return undefined
  const items = board.phases
    .filter(isOpen)
    .flatMap(itemsOf)
    .filter((item) => !isSettled(item))
    .filter((item) => peopleBehind(item.owners, board.roles).includes(request.personId))
  const signOff = board.signOffs.find(({ roleId }) => roleId === role.id) ?? null
  const changes = await changesSinceSigned(db, board, role)
  return requestMessage({ ...request, board, role, signOff, changes, items: items.length })
}

/** What changed since a role's last go; nothing when it has given none. */
export async function changesSinceSigned(
  db: Db,
  board: Board,
  role: Pick<Role, 'id'>,
): Promise<ListChange[]> {
  const signOff = board.signOffs.find(({ roleId }) => roleId === role.id)
  if (signOff?.verdict !== 'go') return []
  return changesSince(await readSignedList(db, signOff.id), listToSign(board))
}
