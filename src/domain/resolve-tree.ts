import { limits } from './limits.ts'
import { plainName } from './plain-name.ts'
import type { Leads, Question } from './procedure.ts'
import { quoted, type Reading } from './reading.ts'

/** A question as it is written: what is not said about its answers is still to be found. */
export type WrittenQuestion = { line: number; text: string; answers: WrittenAnswer[] }

export type WrittenAnswer = {
  line: number
  label: string
  leads: { outcomes: string[] } | { questions: WrittenQuestion[] } | { reference: string }
}

/**
 * The questions of a tree, each answer with where it leads. What cannot be followed is a problem of
 * the reading; the questions are of use only when there is none.
 */
export function resolveTree(
  top: readonly WrittenQuestion[],
  outcomes: string[],
  reading: Reading,
): Question[] {
  const resolver = new Resolver(reading)
  resolver.place(top, '')
  const questions = resolver.questions(top, { outcomes })
  const looped = questions.find((question) => reaches(question, question.id, questions))
  if (looped) {
    reading.problem(
      resolver.lineOf(looped),
      `${quoted(looped.text)} leads back to itself: let an answer on the way lead to an outcome.`,
    )
  }
  for (const question of questions.slice(1)) {
    if (questions[0] && !reaches(questions[0], question.id, questions)) {
      const problem = `${quoted(question.text)} is never asked: no answer leads to it.`
      reading.unplaced.push({ line: resolver.lineOf(question), problem })
    }
  }
  return questions
}

class Resolver {
  private readonly ids = new Map<WrittenQuestion, string>()
  private readonly byName = new Map<string, WrittenQuestion>()
  private readonly reading: Reading

  constructor(reading: Reading) {
    this.reading = reading
  }

  /** Gives each question its place in the tree, by which answers can lead to it. */
  place(questions: readonly WrittenQuestion[], above: string): void {
    for (const [index, question] of questions.entries()) {
      const id = `${above}${index + 1}`
      this.ids.set(question, id)
      const name = nameOf(question.text)
      if (this.byName.has(name)) {
        this.reading.problem(
          question.line,
          `${quoted(question.text)} is there twice: use other words, to tell them apart.`,
        )
      } else {
        this.byName.set(name, question)
      }
      this.place(question.answers.flatMap(questionsOf), `${id}.`)
    }
  }

  lineOf({ id }: Question): number {
    return [...this.ids].find(([, each]) => each === id)?.[0].line ?? 1
  }

  /** These and those below them; `after` is where the no of the last one leads. */
  questions(questions: readonly WrittenQuestion[], after: Leads): Question[] {
    return questions.flatMap((question, index) => {
      const next = questions[index + 1]
      return this.question(question, next ? { question: this.idOf(next) } : after)
    })
  }

  private question(question: WrittenQuestion, next: Leads): Question[] {
    this.check(question)
    const answers = question.answers.map((answer) => ({
      label: answer.label,
      leads: this.leadsOf(answer),
    }))
    const isSaid = (label: string) => answers.some((answer) => answer.label === label)
    if (isSaid('Yes') && !isSaid('No')) answers.push({ label: 'No', leads: next })
    if (answers.length > limits.answers) {
      this.reading.problem(
        question.line,
        `${answers.length} answers are too many for a question; at most ${limits.answers} fit.`,
      )
    }
    const no = answers.find(({ label }) => label === 'No')?.leads ?? next
    const below = question.answers.flatMap((answer) =>
      // What a no asks cannot go on to where the no leads: that is where it is.
      this.questions(questionsOf(answer), answer.label === 'No' ? next : no),
    )
    return [{ id: this.idOf(question), text: question.text, answers }, ...below]
  }

  private check({ line, text, answers }: WrittenQuestion): void {
    const names = answers.map(({ label }) => plainName(label))
    const twice = answers.find(({ label }, index) => names.indexOf(plainName(label)) < index)
    if (twice) {
      this.reading.problem(
        twice.line,
        `${quoted(text)} has ${quoted(twice.label)} twice: an answer leads to one place.`,
      )
    }
    if (names.includes('no') && !names.includes('yes')) {
      this.reading.problem(line, `${quoted(text)} has no answer “Yes”: add “Yes → …” below it.`)
    } else if (answers.length === 1 && !names.includes('yes')) {
      this.reading.problem(line, `${quoted(text)} has one answer only: add the others below it.`)
    }
  }

  private leadsOf({ line, leads }: WrittenAnswer): Leads {
    if ('outcomes' in leads) return leads
    if ('questions' in leads)
      return { question: leads.questions[0] ? this.idOf(leads.questions[0]) : '' }
    const question = this.named(leads.reference)
    if (question) return { question: this.idOf(question) }
    this.reading.problem(
      line,
      `No question here is ${quoted(leads.reference)}: use its words, or name an outcome.`,
    )
    return { question: '' }
  }

  private named(reference: string): WrittenQuestion | undefined {
    const name = nameOf(reference)
    return (
      this.byName.get(name) ?? this.byName.get(nameOf(name.replace(/^(?:go\s?to|see|ask) /, '')))
    )
  }

  private idOf(question: WrittenQuestion): string {
    return this.ids.get(question) ?? ''
  }
}

function questionsOf({ leads }: WrittenAnswer): WrittenQuestion[] {
  return 'questions' in leads ? leads.questions : []
}

function nameOf(words: string): string {
  return plainName(words.replace(/^[\s“”"'‘’«»]+|[\s.“”"'‘’«»]+$/g, ''))
}

/** Whether answers to a question can lead to another, or back to itself. */
function reaches(from: Question, wanted: string, questions: readonly Question[]): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (const question of open) {
    for (const { leads } of question.answers) {
      if (!('question' in leads) || seen.has(leads.question)) continue
      if (leads.question === wanted) return true
      seen.add(leads.question)
      open.push(...questions.filter(({ id }) => id === leads.question))
    }
  }
  return false
}
