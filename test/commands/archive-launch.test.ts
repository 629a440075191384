import { expect, it } from 'vitest'
import { archiveLaunch } from '../../src/commands/archive-launch.ts'
import { wholeLaunch } from '../../src/commands/export-launch.ts'
import { importLaunch } from '../../src/commands/import-launch.ts'
import { reviewTemplate } from '../../src/commands/review-template.ts'
import { launchFileText, readLaunchFile } from '../../src/domain/launch-file.ts'
import { keepAnnouncement } from '../../src/store/announcements.ts'
import { findArchive, listArchivesOf, listToArchive } from '../../src/store/archives.ts'
import { type Db, iso } from '../../src/store/database.ts'
import { listChained } from '../../src/store/events.ts'
import { findVersionOfLaunch } from '../../src/store/templates.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { anotherLaunch } from '../support/every-command.ts'
import { ana, refusalOf, workspaceId } from '../support/launches.ts'
import { after } from '../support/rows.ts'

const file = '2026-12-24-launch.json'

/** A launch that has ended, in a database with one that runs. */
async function ended(db: Db) {
  await anotherLaunch(db)
  const started = await anotherLaunch(db)
  const { context, launch } = started
  const at = iso(after(60))
  const over = { ended_at: at, ended_by: ana.id, ending: 'complete' as const }
  await db.updateTable('launches').set(over).where('id', '=', launch.id).execute()
  const text = async () => launchFileText(await wholeLaunch(context, launch.id))
  return { ...started, text }
}

onEachDialect('an archived launch', (open) => {
  it('is nowhere but in its stub, and the others stay as they are', async () => {
    const db = await open()
    const { context, launch, text } = await ended(db)
    const head = await db
      .selectFrom('heads')
      .selectAll()
      .where('launch_id', '=', launch.id)
      .execute()
    const whole = await text()
    const [event] = await listChained(db, launch.id)
    for (const key of [`announce:${event?.id}`, `announce:${event?.id}:U-BOB`, 'announce:other'])
      await keepAnnouncement(db, { key, channelId: 'C-1', ts: '1.1' })
    expect(await archiveLaunch(context, { file, text: whole })).toBe('archived')
    const { archives, announcements, ...rows } = await allRows(db)
    expect(announcements).toEqual([expect.stringContaining('announce:other')])
    expect(archives).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(launch.id)
    expect(rows.launches).toHaveLength(1)
    expect(await findArchive(db, launch.id)).toMatchObject({
      ...{ name: launch.name, file, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      head: { place: head[0]?.place, hash: head[0]?.hash },
    })
    expect(await listArchivesOf(db, workspaceId, launch.channelId)).toHaveLength(1)
    expect(await listArchivesOf(db, workspaceId, 'C-ELSE')).toEqual([])
  })

  it('is read back as it was, once, and nothing is deleted of it then', async () => {
    const db = await open()
    const { context, launch, text } = await ended(db)
    const whole = await text()
    await archiveLaunch(context, { file, text: whole })
    expect(await importLaunch(context, readLaunchFile(whole))).toBe('imported')
    expect(await text()).toBe(whole)
    expect(await findArchive(db, launch.id)).toBeUndefined()
    const deletion = db.deleteFrom('events').where('launch_id', '=', launch.id).execute()
    await expect(deletion).rejects.toThrow('append-only')
  })

  it('is not read back from a file with another record', async () => {
    const db = await open()
    const { context, launch, text } = await ended(db)
    const shorter = readLaunchFile(await text())
    await archiveLaunch(context, { file, text: await text() })
    shorter.record.entries.pop()
    const { place = 0, hash = '' } = shorter.record.entries.at(-1) ?? {}
    shorter.record.head = { place, hash }
    expect(await refusalOf(importLaunch(context, shorter))).toMatchObject({
      ...{ code: 'file-differs', name: launch.name, there: place },
    })
  })

  it('has ended, and is what its file says; otherwise it stays whole', async () => {
    const db = await open()
    const { context, launch, text } = await ended(db)
    const whole = await text()
    const reopened = db.updateTable('launches').where('id', '=', launch.id)
    await db.updateTable('items').set({ note: 'new' }).where('launch_id', '=', launch.id).execute()
    const before = await allRows(db)
    expect(await archiveLaunch(context, { file, text: whole })).toBe('changed')
    await reopened.set({ ended_at: null }).execute()
    expect(await archiveLaunch(context, { file, text: await text() })).toBe('changed')
    await reopened.set({ ended_at: iso(after(60)) }).execute()
    const broken = whole.replace(/"by": "U-ANA"/, '"by": "U-ELSE"')
    await refusalOf(archiveLaunch(context, { file, text: broken }))
    expect(await allRows(db)).toEqual(before)
  })

  it('is one that ended before, that nobody has read back since and no running one shows', async () => {
    const db = await open()
    const { launch } = await ended(db)
    const change = (values: object) =>
      db.updateTable('launches').set(values).where('id', '=', launch.id).execute()
    const ids = async (seconds: number) =>
      (await listToArchive(db, after(seconds))).map(({ id }) => id)
    expect([await ids(60), await ids(61)]).toEqual([[], [launch.id]])
    await change({ imported_at: iso(after(90)) })
    expect([await ids(61), await ids(91)]).toEqual([[], [launch.id]])
    const running = db.updateTable('launches').where('ended_at', 'is', null)
    await running.set({ rehearsal_id: launch.id }).execute()
    expect(await ids(91)).toEqual([])
  })

  it('leaves nothing to do that an emergency has left', async () => {
    const db = await open()
    const { launch } = await ended(db)
    const ids = async () => (await listToArchive(db, after(61))).map(({ id }) => id)
    await db
      .updateTable('phases')
      .set({ emergency_id: 'e1' })
      .where('launch_id', '=', launch.id)
      .execute()
    expect(await ids()).toEqual([])
    await db
      .updateTable('items')
      .set({ state: 'done' })
      .where('launch_id', '=', launch.id)
      .execute()
    expect(await ids()).toEqual([launch.id])
  })

  it('is counted by a review of its checklist, which cannot learn from it', async () => {
    const db = await open()
    const { context, launch, text } = await ended(db)
    const { templateId } = await findVersionOfLaunch(db, launch.id)
    expect(await reviewTemplate(db, ana, templateId)).toMatchObject({
      ...{ archived: 0, review: { launches: 1 } },
    })
    await archiveLaunch(context, { file, text: await text() })
    expect(await reviewTemplate(db, ana, templateId)).toMatchObject({
      ...{ archived: 1, review: { launches: 0 } },
    })
  })
})
