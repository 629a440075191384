/** What writes each file that a launch is taken away as; it is loaded when it is asked for. */
import type { FormatName } from '../domain/export-format.ts'
import { type LaunchFile, launchFileText } from '../domain/launch-file.ts'
import type { Report } from '../domain/report.ts'
import { namesIn } from './words.ts'

/** A launch as it is at one moment; its report is asked for only where it is what is written. */
export type Exported = { file: LaunchFile; report(): Promise<Report> }

export const formats: Record<FormatName, (it: Exported) => Promise<string | Uint8Array>> = {
  markdown: async ({ file }) => (await import('./markdown.ts')).exportMarkdown(file),
  pdf: async ({ file, report }) =>
    (await import('./report-pdf.ts')).reportPdf(await report(), namesIn(file)),
  'items.csv': async ({ file }) => (await import('./csv.ts')).itemsCsv(file),
  'events.csv': async ({ file }) => (await import('./csv.ts')).eventsCsv(file),
  json: async ({ file }) => launchFileText(file),
}
