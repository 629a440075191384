import type { Launch } from '../domain/launch.ts'
import { listArchivesNamed } from '../store/archives.ts'
import type { Db } from '../store/database.ts'
import { listLaunchesNamed } from '../store/launches.ts'
import type { Terminal } from './terminal.ts'

/** The one launch of this id or name; null, and says so, where there is none, or more than one. */
export async function launchNamed(
  db: Db,
  name: string,
  terminal: Terminal,
): Promise<Launch | null> {
  const found = await listLaunchesNamed(db, name)
  const [launch, ...others] = found
  if (launch && others.length === 0) return launch
  if (!launch) {
    const archives = await listArchivesNamed(db, name)
    if (archives.length === 0) terminal.err(`There is no launch “${name}”.`)
    for (const { file } of archives) terminal.err(`“${name}” is archived, in ${file}.`)
    return null
  }
  terminal.err(`Several launches are called “${name}”. Name one by its id:`)
  for (const { id, started } of found) terminal.err(`  ${id}, started ${started.at.toISOString()}`)
  return null
}
