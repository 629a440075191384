import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, it } from 'vitest'
import { migrations } from '../../migrations/index.ts'
import { beginning, findBreak } from '../../src/domain/chain.ts'
import { findHead, listChained } from '../../src/store/events.ts'
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
    // All of them run once for each of their statements.
  }, 120_000)
})

onEachBareDialect('the templates of before there were versions', (open) => {
  it('of one name are versions of one template, and launches keep theirs', async () => {
    const db = await open()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    await migrator.migrateTo('0005-links')
    const old = [
      ['web-1', 'Web', '2026-01-01', '2026-02-01'],
      ['web-2', 'Web', '2026-02-01', null],
      ['apps-1', 'Apps', '2026-01-01', '2026-03-01'],
    ] as const
    for (const [id, name, saved, withdrawn] of old) {
      await sql`insert into templates (id, name, digest, source, saved_at, withdrawn_at)
        values (${id}, ${name}, ${`digest of ${id}`}, ${`# ${name}`}, ${saved}, ${withdrawn})`.execute(
        db,
      )
    }
    await sql`insert into launches (id, workspace_id, channel_id, form_id, name, name_key, t0, zone,
        lead_id, template_id, started_at, started_by, events)
      values ('L', 'T1', 'C1', 'F', 'L', 'l', '2026-01-02', 'UTC', 'U1', 'web-1', '2026-01-01', 'U1', 0)`.execute(
      db,
    )
    await migrate(db)
    const templates = await db
      .selectFrom('templates')
      .select(['id', 'retired_at'])
      .orderBy('id')
      .execute()
    expect(templates).toEqual([
      { id: 'apps-1', retired_at: '2026-03-01' },
      { id: 'web-1', retired_at: null },
    ])
    const versions = await db
      .selectFrom('template_versions')
      .select(['id', 'template_id', 'number'])
      .orderBy('id')
      .execute()
    expect(versions).toEqual([
      { id: 'apps-1', template_id: 'apps-1', number: 1 },
      { id: 'web-1', template_id: 'web-1', number: 1 },
      { id: 'web-2', template_id: 'web-1', number: 2 },
    ])
    expect(await db.selectFrom('launches').select('template_id').execute()).toEqual([
      { template_id: 'web-1' },
    ])
    const orphan = db.updateTable('launches').set({ template_id: 'none' }).execute()
    await expect(orphan).rejects.toThrow()
  })
})

onEachBareDialect('a record of before it was a chain', (open) => {
  it('is sealed as it is', async () => {
    const db = await open()
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
    await migrator.migrateTo('0005-links')
    await sql`insert into templates (id, name, digest, source, saved_at)
      values ('t', 'T', 'd', '# T', '2026-01-01')`.execute(db)
    for (const id of ['L', 'M']) {
      await sql`insert into launches (id, workspace_id, channel_id, form_id, name, name_key, t0, zone,
          lead_id, template_id, started_at, started_by, events)
        values (${id}, 'T1', ${id}, ${id}, ${id}, ${id}, '2026-01-02', 'UTC', 'U1', 't', '2026-01-01', 'U1', 0)`.execute(
        db,
      )
    }
    for (const place of [1, 2, 3]) {
      await sql`insert into events (id, launch_id, place, type, data, at, "by", via)
        values (${`e${place}`}, 'L', ${place}, 'launch.live', '{}', '2026-01-03', 'U1', 'channel')`.execute(
        db,
      )
    }
    await migrate(db)
    const entries = await listChained(db, 'L')
    expect(entries).toHaveLength(3)
    expect(findBreak('L', entries, await findHead(db, 'L'))).toBeNull()
    expect(await findHead(db, 'M')).toEqual(beginning)
    const change = db.updateTable('events').set({ by: 'U2' }).execute()
    await expect(change).rejects.toThrow('append-only')
  })
})
