import { expect, it } from 'vitest'
import { findPerson, savePerson } from '../../src/store/people.ts'
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

  it('of two workspaces are kept apart', async () => {
    const db = await open()
    await savePerson(db, aPerson('U1'), start)
    expect(await findPerson(db, 'T2', 'U1')).toBeUndefined()
  })
})
