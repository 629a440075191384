import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { problemsOf } from '../support/template-problems.ts'

const lines = (...all: string[]) => all.join('\n')
const x = (length: number) => 'x'.repeat(length)
const many = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index + 1))
const read = (source: string) => readTemplate(source).template
const itemsIn = (source: string) => read(source).phases[0]?.sections[0]?.items ?? []

const small = lines('# Small', '', '## One', '- [ ] First')

describe('what is read', () => {
  test('the smallest checklist: a title, a phase and a box', () => {
    const items = [{ text: 'First', optional: false, due: null, needsEvidence: false }]
    expect(read(small)).toEqual({
      name: 'Small',
      phases: [{ name: 'One', window: null, sections: [{ name: 'One', window: null, items }] }],
      signOff: null,
      emergency: null,
      gates: [],
      notes: [],
    })
  })

  test('boxes before the first section are in one that has the name of the phase', () => {
    const source = lines(small, '', '### Later', '- [ ] Second')
    const names = read(source).phases[0]?.sections.map((section) => section.name)
    expect(names).toEqual(['One', 'Later'])
  })

  test.each([
    ['a tick, which a launch begins without', '- [x] Ready', 'Ready'],
    ['numbers', '1. [ ] Ready', 'Ready'],
    ['stars', '* [ ] Ready', 'Ready'],
    ['its marks, links and code', '- [ ] **All** of [it](https://a.example) `x=1`', undefined],
    ['a line broken in two', '- [ ] Ready\n  to go', 'Ready to go'],
    ['signs that are escaped', '- [ ] 2 \\* 3', undefined],
  ])('a box with %s', (_what, line, text) => {
    const items = read(lines('# T', '## P', line)).phases[0]?.sections[0]?.items
    expect(items?.map((item) => item.text)).toEqual([text ?? line.slice('- [ ] '.length)])
  })

  test('names are plain words: what marks them up is left out', () => {
    const marked = (name: string) => `**${name}** of [it](https://a.example) \`x\``
    const source = lines(
      `# ${marked('Title')}`,
      `## ${marked('Phase')}`,
      `### ${marked('Section')}`,
      '- [ ] a',
    )
    const { name, phases } = read(source)
    expect(name).toBe('Title of it x')
    expect(phases[0]?.name).toBe('Phase of it x')
    expect(phases[0]?.sections[0]?.name).toBe('Section of it x')
  })

  test('boxes below a box are items of their own, after it', () => {
    const source = lines(small, '  - [ ] Below', '- [ ] Second')
    const items = read(source).phases[0]?.sections[0]?.items
    expect(items?.map((item) => item.text)).toEqual(['First', 'Below', 'Second'])
  })

  test.each(['(if applicable)', '(If Applicable)', '(IF APPLICABLE) only'])(
    'an item that says %j may be left out',
    (mark) => {
      expect(read(`${small} ${mark}`).phases[0]?.sections[0]?.items[0]?.optional).toBe(true)
    },
  )

  test.each(['(evidence required)', '(Evidence Required)', '(EVIDENCE REQUIRED), please'])(
    'an item that says %j needs evidence',
    (mark) => {
      const [one, other] = itemsIn(lines(`${small} ${mark}`, '- [ ] evidence required'))
      expect(one).toMatchObject({ text: `First ${mark}`, needsEvidence: true })
      expect(other?.needsEvidence).toBe(false)
    },
  )

  test('an item that says when it is due is due then, all of its marks together', () => {
    const marks = '(due 3 days before) (if applicable) (evidence required)'
    expect(itemsIn(`${small} ${marks}`)).toEqual([
      {
        text: `First ${marks}`,
        optional: true,
        due: { kind: 'before', fromDays: 3, toDays: 3 },
        needsEvidence: true,
      },
    ])
  })

  test('a section has the window that its own heading names, and otherwise none', () => {
    const headings = ['### Go (Morning)', '### Watch (First Hour)', '### Rest']
    const source = lines('# T', '## D-Day', '- [ ] a', ...headings.map((it) => `${it}\n- [ ] b`))
    const [phase] = read(source).phases
    expect(phase?.window).toEqual({ kind: 'day' })
    expect(phase?.sections.map(({ name, window }) => [name, window])).toEqual([
      ['D-Day', null],
      ['Go (Morning)', { kind: 'morning' }],
      ['Watch (First Hour)', { kind: 'after', hours: 1 }],
      ['Rest', null],
    ])
  })

  test.each([
    ['Windows', small.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${small}`],
    ['both', `\uFEFF${small.replaceAll('\n', '\r\n')}`],
  ])('is the same from a file with the marks of %s', (_which, source) => {
    expect(read(source)).toEqual(read(small))
  })

  test('the final box and the roles may be one list', () => {
    const signOff = lines('## Sign-Off', '- [ ] Ready', '', '- Security Lead: _____ Date: ___')
    expect(read(lines(small, '', signOff)).signOff).toEqual({
      statement: '',
      finalBox: 'Ready',
      roles: ['Security Lead'],
    })
  })
})

describe('what is at its limit is read', () => {
  test.each([
    ['a title', lines(`# ${x(limits.templateName)}`, '## P', '- [ ] a')],
    ['a marked title', lines(`# **${x(limits.templateName)}**`, '## P', '- [ ] a')],
    ['a phase name', lines('# T', `## ${x(limits.phaseName)}`, '- [ ] a')],
    ['a section name', lines('# T', '## P', `### ${x(limits.sectionName)}`, '- [ ] a')],
    ['an item', lines('# T', '## P', `- [ ] ${x(limits.itemText)}`)],
    ['a role', lines(small, '## S', `- ${x(limits.roleName)}: ____`)],
    ['a final box', lines(small, '## S', `- [ ] ${x(limits.itemText)}`, '- R: ____')],
    ['phases', lines('# T', ...many(limits.phases, (n) => `## ${n}\n- [ ] a`))],
    ['roles', lines(small, '## S', ...many(limits.roles, (n) => `- R${n}: ____`))],
    ['items', lines('# T', '## P', ...many(limits.items, (n) => `- [ ] ${n}`))],
  ])('%s', (_what, source) => {
    expect(problemsOf(source)).toEqual([])
  })
})

describe('what cannot be run is refused, with its line', () => {
  const tooLong = (what: string, length: number, limit: number) =>
    `This ${what} has ${length} characters; at most ${limit} are possible.`

  test.each([
    [
      'no title',
      lines('## P', '- [ ] a'),
      [[1, 'The checklist has no title: start it with “# Its name”.']],
    ],
    [
      'no boxes',
      lines('# T', '', '## P', '- a'),
      [[1, 'No boxes found: write items as “- [ ] Item” below “## Phase”.']],
    ],
    [
      'nothing at all',
      '',
      [
        [1, 'The checklist has no title: start it with “# Its name”.'],
        [1, 'No boxes found: write items as “- [ ] Item” below “## Phase”.'],
      ],
    ],
    ['a title', lines(`# ${x(81)}`, '## P', '- [ ] a'), [[1, tooLong('title', 81, 80)]]],
    [
      'a phase name',
      lines('# T', '', `## ${x(81)}`, '- [ ] a'),
      [[3, tooLong('phase name', 81, 80)]],
    ],
    [
      'a section name',
      lines('# T', '## P', `### ${x(81)}`, '- [ ] a'),
      [[3, tooLong('section name', 81, 80)]],
    ],
    [
      'items',
      lines('# T', '## P', `- [ ] ${x(301)}`, '- [ ] b', `  - [ ] ${x(302)}`),
      [
        [3, tooLong('item', 301, 300)],
        [5, tooLong('item', 302, 300)],
      ],
    ],
    [
      'a final box and a role',
      lines(small, '', '## S', `- [ ] ${x(301)}`, `- ${x(61)}: ____`),
      [
        [7, tooLong('item', 301, 300)],
        [8, tooLong('role', 61, 60)],
      ],
    ],
    ['a phase without a name', lines('# T', '##', '- [ ] a'), [[2, 'This phase name is empty.']]],
    [
      'a section without a name',
      lines('# T', '## P', '###', '- [ ] a'),
      [[3, 'This section name is empty.']],
    ],
    [
      'phases',
      lines('# T', ...many(13, (n) => `## ${n}\n- [ ] a`)),
      [[1, '13 phases are too many; at most 12 fit.']],
    ],
    [
      'roles',
      lines(small, '## S', ...many(9, (n) => `- R${n}: ____`)),
      [[1, '9 roles are too many; at most 8 fit.']],
    ],
    [
      'a role that is there twice',
      lines(small, '## S', '- R: ____', '- Q: ____', '- R: ____'),
      [[1, 'The role “R” is there twice: each signs once.']],
    ],
    [
      'items by number',
      lines('# T', '## P', ...many(2001, (n) => `- [ ] ${n}`)),
      [[1, '2001 items are too many; at most 2000 are possible.']],
    ],
  ])('%s', (_what, source, problems) => {
    expect(problemsOf(source)).toEqual(problems.map(([line, problem]) => ({ line, problem })))
  })
})

describe('what has no place is told, with its line', () => {
  test.each([
    ['a line without a box', '- Plain', 5, '“Plain” is a line without a box among boxes.'],
    ['an empty box', '- [ ]', 5, '“[ ]” is a line without a box among boxes.'],
    ['words below a box', '\n  More words', 6, '“More words” is below a box.'],
    ['a list below a box', '  - Plain', 5, '“Plain” is below a box.'],
    ['code', '```\nx\n```', 5, '“x” has no place in a checklist.'],
    ['a table', '\n| a |\n|---|', 6, '“a” has no place in a checklist.'],
    ['a quote', '\n> a', 6, '“a” has no place in a checklist.'],
    ['a section without boxes', '### Later', 5, '“Later” is a heading without boxes.'],
    ['a phase without boxes', '## Later\nWords', 6, '“Words” is under a heading without boxes.'],
    [
      'a third kind of line in the sign-off',
      '## S\n- R: ____\n- Words',
      7,
      '“Words” is neither a role nor the final box.',
    ],
    [
      'a second final box',
      '## S\n- R: ____\n- [ ] a\n- [ ] b',
      8,
      '“b” is neither a role nor the final box.',
    ],
  ])('%s', (_what, more, line, problem) => {
    expect(readTemplate(lines(small, more)).unplaced).toEqual([{ line, problem }])
  })

  test('words and lists between the boxes are notes', () => {
    const source = lines('# T', 'Before.', '', '## P', 'Words.', '- [ ] a', '', 'Label:', '', '* b')
    const { template, unplaced } = readTemplate(source)
    expect(template.notes).toEqual(['Before.', 'Words.', 'b'])
    expect(unplaced).toEqual([])
  })
})

test('any text is read or refused', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('# T', '## P', '### S', '- [ ] a', '- [ ]', '1. x', '- R: ____', '```', '> q'),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (all) => {
      const problems = problemsOf(lines(...all))
      const count = lines(...all).split(/\r\n|\r|\n/).length
      expect(problems.every((each) => each.line >= 1 && each.line <= count)).toBe(true)
    }),
    { numRuns: 200 },
  )
})
