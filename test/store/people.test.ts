import { expect, it } from 'vitest'
import { listWorkers } from '../../src/store/habits.ts'
import {
  findPerson,
  markLooked,
  markReachable,
  markUnreachable,
  saveName,
  savePerson,
} from '../../src/store/people.ts'
import { onEachDialect } from '../support/databases.ts'
import { ana, aPerson, workspaceId } from '../support/launches.ts'
import { after, aSavedLaunch, start } from '../support/rows.ts'

onEachDialect('people', (open) => {
  it('are unknown until they are saved', async () => {
    expect(await findPerson(await open(), 'T1', 'U1')).toBeUndefined()
  })

  it('are what was last said about them', async () => {
    const db = await open()
    await savePerson(db, aPerson('U1'), start)
    await saveName(db, { ...aPerson('U1'), name: 'Uma' })
    await savePerson(db, { ...aPerson('U1', 'guest'), zone: 'Asia/Tokyo' }, after(60))
    expect(await findPerson(db, 'T1', 'U1')).toEqual({
      person: { workspaceId: 'T1', id: 'U1', standing: 'guest', zone: 'Asia/Tokyo' },
      name: 'Uma',
      seenAt: after(60),
    })
  })

  it('cannot be reached from a moment on, until a DM arrives, whatever Slack says of them', async () => {
    const db = await open()
    await savePerson(db, aPerson('U1'), start)
    await savePerson(db, { ...aPerson('U1'), workspaceId: 'T2' }, start)
    const since = async (workspaceId: string) =>
      (
        await db
          .selectFrom('people')
          .select('unreachable_at')
          .where('workspace_id', '=', workspaceId)
          .executeTakeFirstOrThrow()
      ).unreachable_at
    expect(await since('T1')).toBeNull()
    expect(await markUnreachable(db, 'T1', 'U1', start)).toBe(true)
    expect(await markUnreachable(db, 'T1', 'U1', after(60))).toBe(false)
    await savePerson(db, aPerson('U1'), after(120))
    expect(await since('T1')).toBe(start.toISOString())
    expect(await since('T2')).toBeNull()
    await markReachable(db, 'T2', 'U1')
    expect(await since('T1')).toBe(start.toISOString())
    await markReachable(db, 'T1', 'U1')
    expect(await since('T1')).toBeNull()
    expect(await markUnreachable(db, 'T1', 'U1', after(180))).toBe(true)
    expect(await markUnreachable(db, 'T1', 'U-NOBODY', start)).toBe(false)
  })

  it('are looked at last when it was said, whatever Slack says of them afterwards', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await aSavedLaunch(db, { id: 'launch-2', workspaceId: 'T2' })
    await savePerson(db, aPerson(ana.id), start)
    await savePerson(db, { ...aPerson(ana.id), workspaceId: 'T2' }, start)
    const lookedAt = async (workspace = workspaceId) => {
      const workers = await listWorkers(db, workspace, [ana.id])
      return workers.map((worker) => worker.lookedAt)
    }
    expect(await lookedAt()).toEqual([null])
    await markLooked(db, workspaceId, ana.id, after(60))
    expect(await lookedAt()).toEqual([after(60)])
    expect(await lookedAt('T2')).toEqual([null])
    await savePerson(db, aPerson(ana.id), after(120))
    expect(await lookedAt()).toEqual([after(60)])
    await markLooked(db, workspaceId, ana.id, after(180))
    await markLooked(db, workspaceId, 'U-NOBODY', after(240))
    expect(await lookedAt()).toEqual([after(180)])
  })

  it('of two workspaces are kept apart', async () => {
    const db = await open()
    await savePerson(db, aPerson('U1'), start)
    expect(await findPerson(db, 'T2', 'U1')).toBeUndefined()
  })
})
