/** The whole database into a file while golive runs, and back while it does not. */
import { existsSync } from 'node:fs'
import { readDatabasePath } from '../config.ts'
import { systemClock } from '../domain/clock.ts'
import { type BrokenRecord, backUp, isSameFile, restore } from '../store/backup.ts'
import { breakText } from '../views/chain-break.ts'
import { type CliCommand, misused, type Terminal } from './terminal.ts'

const backupOne: CliCommand = {
  usage: 'backup [--force] FILE',
  does: 'copies the database into a file, also while golive runs, and checks the copy. Exits with 1 when a record in it does not fit. Replaces a file only with --force.',
  async run(args, terminal) {
    const { file, isForced } = fileIn(args)
    if (!file) return misused(backupOne, terminal)
    const path = readDatabasePath(terminal.env)
    if (!existsSync(path)) return failed(terminal, `There is no database in ${path}.`)
    if (isSameFile(path, file)) return failed(terminal, `${file} is the database itself.`)
    if (existsSync(file) && !isForced) {
      return failed(terminal, `${file} is there already. Name another file, or say --force.`)
    }
    const { faults, launches, broken } = await backUp(path, file)
    if (faults.length > 0) return failed(terminal, ...faults, `${file} was not written.`)
    terminal.out(`${file}: ${launches === 1 ? '1 launch' : `${launches} launches`}, checked`)
    return tellBroken(broken, terminal)
  },
}

const restoreOne: CliCommand = {
  usage: 'restore [--force] FILE',
  does: 'puts a backup in the place of the database while golive does not run, and keeps what was there beside it. One whose record does not fit is taken only with --force.',
  async run(args, terminal) {
    const { file, isForced } = fileIn(args)
    if (!file) return misused(restoreOne, terminal)
    const path = readDatabasePath(terminal.env)
    if (!existsSync(file)) return failed(terminal, `There is no file ${file}.`)
    if (isSameFile(path, file)) return failed(terminal, `${file} is the database itself.`)
    const now = systemClock.now()
    const { findings, kept, isInUse, isDone } = await restore(path, file, { now, anyway: isForced })
    if (isInUse) {
      return failed(terminal, `${path} is in use. Stop golive, and whatever else has it open.`)
    }
    for (const fault of findings.faults) terminal.err(`${file}: ${fault}`)
    tellBroken(findings.broken, terminal)
    if (!isDone) return failed(terminal, `Nothing was restored; ${path} is as it was.`)
    terminal.out(`${path} is what ${file} holds.`)
    if (kept) terminal.out(`What was there before is in ${kept}.`)
    return 0
  },
}

export const backupCommands: readonly CliCommand[] = [backupOne, restoreOne]

function fileIn(args: readonly string[]): { file: string | null; isForced: boolean } {
  const [file, ...more] = args.filter((arg) => arg !== '--force')
  const isMeant = file && !file.startsWith('--') && more.length === 0
  return { file: isMeant ? file : null, isForced: args.includes('--force') }
}

function failed(terminal: Terminal, ...lines: string[]): number {
  for (const line of lines) terminal.err(line)
  return 2
}

/** Returns the exit code. */
function tellBroken(broken: readonly BrokenRecord[], terminal: Terminal): number {
  for (const { name, found } of broken) {
    terminal.err(`The record of “${name}”: ${breakText(found)}.`)
  }
  return broken.length > 0 ? 1 : 0
}
