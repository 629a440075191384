import { describe, expect, test } from 'vitest'
import {
  isPermitted,
  mayLook,
  type Permission,
  permissions,
  relationsOf,
} from '../../src/domain/permission.ts'
import type { Standing } from '../../src/domain/person.ts'
import { aBoard, aLaunch, anActor, aRole } from '../support/builders.ts'

const lead = 'U1LEAD'
const approver = 'U2APPROVER'
const starter = 'U3STARTER'
const other = 'U4OTHER'

const stakes = aBoard({
  launch: aLaunch({ leadId: lead, started: { at: new Date(0), by: starter } }),
  roles: [aRole({ personId: null }), aRole({ personId: approver })],
})

const standings: Standing[] = ['member', 'guest', 'outsider', 'bot', 'deactivated', 'system']

/** Who may, by what they are to the launch; nobody else. */
const allowed: Record<Permission, string[]> = {
  'start-launch': ['member lead', 'member approver', 'member other'],
  'change-item': ['member lead', 'member approver', 'member other'],
  'tick-final-box': ['member lead', 'member approver'],
  'open-phase': ['member lead', 'member approver'],
  'fold-section': [
    'member lead',
    'member approver',
    'member other',
    ...['guest', 'outsider'].flatMap((standing) =>
      ['lead', 'approver', 'other'].map((relation) => `${standing} ${relation}`),
    ),
  ],
  'resend-messages': ['member lead', 'member approver', 'member other'],
}

const people = { lead, approver, other }
const cells = (Object.keys(permissions) as Permission[]).flatMap((permission) =>
  standings.flatMap((standing) =>
    Object.entries(people).map(([relation, id]) => {
      const may = allowed[permission].includes(`${standing} ${relation}`)
      return { permission, standing, relation, id, may }
    }),
  ),
)

test.each(cells)('$permission by a $standing who is $relation: $may', (cell) => {
  const actor = anActor({ id: cell.id, standing: cell.standing })
  expect(isPermitted(cell.permission, actor, stakes)).toBe(cell.may)
})

test.each(standings)('before there is a launch, a %s is no lead or approver', (standing) => {
  const relations = relationsOf(anActor({ id: lead, standing }), null)
  expect(relations).not.toContain('lead')
  expect(isPermitted('start-launch', anActor({ standing }), null)).toBe(standing === 'member')
  expect(isPermitted('open-phase', anActor({ id: lead, standing }), null)).toBe(false)
})

test('one person can be lead and approver at once', () => {
  const both = aBoard({ launch: aLaunch({ leadId: lead }), roles: [aRole({ personId: lead })] })
  expect(relationsOf(anActor({ id: lead }), both).sort()).toEqual(['approver', 'lead', 'member'])
})

describe('looking at a launch', () => {
  const roles = { lead, approver, starter, other }
  const looks = standings.flatMap((standing) =>
    Object.entries(roles).flatMap(([role, id]) =>
      [false, true].flatMap((isPrivate) =>
        ['C1', 'C2', null].map((from) => {
          const isIn = from === 'C1'
          const may = isIn || (standing === 'member' && (!isPrivate || role !== 'other'))
          const kind = isPrivate ? 'private' : 'public'
          const place = isIn ? 'its channel' : from === null ? 'no channel' : 'another channel'
          return { standing, role, id, isPrivate, kind, from, place, may }
        }),
      ),
    ),
  )

  test.each(looks)('a $standing, $role, from $place, at a $kind one: $may', (look) => {
    const actor = anActor({ id: look.id, standing: look.standing, channelId: look.from })
    const launch = { ...stakes.launch, isPrivate: look.isPrivate }
    expect(mayLook(actor, { ...stakes, launch })).toBe(look.may)
  })

  test.each(['C1', 'C2', null])('nobody sees one of another workspace, from %s', (from) => {
    const actor = anActor({ id: lead, workspaceId: 'T2', channelId: from })
    expect(mayLook(actor, stakes)).toBe(false)
  })
})
