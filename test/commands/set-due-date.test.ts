import { expect, it } from 'vitest'
import { editItem } from '../../src/commands/edit-item.ts'
import { setDueDates } from '../../src/commands/set-due-date.ts'
import { onEachDialect } from '../support/databases.ts'
import { aLaunch, aPerson, bob, itemOf, phaseOf, recordOf, refusalOf } from '../support/launches.ts'

/** T-0 is Monday 7 December, 10:00Z; the first phase is due then, "1 week before" naming no end. */
const planned = { at: new Date('2026-12-07T10:00:00Z'), by: 'plan' }
const wish = new Date('2026-12-01T15:00:00Z')

onEachDialect('due dates', (open) => {
  it('are planned from the checklist when a launch starts', async () => {
    const checklist = `# Due

## Before (1-2 weeks before)

### Servers
- [ ] Ready
- [ ] Early (due 10 days before)

## Launch day (D-Day)

### Checks (Morning)
- [ ] Briefed

### Smoke (First Hour)
- [ ] Tested

### Rest
- [ ] Told
`
    const started = await aLaunch(await open(), { checklist })
    const due = async (words: string) => (await itemOf(started, words)).due?.at.toISOString()
    expect(await due('Ready')).toBe('2026-11-30T17:00:00.000Z')
    expect(await due('Early')).toBe('2026-11-27T17:00:00.000Z')
    expect(await due('Briefed')).toBe('2026-12-07T10:00:00.000Z')
    expect(await due('Tested')).toBe('2026-12-07T11:00:00.000Z')
    expect(await due('Told')).toBe('2026-12-07T17:00:00.000Z')
  })

  it('are set for a section, and planned again', async () => {
    const started = await aLaunch(await open())
    const [section] = (await phaseOf(started, 1)).sections
    const scope = { launchId: started.launch.id, kind: 'section', id: section?.id ?? '' } as const
    expect((await itemOf(started, 'Servers')).due).toEqual(planned)
    await setDueDates(started.context, bob, { scope, due: wish })
    expect((await itemOf(started, 'Servers')).due).toEqual({ at: wish, by: 'hand' })
    expect((await itemOf(started, 'Backup')).due).toEqual(planned)
    await setDueDates(started.context, bob, { scope, due: null })
    expect((await itemOf(started, 'Servers')).due).toEqual(planned)
    const events = (await recordOf(started)).filter(({ type }) => type === 'item.due-set')
    expect(events.map(({ data }) => data)).toMatchObject([
      { due: wish.toISOString(), isPlanned: false },
      { due: wish.toISOString(), isPlanned: false },
      { due: planned.at.toISOString(), isPlanned: true },
      { due: planned.at.toISOString(), isPlanned: true },
    ])
  })

  it('lie ahead', async () => {
    const started = await aLaunch(await open())
    const [section] = (await phaseOf(started, 1)).sections
    const scope = { launchId: started.launch.id, kind: 'section', id: section?.id ?? '' } as const
    const set = (due: string) =>
      refusalOf(setDueDates(started.context, bob, { scope, due: new Date(due) }))
    const faults = { due: { code: 'date-past' } }
    expect(await set('2020-01-01T00:00:00Z')).toEqual({ code: 'faults', faults })
    expect(await set('2099-01-01T00:00:00Z')).toMatchObject({
      faults: { due: { code: 'date-too-far' } },
    })
    expect((await itemOf(started, 'Servers')).due).toEqual(planned)
  })

  it('are recorded only when they move, and refused when they moved meanwhile', async () => {
    const started = await aLaunch(await open())
    const { id: itemId, version } = await itemOf(started, 'Servers')
    const asIs = { itemId, version, action: 'reopen', reason: null } as const
    const owners = { seen: [], wish: [] }
    const edit = (seen: Date | null, due: Date | null) =>
      editItem(
        started.context,
        bob,
        { ...asIs, owners, due: { seen, wish: due } },
        new Map([[bob.id, aPerson(bob.id)]]),
      )
    expect((await edit(planned.at, planned.at)).outcome).toBe('unchanged')
    expect((await edit(planned.at, wish)).outcome).toBe('changed')
    expect(await refusalOf(edit(planned.at, null))).toMatchObject({ code: 'item-changed' })
    await edit(wish, null)
    expect((await itemOf(started, 'Servers')).due).toEqual(planned)
    expect((await recordOf(started)).filter(({ type }) => type === 'item.due-set')).toHaveLength(2)
  })
})
