import { type PeopleFacts, personFault } from '../domain/draft.ts'
import type { Item, Launch } from '../domain/launch.ts'
import type { Actor } from '../domain/person.ts'
import { type Fault, Refusal } from '../domain/refusal.ts'
import { shownItems } from '../domain/surface.ts'
import { readBoard } from '../store/board.ts'
import { updateDeputy, updateRole } from '../store/checklists.ts'
import { updateLead, updateSigning } from '../store/launches.ts'
import { giveRoleAnew } from '../store/owners.ts'
import { authorise, type Context, lockLaunchFor } from './context.ts'
import { reviewSeconds } from './emergency.ts'
import { refreshItems } from './refresh-items.ts'
import { run } from './run.ts'

export type Filling = {
  launchId: string
  /** Who leads, as it was seen and as it is wished. */
  lead: { seen: string; wish: string | null }
  /** By the role's id; null leaves it open. */
  roles: { id: string; seen: string | null; wish: string | null }[]
  deputies: { id: string; seen: string | null; wish: string | null }[]
  /** Whether one person may sign for several roles. */
  mayDouble: boolean
}

/**
 * Says who leads a launch, who fills its roles, and who may sign in their place. What hangs on a role
 * follows to its new person, who is told of it; what was signed by somebody who may not any more is
 * void. Refuses people who cannot be lead or approver ('faults', by `lead`, `role:<id>` and
 * `deputy:<id>`), and what somebody else has changed since it was seen ('roles-changed').
 */
export function fillRoles(
  context: Context,
  actor: Actor,
  filling: Filling,
  facts: PeopleFacts,
): Promise<{ launch: Launch; people: string[] }> {
  return run(context, actor, async (work) => {
    const stakes = await lockLaunchFor(work.db, actor, filling.launchId)
    authorise('fill-roles', actor, stakes)
    const { launch, roles } = stakes
    const { lead } = filling
    const newLead = isWish(lead, launch.leadId) ? lead.wish : null
    const refilled = roles.flatMap((role) => {
      const filled = filling.roles.find(({ id }) => id === role.id)
      return filled && isWish(filled, role.personId) ? { role, personId: filled.wish } : []
    })
    const deputised = roles.flatMap((role) => {
      const named = filling.deputies.find(({ id }) => id === role.id)
      return named && isWish(named, role.deputyId) ? { role, personId: named.wish } : []
    })
    const faults: Record<string, Fault> = {}
    const note = (field: string, fault: Fault | null) => {
      if (fault) faults[field] = fault
    }
    if (lead.wish === null) note('lead', { code: 'person-missing' })
    if (newLead) note('lead', personFault(newLead, facts))
    for (const { role, personId } of refilled) {
      if (personId) note(`role:${role.id}`, personFault(personId, facts))
    }
    for (const { role, personId } of deputised) {
      if (personId) note(`deputy:${role.id}`, personFault(personId, facts))
    }
    if (Object.keys(faults).length > 0) throw new Refusal({ code: 'faults', faults })

    if (newLead) {
      await updateLead(work.db, launch.id, newLead)
      const data = { personId: newLead, before: launch.leadId }
      await work.record(launch, { type: 'lead.changed', data })
    }
    for (const { role, personId } of refilled) {
      await updateRole(work.db, role.id, personId)
      await giveRoleAnew(work.db, role.id, personId, { at: work.now, by: actor.id })
      const data = { name: role.name, personId, before: role.personId }
      await work.record(launch, { type: 'role.filled', data })
    }
    for (const { role, personId } of deputised) {
      await updateDeputy(work.db, role.id, personId)
      const data = { name: role.name, personId, before: role.deputyId }
      await work.record(launch, { type: 'deputy.named', data })
    }
    const isOtherRule = filling.mayDouble !== launch.mayDouble
    if (isOtherRule) {
      await updateSigning(work.db, launch.id, filling.mayDouble)
      const data = { mayDouble: filling.mayDouble }
      await work.record(launch, { type: 'signing.changed', data })
    }
    if (newLead || refilled.length + deputised.length > 0 || isOtherRule) {
      const ids = refilled.map(({ role }) => role.id)
      const board = await readBoard(work.db, launch.id)
      // Another lead has other items to look after, so every list may say something else.
      const hangs = ({ item }: { item: Item }) =>
        newLead !== null || item.owners.some(({ id }) => ids.includes(id))
      await refreshItems(work, launch, shownItems(board?.phases ?? []).filter(hangs))
      if (board) await reviewSeconds(work, board)
    }
    const people = [...refilled, ...deputised].flatMap(({ personId }) => personId ?? [])
    return { launch, people: [...new Set(newLead ? [newLead, ...people] : people)] }
  })
}

/** Whether something shall be other than it is. Refuses to undo what somebody else has done since. */
function isWish<T>({ seen, wish }: { seen: T; wish: T | null }, now: T): boolean {
  if (wish === seen || wish === now) return false
  if (seen !== now) throw new Refusal({ code: 'roles-changed' })
  return true
}
