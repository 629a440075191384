import { expect, it } from 'vitest'
import { keyOf, type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import { readBoard } from '../../src/store/board.ts'
import { markChannelGone } from '../../src/store/channels.ts'
import type { Db } from '../../src/store/database.ts'
import {
  addSurfaces,
  findSurface,
  forgetDigests,
  listSurfaces,
  listSurfacesOfChannel,
  listSurfacesSentBefore,
  markSent,
  setUnfolded,
} from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { channelId, workspaceId } from '../support/launches.ts'
import { after, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

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
    await markSent(db, boardKey, { ts: '1.1', digest: 'd', at: start })
    const before = await listSurfaces(db, 'launch-1')
    await addSurfaces(db, { id: 'launch-1', workspaceId, channelId }, surfaces)
    expect(await listSurfaces(db, 'launch-1')).toEqual(before)
  })

  it('know what was sent, until their message is gone', async () => {
    const db = await open()
    await surfacesIn(db)
    await markSent(db, boardKey, { ts: '1.1', digest: 'd', at: start })
    const sent = { ts: '1.1', digest: 'd', sentAt: start }
    expect(await findSurface(db, boardKey)).toMatchObject(sent)
    await forgetDigests(db, [boardKey])
    expect(await findSurface(db, boardKey)).toMatchObject({ ...sent, digest: null })
    await markSent(db, boardKey, { ts: null })
    expect(await findSurface(db, boardKey)).toMatchObject({ ts: null, digest: null })
  })

  it('forget no digest but those named', async () => {
    const db = await open()
    const [, section] = await surfacesIn(db)
    const key = section ? keyOf(section) : ''
    for (const each of [boardKey, key])
      await markSent(db, each, { ts: '1', digest: 'd', at: start })
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
      (await listSurfacesSentBefore(db, kind, moment)).map(({ key }) => key)
    expect(await stale('board', after(1)), 'never sent').toEqual([])
    await markSent(db, boardKey, { ts: '1.1', digest: 'd', at: start })
    expect(await stale('board', start)).toEqual([])
    expect(await stale('board', after(1))).toEqual([boardKey])
    expect(await stale('section', after(1))).toEqual([])
    await markChannelGone(db, workspaceId, channelId, start)
    expect(await stale('board', after(1))).toEqual([])
  })

  it('that are not there are not found', async () => {
    expect(await findSurface(await open(), boardKey)).toBeUndefined()
  })
})
