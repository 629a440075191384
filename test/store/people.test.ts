import { expect, it } from 'vitest'
import { findPerson, markReachable, markUnreachable, savePerson } from '../../src/store/people.ts'
import { onEachDialect } from '../support/databases.ts'
import { aPerson } from '../support/launches.ts'
import { after, start } from '../support/rows.ts'

onEachDialect('people', (open) => {
  it('are unknown until they are saved', async () => {
    expect(await findPerson(await open(), 'T1', 'U1')).toBeUndefined()
  })

  it('are what was last said about them', async () => {
    const db = await open()
    await savePerson(db, aPerson('U1'), start)
    await savePerson(db, { ...aPerson('U1', 'guest'), zone: 'Asia/Tokyo' }, after(60))
    expect(await findPerson(db, 'T1', 'U1')).toEqual({
      person: { workspaceId: 'T1', id: 'U1', standing: 'guest', zone: 'Asia/Tokyo' },
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

  it('of two workspaces are kept apart', async () => {
    const db = await open()
    await savePerson(db, aPerson('U1'), start)
    expect(await findPerson(db, 'T2', 'U1')).toBeUndefined()
  })
})
