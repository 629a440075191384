import { expect, it } from 'vitest'
import { markChannelBack, markChannelGone, saveChannel } from '../../src/store/channels.ts'
import { findLaunch } from '../../src/store/launches.ts'
import { onEachDialect } from '../support/databases.ts'
import { channelId, workspaceId } from '../support/launches.ts'
import { after, aSavedLaunch, start } from '../support/rows.ts'

onEachDialect('channels', (open) => {
  it('tell their launches whether they are private, as last saved', async () => {
    const db = await open()
    await aSavedLaunch(db)
    expect((await findLaunch(db, 'launch-1'))?.isPrivate).toBe(false)
    await saveChannel(db, { workspaceId, id: channelId, isPrivate: true })
    expect((await findLaunch(db, 'launch-1'))?.isPrivate).toBe(true)
  })

  it('are lost once and found once', async () => {
    const db = await open()
    await saveChannel(db, { workspaceId, id: channelId, isPrivate: false })
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(false)
    expect(await markChannelGone(db, workspaceId, channelId, start)).toBe(true)
    expect(await markChannelGone(db, workspaceId, channelId, after(1))).toBe(false)
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(true)
    expect(await markChannelBack(db, workspaceId, channelId)).toBe(false)
  })

  it('are no longer gone when they are saved again', async () => {
    const db = await open()
    const channel = { workspaceId, id: channelId, isPrivate: false }
    await saveChannel(db, channel)
    await markChannelGone(db, workspaceId, channelId, start)
    await saveChannel(db, channel)
    expect(await markChannelGone(db, workspaceId, channelId, after(1))).toBe(true)
  })

  it('that nobody knows are not lost', async () => {
    expect(await markChannelGone(await open(), workspaceId, 'C-OTHER', start)).toBe(false)
  })
})
