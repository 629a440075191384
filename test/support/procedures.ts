/** Emergency procedures: the shipped checklist's shape, and any that could be. */
import fc from 'fast-check'
import type { Leads, Procedure, Question } from '../../src/domain/procedure.ts'

/** A point of each kind, and a tree of two questions. */
export const smallProcedure: Procedure = {
  name: 'Emergency Procedures',
  steps: [
    { kind: 'assess', name: 'Assess the Situation', points: ['Check health', 'Review logs'] },
    { kind: 'communicate', name: 'Communicate', points: ['Notify team'] },
    { kind: 'fix', name: 'Quick Fixes', points: ['Try restart'] },
    { kind: 'decide', name: 'Rollback Decision Tree', points: [] },
    { kind: 'follow-up', name: 'Post-Incident', points: ['Document what happened'] },
  ],
  questions: [
    {
      id: '1',
      text: 'Critical bug affecting users?',
      answers: [
        { label: 'Yes', leads: { outcomes: ['Rollback'] } },
        { label: 'No', leads: { question: '2' } },
      ],
    },
    {
      id: '2',
      text: 'Performance degradation?',
      answers: [
        { label: 'Yes', leads: { outcomes: ['Scale up', 'Rollback'] } },
        { label: 'No', leads: { outcomes: ['Rollback', 'Scale up', 'Monitor and fix'] } },
      ],
    },
  ],
  measures: [],
}

const outcomes = ['Rollback', 'Scale up', 'Monitor and fix', 'Hold', 'Hotfix']

/** Trees without loops: an answer leads to a later question, or to outcomes. */
const questionsOf = (count: number) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index): fc.Arbitrary<Question> => {
      const outcome = fc.record({ outcomes: fc.subarray(outcomes, { minLength: 1 }) })
      const later: fc.Arbitrary<Leads> =
        index + 1 < count
          ? fc.oneof(
              outcome,
              fc.integer({ min: index + 1, max: count - 1 }).map((next) => ({
                question: String(next + 1),
              })),
            )
          : outcome
      return fc.array(later, { minLength: 1, maxLength: 4 }).map((leads) => ({
        id: String(index + 1),
        text: `Question ${index + 1}?`,
        answers: leads.map((each, at) => ({ label: `Answer ${at + 1}`, leads: each })),
      }))
    }),
  )

/** Any procedure whose tree has at least one question. */
export const anyProcedure: fc.Arbitrary<Procedure> = fc
  .record({
    points: fc.integer({ min: 0, max: 3 }),
    questions: fc.integer({ min: 1, max: 8 }).chain(questionsOf),
    isTreeFirst: fc.boolean(),
  })
  .map(({ points, questions, isTreeFirst }) => {
    const [assess, communicate, fix, decide, after] = smallProcedure.steps
    const others = [assess, communicate, fix]
      .filter((step) => step !== undefined)
      .map((step) => ({
        ...step,
        points: Array.from({ length: points }, (_, index) => `Point ${index + 1}`),
      }))
    const tree = decide ? [decide] : []
    const steps = isTreeFirst ? [...tree, ...others] : [...others, ...tree]
    return { ...smallProcedure, steps: after ? [...steps, after] : steps, questions }
  })
