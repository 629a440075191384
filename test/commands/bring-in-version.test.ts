import { expect, it } from 'vitest'
import { bringableVersion, bringInVersion } from '../../src/commands/bring-in-version.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import { bringItemBack } from '../../src/commands/edit-list.ts'
import { keepableChanges } from '../../src/commands/keep-changes.ts'
import { gateState } from '../../src/domain/gate.ts'
import { limits } from '../../src/domain/limits.ts'
import { listRemovedItems } from '../../src/store/items.ts'
import { listSurfaces } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { settlesAll, signs } from '../support/go-no-go.ts'
import {
  aLaunch,
  ana,
  boardOf,
  bob,
  itemOf,
  kim,
  outboxOf,
  recordOf,
  refusalOf,
  type StartedLaunch,
  saveNext,
} from '../support/launches.ts'

const edited =
  (...edits: [string, string][]) =>
  (source: string) =>
    edits.reduce((text, [from, to]) => text.replace(from, to), source)
const brings = async (started: StartedLaunch, absent: string[] = [], actor = ana) => {
  const { context, launch } = started
  const { newest } = await bringableVersion(context.db, ana, launch.id)
  const wish = { launchId: launch.id, versionId: newest.id, absent }
  return bringInVersion(context, actor, wish)
}
const linesOf = async (started: StartedLaunch) =>
  (await boardOf(started)).phases.flatMap((phase) => [
    `# ${phase.name}${phase.opened ? '' : ' (waits)'}`,
    ...phase.sections.flatMap((section) => [
      `## ${section.name}`,
      ...section.items.map(({ text, state }) => (state === 'open' ? text : `${text} (${state})`)),
    ]),
  ])
const ticks = async (started: StartedLaunch, words: string) => {
  const { id: itemId, version } = await itemOf(started, words)
  return changeItem(started.context, ana, { itemId, version, action: 'tick', reason: null })
}

onEachDialect('a newer version of its template in a running launch', (open) => {
  it('adds, rewords, moves and removes, and keeps what was ticked', async () => {
    const started = await aLaunch(await open())
    await ticks(started, 'Servers ready')
    await ticks(started, 'Backup tested')
    await saveNext(
      started,
      edited(
        ['- [ ] Servers ready\n', '- [ ] DNS set\n- [ ] Servers are ready\n'],
        ['- [ ] Cache warmed (if applicable)\n', ''],
        ['- [ ] Backup tested\n', '- [ ] Copies kept (due 3 days before)\n'],
        ['- [ ] Deployed', '- [ ] Deployed\n\n### Checks\n- [ ] Smoke tested'],
        ['## Launch day', '## Rehearsal (1 week before)\n- [ ] Rehearsed\n\n## Launch day'],
      ),
    )
    const { outcome } = await brings(started)
    expect(outcome).toBe('brought-in')
    expect(await linesOf(started)).toEqual([
      '# Before (2 weeks before)',
      ...['## Servers', 'DNS set', 'Servers are ready (done)'],
      ...['## Data', 'Backup tested (done)', 'Copies kept (due 3 days before)'],
      ...['# Rehearsal (1 week before) (waits)', '## Rehearsal (1 week before)', 'Rehearsed'],
      ...['# Launch day (D-Day) (waits)', '## Deploy', 'Deployed', '## Checks', 'Smoke tested'],
    ])
    expect((await itemOf(started, 'Copies kept')).due).toEqual({
      at: new Date('2026-12-04T17:00:00Z'),
      by: 'plan',
    })
    const record = await recordOf(started)
    expect(record.at(-1)).toMatchObject({
      type: 'version.brought-in',
      by: ana.id,
      data: { from: 1, to: 2, added: 4, removed: 1, reworded: 1, moved: 0, stayed: 1 },
    })
    const ofItems = record.filter(({ data }) => 'version' in data && data.version === 2)
    expect(ofItems.map(({ type }) => type).sort()).toEqual([
      ...['item.added', 'item.added', 'item.added', 'item.added'],
      ...['item.removed', 'item.reworded'],
    ])
    const announced = (await outboxOf(started.context.db)).filter(({ kind }) => kind === 'announce')
    expect(announced.map(({ target }) => target)).toContain(record.at(-1)?.id)
  })

  it('is there once, however often it is sent', async () => {
    const started = await aLaunch(await open())
    await saveNext(started, edited(['- [ ] Deployed', '- [ ] Deployed\n- [ ] Seen']))
    const { newest } = await bringableVersion(started.context.db, ana, started.launch.id)
    const wish = { launchId: started.launch.id, versionId: newest.id, absent: [] }
    await bringInVersion(started.context, ana, wish)
    const lines = await linesOf(started)
    const again = await bringInVersion(started.context, ana, wish)
    expect(again.outcome).toBe('unchanged')
    expect(await linesOf(started)).toEqual(lines)
    const { started: version } = await bringableVersion(started.context.db, ana, started.launch.id)
    expect(version.number).toBe(2)
  })

  it('refuses one that is not the newest any more', async () => {
    const started = await aLaunch(await open())
    const { version } = await saveNext(started, edited(['Deployed', 'Deployed twice']))
    await saveNext(started, edited(['Deployed twice', 'Deployed slowly']))
    const wish = { launchId: started.launch.id, versionId: version.id, absent: [] }
    expect(await refusalOf(bringInVersion(started.context, ana, wish))).toEqual({
      code: 'version-newer',
      name: 'Small checklist',
      number: 3,
    })
  })

  it('refuses more items than a launch can have', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    const many = Array.from({ length: limits.items }, (_, index) => `- [ ] Task number ${index}`)
    await saveNext(started, () => `# Small checklist\n\n## Before\n${many.join('\n')}\n`)
    expect(await refusalOf(brings(started))).toEqual({
      code: 'list-too-long',
      limit: limits.items,
      count: limits.items + 3,
    })
  })

  it('asks for the lead or an approver', async () => {
    const started = await aLaunch(await open())
    await saveNext(started, edited(['Deployed', 'Deployed twice']))
    expect(await refusalOf(brings(started, [], kim))).toMatchObject({
      code: 'not-permitted',
      permission: 'change-list',
    })
  })

  it('leaves out what it does not have, and asks nothing twice', async () => {
    const started = await aLaunch(await open())
    await saveNext(started, (source) => {
      const asked = source.replace(
        '- [ ] Deployed',
        '- [ ] Deployed\n- [ ] CDN purged <!-- if: cdn -->',
      )
      return `---\nconditions:\n  cdn: Does it have a CDN?\n---\n${asked}`
    })
    const { conditions } = await bringableVersion(started.context.db, ana, started.launch.id)
    expect(conditions).toMatchObject([{ name: 'cdn', question: 'Does it have a CDN?', items: 1 }])
    const { board } = await brings(started, ['cdn'])
    expect(board.launch.tailoring).toEqual({ tier: 'high', absent: ['cdn'], leftOut: 1 })
    expect((await linesOf(started)).join()).not.toContain('CDN')
    await saveNext(started, edited(['- [ ] Deployed', '- [ ] Deployed it']))
    const next = await bringableVersion(started.context.db, ana, started.launch.id)
    expect(next.conditions).toEqual([])
    expect(next.brought.changes).toMatchObject([{ kind: 'reworded', text: 'Deployed it' }])
  })

  it('makes gates need what is new', async () => {
    const started = await aLaunch(await open())
    await saveNext(
      started,
      edited(['## Launch day', '## Rehearsal (1 week before)\n- [ ] Rehearsed\n\n## Launch day']),
    )
    const { board } = await brings(started)
    const missing = gateState(board, { kind: 'final-box' })?.missing.map(({ text }) => text)
    expect(missing).toContain('Rehearsed')
    expect(missing).toContain('Backup tested')
  })

  it('makes void what was signed without it', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await signs(started, bob)
    await saveNext(started, edited(['### Data', '- [ ] DNS set\n\n### Data']))
    const { board } = await brings(started)
    expect(board.signOffs.every(({ voidedAt }) => voidedAt !== null)).toBe(true)
  })

  it('gives what is new to whoever fills the role that it names', async () => {
    const started = await aLaunch(await open())
    await saveNext(
      started,
      edited(['- [ ] Deployed', '- [ ] Deployed\n- [ ] Scanned <!-- owner: Tech lead -->']),
    )
    await brings(started)
    const { owners } = await itemOf(started, 'Scanned')
    const { roles } = await boardOf(started)
    expect(owners).toMatchObject([{ kind: 'role', id: roles[0]?.id }])
  })

  it('opens a phase that comes before one that is open, and posts its sections', async () => {
    const started = await aLaunch(await open())
    await saveNext(
      started,
      edited(['## Before', '## Idea (3 weeks before)\n- [ ] Agreed\n\n## Before']),
    )
    await brings(started)
    const [first] = (await boardOf(started)).phases
    expect(first?.opened).not.toBeNull()
    const surfaces = await listSurfaces(started.context.db, started.launch.id)
    expect(surfaces.map(({ key }) => key)).toContain(`section:${first?.sections[0]?.id}:0`)
  })

  it('can be taken back item by item, and is nothing that the launch changed', async () => {
    const started = await aLaunch(await open())
    await saveNext(started, edited(['- [ ] Backup tested', '- [ ] Scans read by security']))
    await brings(started)
    const kept = await keepableChanges(started.context.db, ana, started.launch.id)
    expect(kept.changes).toEqual([])
    const [removed] = await listRemovedItems(started.context.db, started.launch.id)
    expect(removed?.because).toBe('Version 2 of the checklist does without it.')
    await bringItemBack(started.context, ana, { itemId: removed?.id ?? '' })
    expect((await linesOf(started)).join()).toContain('Backup tested')
    const next = await keepableChanges(started.context.db, ana, started.launch.id)
    expect(next.changes).toMatchObject([{ kind: 'added', text: 'Backup tested' }])
  })

  it('changes the time and the name of a phase, and the due dates by it', async () => {
    const started = await aLaunch(await open())
    await saveNext(
      started,
      edited(['## Before (2 weeks before)', '## Early (4 to 3 weeks before)']),
    )
    await brings(started)
    const [phase] = (await boardOf(started)).phases
    expect(phase?.name).toBe('Early (4 to 3 weeks before)')
    expect((await itemOf(started, 'Backup tested')).due?.at).toEqual(
      new Date('2026-11-16T17:00:00Z'),
    )
  })
})
