/** The files that a launch can be taken away as. Another one is a line here. */
import { type LaunchFile, launchFileText } from '../domain/launch-file.ts'
import { eventsCsv, itemsCsv } from './export-csv.ts'
import { exportMarkdown } from './export-markdown.ts'

type Format = {
  label: string
  ending: string
  print(file: LaunchFile): string | Uint8Array | Promise<Uint8Array>
}

export const formats = {
  markdown: { label: 'Markdown: the checklist, ticked', ending: 'md', print: exportMarkdown },
  'items.csv': { label: 'CSV: the items', ending: 'items.csv', print: itemsCsv },
  'events.csv': { label: 'CSV: the record', ending: 'events.csv', print: eventsCsv },
  json: { label: 'JSON: all of it, to be imported', ending: 'json', print: launchFileText },
} as const satisfies Record<string, Format>

export type FormatName = keyof typeof formats
export const formatNames = Object.keys(formats) as FormatName[]

/** What a launch's file is called. */
export function exportFileName(name: string, format: FormatName): string {
  const words =
    name
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return `${words.join('-').slice(0, 60) || 'launch'}.${formats[format].ending}`
}
