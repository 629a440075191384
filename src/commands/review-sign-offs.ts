/**
 * Keeps what was signed, and the final box, true to the list that they are about: called after every
 * change of a launch.
 */
import { holdsUp } from '../domain/emergency.ts'
import { isGateOpen } from '../domain/gate.ts'
import { allItems, type Board, type Item, type Launch, type Role } from '../domain/launch.ts'
import {
  changesSince,
  digestOfList,
  isAllGo,
  type ListChange,
  listToSign,
  type SignedItem,
  type SignOff,
  signersOf,
  standingOf,
  t0Id,
  type VoidReason,
} from '../domain/sign-off.ts'
import { readBoard } from '../store/board.ts'
import { isUnsettled, listRemovedItems, updateItem } from '../store/items.ts'
import { hasDecisions, listRequests, markVoided, readSignedList } from '../store/sign-offs.ts'
import { askToSign, refreshRequestsOf, reviewRequests } from './requests.ts'
import { advanceRollCall } from './roll-call.ts'
import type { Work } from './run.ts'

/** So many changes are named in the record. */
const namedChanges = 20

/**
 * Makes void what was signed on a list that has changed for the worse since, or by somebody who may
 * not sign for it; takes back the final box when it stands on nothing; asks those who have not signed
 * once nothing is missing; and takes a running roll call on. Does nothing once the launch is live.
 */
export async function reviewSignOffs(
  work: Work,
  launch: Launch,
  { mayComplete }: { mayComplete: boolean } = { mayComplete: true },
): Promise<void> {
  if (launch.live || launch.ended || !(await isWorthALook(work, launch, mayComplete))) return
  const board = await readBoard(work.db, launch.id)
  if (!board?.finalBox) return
  const again = async () => (await readBoard(work.db, launch.id)) ?? board
  const voided = await voidWhatChanged(work, board)
  let now = voided.isAny ? await again() : board
  if (await withdrawFinalBox(work, now, voided.changes)) now = await again()
  if (!holdsUp(now.emergency)) await askWhoIsMissing(work, now)
  await reviewRequests(work, now)
  if (now.rollCall && !now.rollCall.ended) await advanceRollCall(work, launch.id)
}

/** Most clicks are before anything is signed, while much is missing: for these, little is read. */
async function isWorthALook({ db }: Work, launch: Launch, mayComplete: boolean): Promise<boolean> {
  if (await hasDecisions(db, launch.id)) return true
  if (!mayComplete) return false
  const gate = launch.gates.find(({ opens }) => opens.kind === 'final-box')
  return gate !== undefined && !(await isUnsettled(db, gate))
}

/** Returns whether anything is void by it, and by which changes of the list. */
async function voidWhatChanged(
  work: Work,
  board: Board,
): Promise<{ isAny: boolean; changes: ListChange[] }> {
  const list = listToSign(board)
  const digest = digestOfList(list)
  const signers = new Set<string>()
  let isAny = false
  let all: ListChange[] = []
  for (const role of board.roles) {
    const signOff = board.signOffs.find(({ roleId }) => roleId === role.id)
    if (!signOff || signOff.voidedAt) continue
    const { by } = signOff.given
    if (!signersOf(role).includes(by)) {
      await voidOne(work, board, role, signOff, 'role', [])
      isAny = true
    } else if (signers.has(by) && !board.launch.mayDouble) {
      await voidOne(work, board, role, signOff, 'double', [])
      isAny = true
    } else {
      signers.add(by)
      const changes = await voidIfChanged(work, board, role, signOff, { list, digest })
      if (changes.length > 0) isAny = true
      if (changes.length > all.length) all = changes
    }
  }
  return { isAny, changes: all }
}

/** Who said no or hold has said why, and takes it back when it is time: only a go can be void. */
async function voidIfChanged(
  work: Work,
  board: Board,
  role: Role,
  signOff: SignOff,
  { list, digest }: { list: SignedItem[]; digest: string },
): Promise<ListChange[]> {
  if (signOff.verdict !== 'go' || signOff.digest === digest) return []
  const changes = changesSince(await readSignedList(work.db, signOff.id), list)
  if (changes.length === 0) return []
  await voidOne(work, board, role, signOff, 'list', changes)
  await askToSign(work, board.launch, role, signOff.given.by, 'void')
  return changes
}

async function voidOne(
  work: Work,
  board: Board,
  role: Role,
  signOff: SignOff,
  why: VoidReason,
  changes: readonly ListChange[],
): Promise<void> {
  await markVoided(work.db, signOff.id, work.now)
  await work.record(board.launch, {
    type: 'sign-off.voided',
    data: {
      roleId: role.id,
      role: role.name,
      personId: signOff.given.by,
      why,
      changes: await inWords(work, board, changes),
    },
  })
  await refreshRequestsOf(work, board.launch, role.id)
  await work.refresh(board.launch, { kind: 'board', launchId: board.launch.id })
}

/** Changes as the record has them. */
async function inWords(work: Work, board: Board, changes: readonly ListChange[]) {
  const gone = await listRemovedItems(work.db, board.launch.id)
  const texts = new Map([...allItems(board), ...gone].map(({ id, text }) => [id, text]))
  return changes.slice(0, namedChanges).map(({ itemId, kind }) => {
    return { text: itemId === t0Id ? 'T-0' : (texts.get(itemId) ?? ''), kind }
  })
}

/** Makes every go void, where it takes another word of each. */
export async function voidEveryGo(
  work: Work,
  board: Board,
  why: 'withdrawn' | 'rolled-back' = 'withdrawn',
): Promise<void> {
  for (const role of board.roles) {
    const signOff = standingOf(role, board.signOffs)
    if (signOff?.verdict !== 'go') continue
    await voidOne(work, board, role, signOff, why, [])
    await askToSign(work, board.launch, role, signOff.given.by, 'void')
  }
}

/** The final box is ticked only while everything that the verdict stood on does. Returns if it was taken back. */
async function withdrawFinalBox(
  work: Work,
  board: Board,
  changes: readonly ListChange[],
): Promise<boolean> {
  const { finalBox, launch } = board
  if (finalBox?.state !== 'done') return false
  if (isAllGo(board) && isGateOpen(board, { kind: 'final-box' })) return false
  const changed = { at: work.now, by: 'golive' }
  const open: Item = { ...finalBox, state: 'open', reason: null, changed }
  await updateItem(work.db, finalBox, open)
  const roles = board.roles.filter((role) => standingOf(role, board.signOffs)?.verdict !== 'go')
  const eventId = await work.record(launch, {
    type: 'final-box.withdrawn',
    itemId: finalBox.id,
    data: {
      text: finalBox.text,
      roles: roles.map(({ name }) => name),
      changes: await inWords(work, board, changes),
    },
  })
  await work.announce(launch, eventId)
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  return true
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
    if (!isAsked) await askToSign(work, launch, role, role.personId, 'ready')
  }
}
