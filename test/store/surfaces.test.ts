import { expect, it } from 'vitest'
import { itemsOf } from '../../src/domain/launch.ts'
import { keyOf, type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import { readBoard } from '../../src/store/board.ts'
import { markChannelGone } from '../../src/store/channels.ts'
import type { Db } from '../../src/store/database.ts'
import { claim, enqueue, listPending, park } from '../../src/store/outbox.ts'
import { insertReminder } from '../../src/store/reminders.ts'
import {
  addSurfaces,
  findSurface,
  forgetDigests,
  listBoardMessages,
  listSurfaces,
  listSurfacesOfChannel,
  listSurfacesSentBefore,
  markGone,
  markSent,
  setUnfolded,
} from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { channelId, workspaceId } from '../support/launches.ts'
import { after, aMessage, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

const boardKey = 'board:launch-1'

async function surfacesIn(db: Db): Promise<Surface[]> {
  const launch = await aSavedLaunch(db)
  await withChecklist(db, launch.id)
  const phases = (await readBoard(db, launch.id))?.phases ?? []
  const sections = phases.flatMap((phase) => phase.sections.flatMap(sectionSurfaces))
  const surfaces: Surface[] = [{ kind: 'board', launchId: launch.id }, ...sections]
  await addSurfaces(db, launch, surfaces.toReversed())
  return surfaces
}

onEachDialect('surfaces', (open) => {
  it('start unposted, and are listed as their channel shows them', async () => {
    const db = await open()
    const surfaces = await surfacesIn(db)
    const listed = await listSurfaces(db, 'launch-1')
    expect(listed.map(({ surface }) => surface)).toEqual(surfaces)
    expect(listed[0]).toEqual({
      key: boardKey,
      surface: surfaces[0],
      launchId: 'launch-1',
      workspaceId,
      channelId,
      ts: null,
      digest: null,
      thread: null,
      sentAt: null,
      isUnfolded: false,
    })
    expect(await listSurfacesOfChannel(db, workspaceId, channelId)).toEqual(listed)
    expect(await listSurfacesOfChannel(db, 'T2', channelId)).toEqual([])
    expect(await listSurfaces(db, 'launch-2')).toEqual([])
  })

  it('stay as they are when they are added again', async () => {
    const db = await open()
    const surfaces = await surfacesIn(db)
    await markSent(db, boardKey, { ts: '1.1', channelId, digest: 'd', at: start })
    const before = await listSurfaces(db, 'launch-1')
    await addSurfaces(db, { id: 'launch-1', workspaceId, channelId }, surfaces)
    expect(await listSurfaces(db, 'launch-1')).toEqual(before)
  })

  it('know what was sent, until their message is gone', async () => {
    const db = await open()
    await surfacesIn(db)
    await markSent(db, boardKey, { ts: '1.1', channelId, digest: 'd', at: start })
    const sent = { ts: '1.1', digest: 'd', sentAt: start }
    expect(await findSurface(db, boardKey)).toMatchObject(sent)
    await forgetDigests(db, [boardKey])
    expect(await findSurface(db, boardKey)).toMatchObject({ ...sent, digest: null })
    await markGone(db, boardKey)
    expect(await findSurface(db, boardKey)).toMatchObject({ ts: null, digest: null })
  })

  it('forget no digest but those named', async () => {
    const db = await open()
    const [, section] = await surfacesIn(db)
    const key = section ? keyOf(section) : ''
    for (const each of [boardKey, key])
      await markSent(db, each, { ts: '1', channelId, digest: 'd', at: start })
    await forgetDigests(db, [])
    await forgetDigests(db, [key])
    expect((await findSurface(db, boardKey))?.digest).toBe('d')
    expect((await findSurface(db, key))?.digest).toBeNull()
  })

  it('are unfolded and folded again', async () => {
    const db = await open()
    await surfacesIn(db)
    await setUnfolded(db, boardKey, start)
    expect((await findSurface(db, boardKey))?.isUnfolded).toBe(true)
    await setUnfolded(db, boardKey, null)
    expect((await findSurface(db, boardKey))?.isUnfolded).toBe(false)
  })

  it('are stale when they were sent before a moment, unless their channel is gone', async () => {
    const db = await open()
    await surfacesIn(db)
    const stale = async (kind: Surface['kind'], moment: Date) =>
      (await listSurfacesSentBefore(db, workspaceId, kind, moment, 9)).map(({ key }) => key)
    expect(await stale('board', after(1)), 'never sent').toEqual([])
    await markSent(db, boardKey, { ts: '1.1', channelId, digest: 'd', at: start })
    expect(await stale('board', start)).toEqual([])
    expect(await stale('board', after(1))).toEqual([boardKey])
    expect(await stale('section', after(1))).toEqual([])
    await markChannelGone(db, workspaceId, channelId, start)
    expect(await stale('board', after(1))).toEqual([])
  })

  const boardsOf = async (...seconds: number[]) => {
    const db = await open()
    for (const second of seconds) {
      const id = `launch-${second}`
      const launch = await aSavedLaunch(db, { id })
      await addSurfaces(db, launch, [{ kind: 'board', launchId: id }])
      await markSent(db, `board:${id}`, { ts: '1.1', channelId, digest: 'd', at: after(second) })
    }
    const stale = async (limit = 9, workspace = workspaceId) =>
      (await listSurfacesSentBefore(db, workspace, 'board', after(100), limit)).map(
        ({ launchId }) => launchId,
      )
    return { db, stale }
  }
  const boardWish = (launchId: string) => aMessage(`board:${launchId}`, { launchId })
  const asDeed = { position: 0, priority: 'deed' } as const

  it('are stale the oldest first, up to a number, of one workspace', async () => {
    const { stale } = await boardsOf(20, 10, 30, 100)
    expect(await stale()).toEqual(['launch-10', 'launch-20', 'launch-30'])
    expect(await stale(2)).toEqual(['launch-10', 'launch-20'])
    expect(await stale(9, 'T2')).toEqual([])
  })

  it('are not stale while they wait to be sent anyway', async () => {
    const { db, stale } = await boardsOf(10, 20)
    await enqueue(db, boardWish('launch-10'), after(50), asDeed)
    expect(await stale()).toEqual(['launch-20'])
  })

  it.each([
    ['posted', 10],
    ['never posted', null],
  ])('are stale that were given up since before, %s', async (_, sent) => {
    const { db, stale } = await boardsOf(200)
    const sentAt = sent === null ? null : after(sent).toISOString()
    const ts = sent === null ? null : '1.1'
    await db.updateTable('surfaces').set({ ts, sent_at: sentAt }).execute()
    const wished = boardWish('launch-200')
    const giveUp = async (seconds: number) => {
      await enqueue(db, wished, after(0), asDeed)
      const [message] = await listPending(db, 1)
      if (!message) throw new Error('nothing is pending')
      await claim(db, message, { owner: 'one', now: after(0), until: after(60) })
      await park(db, message, 'one', { at: after(seconds), error: 'no' })
    }
    await giveUp(99)
    expect(await stale()).toEqual(['launch-200'])
    await giveUp(100)
    expect(await stale()).toEqual(sent === null ? [] : ['launch-200'])
  })

  it('in a DM are of no launch, and move to the conversation in which they were posted', async () => {
    const db = await open()
    const sent = { kind: 'daily', slot: '2026-11-23', by: null } as const
    const whose = { workspaceId, personId: 'U-ANA' }
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const [item] = (await readBoard(db, 'launch-1'))?.phases.flatMap(itemsOf) ?? []
    const items = [{ itemId: item?.id ?? '', why: 'soon' as const }]
    await insertReminder(db, { id: 'reminder-1', at: start, ...whose, ...sent, items })
    const surface: Surface = { kind: 'reminder', reminderId: 'reminder-1' }
    const key = keyOf(surface)
    await addSurfaces(db, { id: null, workspaceId, channelId: 'U-ANA' }, [surface])
    const unsent = { surface, launchId: null, channelId: 'U-ANA', ts: null }
    expect(await findSurface(db, key)).toMatchObject(unsent)
    await markSent(db, key, { ts: '1.1', channelId: 'D-ANA', digest: 'd', at: start })
    expect(await findSurface(db, key)).toMatchObject({ surface, channelId: 'D-ANA', ts: '1.1' })
    for (const kind of ['board', 'section'] as const) {
      expect(await listSurfacesSentBefore(db, workspaceId, kind, after(1), 9)).toEqual([])
    }
  })

  it('that are boards and posted are known by their launch', async () => {
    const db = await open()
    await surfacesIn(db)
    expect(await listBoardMessages(db, workspaceId)).toEqual(new Map())
    for (const { key } of await listSurfaces(db, 'launch-1')) {
      await markSent(db, key, { ts: `ts of ${key}`, channelId, digest: 'd', at: start })
    }
    const posted = new Map([['launch-1', `ts of ${boardKey}`]])
    expect(await listBoardMessages(db, workspaceId)).toEqual(posted)
    expect(await listBoardMessages(db, 'T2')).toEqual(new Map())
  })

  it('in a thread know the message that it is under, once that is posted', async () => {
    const db = await open()
    await surfacesIn(db)
    const place = { id: 'launch-1', workspaceId, channelId }
    const rollCall: Surface = { kind: 'roll-call', id: 'roll-call-1' }
    const answer: Surface = { kind: 'answer', id: 'answer-1' }
    await addSurfaces(db, place, [rollCall])
    await addSurfaces(db, place, [answer], rollCall)
    const found = async (surface: Surface) => (await findSurface(db, keyOf(surface)))?.thread
    expect(await found(rollCall)).toBeNull()
    expect(await found(answer)).toEqual({ ts: null })
    await markSent(db, keyOf(rollCall), { ts: '1.1', channelId, digest: 'd', at: start })
    expect(await found(answer)).toEqual({ ts: '1.1' })
    expect(await findSurface(db, keyOf(answer))).toMatchObject({ surface: answer, ts: null })
  })

  it('that are not there are not found', async () => {
    expect(await findSurface(await open(), boardKey)).toBeUndefined()
  })
})
