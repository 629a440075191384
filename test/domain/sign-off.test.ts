import { describe, expect, test } from 'vitest'
import { type ItemState, itemStates } from '../../src/domain/item.ts'
import type { Item } from '../../src/domain/launch.ts'
import {
  type ChangeKind,
  changesSince,
  digestOfList,
  isAllGo,
  listToSign,
  rolesOf,
  type SignOff,
  standingOf,
} from '../../src/domain/sign-off.ts'
import { aBoard, aLaunch, anItem, aPhase, aRole, aSection, monday } from '../support/builders.ts'

const gates = [
  { opens: { kind: 'final-box' as const }, needs: [{ kind: 'phase' as const, id: 'phase-1' }] },
]
const boardWith = (items: Item[], t0 = new Date('2026-12-07T09:00:00Z')) =>
  aBoard({
    launch: aLaunch({ gates, t0 }),
    phases: [
      aPhase({ sections: [aSection({ items })] }),
      aPhase({
        id: 'phase-2',
        sections: [aSection({ id: 'section-2', items: [anItem({ id: 'item-of-another' })] })],
      }),
    ],
  })
const listOf = (...items: Item[]) => listToSign(boardWith(items))

/** What a change from one state to another is to who has signed; null: progress, or nothing. */
const table: Record<ItemState, Record<ItemState, ChangeKind | null>> = {
  open: {
    open: null,
    'in-progress': null,
    blocked: 'blocked',
    done: null,
    'not-applicable': 'set-aside',
  },
  'in-progress': {
    open: null,
    'in-progress': null,
    blocked: 'blocked',
    done: null,
    'not-applicable': 'set-aside',
  },
  blocked: {
    open: null,
    'in-progress': null,
    blocked: null,
    done: null,
    'not-applicable': 'set-aside',
  },
  done: {
    open: 'undone',
    'in-progress': 'undone',
    blocked: 'blocked',
    done: null,
    'not-applicable': 'set-aside',
  },
  'not-applicable': {
    open: 'undone',
    'in-progress': 'undone',
    blocked: 'blocked',
    done: null,
    'not-applicable': null,
  },
}

const cells = itemStates.flatMap((from) =>
  itemStates.map((to) => ({ from, to, kind: table[from][to] })),
)

test.each(cells)('signed as $from and $to now: $kind', ({ from, to, kind }) => {
  const changes = changesSince(listOf(anItem({ state: from })), listOf(anItem({ state: to })))
  expect(changes).toEqual(kind ? [{ itemId: 'item-1', kind }] : [])
})

describe('what else changes a list', () => {
  const done = anItem({ state: 'done', evidence: 2 })
  const by = (minutes: number) => new Date(monday.getTime() + minutes * 60_000)
  test.each<[string, Partial<Item>, ChangeKind | null]>([
    ['other words', { text: 'Other words' }, 'changed'],
    ['a due date set by hand', { due: { at: by(1), by: 'hand' } }, 'changed'],
    ['a due date as planned', { due: { at: by(1), by: 'plan' } }, null],
    ['that it needs evidence', { needsEvidence: true }, 'changed'],
    ['evidence that is removed', { evidence: 1 }, 'evidence-removed'],
    ['evidence that is added', { evidence: 3 }, null],
    ['a note', { note: 'Seen by two' }, null],
    ['another owner', { owners: [{ kind: 'person', id: 'U2BOB' }] }, null],
  ])('%s', (_, more, kind) => {
    const changes = changesSince(listOf(done), listOf({ ...done, ...more }))
    expect(changes).toEqual(kind ? [{ itemId: 'item-1', kind }] : [])
  })

  test('another reason for not applicable', () => {
    const aside = anItem({ state: 'not-applicable', reason: 'No such thing' })
    const changes = changesSince(listOf(aside), listOf({ ...aside, reason: 'Later' }))
    expect(changes).toEqual([{ itemId: 'item-1', kind: 'changed' }])
  })

  test('not applicable that is done now is progress, whatever the reason was', () => {
    const aside = anItem({ state: 'not-applicable', reason: 'No such thing' })
    const now = { ...aside, state: 'done' as const, reason: null }
    expect(changesSince(listOf(aside), listOf(now))).toEqual([])
  })

  test('an item that is added, and one that is gone', () => {
    const other = anItem({ id: 'item-2', state: 'done' })
    expect(changesSince(listOf(done), listOf(done, other))).toEqual([
      { itemId: 'item-2', kind: 'added' },
    ])
    expect(changesSince(listOf(done, other), listOf(done))).toEqual([
      { itemId: 'item-2', kind: 'removed' },
    ])
  })

  test('an item that moved to another section', () => {
    const moved = aBoard({
      launch: aLaunch({ gates }),
      phases: [aPhase({ sections: [aSection({ id: 'section-9', items: [done] })] })],
    })
    expect(changesSince(listOf(done), listToSign(moved))).toEqual([
      { itemId: 'item-1', kind: 'changed' },
    ])
  })

  test('T-0 that moved', () => {
    const later = listToSign(boardWith([done], new Date('2026-12-08T09:00:00Z')))
    expect(changesSince(listOf(done), later)).toEqual([{ itemId: 't0', kind: 't0-moved' }])
  })

  test('what the gate does not need changes nothing', () => {
    const board = boardWith([done])
    const other = aPhase({ id: 'phase-2', sections: [aSection({ items: [anItem({ id: 'x' })] })] })
    const more = { ...board, phases: [board.phases[0] ?? aPhase(), other] }
    expect(digestOfList(listToSign(more))).toBe(digestOfList(listToSign(board)))
  })
})

describe('what counts', () => {
  const role = aRole({ personId: 'U2BOB', deputyId: 'U3EVE' })
  const go: SignOff = {
    id: 'sign-off-1',
    roleId: role.id,
    verdict: 'go',
    reason: null,
    until: null,
    given: { at: monday, by: 'U2BOB' },
    place: 1,
    hash: 'hash',
    digest: 'x',
    voidedAt: null,
  }
  test.each<[string, Partial<SignOff>, boolean]>([
    ['its person’s', {}, true],
    ['its deputy’s', { given: { at: monday, by: 'U3EVE' } }, true],
    ['somebody else’s', { given: { at: monday, by: 'U9EX' } }, false],
    ['one that is void', { voidedAt: monday }, false],
    ['another role’s', { roleId: 'role-2' }, false],
  ])('%s', (_, more, counts) => {
    expect(standingOf(role, [{ ...go, ...more }]) !== null).toBe(counts)
    expect(isAllGo({ roles: [role], signOffs: [{ ...go, ...more }] })).toBe(counts)
  })

  test.each(['no-go', 'hold'] as const)('a %s is no go', (verdict) => {
    expect(isAllGo({ roles: [role], signOffs: [{ ...go, verdict }] })).toBe(false)
  })

  test('each role needs its own', () => {
    const other = aRole({ id: 'role-2', personId: 'U2BOB' })
    expect(isAllGo({ roles: [role, other], signOffs: [go] })).toBe(false)
    expect(rolesOf('U2BOB', [role, other])).toEqual([role, other])
    expect(rolesOf('U3EVE', [role, other])).toEqual([role])
  })
})
