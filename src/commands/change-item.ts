import { goodUntil } from '../domain/expiry.ts'
import { gateState } from '../domain/gate.ts'
import {
  type ItemAction,
  type ItemState,
  isSettled,
  itemActions,
  itemCan,
  keepsReason,
  needsReason,
} from '../domain/item.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import type { Stakes } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { readBoard } from '../store/board.ts'
import { markPhaseCompleted } from '../store/checklists.ts'
import { lastEventOf } from '../store/events.ts'
import { countIfSettled, isSectionUnsettled, type PlacedItem, updateItem } from '../store/items.ts'
import { authorise, type Context, lockItemFor } from './context.ts'
import { refuseInEmergency } from './emergency.ts'
import { refreshItems } from './refresh-items.ts'
import { voidEveryGo } from './review-sign-offs.ts'
import { run, type Work } from './run.ts'

export type ItemWish = {
  itemId: string
  action: ItemAction
  /** The version of the item that the person saw. */
  version: number
  /** For the actions that take one; otherwise null. */
  reason: string | null
  /** The note as it shall be; undefined: as it is. */
  note?: string | null
}

export type ItemOutcome = { item: Item; launch: Launch; outcome: 'changed' | 'unchanged' }

/**
 * Changes the state of an item, and its note. Wishing what is already so changes nothing
 * ('unchanged'). Refuses when the item has changed since the person saw it ('item-changed'), a
 * reason is missing or a text too long ('faults', by field), its phase is not open, it would be done
 * while its section waits for a gate ('gate-shut') or without the evidence that it needs
 * ('evidence-missing'), or the person may not ('not-permitted'). The final box can only be undone
 * ('roll-call-only').
 */
export function changeItem(context: Context, actor: Actor, wish: ItemWish): Promise<ItemOutcome> {
  const change = async (work: Work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, wish.itemId)
    return changeLocked(work, actor, stakes, placed, wish)
  }
  return run(context, actor, change, { keepsStakes: true })
}

/** The same, for a command that has locked the launch and read the item. */
export async function changeLocked(
  work: Work,
  actor: Actor,
  stakes: Stakes,
  placed: PlacedItem,
  wish: ItemWish,
): Promise<ItemOutcome> {
  const { launch } = stakes
  const { item: before, place } = placed
  authorise(place ? 'change-item' : 'withdraw-final-box', actor, stakes, before)

  const reason = wish.reason?.trim() || null
  const note = wish.note === undefined ? before.note : wish.note?.trim() || null
  checkTexts(wish, before, reason, note)
  const isMove = !isAlready(wish.action, before, reason)
  if (!isMove && note === before.note) return { item: before, launch, outcome: 'unchanged' }
  if (wish.version !== before.version) throw new Refusal({ code: 'item-changed', item: before })
  if (isMove) await checkMove(work, launch, wish.action, placed)

  const item: Item = { ...before, note, version: before.version + 1 }
  if (isMove) {
    Object.assign(item, await stateAfter(work, wish.action, before, reason))
    item.changed = { at: work.now, by: actor.id }
    item.expired = null
    item.goodUntil = item.state === 'done' ? goodUntil(item.expires, work.now) : null
  }
  if (!(await updateItem(work.db, before, item))) {
    throw new Refusal({ code: 'item-changed', item: before })
  }
  if (isMove) await recordMove(work, launch, wish.action, before, item)
  if (isMove && !place) await voidGos(work, launch)
  if (note !== before.note) {
    await work.record(launch, {
      type: 'item.noted',
      itemId: item.id,
      data: { text: item.text, note, before: before.note },
    })
  }
  // Of most clicks nothing more follows: in the item's own section something is left.
  const completes =
    place !== null &&
    isMove &&
    isSettled(item) &&
    !(await isSectionUnsettled(work.db, place.sectionId))
  await refreshItems(work, launch, [placed], { mayComplete: completes })
  if (completes) await noteCompletion(work, launch, place.phase)
  return { item, launch, outcome: 'changed' }
}

/** Taken back by hand, the final box takes another word of each role. */
async function voidGos(work: Work, launch: Launch): Promise<void> {
  const board = await readBoard(work.db, launch.id)
  if (board) await voidEveryGo(work, board)
}

function isAlready(action: ItemAction, item: Item, reason: string | null): boolean {
  const { to } = itemActions[action]
  if (to === 'before') return item.state !== 'done'
  return item.state === to && (!keepsReason(to) || item.reason === reason)
}

function checkTexts(wish: ItemWish, item: Item, reason: string | null, note: string | null): void {
  const faults: Record<string, Fault> = {}
  const rule = itemActions[wish.action].reason
  if (reason === null && needsReason(wish.action, item)) faults.reason = { code: 'reason-missing' }
  if (reason !== null && rule === 'none' && reason !== item.reason) {
    faults.reason = { code: 'reason-idle' }
  }
  for (const [field, text] of Object.entries({ reason, note })) {
    const limit = field === 'reason' ? limits.reason : limits.note
    if (text && text.length > limit) {
      faults[field] = { code: 'too-long', limit, length: text.length }
    }
  }
  if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })
}

async function checkMove(
  work: Work,
  launch: Launch,
  action: ItemAction,
  placed: PlacedItem,
): Promise<void> {
  const { item, place } = placed
  if (!itemCan(action, item.state)) throw new Refusal({ code: 'item-changed', item })
  if (place && !place.phase.isOpen) {
    throw new Refusal({ code: 'phase-not-open', phase: place.phase.name })
  }
  if (itemActions[action].to === 'done' && item.needsEvidence && item.evidence === 0) {
    throw new Refusal({ code: 'evidence-missing', item })
  }
  if (!place && action !== 'undo') throw new Refusal({ code: 'roll-call-only', item })
  if (place && itemActions[action].to === 'done') await checkGate(work, launch, place.sectionId)
}

/** What is in a section that waits for a gate cannot be done before it opens. */
async function checkGate(work: Work, launch: Launch, sectionId: string): Promise<void> {
  const opens = { kind: 'section', id: sectionId } as const
  const isGated = launch.gates.some(
    ({ opens }) => opens.kind === 'section' && opens.id === sectionId,
  )
  const board = isGated && (await readBoard(work.db, launch.id))
  if (board) refuseInEmergency(board)
  const gate = board ? gateState(board, opens) : null
  if (gate && gate.missing.length > 0) throw new Refusal({ code: 'gate-shut', gate })
}

/** Undoing brings back what the item was before it was ticked, with its reason. */
async function stateAfter(
  work: Work,
  action: ItemAction,
  item: Item,
  reason: string | null,
): Promise<{ state: ItemState; reason: string | null }> {
  const { to } = itemActions[action]
  if (to !== 'before') return { state: to, reason: keepsReason(to) ? reason : null }
  const tick = await lastEventOf(work.db, item.id, itemActions.tick.event)
  return tick && 'reasonBefore' in tick.data
    ? { state: tick.data.from, reason: tick.data.reasonBefore }
    : { state: 'open', reason: null }
}

async function recordMove(
  work: Work,
  launch: Launch,
  action: ItemAction,
  before: Item,
  item: Item,
): Promise<void> {
  const eventId = await work.record(launch, {
    type: itemActions[action].event,
    itemId: item.id,
    data: {
      text: item.text,
      from: before.state,
      to: item.state,
      reason: item.reason,
      reasonBefore: before.reason,
    },
  })
  if (action === 'block' && before.state !== 'blocked') await work.announce(launch, eventId)
}

/** A phase is announced as complete once: when the last of its items is settled first. */
async function noteCompletion(
  work: Work,
  launch: Launch,
  phase: { id: string; name: string },
): Promise<void> {
  const total = await countIfSettled(work.db, phase.id)
  if (total === null || !(await markPhaseCompleted(work.db, phase.id, work.now))) return
  const eventId = await work.record(launch, {
    type: 'phase.completed',
    data: { phaseId: phase.id, name: phase.name, items: total },
  })
  await work.announce(launch, eventId)
}
