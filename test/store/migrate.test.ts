import { expect, it } from 'vitest'
import { isMigrated, migrate } from '../../src/store/migrate.ts'
import { allRows, onEachBareDialect } from '../support/databases.ts'
import { failing } from '../support/failing-database.ts'

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
      .values({ workspace_id: 'T1', id: 'C1', visibility: 'public', seen_at: 'now', gone_at: null })
      .execute()
    const before = await allRows(db)
    await migrate(db)
    expect(await allRows(db)).toEqual(before)
    expect(await isMigrated(db)).toBe(true)
  })

  it('leave no table when they fail half-way, at whichever statement', async () => {
    const db = await open()
    let failures = 0
    for (let statement = 1; !(await isMigrated(db)); statement++) {
      const broken = failing(db, { statement, when: 'before' })
      const attempt = migrate(broken.db)
      if (await attempt.then(broken.hasFailed, broken.hasFailed)) {
        await expect(attempt).rejects.toThrow('injected')
        expect(await db.introspection.getTables(), `statement ${statement}`).toEqual([])
        failures++
      }
    }
    expect(failures).toBeGreaterThan(20)
  })
})
