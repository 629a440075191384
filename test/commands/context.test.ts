import { expect, it } from 'vitest'
import { launchFor, lockLaunchFor } from '../../src/commands/context.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { watched } from '../support/failing-database.ts'
import { aLaunch, ana, bob, kim, refusalOf } from '../support/launches.ts'

onEachDialect('the launch of a command', (open) => {
  const ways = [
    ['read', launchFor],
    ['locked', lockLaunchFor],
  ] as const

  it.each(ways)('is found with its roles for who may look at it, when %s', async (_, find) => {
    const { context, launch } = await aLaunch(await open(), { isPrivate: true })
    for (const actor of [kim, { ...ana, channelId: null }, { ...bob, channelId: 'C-OTHER' }]) {
      const stakes = await find(context.db, actor, launch.id)
      expect(stakes.launch).toEqual(launch)
      expect(stakes.roles.map(({ name }) => name)).toEqual(['Technical Lead', 'Security Lead'])
    }
  })

  it.each(ways)('is unknown to who may not look at it, when %s', async (_, find) => {
    const { context, launch } = await aLaunch(await open(), { isPrivate: true })
    for (const place of [null, 'C-OTHER']) {
      const attempt = find(context.db, { ...kim, channelId: place }, launch.id)
      expect(await refusalOf(attempt)).toEqual({ code: 'launch-unknown' })
    }
    expect(await refusalOf(find(context.db, kim, 'none'))).toEqual({ code: 'launch-unknown' })
  })

  it('is locked before anything of it is read, and not changed by that', async () => {
    const { context, launch } = await aLaunch(await open())
    const before = await allRows(context.db)
    const { db, steps } = watched(context.db)
    await lockLaunchFor(db, kim, launch.id)
    const reads = ['select launches', 'select roles', 'select people', 'select item_owners']
    expect(steps).toEqual(['update launches', ...reads])
    expect(await allRows(context.db)).toEqual(before)
  })
})
