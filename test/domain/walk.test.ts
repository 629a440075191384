import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Procedure } from '../../src/domain/procedure.ts'
import {
  answerOn,
  type Page,
  type PageAnswer,
  pageToContinue,
  pathOf,
  plainOutcomes,
} from '../../src/domain/walk.ts'
import { anyProcedure, smallProcedure } from '../support/procedures.ts'

const at = new Date('2026-12-07T10:00:00Z')

const keysOf = (path: readonly Page[]) => path.map(({ key }) => key)

function said(page: string, choice: string): PageAnswer {
  return { page, choice, note: null, given: { at, by: 'U-ANA' }, version: 1 }
}

/** The answers with another one, in the place of what was said on its page before. */
function saying(answers: readonly PageAnswer[], answer: PageAnswer): PageAnswer[] {
  return [...answers.filter(({ page }) => page !== answer.page), answer]
}

/** Goes on until there is nothing to say; each number picks a choice. */
function walk(procedure: Procedure, picks: readonly number[], answers: PageAnswer[] = []) {
  let now = answers
  const bound = procedure.questions.length + 20
  for (let step = 0; step <= bound; step++) {
    const page = pageToContinue(pathOf(procedure, now, 1), now)
    if (!page) return now
    now = saying(now, said(page.key, pick(page, picks[step % picks.length] ?? 0)))
  }
  throw new Error('the walk does not end')
}

function pick({ choices }: Page, number: number): string {
  return choices[number % choices.length] ?? ''
}

/** What was decided at the end of the path. */
function outcomeOf(procedure: Procedure, answers: readonly PageAnswer[]): string | undefined {
  const page = pathOf(procedure, answers, 1).find(({ kind }) => kind === 'outcome')
  return page && answerOn(page, answers)?.choice
}

const picks = fc.array(fc.nat({ max: 11 }), { minLength: 1, maxLength: 30 })

describe('the path', () => {
  test('has each point of each step, then the first question; follow-ups come afterwards', () => {
    expect(keysOf(pathOf(smallProcedure, [], 1))).toEqual([
      '1.1',
      '1.2',
      '2.1',
      '3.1',
      'question:1#1',
    ])
  })

  test('leads from an answer to its outcomes, or to the next question', () => {
    const yes = pathOf(smallProcedure, [said('question:1#1', 'Yes')], 1)
    expect(yes.at(-1)).toMatchObject({ kind: 'outcome', choices: ['Rollback'] })
    const no = pathOf(smallProcedure, [said('question:1#1', 'No')], 1)
    expect(no.at(-1)).toMatchObject({ kind: 'question', text: 'Performance degradation?' })
  })

  test('asks the tree anew in another round, and keeps what was found', () => {
    const answers = walk(smallProcedure, [0])
    const again = pathOf(smallProcedure, answers, 2)
    expect(pageToContinue(again, answers)?.key).toBe('question:1#2')
    expect(answerOn(again[0] as Page, answers)?.choice).toBe('fine')
  })

  test('without a tree, it ends in outcomes all the same', () => {
    const path = pathOf({ ...smallProcedure, steps: [], questions: [] }, [], 1)
    expect(path).toMatchObject([{ kind: 'outcome', choices: plainOutcomes }])
  })

  test('an answer that cannot be given there any more does not count', () => {
    const [page] = pathOf(smallProcedure, [], 1)
    expect(page && answerOn(page, [said('1.1', 'splendid')])).toBeNull()
  })
})

describe('in every procedure', () => {
  test('each walk ends, in one of the tree’s outcomes', () => {
    fc.assert(
      fc.property(anyProcedure, picks, (procedure, numbers) => {
        const outcome = outcomeOf(procedure, walk(procedure, numbers))
        const all = procedure.questions.flatMap(({ answers }) =>
          answers.flatMap(({ leads }) => ('outcomes' in leads ? leads.outcomes : [])),
        )
        expect(all).toContain(outcome)
      }),
    )
  })

  test('going back and another way, and then the first way again, loses no answer', () => {
    fc.assert(
      fc.property(anyProcedure, picks, picks, fc.nat(), (procedure, numbers, others, where) => {
        const answers = walk(procedure, numbers)
        const path = pathOf(procedure, answers, 1)
        const page = path[where % path.length] as Page
        const first = answerOn(page, answers) as PageAnswer
        const elsewhere = saying(answers, said(page.key, pick(page, others[0] ?? 0)))
        const back = saying(walk(procedure, others, elsewhere), first)
        const again = pathOf(procedure, back, 1)
        expect(keysOf(again)).toEqual(keysOf(path))
        for (const each of again) expect(answerOn(each, back)).toEqual(answerOn(each, answers))
      }),
    )
  })

  test('a walk that was left anywhere and taken up again is the one that was never left', () => {
    fc.assert(
      fc.property(anyProcedure, picks, fc.nat(), (procedure, numbers, where) => {
        const whole = walk(procedure, numbers)
        const kept = whole.slice(0, where % (whole.length + 1))
        // As a database gives it back: in any order, nothing else remembered.
        const restored = JSON.parse(JSON.stringify(kept.toReversed())) as PageAnswer[]
        const path = pathOf(procedure, restored, 1)
        expect(keysOf(path)).toEqual(keysOf(pathOf(procedure, kept, 1)))
        expect(pageToContinue(path, restored)?.key).toBe(whole[kept.length]?.page)
      }),
    )
  })
})
