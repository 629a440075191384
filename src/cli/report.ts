/** A launch's report as a file: the page as PDF, its chart as PNG, or its words as Markdown. */
import { writeFile } from 'node:fs/promises'
import { wholeLaunch, wholeReport } from '../commands/export-launch.ts'
import type { Report } from '../domain/report.ts'
import { type NameOf, namesIn } from '../files/words.ts'
import { launchNamed } from './named-launch.ts'
import { type CliCommand, contextOf, misused, withDatabase } from './terminal.ts'

const writers: Record<string, (report: Report, nameOf: NameOf) => Promise<string | Uint8Array>> = {
  md: async (report, nameOf) =>
    (await import('../files/report-markdown.ts')).reportMarkdown(report, nameOf),
  png: async (report) =>
    (await import('../files/burn-up-chart.ts')).burnUpChart(report, { hasList: true }),
  pdf: async (report, nameOf) => (await import('../files/report-pdf.ts')).reportPdf(report, nameOf),
}

export const reportCommand: CliCommand = {
  usage: 'report [--people] LAUNCH FILE.pdf|FILE.png|FILE.md',
  does: 'writes the report of a launch, by its name or id, to a file; with --people also who did how much.',
  async run(args, terminal) {
    const withPeople = args.includes('--people')
    const [name, path, ...more] = args.filter((arg) => arg !== '--people')
    const write = writers[path?.split('.').at(-1) ?? '']
    if (!name || !path || !write || more.length > 0) return misused(reportCommand, terminal)
    return withDatabase(terminal, async (db) => {
      const launch = await launchNamed(db, name, terminal)
      if (!launch) return 2
      const context = contextOf(db)
      const report = await wholeReport(context, launch.id, { withPeople })
      const nameOf = namesIn(await wholeLaunch(context, launch.id))
      await writeFile(path, await write(report, nameOf))
      terminal.out(`${path}: the report of “${launch.name}”`)
      return 0
    })
  },
}
