import type { List, ListItem } from 'mdast'
import { limits } from './limits.ts'
import { outcomeKey, type Question } from './procedure.ts'
import { lineOf, quoted, type Reading, words } from './reading.ts'
import { resolveTree, type WrittenAnswer, type WrittenQuestion } from './resolve-tree.ts'

/** Outcomes as they are first spelled, in the document's order. */
export type ReadTree = { questions: Question[]; outcomes: string[] }

/**
 * Reads a decision tree. "Question? → Outcome or outcome" says where a yes leads; below a question,
 * lines such as "Yes → Outcome", "No:" or "Small → Another question?" are its answers, and
 * questions are asked upon a yes. A no that is not written leads on: to the next question, and from
 * the last to all outcomes. Texts are plain words.
 *
 * Every way through the tree ends at outcomes; where it would not, that is a problem of the reading
 * and there are no questions.
 */
export function readTree(lists: readonly List[], reading: Reading): ReadTree {
  const reader = new TreeReader(reading)
  const before = reading.problems.length
  const top = reader.questions(lists.flatMap(linesOf))
  const outcomes = [...reader.outcomes.values()]
  const tooMany = (count: number, what: string, limit: number) =>
    reading.problem(
      top[0]?.line ?? 1,
      `${count} ${what} are too many for a decision tree; at most ${limit} fit.`,
    )
  if (outcomes.length > limits.outcomes) tooMany(outcomes.length, 'outcomes', limits.outcomes)
  if (reader.count > limits.questions) {
    tooMany(reader.count, 'questions', limits.questions)
    return { questions: [], outcomes }
  }
  const questions = resolveTree(top, outcomes, reading)
  return { questions: reading.problems.length > before ? [] : questions, outcomes }
}

const arrow = /\s*(?:[→⇒➔➜⟶]|[-=]+>)\s*/

/** Whether a line of a list, however deep, leads somewhere. */
export function hasArrow(list: List): boolean {
  return linesOf(list).some(leads)
}

function leads({ target, below }: Line): boolean {
  return target !== null || below.some(leads)
}

/** A line of the tree: the words before its arrow, those after it, and the lines below it. */
type Line = { item: ListItem; words: string; target: string | null; below: Line[] }

function linesOf(list: List): Line[] {
  return list.children.map((item) => {
    const [first] = item.children
    const text = first && first.type !== 'list' ? words(first) : ''
    const at = arrow.exec(text)
    return {
      item,
      words: at ? text.slice(0, at.index) : text,
      target: at && text.slice(at.index + at[0].length),
      below: item.children.flatMap((node) => (node.type === 'list' ? linesOf(node) : [])),
    }
  })
}

class TreeReader {
  /** By their keys: an outcome is spelled as it is first. */
  readonly outcomes = new Map<string, string>()
  count = 0
  private readonly reading: Reading

  constructor(reading: Reading) {
    this.reading = reading
  }

  questions(lines: readonly Line[]): WrittenQuestion[] {
    return lines.flatMap((line) => {
      if (isQuestion(line) || line.target !== null) return this.question(line)
      if (line.below.length > 0) {
        this.problem(line, `${quoted(line.words)} is no question: end it with “?”.`)
      } else {
        this.reading.leave(line.item, 'is no question')
      }
      return []
    })
  }

  private question(line: Line): WrittenQuestion {
    this.count += 1
    this.reading.limit(line.words, limits.itemText, lineOf(line.item), 'question')
    this.leaveWords(line)
    if (line.target && endsInAnswer.test(line.words)) {
      this.problem(line, 'Write this answer on a line of its own, below its question.')
    }
    const answers: WrittenAnswer[] = []
    if (line.target) answers.push(this.answer('Yes', line, line.target))
    const asked: WrittenQuestion[] = []
    for (const below of line.below) {
      if (isQuestion(below)) {
        if (asked.length === 0) {
          answers.push({ line: lineOf(below.item), label: 'Yes', leads: { questions: asked } })
        }
        asked.push(this.question(below))
      } else if (line.target && below.target === null && below.below.length === 0) {
        this.reading.leave(below.item, 'is below an outcome')
      } else {
        answers.push(this.answerBelow(below))
      }
    }
    if (answers.length === 0) this.leadsNowhere(line, line.words)
    return { line: lineOf(line.item), text: line.words, answers }
  }

  private answerBelow(line: Line): WrittenAnswer {
    const label = labelOf(line.words)
    this.reading.limit(label, limits.choice, lineOf(line.item), 'answer')
    this.leaveWords(line)
    if (line.target) {
      for (const below of line.below) {
        if (isQuestion(below) || leads(below)) {
          this.problem(below, `${quoted(label)} leads somewhere else already: keep one of the two.`)
        } else {
          this.reading.leave(below.item, 'is below an outcome')
        }
      }
      return this.answer(label, line, line.target)
    }
    const questions = this.questions(line.below)
    if (questions.length === 0) this.leadsNowhere(line, label)
    return { line: lineOf(line.item), label, leads: { questions } }
  }

  private answer(label: string, { item }: Line, target: string): WrittenAnswer {
    const line = lineOf(item)
    if (isReference.test(target)) return { line, label, leads: { reference: target } }
    const outcomes = target.split(/(?:^|\s+)or(?=\s|$)/i).map((words) => this.outcome(line, words))
    return { line, label, leads: { outcomes: [...new Set(outcomes)] } }
  }

  private outcome(line: number, words: string): string {
    const plain = words.trim().replace(/[\s.,;]+$/, '')
    const outcome = plain.charAt(0).toUpperCase() + plain.slice(1)
    this.reading.limit(outcome, limits.choice, line, 'outcome')
    if (arrow.test(outcome)) {
      this.reading.problem(line, 'A line has one arrow: write what follows on lines below it.')
    }
    const key = outcomeKey(outcome)
    const first = this.outcomes.get(key)
    if (first === undefined) this.outcomes.set(key, outcome)
    return first ?? outcome
  }

  /** A line is one paragraph; the lists below it are lines of their own. */
  private leaveWords({ item }: Line): void {
    for (const node of item.children.slice(1)) {
      if (node.type !== 'list') this.reading.leave(node, 'is no line of the tree')
    }
  }

  private leadsNowhere(line: Line, text: string): void {
    this.problem(line, `${quoted(text)} leads nowhere: add its outcome, such as “→ Rollback”.`)
  }

  private problem({ item }: Line, problem: string): void {
    this.reading.problem(lineOf(item), problem)
  }
}

const isReference = /\?[\s.”"'’»]*$/
/** "Is it down? No": a yes or no that would be taken for words of the question. */
const endsInAnswer = /\?\W*(?:if\s+)?(?:yes|no)\W*$/i

function isQuestion({ words }: Line): boolean {
  return words.includes('?')
}

/** "Yes" and "No" as all trees write them, other answers as they are written. */
function labelOf(words: string): string {
  const label = words.replace(/\s*:$/, '')
  const [, yesOrNo] = /^(?:if\s+)?(yes|no)\W*$/i.exec(label) ?? []
  if (!yesOrNo) return label
  return yesOrNo.toLowerCase() === 'yes' ? 'Yes' : 'No'
}
