import type { Board } from './launch.ts'
import type { Actor } from './person.ts'

/** What somebody is to a launch. Only members of the workspace can be its lead or approver. */
export type Relation = 'lead' | 'approver' | 'member' | 'guest' | 'outsider' | 'system'

/**
 * Who may do what. Having any one of the relations is enough. Commands enforce it, personal views
 * may ask it what to offer; shared messages offer everything and the command refuses.
 */
export const permissions = {
  'start-launch': ['member'],
  'change-item': ['member'],
  'tick-final-box': ['lead', 'approver'],
  'open-phase': ['lead', 'approver'],
  'fold-section': ['member', 'guest', 'outsider'],
  'resend-messages': ['member'],
} as const satisfies Record<string, readonly Relation[]>

export type Permission = keyof typeof permissions

type Stakes = Pick<Board, 'launch' | 'roles'>

export function relationsOf(actor: Actor, stakes: Stakes | null): Relation[] {
  if (actor.standing === 'bot' || actor.standing === 'deactivated') return []
  if (actor.standing !== 'member') return [actor.standing]
  const relations: Relation[] = ['member']
  if (stakes?.launch.leadId === actor.id) relations.push('lead')
  if (stakes?.roles.some((role) => role.personId === actor.id)) relations.push('approver')
  return relations
}

export function isPermitted(permission: Permission, actor: Actor, stakes: Stakes | null): boolean {
  const allowed: readonly Relation[] = permissions[permission]
  return relationsOf(actor, stakes).some((relation) => allowed.includes(relation))
}

/**
 * Whether somebody may see a launch at all: from its own channel everybody who is there; from
 * elsewhere the members of the workspace, and for a private channel only lead, approvers and
 * whoever started it.
 */
export function mayLook(actor: Actor, stakes: Stakes): boolean {
  const { launch } = stakes
  if (launch.workspaceId !== actor.workspaceId) return false
  if (actor.channelId === launch.channelId) return true
  if (actor.standing !== 'member') return false
  if (!launch.isPrivate) return true
  const relations = relationsOf(actor, stakes)
  return (
    relations.includes('lead') || relations.includes('approver') || launch.started.by === actor.id
  )
}
