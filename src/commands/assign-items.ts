import type { PeopleFacts } from '../domain/draft.ts'
import { isSettled } from '../domain/item.ts'
import type { Item, Launch } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import {
  areSameOwners,
  isSameOwner,
  type Owner,
  ownerFault,
  peopleBehind,
} from '../domain/owner.ts'
import type { Stakes } from '../domain/permission.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { shownItems } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { replaceOwners } from '../store/owners.ts'
import { authorise, type Context, lockItemFor, lockLaunchFor } from './context.ts'
import { reasonFault } from './reason.ts'
import { refreshItems } from './refresh-items.ts'
import { run, type Work } from './run.ts'

/** Part of a launch, whose items are meant. */
export type Scope = { launchId: string; kind: 'item' | 'section' | 'phase'; id: string }

export type Assignment = {
  scope: Scope
  owners: Owner[]
  /** Those that nobody owns, or all that are not settled, whose owners are replaced. */
  which: 'unowned' | 'unsettled'
}

/**
 * Gives the items of a section or phase to people and roles. Refuses owners who cannot be one
 * ('faults', field `owners`) and when there is no such item ('nothing-to-assign').
 */
export function assignItems(
  context: Context,
  actor: Actor,
  { scope, owners, which }: Assignment,
  facts: PeopleFacts,
): Promise<{ launch: Launch; items: Item[]; people: string[] }> {
  return run(context, actor, async (work) => {
    const stakes = await lockLaunchFor(work.db, actor, scope.launchId)
    authorise('assign-item', actor, stakes)
    checkOwners(owners, [], stakes, facts)
    if (owners.length === 0) {
      throw new Refusal({ code: 'faults', faults: { owners: { code: 'owner-missing' } } })
    }
    const inScope = await itemsIn(work, scope)
    const meant = inScope.filter(
      ({ item }) => !isSettled(item) && (which === 'unsettled' || item.owners.length === 0),
    )
    if (meant.length === 0) {
      const owned = inScope.filter(({ item }) => !isSettled(item)).length
      throw new Refusal({ code: 'nothing-to-assign', owned })
    }
    const changed = meant.filter(({ item }) => !areSameOwners(item.owners, owners))
    for (const { item } of changed) await give(work, actor, stakes, item, owners)
    if (changed.length > 0) await refreshItems(work, stakes.launch, changed)
    return {
      launch: stakes.launch,
      items: meant.map(({ item }) => ({ ...item, owners })),
      people: peopleBehind(owners, stakes.roles),
    }
  })
}

/**
 * Makes the actor the owner of an item that nobody owns; of one that they own already nothing is
 * changed. Refuses when somebody else has it by now ('owner-changed').
 */
export function takeItem(
  context: Context,
  actor: Actor,
  { itemId }: { itemId: string },
): Promise<{ item: Item; launch: Launch }> {
  return run(context, actor, async (work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, itemId)
    authorise('take-item', actor, stakes, placed.item)
    const people = peopleBehind(placed.item.owners, stakes.roles)
    if (people.includes(actor.id)) return { item: placed.item, launch: stakes.launch }
    if (people.length > 0) throw new Refusal({ code: 'owner-changed', item: placed.item })
    const owners: Owner[] = [...placed.item.owners, { kind: 'person', id: actor.id }]
    await give(work, actor, stakes, placed.item, owners)
    await refreshItems(work, stakes.launch, [placed])
    return { item: { ...placed.item, owners }, launch: stakes.launch }
  })
}

/**
 * Takes an item off the actor, by name and by role, and tells the lead why. Refuses who does not
 * own it ('not-permitted') and a reason that is missing or too long ('faults').
 */
export function giveBackItem(
  context: Context,
  actor: Actor,
  { itemId, reason }: { itemId: string; reason: string },
): Promise<{ item: Item; launch: Launch }> {
  return run(context, actor, async (work) => {
    const { placed, stakes } = await lockItemFor(work.db, actor, itemId)
    const { item } = placed
    authorise('give-back-item', actor, stakes, item)
    const words = reason.trim()
    const fault = reasonFault(words)
    if (fault) throw new Refusal({ code: 'faults', faults: { reason: fault } })
    const isMine = (owner: Owner) => peopleBehind([owner], stakes.roles).includes(actor.id)
    const owners = item.owners.filter((owner) => !isMine(owner))
    const given = { at: work.now, by: actor.id }
    const itemOfLaunch = { ...item, launchId: stakes.launch.id }
    await replaceOwners(work.db, itemOfLaunch, owners, given)
    for (const owner of item.owners.filter(isMine)) {
      const eventId = await work.record(stakes.launch, {
        type: 'item.given-back',
        itemId,
        data: {
          text: item.text,
          owner: named(owner, stakes),
          owners: owners.map((other) => named(other, stakes)),
          reason: words,
        },
      })
      if (stakes.launch.leadId !== actor.id) {
        await work.announce(stakes.launch, eventId, stakes.launch.leadId)
      }
    }
    await refreshItems(work, stakes.launch, [placed])
    return { item: { ...item, owners }, launch: stakes.launch }
  })
}

/**
 * Refuses owners who cannot be one ('faults', field `owners`), and more than fit. Those whom the item
 * had before are not asked about.
 */
export function checkOwners(
  owners: readonly Owner[],
  before: readonly Owner[],
  stakes: Stakes,
  facts: PeopleFacts,
): void {
  const isNew = (owner: Owner) => !before.some((other) => isSameOwner(owner, other))
  const fault = countFault(owners) ?? ownersFault(owners.filter(isNew), stakes, facts)
  if (fault) throw new Refusal({ code: 'faults', faults: { owners: fault } })
}

/** Gives an item other owners, and records it. */
export async function give(
  work: Work,
  actor: Actor,
  stakes: Stakes,
  item: Item,
  owners: readonly Owner[],
): Promise<void> {
  const given = { at: work.now, by: actor.id }
  await replaceOwners(work.db, { ...item, launchId: stakes.launch.id }, owners, given)
  await work.record(stakes.launch, {
    type: 'item.assigned',
    itemId: item.id,
    data: {
      text: item.text,
      owners: owners.map((owner) => named(owner, stakes)),
      before: item.owners.map((owner) => named(owner, stakes)),
    },
  })
}

/** The items of a scope, with where the channel shows them. */
export async function itemsIn(work: Work, scope: Scope) {
  const board = await readBoard(work.db, scope.launchId)
  const phases = board?.phases ?? []
  if (scope.kind === 'phase') return shownItems(phases.filter(({ id }) => id === scope.id))
  return shownItems(phases).filter(
    ({ item, place }) => scope.id === (scope.kind === 'item' ? item.id : place.sectionId),
  )
}

function countFault({ length }: readonly Owner[]): Fault | null {
  if (length <= limits.owners) return null
  return { code: 'too-many', limit: limits.owners, count: length }
}

function ownersFault(
  owners: readonly Owner[],
  { roles }: Stakes,
  facts: PeopleFacts,
): Fault | null {
  for (const { kind, id } of owners) {
    if (kind === 'role') {
      if (!roles.some((role) => role.id === id)) throw new Refusal({ code: 'launch-unknown' })
      continue
    }
    const fault = ownerFault(id, facts.get(id) ?? 'unknown')
    if (fault) return fault
  }
  return null
}

function named({ kind, id }: Owner, { roles }: Stakes) {
  const name = kind === 'role' ? (roles.find((role) => role.id === id)?.name ?? null) : null
  return { kind, id, name }
}
