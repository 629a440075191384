import { describe, expect, test } from 'vitest'
import {
  outcomeKey,
  outcomeKindOf,
  outcomesOf,
  type Procedure,
  procedureShape,
  stepKindOf,
} from '../../src/domain/procedure.ts'

describe('the kind of a step', () => {
  test.each([
    ['Assess the Situation', 'assess'],
    ['Triage', 'assess'],
    ['Diagnosis', 'assess'],
    ['Communicate', 'communicate'],
    ['Notify everybody', 'communicate'],
    ['Tell the lead', 'communicate'],
    ['Quick Fixes', 'fix'],
    ['Mitigate', 'fix'],
    ['Post-Incident', 'follow-up'],
    ['Postmortem', 'follow-up'],
    ['Follow up', 'follow-up'],
    ['What we learned', 'follow-up'],
    ['Rollback Decision Tree', 'check'],
    ['Breathe', 'check'],
  ])('%s: %s', (name, kind) => {
    expect(stepKindOf(name, false)).toBe(kind)
  })

  test('is the decision tree where there are arrows, whatever its name', () => {
    expect(stepKindOf('Quick Fixes', true)).toBe('decide')
  })
})

describe('spellings of an outcome', () => {
  test.each(['Rollback', 'Roll back', 'roll-back', '**Rollback**', ' ROLLBACK! ', 'Roll–back.'])(
    '%j is a rollback',
    (words) => {
      expect(outcomeKey(words)).toBe('rollback')
    },
  )

  test('of marks only stay different', () => {
    expect(outcomeKey('!')).not.toBe(outcomeKey('?'))
  })
})

test.each([
  ['Rollback', 'roll-back'],
  ['Roll back the database', 'roll-back'],
  ['Revert', 'roll-back'],
  ['Restore the backup', 'roll-back'],
  ['Scale up', 'scale-up'],
  ['Monitor and fix', 'monitor'],
  ['Wait', 'monitor'],
  ['Call the provider', 'other'],
])('%s is of the kind %s', (outcome, kind) => {
  expect(outcomeKindOf(outcome)).toBe(kind)
})

test('the outcomes of a procedure are told once each, in their order', () => {
  const procedure: Procedure = {
    name: 'Emergency',
    steps: [],
    questions: [
      {
        id: '1',
        text: 'Down?',
        answers: [
          { label: 'Yes', leads: { outcomes: ['Rollback', 'Scale up'] } },
          { label: 'No', leads: { question: '2' } },
        ],
      },
      {
        id: '2',
        text: 'Slow?',
        answers: [
          { label: 'Yes', leads: { outcomes: ['Scale up', 'Monitor'] } },
          { label: 'No', leads: { outcomes: ['Rollback'] } },
        ],
      },
    ],
    measures: [],
  }
  expect(procedureShape.parse(procedure)).toEqual(procedure)
  expect(outcomesOf(procedure)).toEqual(['Rollback', 'Scale up', 'Monitor'])
})
