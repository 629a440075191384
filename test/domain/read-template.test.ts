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

/** What is said of an item that says nothing. */
const unmarked = {
  optional: false,
  due: null,
  needsEvidence: false,
  owners: [],
  tier: 'low',
  condition: null,
  why: null,
  expires: null,
}
const small = lines('# Small', '', '## One', '- [ ] First')

describe('what is read', () => {
  test('the smallest checklist: a title, a phase and a box', () => {
    const items = [{ text: 'First', ...unmarked }]
    expect(read(small)).toEqual({
      name: 'Small',
      conditions: [],
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
        ...unmarked,
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
    ['sections', lines('# T', '## P', ...many(limits.sections, (n) => `### ${n}\n- [ ] a`))],
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
      'no lists',
      lines('# T', '', '## P', 'a'),
      [[1, 'No items found: write them as “- [ ] Item” below “## Phase”.']],
    ],
    ['nothing at all', '', [[1, 'No items found: write them as “- [ ] Item” below “## Phase”.']]],
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
      'sections',
      lines('# T', '## P', ...many(201, (n) => `### ${n}\n- [ ] a`)),
      [[1, '201 sections are too many; at most 200 are possible.']],
    ],
    [
      'roles',
      lines(small, '## S', ...many(9, (n) => `- R${n}: ____`)),
      [[1, '9 roles are too many; at most 8 are possible.']],
    ],
    [
      'conditions',
      lines('# T', '## P', ...many(21, (n) => `- [ ] a <!-- if: c${n} -->`)),
      [[1, '21 conditions are too many; at most 20 are possible.']],
    ],
    [
      'front matter that is no YAML',
      lines('---', 'name: T', 'roles: [a', '---', '- [ ] a'),
      [
        [
          3,
          'This is no YAML, as it has to be between the lines of “---”: Flow sequence in block collection must be sufficiently indented and end with a ].',
        ],
      ],
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
    ['code below a box', '\n  ```\n  x\n  ```', 6, '“x” is below a box.'],
    [
      'a comment',
      '\n<!-- Remember -->',
      6,
      '“<!-- Remember -->” is a comment below no heading and in no item.',
    ],
    ['a comment in an item', '- [ ] b <!-- later -->', 5, '“<!-- later -->” is a comment.'],
    [
      'an annotation that is misspelt',
      '- [ ] b <!-- evidence; ower: Ana -->',
      5,
      '“ower: Ana” says nothing that golive knows.',
    ],
    [
      'a gate of an item',
      '- [ ] b <!-- gate: One -->',
      5,
      '“b” is an item: a gate is written in the heading of what it opens.',
    ],
    ['code', '```\nx\n```', 5, '“x” has no place in a checklist.'],
    ['a table', '\n| a |\n|---|', 6, '“a” has no place in a checklist.'],
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
    expect(template.notes).toEqual(['Before.', 'Words.', 'Label:', 'b'])
    expect(unplaced).toEqual([])
  })
})

test('a checklist without a title has one, and it is told', () => {
  const { template, unplaced } = readTemplate(lines('## P', '- [ ] a', '## Q', '- [ ] b'))
  expect(template.name).toBe('Checklist')
  const problem =
    'The checklist has no title, and is called “Checklist”: start it with “# Its name”.'
  expect(unplaced).toEqual([{ line: 1, problem }])
})

test('a condition that no item names is not asked', () => {
  const { template, unplaced } = readTemplate(
    lines('---', 'name: T', 'conditions:', '  cdn: A CDN?', '---', '- [ ] a <!-- if: Database -->'),
  )
  expect(template.conditions).toEqual([{ name: 'database', question: 'Database' }])
  expect(unplaced.map(({ problem }) => problem)).toEqual([
    '“A CDN?” is asked for no item: write “if: cdn” at one.',
  ])
})

describe('what is hostile is refused with a sentence, in bounded time', () => {
  const most = limits.templateSource.toLocaleString('en')
  const paragraph = `This paragraph has more than ${limits.paragraph} characters: divide it by empty lines.`
  const deep = 'This line is nested too deeply: move it, and those around it, out.'
  test.each([
    [
      '10 MB',
      `${small}\n${x(10_000_000)}`,
      1,
      `10,000,028 characters are too many; at most ${most} are possible.`,
    ],
    ['a long line', `${small}\n- [ ] ${'a '.repeat(9000)}`, 5, paragraph],
    ['a long paragraph', `${small}\n\n${'aaaa\n'.repeat(2500)}`, 2006, paragraph],
    [
      'many marks',
      `${small}\n\n${'*a_'.repeat(700)}`,
      6,
      'This paragraph has more than 400 signs such as * _ [ and <: divide it by empty lines.',
    ],
    [
      'many marks in many paragraphs',
      `${small}${`\n\n${'*a'.repeat(400)}`.repeat(30)}`,
      30,
      'Too many signs such as * _ [ and < up to here: use fewer, or divide long paragraphs by empty lines.',
    ],
    [
      'many comments',
      `${small}\n\n${'<!-- '.repeat(40)}`,
      6,
      'This paragraph has more than 30 comments: divide it by empty lines.',
    ],
    [
      'a long table',
      `${small}\n\n| a | b |\n|--|--|\n${'| a | b |\n'.repeat(2100)}`,
      2008,
      'This table has more than 2000 rows: divide it by empty lines.',
    ],
    [
      'many lines',
      `${small}\n${'- a\n'.repeat(6000)}`,
      1,
      '6,005 lines are too many; at most 6,000 are possible.',
    ],
    [
      'lists in lists',
      `${small}\n${'* * a\n'.repeat(200)}`,
      5,
      'Too many lines begin several lists at once: write each on its own.',
    ],
    ['deep quotes', `${small}\n${'> '.repeat(60)}a`, 5, deep],
    ['deep lists', `${small}\n${'- '.repeat(60)}a`, 5, deep],
    [
      'a control character',
      `${small}\n- [ ] a\u0000b`,
      5,
      'This line has a character that cannot be seen, U+0000: delete it.',
    ],
    [
      'text that runs backwards',
      `${small} \u202Ea`,
      4,
      'This line has a character that cannot be seen, U+202E: delete it.',
    ],
    [
      'a mention of everybody',
      `${small} <!channel>`,
      4,
      '“<!channel>” would call people in Slack: write it without < and >.',
    ],
    [
      'a mention of somebody',
      `${small} <@U012AB3CD|ana>`,
      4,
      '“<@U012AB3CD|ana>” would call people in Slack: write it without < and >.',
    ],
  ])('%s', (_what, source, line, problem) => {
    expect(problemsOf(source)).toEqual([{ line, problem }])
  })

  test('aliases that grow without end are no front matter', () => {
    const all = many(
      12,
      (n) =>
        `a${n}: &a${n} [${Array(9)
          .fill(n === 1 ? 'x' : `*a${n - 1}`)
          .join(', ')}]`,
    )
    expect(problemsOf(lines('---', ...all, '---', small))).toEqual([])
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
