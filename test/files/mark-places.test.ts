import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markPlaces, placeLabel } from '../../src/files/mark-places.ts'

test.each([
  [[], []],
  [
    [10, 20, 100],
    ['1–2', '3'],
  ],
  [[0, 0, 0], ['1–3']],
])('marks at %j are labelled %j', (xs, labels) => {
  expect(markPlaces(xs, 46).map(placeLabel)).toEqual(labels)
})

test('no two marks are nearer than the gap, and every one has a place', () => {
  const xs = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 60 })
  fc.assert(
    fc.property(xs, (some) => {
      const places = markPlaces(
        some.sort((one, other) => one - other),
        46,
      )
      for (const [index, { x, first }] of places.entries()) {
        const before = places[index - 1]
        if (before) expect(x - before.x).toBeGreaterThanOrEqual(46)
        expect(first).toBe((before?.last ?? 0) + 1)
      }
      expect(places.at(-1)?.last ?? 0).toBe(some.length)
    }),
  )
})
