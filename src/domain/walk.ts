/**
 * The way through an emergency, a page at a time. Where somebody is follows from what was answered,
 * by whomever: nothing else is kept, so closing, another person or a restart make no difference.
 */
import type { Mark } from './launch.ts'
import type { Procedure, Question, StepKind } from './procedure.ts'

/** What can be said on the pages of a step. */
const pageChoices = {
  assess: ['fine', 'bad', 'unclear'],
  communicate: ['posted', 'sent', 'not-needed'],
  fix: ['helped', 'no-help', 'not-tried'],
  check: ['done', 'not-needed'],
} as const satisfies Partial<Record<StepKind, readonly string[]>>

export type Page = {
  /** Names it within its emergency, for ever. */
  key: string
  kind: keyof typeof pageChoices | 'question' | 'outcome'
  /** The name of its step. */
  step: string
  /** Inline Markdown; of an outcome, the question that led there. */
  text: string
  choices: readonly string[]
}

/** What was said on a page; the newest of each. */
export type PageAnswer = {
  page: string
  choice: string
  note: string | null
  given: Mark
  /** Counts the times that it was said, from 1. */
  version: number
}

/** What one may choose where a checklist has no decision tree. */
export const plainOutcomes = ['Rollback', 'Monitor and fix'] as const

/**
 * The pages in their order, as far as the answers show it. The tree's pages are of the `round` in
 * which is decided, counted from 1: when it has to be decided again, its questions are asked anew.
 * Follow-ups have no page: they are left to do when the emergency is over.
 */
export function pathOf(
  procedure: Procedure,
  answers: readonly PageAnswer[],
  round: number,
): Page[] {
  const hasTree = procedure.questions.length > 0
  const pages = procedure.steps.flatMap(({ kind, name, points }, index): Page[] => {
    if (kind === 'follow-up') return []
    if (kind === 'decide') return treePages(procedure.questions, answers, name, round)
    return points.map((text, point) => ({
      key: `${index + 1}.${point + 1}`,
      kind,
      step: name,
      text,
      choices: pageChoices[kind],
    }))
  })
  if (hasTree) return pages
  const step = 'Decide'
  const choices = plainOutcomes
  return [...pages, { key: `outcome#${round}`, kind: 'outcome', step, text: '', choices }]
}

function treePages(
  questions: readonly Question[],
  answers: readonly PageAnswer[],
  step: string,
  round: number,
): Page[] {
  const pages: Page[] = []
  let question = questions[0]
  while (question) {
    const key = `question:${question.id}#${round}`
    const { text } = question
    const choices = question.answers.map(({ label }) => label)
    const page: Page = { key, kind: 'question', step, text, choices }
    pages.push(page)
    const given = answerOn(page, answers)
    const leads = question.answers.find(({ label }) => label === given?.choice)?.leads
    if (!leads) break
    if ('outcomes' in leads) {
      // Each way to an outcome has its own answer: going another way and back loses none.
      const outcome = `outcome:${question.id}:${given?.choice}#${round}`
      pages.push({ key: outcome, kind: 'outcome', step, text, choices: leads.outcomes })
      break
    }
    question = questions.find(({ id }) => id === leads.question)
  }
  return pages
}

/** What was said on a page; null when nothing was that can be said there now. */
export function answerOn(page: Page, answers: readonly PageAnswer[]): PageAnswer | null {
  const answer = answers.find((each) => each.page === page.key)
  return answer && page.choices.includes(answer.choice) ? answer : null
}

/** The first page on which nothing was said; null: the walk is over. */
export function pageToContinue(path: readonly Page[], answers: readonly PageAnswer[]): Page | null {
  return path.find((page) => answerOn(page, answers) === null) ?? null
}
