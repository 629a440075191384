import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  beginning,
  type ChainedEntry,
  digestOfContent,
  type EntryContent,
  findBreak,
  type Head,
  sealAfter,
} from '../../src/domain/chain.ts'

const launchId = 'launch-1'

type Words = Pick<EntryContent, 'itemId' | 'type' | 'data' | 'by' | 'via' | 'at'>

const words: fc.Arbitrary<Words> = fc.record({
  itemId: fc.option(fc.string()),
  type: fc.string(),
  data: fc.json(),
  by: fc.string(),
  via: fc.string(),
  at: fc.string(),
})
const records = fc.array(words, { minLength: 1, maxLength: 12 }).map((list) => sealed(list))

/** A record of these entries, as golive would have written it. */
function sealed(list: readonly Words[]): ChainedEntry[] {
  const entries: ChainedEntry[] = []
  let head = beginning
  for (const [index, each] of list.entries()) {
    const content = { ...each, id: `event-${index + 1}`, launchId, place: index + 1 }
    const seal = sealAfter(head, content, `salt ${index}`)
    entries.push({ ...content, ...seal })
    head = { place: content.place, hash: seal.hash }
  }
  return entries
}

function headOf(entries: readonly ChainedEntry[]): Head {
  const last = entries.at(-1)
  return last ? { place: last.place, hash: last.hash } : beginning
}

test('a record that nobody touched has no break', () => {
  fc.assert(
    fc.property(records, (entries) => {
      expect(findBreak(launchId, entries, headOf(entries))).toBeNull()
    }),
  )
  expect(findBreak(launchId, [], beginning)).toBeNull()
})

describe('what was done to one entry is found, at that entry', () => {
  const fields = [
    ...(['id', 'launchId', 'place', 'itemId', 'type', 'data', 'at', 'by', 'via'] as const),
    ...(['salt', 'digest', 'hash'] as const),
  ]
  test.each(fields)('%s was changed', (field) => {
    fc.assert(
      fc.property(records, fc.nat(), fc.string(), fc.integer(), (entries, seed, text, number) => {
        const index = seed % entries.length
        const entry = entries[index] as ChainedEntry
        const to = field === 'place' ? number : text
        fc.pre(entry[field] !== to)
        const changed = entries.with(index, { ...entry, [field]: to })
        expect(findBreak(launchId, changed, headOf(entries))?.place).toBe(
          field === 'place' ? number : index + 1,
        )
      }),
    )
  })

  it('was removed', () => {
    fc.assert(
      fc.property(records, fc.nat(), (entries, seed) => {
        const index = seed % entries.length
        const found = findBreak(launchId, entries.toSpliced(index, 1), headOf(entries))
        const isLast = index === entries.length - 1
        expect(found).toMatchObject(
          isLast
            ? { kind: 'head', place: index + 1 }
            : { kind: 'missing', place: entries[index + 1]?.place },
        )
      }),
    )
  })

  it('was removed, and what follows moved up, and the head with it', () => {
    fc.assert(
      fc.property(records, fc.nat(), (entries, seed) => {
        const index = seed % entries.length
        fc.pre(index < entries.length - 1)
        const rest = entries.toSpliced(index, 1).map((entry, at) => ({ ...entry, place: at + 1 }))
        expect(findBreak(launchId, rest, headOf(rest))?.place).toBe(index + 1)
      }),
    )
  })

  it('was added', () => {
    fc.assert(
      fc.property(records, words, fc.nat(), (entries, more, seed) => {
        const index = seed % (entries.length + 1)
        const content = { ...more, id: 'more', launchId, place: index + 1 }
        const before = headOf(entries.slice(0, index))
        const added = { ...content, ...sealAfter(before, content, 'salt') }
        const after = entries.slice(index).map((entry) => ({ ...entry, place: entry.place + 1 }))
        const found = findBreak(launchId, [...entries.slice(0, index), added, ...after], {
          ...headOf(entries),
          place: entries.length + 1,
        })
        expect(found?.place).toBe(index + 2)
      }),
    )
  })

  it('was swapped with another, whichever takes the place of the other', () => {
    fc.assert(
      fc.property(records, fc.nat(), fc.nat(), fc.boolean(), (entries, one, two, keepsPlace) => {
        const [first = 0, second = 0] = [one % entries.length, two % entries.length].sort(
          (left, right) => left - right,
        )
        fc.pre(first !== second)
        const [earlier, later] = [entries[first], entries[second]] as [ChainedEntry, ChainedEntry]
        const swapped = entries
          .with(first, keepsPlace ? { ...later, place: earlier.place } : later)
          .with(second, keepsPlace ? { ...earlier, place: later.place } : earlier)
        const found = findBreak(launchId, swapped, headOf(entries))
        expect(found?.place).toBe(keepsPlace ? first + 1 : second + 1)
      }),
    )
  })
})

describe('an entry whose words gave way', () => {
  const list: Words[] = ['U1', 'U2', 'U1'].map((by) => ({
    ...{ itemId: null, type: 'item.ticked', data: '{}', by, via: 'channel', at: '2026-01-01' },
  }))
  const amended = (by: string, salt = 'another') => {
    const [first, ...rest] = sealed(list) as [ChainedEntry, ...ChainedEntry[]]
    const content = { ...first, by, salt }
    return [content, ...rest]
  }
  const sayingSo = (entries: readonly ChainedEntry[], digest: string) => {
    const data = JSON.stringify({ why: 'pseudonym', entries: [{ place: 1, digest }] })
    const said = { itemId: null, type: 'record.amended', data, by: 'U3', via: 'cli', at: '2027' }
    const content = { ...said, id: 'said', launchId, place: entries.length + 1 }
    return [...entries, { ...content, ...sealAfter(headOf(entries), content, 'salt') }]
  }
  const digestIn = ([first]: readonly ChainedEntry[]) =>
    first ? digestOfContent(first, first.salt) : ''

  it('fits when a later entry says so', () => {
    const entries = sayingSo(amended('Person 1'), digestIn(amended('Person 1', 'yet another')))
    expect(findBreak(launchId, entries, headOf(entries))?.kind).toBe('changed')
    const own = amended('Person 1')
    const right = sayingSo(own, digestIn(own))
    expect(findBreak(launchId, right, headOf(right))).toBeNull()
  })

  it('does not fit when none says so', () => {
    const own = amended('Person 1')
    expect(findBreak(launchId, own, headOf(own))).toEqual({
      place: 1,
      id: 'event-1',
      kind: 'changed',
    })
  })

  it('does not fit when it was changed again, by anyone', () => {
    const own = amended('Person 1')
    const [first, ...rest] = sayingSo(own, digestIn(own)) as [ChainedEntry, ...ChainedEntry[]]
    const entries = [{ ...first, by: 'U1' }, ...rest]
    expect(findBreak(launchId, entries, headOf(entries))?.place).toBe(1)
  })

  it('is nothing that an entry can say of itself or of later ones', () => {
    const [, , third] = sealed(list) as [ChainedEntry, ChainedEntry, ChainedEntry]
    const forged = { ...third, by: 'U9' }
    const digest = digestOfContent(forged, forged.salt)
    const data = JSON.stringify({ entries: [{ place: 3, digest }] })
    const saysSo = { ...(list[1] as Words), type: 'record.amended', data }
    const entries = sealed(list.with(1, saysSo))
    const changed = entries.with(2, { ...(entries[2] as ChainedEntry), by: 'U9', salt: third.salt })
    expect(findBreak(launchId, changed, headOf(entries))?.place).toBe(3)
  })
})
