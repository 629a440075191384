/**
 * Keeps what was signed, and the final box, true to the list that they are about: called after every
 * change of a launch.
 */
import { randomUUID } from 'node:crypto'
import { isGateOpen } from '../domain/gate.ts'
import { allItems, type Board, type Launch, type Role } from '../domain/launch.ts'
import {
  changesSince,
  digestOfList,
  isAllGo,
  type ListChange,
  listToSign,
  type SignOff,
  signersOf,
  standingOf,
  t0Id,
} from '../domain/sign-off.ts'
import { readBoard } from '../store/board.ts'
import { updateItem } from '../store/items.ts'
import {
  endRequests,
  insertRequest,
  listRequests,
  markVoided,
  type Request,
  readSignedList,
} from '../store/sign-offs.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { advanceRollCall } from './roll-call.ts'
import type { Work } from './run.ts'

/** So many changes are named in the record. */
const namedChanges = 20

/**
 * Makes void what was signed on a list that has changed for the worse since, or by somebody who may
 * not sign any more, and asks for it again; takes back the final box when it stands on nothing; asks
 * those who have not signed once the list is ready. Does nothing once the launch is live.
 */
export async function reviewSignOffs(work: Work, launchId: string): Promise<void> {
  const board = await readBoard(work.db, launchId)
  if (!board?.finalBox || board.launch.live || board.launch.ended) return
  const voided = await voidWhatChanged(work, board)
  const now = voided.length > 0 ? ((await readBoard(work.db, launchId)) ?? board) : board
  await withdrawFinalBox(work, now)
  await askWhoIsMissing(work, now)
  await refreshRequests(work, board.launch)
  await advanceRollCall(work, launchId)
}

async function voidWhatChanged(work: Work, board: Board): Promise<SignOff[]> {
  const list = listToSign(board)
  const digest = digestOfList(list)
  const voided: SignOff[] = []
  for (const role of board.roles) {
    const signOff = board.signOffs.find(({ roleId }) => roleId === role.id)
    if (!signOff || signOff.voidedAt) continue
    if (!signersOf(role).includes(signOff.given.by)) {
      await voidOne(work, board, role, signOff, 'role', [])
      voided.push(signOff)
      continue
    }
    // Who said no or hold has said why, and takes it back when it is time.
    if (signOff.verdict !== 'go' || signOff.digest === digest) continue
    const changes = changesSince(await readSignedList(work.db, signOff.id), list)
    if (changes.length === 0) continue
    await voidOne(work, board, role, signOff, 'list', changes)
    await ask(work, board.launch, role, signOff.given.by, 'void')
    voided.push(signOff)
  }
  return voided
}

async function voidOne(
  work: Work,
  board: Board,
  role: Role,
  signOff: SignOff,
  why: 'list' | 'role',
  changes: readonly ListChange[],
): Promise<void> {
  await markVoided(work.db, signOff.id, work.now)
  const texts = new Map(allItems(board).map(({ id, text }) => [id, text]))
  const textOf = ({ itemId }: ListChange) => (itemId === t0Id ? 'T-0' : (texts.get(itemId) ?? ''))
  await work.record(board.launch, {
    type: 'sign-off.voided',
    data: {
      roleId: role.id,
      role: role.name,
      personId: signOff.given.by,
      why,
      changes: changes
        .slice(0, namedChanges)
        .map((change) => ({ text: textOf(change), kind: change.kind })),
    },
  })
  await work.refresh(board.launch, { kind: 'board', launchId: board.launch.id })
}

/** The final box is ticked only while everything that the verdict stood on does. */
async function withdrawFinalBox(work: Work, board: Board): Promise<void> {
  const { finalBox, launch } = board
  if (finalBox?.state !== 'done') return
  if (isAllGo(board) && isGateOpen(board, { kind: 'final-box' })) return
  const changed = { at: work.now, by: 'golive' }
  await updateItem(work.db, finalBox, { ...finalBox, state: 'open', reason: null, changed })
  const open = board.roles.filter((role) => standingOf(role, board.signOffs)?.verdict !== 'go')
  const eventId = await work.record(launch, {
    type: 'final-box.withdrawn',
    itemId: finalBox.id,
    data: { text: finalBox.text, roles: open.map(({ name }) => name) },
  })
  await work.announce(launch, eventId)
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
}

/** Once nothing stands before the final box, whoever has not signed is asked to, once. */
async function askWhoIsMissing(work: Work, board: Board): Promise<void> {
  const { launch, finalBox, roles, signOffs, rollCall } = board
  const isRunning = rollCall !== null && rollCall.ended === null
  if (finalBox?.state === 'done' || isRunning || !isGateOpen(board, { kind: 'final-box' })) return
  const asked = await listRequests(work.db, launch.id)
  for (const role of roles) {
    const hasSigned = signOffs.some(({ roleId, voidedAt }) => roleId === role.id && !voidedAt)
    if (hasSigned || role.personId === null) continue
    const isAsked = asked.some(
      ({ roleId, personId }) => roleId === role.id && signersOf(role).includes(personId),
    )
    if (!isAsked) await ask(work, launch, role, role.personId, 'ready')
  }
}

/** Asks somebody by DM to sign off; what they were asked before is over. */
export async function ask(
  work: Work,
  launch: Launch,
  role: Role,
  personId: string,
  why: Request['why'],
): Promise<void> {
  await endRequestsOf(work, launch, role.id)
  const id = randomUUID()
  const request = { id, launchId: launch.id, roleId: role.id, personId, why, at: work.now }
  await insertRequest(work.db, request)
  const dm = { id: null, workspaceId: launch.workspaceId, channelId: personId }
  const surface = { kind: 'request', id } as const
  await addSurfaces(work.db, dm, [surface])
  await work.refresh(dm, surface)
}

/** Ends what was asked for a role; the buttons of these DMs go. */
export async function endRequestsOf(work: Work, launch: Launch, roleId: string): Promise<void> {
  for (const request of await endRequests(work.db, roleId, work.now)) {
    await refreshRequest(work, launch, request)
  }
}

/** Ends all that was asked for a launch. */
export async function endAllRequests(work: Work, { launch, roles }: Board): Promise<void> {
  for (const { id } of roles) await endRequestsOf(work, launch, id)
}

async function refreshRequests(work: Work, launch: Launch): Promise<void> {
  for (const request of await listRequests(work.db, launch.id)) {
    await refreshRequest(work, launch, request)
  }
}

async function refreshRequest(work: Work, launch: Launch, request: Request): Promise<void> {
  const { id, personId } = request
  const dm = { id: null, workspaceId: launch.workspaceId, channelId: personId }
  await work.refresh(dm, { kind: 'request', id })
}
