import { describe, expect, test } from 'vitest'
import { limits } from '../../src/domain/limits.ts'
import type { Procedure } from '../../src/domain/procedure.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { problemsOf } from '../support/template-problems.ts'

const x = (length: number) => 'x'.repeat(length)
const many = (count: number, line: (number: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index + 1))

/** The first line below the emergency's heading is line 7. */
const emergency = (...lines: string[]) =>
  ['# Small', '', '## One', '- [ ] First', '', '## Emergency', ...lines].join('\n')
/** The first line of the tree is line 8. */
const tree = (...lines: string[]) =>
  emergency('1. Decide', ...lines.map((line) => (line === '' ? '' : `   ${line}`)))

const read = (source: string) => readTemplate(source).template.emergency
const unplaced = (source: string) => readTemplate(source).unplaced

/** Each question as "1 Text | Yes → Outcome, Outcome | No → 2". */
function told(procedure: Procedure | null): string[] {
  return (procedure?.questions ?? []).map(({ id, text, answers }) =>
    [
      `${id} ${text}`,
      ...answers.map(
        ({ label, leads }) =>
          `${label} → ${'outcomes' in leads ? leads.outcomes.join(', ') : leads.question}`,
      ),
    ].join(' | '),
  )
}

describe('steps', () => {
  test('have their names, points and kinds; what lies between is a note', () => {
    const source = emergency(
      '### If it breaks',
      'Keep calm.',
      '',
      '1. **Assess**',
      '   - Look at `logs`',
      '   - [ ] Look again',
      '2. Breathe',
      '',
      'Label:',
    )
    const { template, unplaced } = readTemplate(source)
    expect(template.emergency).toEqual({
      name: 'Emergency',
      steps: [
        { kind: 'assess', name: 'Assess', points: ['Look at `logs`', 'Look again'] },
        { kind: 'check', name: 'Breathe', points: [] },
      ],
      questions: [],
      measures: [],
    })
    expect(template.notes).toEqual(['Keep calm.', 'Label:'])
    expect(unplaced).toEqual([])
  })

  test('are those of the part with a decision tree, where there is one', () => {
    const source = `${tree('- Down? → Rollback')}\n`.replace(
      '## Emergency',
      '## How to use\n1. Read\n\n## Emergency',
    )
    expect(read(source)?.name).toBe('Emergency')
    expect(unplaced(source)).toEqual([
      { line: 7, problem: '“Read” is under a heading without boxes.' },
    ])
  })

  test.each([
    ['words below a step', ['1. Look', '', '   Words'], 9, '“Words” is below a step'],
    ['a list below a point', ['1. Look', '   - a', '     - b'], 9, '“b” is below a point.'],
    ['an empty point', ['1. Look', '   - a', '   -'], 9, '“-” is no line of text.'],
    ['a tree that is not moved in', ['1. Look', '', '- a? → B'], 9, '“a? → B” is below no step'],
  ])('%s has no place', (_what, lines, line, problem) => {
    expect(unplaced(emergency(...lines))).toEqual([
      { line, problem: expect.stringContaining(problem) },
    ])
  })
})

describe('a decision tree', () => {
  test.each<[string, string[], string[]]>([
    [
      'questions one after another',
      ['- A? → Rollback', '- B? -> Scale up or rollback', '- C? => monitor'],
      [
        '1 A? | Yes → Rollback | No → 2',
        '2 B? | Yes → Scale up, Rollback | No → 3',
        '3 C? | Yes → Monitor | No → Rollback, Scale up, Monitor',
      ],
    ],
    [
      'a question that is marked up, and one without a question mark',
      ['- **A `b`? → Rollback**', '- Critical bug → **roll-back**.'],
      ['1 A b? | Yes → Rollback | No → 2', '2 Critical bug | Yes → Rollback | No → Rollback'],
    ],
    ['an outcome named twice', ['- A? → B or b'], ['1 A? | Yes → B | No → B']],
    [
      'answers below their question',
      ['- A?', '  - **Yes** → B', '  - no: → C'],
      ['1 A? | Yes → B | No → C'],
    ],
    [
      'answers of its own',
      ['- How big?', '  - Small → Monitor', '  - Big:', '    - Known? → Rollback', '- Z? → Wait'],
      [
        '1 How big? | Small → Monitor | Big → 1.1',
        '1.1 Known? | Yes → Rollback | No → 2',
        '2 Z? | Yes → Wait | No → Monitor, Rollback, Wait',
      ],
    ],
    [
      'answers with an arrow before the questions below them',
      ['- A?', '  - If yes →', '    - B? → C', '  - No → D'],
      ['1 A? | Yes → 1.1 | No → D', '1.1 B? | Yes → C | No → D'],
    ],
    [
      'questions right below a question, asked upon a yes',
      ['- A?', '  - B? → C', '  - D? → E', '- F? → G'],
      [
        '1 A? | Yes → 1.1 | No → 2',
        '1.1 B? | Yes → C | No → 1.2',
        '1.2 D? | Yes → E | No → 2',
        '2 F? | Yes → G | No → C, E, G',
      ],
    ],
    [
      'such questions, and a no',
      ['- A?', '  - B? → C', '  - No → D'],
      ['1 A? | Yes → 1.1 | No → D', '1.1 B? | Yes → C | No → D'],
    ],
    ['a yes in place, and answers below', ['- A? → B', '  - No → C'], ['1 A? | Yes → B | No → C']],
    [
      'questions below a no, which go on to the next question',
      ['- A?', '  - Yes → B', '  - No:', '    - C? → D', '- E? → F'],
      ['1 A? | Yes → B | No → 1.1', '1.1 C? | Yes → D | No → 2', '2 E? | Yes → F | No → B, D, F'],
    ],
    [
      'questions below a no, which those below a yes go on to',
      ['- A?', '  - Yes:', '    - B? → C', '  - No:', '    - D? → E'],
      [
        '1 A? | Yes → 1.1 | No → 1.2',
        '1.1 B? | Yes → C | No → 1.2',
        '1.2 D? | Yes → E | No → C, E',
      ],
    ],
    [
      'references, in their ways of being written',
      [
        '- A? → go to “d?”',
        '- B? → See **D?**.',
        '- C? → ask "See more?"',
        '- D? → X',
        '- See more? → Y',
      ],
      [
        '1 A? | Yes → 4 | No → 2',
        '2 B? | Yes → 4 | No → 3',
        '3 C? | Yes → 5 | No → 4',
        '4 D? | Yes → X | No → 5',
        '5 See more? | Yes → Y | No → X, Y',
      ],
    ],
  ])('has %s', (_what, lines, questions) => {
    expect(told(read(tree(...lines)))).toEqual(questions)
    expect(unplaced(tree(...lines))).toEqual([])
  })

  test('may be numbered, and in several lists', () => {
    const source = tree('1. A? → B', '', '- C? → D')
    expect(told(read(source))).toEqual(['1 A? | Yes → B | No → 2', '2 C? | Yes → D | No → B, D'])
  })

  test.each([
    ['a line that is no question', ['- Look first', '- A? → B'], 8, '“Look first” is no question.'],
    ['words below a question', ['- A? → B', '', '  Words'], 10, '“Words” is no line of the tree.'],
    ['a line below an outcome', ['- A? → B', '  - Call ana'], 9, '“Call ana” is below an outcome.'],
    [
      'a line below the outcome of an answer',
      ['- A?', '  - Yes → B', '    - Call ana'],
      10,
      '“Call ana” is below an outcome.',
    ],
    [
      'a question that no answer leads to',
      ['- A?', '  - Yes → B', '  - No → C', '- D? → E'],
      11,
      '“D?” is never asked: no answer leads to it.',
    ],
  ])('leaves %s, and says so', (_what, lines, line, problem) => {
    expect(unplaced(tree(...lines))).toEqual([{ line, problem }])
  })
})

describe('boxes for an outcome', () => {
  const source = (...lines: string[]) =>
    emergency('1. Decide', '   - A? → Rollback or Scale up', '', ...lines)

  test.each(['Rollback', 'roll-back', 'Roll back', 'Rollback checklist', '**Rollback**:'])(
    'are below a heading such as “%s”',
    (heading) => {
      const lines = [`### ${heading}`, '- [ ] Stop `jobs`', '  - [ ] All', '1. [x] Deploy']
      const { template, unplaced } = readTemplate(source(...lines))
      expect(template.emergency?.measures).toEqual([
        { outcome: 'Rollback', items: ['Stop `jobs`', 'All', 'Deploy'] },
      ])
      expect(template.emergency?.steps).toHaveLength(1)
      expect(template.phases).toHaveLength(1)
      expect(unplaced).toEqual([])
    },
  )

  test('leave lines without a box, and say so', () => {
    const lines = ['### Rollback', '- [ ] a', '  - b', '- c']
    expect(unplaced(source(...lines)).map(({ line }) => line)).toEqual([12, 13])
  })

  test.each([
    ['a heading that names no outcome', ['### Panic', '- [ ] a'], 10, 'for no outcome'],
    ['no heading', ['- [ ] a'], 10, 'for no outcome'],
    ['a box too long', ['### Rollback', `- [ ] ${x(301)}`], 11, '301 characters'],
    [
      'too many boxes',
      ['### Rollback', ...many(51, (n) => `- [ ] ${n}`)],
      11,
      '51 boxes are too many for an outcome; at most 50 fit.',
    ],
  ])('are refused with %s', (_what, lines, line, problem) => {
    expect(problemsOf(source(...lines))).toEqual([
      { line, problem: expect.stringContaining(problem) },
    ])
  })
})

describe('what cannot be followed is refused, with its line', () => {
  test.each<[string, string[], number, string]>([
    ['a question without an outcome', ['- A? → B', '- C?'], 9, '“C?” leads nowhere'],
    ['a question with an arrow only', ['- C? →', '- A? → B'], 8, '“C?” leads nowhere'],
    ['an answer with an arrow only', ['- A?', '  - Yes →', '  - No → B'], 9, '“Yes” leads nowhere'],
    ['an answer without a target', ['- A?', '  - Yes → B', '  - No'], 10, '“No” leads nowhere'],
    ['an outcome that is cut off', ['- A? → B or'], 8, 'This outcome is empty.'],
    [
      'an answer above no question',
      ['- A?', '  - Yes:', '    - b', '  - No → B'],
      9,
      '“Yes” leads nowhere',
    ],
    ['no yes', ['- A?', '  - No → B'], 8, '“A?” has no answer “Yes”'],
    ['one answer', ['- A?', '  - Small → B'], 8, '“A?” has one answer only'],
    ['an answer twice', ['- A?', '  - Yes → B', '  - yes → C'], 10, '“A?” has “Yes” twice'],
    ['a yes in place and below', ['- A? → B', '  - C? → D'], 9, '“A?” has “Yes” twice'],
    [
      'a target and a tree below',
      ['- A?', '  - Yes → B', '    - C? → D'],
      10,
      '“Yes” leads somewhere else already',
    ],
    ['a no in place', ['- Healthy? No → B'], 8, 'on a line of its own'],
    ['two arrows', ['- A? → B → C'], 8, 'one arrow'],
    ['a heading among questions', ['- Data', '  - A? → B', '- C? → D'], 8, '“Data” is no question'],
    ['a dead end', ['- A? → B', '- C? → go to “D?”'], 9, 'No question here is “go to “D?””'],
    [
      'a dead end of an answer',
      ['- A?', '  - Yes → B', '  - No → D?'],
      10,
      'No question here is “D?”',
    ],
    ['a question twice', ['- A? → B', '- C? → D', '- **a?** → E'], 10, '“a?” is there twice'],
    ['a loop of one', ['- A? → B', '- C? → C?'], 9, '“C?” leads back to itself'],
    ['a loop', ['- Z? → Y', '- A? → B', '- C? → A?'], 9, '“A?” leads back to itself'],
    [
      'a loop over a no',
      ['- A?', '  - Yes → B', '  - No → C?', '- C?', '  - Yes → D', '  - No → A?'],
      8,
      '“A?” leads back to itself',
    ],
    ['an empty question', ['- → B'], 8, 'This question is empty.'],
    ['a long question', [`- ${x(300)}? → B`], 8, 'This question has 301 characters'],
    ['a long outcome', ['- A? → B', `- C? → B or ${x(76)}`], 9, 'This outcome has 76 characters'],
    [
      'a long answer',
      ['- A?', `  - ${x(76)} → B`, '  - c → D'],
      9,
      'This answer has 76 characters; at most 75 are possible.',
    ],
    ['too many questions', many(61, (n) => `- ${n}? → B`), 8, '61 questions are too many'],
    ['too many outcomes', many(11, (n) => `- ${n}? → B${n}`), 8, '11 outcomes are too many'],
    [
      'too many answers',
      ['- A? → B', '- C?', ...many(11, (n) => `  - ${n} → B`)],
      9,
      '11 answers are too many',
    ],
  ])('%s', (_what, lines, line, problem) => {
    expect(problemsOf(tree(...lines))).toContainEqual({
      line,
      problem: expect.stringContaining(problem),
    })
  })

  test.each<[string, string[], number, string]>([
    [
      'two trees in one part',
      ['1. Decide', '   - A? → B', '2. Again', '   - C? → D'],
      9,
      'A second decision tree: keep one, below one step.',
    ],
    [
      'two trees in two parts',
      ['1. Decide', '   - A? → B', '## Again', '1. Decide', '   - C? → D'],
      9,
      'A second decision tree: keep one, below one heading.',
    ],
    ['a long step', [`1. ${x(81)}`], 7, 'This step has 81 characters; at most 80 are possible.'],
    ['a step without a name', ['1.', '2. a'], 7, 'This step is empty.'],
    [
      'a long point',
      ['1. a', `   - ${x(301)}`],
      8,
      'This point has 301 characters; at most 300 are possible.',
    ],
    ['too many steps', many(21, (n) => `${n}. a`), 6, '21 steps are too many; at most 20 fit.'],
    [
      'too many points',
      ['1. a', ...many(21, (n) => `   - ${n}`)],
      7,
      '21 points are too many for a step; at most 20 fit.',
    ],
  ])('%s', (_what, lines, line, problem) => {
    expect(problemsOf(emergency(...lines))).toEqual([{ line, problem }])
  })

  test('a line that is nested too deeply', () => {
    const deep = many(200, (n) => `${'  '.repeat(n - 1)}- A${n}?`)
    expect(problemsOf(tree(...deep))).toEqual([
      { line: 56, problem: 'This line is nested too deeply: move it, and those around it, out.' },
    ])
  })
})

test('what is at its limit is read', () => {
  const questions = many(limits.questions - 1, (n) => `- ${n}? → B${n % 8}`)
  const answers = many(limits.answers, (n) => `  - ${n}${x(limits.choice - 2)} → C`)
  const source = tree(
    ...questions,
    `- ${x(limits.itemText - 1)}?`,
    ...answers.slice(0, -1),
    `  - Last → ${x(limits.choice)}`,
  )
  expect(problemsOf(source)).toEqual([])
  const steps = many(limits.steps, (n) => `${n}. ${x(limits.sectionName)}`)
  const points = many(limits.points, () => `    - ${x(limits.itemText)}`)
  expect(problemsOf(emergency(...steps, ...points))).toEqual([])
})
