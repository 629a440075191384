import { addDays } from 'date-fns/addDays'
import { addMinutes } from 'date-fns/addMinutes'
import { expect, it } from 'vitest'
import { assignItems } from '../../src/commands/assign-items.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { moveT0 } from '../../src/commands/move-t0.ts'
import { gateState } from '../../src/domain/gate.ts'
import { personOwner } from '../support/builders.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  ana,
  boardOf,
  itemOf,
  kim,
  outboxOf,
  recordOf,
  type StartedLaunch,
  smallChecklist,
  someFacts,
  workspaceId,
} from '../support/launches.ts'

const checklist = smallChecklist
  .replace('- [ ] Servers ready', '- [ ] Servers ready <!-- expires: 7 days -->')
  .replace('- [ ] Backup tested', '- [ ] Backup tested <!-- expires: T-0 moves -->')

const ticks = async (started: StartedLaunch, words: string, action: 'tick' | 'undo' = 'tick') => {
  const { id: itemId, version } = await itemOf(started, words)
  return changeItem(started.context, kim, { itemId, version, action, reason: null })
}
const passes = async ({ context }: StartedLaunch, to: Date) => {
  context.clock.moveTo(to)
  await keepSchedule(context, workspaceId)
}
const finalGate = async (started: StartedLaunch) =>
  gateState(await boardOf(started), { kind: 'final-box' })?.missing.length

onEachDialect('a tick that is good for some time', (open) => {
  it('is good until its days are over, and then its item is open again', async () => {
    const started = await aLaunch(await open(), { checklist })
    const { clock } = started.context
    const at = clock.now()
    for (const words of ['Servers', 'Cache', 'Backup', 'Deployed']) {
      if (words !== 'Deployed') await ticks(started, words)
    }
    expect(await itemOf(started, 'Servers')).toMatchObject({ goodUntil: addDays(at, 7) })
    const missing = await finalGate(started)
    await passes(started, addMinutes(addDays(at, 7), -1))
    expect(await itemOf(started, 'Servers')).toMatchObject({ state: 'done', expired: null })
    await passes(started, addDays(at, 7))
    const now = clock.now()
    expect(await itemOf(started, 'Servers')).toMatchObject({
      state: 'open',
      expired: now,
      goodUntil: null,
    })
    expect(await itemOf(started, 'Backup')).toMatchObject({ state: 'done' })
    expect(await finalGate(started)).toBe((missing ?? 0) + 1)
    const events = (await recordOf(started)).filter(({ type }) => type.endsWith('expired'))
    expect(events.map(({ type, data }) => [type, data])).toEqual([
      ['item.expired', { text: 'Servers ready', why: 'days', tickedBy: kim.id }],
      ['ticks.expired', { personId: ana.id, why: 'days', items: 1, texts: ['Servers ready'] }],
    ])
  })

  it('tells its owner once, and nobody again', async () => {
    const started = await aLaunch(await open(), { checklist })
    const { context, launch } = started
    const section = (await boardOf(started)).phases[0]?.sections[0]
    const scope = { launchId: launch.id, kind: 'section', id: section?.id ?? '' } as const
    const wish = { scope, owners: [personOwner(kim.id)], which: 'unsettled' as const }
    await assignItems(context, ana, wish, someFacts().people)
    await ticks(started, 'Servers')
    await passes(started, addDays(context.clock.now(), 8))
    await keepSchedule(context, workspaceId)
    const told = (await outboxOf(context.db)).filter(({ key }) => key.startsWith('announce:'))
    const ids = (await recordOf(started)).flatMap(({ type, id }) =>
      type === 'ticks.expired' ? `announce:${id}:${kim.id}` : [],
    )
    expect(ids).toHaveLength(1)
    expect(told.map(({ key }) => key)).toContain(ids[0])
  })

  it('is good again when it is ticked again', async () => {
    const started = await aLaunch(await open(), { checklist })
    const { clock } = started.context
    await ticks(started, 'Servers')
    await passes(started, addDays(clock.now(), 7))
    await ticks(started, 'Servers')
    expect(await itemOf(started, 'Servers')).toMatchObject({
      state: 'done',
      expired: null,
      goodUntil: addDays(clock.now(), 7),
    })
    await ticks(started, 'Servers', 'undo')
    expect(await itemOf(started, 'Servers')).toMatchObject({ state: 'open', goodUntil: null })
  })

  it('is good until T-0 moves, where it says so', async () => {
    const started = await aLaunch(await open(), { checklist })
    const { launch, context } = started
    await ticks(started, 'Servers')
    await ticks(started, 'Backup')
    const to = addDays(launch.t0, 3)
    const move = { launchId: launch.id, seen: launch.t0, to, reason: 'Later', shut: [] }
    await moveT0(context, ana, move)
    expect(await itemOf(started, 'Backup')).toMatchObject({
      state: 'open',
      expired: context.clock.now(),
    })
    expect(await itemOf(started, 'Servers')).toMatchObject({ state: 'done' })
  })
})
