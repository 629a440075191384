/** A launch's report as a file: the page as PDF, its chart as PNG, or its words as Markdown. */
import { writeFile } from 'node:fs/promises'
import { systemClock } from '../domain/clock.ts'
import { type Report, reportOf } from '../domain/report.ts'
import { readBoard } from '../store/board.ts'
import { listAllEvents } from '../store/events.ts'
import { listLaunchesNamed } from '../store/launches.ts'
import { reportFile } from '../views/report.ts'
import { type CliCommand, misused, withDatabase } from './terminal.ts'

const writers: Record<string, (report: Report) => Promise<string | Uint8Array>> = {
  md: async (report) => reportFile(report, (id) => id),
  png: async (report) =>
    (await import('../pictures/burn-up-chart.ts')).burnUpChart(report, { hasList: true }),
  pdf: async (report) => (await import('../pictures/report-pdf.ts')).reportPdf(report, (id) => id),
}

export const reportCommand: CliCommand = {
  usage: 'report LAUNCH FILE.pdf|FILE.png|FILE.md',
  does: 'writes the report of a launch, by its name or id, to a file; of people their ids in Slack.',
  async run(args, terminal) {
    const [name, file, ...more] = args
    const write = writers[file?.split('.').at(-1) ?? '']
    if (!name || !file || !write || more.length > 0) return misused(reportCommand, terminal)
    return withDatabase(terminal, async (db) => {
      const [launch, ...others] = await listLaunchesNamed(db, name)
      const board = launch && (await readBoard(db, launch.id))
      if (!board) {
        terminal.err(`There is no launch “${name}”.`)
        return 2
      }
      if (others.length > 0) {
        terminal.err(`Several launches are called “${name}”. Name one by its id:`)
        for (const { id, started } of [launch, ...others])
          terminal.err(`  ${id}, started ${started.at.toISOString()}`)
        return 2
      }
      const events = await listAllEvents(db, launch.id)
      await writeFile(file, await write(reportOf(board, events, systemClock.now())))
      terminal.out(`${file}: the report of “${launch.name}”`)
      return 0
    })
  },
}
