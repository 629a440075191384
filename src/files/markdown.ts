/** A launch as its own checklist: the Markdown that it was started with, ticked, and who did what. */
import type { List, ListItem, Paragraph } from 'mdast'
import { eventsIn, type LaunchFile } from '../domain/launch-file.ts'
import { printTemplate } from '../domain/print-template.ts'
import { readTemplate } from '../domain/read-template.ts'
import { commentOf, type Node, Reading, words } from '../domain/reading.ts'
import { appendix } from './appendix.ts'
import { placedItems } from './items.ts'
import { asMarkdown, dayIn, oneLine } from './markdown-text.ts'
import { namesIn } from './words.ts'

type FileItem = LaunchFile['items'][number]
type Box = { node: ListItem; words: Paragraph; heading: string; text: string }
type Edit = { from: number; to: number; text: string }

/**
 * The document, then a rule and an appendix. Of a launch in which everything is ticked and signed the
 * document is its template's source, with the boxes ticked and the blanks to sign filled.
 */
export function exportMarkdown(file: LaunchFile): string {
  const source = withBoxes(file.templateVersion.source.replace(/^\uFEFF/, ''))
  const { document, placed } = tickedDocument(source, file)
  const end = document.endsWith('\n') ? '' : '\n'
  return `${document}${end}\n---\n\n${appendix(file, placed)}`
}

/** A source whose items are not all boxes of Markdown is printed anew, with the same content. */
function withBoxes(source: string): string {
  const { template } = readTemplate(source)
  const items = template.phases.flatMap(({ sections }) => sections.flatMap(({ items }) => items))
  const texts = boxesIn(source).map(({ text }) => text)
  const isWhole = items.every(({ text }) => {
    const at = texts.indexOf(text)
    if (at >= 0) texts.splice(at, 1)
    return at >= 0
  })
  return isWhole ? source : printTemplate(template)
}

/** `placed`: the ids of the items that the document shows. */
function tickedDocument(
  source: string,
  file: LaunchFile,
): { document: string; placed: ReadonlySet<string> } {
  const boxes = boxesIn(source)
  const matched = matchItems(boxes, file)
  const edits = boxes.flatMap((box) => editsOf(source, box, matched.get(box)))
  const placed = new Set([...matched.values()].map(({ id }) => id))
  const lastOf = new Map<string, Box>()
  for (const [box, { sectionId }] of matched) if (sectionId) lastOf.set(sectionId, box)
  const added = file.items.filter(
    ({ id, sectionId }) => !placed.has(id) && lastOf.has(sectionId ?? ''),
  )
  for (const [sectionId, items] of Map.groupBy(added, (item) => item.sectionId ?? '')) {
    const box = lastOf.get(sectionId)
    if (!box) continue
    const lines = items.map((item) => `\n${prefixOf(source, box)}${newItem(item)}`)
    edits.push({ ...at(box.node.position?.end.offset ?? 0), text: lines.join('') })
    for (const { id } of items) placed.add(id)
  }
  return { document: signed(edited(source, edits), file), placed }
}

function at(offset: number): { from: number; to: number } {
  return { from: offset, to: offset }
}

function edited(source: string, edits: readonly Edit[]): string {
  let text = source
  for (const { from, to, text: words } of edits.toSorted((one, other) => other.from - one.from)) {
    text = text.slice(0, from) + words + text.slice(to)
  }
  return text
}

function boxesIn(source: string): Box[] {
  const reading = new Reading(source)
  const boxes: Box[] = []
  let heading = ''
  const walk = (nodes: readonly Node[]) => {
    for (const node of nodes) {
      if (node.type === 'heading') heading = words(node)
      else if (node.type === 'list') (node as List).children.forEach(take)
      else if (node.type === 'blockquote') walk(node.children)
    }
  }
  const take = (node: ListItem) => {
    const [first, ...below] = node.children
    if (node.checked != null && first?.type === 'paragraph') {
      boxes.push({ node, words: first, heading, text: reading.firstLine(node) })
    }
    walk(first?.type === 'paragraph' ? below : node.children)
  }
  walk(reading.nodes())
  return boxes
}

/** Which item is at which box: by its section's heading and its words, now or before it was reworded. */
function matchItems(boxes: readonly Box[], file: LaunchFile): Map<Box, FileItem> {
  const sections = new Map(file.sections.map(({ id, name }) => [id, name]))
  const later = new Set(
    file.phases.filter(({ round, emergencyId }) => round > 1 || emergencyId).map(({ id }) => id),
  )
  const elsewhere = new Set(file.sections.flatMap((it) => (later.has(it.phaseId) ? it.id : [])))
  const left = placedItems(file)
    .map(({ item }) => item)
    .filter(({ sectionId }) => !elsewhere.has(sectionId ?? ''))
  const before = Map.groupBy(
    eventsIn(file).flatMap((event) =>
      event.type === 'item.reworded' ? [{ id: event.itemId, text: event.data.before }] : [],
    ),
    ({ id }) => id,
  )
  const isBelow = ({ heading }: Box, { sectionId }: FileItem) =>
    heading.startsWith(sections.get(sectionId ?? '') ?? '')
  const says = ({ text }: Box, item: FileItem) => item.text === text
  const said = ({ text }: Box, { id }: FileItem) =>
    before.get(id)?.some((each) => each.text === text) === true
  const rules: ((box: Box, item: FileItem) => boolean)[] = [
    (box, item) => says(box, item) && isBelow(box, item),
    says,
    (box, item) => said(box, item) && isBelow(box, item),
    said,
  ]
  const matched = new Map<Box, FileItem>()
  for (const isSame of rules) {
    for (const box of boxes) {
      if (matched.has(box)) continue
      const index = left.findIndex((item) => isSame(box, item))
      const [item] = index < 0 ? [] : left.splice(index, 1)
      if (item) matched.set(box, item)
    }
  }
  // In the order of the document, so that the last box of a section is known.
  return new Map(
    boxes.flatMap((box) => (matched.has(box) ? [[box, matched.get(box) as FileItem]] : [])),
  )
}

function editsOf(
  source: string,
  { node, words: paragraph, text }: Box,
  item: FileItem | undefined,
): Edit[] {
  const box = boxAt(source, node) + 1
  const start = box + 2 + source.slice(box + 2).search(/\S/)
  const last = paragraph.children.findLast(
    (node) => node.type !== 'html' || commentOf(node.value) === null,
  )
  const end = start + source.slice(start, last?.position?.end.offset ?? start).trimEnd().length
  const look = item ? lookOf(item) : { mark: '~', note: 'not part of this launch' }
  const written = source.slice(start, end)
  const isOther = item !== undefined && item.text !== text
  const content = isOther ? oneLine(item.text) : written
  const shown = look.mark === '~' && !/[\n~]/.test(content) ? `~~${content}~~` : content
  const edits: Edit[] = []
  if (look.mark) edits.push({ from: box, to: box + 1, text: look.mark })
  if (shown !== written || look.note) {
    edits.push({ from: start, to: end, text: `${shown}${noteText(look)}` })
  }
  return edits
}

/** What an item's box says, and what is added to its words; no mark: the box stays as it is. */
function lookOf(item: FileItem): { mark: string; note: string | null } {
  if (item.removedAt) return { mark: '~', note: `removed: ${item.removedBecause ?? ''}` }
  const because = item.reason ? `: ${item.reason}` : ''
  switch (item.state) {
    case 'done':
      return { mark: 'x', note: null }
    case 'not-applicable':
      return { mark: '~', note: `not applicable${because}` }
    case 'blocked':
      return { mark: ' ', note: `blocked${because}` }
    case 'in-progress':
      return { mark: ' ', note: 'in progress' }
    case 'open':
      return { mark: ' ', note: null }
  }
}

function noteText({ note }: { note: string | null }): string {
  return note ? ` (${asMarkdown(note)})` : ''
}

/** An item as a line after its box's mark. */
function newItem(item: FileItem): string {
  const look = lookOf(item)
  const text = oneLine(item.text)
  const shown = look.mark === '~' && !text.includes('~') ? `~~${text}~~` : text
  return `[${look.mark}] ${shown}${noteText(look)}`
}

/** Not by its paragraph: of one that begins with a mark, mdast counts the box to it. */
function boxAt(source: string, node: ListItem): number {
  return source.indexOf('[', node.position?.start.offset)
}

/** What stands before the box on its line, such as "- ". */
function prefixOf(source: string, { node }: Box): string {
  const box = boxAt(source, node)
  return source.slice(source.lastIndexOf('\n', box) + 1, box)
}

/** Fills the blanks of the roles whose sign-off stands: who, when, and the verdict where it is no go. */
function signed(document: string, file: LaunchFile): string {
  const nameOf = namesIn(file)
  let text = document
  for (const { id, name } of file.roles) {
    const given = file.signOffs.find(
      ({ roleId, replacedAt, voidedAt }) => roleId === id && !replacedAt && !voidedAt,
    )
    if (!given) continue
    const verdict = given.verdict === 'go' ? '' : ` (${given.verdict})`
    const who = `${asMarkdown(nameOf(given.by))}${verdict}`
    const day = dayIn(given.at, file.launch.zone)
    text = text.replace(blankOf(name), (_, role: string, between: string, date?: string) => {
      return date === undefined ? `${role}${who}` : `${role}${who}${between}${day}`
    })
  }
  return text
}

function blankOf(role: string): RegExp {
  const name = role.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(
    String.raw`^([ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?\**${name}\**:\**[ \t]*)_{3,}(?:(.*?\bDate:[ \t]*)(_{3,}))?`,
    'm',
  )
}
