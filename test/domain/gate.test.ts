import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  defaultGates,
  type GatedPhase,
  gateState,
  isGateOpen,
  keyOfGate,
  type Override,
} from '../../src/domain/gate.ts'
import type { Board } from '../../src/domain/launch.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { aBoard, aLaunch, anItem, aPhase, aSection, monday } from '../support/builders.ts'

const shipped = readTemplate(readFileSync('templates/production-go-live.md', 'utf8')).template

/** A template's parts under their own names, so that a test can name them. */
const named = (template: typeof shipped): GatedPhase[] =>
  template.phases.map((phase) => ({
    ...phase,
    id: phase.name,
    sections: phase.sections.map((section) => ({ ...section, id: section.name })),
  }))

const phaseNames = shipped.phases.map(({ name }) => name)

/** What each gate of the shipped checklist needs; of what is not listed it needs nothing. */
const shippedGates: Record<string, string[]> = {
  'final-box': ['Pre-Launch Phase (1-2 weeks before)', 'Pre-Launch (Morning)'],
  'section:Deployment': ['final box'],
  'going-live': ['final box'],
  closing: [
    'Pre-Launch Phase (1-2 weeks before)',
    'Launch Day (D-Day)',
    'Post-Launch (First 24 Hours)',
    'Post-Launch (First Week)',
    'final box',
  ],
}

describe('the gates of the shipped checklist', () => {
  const gates = defaultGates(named(shipped), true)

  test('are these, and no others', () => {
    expect(gates.map(({ opens }) => keyOfGate(opens)).sort()).toEqual(
      Object.keys(shippedGates).sort(),
    )
  })

  const parts = [
    ...phaseNames,
    ...shipped.phases.flatMap(({ sections }) => sections.map(({ name }) => name)),
    'final box',
  ]
  const cells = Object.entries(shippedGates).flatMap(([key, needs]) =>
    [...new Set(parts)].map((part) => ({ key, part, needed: needs.includes(part) })),
  )
  test.each(cells)('$key needs $part: $needed', ({ key, part, needed }) => {
    const gate = gates.find(({ opens }) => keyOfGate(opens) === key)
    const needs = (gate?.needs ?? []).map((need) => ('id' in need ? need.id : 'final box'))
    expect(needs.includes(part)).toBe(needed)
  })
})

describe('other checklists', () => {
  const phase = (name: string, more: Partial<GatedPhase> = {}): GatedPhase => ({
    id: name,
    name,
    window: null,
    sections: [{ id: `${name}/All`, name: 'All', window: null }],
    ...more,
  })

  test('a phase without a window belongs before the final box', () => {
    const [gate] = defaultGates([phase('Anything')], true)
    expect(gate).toEqual({
      opens: { kind: 'final-box' },
      needs: [{ kind: 'phase', id: 'Anything' }],
    })
  })

  test('without a final box, going live needs what it would have needed', () => {
    const gates = defaultGates(
      [phase('Anything'), phase('Again', { window: { kind: 'every', unit: 'month' } })],
      false,
    )
    expect(gates).toEqual([
      { opens: { kind: 'going-live' }, needs: [{ kind: 'phase', id: 'Anything' }] },
      { opens: { kind: 'closing' }, needs: [{ kind: 'phase', id: 'Anything' }] },
    ])
  })
})

describe('how a gate stands', () => {
  const opens = { kind: 'going-live' } as const
  const done = anItem({ id: 'done', state: 'done' })
  const aside = anItem({ id: 'aside', state: 'not-applicable' })
  const open = anItem({ id: 'open' })
  const blocked = anItem({ id: 'blocked', state: 'blocked' })
  const boardWith = (more: Partial<Board> = {}) =>
    aBoard({
      launch: aLaunch({ gates: [{ opens, needs: [{ kind: 'section', id: 'section-1' }] }] }),
      phases: [aPhase({ sections: [aSection({ items: [done, aside, open, blocked] })] })],
      ...more,
    })
  const override = (more: Partial<Override> = {}): Override => ({
    id: 'override-1',
    gate: 'going-live',
    reason: 'It has to be tonight',
    itemIds: ['open', 'blocked'],
    asked: { at: monday, by: 'U1ANA' },
    answer: { at: monday, by: 'U2BOB', how: 'confirmed' },
    ...more,
  })
  const missing = (board: Board) => gateState(board, opens)?.missing.map(({ id }) => id)

  test('done and not applicable are settled; everything else is missing', () => {
    expect(missing(boardWith())).toEqual(['open', 'blocked'])
    expect(isGateOpen(boardWith(), opens)).toBe(false)
  })

  test('what no gate guards is open', () => {
    expect(gateState(boardWith(), { kind: 'closing' })).toBeNull()
    expect(isGateOpen(boardWith(), { kind: 'closing' })).toBe(true)
  })

  test.each([
    ['waives its items once it is confirmed', override(), []],
    ['waives no others', override({ itemIds: ['open'] }), ['blocked']],
    ['waives nothing while it waits', override({ answer: null }), ['open', 'blocked']],
    [
      'waives nothing when it was declined',
      override({ answer: { at: monday, by: 'U2BOB', how: 'declined' } }),
      ['open', 'blocked'],
    ],
    ['waives nothing at another gate', override({ gate: 'closing' }), ['open', 'blocked']],
  ])('an override %s', (_, given, expected) => {
    expect(missing(boardWith({ overrides: [given] }))).toEqual(expected)
  })
})
