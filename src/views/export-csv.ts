/**
 * A launch as tables. UTF-8 with a byte order mark, by which Excel knows it; lines end as RFC 4180 says.
 * A cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
import { stringify } from 'csv-stringify/sync'
import { eventsIn, type LaunchFile } from '../domain/launch-file.ts'
import { beforeAndAfter, namesIn, plainSentence } from './export-words.ts'
import { asPlainText } from './markdown.ts'

const itemColumns = [
  ...['phase', 'section', 'item', 'state', 'owners', 'due', 'done by', 'done at'],
  ...['reason', 'note', 'evidence'],
]

/** A row for each item, in the order of the checklist; what was removed, too. */
export function itemsCsv(file: LaunchFile): string {
  const nameOf = namesIn(file)
  const roles = new Map(file.roles.map(({ id, name }) => [id, name]))
  const rows = placedItems(file).map(({ item, phase, section }) => {
    const owners = file.owners
      .filter(({ itemId }) => itemId === item.id)
      .map(({ kind, holder }) => (kind === 'role' ? roles.get(holder) : nameOf(holder)))
    const evidence = file.evidence
      .filter(({ itemId, removedAt }) => itemId === item.id && removedAt === null)
      .map(({ url, title }) => (title ? `${title}: ${url}` : url))
    const isDone = item.state === 'done'
    return [
      ...[phase, section, asPlainText(item.text), item.removedAt ? 'removed' : item.state],
      ...[owners.join('; '), moment(item.dueAt)],
      ...[
        isDone && item.changedBy ? nameOf(item.changedBy) : '',
        isDone ? moment(item.changedAt) : '',
      ],
      ...[item.removedBecause ?? item.reason ?? '', item.note ?? '', evidence.join('\n')],
    ]
  })
  return csv(itemColumns, rows)
}

/** The items with where they stand, in the order of the checklist. */
export function placedItems(file: LaunchFile) {
  const phases = new Map(file.phases.map((phase) => [phase.id, phase]))
  const sections = new Map(file.sections.map((section) => [section.id, section]))
  return file.items
    .map((item) => {
      const section = item.sectionId === null ? undefined : sections.get(item.sectionId)
      const phase = section && phases.get(section.phaseId)
      const at = [phase?.position ?? Infinity, section?.position ?? Infinity, item.position]
      return { item, phase: phase?.name ?? '', section: section?.name ?? '', at }
    })
    .sort(({ at: one }, { at: other }) => {
      const key = one.findIndex((value, index) => value !== other[index])
      return key < 0 ? 0 : (one[key] ?? 0) < (other[key] ?? 0) ? -1 : 1
    })
}

const eventColumns = [
  ...['place', 'time (UTC)', 'who', 'from where', 'type', 'sentence', 'before', 'after'],
]

/** A row for each entry of the record, oldest first. */
export function eventsCsv(file: LaunchFile): string {
  const nameOf = namesIn(file)
  const rows = eventsIn(file).map((event) => {
    const { before, after } = beforeAndAfter(event, nameOf)
    return [
      ...[String(event.place), moment(event.at.toISOString()), nameOf(event.by), event.via],
      ...[event.type, plainSentence(event, 'UTC', nameOf), before ?? '', after ?? ''],
    ]
  })
  return csv(eventColumns, rows)
}

function moment(time: string | null): string {
  return time?.replace('T', ' ').replace(/\.\d+Z$|Z$/, '') ?? ''
}

function csv(columns: readonly string[], rows: readonly string[][]): string {
  return stringify([[...columns], ...rows], {
    bom: true,
    escape_formulas: true,
    // By itself it quotes only the two together.
    quoted_match: /[\r\n]/,
    record_delimiter: '\r\n',
  })
}
