import { expect, it } from 'vitest'
import { openPhase } from '../../src/commands/open-phase.ts'
import { keyOf, sectionSurfaces } from '../../src/domain/surface.ts'
import { markLive } from '../../src/store/launches.ts'
import { listSurfaces } from '../../src/store/surfaces.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  ana,
  bob,
  emptyOutbox,
  outboxOf,
  phaseOf,
  recordOf,
  refusalOf,
  type StartedLaunch,
  smallChecklist,
} from '../support/launches.ts'

async function opening(started: StartedLaunch, number: number, by = bob) {
  const { id } = await phaseOf(started, number)
  return openPhase(started.context, by, { launchId: started.launch.id, phaseId: id })
}

onEachDialect('opening a phase', (open) => {
  it('posts its sections, tells the channel and is recorded', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await emptyOutbox(context.db)
    context.clock.moveBy(60_000)
    const { phase, outcome } = await opening(started, 2)
    const opened = { at: context.clock.now(), by: bob.id }
    expect(outcome).toBe('opened')
    expect(phase).toEqual({ ...(await phaseOf(started, 2)), opened })
    const event = (await recordOf(started)).at(-1)
    const data = { phaseId: phase.id, name: phase.name, items: 1 }
    expect(event).toMatchObject({ type: 'phase.opened', data, ...opened })
    const sections = phase.sections.flatMap(sectionSurfaces).map(keyOf)
    expect((await outboxOf(context.db)).map(({ key }) => key)).toEqual([
      `announce:${event?.id}`,
      `board:${launch.id}`,
      ...sections,
    ])
    const surfaces = (await listSurfaces(context.db, launch.id)).map(({ key }) => key)
    expect(surfaces).toEqual(expect.arrayContaining(sections))
    expect(context.wakes).toBe(1)
  })

  it('changes nothing when it is open', async () => {
    const started = await aLaunch(await open())
    await opening(started, 2)
    const before = await allRows(started.context.db)
    expect((await opening(started, 2, ana)).outcome).toBe('unchanged')
    expect(await allRows(started.context.db)).toEqual(before)
  })

  it('goes in order', async () => {
    const checklist = smallChecklist.replace(
      '## Sign-Off',
      '## Later\n\n- [ ] Watched\n\n## Sign-Off',
    )
    const started = await aLaunch(await open(), { checklist })
    expect(await refusalOf(opening(started, 3))).toEqual({
      code: 'phase-not-next',
      phase: (await phaseOf(started, 3)).name,
      next: (await phaseOf(started, 2)).name,
    })
    await opening(started, 2)
    expect((await opening(started, 3)).outcome).toBe('opened')
  })

  it('refuses what comes after going live before it, whoever asks', async () => {
    const checklist = smallChecklist.replace(
      '## Sign-Off',
      '## After (first week)\n\n- [ ] Watched\n\n## Sign-Off',
    )
    const started = await aLaunch(await open(), { checklist })
    await opening(started, 2)
    const { name: phase } = await phaseOf(started, 3)
    expect(await refusalOf(opening(started, 3))).toEqual({ code: 'phase-after-live', phase })
    await markLive(started.context.db, started.launch.id, { at: new Date(0), by: ana.id })
    expect((await opening(started, 3)).outcome).toBe('opened')
  })

  it('refuses a phase of another launch', async () => {
    const db = await open()
    const started = await aLaunch(db)
    const other = await aLaunch(db, { formId: 'form-2', name: 'Other' })
    const { id } = await phaseOf(other, 2)
    const wrong = openPhase(started.context, ana, { launchId: started.launch.id, phaseId: id })
    expect(await refusalOf(wrong)).toEqual({ code: 'launch-unknown' })
  })
})
