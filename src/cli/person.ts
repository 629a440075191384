/** What golive keeps of a person: written out, or under another name. */
import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { pseudonymisePerson } from '../commands/pseudonymise-person.ts'
import { Refusal } from '../domain/refusal.ts'
import { forgetDeleted } from '../store/dialect.ts'
import { listRowsAbout } from '../store/personal-data.ts'
import { refusalText } from '../views/refusal-text.ts'
import { type CliCommand, contextOf, misused, type Terminal, withDatabase } from './terminal.ts'

const exportOne: CliCommand = {
  usage: 'person export PERSON FILE',
  does: 'writes all that golive keeps of a person (their id in Slack) as JSON into a new file.',
  async run(args, terminal) {
    const [personId, file, ...more] = args
    if (!personId || !file || more.length > 0) return misused(exportOne, terminal)
    return withDatabase(terminal, async (db) => {
      const rows = await listRowsAbout(db, personId)
      const count = Object.values(rows).reduce((sum, each) => sum + each.length, 0)
      if (count === 0) return unknown(personId, terminal)
      const exported = { format: 'golive-person', version: 1, personId, rows }
      if (existsSync(file)) {
        terminal.err(`${file} is there already. Name another file.`)
        return 2
      }
      const handle = await open(file, 'wx', 0o600)
      try {
        await handle.writeFile(`${JSON.stringify(exported, null, 2)}\n`)
      } finally {
        await handle.close()
      }
      terminal.out(`${file}: ${count} rows about ${personId}`)
      return 0
    })
  },
}

const pseudonymOne: CliCommand = {
  usage: 'person pseudonym PERSON [NAME…]',
  does: 'puts a pseudonym in the place of a person (their id in Slack) wherever golive keeps them, and of the names that they are written by.',
  async run(args, terminal) {
    const [personId, ...names] = args
    if (!personId || names.some((name) => name.trim() === ''))
      return misused(pseudonymOne, terminal)
    return withDatabase(terminal, async (db) => {
      const rows = await listRowsAbout(db, personId)
      const isKnown = Object.values(rows).some((each) => each.length > 0)
      if (!isKnown) return unknown(personId, terminal)
      try {
        const pseudonym = await pseudonymisePerson(contextOf(db), { personId, names })
        terminal.out(`${personId} is ${pseudonym} now.`)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        terminal.err(refusalText(error.reason, 'UTC'))
        return 1
      }
      if (await forgetDeleted(db)) return 0
      terminal.err('The file may hold the old words still: stop golive and say "compact".')
      return 1
    })
  },
}

const compactOne: CliCommand = {
  usage: 'compact',
  does: 'writes the database anew, without what was deleted or replaced in it. Exits with 1 where something else has it open.',
  run: (_args, terminal) =>
    withDatabase(terminal, async (db) => {
      if (await forgetDeleted(db)) {
        terminal.out('Nothing that was deleted is in the file any more.')
        return 0
      }
      terminal.err('The database is in use: stop golive first.')
      return 1
    }),
}

export const personCommands: readonly CliCommand[] = [exportOne, pseudonymOne, compactOne]

function unknown(personId: string, terminal: Terminal): number {
  terminal.err(`golive keeps nothing about ${personId}.`)
  return 2
}
