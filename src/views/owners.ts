import type { Board, Item } from '../domain/launch.ts'
import type { Owner } from '../domain/owner.ts'
import { mention, safe } from './text.ts'

/** So many owners are named; the rest are counted. */
const shownOwners = 2
const roleName = 24

/** Who owns an item: "@erin, Security Lead (@kim) and 2 more"; null when nobody does. mrkdwn. */
export function ownersLine(
  { owners }: Pick<Item, 'owners'>,
  { roles }: Pick<Board, 'roles'>,
): string | null {
  if (owners.length === 0) return null
  const named = owners.slice(0, shownOwners).map((owner) => ownerName(owner, roles))
  const rest = owners.length - named.length
  return `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function ownerName(owner: Owner, roles: Board['roles']): string {
  if (owner.kind === 'person') return mention(owner.id)
  const role = roles.find(({ id }) => id === owner.id)
  const who = role?.personId ? mention(role.personId) : 'nobody yet'
  return `${safe(role?.name ?? '', roleName)} (${who})`
}
