import type { List, ListItem } from 'mdast'
import { limits } from './limits.ts'
import { outcomeKey, type Procedure, type Step, stepKindOf } from './procedure.ts'
import { hasArrow, type ReadTree, readTree } from './read-tree.ts'
import {
  hasBoxes,
  isBox,
  lineOf,
  listsBelow,
  type Node,
  type Part,
  quoted,
  type Reading,
  words,
} from './reading.ts'

/** Whether a part has numbered steps, one of them a list with arrows. */
export function hasDecisionTree(part: Part): boolean {
  return stepsOf(part).some((step) => listsBelow(step).some(hasArrow))
}

const ofEmergencies =
  /emergenc|go(?:es)? wrong|roll(?:ing)?[ -]?back|back[ -]?out|contingenc|incident|disaster|break/i

/** Whether a part is headed as what to do when things go wrong, and has numbered steps, nothing to tick. */
export function hasSteps(part: Part): boolean {
  return (
    ofEmergencies.test(part.heading) && stepsOf(part).length > 0 && !part.nodes.some(isTaskList)
  )
}

/**
 * Reads the emergency procedures: the numbered lists are the steps, with the points below them; the
 * step with arrows is the decision tree (see read-tree.ts); boxes below a heading that names one of
 * its outcomes are what is ticked when that is carried out. What cannot be followed is a problem of
 * the reading.
 */
export function readProcedure(part: Part, reading: Reading): Procedure {
  reading.limit(part.heading, limits.phaseName, part.line, 'heading')
  const steps = stepsOf(part)
  if (steps.length > limits.steps) {
    reading.problem(part.line, `${steps.length} steps are too many; at most ${limits.steps} fit.`)
  }
  let tree: ReadTree = { questions: [], outcomes: [] }
  const isTree = (step: ListItem) => listsBelow(step).some(hasArrow)
  for (const [index, step] of steps.filter(isTree).entries()) {
    if (index === 0) tree = readTree(listsBelow(step), reading)
    else reading.problem(lineOf(step), 'A second decision tree: keep one, below one step.')
  }
  const procedure = {
    name: part.heading,
    steps: steps.map((step) => readStep(step, isTree(step), reading)),
    questions: tree.questions,
    measures: readMeasures(part, tree.outcomes, reading),
  }
  const isRead = (node: Node): boolean =>
    node.type === 'heading' || isTaskList(node) || isSteps(node)
  for (const node of part.nodes.filter((each) => !isRead(each))) {
    if (node.type === 'list' && hasArrow(node)) reading.leave(node, 'is below no step: move it in')
    else reading.note(node)
  }
  return procedure
}

function readStep(step: ListItem, isTree: boolean, reading: Reading): Step {
  const [first, ...below] = step.children
  const name = first ? words(first) : ''
  reading.limit(name, limits.sectionName, lineOf(step), 'step')
  const points: string[] = []
  for (const node of below) {
    if (node.type !== 'list') reading.leave(node, 'is below a step, and no point of it')
    else if (!isTree) points.push(...readPoints(node, reading))
  }
  if (points.length > limits.points) {
    const count = `${points.length} points are too many for a step`
    reading.problem(lineOf(step), `${count}; at most ${limits.points} fit.`)
  }
  return { kind: stepKindOf(name, isTree), name, points }
}

function readPoints(list: List, reading: Reading): string[] {
  return list.children.flatMap((item) => {
    const text = reading.firstLine(item)
    if (text === '') {
      reading.leave(item, 'is no line of text')
      return []
    }
    reading.limit(text, limits.itemText, lineOf(item), 'point')
    for (const below of item.children.slice(1)) reading.leave(below, 'is below a point')
    return text
  })
}

function readMeasures(
  part: Part,
  outcomes: readonly string[],
  reading: Reading,
): Procedure['measures'] {
  const measures: Procedure['measures'] = []
  let heading: Node | null = null
  for (const node of part.nodes) {
    if (node.type === 'heading') heading = node
    if (!isTaskList(node)) continue
    const outcome = heading && outcomeNamed(words(heading), outcomes)
    if (!outcome) {
      const choices = outcomes.slice(0, 2).map(quoted)
      reading.problem(
        lineOf(heading ?? node),
        `These boxes are for no outcome: name one in their heading, such as ${choices.join(' or ')}.`,
      )
      continue
    }
    const items = readBoxes(node, reading)
    const measure = measures.find((each) => each.outcome === outcome)
    if (measure) measure.items.push(...items)
    else measures.push({ outcome, items })
    const count = (measure?.items ?? items).length
    if (count > limits.measures) {
      reading.problem(
        lineOf(node),
        `${count} boxes are too many for an outcome; at most ${limits.measures} fit.`,
      )
    }
  }
  return measures
}

/** "Rollback", or "Rollback checklist". */
function outcomeNamed(heading: string, outcomes: readonly string[]): string | undefined {
  const keys = [heading, heading.replace(/\s+check-?list\W*$/i, '')].map(outcomeKey)
  return outcomes.find((outcome) => keys.includes(outcomeKey(outcome)))
}

function readBoxes(list: List, reading: Reading): string[] {
  return list.children.flatMap((item) => {
    if (!isBox(item)) {
      reading.leave(item, 'is a line without a box among boxes')
      return []
    }
    const text = reading.firstLine(item)
    reading.limit(text, limits.itemText, lineOf(item), 'item')
    const below = item.children.slice(1).flatMap((node) => {
      if (isTaskList(node)) return readBoxes(node, reading)
      reading.leave(node, 'is below a box')
      return []
    })
    return [text, ...below]
  })
}

function stepsOf(part: Part): ListItem[] {
  return part.nodes.filter(isSteps).flatMap((list) => list.children)
}

function isSteps(node: Node): node is List {
  return node.type === 'list' && node.ordered === true && !hasBoxes(node)
}

function isTaskList(node: Node): node is List {
  return node.type === 'list' && hasBoxes(node)
}
