import { expect, it } from 'vitest'
import {
  listChannelsSeenBefore,
  markChannelBack,
  markChannelGone,
  markChannelSeen,
  saveChannel,
} from '../../src/store/channels.ts'
import { findLaunch } from '../../src/store/launches.ts'
import { onEachDialect } from '../support/databases.ts'
import { channelId, workspaceId } from '../support/launches.ts'
import { after, aSavedLaunch, start } from '../support/rows.ts'

onEachDialect('channels', (open) => {
  it('tell their launches whether they are private, as last saved', async () => {
    const db = await open()
    await aSavedLaunch(db)
    expect((await findLaunch(db, 'launch-1'))?.isPrivate).toBe(false)
    await saveChannel(db, { workspaceId, id: channelId, isPrivate: true }, after(1))
    expect((await findLaunch(db, 'launch-1'))?.isPrivate).toBe(true)
  })

  it('are lost once and found once', async () => {
    const db = await open()
    await saveChannel(db, { workspaceId, id: channelId, isPrivate: false }, start)
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(false)
    expect(await markChannelGone(db, workspaceId, channelId, start)).toBe(true)
    expect(await markChannelGone(db, workspaceId, channelId, after(1))).toBe(false)
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(true)
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(false)
  })

  it('stay gone when they are saved again, until somebody notes that they are back', async () => {
    const db = await open()
    const channel = { workspaceId, id: channelId, isPrivate: false }
    await saveChannel(db, channel, start)
    await markChannelGone(db, workspaceId, channelId, start)
    await saveChannel(db, channel, after(1))
    expect(await markChannelGone(db, workspaceId, channelId, after(2))).toBe(false)
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(true)
  })

  it('are listed that Slack was not asked about since, the longest ago first', async () => {
    const db = await open()
    const saveAt = (id: string, seconds: number, workspace = workspaceId) =>
      saveChannel(db, { workspaceId: workspace, id, isPrivate: false }, after(seconds))
    await saveAt('C-YOUNG', 30)
    await saveAt('C-OLD', 10)
    await saveAt('C-GONE', 20)
    await saveAt('C-FOREIGN', 5, 'T2')
    await markChannelGone(db, workspaceId, 'C-GONE', after(25))
    const seenBefore = (seconds: number, limit = 9) =>
      listChannelsSeenBefore(db, workspaceId, after(seconds), limit)
    const old = { id: 'C-OLD', isGone: false }
    expect(await seenBefore(30)).toEqual([old, { id: 'C-GONE', isGone: true }])
    expect(await seenBefore(30, 1)).toEqual([old])
    expect(await seenBefore(10)).toEqual([])
    await markChannelSeen(db, workspaceId, 'C-OLD', after(40))
    expect((await seenBefore(31)).map(({ id }) => id)).toEqual(['C-GONE', 'C-YOUNG'])
    await saveAt('C-GONE', 50)
    expect((await seenBefore(41)).map(({ id }) => id)).toEqual(['C-YOUNG', 'C-OLD'])
  })

  it('that nobody knows are not lost', async () => {
    expect(await markChannelGone(await open(), workspaceId, 'C-OTHER', start)).toBe(false)
  })
})
