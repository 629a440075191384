/**
 * A launch as tables. UTF-8 with a byte order mark, by which Excel knows it; lines end as RFC 4180 says.
 * A cell that a spreadsheet would take for a formula begins with an apostrophe.
 */
import { stringify } from 'csv-stringify/sync'
import { eventsIn, type LaunchFile } from '../domain/launch-file.ts'
import { asPlainText } from '../views/markdown.ts'
import { evidenceOf, ownersOf, placedItems } from './items.ts'
import { entryWords, namesIn } from './words.ts'

const itemColumns = [
  ...['phase', 'section', 'item', 'state', 'owners', 'due (UTC)', 'done by', 'done at (UTC)'],
  ...['reason', 'note', 'evidence'],
]

/** A row for each item, in the order of the checklist; what was removed, too. */
export function itemsCsv(file: LaunchFile): string {
  const nameOf = namesIn(file)
  const rows = placedItems(file).map(({ item, phase, section }) => {
    const owners = ownersOf(file, item.id, nameOf)
    const evidence = evidenceOf(file, item.id).map(({ url, title }) => {
      return title ? `${title}: ${url}` : url
    })
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

const eventColumns = [...['place', 'time (UTC)', 'who', 'from where', 'type', 'sentence', 'before']]

/** A row for each entry of the record, oldest first. */
export function eventsCsv(file: LaunchFile): string {
  const nameOf = namesIn(file)
  const rows = eventsIn(file).map((event) => {
    const { sentence, before } = entryWords(event, 'UTC', nameOf)
    return [
      ...[String(event.place), moment(event.at.toISOString()), nameOf(event.by), event.via],
      ...[event.type, sentence, before ?? ''],
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
