import fc from 'fast-check'
import { expect, test } from 'vitest'
import { burnUpAt, burnUpOf, historiesOf } from '../../src/domain/burn-up.ts'
import { addMinutes } from '../../src/domain/dates.ts'
import { allItems, progressOf } from '../../src/domain/launch.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { migrate } from '../../src/store/migrate.ts'
import { anotherLaunch, commands, doerOf } from '../support/every-command.ts'
import { boardOf, recordOf } from '../support/launches.ts'

test('a burn-up that is worked out from the record says of each moment what the board said then', async () => {
  const db = openDatabase(sqliteDialect(':memory:'))
  await migrate(db)
  // Its preparation writes a state into the database itself.
  const { answerDecision: _, ...recorded } = commands
  const course = fc.array(fc.constantFrom(...Object.entries(recorded)), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(course, async (steps) => {
      const started = await anotherLaunch(db)
      const { clock } = started.context
      const seen: { at: Date; settled: number; total: number }[] = []
      const look = async () => {
        const { settled, total } = progressOf(allItems(await boardOf(started)))
        seen.push({ at: clock.now(), settled, total })
        clock.moveTo(addMinutes(clock.now(), 1))
      }
      await look()
      for (const [name, prepare] of steps) {
        try {
          const command = await prepare(started)
          await command(started.context, doerOf(name))
        } catch (error) {
          // In some orders one forbids the next.
          if (!(error instanceof Refusal)) throw error
        }
        await look()
      }
      const board = await boardOf(started)
      const histories = historiesOf(board, await recordOf(started), clock.now())
      const points = burnUpOf(board, histories, clock.now())
      expect(seen.map(({ at }) => burnUpAt(points, at))).toEqual(seen)
    }),
    { numRuns: 25 },
  )
  await db.destroy()
})
