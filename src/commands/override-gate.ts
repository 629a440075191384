import { randomUUID } from 'node:crypto'
import { gateState, keyOfGate, type Opens, type Override, opensInWords } from '../domain/gate.ts'
import { allItems, type Board, type Launch } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { Refusal } from '../domain/refusal.ts'
import { sectionSurfaces } from '../domain/surface.ts'
import {
  insertOverride,
  launchIdOfOverride,
  answerOverride as saveAnswer,
} from '../store/overrides.ts'
import { addSurfaces } from '../store/surfaces.ts'
import { authorise, type Context, lockBoardFor } from './context.ts'
import { refuseInEmergency } from './emergency.ts'
import { reasonFault } from './reason.ts'
import { reviewSignOffs } from './review-sign-offs.ts'
import { run, type Work } from './run.ts'

/** So many of the items that a gate opens without are named in the record. */
const namedItems = 20

/**
 * Asks for a gate to open although items are unsettled: the channel sees it, and an approver other
 * than the lead has to confirm it. Closing with items open has its own way. Refuses a gate that is
 * open ('gate-open'), one for which that was
 * asked already ('override-pending'), and a missing reason ('faults', field `reason`).
 */
export function askOverride(
  context: Context,
  actor: Actor,
  { launchId, opens, reason }: { launchId: string; opens: Opens; reason: string },
): Promise<Launch> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    authorise('ask-override', actor, stakes)
    refuseInEmergency(board)
    const gate = opens.kind === 'closing' ? null : gateState(board, opens)
    if (!gate || gate.missing.length === 0) throw new Refusal({ code: 'gate-open' })
    const key = keyOfGate(opens)
    const isPending = board.overrides.some((each) => each.gate === key && !each.answer)
    if (isPending) throw new Refusal({ code: 'override-pending' })
    const words = reason.trim()
    const fault = reasonFault(words)
    if (fault) throw new Refusal({ code: 'faults', faults: { reason: fault } })
    const override: Override = {
      id: randomUUID(),
      gate: key,
      reason: words,
      itemIds: gate.missing.map(({ id }) => id),
      asked: { at: work.now, by: actor.id },
      answer: null,
    }
    await insertOverride(work.db, launchId, override)
    await work.record(board.launch, { type: 'override.asked', data: recorded(board, override) })
    const surface = { kind: 'override', id: override.id } as const
    await addSurfaces(work.db, board.launch, [surface])
    await work.refresh(board.launch, surface)
    await work.refresh(board.launch, { kind: 'board', launchId })
    return board.launch
  })
}

/**
 * Confirms or declines an override, as an approver who neither leads nor asked for it. One that was
 * answered stays as it is. Refuses one that is not there ('override-unknown').
 */
export function answerOverride(
  context: Context,
  actor: Actor,
  { overrideId, how }: { overrideId: string; how: 'confirmed' | 'declined' },
): Promise<{ launch: Launch; override: Override }> {
  return run(context, actor, async (work) => {
    const launchId = await launchIdOfOverride(work.db, overrideId)
    if (!launchId) throw new Refusal({ code: 'override-unknown' })
    const { board, stakes } = await lockBoardFor(work.db, actor, launchId)
    const { launch } = board
    const override = board.overrides.find(({ id }) => id === overrideId)
    if (!override) throw new Refusal({ code: 'override-unknown' })
    if (override.answer) return { launch, override }
    authorise('answer-override', actor, stakes)
    authorise('answer-override', actor, withAsker(stakes, override))
    const answered: Override = { ...override, answer: { at: work.now, by: actor.id, how } }
    await saveAnswer(work.db, overrideId, { at: work.now, by: actor.id, how })
    const data = { ...recorded(board, override), askedBy: override.asked.by }
    const eventId = await work.record(launch, { type: `override.${how}`, data })
    if (how === 'confirmed') await work.announce(launch, eventId)
    await work.refresh(launch, { kind: 'override', id: overrideId })
    await refreshGated(work, board, override)
    await reviewSignOffs(work, launch)
    return { launch, override: answered }
  })
}

/** Who asked for it counts as the lead: nobody confirms what they asked for themselves. */
function withAsker<S extends { launch: Launch }>(stakes: S, { asked }: Override): S {
  return { ...stakes, launch: { ...stakes.launch, leadId: asked.by } }
}

function recorded(board: Board, { id, gate, reason, itemIds }: Override) {
  const opens = board.launch.gates
    .map((each) => each.opens)
    .find((each) => keyOfGate(each) === gate)
  const items = allItems(board).filter((item) => itemIds.includes(item.id))
  return {
    overrideId: id,
    gate,
    opens: opens ? opensInWords(board, opens) : '',
    reason,
    unsettled: itemIds.length,
    items: items.slice(0, namedItems).map(({ text }) => text),
  }
}

/** The board, and the sections that may be ticked now. */
async function refreshGated(work: Work, { launch, phases }: Board, override: Override) {
  await work.refresh(launch, { kind: 'board', launchId: launch.id })
  const gated = phases
    .filter(({ opened }) => opened !== null)
    .flatMap(({ sections }) => sections)
    .filter(({ id }) => keyOfGate({ kind: 'section', id }) === override.gate)
  for (const surface of gated.flatMap(sectionSurfaces)) await work.refresh(launch, surface)
}
