import SqliteDatabase from 'better-sqlite3'
import { expect, it } from 'vitest'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'

it('SQLite sees no value of a query when it plans it, and finds the same', async () => {
  const db = openDatabase(sqliteDialect(':memory:'))
  const query = db.selectFrom('events').select('id').where('item_id', '=', 'a').orderBy('place')
  const { sql } = query.limit(1).compile()
  expect(sql.match(/.\?/g)).toEqual(['+?', '+?'])
  await db.destroy()

  const plain = new SqliteDatabase(':memory:')
  const values = [1, -1, 0.5, 'text', '12', '', null, Buffer.from([1, 2]), 2n ** 62n]
  plain.exec('create table kept (value text)')
  for (const value of values) {
    expect(
      plain.prepare('select typeof(+?) as type, +? is ? as same').get(value, value, value),
    ).toEqual({ type: plain.prepare('select typeof(?) as type').pluck().get(value), same: 1 })
    plain.prepare('insert into kept values (+?)').run(value)
    expect(plain.prepare('select 1 from kept where value is +?').all(value)).toEqual(
      plain.prepare('select 1 from kept where value is ?').all(value),
    )
  }
  plain.close()
})
