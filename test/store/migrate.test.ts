import { expect, it } from 'vitest'
import { isMigrated, migrate } from '../../src/store/migrate.ts'
import { allRows, onEachBareDialect } from '../support/databases.ts'

onEachBareDialect('migrations', (open) => {
  it('bring a new database up to date', async () => {
    const db = await open()
    expect(await isMigrated(db)).toBe(false)
    await migrate(db)
    expect(await isMigrated(db)).toBe(true)
  })

  it('change nothing when they run again', async () => {
    const db = await open()
    await migrate(db)
    await db
      .insertInto('channels')
      .values({ workspace_id: 'T1', id: 'C1', visibility: 'public', gone_at: null })
      .execute()
    const before = await allRows(db)
    await migrate(db)
    expect(await allRows(db)).toEqual(before)
    expect(await isMigrated(db)).toBe(true)
  })
})
