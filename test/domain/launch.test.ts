import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { itemStates } from '../../src/domain/item.ts'
import { currentPhase, itemsOf, nameKey, nextPhase, progressOf } from '../../src/domain/launch.ts'
import { aBoard, anItem, aPhase, aSection, monday } from '../support/builders.ts'

test('the items of a phase are those of its sections, in their order', () => {
  const ids = [['a', 'b'], [], ['c']]
  const sections = ids.map((each) => aSection({ items: each.map((id) => anItem({ id })) }))
  expect(itemsOf(aPhase({ sections })).map((item) => item.id)).toEqual(['a', 'b', 'c'])
})

describe('progress', () => {
  test('counts what is done or not applicable as settled, and what is blocked', () => {
    const items = [...itemStates, 'blocked' as const].map((state) => anItem({ state }))
    expect(progressOf(items)).toEqual({ total: 6, settled: 2, blocked: 2 })
  })

  test('of nothing is nothing', () => {
    expect(progressOf([])).toEqual({ total: 0, settled: 0, blocked: 0 })
  })
})

describe('phases', () => {
  const opened = { at: monday, by: 'U1ANA' }
  const board = (...marks: (typeof opened | null)[]) =>
    aBoard({ phases: marks.map((mark, index) => aPhase({ id: `${index}`, opened: mark })) })

  test.each([
    ['only the first is open', board(opened, null, null), '0', '1'],
    ['two are open', board(opened, opened, null), '1', '2'],
    ['all are open', board(opened, opened), '1', undefined],
    ['none is open', board(null, null), undefined, '0'],
    ['there are none', board(), undefined, undefined],
  ])('when %s', (_when, phases, current, next) => {
    expect(currentPhase(phases)?.id).toBe(current)
    expect(nextPhase(phases)?.id).toBe(next)
  })
})

describe('names are the same', () => {
  test.each([
    ['Payments 2.0', 'payments 2.0'],
    ['Payments 2.0', '  Payments \t 2.0\n'],
    ['Payments 2.0', 'Ｐａｙｍｅｎｔｓ　２.０'],
    ['Café', 'Cafe\u0301'],
    ['ﬁnal', 'FINAL'],
  ])('when they are %j and %j', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  test.each([
    ['Payments 2.0', 'Payments 2.1'],
    ['Payments', 'Pay ments'],
    ['Cafe', 'Café'],
  ])('but not when they are %j and %j', (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other))
  })

  test('however much space is around and between their words', () => {
    const word = fc.stringMatching(/^[a-z0-9.]{1,8}$/)
    const space = fc.stringMatching(/^[ \t\n\u3000]{1,3}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), space, (words, between) => {
        expect(nameKey(between + words.join(between))).toBe(words.join(' '))
      }),
    )
  })
})
