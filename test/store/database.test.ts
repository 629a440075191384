import { expect, it } from 'vitest'
import { transaction } from '../../src/store/database.ts'
import { findPerson, savePerson } from '../../src/store/people.ts'
import { onEachDialect } from '../support/databases.ts'
import { aPerson } from '../support/launches.ts'
import { start } from '../support/rows.ts'

onEachDialect('a transaction', (open) => {
  it('keeps what its work wrote, and returns what it returns', async () => {
    const db = await open()
    const result = await transaction(db, async (tx) => {
      await savePerson(tx, aPerson('U1'), start)
      return 'written'
    })
    expect(result).toBe('written')
    expect(await findPerson(db, 'T1', 'U1')).toBeDefined()
  })

  it('undoes everything when its work throws, and throws that', async () => {
    const db = await open()
    const error = new Error('no')
    const work = transaction(db, async (tx) => {
      await savePerson(tx, aPerson('U1'), start)
      throw error
    })
    await expect(work).rejects.toBe(error)
    expect(await findPerson(db, 'T1', 'U1')).toBeUndefined()
  })
})
