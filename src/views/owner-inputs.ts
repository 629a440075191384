import type { InputBlock } from '@slack/types'
import type { Role } from '../domain/launch.ts'
import { limits } from '../domain/limits.ts'
import type { Owner } from '../domain/owner.ts'
import { boxesInput, option, peopleInput } from './inputs.ts'
import { slackLimits } from './limits.ts'
import { cut } from './text.ts'

export const ownerFields = { owners: 'owners', roles: 'owner-roles' } as const

/** The fields in which owners are chosen: people, and the roles of the launch if it has any. */
export function ownerInputs(
  owners: readonly Owner[],
  roles: readonly Role[],
  hint: string,
): InputBlock[] {
  const idsOf = (kind: Owner['kind']) =>
    owners.filter((owner) => owner.kind === kind).map(({ id }) => id)
  const people = { id: ownerFields.owners, label: 'Owners', hint, optional: true }
  const inputs = [peopleInput(people, idsOf('person'), limits.owners)]
  if (roles.length > 0) {
    const field = { id: ownerFields.roles, label: 'Roles that own it', optional: true }
    const options = roles.map(({ id, name }) => option(cut(name, slackLimits.optionText), id))
    inputs.push(boxesInput(field, options, idsOf('role')))
  }
  return inputs
}
