import type { Board } from './launch.ts'
import type { Person, Standing } from './person.ts'
import type { Fault } from './refusal.ts'

/** Who has to see to an item: a person, or whoever fills a role of the launch. */
export type Owner = { kind: 'person' | 'role'; id: string }

/**
 * Whether somebody of this standing can own an item. Guests can, and then may change it; people
 * from other workspaces cannot: golive may not write to them by DM.
 */
export const mayOwn: Readonly<Record<Standing, boolean>> = {
  member: true,
  guest: true,
  outsider: false,
  bot: false,
  deactivated: false,
  system: false,
}

/** What is wrong with a person as an owner, by what Slack says of them now; null: nothing. */
export function ownerFault(personId: string, person: Person | 'unknown' | 'silent'): Fault | null {
  if (person === 'silent') return { code: 'slack-silent' }
  if (person === 'unknown') return { code: 'person-unknown', personId }
  return mayOwn[person.standing]
    ? null
    : { code: 'owner-unfit', personId, standing: person.standing }
}

/** The people behind owners, each once; a role that nobody fills has none. */
export function peopleBehind(owners: readonly Owner[], roles: Board['roles']): string[] {
  const ids = owners.flatMap((owner) =>
    owner.kind === 'person'
      ? owner.id
      : (roles.find((role) => role.id === owner.id)?.personId ?? []),
  )
  return [...new Set(ids)]
}

export function isSameOwner(one: Owner, other: Owner): boolean {
  return one.kind === other.kind && one.id === other.id
}

/** Whether two lists name the same owners, in whatever order. */
export function areSameOwners(some: readonly Owner[], others: readonly Owner[]): boolean {
  return (
    some.length === others.length &&
    some.every((owner) => others.some((other) => isSameOwner(owner, other)))
  )
}
