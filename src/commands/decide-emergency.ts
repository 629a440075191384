import { randomUUID } from 'node:crypto'
import { addMinutes } from '../domain/dates.ts'
import {
  awaitsSecond,
  type Confirmation,
  type Decision,
  type Emergency,
  patienceEnds,
  roundOf,
  secondsFor,
  standingDecision,
  watchMinutes,
} from '../domain/emergency.ts'
import type { Board } from '../domain/launch.ts'
import { measuresFor } from '../domain/measures.ts'
import type { Actor } from '../domain/person.ts'
import { outcomeKindOf, type Procedure } from '../domain/procedure.ts'
import { Refusal } from '../domain/refusal.ts'
import { rollbackFactsOf } from '../domain/rollback.ts'
import { pathOf } from '../domain/walk.ts'
import {
  emergencyIdOfDecision,
  insertDecision,
  saveAnswer,
  updateDecision,
} from '../store/emergencies.ts'
import { authorise, type Context } from './context.ts'
import { ask, endAsks, keepEntry, type LockedEmergency, lockEmergencyFor } from './emergency.ts'
import { postEmergencyPhase } from './emergency-phase.ts'
import { reasonFault } from './reason.ts'
import { run, type Work } from './run.ts'

export type DecisionWish = {
  emergencyId: string
  page: string
  outcome: string
  reason: string
  /** Who watches what it does, for so many minutes; rolling back is ticked, not watched. */
  watcherId: string | null
  minutes: number | null
}

/**
 * Decides what is done. Rolling back waits for a second person; everything else is carried out at
 * once: its checklist is posted, and it is watched. The same decision again changes nothing. Refuses
 * while a decision stands ('decided-already'), an outcome that is not on the way ('page-unknown'),
 * rolling back where it is not open ('branch-shut'), and a missing reason ('faults', field `reason`).
 */
export function decideEmergency(
  context: Context,
  actor: Actor,
  wish: DecisionWish,
): Promise<Decision> {
  return run(context, actor, async (work) => {
    const locked = await lockEmergencyFor(work.db, actor, wish.emergencyId)
    const { board, stakes, emergency, procedure } = locked
    authorise('decide-emergency', actor, stakes)
    const standing = standingDecision(emergency)
    if (standing) {
      if (standing.outcome === wish.outcome && standing.decided.by === actor.id) return standing
      throw new Refusal({ code: 'decided-already', decision: standing })
    }
    const round = roundOf(emergency)
    const page = pathOf(procedure, emergency.answers, round).find(({ key }) => key === wish.page)
    if (page?.kind !== 'outcome' || !page.choices.includes(wish.outcome)) {
      throw new Refusal({ code: 'page-unknown' })
    }
    const kind = outcomeKindOf(wish.outcome)
    const { shut } = rollbackFactsOf(board)
    if (kind === 'roll-back' && shut) throw new Refusal({ code: 'branch-shut', why: shut })
    const decision = decided(wish, actor, work.now, round)
    await insertDecision(work.db, emergency.id, decision)
    const { reason: note, decided: given } = decision
    const answer = { page: page.key, choice: wish.outcome, note, given, version: 1 }
    await saveAnswer(work.db, emergency.id, answer)
    await keepEntry(work, board.launch, emergency, {
      type: 'emergency.decided',
      data: {
        emergencyId: emergency.id,
        outcome: decision.outcome,
        reason: decision.reason,
        watchUntil: decision.watch?.until.toISOString() ?? null,
        watcherId: decision.watch?.personId ?? null,
      },
    })
    if (awaitsSecond(decision)) {
      const seconds = secondsFor(actor.id, board)
      await ask(work, board.launch, emergency, 'confirm', seconds)
    } else {
      await carryOut(work, actor, locked, decision)
    }
    return decision
  })
}

function decided(wish: DecisionWish, actor: Actor, now: Date, round: number): Decision {
  const reason = wish.reason.trim()
  const fault = reasonFault(reason)
  if (fault) throw new Refusal({ code: 'faults', faults: { reason: fault } })
  const kind = outcomeKindOf(wish.outcome)
  const until = addMinutes(now, wish.minutes ?? watchMinutes)
  return {
    id: randomUUID(),
    round,
    outcome: wish.outcome,
    kind,
    reason,
    decided: { at: now, by: actor.id },
    watch: kind === 'roll-back' ? null : { until, personId: wish.watcherId ?? actor.id },
    answer: null,
    dropped: null,
  }
}

/**
 * A second person's word on rolling back, or, with `overridden` and a reason, that nobody gave it in
 * time. One that was answered stays as it is. Refuses whoever decided it ('second-needed'), going
 * ahead too early ('second-awaited'), and a missing reason of declining or overriding ('faults', field
 * `reason`), and rolling back where that is not open any more ('branch-shut').
 */
export function answerDecision(
  context: Context,
  actor: Actor,
  { decisionId, how, reason }: { decisionId: string; how: Confirmation; reason: string | null },
): Promise<Decision> {
  return run(context, actor, async (work) => {
    const emergencyId = await emergencyIdOfDecision(work.db, decisionId)
    if (!emergencyId) throw new Refusal({ code: 'emergency-unknown' })
    const locked = await lockEmergencyFor(work.db, actor, emergencyId)
    const { board, stakes, emergency } = locked
    const decision = emergency.decisions.find(({ id }) => id === decisionId)
    if (!decision) throw new Refusal({ code: 'emergency-unknown' })
    if (!awaitsSecond(decision) || decision.dropped) return decision
    authorise(how === 'overridden' ? 'lead-emergency' : 'confirm-roll-back', actor, stakes)
    checkSecond(locked, actor, decision, how, work.now)
    const words = reason?.trim() || null
    const { shut } = rollbackFactsOf(board)
    if (how !== 'declined' && shut) throw new Refusal({ code: 'branch-shut', why: shut })
    const fault = how === 'confirmed' ? null : reasonFault(words ?? '')
    if (fault) throw new Refusal({ code: 'faults', faults: { reason: fault } })
    const answered = { ...decision, answer: { at: work.now, by: actor.id, how, reason: words } }
    await updateDecision(work.db, answered)
    for (const why of ['confirm', 'second'] as const) {
      await endAsks(work, board.launch, emergency, why)
    }
    const { outcome, decided } = decision
    await keepEntry(work, board.launch, emergency, {
      type: 'emergency.answered-decision',
      data: { emergencyId, outcome, how, decidedBy: decided.by, reason: words },
    })
    if (how !== 'declined') await carryOut(work, actor, locked, answered)
    return answered
  })
}

function checkSecond(
  { board }: LockedEmergency,
  actor: Actor,
  decision: Decision,
  how: Confirmation,
  now: Date,
): void {
  const people = secondsFor(decision.decided.by, board)
  if (how === 'confirmed' && decision.decided.by === actor.id) {
    throw new Refusal({ code: 'second-needed', people })
  }
  const until = patienceEnds(decision, people)
  if (how === 'overridden' && now < until) {
    throw new Refusal({ code: 'second-awaited', until, people })
  }
}

/** That a decision does not hold any more, with a reason: the tree is walked anew. */
export function reconsider(
  context: Context,
  actor: Actor,
  { emergencyId, decisionId, reason }: { emergencyId: string; decisionId: string; reason: string },
): Promise<void> {
  return run(context, actor, async (work) => {
    const { board, stakes, emergency } = await lockEmergencyFor(work.db, actor, emergencyId)
    authorise('decide-emergency', actor, stakes)
    const decision = standingDecision(emergency)
    if (decision?.id !== decisionId) return
    const words = reason.trim()
    const fault = reasonFault(words)
    if (fault) throw new Refusal({ code: 'faults', faults: { reason: fault } })
    await updateDecision(work.db, { ...decision, dropped: { at: work.now, by: actor.id } })
    for (const why of ['confirm', 'second', 'watch'] as const) {
      await endAsks(work, board.launch, emergency, why)
    }
    const { outcome } = decision
    const data = { emergencyId, outcome, reason: words }
    await keepEntry(work, board.launch, emergency, { type: 'emergency.reconsidered', data })
  })
}

/** Watches what was decided for longer, from now. */
export function watchOn(
  context: Context,
  actor: Actor,
  { emergencyId, decisionId }: { emergencyId: string; decisionId: string },
): Promise<void> {
  return run(context, actor, async (work) => {
    const { board, stakes, emergency } = await lockEmergencyFor(work.db, actor, emergencyId)
    authorise('work-on-emergency', actor, stakes)
    const decision = standingDecision(emergency)
    if (decision?.id !== decisionId || !decision.watch || decision.watch.until > work.now) return
    const until = addMinutes(work.now, watchMinutes)
    await updateDecision(work.db, { ...decision, watch: { ...decision.watch, until } })
    await endAsks(work, board.launch, emergency, 'watch')
    const data = { emergencyId, until: until.toISOString() }
    await keepEntry(work, board.launch, emergency, { type: 'emergency.watched-on', data })
  })
}

async function carryOut(
  work: Work,
  actor: Actor,
  { board, emergency, procedure }: { board: Board; emergency: Emergency; procedure: Procedure },
  { outcome, kind, round }: Decision,
): Promise<void> {
  const texts = measuresFor(procedure, outcome, kind)
  const items = texts.map((text) => ({ text, owner: null, due: null }))
  const again = round > 1 ? ` (${round})` : ''
  await postEmergencyPhase(work, actor, board, emergency, `${outcome}${again}`, items)
}
