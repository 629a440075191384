import { describe, expect, test } from 'vitest'
import { type GatedPhase, keyOfGate } from '../../src/domain/gate.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import type { Template } from '../../src/domain/template.ts'
import { gatesOf } from '../../src/domain/worded-gates.ts'
import { refusalOf } from '../support/launches.ts'

/** A template's parts under their own names, so that a test can name them. */
const named = (template: Template): GatedPhase[] =>
  template.phases.map((phase) => ({
    ...phase,
    id: phase.name,
    sections: phase.sections.map((section) => ({ ...section, id: section.name })),
  }))

describe('gates that a checklist names', () => {
  const source = (gates: string) => `# Small

## Before (2 weeks before)

### Servers
- [ ] Servers ready

### Data
- [ ] Backup tested

## Launch Day (D-Day)

### Data
- [ ] Data moved

### Deployment
- [ ] Deployed

## Gates
${gates}

## Sign-Off

- [ ] **READY** - everything is done

- Technical Lead: ________
`
  const gatesIn = (gates: string) => {
    const { template } = readTemplate(source(gates))
    const box = template.signOff?.finalBox ?? null
    return gatesOf(template.gates, named(template), box).gates
  }
  const needsOf = (gates: string, key: string) =>
    gatesIn(gates)
      .find(({ opens }) => keyOfGate(opens) === key)
      ?.needs.map((need) => ('id' in need ? need.id : 'final box'))

  test('take the place of those that follow from the windows, and leave the others', () => {
    const gates = '- READY needs Servers'
    expect(needsOf(gates, 'final-box')).toEqual(['Servers'])
    expect(needsOf(gates, 'going-live')).toEqual(['final box'])
  })

  test('name sections with or without their phase, phases with or without their window, the box by its start', () => {
    const gates = '- Deployment needs Before / Data; the final box'
    expect(needsOf('- Launch Day / Data needs READY', 'section:Data')).toEqual(['final box'])
    expect(needsOf('- going live needs Before, READY - everything is done', 'going-live')).toEqual([
      'Before (2 weeks before)',
      'final box',
    ])
    expect(gatesIn('- Closing needs Before').at(-1)).toBeDefined()
    expect(() => gatesIn(gates)).toThrow()
  })

  test('a phase that is gated gates each of its sections', () => {
    expect(
      gatesIn('- Launch Day needs READY')
        .filter(({ opens }) => opens.kind === 'section')
        .map(({ opens }) => keyOfGate(opens)),
    ).toEqual(['section:Data', 'section:Deployment'])
  })

  test.each(['- Nowhere needs READY', '- READY needs Nothing', '- READY needs Data'])(
    '“%s” names nothing, or two things, and is refused with its line',
    async (line) => {
      const reason = await refusalOf(Promise.resolve().then(() => readTemplate(source(line))))
      expect(reason).toMatchObject({ code: 'template-unreadable', problems: [{ line: 20 }] })
    },
  )

  test('lines for the same gate add up', () => {
    expect(needsOf('- READY needs Servers\n- READY needs Before / Data', 'final-box')).toEqual([
      'Servers',
      'Data',
    ])
  })

  test('gates that wait for each other are refused: nothing could ever open them', async () => {
    const reason = await refusalOf(
      Promise.resolve().then(() => readTemplate(source('- READY needs Launch Day'))),
    )
    expect(reason).toMatchObject({
      code: 'template-unreadable',
      problems: [{ problem: expect.stringContaining('wait for each other') }],
    })
  })

  test('a line that is no gate is left, and said so', () => {
    const { unplaced } = readTemplate(source('- READY whenever you like'))
    expect(unplaced).toEqual([{ line: 20, problem: expect.stringContaining('is no gate') }])
  })
})
