/** Two lists of what was signed, at random: what is different is seen, and what is worse is told. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ItemState, itemStates } from '../../src/domain/item.ts'
import type { Item } from '../../src/domain/launch.ts'
import { changesSince, digestOfList, listToSign } from '../../src/domain/sign-off.ts'
import { aBoard, aLaunch, anItem, aPhase, aSection } from '../support/builders.ts'

const gates = [
  { opens: { kind: 'final-box' as const }, needs: [{ kind: 'phase' as const, id: 'phase-1' }] },
]

/** A launch as far as it can be signed: two sections that the final box waits for, and T-0. */
type Signed = { t0: Date; sections: [Item[], Item[]] }

function listOf({ t0, sections }: Signed) {
  const [first, second] = sections
  const parts = [
    aSection({ id: 'section-1', items: first }),
    aSection({ id: 'section-2', items: second }),
  ]
  return listToSign(
    aBoard({ launch: aLaunch({ gates, t0 }), phases: [aPhase({ sections: parts })] }),
  )
}

const isAside = ({ state }: Item) => state === 'not-applicable'
const dueByHand = ({ due }: Item) => (due?.by === 'hand' ? due.at.getTime() : null)

/** What of an item somebody signs. */
const fields = {
  text: ({ text }: Item) => text,
  optional: ({ optional }: Item) => optional,
  needsEvidence: ({ needsEvidence }: Item) => needsEvidence,
  evidence: ({ evidence }: Item) => evidence,
  state: ({ state }: Item) => state,
  dueByHand,
  /** Of what is set aside alone: why something is blocked is about the work. */
  reason: (item: Item) => (isAside(item) ? item.reason : null),
}

function inWords({ t0, sections }: Signed): string {
  const items = sections.map((each) =>
    each.map((item) => [item.id, ...Object.values(fields).map((field) => field(item))]),
  )
  return JSON.stringify([t0, items])
}

/** From a state, where nobody has to sign again: a row for each, as it is told in the guide. */
const progress: Record<ItemState, readonly ItemState[]> = {
  open: ['open', 'in-progress', 'done'],
  'in-progress': ['open', 'in-progress', 'done'],
  blocked: ['open', 'in-progress', 'blocked', 'done'],
  done: ['done'],
  'not-applicable': ['not-applicable', 'done'],
}

function isProgress(before: Signed, now: Signed): boolean {
  if (before.t0.getTime() !== now.t0.getTime()) return false
  return before.sections.every((was, index) => {
    const is = now.sections[index] ?? []
    const ids = is.map(({ id }) => id).sort()
    if (JSON.stringify(ids) !== JSON.stringify(was.map(({ id }) => id).sort())) return false
    return was.every((item) => {
      const other = is.find(({ id }) => id === item.id)
      return other !== undefined && isItemProgress(item, other)
    })
  })
}

function isItemProgress(before: Item, now: Item): boolean {
  const kept = ['text', 'optional', 'needsEvidence', 'dueByHand'] as const
  if (kept.some((field) => fields[field](before) !== fields[field](now))) return false
  if (isAside(before) && isAside(now) && before.reason !== now.reason) return false
  return progress[before.state].includes(now.state) && now.evidence >= before.evidence
}

const moments = ['2026-12-07T09:00:00Z', '2026-12-08T09:00:00Z'].map((at) => new Date(at))
const aMoment = fc.constantFrom(...moments)
const parts = {
  text: fc.constantFrom('Backups tested', 'Backups tested twice'),
  optional: fc.boolean(),
  needsEvidence: fc.boolean(),
  evidence: fc.nat({ max: 2 }),
  state: fc.constantFrom(...itemStates),
  reason: fc.constantFrom(null, 'No access', 'Too late'),
  due: fc.oneof(
    fc.constant(null),
    fc.record({ at: aMoment, by: fc.constantFrom('plan' as const, 'hand' as const) }),
  ),
  // Nothing of these is signed.
  note: fc.constantFrom(null, 'Tonight'),
  version: fc.nat({ max: 3 }),
}
const someParts = fc.record(parts)
const someItems = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), parts: someParts }),
  { selector: ({ id }) => id, maxLength: 4 },
)
const aList = fc
  .record({ t0: aMoment, items: someItems, cut: fc.nat({ max: 4 }) })
  .map(({ t0, items, cut }): Signed => {
    const all = items.map(({ id, parts }) => anItem({ id, ...parts }))
    return { t0, sections: [all.slice(0, cut), all.slice(cut)] }
  })

const partNames = Object.keys(parts) as (keyof typeof parts)[]
/** What of the item at a position is as it is in other parts. */
type Change = { item: number; names: (keyof typeof parts)[]; from: Partial<Item> }
const someChanges = fc.array(
  fc.record<Change>({
    item: fc.nat({ max: 3 }),
    names: fc.oneof(
      fc.subarray(partNames, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...partNames).map((name) => [name, 'state' as const]),
    ),
    from: someParts,
  }),
  { maxLength: 3 },
)

/** The same list with a few fields of a few items changed. */
function changed({ t0, sections }: Signed, changes: readonly Change[]): Signed {
  let position = 0
  const change = (item: Item): Item => {
    const mine = changes.filter((each) => each.item === position)
    position++
    const now: Item = { ...item }
    for (const { names, from } of mine) {
      Object.assign(now, Object.fromEntries(names.map((name) => [name, from[name]])))
    }
    return now
  }
  return { t0, sections: [sections[0].map(change), sections[1].map(change)] }
}

const twoLists = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(aList, someChanges).map(([list, changes]) => [list, changes]) },
  { weight: 1, arbitrary: fc.tuple(aList, aList) },
  {
    weight: 1,
    arbitrary: fc.tuple(aList, aMoment).map(([list, t0]) => [list, { ...list, t0 }]),
  },
) as fc.Arbitrary<[Signed, Signed | Change[]]>

const bothOf = ([before, then]: [Signed, Signed | Change[]]) =>
  [before, Array.isArray(then) ? changed(before, then) : then] as const

test('two lists have the same digest exactly when nothing that is signed differs', () => {
  fc.assert(
    fc.property(twoLists, (two) => {
      const [before, now] = bothOf(two)
      const isSame = digestOfList(listOf(before)) === digestOfList(listOf(now))
      expect(isSame).toBe(inWords(before) === inWords(now))
    }),
    { numRuns: 1500 },
  )
})

test('a go stands exactly as long as all that differs is progress', () => {
  fc.assert(
    fc.property(twoLists, (two) => {
      const [before, now] = bothOf(two)
      const changes = changesSince(listOf(before), listOf(now))
      expect(changes.length === 0).toBe(isProgress(before, now))
    }),
    { numRuns: 1500 },
  )
})
