import type { Report } from '../domain/report.ts'
import { sparkline } from '../views/burn-up.ts'
import { reportWords } from '../views/report-parts.ts'
import { asMarkdown } from './markdown-text.ts'
import { plainWording } from './report-words.ts'

/** A report as a Markdown file; `nameOf` says how a person is called. */
export function reportMarkdown(report: Report, nameOf: (personId: string) => string): string {
  const { title, facts, parts } = reportWords(report, plainWording(report, nameOf))
  const tables = parts.flatMap(({ heading, columns, rows }) => [
    `## ${heading}`,
    '',
    rowText(columns),
    rowText(columns.map(() => '---')),
    ...rows.map(rowText),
    '',
  ])
  const points = facts.map((fact) => `- ${asMarkdown(fact)}`)
  return [
    `# ${asMarkdown(title)}`,
    '',
    ...points,
    `- Burn-up ${sparkline(report.burnUp)}`,
    '',
    ...tables,
  ].join('\n')
}

function rowText(cells: readonly string[]): string {
  return `| ${cells.map(asMarkdown).join(' | ')} |`
}
