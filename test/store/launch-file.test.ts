import { expect, it } from 'vitest'
import { wholeLaunch } from '../../src/commands/export-launch.ts'
import { onEachDialect } from '../support/databases.ts'
import { aLaunch } from '../support/launches.ts'

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** What of a launch's tables is in no file, because it follows from the rest or is of this database. */
const leftOut: Record<string, readonly string[]> = {
  launches: ['name_key', 'imported_at'],
  roles: ['launch_id'],
  phases: ['launch_id'],
  sections: ['launch_id'],
  items: ['launch_id'],
}

onEachDialect('the file of a launch', (open) => {
  it('has every column of the tables of its launch, but for what follows from the rest', async () => {
    const { context, launch } = await aLaunch(await open())
    const file = await wholeLaunch(context, launch.id)
    const { roles, phases, sections, items } = file
    const parts = { launches: [file.launch], roles, phases, sections, items }
    const tables = await context.db.introspection.getTables()
    for (const [table, [row]] of Object.entries(parts)) {
      const columns = tables.find(({ name }) => name === table)?.columns.map(({ name }) => name)
      const known = [...Object.keys(row ?? {}).map(snake), ...(leftOut[table] ?? [])]
      expect(columns?.toSorted(), table).toEqual(known.toSorted())
    }
  })
})
