import { sql } from 'kysely'
import { expect, it, test } from 'vitest'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { findPerson, savePerson } from '../../src/store/people.ts'
import { transaction, watchTransactions } from '../../src/store/transaction.ts'
import { onEachDialect } from '../support/databases.ts'
import { withTransactions } from '../support/failing-database.ts'
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

  it('undoes, of those that are asked for together, only what its own work wrote', async () => {
    const db = await open()
    const error = new Error('no')
    const works = ['U1', 'U2', 'U3', 'U4'].map((id) =>
      transaction(db, async (tx) => {
        await savePerson(tx, aPerson(id), start)
        if (id === 'U2') throw error
        // What the database itself refuses breaks the transaction on Postgres.
        if (id === 'U3') await sql`select * from nothing_there`.execute(tx)
        return id
      }),
    )
    expect(await Promise.allSettled(works)).toMatchObject([
      { status: 'fulfilled', value: 'U1' },
      { status: 'rejected', reason: error },
      { status: 'rejected', reason: { message: expect.stringContaining('nothing_there') } },
      { status: 'fulfilled', value: 'U4' },
    ])
    const kept = await db.selectFrom('people').select('id').orderBy('id').execute()
    expect(kept).toEqual([{ id: 'U1' }, { id: 'U4' }])
  })

  it('tells who watches how many shared it, also when it was undone', async () => {
    const db = await open()
    const shared: number[] = []
    watchTransactions(db, ({ commands }) => shared.push(commands))
    await Promise.all(
      ['U1', 'U2'].map((id) => transaction(db, (tx) => savePerson(tx, aPerson(id), start))),
    )
    const refused = transaction(db, () => Promise.reject(new Error('no')))
    await expect(refused).rejects.toThrow('no')
    expect(shared).toEqual([2, 1])
  })

  it('sees what those before it wrote, in the order of asking', async () => {
    const db = await open()
    const seen: number[] = []
    const ids = Array.from({ length: 200 }, (_, index) => `U${index}`)
    await Promise.all(
      ids.map((id) =>
        transaction(db, async (tx) => {
          seen.push((await tx.selectFrom('people').select('id').execute()).length)
          await savePerson(tx, aPerson(id), start)
        }),
      ),
    )
    expect(seen).toEqual(ids.map((_, index) => index))
  })

  it('is tried alone when the one that it shared cannot be committed', async () => {
    const db = await open()
    let commits = 0
    const broken: Db = withTransactions(db, async (work) => {
      commits++
      await db.transaction().execute(async (tx) => {
        await work(tx)
        if (commits === 1) throw new Error('the disk is full')
      })
    })
    const works = ['U1', 'U2'].map((id) =>
      transaction(broken, (tx) => savePerson(tx, aPerson(id), start)),
    )
    await Promise.all(works)
    expect(commits).toBe(3)
    expect(await findPerson(db, 'T1', 'U2')).toBeDefined()
  })
})

test('what is asked for together shares a commit, and each is told after it', async () => {
  const db = openDatabase(sqliteDialect(':memory:'))
  await migrate(db)
  let commits = 0
  const told: number[] = []
  const counting = withTransactions(db, async (work) => {
    await db.transaction().execute(work)
    commits++
  })
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      await transaction(counting, (tx) => savePerson(tx, aPerson(`U${index}`), start))
      told.push(commits)
    }),
  )
  await db.destroy()
  expect(commits).toBe(1)
  expect(told).toEqual(Array.from({ length: 50 }, () => 1))
})
