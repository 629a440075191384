/** The words of a report where there is no Slack. */
import type { Report } from '../domain/report.ts'
import { asPlainText } from '../views/markdown.ts'
import { reportWords, type Wording } from '../views/report-parts.ts'
import { cut, wordsFor } from '../views/text.ts'

/** What a chart says, for who does not see it. */
export function chartWords(report: Report): string {
  const { facts } = reportWords(
    report,
    plainWording(report, (id) => id),
  )
  return cut(`Burn-up of settled items. ${facts.slice(1).join('. ')}`, 900)
}

/** Words without marks, in the launch's zone. */
export function plainWording(
  { launch }: Pick<Report, 'launch'>,
  nameOf: (personId: string) => string,
): Wording {
  return {
    person: (id) => cut(nameOf(id), 60),
    item: (markdown, size) => cut(asPlainText(markdown), size),
    text: cut,
    moment: (at) => wordsFor(at, launch.zone),
  }
}
