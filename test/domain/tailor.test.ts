import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTemplate } from '../../src/domain/read-template.ts'
import { otherOwners, roleNamed, sizesOf, tailor } from '../../src/domain/tailor.ts'
import { tiers } from '../../src/domain/tier.ts'
import { gatesOf } from '../../src/domain/worded-gates.ts'

const { template } = readTemplate(`---
name: T
conditions:
  database: Does it have a database?
---
## Before <!-- owner: Tech lead -->
### Data <!-- if: database -->
- [ ] Migrated
- [ ] Indexed <!-- tier: normal -->
### Tests
- [ ] Smoke tested
- [ ] Load tested <!-- tier: high; owner: QA -->
## Launch
<!-- gate: Data, Tests -->
- [ ] Deployed <!-- owner: QA, Ops -->
## Sign-off
- Technical Lead: ____
`)
const texts = (of: typeof template) =>
  of.phases.map(({ sections }) => sections.map(({ items }) => items.map(({ text }) => text)))

describe('what a launch needs of a checklist', () => {
  test('is everything, at the highest risk and with all that is asked for', () => {
    expect(tailor(template, { tier: 'high', absent: [] })).toEqual({ template, leftOut: [] })
  })

  test('is less at less risk, and each item that is left out says why', () => {
    const low = tailor(template, { tier: 'low', absent: [] })
    expect(texts(low.template)).toEqual([[['Migrated'], ['Smoke tested']], [['Deployed']]])
    expect(low.leftOut).toEqual([
      { phase: 'Before', section: 'Data', text: 'Indexed', why: { kind: 'tier', tier: 'normal' } },
      {
        phase: 'Before',
        section: 'Tests',
        text: 'Load tested',
        why: { kind: 'tier', tier: 'high' },
      },
    ])
  })

  test('is nothing of what is not there, and no gate waits for it', () => {
    const { template: bare, leftOut } = tailor(template, { tier: 'normal', absent: ['database'] })
    expect(texts(bare)).toEqual([[['Smoke tested']], [['Deployed']]])
    const why = { kind: 'condition', question: 'Does it have a database?' }
    expect(leftOut.filter((each) => each.why.kind === 'condition')).toMatchObject([
      { why },
      { why },
    ])
    const phases = bare.phases.map((phase) => ({
      ...phase,
      id: phase.name,
      sections: phase.sections.map((section) => ({ ...section, id: section.name })),
    }))
    const { gates } = gatesOf(bare.gates, phases, null)
    expect(
      gates.find(({ opens }) => opens.kind === 'section' && opens.id === 'Launch')?.needs,
    ).toEqual([{ kind: 'section', id: 'Tests' }])
  })

  test('never loses an item: each is kept or left out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tiers), fc.subarray(['database', 'cdn']), (tier, absent) => {
        const { template: kept, leftOut } = tailor(template, { tier, absent })
        const all = [...texts(kept).flat(2), ...leftOut.map(({ text }) => text)]
        expect(all.sort()).toEqual(texts(template).flat(2).sort())
      }),
    )
  })

  test('is counted beforehand', () => {
    const { tiers: sizes, conditions } = sizesOf(template)
    expect(sizes).toEqual({ low: 3, normal: 4, high: 5 })
    expect([...conditions]).toEqual([['database', 2]])
  })
})

describe('who sees to items', () => {
  const roles = [{ name: 'Technical Lead' }, { name: 'Project Manager' }]
  test.each([
    ['Tech lead', 'Technical Lead'],
    ['@tech-lead', 'Technical Lead'],
    ['TECHNICAL  LEAD', 'Technical Lead'],
    ['PM', 'Project Manager'],
    ['QA', undefined],
  ])('%s', (word, role) => {
    expect(roleNamed(word, roles)?.name).toBe(role)
  })

  test('who fills no role is asked for, the busiest first', () => {
    expect(otherOwners(template)).toEqual([
      { owner: 'QA', items: 2 },
      { owner: 'Ops', items: 1 },
    ])
  })
})
