/** Launches as files, out of the database and into it. */
import { writeFile } from 'node:fs/promises'
import { wholeLaunch, wholeReport } from '../commands/export-launch.ts'
import { importLaunch } from '../commands/import-launch.ts'
import { formatNames } from '../domain/export-format.ts'
import { readLaunchFile } from '../domain/launch-file.ts'
import { Refusal } from '../domain/refusal.ts'
import { formats } from '../files/formats.ts'
import { refusalText } from '../views/refusal-text.ts'
import { launchNamed } from './named-launch.ts'
import {
  type CliCommand,
  contextOf,
  misused,
  textIn,
  withDatabase,
  withNewDatabase,
} from './terminal.ts'

const exportOne: CliCommand = {
  usage: `export LAUNCH [--format ${formatNames.join('|')}] [FILE]`,
  does: 'writes a launch, by its name or id, to a file or the standard output; without a format as JSON, which can be imported.',
  async run(args, terminal) {
    const at = args.indexOf('--format')
    const wanted = at < 0 ? 'json' : args[at + 1]
    const [name, path, ...more] = at < 0 ? args : args.toSpliced(at, 2)
    const format = formatNames.find((each) => each === wanted)
    if (!name || !format || more.length > 0) return misused(exportOne, terminal)
    return withDatabase(terminal, async (db) => {
      const launch = await launchNamed(db, name, terminal)
      if (!launch) return 2
      const context = contextOf(db)
      const file = await wholeLaunch(context, launch.id)
      const report = () => wholeReport(context, launch.id, { withPeople: false })
      const content = await formats[format]({ file, report })
      if (path) {
        await writeFile(path, content)
        terminal.out(`${path}: “${launch.name}” as ${format}`)
        return 0
      }
      if (typeof content === 'string') {
        terminal.out(content.replace(/\n$/, ''))
        return 0
      }
      terminal.err(`What is no text goes into a file: name one for the ${format}.`)
      return 2
    })
  },
}

const importOne: CliCommand = {
  usage: 'import FILE',
  does: 'puts a launch that was exported as JSON into the database. It rests: the clock does nothing in it until somebody in its channel chooses Resend Messages.',
  async run(args, terminal) {
    const [path, ...more] = args
    if (!path || more.length > 0) return misused(importOne, terminal)
    const source = await textIn(path, terminal)
    if (source === null) return 2
    try {
      const file = readLaunchFile(source)
      return await withNewDatabase(terminal, async (db) => {
        const outcome = await importLaunch(contextOf(db), file)
        const { launch, record } = file
        terminal.out(
          outcome === 'there'
            ? `${launch.name}: is here already, with the same record`
            : `${launch.name}: imported, with ${record.entries.length} entries in its record`,
        )
        return 0
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      terminal.err(`${path}: ${refusalText(error.reason, 'UTC')}`)
      return 1
    }
  },
}

export const exportCommands: readonly CliCommand[] = [exportOne, importOne]
