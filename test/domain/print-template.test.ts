import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printTemplate } from '../../src/domain/print-template.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import type { Template, TemplateItem } from '../../src/domain/template.ts'
import { problemsOf, withoutLines } from '../support/template-problems.ts'

function expectSame(template: Template): void {
  const printed = printTemplate(template)
  const again = readTemplate(printed)
  expect(withoutLines(again.template)).toEqual(withoutLines(template))
  expect(printTemplate(again.template)).toBe(printed)
}

test('the shipped checklist is the same after it was printed', () => {
  const source = readFileSync('templates/production-go-live.md', 'utf8')
  expectSame(readTemplate(source).template)
})

test('so is a decision tree whose answers ask several questions', () => {
  const tree = `# T
## P
- [ ] a
## Emergency
1. Decide
   - Is it down?
     - Yes:
       - For all?
         - Yes → Rollback
       - Since the deploy?
         - Yes → Rollback or monitor
         - No → Monitor
     - No:
       - Is it slow?
         - Very → Scale up
         - A bit → Is it red?
       - Is it dear?
         - Yes → Monitor
   - Is it red? → Monitor
`
  const { template } = readTemplate(tree)
  expect(template.emergency?.questions).toHaveLength(6)
  expectSame(template)
})

/** Inline Markdown, as a reader leaves it: neither spaces around it nor two in a row. */
const piece = fc.oneof(
  fc.constantFrom(
    '**bold**',
    '*so*',
    '`code`',
    '[a](https://a.example)',
    '🚀',
    '2 \\* 3',
    '~~no~~',
  ),
  fc.constantFrom('[ ] twice', '# no heading', '1. no list', '- no point', 'a | b', 'T-3', 'x: y'),
  fc.constantFrom('(if applicable)', '(evidence required)', '(due 3 days before)', 'QA lead: do'),
  fc.stringMatching(/^[a-z]{1,12}$/),
)
const text = fc
  .array(piece, { minLength: 1, maxLength: 5 })
  .map((pieces) => `a ${pieces.join(' ')}`)

const item = fc.record({
  text,
  optional: fc.boolean(),
  evidence: fc.boolean(),
  owner: fc.option(fc.constantFrom('QA', 'Technical Lead', '@ana'), { nil: null }),
  tier: fc.constantFrom('low', 'normal', 'high'),
  condition: fc.option(fc.constantFrom('database', 'a cdn'), { nil: null }),
  due: fc.option(fc.constantFrom('T-3', '2 hours before', 'D-Day', 'first 3 days'), { nil: null }),
  expires: fc.option(fc.constantFrom('7 days', 'T-0 moves'), { nil: null }),
  why: fc.array(
    fc.oneof(
      text,
      text.map((words) => `- ${words}`),
    ),
    { maxLength: 3 },
  ),
})
type Written = typeof item extends fc.Arbitrary<infer T> ? T : never

test('any list of items is read back from what was printed', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 30 }), (written) => {
      const plain = readTemplate(['# T', ...written.map(({ text }) => `- [ ] ${text}`)].join('\n'))
      const read = plain.template.phases[0]?.sections[0]?.items ?? []
      expect(read.map((each) => each.text)).toEqual(written.map((each) => each.text))
      const items = read.map((each, index) => withMarks(each, written[index]))
      const names = [...new Set(items.flatMap(({ condition }) => condition ?? []))]
      const question = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`
      expectSame({
        ...plain.template,
        conditions: names.map((name) => ({ name, question: question(name) })),
        phases: [{ name: 'P', window: null, sections: [{ name: 'S', window: null, items }] }],
      })
    }),
    { numRuns: 300 },
  )
})

function withMarks(read: TemplateItem, written: Written | undefined): TemplateItem {
  if (!written) return read
  const marks = ['x: 1']
  if (written.optional) marks.push('optional')
  if (written.evidence) marks.push('evidence')
  if (written.owner) marks.push(`owner: ${written.owner}`)
  if (written.due) marks.push(`due: ${written.due}`)
  if (written.expires) marks.push(`expires: ${written.expires}`)
  if (written.condition) marks.push(`if: ${written.condition}`)
  marks.push(`tier: ${written.tier}`)
  const { template } = readTemplate(`# T\n- [ ] ${read.text} <!-- ${marks.join('; ')} -->`)
  const said = template.phases[0]?.sections[0]?.items[0]
  return { ...read, ...said, why: written.why.length > 0 ? written.why.join('\n') : null }
}

test('whatever is read is read back from what was printed', () => {
  const line = fc.oneof(
    fc.constantFrom(
      '# T',
      '## P (T-3)',
      '### S',
      '- [ ] a',
      '- [ ] b <!-- if: x -->',
      '- b',
      '  - c',
    ),
    fc.constantFrom(
      '1. x',
      '- R: ____',
      '> q',
      '**B**',
      '☐ d',
      '',
      '  e',
      '## Gates',
      '- S needs P',
    ),
    fc.constantFrom('| Task | Owner |\n|--|--|\n| f | QA |', '<!-- why: g -->', '#### D', '[~] h'),
    fc.string({ maxLength: 20 }).map((words) => `- [ ] ${words}`),
    fc.string({ maxLength: 20 }),
  )
  fc.assert(
    fc.property(fc.array(line, { minLength: 2, maxLength: 16 }), (all) => {
      const source = all.join('\n')
      fc.pre(problemsOf(source).length === 0)
      expectSame(readTemplate(source).template)
    }),
    {
      numRuns: 1500,
      examples: [[['.', '>*', '# T', '| Task | Owner |\n|--|--|\n| f | QA |']]],
    },
  )
})
