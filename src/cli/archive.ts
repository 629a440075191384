/** Launches that ended long ago, into files; `import` reads one back. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { archiveLaunch } from '../commands/archive-launch.ts'
import { wholeLaunch } from '../commands/export-launch.ts'
import { systemClock } from '../domain/clock.ts'
import { subDays } from '../domain/dates.ts'
import { launchFileText } from '../domain/launch-file.ts'
import { Refusal } from '../domain/refusal.ts'
import { listToArchive } from '../store/archives.ts'
import { flush, putInPlace } from '../store/durable-file.ts'
import { refusalText } from '../views/refusal-text.ts'
import { plural } from '../views/text.ts'
import { type CliCommand, contextOf, misused, withDatabase } from './terminal.ts'

const usualDays = 90

export const archive: CliCommand = {
  usage: 'archive [--days N] FOLDER',
  does: `writes each launch that ended more than N days ago (${usualDays}) into a file of its own, checks it, and takes the launch out of the database. Exits with 1 when one could not be.`,
  async run(args, terminal) {
    const at = args.indexOf('--days')
    const days = at < 0 ? usualDays : Number(args[at + 1])
    const [folder, ...more] = at < 0 ? args : args.toSpliced(at, 2)
    const isCount = Number.isInteger(days) && days >= 0
    if (!folder || !isCount || more.length > 0) return misused(archive, terminal)
    return withDatabase(terminal, async (db) => {
      const context = contextOf(db)
      await mkdir(folder, { recursive: true })
      let code = 0
      const ended = await listToArchive(db, subDays(systemClock.now(), days))
      if (ended.length === 0) terminal.out(`No launch ended more than ${plural(days, 'day')} ago.`)
      for (const { id, name, endedAt } of ended) {
        const file = `${endedAt.slice(0, 10)}-${id}.json`
        const path = join(folder, file)
        // Until the launch is archived it is no other's: what has the name may be all there is of it.
        const part = `${path}.${process.pid}.part`
        try {
          await write(part, launchFileText(await wholeLaunch(context, id)))
          const text = await readFile(part, 'utf8')
          if ((await archiveLaunch(context, { file, text })) === 'archived') {
            await putInPlace(part, path)
            terminal.out(`${name}: in ${path}`)
            continue
          }
          terminal.err(`${name}: was changed meanwhile, and stays.`)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
          terminal.err(`${name}: stays. ${refusalText(error.reason, 'UTC')}`)
        }
        code = 1
        await rm(part, { force: true })
      }
      return code
    })
  },
}

/** Its words and its name are on the disk when it returns. */
async function write(part: string, text: string): Promise<void> {
  await writeFile(part, text, { mode: 0o600 })
  await flush(part)
  await flush(dirname(part))
}
