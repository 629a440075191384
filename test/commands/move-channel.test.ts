import { expect, it } from 'vitest'
import { loseChannel } from '../../src/commands/lose-channel.ts'
import { moveChannel } from '../../src/commands/move-channel.ts'
import { keepAnnouncement } from '../../src/store/announcements.ts'
import { listArchivesOf } from '../../src/store/archives.ts'
import type { Db } from '../../src/store/database.ts'
import { listLaunches } from '../../src/store/launches.ts'
import { listSurfacesOfChannel } from '../../src/store/surfaces.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { aLaunch, channelId as from, outboxOf, recordOf, workspaceId } from '../support/launches.ts'

const to = 'C-SHARED'

function inArchives(db: Db, channel_id: string) {
  const times = {
    t0: '2026',
    started_at: '2026',
    live_at: null,
    ended_at: '2026',
    archived_at: '2026',
  }
  const rest = { ending: null, template_id: null, kind: 'real', place: 1, hash: 'h' } as const
  const row = { launch_id: 'launch-1', workspace_id: workspaceId, channel_id, name: 'Payments' }
  return db
    .insertInto('archives')
    .values({ ...row, ...times, ...rest, file: 'f', sha256: 's' })
    .execute()
}

onEachDialect('a channel that has another id', (open) => {
  it('keeps its launches, its messages and what is still to be said there', async () => {
    const db = await open()
    const { context, launch } = await aLaunch(db)
    const elsewhere = await aLaunch(db, { formId: 'form-2', channelId: 'C-OTHER' })
    await inArchives(db, from)
    await keepAnnouncement(db, { key: 'announce:1', channelId: from, ts: '1.1' })
    const surfaces = await listSurfacesOfChannel(db, workspaceId, from)
    const waiting = (await outboxOf(db)).filter(({ channel_id }) => channel_id === from)
    expect(await moveChannel(context, { workspaceId, from, to })).toBe(true)
    expect(JSON.stringify(await allRows(db))).not.toContain(`"${from}"`)
    expect((await listLaunches(db, workspaceId, to)).map(({ id }) => id)).toEqual([launch.id])
    const moved = await listSurfacesOfChannel(db, workspaceId, to)
    expect(moved).toEqual(surfaces.map((surface) => ({ ...surface, channelId: to })))
    const stillWaiting = (await outboxOf(db)).filter(({ channel_id }) => channel_id === to)
    expect(stillWaiting.map(({ key }) => key)).toEqual(waiting.map(({ key }) => key))
    expect(await listArchivesOf(db, workspaceId, to)).toHaveLength(1)
    const others = await listLaunches(db, workspaceId, 'C-OTHER')
    expect(others.map(({ id }) => id)).toEqual([elsewhere.launch.id])
  })

  it('is back, if it was missed under its old one', async () => {
    const db = await open()
    const started = await aLaunch(db)
    const { context } = started
    await loseChannel(context, { workspaceId, channelId: from }, 'unreachable')
    await moveChannel(context, { workspaceId, from, to })
    expect((await recordOf(started)).map(({ type }) => type).slice(-2)).toEqual([
      'channel.lost',
      'channel.regained',
    ])
  })

  it('moves once, however often Slack says so, and one without a launch does not', async () => {
    const db = await open()
    const { context } = await aLaunch(db)
    await moveChannel(context, { workspaceId, from, to })
    const before = await allRows(db)
    for (const id of [from, 'C-UNKNOWN', to]) {
      expect(await moveChannel(context, { workspaceId, from: id, to })).toBe(false)
    }
    expect(await allRows(db)).toEqual(before)
  })
})
