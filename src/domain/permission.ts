import { type Board, type Item, itemsOf, type Role } from './launch.ts'
import { peopleBehind } from './owner.ts'
import type { Actor } from './person.ts'
import { signersOf } from './sign-off.ts'
import type { Stage } from './stage.ts'

/**
 * What somebody is to a launch and to the item at hand. Only members of the workspace can be lead
 * or approver; guests can be owners, too.
 */
export type Relation =
  | 'lead'
  | 'approver'
  /** An approver who does not lead, too: a second pair of eyes. */
  | 'second'
  /** Who fills the role at hand, or is its deputy. */
  | 'signer'
  /** Who leads the emergency that runs. */
  | 'commander'
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
  'add-item': ['member'],
  'change-list': ['lead', 'approver'],
  'fill-roles': ['lead', 'approver', 'heir'],
  'nudge-people': ['lead'],
  'open-phase': ['lead', 'approver', 'system'],
  // Who leads and fills a role signs for it, too: what needs two people is the override.
  'sign-off': ['signer'],
  'call-roll': ['lead'],
  'withdraw-final-box': ['lead', 'approver'],
  'ask-override': ['lead'],
  'answer-override': ['second'],
  'keep-templates': ['member', 'system'],
  'set-links': ['member'],
  'move-t0': ['lead'],
  'go-live': ['lead'],
  'close-launch': ['lead'],
  'abort-launch': ['lead'],
  'reopen-launch': ['lead', 'heir'],
  // Whoever sees that something is wrong says so.
  'start-emergency': ['member', 'guest', 'outsider'],
  'work-on-emergency': ['member', 'guest', 'outsider'],
  'decide-emergency': ['member'],
  'lead-emergency': ['member'],
  'confirm-roll-back': ['lead', 'approver'],
  'resolve-emergency': ['commander', 'lead', 'approver'],
  'fold-section': ['member', 'guest', 'outsider'],
  'resend-messages': ['member'],
  // A guest may take what they can see; who is from outside only looks.
  'export-launch': ['member', 'guest'],
  'post-report': ['member'],
} as const satisfies Record<string, readonly Relation[]>

export type Permission = keyof typeof permissions

const running = ['ahead', 'live'] as const
const ahead = ['ahead'] as const
const always = ['ahead', 'live', 'closed', 'aborted'] as const

/** In which stages of its launch something can be done at all, by whomever. */
export const during = {
  'start-launch': always,
  'change-item': running,
  'assign-item': running,
  'take-item': running,
  'give-back-item': running,
  'set-due-date': running,
  'add-evidence': running,
  'remove-evidence': running,
  'require-evidence': running,
  'add-item': running,
  'change-list': running,
  'fill-roles': running,
  'nudge-people': running,
  'open-phase': running,
  'sign-off': ahead,
  'call-roll': ahead,
  'withdraw-final-box': ahead,
  'ask-override': running,
  'answer-override': running,
  'keep-templates': always,
  'set-links': running,
  'move-t0': ahead,
  'go-live': ahead,
  'close-launch': ['live'],
  'abort-launch': running,
  'reopen-launch': ['closed', 'aborted'],
  'start-emergency': running,
  'work-on-emergency': running,
  'decide-emergency': running,
  'lead-emergency': running,
  'confirm-roll-back': running,
  'resolve-emergency': running,
  'fold-section': always,
  'resend-messages': always,
  'export-launch': always,
  'post-report': always,
} as const satisfies Record<Permission, readonly Stage[]>

/** What permissions are decided by. */
export type Stakes = Pick<Board, 'launch' | 'roles'> & {
  /** Everybody who owns any item of the launch by name. */
  ownerIds: string[]
  /** Whether its lead is no member of the workspace any more; asked where something is changed. */
  isLeaderless?: boolean
  /** Who leads the emergency that runs. */
  commanderId?: string | null
  /** About an item that an emergency leaves to do: it outlives its launch. */
  isFollowUp?: boolean
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
  role: Pick<Role, 'personId' | 'deputyId'> | null = null,
): Relation[] {
  if (actor.standing === 'bot' || actor.standing === 'deactivated') return []
  if (actor.standing === 'outsider' || actor.standing === 'system') return [actor.standing]
  const relations: Relation[] = [actor.standing]
  const owners = item && stakes ? peopleBehind(item.owners, stakes.roles) : []
  if (owners.includes(actor.id)) relations.push('owner')
  if (actor.standing === 'guest') return relations
  if (stakes?.launch.leadId === actor.id) relations.push('lead')
  if (stakes?.isLeaderless) relations.push('heir')
  if (stakes?.commanderId === actor.id) relations.push('commander')
  const isApprover = stakes?.roles.some(({ personId }) => personId === actor.id)
  if (isApprover) relations.push('approver')
  if (isApprover && !relations.includes('lead')) relations.push('second')
  if (role && signersOf(role).includes(actor.id)) relations.push('signer')
  return relations
}

export function isPermitted(
  permission: Permission,
  actor: Actor,
  stakes: Stakes | null,
  item: Pick<Item, 'owners'> | null = null,
  role: Pick<Role, 'personId' | 'deputyId'> | null = null,
): boolean {
  const allowed: readonly Relation[] = permissions[permission]
  return relationsOf(actor, stakes, item, role).some((relation) => allowed.includes(relation))
}

/**
 * Whether somebody may see a launch at all: from its own channel everybody who is there; from
 * elsewhere the members of the workspace, and for a private channel only lead, approvers, deputies,
 * owners and whoever started it. A guest who owns something of it sees it from anywhere.
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
  const isDeputy = stakes.roles.some(({ deputyId }) => deputyId === actor.id)
  return (
    isDeputy ||
    relations.includes('lead') ||
    relations.includes('approver') ||
    launch.started.by === actor.id
  )
}
