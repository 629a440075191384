import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Leads, outcomesOf, type Procedure } from '../../src/domain/procedure.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { problemsOf } from '../support/template-problems.ts'

/** A question as somebody may think of it: a no that is null goes on. */
type Thought = { text: string; yes: Target; no: Target | null }
type Target = { outcomes: string[] } | { questions: Thought[] }

/** The first line of the tree is line 8. */
const treeLine = 8
const source = (lines: readonly string[]) =>
  ['# T', '', '## P', '- [ ] a', '', '## Emergency', '1. Decide']
    .concat(lines.map((line) => `   ${line}`))
    .join('\n')

function read(lines: readonly string[]): Procedure {
  const { emergency } = readTemplate(source(lines)).template
  if (!emergency) throw new Error('no emergency procedures')
  return emergency
}

const outcomes = fc.uniqueArray(
  fc.constantFrom('Rollback', 'Scale up', 'Monitor', 'Fix forward', 'Call ana'),
  { minLength: 1, maxLength: 3 },
)
const { questions: thoughts } = fc.letrec<{ questions: Thought[]; target: Target }>((tie) => ({
  questions: fc.array(
    fc.record({
      text: fc.constantFrom('Is it down', 'Slow', 'Data `lost`', 'Users (many) hurt'),
      yes: tie('target'),
      no: fc.option(tie('target')),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  target: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    fc.record({ outcomes }),
    fc.record({ questions: tie('questions') }),
  ),
}))

const belowOf = (target: Target | null): Thought[] =>
  target && 'questions' in target ? target.questions : []

/** With numbers, so that no two have the same words. */
function numbered(questions: readonly Thought[], next = { number: 1 }): Thought[] {
  return questions.map(({ text, yes, no }) => {
    const own = `${text} ${next.number++}?`
    const inTarget = (target: Target): Target =>
      'outcomes' in target ? target : { questions: numbered(target.questions, next) }
    return { text: own, yes: inTarget(yes), no: no && inTarget(no) }
  })
}

const trees = thoughts.map((questions) => numbered(questions)).filter((tree) => all(tree) <= 60)

function all(tree: readonly Thought[]): number {
  return tree.reduce((sum, { yes, no }) => sum + 1 + all(belowOf(yes)) + all(belowOf(no)), 0)
}

/** Where each question leads, by their words. */
type Edges = { text: string; yes: Leads; no: Leads }[]

function edgesOf(tree: readonly Thought[], after: Leads): Edges {
  const leadsTo = (target: Target): Leads =>
    'outcomes' in target ? target : { question: target.questions[0]?.text ?? '' }
  return tree.flatMap(({ text, yes, no }, index) => {
    const following = tree[index + 1]
    const next = following ? { question: following.text } : after
    const onNo = no ? leadsTo(no) : next
    return [
      { text, yes: leadsTo(yes), no: onNo },
      ...edgesOf(belowOf(yes), onNo),
      ...edgesOf(belowOf(no), next),
    ]
  })
}

const inOrder = (tree: readonly Thought[]): string[] =>
  tree.flatMap(({ yes, no }) =>
    [yes, no].flatMap((target) =>
      target && 'outcomes' in target ? target.outcomes : inOrder(belowOf(target)),
    ),
  )

const meant = (tree: readonly Thought[]) => edgesOf(tree, { outcomes: [...new Set(inOrder(tree))] })

/** One level of the list for each of the tree, with no more said than has to be. */
function nested(tree: readonly Thought[]): string[] {
  const inward = (lines: string[]) => lines.map((line) => `  ${line}`)
  const answer = (label: string, target: Target) =>
    'outcomes' in target
      ? [`- ${label} → ${target.outcomes.join(' or ').toLowerCase()}`]
      : [`- **${label}:**`, ...inward(nested(target.questions))]
  return tree.flatMap(({ text, yes, no }) => {
    const upon = no ? inward(answer('No', no)) : []
    if ('outcomes' in yes) return [...answer(text, yes), ...upon]
    // Questions right below are asked upon a yes; with a no of its own, the yes is said.
    const below = no ? answer('Yes', yes) : nested(yes.questions)
    return [`- ${text}`, ...inward(below), ...upon]
  })
}

/** All questions in one list, three lines each, every answer said. */
function flat(edges: Edges): string[] {
  const words = (leads: Leads) =>
    'outcomes' in leads ? leads.outcomes.join(' or ') : `go to “${leads.question}”`
  return edges.flatMap(({ text, yes, no }) => [
    `- ${text}`,
    `  - Yes -> ${words(yes)}`,
    `  - No => ${words(no)}`,
  ])
}

const plain = (text: string) => text.replaceAll('`', '')

function edgesRead({ questions }: Procedure): Edges {
  const texts = new Map(questions.map(({ id, text }) => [id, text]))
  const named = (leads: Leads | undefined): Leads => {
    if (!leads) throw new Error('an answer is missing')
    return 'question' in leads ? { question: texts.get(leads.question) ?? '' } : leads
  }
  return questions.map(({ text, answers }) => {
    const leadsOf = (label: string) =>
      named(answers.find((answer) => answer.label === label)?.leads)
    return { text, yes: leadsOf('Yes'), no: leadsOf('No') }
  })
}

const inPlainWords = (edges: Edges): Edges => {
  const inPlain = (leads: Leads) =>
    'question' in leads ? { question: plain(leads.question) } : leads
  return edges.map(({ text, yes, no }) => ({
    text: plain(text),
    yes: inPlain(yes),
    no: inPlain(no),
  }))
}

/** The outcomes at the end of one way through the questions. */
function walk({ questions }: Procedure, choices: readonly number[]): string[] {
  let [question] = questions
  for (const choice of choices.slice(0, questions.length)) {
    const leads = question?.answers[choice % question.answers.length]?.leads
    if (!leads) throw new Error('a question leads nowhere')
    if ('outcomes' in leads) return leads.outcomes
    question = questions.find(({ id }) => id === leads.question)
  }
  throw new Error('a way has more steps than there are questions')
}

const choices = fc.array(fc.nat(9), { minLength: 60, maxLength: 60 })

describe('a random tree', () => {
  test('is read back from a nested list, and from a flat one with references', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const wanted = inPlainWords(meant(tree))
        expect(edgesRead(read(nested(tree)))).toEqual(wanted)
        expect(edgesRead(read(flat(meant(tree))))).toEqual(wanted)
      }),
      { numRuns: 100 },
    )
  })

  test('has an id for each question, and the place above it in each', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const ids = read(nested(tree)).questions.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids[0]).toBe('1')
        const above = ids.filter((id) => id.includes('.')).map((id) => id.replace(/\.\d+$/, ''))
        expect(above.filter((id) => !ids.includes(id))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('what is read can be followed', () => {
  const line = fc
    .tuple(
      fc.nat(3),
      fc.constantFrom('A?', 'B?', 'C?', 'D?', 'Yes', 'No', 'Small', 'Big', 'E', ''),
      fc.constantFrom('', '', ':', ' → Rollback', ' → B?', ' → D?', ' → wait or rollback', ' →'),
    )
    .map(([depth, words, more]) => `${'  '.repeat(depth)}- ${words}${more}`)
  const lines = fc.oneof(
    fc.array(line, { minLength: 1, maxLength: 8 }),
    trees.map(nested),
    trees.map((tree) => flat(meant(tree))),
  )

  test('to outcomes of the tree, in at most as many steps as there are questions', () => {
    fc.assert(
      fc.property(lines, choices, (tree, chosen) => {
        if (problemsOf(source(tree)).length > 0) return
        const procedure = read(tree)
        if (procedure.questions.length === 0) return
        const ends = walk(procedure, chosen)
        expect(ends.length).toBeGreaterThan(0)
        expect(outcomesOf(procedure)).toEqual(expect.arrayContaining(ends))
      }),
      { numRuns: 400 },
    )
  })
})

describe('a fault in a random tree is refused with its line', () => {
  const places = fc.nat(1000)

  test.each([
    ['a dead end', '→ Nowhere to be found?', /No question here is “Nowhere to be found\?”/],
    ['a missing outcome', '→', /leads nowhere|has no answer “Yes”/],
  ])('%s', (_what, instead, problem) => {
    fc.assert(
      fc.property(trees, places, (tree, place) => {
        const lines = nested(tree)
        const arrows = lines.flatMap((each, index) => (each.includes('→') ? [index] : []))
        const at = arrows[place % arrows.length] ?? 0
        const broken = lines.with(at, lines[at]?.replace(/→.*/, instead) ?? '')
        expect(problemsOf(source(broken))).toContainEqual({
          line: treeLine + at,
          problem: expect.stringMatching(problem),
        })
      }),
      { numRuns: 100 },
    )
  })

  test('a loop', () => {
    const reachedFrom = (edges: Edges, text: string): Set<string> => {
      const reached = new Set<string>()
      const open = [text]
      for (const each of open) {
        const edge = edges.find((it) => it.text === each)
        for (const leads of [edge?.yes, edge?.no]) {
          if (!leads || !('question' in leads) || reached.has(leads.question)) continue
          reached.add(leads.question)
          open.push(leads.question)
        }
      }
      return reached
    }
    fc.assert(
      fc.property(trees, places, places, (tree, start, end) => {
        const edges = meant(tree)
        const from = edges[start % edges.length]?.text ?? ''
        const ways = [from, ...reachedFrom(edges, from)]
        const last = ways[end % ways.length]
        const looped = edges.map((edge) =>
          edge.text === last ? { ...edge, yes: { question: from } } : edge,
        )
        const inLoop = looped.flatMap(({ text }, index) =>
          reachedFrom(looped, text).has(text) ? [treeLine + 3 * index] : [],
        )
        const problems = problemsOf(source(flat(looped)))
        expect(problems.map(({ problem }) => problem)).toEqual([
          expect.stringContaining('leads back to itself'),
        ])
        expect(inLoop).toContain(problems[0]?.line)
      }),
      { numRuns: 100 },
    )
  })
})

describe('hostile input is read or refused', () => {
  const lines = (count: number, line: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => line(index))

  test.each<[string, string[]]>([
    ['questions', lines(10_000, (n) => `- Q${n}? → Rollback`)],
    ['outcomes', lines(10_000, (n) => `- Q${n}? → O${n}`)],
    ['answers', ['- Q?', ...lines(10_000, (n) => `  - a${n} → b`)]],
    ['references', lines(10_000, (n) => `- Q${n}? → Q${n + 1}?`)],
    ['arrows', [`- Q? ${'→ '.repeat(10_000)}`]],
    ['alternatives', [`- Q? → ${'a or '.repeat(10_000)}b`]],
    ['spaces', [`- Q?${' '.repeat(10_000)}x →${' '.repeat(10_000)}b`]],
    ['quotes', [`- Q? → ${'“'.repeat(10_000)}b?`]],
    ['levels', lines(200, (n) => `${'  '.repeat(n)}- Q${n}?`)],
    ['levels in one line', [`${'- '.repeat(5000)}a? → b`]],
    ['quoted levels in one line', [`${'>'.repeat(5000)}a? → b`]],
    ['levels of tabs', lines(200, (n) => `${'\t'.repeat(n)}- Q${n}?`)],
    ['levels that are read', lines(45, (n) => `${'  '.repeat(n)}- Q${n}? → b`)],
  ])(
    'with very many %s',
    (_what, tree) => {
      const started = performance.now()
      problemsOf(source(tree))
      expect(performance.now() - started).toBeLessThan(20_000)
    },
    30_000,
  )

  test('with any characters', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom('→', '->', '?', '- ', '  ', '1. ', 'Yes', 'No:', ' or ', '\u0000', '\u202E'),
    )
    const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (tree) => {
        const text = source(tree.map((each) => `- ${each}`))
        const count = text.split(/\r\n|\r|\n/).length
        expect(problemsOf(text).every((each) => each.line >= 1 && each.line <= count)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
