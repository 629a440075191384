/** Reads what a checklist says about emergencies: its steps, its decision tree, its boxes. */
import type { List, ListItem, RootContent } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { limits } from './limits.ts'
import { type Leads, outcomeKey, type Procedure, type StepKind } from './procedure.ts'
import type { Problem } from './template.ts'

const arrow = /^(.*?)\s*(?:→|->|=>)\s*(.*)$/s
const most = { steps: 20, points: 20, questions: 60, answers: 10, outcomes: 10, depth: 12 } as const
/** What fits on a choice, and into the words of an outcome. */
const labelSize = 75

/** Where an answer leads, as it is written: to words, or to the questions below it. */
type Draft = {
  id: string
  text: string
  line: number
  answers: { label: string; line: number; to: { words: string } | { question: string } }[]
  /** The question that follows where nothing else is said. */
  next: string | null
}

export type ProcedurePart = { heading: string; nodes: RootContent[] }

/** Whether a part of a checklist is about emergencies: its numbered steps hold a decision tree. */
export function isProcedure({ nodes }: ProcedurePart): boolean {
  return nodes.some(
    (node) =>
      node.type === 'list' &&
      node.ordered === true &&
      node.children.some((step) => listsIn(step).some(hasArrows)),
  )
}

/**
 * Reads a part whose numbered list holds the steps. A step whose lines have arrows is the decision
 * tree: "Question? → Outcome or outcome" leads there upon Yes, and upon No to the next question; below
 * a question stand further questions, asked upon Yes, or answers of its own ("Yes → …", "Small → …").
 * What an arrow leads to is an outcome, or a question by its words. Task lists under a third-level
 * heading are what is ticked when the outcome of that name is carried out.
 *
 * `inline` gives the Markdown of a line. In `problems` is what makes it impossible to walk: loops,
 * dead ends, missing outcomes, by their lines; in `unplaced` the nodes that have no place.
 */
export function readProcedure(
  part: ProcedurePart,
  inline: (item: ListItem) => string,
): { procedure: Procedure; problems: Problem[]; unplaced: RootContent[] } {
  const reader = new ProcedureReader(inline)
  return { procedure: reader.read(part), problems: reader.problems, unplaced: reader.unplaced }
}

class ProcedureReader {
  readonly problems: Problem[] = []
  readonly unplaced: RootContent[] = []
  readonly #inline: (item: ListItem) => string
  readonly #drafts: Draft[] = []
  readonly #outcomes = new Map<string, string>()

  constructor(inline: (item: ListItem) => string) {
    this.#inline = inline
  }

  read({ heading, nodes }: ProcedurePart): Procedure {
    const procedure: Procedure = { name: heading, steps: [], questions: [], measures: [] }
    const boxes: { name: string; line: number; items: string[] }[] = []
    for (const node of nodes) {
      if (node.type === 'list' && node.ordered) this.#steps(node, procedure)
      else if (node.type === 'heading') {
        boxes.push({ name: plainText(node).trim(), line: lineOf(node), items: [] })
      } else if (node.type === 'list' && node.children.some((item) => item.checked != null)) {
        boxes.at(-1)?.items.push(...node.children.map(this.#inline))
      } else this.unplaced.push(node)
    }
    if (procedure.steps.length > most.steps) this.#problem(nodes[0], tooMany('steps', most.steps))
    this.#resolve(procedure)
    for (const { name, line, items } of boxes.filter(({ items }) => items.length > 0)) {
      const outcome = this.#outcomes.get(outcomeKey(name.replace(/checklist/i, '')))
      if (outcome) procedure.measures.push({ outcome, items })
      else this.problems.push({ line, problem: `“${name}” is no outcome of the decision tree.` })
    }
    return procedure
  }

  #steps(list: List, procedure: Procedure): void {
    for (const step of list.children) {
      const name = step.children[0] ? plainText(step.children[0]).trim() : ''
      const below = listsIn(step)
      const kind = stepKindOf(name, below.some(hasArrows))
      this.#size(name, limits.sectionName, step, 'step')
      if (kind !== 'decide') {
        const points = below.flatMap(({ children }) => children)
        for (const point of points) this.#size(this.#inline(point), limits.itemText, point, 'line')
        if (points.length > most.points) this.#problem(step, tooMany('lines', most.points))
        procedure.steps.push({ kind, name, points: points.map(this.#inline) })
      } else if (procedure.steps.some((other) => other.kind === 'decide')) {
        this.#problem(step, 'There is a decision tree above already: one is possible.')
      } else {
        procedure.steps.push({ kind, name, points: [] })
        const lines = below.flatMap(({ children }) => children)
        this.#questions(lines, '', null, 1)
      }
    }
  }

  /** Questions that follow each other; returns the first one's id. */
  #questions(
    lines: readonly ListItem[],
    above: string,
    after: string | null,
    depth: number,
  ): string | null {
    const [deepest] = lines
    if (depth > most.depth) {
      this.#problem(deepest, `The tree is more than ${most.depth} levels deep.`)
      return null
    }
    const ids = lines.map((_, index) => `${above}${above && '.'}${index + 1}`)
    for (const [index, line] of lines.entries()) {
      const id = ids[index] ?? ''
      const { left, right } = split(this.#inline(line))
      const next = ids[index + 1] ?? after
      const draft: Draft = { id, text: left, line: lineOf(line), answers: [], next }
      this.#drafts.push(draft)
      this.#size(left, limits.itemText, line, 'question')
      if (right !== null) draft.answers.push({ label: 'Yes', line: draft.line, to: words(right) })
      this.#below(line, draft, depth)
      if (draft.answers.length > most.answers) this.#problem(line, tooMany('answers', most.answers))
    }
    return ids[0] ?? null
  }

  #below(line: ListItem, draft: Draft, depth: number): void {
    const lines = listsIn(line).flatMap(({ children }) => children)
    const isQuestion = (item: ListItem) => split(this.#inline(item)).left.includes('?')
    for (const item of lines.filter((each) => !isQuestion(each))) {
      const { left, right } = split(this.#inline(item))
      const label = labelOf(left)
      const at = lineOf(item)
      this.#size(label, labelSize, item, 'answer')
      const further = listsIn(item).flatMap(({ children }) => children)
      const within = `${draft.id}.${label}`
      const first =
        right === null && further.length > 0
          ? this.#questions(further, within, draft.next, depth + 1)
          : null
      const to = first ? { question: first } : words(right ?? '')
      draft.answers.push({ label, line: at, to })
    }
    const questions = lines.filter(isQuestion)
    if (questions.length === 0) return
    const first = this.#questions(questions, draft.id, draft.next, depth + 1)
    if (draft.answers.some(({ label }) => label === 'Yes')) {
      this.#problem(line, 'Yes leads to an outcome and to questions below it: only one can be.')
    } else if (first) {
      draft.answers.push({ label: 'Yes', line: draft.line, to: { question: first } })
    }
  }

  #resolve(procedure: Procedure): void {
    const drafts = this.#drafts
    if (drafts.length > most.questions) {
      this.problems.push({
        line: drafts[0]?.line ?? 1,
        problem: tooMany('questions', most.questions),
      })
      return
    }
    for (const draft of drafts) {
      const twin = drafts.find((other) => plainKey(other.text) === plainKey(draft.text))
      if (twin !== draft) this.#at(draft.line, 'The same question is asked above already.')
      this.#complete(draft)
    }
    const led = drafts.map((draft) => ({
      draft,
      answers: draft.answers.map((answer) => ({ ...answer, leads: this.#leads(answer) })),
    }))
    const all = [...this.#outcomes.values()]
    if (all.length > most.outcomes) {
      this.#at(drafts[0]?.line ?? 1, tooMany('outcomes', most.outcomes))
    }
    if (drafts.length > 0 && all.length === 0) {
      this.#at(drafts[0]?.line ?? 1, 'The decision tree has no outcome.')
    }
    for (const { draft, answers } of led) {
      const labels = answers.map(({ label }) => label)
      const hasYes = labels.includes('Yes')
      const own = answers.flatMap(({ label, leads }) => (leads ? [{ label, leads }] : []))
      // Where all is denied, people choose for themselves.
      const no: Leads = draft.next ? { question: draft.next } : { outcomes: all }
      const isOpen = hasYes && !labels.includes('No') && all.length > 0
      const { id, text } = draft
      procedure.questions.push({
        id,
        text,
        answers: isOpen ? [...own, { label: 'No', leads: no }] : own,
      })
    }
    this.#findLoops(procedure)
  }

  #complete({ answers, line, text }: Draft): void {
    const labels = answers.map(({ label }) => label)
    if (!text.includes('?')) this.#at(line, 'This is no question: end it with “?”.')
    if (labels.length === 0) {
      this.#at(line, 'This question has no outcome: write “Question? → Outcome”.')
    } else if (new Set(labels).size < labels.length) {
      this.#at(line, 'This question has the same answer twice.')
    } else if (labels.includes('No') && !labels.includes('Yes')) {
      this.#at(line, 'This question has no outcome for Yes.')
    } else if (!labels.includes('Yes') && labels.length < 2) {
      this.#at(line, 'This question has one answer only: it needs two, or Yes.')
    }
  }

  #leads({ to, line }: Draft['answers'][number]): Leads | null {
    if ('question' in to) return to
    if (to.words === '') {
      this.#at(line, 'An outcome is missing: write it behind the arrow.')
      return null
    }
    if (to.words.replace(/["”“]$/, '').endsWith('?')) {
      const wanted = plainKey(to.words.replace(/^(go to|see|ask)\s+/i, ''))
      const question = this.#drafts.find(({ text }) => plainKey(text) === wanted)
      if (question) return { question: question.id }
      this.#at(line, `“${to.words}” is no question of this tree: nothing follows.`)
      return null
    }
    const outcomes = to.words.split(/\s+or\s+/i).map((each) => this.#outcome(each.trim(), line))
    return { outcomes: [...new Set(outcomes)] }
  }

  /** The first spelling of an outcome is the one that is used. */
  #outcome(text: string, line: number): string {
    const plain = text.replace(/[*_`]/g, '')
    const words = `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`
    if (words.length > labelSize) {
      this.#at(line, `This outcome has ${words.length} characters; ${labelSize} fit.`)
    }
    const known = this.#outcomes.get(outcomeKey(words))
    if (!known) this.#outcomes.set(outcomeKey(words), words)
    return known ?? words
  }

  #findLoops({ questions }: Procedure): void {
    const done = new Set<string>()
    const visit = (id: string, above: ReadonlySet<string>): void => {
      const question = questions.find((each) => each.id === id)
      if (!question || done.has(id)) return
      const path = new Set([...above, id])
      for (const { leads } of question.answers) {
        if (!('question' in leads)) continue
        if (path.has(leads.question)) {
          const line = this.#drafts.find((draft) => draft.id === id)?.line ?? 1
          this.#at(line, 'The tree leads back to a question that was asked: it would never end.')
        } else visit(leads.question, path)
      }
      done.add(id)
    }
    for (const { id } of questions) visit(id, new Set())
  }

  #size(text: string, limit: number, node: ListItem, what: string): void {
    if (text === '') this.#problem(node, `This ${what} is empty.`)
    if (text.length <= limit) return
    this.#problem(
      node,
      `This ${what} has ${text.length} characters; at most ${limit} are possible.`,
    )
  }

  #problem(node: RootContent | ListItem | undefined, problem: string): void {
    this.#at(node ? lineOf(node) : 1, problem)
  }

  #at(line: number, problem: string): void {
    this.problems.push({ line, problem })
  }
}

const kindPatterns: [RegExp, StepKind][] = [
  [/assess|situation|triage|diagnos/i, 'assess'],
  [/communicat|notify|inform|tell/i, 'communicate'],
  [/post.?incident|post.?mortem|afterwards|follow.?up|learn/i, 'follow-up'],
  [/fix|mitigat/i, 'fix'],
]

function stepKindOf(name: string, isTree: boolean): StepKind {
  if (isTree) return 'decide'
  return kindPatterns.find(([pattern]) => pattern.test(name))?.[1] ?? 'check'
}

function listsIn(item: ListItem): List[] {
  return item.children.filter((node) => node.type === 'list')
}

/** Whether any of its lines, or of those below them, has an arrow. */
function hasArrows(list: List): boolean {
  return arrow.test(plainText(list))
}

function split(text: string): { left: string; right: string | null } {
  const [, left, right] = arrow.exec(text) ?? []
  return left === undefined || right === undefined
    ? { left: text, right: null }
    : { left, right: right.trim() }
}

function words(text: string) {
  return { words: text.trim() }
}

function labelOf(text: string): string {
  const plain = text.replace(/[*_`]/g, '').replace(/:\s*$/, '').trim()
  if (/^yes$/i.test(plain)) return 'Yes'
  return /^no$/i.test(plain) ? 'No' : plain
}

function plainKey(text: string): string {
  return text
    .replace(/[*_`"“”]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

function tooMany(what: string, limit: number): string {
  return `Too many ${what}: at most ${limit} are possible.`
}

function lineOf(node: RootContent | ListItem): number {
  return node.position?.start.line ?? 1
}
