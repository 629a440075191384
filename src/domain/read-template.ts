import type { List, ListItem } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import { limits } from './limits.ts'
import { hasDecisionTree, hasSteps, readProcedure } from './read-procedure.ts'
import { hasBoxes, lineOf, type Node, type Part, Reading, words } from './reading.ts'
import { Refusal } from './refusal.ts'
import type { Problem, SignOff, Template, TemplateItem } from './template.ts'
import { dueMarkOf, windowOf } from './window.ts'
import { gateProblems } from './worded-gates.ts'

const optionalMark = /\(if applicable\)/i
const evidenceMark = /\(evidence required\)/i
/** "Technical Lead: ____ Date: ____": a blank to be filled by somebody. */
const blankToSign = /^([^:]+):\s*_{3,}/
/** "Deployment needs READY FOR PRODUCTION" */
const gateLine = /^(.+?)\s+needs:?\s+(.+)$/i

/**
 * Reads a checklist. The first heading names it. Each second-level heading is a phase (its own
 * words give the window, its third-level headings are sections, its task-list lines are items; a
 * section's words may give it a window of its own, an item may say "(if applicable)", "(due 3 days
 * before)", "(evidence required)"),
 * the sign-off (lines with a blank to sign give the roles), the gates ("Gates", with lines such as
 * "Deployment needs READY FOR PRODUCTION") or the emergency procedures (a numbered list; see
 * read-procedure.ts).
 *
 * Returns the template, and in `unplaced` each piece of the document that it has no place for.
 * Refuses ('template-unreadable', with lines) what cannot be run as a launch.
 */
export function readTemplate(source: string): { template: Template; unplaced: Problem[] } {
  const reader = new Reader(source)
  const template = reader.read()
  if (reader.problems.length > 0) {
    throw new Refusal({
      code: 'template-unreadable',
      name: template.name,
      problems: reader.problems,
    })
  }
  return { template, unplaced: reader.unplaced }
}

class Reader extends Reading {
  read(): Template {
    const nodes = this.nodes()
    const title = nodes.find((node) => node.type === 'heading' && node.depth === 1)
    const template: Template = {
      name: title ? words(title) : '',
      phases: [],
      signOff: null,
      emergency: null,
      gates: [],
      notes: this.notes,
    }
    // What is wrong with the whole follows from its not being there.
    if (this.problems.length > 0) return template
    const parts = this.parts(nodes)
    const signOff = parts.find((part) => listsIn(part).some(hasRoles))
    const others = parts.filter((part) => part !== signOff && !isGates(part))
    const emergency = others.find(hasDecisionTree) ?? others.find(hasSteps)
    for (const part of parts) {
      const lists = listsIn(part)
      if (part === signOff) {
        template.signOff = this.signOff(part)
      } else if (part === emergency) {
        template.emergency = readProcedure(part, this)
      } else if (isGates(part)) {
        for (const list of lists) template.gates.push(...this.gates(list))
      } else if (hasDecisionTree(part)) {
        this.problem(part.line, 'A second decision tree: keep one, below one heading.')
      } else if (lists.some(hasBoxes)) {
        template.phases.push(this.phase(part))
      } else {
        for (const node of part.nodes) this.leave(node, 'is under a heading without boxes')
      }
    }
    this.check(template)
    return template
  }

  private parts(nodes: Node[]): Part[] {
    const parts: Part[] = []
    for (const node of nodes) {
      if (node.type === 'heading' && node.depth === 2) {
        parts.push({ heading: words(node), line: lineOf(node), nodes: [] })
      } else if (parts.length > 0) {
        parts.at(-1)?.nodes.push(node)
      } else if (node.type !== 'heading') {
        this.note(node)
      }
    }
    return parts
  }

  private phase(part: Part): Template['phases'][number] {
    this.limit(part.heading, limits.phaseName, part.line, 'phase name')
    const sections: { heading: Node | null; name: string; items: TemplateItem[] }[] = []
    for (const node of part.nodes) {
      if (node.type === 'heading') {
        const name = words(node)
        this.limit(name, limits.sectionName, lineOf(node), 'section name')
        sections.push({ heading: node, name, items: [] })
      } else if (node.type === 'list' && hasBoxes(node)) {
        if (sections.length === 0) sections.push({ heading: null, name: part.heading, items: [] })
        sections.at(-1)?.items.push(...this.items(node))
      } else {
        this.note(node)
      }
    }
    for (const { heading, items } of sections) {
      if (heading && items.length === 0) this.leave(heading, 'is a heading without boxes')
    }
    return {
      name: part.heading,
      window: windowOf(part.heading),
      sections: sections
        .filter(({ items }) => items.length > 0)
        .map(({ heading, name, items }) => ({ name, window: heading && windowOf(name), items })),
    }
  }

  private items(list: List): TemplateItem[] {
    const items: TemplateItem[] = []
    for (const item of list.children) {
      if (item.checked == null) {
        this.leave(item, 'is a line without a box among boxes')
        continue
      }
      const text = this.firstLine(item)
      this.limit(text, limits.itemText, lineOf(item), 'item')
      items.push({
        text,
        optional: optionalMark.test(text),
        due: dueMarkOf(text),
        needsEvidence: evidenceMark.test(text),
      })
      for (const below of item.children.slice(1)) {
        if (below.type === 'list' && hasBoxes(below)) items.push(...this.items(below))
        else this.leave(below, 'is below a box')
      }
    }
    return items
  }

  private signOff(part: Part): SignOff {
    const signOff: SignOff = { statement: '', finalBox: null, roles: [] }
    for (const node of part.nodes) {
      if (node.type === 'list' && (hasBoxes(node) || hasRoles(node))) {
        for (const item of node.children) this.signOffLine(item, signOff)
      } else if (node.type === 'paragraph' && signOff.statement === '') {
        signOff.statement = this.inline(node)
      } else {
        this.note(node)
      }
    }
    return signOff
  }

  private signOffLine(item: ListItem, signOff: SignOff): void {
    const role = roleOf(item)
    if (role) {
      this.limit(role, limits.roleName, lineOf(item), 'role')
      signOff.roles.push(role)
    } else if (item.checked != null && signOff.finalBox === null) {
      signOff.finalBox = this.firstLine(item)
      this.limit(signOff.finalBox, limits.itemText, lineOf(item), 'item')
    } else {
      this.leave(item, 'is neither a role nor the final box')
    }
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

  private check(template: Template): void {
    const problem = (text: string) => this.problems.push({ line: 1, problem: text })
    const items = template.phases.flatMap((phase) => phase.sections.flatMap((it) => it.items))
    if (template.name === '') problem('The checklist has no title: start it with “# Its name”.')
    else this.limit(template.name, limits.templateName, 1, 'title')
    if (items.length === 0) problem('No boxes found: write items as “- [ ] Item” below “## Phase”.')
    if (items.length > limits.items) {
      problem(`${items.length} items are too many; at most ${limits.items} are possible.`)
    }
    if (template.phases.length > limits.phases) {
      problem(`${template.phases.length} phases are too many; at most ${limits.phases} fit.`)
    }
    this.problems.push(...gateProblems(template))
    const roles = template.signOff?.roles ?? []
    for (const role of new Set(roles.filter((each, index) => roles.indexOf(each) !== index))) {
      problem(`The role “${role}” is there twice: each signs once.`)
    }
    if (roles.length > limits.roles) {
      problem(`${roles.length} roles are too many; at most ${limits.roles} fit.`)
    }
  }
}

function isGates(part: Part): boolean {
  return /^gates$/i.test(part.heading) && !listsIn(part).some(hasBoxes)
}

function listsIn(part: Part): List[] {
  return part.nodes.filter((node) => node.type === 'list')
}

/** The name of the role whose blank to sign this line is. */
function roleOf(item: ListItem): string | undefined {
  return blankToSign.exec(words(item))?.[1]?.trim()
}

function hasRoles(list: List): boolean {
  return list.children.some(roleOf)
}
