import { expect, test } from 'vitest'
import { type Answer, turnOf, verdictOf } from '../../src/domain/roll-call.ts'
import type { Verdict } from '../../src/domain/sign-off.ts'
import { monday } from '../support/builders.ts'

const answers = (...said: (Verdict | null)[]): Answer[] =>
  said.map((verdict, index) => ({
    id: `answer-${index + 1}`,
    roleId: `role-${index + 1}`,
    asked: null,
    given: verdict && { at: monday, by: 'U1ANA', verdict, reason: null, until: null },
  }))

test.each([
  ['nobody has answered', answers(null, null), null],
  ['one says go, and another nothing', answers('go', null), null],
  ['all say go', answers('go', 'go'), 'go'],
  ['one says no-go', answers('go', 'no-go', null), 'no-go'],
  ['one says hold', answers('hold', null), 'hold'],
  ['the first no decides', answers('hold', 'no-go'), 'hold'],
  ['a no out of turn decides, too', answers(null, 'no-go'), 'no-go'],
  ['there is nobody to ask', answers(), 'go'],
])('when %s', (_, given, verdict) => {
  expect(verdictOf(given)).toBe(verdict)
})

test('roles have their turn in order', () => {
  expect(turnOf(answers('go', null, null))?.id).toBe('answer-2')
  expect(turnOf(answers('go', 'go'))).toBeNull()
})
