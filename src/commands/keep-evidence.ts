import { randomUUID } from 'node:crypto'
import { type Evidence, linkFault, type NewEvidence } from '../domain/evidence.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import type { Stakes } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { findEvidence, insertEvidence, listEvidence, removeEvidence } from '../store/evidence.ts'
import { findItem, updateProof } from '../store/items.ts'
import { changeLocked } from './change-item.ts'
import { authorise, type Context, lockItemFor } from './context.ts'
import { refreshItems } from './refresh-items.ts'
import { run, type Work } from './run.ts'

export type EvidenceWish = {
  itemId: string
  pieces: NewEvidence[]
  /** Whether the item cannot be done without any; undefined: as it is. */
  isRequired?: boolean
  /** The version at which the item shall be ticked, too; null: it shall not. */
  tick: number | null
}

/**
 * Adds evidence to an item, says whether it needs any, and ticks it if that is wished: all or
 * nothing. What it has already is not added twice. Refuses addresses that are no web links and more
 * pieces than fit ('faults', field `link`), and what `changeItem` refuses.
 */
export function keepEvidence(
  context: Context,
  actor: Actor,
  { itemId, pieces, isRequired, tick }: EvidenceWish,
): Promise<{ item: Item; launch: Launch }> {
  return run(context, actor, async (work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, itemId)
    const { item } = placed
    const isOtherRule = isRequired !== undefined && isRequired !== item.needsEvidence
    if (isOtherRule) await changeRule(work, actor, stakes, item, isRequired)
    const has = await listEvidence(work.db, itemId)
    if (pieces.length > 0) authorise('add-evidence', actor, stakes, item)
    const isFirst = ({ url }: NewEvidence, index: number) =>
      pieces.findIndex((each) => each.url === url) === index
    const added = pieces.filter(isFirst).filter(({ url }) => !has.some((each) => each.url === url))
    const isNeeded = tick !== null && (isRequired ?? item.needsEvidence)
    check(pieces, has.length + added.length, isNeeded)
    for (const piece of added) {
      const mark = { at: work.now, by: actor.id }
      const evidence: Evidence = { ...piece, id: randomUUID(), itemId, added: mark }
      await insertEvidence(work.db, stakes.launch.id, evidence)
      await work.record(stakes.launch, {
        type: 'item.evidenced',
        itemId,
        data: { text: item.text, ...recorded(piece) },
      })
    }
    const now = (await findItem(work.db, itemId)) ?? placed
    const isOther = added.length > 0 || isOtherRule
    if (tick !== null) {
      const wish = { itemId, action: 'tick', version: tick, reason: null } as const
      const ticked = await changeLocked(work, actor, stakes, now, wish)
      // Ticking what is done already changes nothing, and shows nothing.
      if (isOther && ticked.outcome === 'unchanged') {
        await refreshItems(work, stakes.launch, [placed])
      }
      return ticked
    }
    if (isOther) await refreshItems(work, stakes.launch, [placed])
    return { item: now.item, launch: stakes.launch }
  })
}

/** Takes a piece of evidence off its item; the record keeps it. Refuses one that is not there. */
export function dropEvidence(
  context: Context,
  actor: Actor,
  { evidenceId }: { evidenceId: string },
): Promise<{ itemId: string }> {
  return run(context, actor, async (work) => {
    const evidence = await findEvidence(work.db, evidenceId)
    if (!evidence) throw new Refusal({ code: 'evidence-unknown' })
    const { placed, stakes } = await lockItemFor(work.db, actor, evidence.itemId)
    authorise('remove-evidence', actor, stakes, placed.item)
    const { item } = placed
    if (item.state === 'done' && item.needsEvidence && item.evidence === 1) {
      throw new Refusal({ code: 'evidence-holds', item })
    }
    if (!(await removeEvidence(work.db, evidenceId, work.now))) {
      throw new Refusal({ code: 'evidence-unknown' })
    }
    await work.record(stakes.launch, {
      type: 'item.evidence-removed',
      itemId: evidence.itemId,
      data: { text: placed.item.text, ...recorded(evidence) },
    })
    await refreshItems(work, stakes.launch, [placed])
    return { itemId: evidence.itemId }
  })
}

async function changeRule(
  work: Work,
  actor: Actor,
  stakes: Stakes,
  item: Item,
  isRequired: boolean,
): Promise<void> {
  authorise('require-evidence', actor, stakes, item)
  await updateProof(work.db, item.id, isRequired)
  await work.record(stakes.launch, {
    type: 'item.evidence-required',
    itemId: item.id,
    data: { text: item.text, isRequired },
  })
}

function check(pieces: readonly NewEvidence[], count: number, isNeeded: boolean): void {
  const fault = firstFault(pieces, count, isNeeded)
  if (fault) throw new Refusal({ code: 'faults', faults: { link: fault } })
}

function firstFault(
  pieces: readonly NewEvidence[],
  count: number,
  isNeeded: boolean,
): Fault | null {
  if (isNeeded && count === 0) return { code: 'evidence-needed' }
  if (count > limits.evidence) return { code: 'too-many', limit: limits.evidence, count }
  for (const { url } of pieces) {
    const fault = linkFault(url)
    if (fault) return fault
  }
  return null
}

function recorded({ kind, url, title, written }: NewEvidence) {
  return {
    kind,
    url,
    title,
    authorId: written?.by ?? null,
    writtenAt: written?.at.toISOString() ?? null,
  }
}
