import { type Board, type Item, itemsOf } from './launch.ts'
import { peopleBehind } from './owner.ts'
import type { Actor } from './person.ts'

/**
 * What somebody is to a launch and to the item at hand. Only members of the workspace can be lead
 * or approver; guests can be owners, too.
 */
export type Relation =
  | 'lead'
  | 'approver'
  | 'owner'
  /** A member, while the launch has no lead who is one. */
  | 'heir'
  | 'member'
  | 'guest'
  | 'outsider'
  | 'system'

/**
 * Who may do what. Having any one of the relations is enough. Commands enforce it, personal views
 * may ask it what to offer; shared messages offer everything and the command refuses.
 */
export const permissions = {
  'start-launch': ['member'],
  'change-item': ['member', 'owner'],
  'assign-item': ['member'],
  'take-item': ['member'],
  'give-back-item': ['owner'],
  'set-due-date': ['member'],
  'add-evidence': ['member', 'owner'],
  'remove-evidence': ['member', 'owner'],
  'require-evidence': ['member'],
  'fill-roles': ['lead', 'approver', 'heir'],
  'nudge-people': ['lead'],
  'tick-final-box': ['lead', 'approver'],
  'open-phase': ['lead', 'approver'],
  'fold-section': ['member', 'guest', 'outsider'],
  'resend-messages': ['member'],
} as const satisfies Record<string, readonly Relation[]>

export type Permission = keyof typeof permissions

/** What permissions are decided by. */
export type Stakes = Pick<Board, 'launch' | 'roles'> & {
  /** Everybody who owns any item of the launch by name. */
  ownerIds: string[]
  /** Whether its lead is no member of the workspace any more; asked where something is changed. */
  isLeaderless?: boolean
}

/** What decides whether somebody may look, from a board that was read anyway. */
export function stakesOf({ launch, roles, phases }: Board): Stakes {
  const owners = phases.flatMap(itemsOf).flatMap((item) => item.owners)
  const people = owners.filter(({ kind }) => kind === 'person').map(({ id }) => id)
  return { launch, roles, ownerIds: [...new Set(people)] }
}

export function relationsOf(
  actor: Actor,
  stakes: Stakes | null,
  item: Pick<Item, 'owners'> | null = null,
): Relation[] {
  if (actor.standing === 'bot' || actor.standing === 'deactivated') return []
  if (actor.standing === 'outsider' || actor.standing === 'system') return [actor.standing]
  const relations: Relation[] = [actor.standing]
  const owners = item && stakes ? peopleBehind(item.owners, stakes.roles) : []
  if (owners.includes(actor.id)) relations.push('owner')
  if (actor.standing === 'guest') return relations
  if (stakes?.launch.leadId === actor.id) relations.push('lead')
  if (stakes?.isLeaderless) relations.push('heir')
  if (stakes?.roles.some((role) => role.personId === actor.id)) relations.push('approver')
  return relations
}

export function isPermitted(
  permission: Permission,
  actor: Actor,
  stakes: Stakes | null,
  item: Pick<Item, 'owners'> | null = null,
): boolean {
  const allowed: readonly Relation[] = permissions[permission]
  return relationsOf(actor, stakes, item).some((relation) => allowed.includes(relation))
}

/**
 * Whether somebody may see a launch at all: from its own channel everybody who is there; from
 * elsewhere the members of the workspace, and for a private channel only lead, approvers, owners
 * and whoever started it. A guest who owns something of it sees it from anywhere.
 */
export function mayLook(actor: Actor, stakes: Stakes): boolean {
  const { launch } = stakes
  if (launch.workspaceId !== actor.workspaceId) return false
  if (actor.channelId === launch.channelId) return true
  const isOwner = stakes.ownerIds.includes(actor.id)
  if (actor.standing === 'guest') return isOwner
  if (actor.standing !== 'member') return false
  if (!launch.isPrivate || isOwner) return true
  const relations = relationsOf(actor, stakes)
  return (
    relations.includes('lead') || relations.includes('approver') || launch.started.by === actor.id
  )
}
