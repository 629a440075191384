import type { List } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { questionOf } from './front-matter.ts'
import { limits } from './limits.ts'
import { holdsItems, readPhase } from './read-phase.ts'
import { hasDecisionTree, hasSteps, readProcedure } from './read-procedure.ts'
import { isSignOff, readSignOff } from './read-sign-off.ts'
import {
  commentOf,
  hasBoxesBelow,
  lineOf,
  type Node,
  type Part,
  Reading,
  words,
} from './reading.ts'
import { Refusal } from './refusal.ts'
import type { Condition, Problem, Template, TemplatePhase } from './template.ts'
import { gateProblems } from './worded-gates.ts'

/** "Deployment needs READY FOR PRODUCTION" */
const gateLine = /^(.+?)\s+needs:?\s+(.+)$/i
/** Lists below these are about the checklist, also where it has no boxes. */
const aboutItself =
  /^\W*(?:notes?|references?|links?|resources?|(?:table of )?contents|toc|overview|about|introduction|background|how to use\b.*|legend|glossary|contacts?|changelog|license)\W*$/i

/** What a checklist without any title is called. */
const nameless = 'Checklist'

/**
 * Reads a checklist out of any Markdown (CommonMark and GitHub's). A first heading above all others names it,
 * unless the front matter does. Each heading of the next level is a phase, its own words give the window;
 * deeper headings, bold lines, folds and lines above nested boxes are sections. Items are the lines with
 * boxes, of whatever kind, and the rows of tables of tasks; in a checklist without any boxes, all lines of
 * lists. What an item says in its words ("(if applicable)", "(due 3 days before)", "Tech lead: …") and in
 * annotations (see annotation.ts) is understood, what is written below it says why it is there. Beside
 * phases there are the sign-off (read-sign-off.ts), the gates ("Gates", with lines such as "Deployment
 * needs READY FOR PRODUCTION") and the emergency procedures (read-procedure.ts).
 *
 * Returns the template, and in `unplaced` each piece of the document that it has no place for.
 * Refuses ('template-unreadable', with lines) what cannot be run as a launch. Takes bounded time
 * (source-bounds.ts).
 */
export function readTemplate(source: string): { template: Template; unplaced: Problem[] } {
  const reader = new Reader(source)
  const template = reader.read()
  if (reader.problems.length > 0) {
    throw new Refusal({
      code: 'template-unreadable',
      name: reader.isNameless ? null : template.name,
      problems: reader.problems,
    })
  }
  return { template, unplaced: reader.unplaced }
}

class Reader extends Reading {
  /** Nothing in the document says what it is called. */
  isNameless = false

  read(): Template {
    const nodes = this.nodes()
    const title = this.titleIn(nodes)
    const { name, roles } = this.frontMatter
    this.isNameless = !title && name === null
    const template: Template = {
      name: name ?? (title ? words(title) : nameless),
      conditions: [],
      phases: [],
      signOff: null,
      emergency: null,
      gates: [],
      notes: this.notes,
    }
    // What is wrong with the whole follows from its not being there.
    if (this.problems.length > 0) return template
    const isLoose = !nodes.some((node) => node.type !== 'table' && holdsItems(node, false))
    const parts = this.parts(
      nodes.filter((node) => node !== title),
      template.name,
      isLoose,
    )
    const signOff = parts.findLast(isSignOff)
    const others = parts.filter((part) => part !== signOff && !isGates(part))
    const emergency = others.find(hasDecisionTree) ?? others.find(hasSteps)
    for (const part of parts) {
      if (part === signOff) {
        template.signOff = readSignOff(part, this)
      } else if (part === emergency) {
        template.emergency = readProcedure(part, this)
      } else if (isGates(part)) {
        for (const list of listsIn(part)) template.gates.push(...this.gates(list))
      } else if (hasDecisionTree(part)) {
        this.problem(part.line, 'A second decision tree: keep one, below one heading.')
      } else if (this.isPhase(part, isLoose)) {
        const { phase, gates } = readPhase(part, isLoose, this)
        if (phase.sections.length > 0) template.phases.push(phase)
        template.gates.push(...gates)
      } else if (isLoose && aboutItself.test(part.heading)) {
        for (const node of part.nodes) this.note(node)
      } else {
        for (const node of part.nodes) this.leaveHeaded(node)
      }
    }
    if (roles.length > 0) {
      const signed = template.signOff ?? { statement: '', finalBox: null, roles: [] }
      template.signOff = { ...signed, roles: [...new Set([...signed.roles, ...roles])] }
    }
    if (template.phases.length > limits.phases) template.phases = [asOne(template)]
    template.conditions = this.conditions(template)
    this.check(template)
    return template
  }

  /** The heading that names all: the first, where none is as high. */
  private titleIn(nodes: readonly Node[]): Node | undefined {
    const headings = nodes.filter((node) => node.type === 'heading')
    const [first, ...rest] = headings
    const isAbove = first && rest.every(({ depth }) => depth > first.depth)
    return isAbove && (first.depth === 1 || this.frontMatter.name === null) ? first : undefined
  }

  private parts(nodes: readonly Node[], name: string, isLoose: boolean): Part[] {
    const depths = nodes.flatMap((node) => (node.type === 'heading' ? node.depth : []))
    const highest = Math.min(...depths)
    const start: Part = { heading: name, node: null, line: 1, nodes: [] }
    const parts: Part[] = []
    for (const node of nodes) {
      if (node.type === 'heading' && node.depth === highest) {
        parts.push({ heading: words(node), node, line: lineOf(node), nodes: [] })
      } else {
        const part = parts.at(-1) ?? start
        part.nodes.push(node)
      }
    }
    // What stands above all phases is a phase when it has boxes, and otherwise about the checklist.
    const isOwn = start.nodes.some((node) => holdsItems(node, isLoose && parts.length === 0))
    if (isOwn) return [{ ...start, line: firstLine(start) }, ...parts]
    for (const node of start.nodes) {
      if (node.type === 'html' && commentOf(node.value) !== null) this.leave(node, 'is a comment')
      else if (node.type === 'heading') this.leave(node, 'is a heading without boxes')
      else this.note(node)
    }
    return parts
  }

  private isPhase(part: Part, isLoose: boolean): boolean {
    if (isLoose && aboutItself.test(part.heading)) return false
    return part.nodes.some((node) => holdsItems(node, isLoose))
  }

  private leaveHeaded(node: Node): void {
    if (node.type === 'thematicBreak') return
    if (node.type === 'html' && commentOf(node.value) === null) this.note(node)
    else this.leave(node, 'is under a heading without boxes')
  }

  private gates(list: List): Template['gates'] {
    return list.children.flatMap((item) => {
      const line = lineOf(item)
      const [, opens, needs] = gateLine.exec(plainText(item).trim()) ?? []
      if (!opens || !needs) {
        this.leave(item, 'is no gate: write “Deployment needs Infrastructure, Security”')
        return []
      }
      return { line, opens, needs: needs.split(/\s*[;,]\s*/).filter(Boolean) }
    })
  }

  /** Those of the front matter that an item names, and those that only items name. */
  private conditions({ phases }: Template): Condition[] {
    const items = phases.flatMap(({ sections }) => sections.flatMap((section) => section.items))
    const named = [...new Set(items.flatMap(({ condition }) => condition ?? []))]
    const asked = this.frontMatter.conditions.filter(({ name, question }) => {
      if (named.includes(name)) return true
      const problem = `“${question.slice(0, 60)}” is asked for no item: write “if: ${name}” at one.`
      this.unplaced.push({ line: 2, problem })
      return false
    })
    const others = named
      .filter((name) => !asked.some((each) => each.name === name))
      .map((name) => ({ name, question: questionOf(name) }))
    return [...asked, ...others]
  }

  private check(template: Template): void {
    const problem = (text: string) => this.problems.push({ line: 1, problem: text })
    const sections = template.phases.flatMap((phase) => phase.sections)
    const items = sections.flatMap((section) => section.items)
    this.limit(template.name, limits.templateName, 1, 'title')
    if (this.isNameless) {
      const remark = `The checklist has no title, and is called “${nameless}”: start it with “# Its name”.`
      this.unplaced.unshift({ line: 1, problem: remark })
    }
    if (items.length === 0) problem('No items found: write them as “- [ ] Item” below “## Phase”.')
    const counts = [
      ['items', items.length, limits.items],
      ['sections', sections.length, limits.sections],
      ['conditions', template.conditions.length, limits.conditions],
      ['roles', template.signOff?.roles.length ?? 0, limits.roles],
    ] as const
    for (const [what, count, most] of counts) {
      if (count > most) problem(`${count} ${what} are too many; at most ${most} are possible.`)
    }
    for (const { name, question } of template.conditions) {
      this.limit(name, limits.conditionName, 1, 'condition')
      this.limit(question, limits.question, 1, 'question')
    }
    this.problems.push(...gateProblems(template))
    const roles = template.signOff?.roles ?? []
    for (const role of new Set(roles.filter((each, index) => roles.indexOf(each) !== index))) {
      problem(`The role “${role}” is there twice: each signs once.`)
    }
  }
}

/** More phases than a launch can have are the sections of one. */
function asOne({ name, phases }: Template): TemplatePhase {
  const sections = phases.flatMap((phase) =>
    phase.sections.map((section) => {
      const all = `${phase.name} / ${section.name}`
      const isLong = all.length > limits.sectionName
      const own = section.name === phase.name || isLong ? section.name : all
      return { ...section, name: own, window: section.window ?? phase.window }
    }),
  )
  return { name, window: null, sections }
}

function firstLine({ nodes }: Part): number {
  return nodes[0] ? lineOf(nodes[0]) : 1
}

function isGates(part: Part): boolean {
  return /^gates$/i.test(part.heading) && !listsIn(part).some(hasBoxesBelow)
}

function listsIn(part: Part): List[] {
  return part.nodes.filter((node) => node.type === 'list')
}
