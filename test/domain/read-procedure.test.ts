import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Procedure } from '../../src/domain/procedure.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { anyProcedure } from '../support/procedures.ts'

const head = ['# Checklist', '## Before', '- [ ] Ready', '## Emergency', '1. **Decide**']
/** The line of the first question. */
const first = head.length + 1

const source = (...tree: string[]) => [...head, ...tree.map((line) => `   ${line}`)].join('\n')

function read(...tree: string[]): Procedure {
  const { emergency } = readTemplate(source(...tree)).template
  if (!emergency) throw new Error('there are no emergency procedures')
  return emergency
}

/** What the tree is refused for, as "line problem", its lines counted from 1. */
function problemsOf(...tree: string[]): string[] {
  try {
    readTemplate(source(...tree))
    return []
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason.code !== 'template-unreadable') throw error
    return error.reason.problems.map(({ line, problem }) => `${line - first + 1} ${problem}`)
  }
}

/** "question: answer → where to, …" */
const shape = ({ questions }: Procedure) =>
  questions.map(({ id, text, answers }) => {
    const ways = answers.map(({ label, leads }) =>
      'question' in leads ? `${label} → ${leads.question}` : `${label} → ${leads.outcomes}`,
    )
    return `${id} ${text} ${ways.join('; ')}`
  })

describe('a decision tree', () => {
  test.each(['→', '->', '=>'])('is a list of questions with arrows such as %s', (arrow) => {
    expect(shape(read(`- A? ${arrow} Rollback`, `- B? ${arrow} Scale up or rollback`))).toEqual([
      '1 A? Yes → Rollback; No → 2',
      '2 B? Yes → Scale up,Rollback; No → Rollback,Scale up',
    ])
  })

  test('asks what stands below a question upon Yes; No goes on behind it', () => {
    expect(shape(read('- A?', '  - B? → X', '  - C? → Y', '- D? → Z'))).toEqual([
      '1 A? Yes → 1.1; No → 2',
      '1.1 B? Yes → X; No → 1.2',
      '1.2 C? Yes → Y; No → 2',
      '2 D? Yes → Z; No → X,Y,Z',
    ])
  })

  test('has answers of its own where they stand below', () => {
    expect(shape(read('- How bad?', '  - Small → Wait', '  - **Large:**', '    - B? → X'))).toEqual(
      ['1 How bad? Small → Wait; Large → 1.Large.1', '1.Large.1 B? Yes → X; No → Wait,X'],
    )
    expect(shape(read('- A?', '  - Yes → X', '  - no → Y'))).toEqual(['1 A? Yes → X; No → Y'])
  })

  test('may send to another question by its words', () => {
    expect(
      shape(read('- A?', '  - Yes → go to “C?”', '  - No → X', '- B? → Y', '- C? → Z'))[0],
    ).toBe('1 A? Yes → 3; No → X')
  })

  test('knows an outcome however it is spelled', () => {
    expect(shape(read('- A? → Rollback', '- B? → roll back or **Roll-back**'))[1]).toBe(
      '2 B? Yes → Rollback; No → Rollback',
    )
  })

  test('is refused with the line', () => {
    expect(problemsOf('- A? → X', '- B?')).toEqual([
      '2 This question has no outcome: write “Question? → Outcome”.',
    ])
    expect(problemsOf('- A? → X', '- B? →')).toEqual([
      '2 An outcome is missing: write it behind the arrow.',
    ])
    expect(problemsOf('- A?', '  - No → X')).toEqual(['1 This question has no outcome for Yes.'])
    expect(problemsOf('- A? → Where to?')).toContain(
      '1 “Where to?” is no question of this tree: nothing follows.',
    )
    expect(problemsOf('- A? → X', '- B? → A?')).toEqual([
      '2 The tree leads back to a question that was asked: it would never end.',
    ])
    expect(problemsOf('- A? → X', '- a? → Y')).toEqual([
      '2 The same question is asked above already.',
    ])
    expect(problemsOf(`- A? → ${'x'.repeat(76)}`)).toEqual([
      '1 This outcome has 76 characters; 75 fit.',
    ])
    expect(problemsOf('- A? → X', '- Just so')).toContain('2 This is no question: end it with “?”.')
  })

  test('too deep or too large to walk is refused, in bounded time', () => {
    const deep = Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- Q${level}?`)
    expect(problemsOf(...deep, `${'  '.repeat(60)}- Z? → X`).join()).toContain('levels deep')
    const wide = Array.from({ length: 2000 }, (_, index) => `- Q${index}? → X`)
    expect(problemsOf(...wide)).toEqual(['1 Too many questions: at most 60 are possible.'])
  })
})

describe('the boxes under the name of an outcome', () => {
  const boxes = (heading: string) =>
    readTemplate([source('- A? → Roll back'), '', heading, '- [ ] Traffic off'].join('\n'))

  test('are ticked when it is carried out', () => {
    const { emergency, phases } = boxes('### Rollback checklist').template
    expect(emergency?.measures).toEqual([{ outcome: 'Roll back', items: ['Traffic off'] }])
    expect(phases).toHaveLength(1)
  })

  test('are refused under any other', () => {
    expect(() => boxes('### Scale down')).toThrow(Refusal)
  })
})

test('any tree, printed with all of its answers, is read back', () => {
  const printed = (procedure: Procedure) =>
    procedure.questions.flatMap(({ text, answers }) => [
      `- ${text}`,
      ...answers.map(({ label, leads }) => {
        const next =
          'question' in leads ? `Question ${leads.question}?` : leads.outcomes.join(' or ')
        return `  - ${label} → ${next}`
      }),
    ])
  fc.assert(
    fc.property(anyProcedure, (procedure) => {
      const whole = procedure.questions.every(({ answers }) => answers.length > 1)
      const doubles = procedure.questions.some(
        ({ answers }) => new Set(answers.map(({ label }) => label)).size < answers.length,
      )
      fc.pre(whole && !doubles)
      expect(read(...printed(procedure)).questions).toEqual(procedure.questions)
    }),
  )
})
