import type { List, ListItem, Paragraph, RootContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toString as plainText } from 'mdast-util-to-string'
import { gfm } from 'micromark-extension-gfm'
import { limits } from './limits.ts'
import type { Procedure } from './procedure.ts'
import { isProcedure, readProcedure } from './read-procedure.ts'
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

type Node = RootContent
type Part = { heading: string; line: number; nodes: Node[] }

/**
 * Reads a checklist. The first heading names it. Each second-level heading is a phase (its own
 * words give the window, its third-level headings are sections, its task-list lines are items; a
 * section's words may give it a window of its own, an item may say "(if applicable)", "(due 3 days
 * before)", "(evidence required)"),
 * the sign-off (lines with a blank to sign give the roles), the gates ("Gates", with lines such as
 * "Deployment needs READY FOR PRODUCTION") or the emergency procedures (a numbered list, see
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

class Reader {
  readonly problems: Problem[] = []
  readonly unplaced: Problem[] = []
  readonly source: string

  constructor(source: string) {
    // Neither a byte order mark nor control characters have anything to say.
    this.source = source.replace(/^\uFEFF|[^\P{Cc}\n\r\t]/gu, '')
  }

  read(): Template {
    const { children } = fromMarkdown(this.source, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    })
    const title = children.find((node) => node.type === 'heading' && node.depth === 1)
    const template: Template = {
      name: title ? words(title) : '',
      phases: [],
      signOff: null,
      emergency: null,
      gates: [],
      notes: [],
    }
    for (const part of this.parts(children, template.notes)) {
      const lists = part.nodes.filter((node) => node.type === 'list')
      if (lists.some(hasRoles) && template.signOff === null) {
        template.signOff = this.signOff(part, template.notes)
      } else if (isGates(part) && !lists.some(hasBoxes)) {
        for (const list of lists) template.gates.push(...this.gates(list))
      } else if (isProcedure(part) && template.emergency === null) {
        template.emergency = this.emergency(part, template.notes)
      } else if (lists.some(hasBoxes)) {
        template.phases.push(this.phase(part, template.notes))
      } else if (lists.some((list) => list.ordered) && template.emergency === null) {
        template.emergency = this.emergency(part, template.notes)
      } else {
        for (const node of part.nodes) this.leave(node, 'is under a heading without boxes')
      }
    }
    this.check(template)
    return template
  }

  private parts(nodes: Node[], notes: string[]): Part[] {
    const parts: Part[] = []
    for (const node of nodes) {
      if (node.type === 'heading' && node.depth === 2) {
        parts.push({ heading: words(node), line: lineOf(node), nodes: [] })
      } else if (parts.length > 0) {
        parts.at(-1)?.nodes.push(node)
      } else if (node.type !== 'heading') {
        this.note(node, notes)
      }
    }
    return parts
  }

  private phase(part: Part, notes: string[]): Template['phases'][number] {
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
        this.note(node, notes)
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

  private signOff(part: Part, notes: string[]): SignOff {
    const signOff: SignOff = { statement: '', finalBox: null, roles: [] }
    for (const node of part.nodes) {
      if (node.type === 'list' && (hasBoxes(node) || hasRoles(node))) {
        for (const item of node.children) this.signOffLine(item, signOff)
      } else if (node.type === 'paragraph' && signOff.statement === '') {
        signOff.statement = this.inline(node)
      } else {
        this.note(node, notes)
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

  private emergency(part: Part, notes: string[]): Procedure {
    const { procedure, problems, unplaced } = readProcedure(part, (item) => this.firstLine(item))
    this.problems.push(...problems)
    for (const node of unplaced) this.note(node, notes)
    return procedure
  }

  private note(node: Node, notes: string[]): void {
    if (node.type === 'list') notes.push(...this.lines(node))
    else if (node.type === 'paragraph') {
      if (!isLabel(node)) notes.push(this.inline(node))
    } else if (node.type !== 'thematicBreak') {
      this.leave(node, 'has no place in a checklist')
    }
  }

  private lines(node: Node): string[] {
    return node.type === 'list' ? node.children.map((item) => this.firstLine(item)) : []
  }

  private firstLine(item: ListItem): string {
    const [first] = item.children
    return first?.type === 'paragraph' ? this.inline(first) : ''
  }

  /** The Markdown between a block's own marks, on one line. */
  private inline(node: Paragraph | Node): string {
    const children = 'children' in node ? node.children : []
    const start = children[0]?.position?.start.offset
    const end = children.at(-1)?.position?.end.offset
    if (start === undefined || end === undefined) return ''
    return this.source.slice(start, end).replace(/\s+/g, ' ').trim()
  }

  private leave(node: Node | ListItem, why: string): void {
    const start = plainText(node).replace(/\s+/g, ' ').trim().slice(0, 60)
    this.unplaced.push({ line: lineOf(node), problem: `“${start}” ${why}.` })
  }

  private limit(text: string, limit: number, line: number, what: string): void {
    if (text === '') this.problems.push({ line, problem: `This ${what} is empty.` })
    if (text.length <= limit) return
    this.problems.push({
      line,
      problem: `This ${what} has ${text.length} characters; at most ${limit} are possible.`,
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

function isGates({ heading }: Part): boolean {
  return /^gates$/i.test(heading)
}

function hasBoxes(list: List): boolean {
  return list.children.some((item) => item.checked != null)
}

/** The name of the role whose blank to sign this line is. */
function roleOf(item: ListItem): string | undefined {
  return blankToSign.exec(plainText(item))?.[1]?.trim()
}

function hasRoles(list: List): boolean {
  return list.children.some(roleOf)
}

/** The plain words of a heading: names are shown where no marks can be. */
function words(node: Node): string {
  return plainText(node).replace(/\s+/g, ' ').trim()
}

/** A line such as "Approved by:", which only names what follows. */
function isLabel(node: Paragraph): boolean {
  return plainText(node).trim().endsWith(':')
}

function lineOf(node: Node | ListItem): number {
  return node.position?.start.line ?? 1
}
