import fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemsPerMessage, keyOf, partOf, sectionSurfaces } from '../../src/domain/surface.ts'
import { items } from '../support/builders.ts'

test('a key names a surface for ever', () => {
  expect(keyOf({ kind: 'board', launchId: 'L' })).toBe('board:L')
  expect(keyOf({ kind: 'section', sectionId: 'S', part: 3 })).toBe('section:S:3')
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
