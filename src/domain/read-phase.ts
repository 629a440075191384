import type { List, ListItem } from 'mdast'
import type { Annotation } from './annotation.ts'
import { isOptional } from './item-words.ts'
import { limits } from './limits.ts'
import {
  type Inherited,
  isItem,
  isItemTable,
  itemOfLine,
  itemsOfBoxes,
  itemsOfTable,
} from './read-items.ts'
import {
  commentOf,
  hasBoxesBelow,
  isBoxes,
  lineOf,
  listsBelow,
  type Node,
  type Part,
  type Reading,
  withoutBox,
  words,
} from './reading.ts'
import type { TemplateItem, TemplatePhase } from './template.ts'
import { type Window, windowOf } from './window.ts'
import type { WordedGate } from './worded-gates.ts'

/** A heading, a bold line, a fold or a list item that names what is below it. */
type Group = {
  depth: number
  name: string
  window: Window | null
  above: Inherited
  node: Node | ListItem | null
  hasItems: boolean
}

type Section = { name: string; window: Window | null; items: TemplateItem[] }

/** How deep what is no heading of Markdown stands: below all of those. */
const depths = { bold: 7, fold: 8, list: 9 } as const

/** Whether something of a checklist holds items. `isLoose`: nothing in it has boxes, so that all lines are items. */
export function holdsItems(node: Node, isLoose: boolean): boolean {
  if (node.type === 'list') return isLoose || hasBoxesBelow(node)
  if (node.type === 'table') return isItemTable(node, isLoose)
  return node.type === 'paragraph' && isBoxes(node)
}

/** Reads a phase: what is below one of the highest headings. */
export function readPhase(
  part: Part,
  isLoose: boolean,
  reading: Reading,
): { phase: TemplatePhase; gates: WordedGate[] } {
  return new PhaseReader(part, isLoose, reading).read()
}

class PhaseReader {
  private readonly part: Part
  private readonly isLoose: boolean
  private readonly reading: Reading
  private readonly groups: Group[] = []
  private readonly all: Group[] = []
  private readonly sections: Section[] = []
  private readonly gates: WordedGate[] = []
  private current: Section | null = null
  private readonly said: Annotation

  constructor(part: Part, isLoose: boolean, reading: Reading) {
    this.part = part
    this.isLoose = isLoose
    this.reading = reading
    this.said = part.node ? reading.annotationIn([part.node, ...commentsFirst(part.nodes)]) : {}
  }

  read(): { phase: TemplatePhase; gates: WordedGate[] } {
    const { part, reading } = this
    reading.limit(part.heading, limits.phaseName, part.line, 'phase name')
    this.keepGate(this.said, part.heading, part.line)
    const skip = new Set(part.node ? commentsFirst(part.nodes) : [])
    for (const [index, node] of part.nodes.entries()) {
      if (!skip.has(node)) this.take(node, part.nodes.slice(index + 1), skip)
    }
    for (const { node, hasItems } of this.all) {
      if (node && !hasItems) reading.leave(node, 'is a heading without boxes')
    }
    return {
      phase: {
        name: part.heading,
        window: this.said.due ?? windowOf(part.heading),
        sections: this.sections,
      },
      gates: this.gates,
    }
  }

  private take(node: Node, rest: readonly Node[], skip: Set<Node>): void {
    const { reading } = this
    if (node.type === 'heading') {
      const comments = commentsFirst(rest)
      for (const comment of comments) skip.add(comment)
      this.open(node.depth, words(node), node, reading.annotationIn([node, ...comments]))
    } else if (node.type === 'list' && holdsItems(node, this.isLoose)) {
      this.list(node, this.above())
    } else if (node.type === 'table' && holdsItems(node, this.isLoose)) {
      this.table(node)
    } else if (node.type === 'paragraph' && isBoxes(node)) {
      this.add(itemsOfBoxes(node, this.above(), reading))
    } else if (this.isBoldHeading(node, rest)) {
      const name = words(node).replace(/\s*:$/, '')
      this.open(depths.bold, name, node, reading.annotationIn([node]))
    } else if (node.type === 'html') {
      this.html(node.value, node)
    } else {
      reading.note(node)
    }
  }

  private html(html: string, node: Node): void {
    const [, summary] = /<summary>([\s\S]*?)<\/summary>/i.exec(html) ?? []
    const name = summary
      ?.replace(/<[^>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim()
    if (name) this.open(depths.fold, name, node, {})
    else if (/<\/details>/i.test(html)) this.close(depths.fold)
    else if (commentOf(html) === null) this.reading.note(node)
    else this.reading.leave(node, 'is a comment below no heading and in no item')
  }

  /** A line in bold, right above items. */
  private isBoldHeading(node: Node, rest: readonly Node[]): boolean {
    if (node.type !== 'paragraph') return false
    const [first, ...others] = node.children.filter((each) => each.type !== 'html')
    const isAlone = others.every((each) => each.type === 'text' && /^\s*:?\s*$/.test(each.value))
    const next = rest.find((each) => each.type !== 'html')
    return first?.type === 'strong' && isAlone && !!next && holdsItems(next, this.isLoose)
  }

  private open(depth: number, words: string, node: Node | ListItem | null, said: Annotation): void {
    const { reading, part } = this
    this.close(depth)
    const name = withoutBox(words)
    const line = node ? lineOf(node) : part.line
    reading.limit(name, limits.sectionName, line, 'section name')
    const outer = this.groups.at(-1)
    const above = inherit(this.above(), said, name)
    const window = said.due ?? windowOf(name) ?? outer?.window ?? null
    const group: Group = { depth, name, window, above, node, hasItems: false }
    this.groups.push(group)
    this.all.push(group)
    this.current = null
    this.keepGate(said, `${part.heading} / ${this.name()}`, line)
  }

  private close(depth: number): void {
    while ((this.groups.at(-1)?.depth ?? 0) >= depth) this.groups.pop()
    this.current = null
  }

  /** The names of the groups that are open, as far as there is room for them. */
  private name(): string {
    const own = this.groups.at(-1)?.name ?? this.part.heading
    const all = this.groups.map(({ name }) => name).join(' / ')
    return all !== '' && all.length <= limits.sectionName ? all : own
  }

  private above(): Inherited {
    return this.groups.at(-1)?.above ?? inherit({}, this.said, this.part.heading)
  }

  private add(items: readonly TemplateItem[]): void {
    if (items.length === 0) return
    if (!this.current) {
      const name = this.name()
      const open = this.groups.at(-1)
      // What follows named sections, and is in none, has the phase's name for a heading of its own.
      const window = open || this.sections.length === 0 ? (open?.window ?? null) : windowOf(name)
      this.current = { name, window, items: [] }
      this.sections.push(this.current)
    }
    this.current.items.push(...items)
    for (const group of this.groups) group.hasItems = true
  }

  private list(list: List, above: Inherited): void {
    for (const item of list.children) {
      const isItems = (node: Node) => node.type === 'list' && holdsItems(node, this.isLoose)
      const below = listsBelow(item).filter(isItems)
      if (isItem(item, this.isLoose)) {
        this.add([itemOfLine(item, isItems, above, this.reading)])
        for (const each of below) this.list(each, above)
      } else if (below.length > 0) {
        this.named(item, below)
      } else {
        this.reading.leave(item, 'is a line without a box among boxes')
      }
    }
  }

  /** A line without a box names the boxes below it; what comes after is where it was. */
  private named(item: ListItem, below: readonly List[]): void {
    const before = this.current
    const [first, ...rest] = item.children
    const depth = Math.max(depths.list, (this.groups.at(-1)?.depth ?? 0) + 1)
    if (first?.type === 'paragraph') {
      this.open(depth, words(first), item, this.reading.annotationIn([first]))
    }
    for (const node of rest) if (node.type !== 'list') this.reading.note(node)
    for (const each of below) this.list(each, this.above())
    this.close(depth)
    this.current = before
  }

  private table(table: Extract<Node, { type: 'table' }>): void {
    const before = this.current
    for (const { group, item } of itemsOfTable(table, this.above(), this.reading)) {
      const open = this.groups.at(-1)
      if (group && !(open?.depth === depths.list && open.name === group)) {
        this.open(depths.list, group, null, {})
      }
      this.add([{ ...item, ...(isOptional(group ?? '') && { optional: true }) }])
    }
    if (this.groups.at(-1)?.depth !== depths.list) return
    this.close(depths.list)
    this.current = before
  }

  private keepGate({ needs }: Annotation, opens: string, line: number): void {
    if (needs) this.gates.push({ line, opens, needs })
  }
}

function inherit(above: Inherited, said: Annotation, name: string): Inherited {
  const { owners, evidence, optional, tier, condition, expires } = said
  return {
    ...above,
    ...(owners && { owners }),
    ...(evidence && { evidence }),
    ...(tier && { tier }),
    ...(condition && { condition }),
    ...(expires && { expires }),
    ...((optional || isOptional(name)) && { optional: true }),
  }
}

function commentsFirst(nodes: readonly Node[]): Node[] {
  const end = nodes.findIndex((node) => node.type !== 'html' || commentOf(node.value) === null)
  return nodes.slice(0, end < 0 ? nodes.length : end)
}
