import type { ListItem, Table, TableCell } from 'mdast'
import type { Annotation } from './annotation.ts'
import { asksEvidence, isOptional, ownersIn, ownersNamed, tierIn } from './item-words.ts'
import { limits } from './limits.ts'
import {
  commentOf,
  isBox,
  lineOf,
  type Node,
  optionalBox,
  quoted,
  type Reading,
  withoutBox,
  words,
} from './reading.ts'
import type { TemplateItem } from './template.ts'
import { tierOf } from './tier.ts'
import { dueMarkOf, dueOf } from './window.ts'

/** What headings say of all that is below them. */
export type Inherited = Pick<
  Annotation,
  'owners' | 'evidence' | 'optional' | 'tier' | 'condition' | 'expires'
>

/** An item of a line of Markdown. `said` is what its annotations say, which goes before its words. */
function itemOf(
  text: string,
  line: number,
  said: Annotation,
  above: Inherited,
  reading: Reading,
): TemplateItem {
  reading.limit(text, limits.itemText, line, 'item')
  const named = ownersIn(text)
  const owners = said.owners ?? (named.length > 0 ? named : (above.owners ?? []))
  for (const owner of owners) reading.limit(owner, limits.roleName, line, 'owner')
  if (owners.length > limits.owners) {
    reading.problem(line, `${owners.length} owners are too many; at most ${limits.owners} fit.`)
  }
  if (said.needs) {
    const problem = `${quoted(text)} is an item: a gate is written in the heading of what it opens.`
    reading.unplaced.push({ line, problem })
  }
  return {
    text,
    optional: said.optional ?? above.optional ?? isOptional(text),
    due: said.due ?? dueMarkOf(text),
    needsEvidence: said.evidence ?? above.evidence ?? asksEvidence(text),
    owners,
    tier: said.tier ?? tierIn(text) ?? above.tier ?? 'low',
    condition: said.condition ?? above.condition ?? null,
    why: null,
    expires: said.expires ?? above.expires ?? null,
  }
}

/** The item of a list item's first line, with what is written below it; lists of items are not looked at. */
export function itemOfLine(
  item: ListItem,
  isItems: (node: Node) => boolean,
  above: Inherited,
  reading: Reading,
): TemplateItem {
  const [first, ...below] = item.children
  const comments = below.filter((node) => node.type === 'html' && commentOf(node.value) !== null)
  const said = reading.annotationIn(first ? [first, ...comments] : comments)
  const isPlain = item.checked == null && first?.type === 'paragraph'
  if (isPlain && optionalBox.test(words(first))) said.optional = true
  const read = itemOf(reading.firstLine(item), lineOf(item), said, above, reading)
  const why: string[] = said.why ? [asParagraph(said.why)] : []
  for (const node of below) {
    if (comments.includes(node) || isItems(node)) continue
    keepWhy(why, node, reading)
  }
  return { ...read, why: why.length > 0 ? why.join('\n') : null }
}

/** What is written below an item: its paragraphs and points. */
function keepWhy(why: string[], node: Node, reading: Reading): void {
  const lines = whyLines(node, reading)
  const length = [...why, ...(lines ?? [])].join('\n').length
  if (!lines) reading.leave(node, 'is below a box')
  else if (length > limits.why) reading.leave(node, 'is too long to be shown with its item')
  else why.push(...lines)
}

function whyLines(node: Node, reading: Reading): string[] | null {
  switch (node.type) {
    case 'paragraph':
      return [reading.inline(node)].filter(Boolean)
    case 'list':
      return node.children.flatMap((item) => {
        const text = reading.firstLine(item)
        const below = item.children.slice(1).flatMap((each) => whyLines(each, reading) ?? [])
        return [...(text ? [`- ${text}`] : []), ...below]
      })
    case 'blockquote':
      return node.children.flatMap((each) => whyLines(each, reading) ?? [])
    default:
      return null
  }
}

/** Plain words so that Markdown takes them for a paragraph. */
function asParagraph(text: string): string {
  return text.replace(/^(?=[#>+*=~`<|_[-])/, '\\').replace(/^(\d+)(?=[.)])/, '$1\\')
}

/** The items of a paragraph whose every line begins with a box. */
export function itemsOfBoxes(node: Node, above: Inherited, reading: Reading): TemplateItem[] {
  const said = reading.annotationIn([node])
  const lines = reading.lines(node)
  return lines.map((text, index) =>
    itemOf(
      withoutBox(text),
      lineOf(node) + index,
      { ...said, ...(optionalBox.test(text) && { optional: true }) },
      above,
      reading,
    ),
  )
}

const columns = {
  text: /^(?:tasks?|items?|checks?|checklist(?: items?)?|activit(?:y|ies)|actions?|steps?|to-?do|requirements?|criteri(?:a|on)|deliverables?|what|description)$/i,
  owners: /^(?:owners?|responsible(?: party)?|who|assign(?:ee|ed to)|dri|roles?|teams?|person)$/i,
  due: /^(?:due(?: date)?|deadline|when|timing|time(?:line)?|target(?: date)?|by)$/i,
  status:
    /^(?:status|state|done\??|complete(?:d|\?)?|✓|✔|✅|☐|ok\??|check(?:ed)?|y\/n|#|no\.?|id|nr\.?|)$/i,
  tier: /^(?:risk|tier)$/i,
  group: /^(?:sections?|categor(?:y|ies)|areas?|phases?|stages?|groups?)$/i,
} as const
type Column = keyof typeof columns | 'other'

/** Whether a table lists items: one of its columns is headed as what there is to do. */
export function isItemTable(table: Table, isOnlySource: boolean): boolean {
  const kinds = columnsOf(table)
  const isPlanned = kinds.some((kind) => kind === 'owners' || kind === 'due' || kind === 'status')
  return kinds.includes('text') && (isPlanned || isOnlySource)
}

function columnsOf(table: Table): Column[] {
  const names = (table.children[0]?.children ?? []).map(words)
  const kinds = names.map((name): Column => {
    const kind = Object.entries(columns).find(([, pattern]) => pattern.test(name))
    return (kind?.[0] as Column | undefined) ?? 'other'
  })
  const first = kinds.indexOf('text')
  return kinds.map((kind, index) => (kind === 'text' && index !== first ? 'other' : kind))
}

/** The items of a table's rows, each with the group that a column of it names. */
export function itemsOfTable(
  table: Table,
  above: Inherited,
  reading: Reading,
): { group: string | null; item: TemplateItem }[] {
  const kinds = columnsOf(table)
  const names = (table.children[0]?.children ?? []).map(words)
  const groupAt = kinds.indexOf('group')
  let group: string | null = null
  return table.children.slice(1).flatMap((row) => {
    const cells = row.children
    const textCell = cells[kinds.indexOf('text')]
    const text = textCell ? withoutBox(reading.inline(textCell)) : ''
    const named = cells[groupAt] && words(cells[groupAt])
    if (named) group = named
    if (text === '') {
      if (cells.some((cell) => words(cell) !== '')) {
        reading.leave(row as unknown as Node, 'is a row that says nothing to do')
      }
      return []
    }
    const said = reading.annotationIn(cells as unknown as Node[])
    const why: string[] = said.why ? [asParagraph(said.why)] : []
    for (const [index, cell] of cells.entries()) {
      readCell(kinds[index] ?? 'other', names[index] ?? '', cell, { said, why }, reading)
    }
    const item = itemOf(text, lineOf(row as unknown as Node), said, above, reading)
    const all = why.join('\n')
    if (all.length > limits.why) reading.leave(row as unknown as Node, 'has more words than fit')
    return { group, item: { ...item, why: all && all.length <= limits.why ? all : null } }
  })
}

function readCell(
  kind: Column,
  name: string,
  cell: TableCell,
  { said, why }: { said: Annotation; why: string[] },
  reading: Reading,
): void {
  const text = words(cell)
  if (text === '' || /^[-–—]+$/.test(text) || kind === 'text' || kind === 'group') return
  if (kind === 'owners') {
    const owners = ownersNamed(text)
    if (owners.length > 0) said.owners ??= owners
  } else if (kind === 'status') {
    if (/^n\/?a$/i.test(text)) said.optional = true
  } else {
    const due = kind === 'due' ? dueOf(text) : null
    const tier = kind === 'tier' ? tierOf(text) : null
    if (due) said.due ??= due
    else if (tier) said.tier ??= tier
    else why.push(asParagraph(`${name}: ${reading.inline(cell)}`))
  }
}

/** Whether a list item is one of the items, in a checklist with boxes or in one without any. */
export function isItem(item: ListItem, isLoose: boolean): boolean {
  const [first] = item.children
  return isBox(item) || (isLoose && first?.type === 'paragraph' && words(item) !== '')
}
