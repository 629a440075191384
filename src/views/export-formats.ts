/** The files that a launch can be taken away as. Another one is a line here. What prints one is loaded then. */
import { type LaunchFile, launchFileText } from '../domain/launch-file.ts'

type Format = {
  label: string
  ending: string
  print(file: LaunchFile): Promise<string | Uint8Array>
}

const csv = () => import('./export-csv.ts')
const markdown = () => import('./export-markdown.ts')

export const formats = {
  markdown: {
    label: 'Markdown: the checklist, ticked',
    ending: 'md',
    print: async (file) => (await markdown()).exportMarkdown(file),
  },
  'items.csv': {
    label: 'CSV: the items',
    ending: 'items.csv',
    print: async (file) => (await csv()).itemsCsv(file),
  },
  'events.csv': {
    label: 'CSV: the record',
    ending: 'events.csv',
    print: async (file) => (await csv()).eventsCsv(file),
  },
  json: {
    label: 'JSON: all of it, to be imported',
    ending: 'json',
    print: async (file) => launchFileText(file),
  },
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
