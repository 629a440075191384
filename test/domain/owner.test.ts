import { describe, expect, test } from 'vitest'
import {
  areSameOwners,
  isSameOwner,
  mayOwn,
  type Owner,
  ownerFault,
  peopleBehind,
} from '../../src/domain/owner.ts'
import type { Standing } from '../../src/domain/person.ts'
import { aPerson, aRole } from '../support/builders.ts'

const person = (id: string): Owner => ({ kind: 'person', id })
const role = (id: string): Owner => ({ kind: 'role', id })

const standings: [standing: Standing, may: boolean][] = [
  ['member', true],
  ['guest', true],
  ['outsider', false],
  ['bot', false],
  ['deactivated', false],
  ['system', false],
]

describe('owning an item', () => {
  test.each(standings)('a %s may: %s', (standing, may) => {
    expect(mayOwn[standing]).toBe(may)
    const fault = { code: 'owner-unfit', personId: 'U2BEN', standing }
    expect(ownerFault('U2BEN', aPerson({ id: 'U2BEN', standing }))).toEqual(may ? null : fault)
  })

  test('somebody whom Slack does not know cannot', () => {
    expect(ownerFault('U2BEN', 'unknown')).toEqual({ code: 'person-unknown', personId: 'U2BEN' })
  })

  test('while Slack says nothing, it cannot be decided', () => {
    expect(ownerFault('U2BEN', 'silent')).toEqual({ code: 'slack-silent' })
  })
})

describe('the people behind owners', () => {
  const roles = [
    aRole({ id: 'security', personId: 'U1ANA' }),
    aRole({ id: 'support', personId: 'U2BEN' }),
    aRole({ id: 'open', personId: null }),
  ]
  const rows: [what: string, owners: Owner[], people: string[]][] = [
    ['nobody', [], []],
    ['a person', [person('U3CAT')], ['U3CAT']],
    ['a role that is filled', [role('security')], ['U1ANA']],
    ['a role that is open', [role('open')], []],
    ['a role that is not of this launch', [role('gone')], []],
    [
      'in their order',
      [role('support'), person('U3CAT'), role('security')],
      ['U2BEN', 'U3CAT', 'U1ANA'],
    ],
    ['by name and by role: once', [person('U1ANA'), role('security')], ['U1ANA']],
    ['an open role beside a person', [role('open'), person('U3CAT')], ['U3CAT']],
    ['a person whose id is that of a role', [person('security')], ['security']],
  ]
  test.each(rows)('%s', (_what, owners, people) => {
    expect(peopleBehind(owners, roles)).toEqual(people)
  })
})

describe('owners are the same', () => {
  test('when kind and id are', () => {
    expect(isSameOwner(person('A'), person('A'))).toBe(true)
    expect(isSameOwner(person('A'), role('A'))).toBe(false)
    expect(isSameOwner(person('A'), person('B'))).toBe(false)
  })

  const rows: [some: Owner[], others: Owner[], same: boolean][] = [
    [[], [], true],
    [[person('A')], [person('A')], true],
    [[person('A'), role('R')], [role('R'), person('A')], true],
    [[person('A')], [], false],
    [[], [person('A')], false],
    [[person('A')], [person('A'), person('B')], false],
    [[person('A'), person('B')], [person('A')], false],
    [[person('A'), person('B')], [person('A'), person('C')], false],
    [[person('A')], [role('A')], false],
  ]
  test.each(rows)('%j and %j: %s', (some, others, same) => {
    expect(areSameOwners(some, others)).toBe(same)
    expect(areSameOwners(others, some)).toBe(same)
  })
})
