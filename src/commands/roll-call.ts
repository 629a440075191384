import { randomUUID } from 'node:crypto'
import { subMinutes } from '../domain/dates.ts'
import { holdsUp } from '../domain/emergency.ts'
import { gateState, isGateOpen } from '../domain/gate.ts'
import type { Board, Launch, Mark, Role } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import {
  type Answer,
  patienceMinutes,
  type RollCall,
  type RollCallVerdict,
  turnOf,
  verdictOf,
} from '../domain/roll-call.ts'
import { isAllGo, type SignOff, signersOf, standingOf } from '../domain/sign-off.ts'
import { readBoard } from '../store/board.ts'
import { updateItem } from '../store/items.ts'
import { endRollCall, insertRollCall, updateAnswer } from '../store/roll-calls.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { refuseInEmergency } from './emergency.ts'
import { askToSign } from './requests.ts'
import { run, type Work } from './run.ts'

/**
 * Begins the poll of all roles, in a thread of its own, after the last one that the actor saw (`last`).
 * While one runs, once another one was begun, or once the final box is ticked, nothing is begun. Refuses while something stands before the final box ('gate-shut') and
 * while a role has nobody ('roles-open').
 */
export function startRollCall(
  context: Context,
  actor: Actor,
  { launchId, last }: { launchId: string; last: string | null },
): Promise<{ launch: Launch; outcome: 'started' | 'unchanged' }> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    const { launch, roles, finalBox, rollCall } = board
    authorise('call-roll', actor, stakes)
    refuseInEmergency(board)
    const isRunning = rollCall !== null && rollCall.ended === null
    const isOld = last !== (rollCall?.id ?? null)
    if (isRunning || isOld || finalBox?.state === 'done') return { launch, outcome: 'unchanged' }
    const gate = gateState(board, { kind: 'final-box' })
    if (!finalBox || !gate) throw new Refusal({ code: 'no-roll-call' })
    if (gate.missing.length > 0) throw new Refusal({ code: 'gate-shut', gate })
    const open = roles.filter(({ personId }) => personId === null)
    if (open.length > 0) {
      throw new Refusal({ code: 'roles-open', roles: open.map(({ name }) => name) })
    }
    const answers = roles.map(({ id: roleId }): Answer => {
      return { id: randomUUID(), roleId, asked: null, given: null }
    })
    const started = { at: work.now, by: actor.id }
    const begun: RollCall = { id: randomUUID(), started, ended: null, answers }
    await insertRollCall(work.db, launchId, begun)
    await work.record(launch, {
      type: 'roll-call.started',
      data: { rollCallId: begun.id, roles: roles.map(({ name }) => name) },
    })
    const surface = { kind: 'roll-call', id: begun.id } as const
    await addSurfaces(work.db, launch, [surface])
    await work.refresh(launch, surface)
    await work.refresh(launch, { kind: 'board', launchId })
    await advanceRollCall(work, launchId)
    return { launch, outcome: 'started' }
  })
}

/**
 * Ends a roll call that waits: whoever has not answered was silent, and silence is not go. Another
 * one than was seen goes on.
 */
export function stopRollCall(
  context: Context,
  actor: Actor,
  { launchId, rollCallId }: { launchId: string; rollCallId: string },
): Promise<void> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    authorise('call-roll', actor, stakes)
    if (board.rollCall?.id !== rollCallId) return
    await conclude(work, board, 'silent', { at: work.now, by: actor.id })
  })
}

/** Ends a roll call whose turn has waited for so long; one that was answered meanwhile goes on. */
export async function endSilentRollCall(work: Work, launchId: string): Promise<void> {
  const board = await readBoard(work.db, launchId)
  const turn = turnOf(board?.rollCall?.answers ?? [])
  const isSilent = turn?.asked && turn.asked.at <= subMinutes(work.now, patienceMinutes)
  if (board && isSilent) await conclude(work, board, 'silent', { at: work.now, by: 'golive' })
}

/**
 * Takes a running roll call as far as it can go: counts what was signed, asks who is next, and ends
 * it when the verdict is there. Everybody's go counts only while it stands and nothing is missing.
 */
export async function advanceRollCall(work: Work, launchId: string): Promise<void> {
  const board = await readBoard(work.db, launchId)
  const rollCall = board?.rollCall
  if (!board || !rollCall || rollCall.ended) return
  const answers = await answersNow(work, board, rollCall)
  const verdict = verdictOf(answers)
  const by = answers.findLast(({ given }) => given !== null)?.given?.by ?? rollCall.started.by
  const mark = { at: work.now, by }
  if (verdict === 'go') {
    // The verdict waits until the emergency is over.
    if (!holdsUp(board.emergency) && isAllGo(board) && isGateOpen(board, { kind: 'final-box' })) {
      await conclude(work, board, 'go', mark, answers)
    }
    return
  }
  if (verdict) return conclude(work, board, verdict, mark, answers)
  await takeTurn(work, board, rollCall, answers)
}

/** Asks whoever is next; where nobody may answer for a role any more, that is silence. */
async function takeTurn(
  work: Work,
  board: Board,
  rollCall: RollCall,
  answers: readonly Answer[],
): Promise<void> {
  const { launch, roles } = board
  const turn = turnOf(answers)
  const role = roles.find(({ id }) => id === turn?.roleId)
  if (!turn || !role) return
  const [personId] = signersOf(role)
  if (!personId) {
    const mark = { at: work.now, by: rollCall.started.by }
    return conclude(work, board, 'silent', mark, answers)
  }
  const isAsked = turn.asked !== null && signersOf(role).includes(turn.asked.personId)
  if (isAsked) return
  // An edited message tells nobody: whoever comes into a turn that was asked is told by DM.
  if (turn.asked) await askToSign(work, launch, role, personId, 'ready')
  await askInThread(work, launch, rollCall, turn, personId)
}

/** The answers with what has been signed meanwhile, and without what is void. */
async function answersNow(work: Work, board: Board, rollCall: RollCall): Promise<Answer[]> {
  const answers: Answer[] = []
  let isTurn = true
  for (const answer of rollCall.answers) {
    const now = answerNow(answer, board, rollCall, isTurn)
    if (now !== answer) {
      await updateAnswer(work.db, now)
      await showAnswer(work, board.launch, rollCall, now)
    }
    answers.push(now)
    isTurn = isTurn && now.given !== null
  }
  return answers
}

/**
 * A go counts when its turn has come, whenever it was signed; a no counts at once. Whoever was asked
 * waits again when somebody before them has to answer anew.
 */
function answerNow(answer: Answer, board: Board, rollCall: RollCall, isTurn: boolean): Answer {
  const role = board.roles.find(({ id }) => id === answer.roleId)
  const signOff = role ? standingOf(role, board.signOffs) : null
  if (answer.given) {
    const isVoid = answer.given.verdict === 'go' && signOff?.verdict !== 'go'
    if (!isVoid) return answer
    return { ...answer, given: signOff ? givenIn(signOff) : null, asked: null }
  }
  const counts =
    signOff?.verdict === 'go' ? isTurn : signOff && signOff.given.at >= rollCall.started.at
  if (signOff && counts) return { ...answer, given: givenIn(signOff) }
  return answer.asked && !isTurn ? { ...answer, asked: null } : answer
}

function givenIn({ given, verdict, reason, until }: SignOff): Answer['given'] {
  return { ...given, verdict, reason, until }
}

async function askInThread(
  work: Work,
  launch: Launch,
  rollCall: RollCall,
  answer: Answer,
  personId: string,
): Promise<void> {
  const asked = { ...answer, asked: { at: work.now, personId } }
  await updateAnswer(work.db, asked)
  await showAnswer(work, launch, rollCall, asked)
}

async function showAnswer(
  work: Work,
  launch: Launch,
  { id }: RollCall,
  answer: Answer,
): Promise<void> {
  const surface = { kind: 'answer', id: answer.id } as const
  const thread = { kind: 'roll-call', id } as const
  await addSurfaces(work.db, launch, [surface], thread)
  await work.refresh(launch, surface)
  await work.refresh(launch, thread)
}

/** Freezes the verdict; go ticks the final box. A roll call that has ended stays as it is. */
export async function conclude(
  work: Work,
  board: Board,
  verdict: RollCallVerdict,
  ended: Mark,
  answers: readonly Answer[] = board.rollCall?.answers ?? [],
): Promise<void> {
  const { launch, rollCall, finalBox, roles } = board
  if (!rollCall || rollCall.ended) return
  await endRollCall(work.db, rollCall.id, { ...ended, verdict })
  const eventId = await work.record(launch, {
    type: 'roll-call.ended',
    data: {
      rollCallId: rollCall.id,
      verdict,
      answers: answers.map((answer) => answered(answer, roles)),
    },
  })
  if (verdict === 'go' && finalBox) {
    const changed = { at: work.now, by: 'golive' }
    await updateItem(work.db, finalBox, { ...finalBox, state: 'done', reason: null, changed })
    await work.record(launch, {
      type: 'final-box.ticked',
      itemId: finalBox.id,
      data: { text: finalBox.text, rollCallId: rollCall.id },
    })
  }
  await work.announce(launch, eventId)
  for (const { id, asked, given } of answers) {
    if (asked && !given) await work.refresh(launch, { kind: 'answer', id })
  }
  await work.refresh(launch, { kind: 'roll-call', id: rollCall.id })
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
}

function answered({ roleId, given, asked }: Answer, roles: readonly Role[]) {
  const role = roles.find(({ id }) => id === roleId)
  return {
    role: role?.name ?? '',
    personId: given?.by ?? asked?.personId ?? (role ? (signersOf(role)[0] ?? null) : null),
    verdict: given?.verdict ?? null,
    reason: given?.reason ?? null,
    until: given?.until?.toISOString() ?? null,
    at: given?.at.toISOString() ?? null,
  }
}
