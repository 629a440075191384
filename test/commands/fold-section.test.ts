import { expect, it } from 'vitest'
import { foldSection } from '../../src/commands/fold-section.ts'
import { keyOf, type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import { findSurface } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  emptyOutbox,
  kim,
  outboxOf,
  phaseOf,
  recordOf,
  refusalOf,
} from '../support/launches.ts'

onEachDialect('folding a section', (open) => {
  const aSection = async () => {
    const started = await aLaunch(await open())
    await emptyOutbox(started.context.db)
    const [surface] = (await phaseOf(started, 1)).sections.flatMap(sectionSurfaces)
    return { ...started, surface: surface as Surface, key: keyOf(surface as Surface) }
  }

  it('unfolds and folds it, refreshes its message alone and leaves the record', async () => {
    const started = await aSection()
    const { context, surface, key } = started
    const { db } = context
    const before = await recordOf(started)
    for (const fold of [false, true]) {
      await emptyOutbox(db)
      await foldSection(context, kim, { surface, fold })
      expect((await findSurface(db, key))?.isUnfolded).toBe(!fold)
      expect((await outboxOf(db)).map((row) => row.key)).toEqual([key])
    }
    expect(await recordOf(started)).toEqual(before)
    expect(context.wakes).toBe(2)
  })

  it('changes nothing when it is so already', async () => {
    const { context, surface } = await aSection()
    await foldSection(context, kim, { surface, fold: true })
    expect(await outboxOf(context.db)).toEqual([])
    expect(context.wakes).toBe(0)
  })

  it('refuses a section that is not shown', async () => {
    const started = await aSection()
    const [surface] = (await phaseOf(started, 2)).sections.flatMap(sectionSurfaces)
    const hidden = { surface: surface as Surface, fold: false }
    expect(await refusalOf(foldSection(started.context, kim, hidden))).toEqual({
      code: 'launch-unknown',
    })
  })
})
