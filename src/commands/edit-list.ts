/** Changes of a running launch's own list: what is added, reworded, moved, taken out and brought back. */
import { digestOf } from '../domain/digest.ts'
import { dueIn } from '../domain/due.ts'
import { gateState } from '../domain/gate.ts'
import { reworded, saidBy } from '../domain/item-words.ts'
import {
  type Board,
  type Item,
  itemsOf,
  type Phase,
  type RemovedItem,
  type Section,
} from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { planOf } from '../domain/slip.ts'
import { partOf } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { insertItem, placeItem, unmarked } from '../store/checklists.ts'
import {
  findItem,
  launchIdOfItem,
  listRemovedItems,
  type PlacedItem,
  updateDue,
  updateRemoved,
  updateWords,
} from '../store/items.ts'
import { authorise, type Context, lockBoardFor, lockItemFor, lockLaunchFor } from './context.ts'
import { reasonFault } from './reason.ts'
import { refreshItems, refreshSections } from './refresh-items.ts'
import { run, type Work } from './run.ts'

export type NewItemWish = {
  launchId: string
  sectionId: string
  /** Made when the form was opened: the same form sent twice adds one item. */
  itemId: string
  /** Inline Markdown; what it says of itself counts as in a template. */
  text: string
}

/**
 * Adds an item behind those of a section. Refuses an empty or long text and more items than a launch can
 * have ('faults', field `text`), a round that has ended and a section that is not there ('phase-not-open',
 * 'launch-unknown').
 */
export function addItem(context: Context, actor: Actor, wish: NewItemWish): Promise<Item> {
  return run(context, actor, async (work) => {
    const { board, stakes } = await lockBoardFor(work.db, actor, wish.launchId)
    authorise('add-item', actor, stakes)
    const known = await findItem(work.db, wish.itemId)
    if (known?.launchId === wish.launchId) return known.item
    const { phase, section } = sectionIn(board, wish.sectionId)
    const text = checkedText(wish.text)
    const count = board.phases.flatMap(itemsOf).length
    if (count >= limits.items) {
      throw faulty('text', { code: 'too-many', limit: limits.items, count: count + 1 })
    }
    const { owners: _, ...said } = saidBy(text)
    const due = dueIn(said.due ?? section.window ?? phase.window, planOf(board), phase.round)
    const item = { ...unmarked, ...said, id: wish.itemId }
    const place = { launchId: wish.launchId, sectionId: section.id }
    await insertItem(work.db, place, item, due)
    await work.record(board.launch, {
      type: 'item.added',
      itemId: wish.itemId,
      data: { text, phase: phase.name, section: section.name },
    })
    await showSections(work, wish.launchId, [section.id], wish.itemId)
    return itemNow(work, wish.itemId)
  })
}

export type ItemRevision = {
  itemId: string
  /** What the person saw: a digest of the text, and the section. */
  seen: { text: string; sectionId: string }
  text: string
  sectionId: string
  place: 'as-is' | 'start' | 'end'
}

/**
 * Rewords an item, moves it, or both; what it was ticked with stays. Refuses what somebody else has changed
 * since it was seen ('item-changed'), a text that is empty or too long ('faults', field `text`), and a move
 * of what is not open any more into a phase that waits, or of what is done behind a gate that is shut.
 */
export function reviseItem(
  context: Context,
  actor: Actor,
  wish: ItemRevision,
): Promise<{ item: Item; outcome: 'changed' | 'unchanged' }> {
  return run(context, actor, async (work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, wish.itemId)
    authorise('change-list', actor, stakes, placed.item)
    const { item, place } = placed
    if (!place) throw new Refusal({ code: 'roll-call-only', item })
    const board = await boardOf(work, placed)
    const { seen } = wish
    if (digestOf(item.text) !== seen.text || place.sectionId !== seen.sectionId) {
      throw new Refusal({ code: 'item-changed', item })
    }
    const text = checkedText(wish.text)
    const isMove = wish.sectionId !== place.sectionId || wish.place !== 'as-is'
    if (text === item.text && !isMove) return { item, outcome: 'unchanged' }
    if (text !== item.text) await reword(work, board, placed, text)
    if (isMove) await move(work, board, placed, { ...wish, text })
    await replan(work, board, wish.itemId)
    await showSections(work, placed.launchId, [place.sectionId, wish.sectionId], item.id)
    return { item: await itemNow(work, item.id), outcome: 'changed' }
  })
}

async function reword(work: Work, board: Board, { item }: PlacedItem, text: string): Promise<void> {
  const { due, ...words } = reworded({ ...item, due: item.dueMark, owners: [] }, text)
  await updateWords(work.db, item.id, { ...item, ...words, dueMark: due })
  const data = { text, before: item.text }
  await work.record(board.launch, { type: 'item.reworded', itemId: item.id, data })
}

async function move(
  work: Work,
  board: Board,
  { item, place }: PlacedItem,
  wish: ItemRevision,
): Promise<void> {
  const from = sectionIn(board, place?.sectionId ?? '')
  const to = sectionIn(board, wish.sectionId)
  if (!to.phase.opened && item.state !== 'open') {
    throw new Refusal({ code: 'phase-not-open', phase: to.phase.name })
  }
  const gate = gateState(board, { kind: 'section', id: to.section.id })
  if (item.state === 'done' && to.section !== from.section && gate && gate.missing.length > 0) {
    throw new Refusal({ code: 'gate-shut', gate })
  }
  const at = wish.place === 'start' ? 'start' : 'end'
  await placeItem(work.db, { id: item.id, launchId: board.launch.id }, to.section.id, at)
  await work.record(board.launch, {
    type: 'item.moved',
    itemId: item.id,
    data: { text: wish.text, ...namesOf(to), before: namesOf(from) },
  })
}

/** A planned due date follows from where the item stands and what it says now. */
async function replan(work: Work, board: Board, itemId: string): Promise<void> {
  const placed = await findItem(work.db, itemId)
  if (!placed?.place || placed.item.due?.by === 'hand') return
  const due = dueIn(placed.place.window, planOf(board), placed.place.phase.round)
  await updateDue(work.db, itemId, due && { at: due, by: 'plan' })
}

/**
 * Takes an item out of its launch; all that is known of it stays, and it can be brought back. Refuses without
 * a reason ('faults', field `reason`), and when it has changed since it was seen ('item-changed').
 */
export function removeItem(
  context: Context,
  actor: Actor,
  wish: { itemId: string; version: number; reason: string | null },
): Promise<RemovedItem> {
  return run(context, actor, async (work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, wish.itemId)
    authorise('change-list', actor, stakes, placed.item)
    const { item, place, launchId } = placed
    if (!place) throw new Refusal({ code: 'roll-call-only', item })
    if (item.version !== wish.version) throw new Refusal({ code: 'item-changed', item })
    const because = wish.reason?.trim() ?? ''
    const fault = reasonFault(because)
    if (fault) throw faulty('reason', fault)
    const removed = { at: work.now, by: actor.id }
    await updateRemoved(work.db, item.id, { ...removed, because })
    await work.record(stakes.launch, {
      type: 'item.removed',
      itemId: item.id,
      data: { text: item.text, reason: because, from: item.state },
    })
    await showSections(work, launchId, [place.sectionId], item.id)
    return { id: item.id, launchId, text: item.text, removed, because }
  })
}

/** Brings back what was taken out, as it was. Refuses what is not out ('item-unknown'). */
export function bringItemBack(
  context: Context,
  actor: Actor,
  { itemId }: { itemId: string },
): Promise<Item> {
  return run(context, actor, async (work) => {
    const launchId = await launchIdOfItem(work.db, itemId)
    if (!launchId) throw new Refusal({ code: 'item-unknown' })
    const stakes = await lockLaunchFor(work.db, actor, launchId)
    authorise('change-list', actor, stakes)
    const removed = (await listRemovedItems(work.db, launchId)).find(({ id }) => id === itemId)
    if (!removed) throw new Refusal({ code: 'item-unknown' })
    await updateRemoved(work.db, itemId, null)
    const data = { text: removed.text }
    await work.record(stakes.launch, { type: 'item.brought-back', itemId, data })
    const placed = await findItem(work.db, itemId)
    const sections = placed?.place ? [placed.place.sectionId] : []
    await showSections(work, launchId, sections, itemId)
    return itemNow(work, itemId)
  })
}

/** What follows from another list: the messages of its sections, and all that shows the item. */
async function showSections(
  work: Work,
  launchId: string,
  sectionIds: readonly string[],
  itemId: string,
): Promise<void> {
  const board = await refreshSections(work, launchId, sectionIds)
  const place = placeIn(board, itemId)
  await refreshItems(work, board.launch, [{ item: { id: itemId }, place }])
}

function placeIn({ phases }: Board, itemId: string) {
  for (const section of phases.flatMap(({ sections }) => sections)) {
    const position = section.items.findIndex(({ id }) => id === itemId)
    if (position >= 0) return { sectionId: section.id, part: partOf(position) }
  }
  return null
}

function sectionIn({ phases }: Board, sectionId: string): { phase: Phase; section: Section } {
  for (const phase of phases) {
    const section = phase.sections.find(({ id }) => id === sectionId)
    if (!section) continue
    if (phase.endedAt) throw new Refusal({ code: 'phase-not-open', phase: phase.name })
    return { phase, section }
  }
  throw new Refusal({ code: 'launch-unknown' })
}

function namesOf({ phase, section }: { phase: Phase; section: Section }) {
  return { phase: phase.name, section: section.name }
}

function checkedText(text: string): string {
  const tidy = text.replace(/\s+/g, ' ').trim()
  if (tidy === '') throw faulty('text', { code: 'item-missing' })
  if (tidy.length > limits.itemText) {
    throw faulty('text', { code: 'too-long', limit: limits.itemText, length: tidy.length })
  }
  return tidy
}

function faulty(field: string, fault: Fault): Refusal {
  return new Refusal({ code: 'faults', faults: { [field]: fault } })
}

async function boardOf(work: Work, { launchId }: PlacedItem): Promise<Board> {
  const board = await readBoard(work.db, launchId)
  if (!board) throw new Refusal({ code: 'launch-unknown' })
  return board
}

async function itemNow(work: Work, id: string): Promise<Item> {
  const placed = await findItem(work.db, id)
  if (!placed) throw new Refusal({ code: 'item-unknown' })
  return placed.item
}
