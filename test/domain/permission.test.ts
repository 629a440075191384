import { describe, expect, test } from 'vitest'
import {
  isPermitted,
  mayLook,
  type Permission,
  permissions,
  relationsOf,
  stakesOf,
} from '../../src/domain/permission.ts'
import type { Standing } from '../../src/domain/person.ts'
import { aBoard, aLaunch, anActor, anItem, aPhase, aRole, aSection } from '../support/builders.ts'

const lead = 'U1LEAD'
const approver = 'U2APPROVER'
const starter = 'U3STARTER'
const other = 'U4OTHER'
const owner = 'U5OWNER'
const holder = 'U6HOLDER'
const deputy = 'U7DEPUTY'

const role = aRole({ id: 'role-owning', personId: holder, deputyId: deputy })
const item = anItem({
  owners: [
    { kind: 'person', id: owner },
    { kind: 'role', id: role.id },
  ],
})
const board = aBoard({
  launch: aLaunch({ leadId: lead, started: { at: new Date(0), by: starter } }),
  roles: [aRole({ personId: null }), aRole({ id: 'role-2', personId: approver }), role],
  phases: [aPhase({ sections: [aSection({ items: [item] })] })],
})
const stakes = stakesOf(board)

const standings: Standing[] = ['member', 'guest', 'outsider', 'bot', 'deactivated', 'system']

/**
 * `holder`: owns the item because they fill a role that does; so they approve, too, and sign for that
 * role, which is the one at hand. `deputy`: may sign in their place, and nothing more.
 */
const people = { lead, approver, owner, holder, deputy, other }
const each = (standing: Standing, ...relations: (keyof typeof people)[]) =>
  relations.map((relation) => `${standing} ${relation}`)
const all = (standing: Standing) =>
  each(standing, 'lead', 'approver', 'owner', 'holder', 'deputy', 'other')
const owners = [...each('member', 'owner', 'holder'), ...each('guest', 'owner', 'holder')]
const leads = each('member', 'lead', 'approver', 'holder')

/** Who may, by what they are to the launch and the item; nobody else. */
const allowed: Record<Permission, string[]> = {
  'start-launch': all('member'),
  'change-item': [...all('member'), ...owners],
  'assign-item': all('member'),
  'take-item': all('member'),
  'give-back-item': owners,
  'set-due-date': all('member'),
  'add-evidence': [...all('member'), ...owners],
  'remove-evidence': [...all('member'), ...owners],
  'require-evidence': all('member'),
  'add-item': all('member'),
  'change-list': leads,
  'fill-roles': leads,
  'nudge-people': each('member', 'lead'),
  'open-phase': [...leads, ...all('system')],
  'sign-off': each('member', 'holder', 'deputy'),
  'call-roll': each('member', 'lead'),
  'withdraw-final-box': leads,
  'ask-override': each('member', 'lead'),
  'answer-override': each('member', 'approver', 'holder'),
  'keep-templates': [...all('member'), ...all('system')],
  'set-links': all('member'),
  'move-t0': each('member', 'lead'),
  'go-live': each('member', 'lead'),
  'close-launch': each('member', 'lead'),
  'abort-launch': each('member', 'lead'),
  'reopen-launch': each('member', 'lead'),
  'start-emergency': [...all('member'), ...all('guest'), ...all('outsider')],
  'work-on-emergency': [...all('member'), ...all('guest'), ...all('outsider')],
  'decide-emergency': all('member'),
  'lead-emergency': all('member'),
  'confirm-roll-back': leads,
  'resolve-emergency': leads,
  'fold-section': [...all('member'), ...all('guest'), ...all('outsider')],
  'resend-messages': all('member'),
  'export-launch': [...all('member'), ...all('guest')],
  'post-report': all('member'),
}

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
  expect(isPermitted(cell.permission, actor, stakes, item, role)).toBe(cell.may)
})

describe('owning an item', () => {
  const guest = (id: string) => anActor({ id, standing: 'guest' })

  test.each(['change-item', 'give-back-item', 'add-evidence', 'remove-evidence'] as const)(
    'gives no say in others: %s',
    (permission) => {
      const others = anItem({ owners: [{ kind: 'person', id: other }] })
      for (const id of [owner, holder]) {
        expect(isPermitted(permission, guest(id), stakes, others)).toBe(false)
        expect(isPermitted(permission, guest(id), stakes, anItem())).toBe(false)
        expect(isPermitted(permission, guest(id), stakes)).toBe(false)
      }
    },
  )

  test('by a role ends when somebody else fills it', () => {
    const refilled = { ...stakes, roles: [{ ...role, personId: other }] }
    expect(relationsOf(guest(holder), refilled, item)).toEqual(['guest'])
    expect(relationsOf(guest(other), refilled, item)).toEqual(['guest', 'owner'])
  })

  test('is nothing that a role’s id could stand for', () => {
    const named = anItem({ owners: [{ kind: 'person', id: role.id }] })
    expect(relationsOf(guest(holder), stakes, named)).toEqual(['guest'])
  })
})

describe('signing for a role', () => {
  const maySign = (id: string, at: typeof role | null, standing: Standing = 'member') =>
    isPermitted('sign-off', anActor({ id, standing }), stakes, null, at)

  test('is for its person and its deputy, and not for those of another', () => {
    const another = aRole({ id: 'role-2', personId: approver })
    expect([holder, deputy, approver].map((id) => maySign(id, another))).toEqual([
      false,
      false,
      true,
    ])
  })

  test('is for nobody where no role is at hand, or nobody fills it', () => {
    for (const id of Object.values(people)) {
      expect(maySign(id, null), id).toBe(false)
      expect(maySign(id, aRole({ personId: null })), id).toBe(false)
    }
  })

  test('is for the deputy alone while nobody fills it', () => {
    const vacant = { ...role, personId: null }
    expect([holder, deputy].map((id) => maySign(id, vacant))).toEqual([false, true])
  })

  test('is for a lead who fills it, too', () => {
    expect(maySign(lead, aRole({ personId: lead }))).toBe(true)
  })

  test('makes no approver of a deputy', () => {
    const relations = relationsOf(anActor({ id: deputy }), stakes, item, role)
    expect(relations).toEqual(['member', 'signer'])
  })
})

describe('a second pair of eyes', () => {
  test('is not a lead who fills a role', () => {
    const both = { ...stakes, roles: [aRole({ personId: lead }), role] }
    expect(relationsOf(anActor({ id: lead }), both)).not.toContain('second')
    expect(isPermitted('answer-override', anActor({ id: lead }), both)).toBe(false)
    expect(isPermitted('answer-override', anActor({ id: holder }), both)).toBe(true)
  })

  test('is an approver again who leads no more', () => {
    const after = { ...stakes, launch: { ...stakes.launch, leadId: other } }
    const roles = [aRole({ personId: lead })]
    expect(isPermitted('answer-override', anActor({ id: lead }), { ...after, roles })).toBe(true)
  })
})

describe('a launch whose lead is no member any more', () => {
  const leaderless = { ...stakes, isLeaderless: true }
  const heirs = (Object.keys(permissions) as Permission[]).flatMap((permission) =>
    standings.flatMap((standing) =>
      Object.entries(people).map(([relation, id]) => {
        const who = `${standing} ${relation}`
        const isInherited = permission === 'fill-roles' || permission === 'reopen-launch'
        const may = (isInherited && standing === 'member') || allowed[permission].includes(who)
        return { permission, standing, relation, id, may }
      }),
    ),
  )

  test.each(heirs)('$permission by a $standing who is $relation: $may', (cell) => {
    const actor = anActor({ id: cell.id, standing: cell.standing })
    expect(isPermitted(cell.permission, actor, leaderless, item, role)).toBe(cell.may)
  })

  test.each(standings)('makes heirs of members alone: a %s', (standing) => {
    const relations = relationsOf(anActor({ id: other, standing }), leaderless)
    expect(relations.includes('heir')).toBe(standing === 'member')
  })

  test('has no heirs before, nor where nobody asked', () => {
    for (const isLeaderless of [false, undefined]) {
      const asked = isLeaderless === undefined ? stakes : { ...stakes, isLeaderless }
      expect(relationsOf(anActor({ id: other }), asked)).toEqual(['member'])
    }
  })

  test('lets nobody fill the roles of one that they may not see', () => {
    const launch = { ...stakes.launch, isPrivate: true }
    const from = (channelId: string | null) => anActor({ id: other, channelId })
    expect(mayLook(from('C2'), { ...leaderless, launch })).toBe(false)
    expect(mayLook(from(null), { ...leaderless, launch })).toBe(false)
    expect(mayLook(from('C1'), { ...leaderless, launch })).toBe(true)
  })
})

test.each(standings)('before there is a launch, a %s is no lead or approver', (standing) => {
  const relations = relationsOf(anActor({ id: lead, standing }), null)
  expect(relations).not.toContain('lead')
  expect(isPermitted('start-launch', anActor({ standing }), null)).toBe(standing === 'member')
  const mayOpen = isPermitted('open-phase', anActor({ id: lead, standing }), null)
  expect(mayOpen).toBe(standing === 'system')
})

test('one person can be lead, approver and owner at once', () => {
  const both = { ...stakes, roles: [aRole({ personId: lead })] }
  const theirs = anItem({ owners: [{ kind: 'person', id: lead }] })
  const relations = ['approver', 'lead', 'member', 'owner']
  expect(relationsOf(anActor({ id: lead }), both, theirs).sort()).toEqual(relations)
})

test('the stakes of a board are its launch, its roles and each of its owners by name, once', () => {
  const owned = (...ids: string[]) => anItem({ owners: ids.map((id) => ({ kind: 'person', id })) })
  const phases = [
    aPhase({ sections: [aSection({ items: [item, owned(other, owner)] })] }),
    aPhase({ opened: null, sections: [aSection({ items: [owned('U7LATER'), anItem()] })] }),
  ]
  expect(stakesOf({ ...board, phases })).toEqual({
    launch: board.launch,
    roles: board.roles,
    ownerIds: [owner, other, 'U7LATER'],
  })
})

describe('looking at a launch', () => {
  const roles = { lead, approver, starter, owner, holder, deputy, other }
  const looks = standings.flatMap((standing) =>
    Object.entries(roles).flatMap(([role, id]) =>
      [false, true].flatMap((isPrivate) =>
        ['C1', 'C2', null].map((from) => {
          const isIn = from === 'C1'
          const isMine = standing === 'member' && (!isPrivate || role !== 'other')
          const may = isIn || isMine || (standing === 'guest' && role === 'owner')
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
    for (const id of [lead, owner]) {
      for (const standing of ['member', 'guest'] as const) {
        const actor = anActor({ id, standing, workspaceId: 'T2', channelId: from })
        expect(mayLook(actor, stakes)).toBe(false)
      }
    }
  })
})
