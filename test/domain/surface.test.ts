import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  itemsPerMessage,
  keyOf,
  partOf,
  sectionSurfaces,
  shownItems,
} from '../../src/domain/surface.ts'
import { anItem, aPhase, aSection, items } from '../support/builders.ts'

test('a key names a surface for ever', () => {
  expect(keyOf({ kind: 'board', launchId: 'L' })).toBe('board:L')
  expect(keyOf({ kind: 'section', sectionId: 'S', part: 3 })).toBe('section:S:3')
  expect(keyOf({ kind: 'reminder', reminderId: 'R' })).toBe('reminder:R')
})

test.each([
  [0, 0],
  [1, 1],
  [12, 1],
  [13, 2],
  [24, 2],
  [25, 3],
  [2000, 167],
])('a section of %i items has %i messages', (size, parts) => {
  const surfaces = sectionSurfaces({ id: 'S', items: items(size) })
  const keys = Array.from({ length: parts }, (_, part) => `section:S:${part}`)
  expect(surfaces.map(keyOf)).toEqual(keys)
})

test('every item is in exactly one of its section’s messages', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2000 }), fc.nat(), (size, number) => {
      const position = number % size
      const part = partOf(position)
      expect(part).toBeLessThan(sectionSurfaces({ id: 'S', items: items(size) }).length)
      expect(position - part * itemsPerMessage).toBeGreaterThanOrEqual(0)
      expect(position - part * itemsPerMessage).toBeLessThan(itemsPerMessage)
    }),
    { numRuns: 50 },
  )
})

test('items are shown where their section’s messages are, in the order of the phases', () => {
  const phases = [
    aPhase({
      sections: [aSection({ id: 'A', items: items(13) }), aSection({ id: 'B', items: [] })],
    }),
    aPhase({ sections: [aSection({ id: 'C', items: [anItem({ id: 'last' })] })] }),
  ]
  const shown = shownItems(phases)
  expect(shown.map(({ item }) => item.id)).toEqual([...items(13).map(({ id }) => id), 'last'])
  expect(shown.map(({ place }) => `${place.sectionId}:${place.part}`)).toEqual([
    ...Array.from({ length: 12 }, () => 'A:0'),
    'A:1',
    'C:0',
  ])
})
