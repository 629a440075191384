import { expect, it } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import {
  addItem,
  bringItemBack,
  type ItemRevision,
  removeItem,
  reviseItem,
} from '../../src/commands/edit-list.ts'
import { digestOf } from '../../src/domain/digest.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import { limits } from '../../src/domain/limits.ts'
import { itemsPerMessage } from '../../src/domain/surface.ts'
import { listSurfaces } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { settlesAll, signs } from '../support/go-no-go.ts'
import {
  aLaunch,
  ana,
  boardOf,
  bob,
  erin,
  itemOf,
  kim,
  recordOf,
  refusalOf,
  type StartedLaunch,
} from '../support/launches.ts'

const sectionsOf = async (started: StartedLaunch) =>
  (await boardOf(started)).phases.flatMap(({ sections }) => sections)
const sectionOf = async (started: StartedLaunch, name: string) => {
  const section = (await sectionsOf(started)).find((each) => each.name === name)
  if (!section) throw new Error(`there is no section ${name}`)
  return section
}
const textsIn = async (started: StartedLaunch, name: string) =>
  (await sectionOf(started, name)).items.map(({ text }) => text)

let ids = 0
const adds = async (started: StartedLaunch, section: string, text: string, actor = kim) => {
  const { id: sectionId } = await sectionOf(started, section)
  const wish = { launchId: started.launch.id, sectionId, itemId: `item-${++ids}`, text }
  return addItem(started.context, actor, wish)
}
const revision = async (
  started: StartedLaunch,
  words: string,
  more: Partial<ItemRevision>,
): Promise<ItemRevision> => {
  const { id: itemId, text } = await itemOf(started, words)
  const at = (await sectionsOf(started)).find(({ items }) => items.some(({ id }) => id === itemId))
  const sectionId = at?.id ?? ''
  const seen = { text: digestOf(text), sectionId }
  return { itemId, seen, text, sectionId, place: 'as-is', ...more }
}
const ticks = async (started: StartedLaunch, words: string) => {
  const { id: itemId, version } = await itemOf(started, words)
  const wish = { itemId, version, action: 'tick', reason: null } as const
  return changeItem(started.context, kim, wish)
}

onEachDialect('a running launch’s own list', (open) => {
  it('takes an item behind those of its section, with what its words say', async () => {
    const started = await aLaunch(await open())
    const item = await adds(started, 'Data', ' Copies  kept (if applicable) (due 3 days before) ')
    expect(await textsIn(started, 'Data')).toEqual([
      'Backup tested',
      'Copies kept (if applicable) (due 3 days before)',
    ])
    expect(item).toMatchObject({ optional: true, state: 'open', due: { by: 'plan' } })
    expect((await recordOf(started)).at(-1)).toMatchObject({
      type: 'item.added',
      by: kim.id,
      data: { text: item.text, phase: 'Before (2 weeks before)', section: 'Data' },
    })
  })

  it('takes the same form once', async () => {
    const started = await aLaunch(await open())
    const { id: sectionId } = await sectionOf(started, 'Data')
    const wish = { launchId: started.launch.id, sectionId, itemId: 'item-once', text: 'Copies' }
    await addItem(started.context, kim, wish)
    await addItem(started.context, kim, wish)
    expect(await textsIn(started, 'Data')).toEqual(['Backup tested', 'Copies'])
  })

  it.each([
    [' ', { code: 'item-missing' }],
    ['x'.repeat(301), { code: 'too-long', limit: limits.itemText, length: 301 }],
  ])('refuses %j', async (text, fault) => {
    const started = await aLaunch(await open())
    const reason = await refusalOf(adds(started, 'Data', text))
    expect(reason).toEqual({ code: 'faults', faults: { text: fault } })
  })

  it('gets another message when a section has more than one holds', async () => {
    const started = await aLaunch(await open())
    for (let count = 0; count < itemsPerMessage; count++) await adds(started, 'Data', `N${count}`)
    const { id } = await sectionOf(started, 'Data')
    const surfaces = await listSurfaces(started.context.db, started.launch.id)
    const parts = surfaces.flatMap(({ surface }) =>
      surface.kind === 'section' && surface.sectionId === id ? surface.part : [],
    )
    expect(parts).toEqual([0, 1])
  })

  it('has an item in other words, which keeps its tick; who saw the old ones is told', async () => {
    const started = await aLaunch(await open())
    const { item: before } = await ticks(started, 'Backup tested')
    const wish = await revision(started, 'Backup tested', { text: 'Backups restored' })
    expect(await reviseItem(started.context, bob, wish)).toMatchObject({ outcome: 'changed' })
    const after = await itemOf(started, 'Backups restored')
    expect(after).toMatchObject({ id: before.id, state: 'done', version: before.version + 1 })
    const undo = {
      itemId: before.id,
      version: before.version,
      action: 'undo',
      reason: null,
    } as const
    const late = refusalOf(changeItem(started.context, kim, undo))
    expect(await late).toMatchObject({ code: 'item-changed' })
    expect(await refusalOf(reviseItem(started.context, bob, wish))).toMatchObject({
      code: 'item-changed',
    })
  })

  it('loses and gains what the words say of an item, and keeps the rest', async () => {
    const started = await aLaunch(await open())
    const to = async (text: string) => {
      const { id } = await itemOf(started, 'Cache')
      await reviseItem(started.context, ana, await revision(started, 'Cache', { text }))
      return (await boardOf(started)).phases.flatMap(itemsOf).find((each) => each.id === id)
    }
    expect(await to('Cache warmed (evidence required)')).toMatchObject({
      optional: false,
      needsEvidence: true,
    })
    expect(await to('Cache warm (due 3 days before)')).toMatchObject({
      needsEvidence: false,
      dueMark: { kind: 'before', fromDays: 3 },
    })
    expect(await to('Cache is warm')).toMatchObject({ dueMark: null })
  })

  it('has an item in another section, first or last', async () => {
    const started = await aLaunch(await open())
    const { id: sectionId } = await sectionOf(started, 'Data')
    await reviseItem(started.context, ana, await revision(started, 'Cache', { sectionId }))
    expect(await textsIn(started, 'Data')).toEqual([
      'Backup tested',
      'Cache warmed (if applicable)',
    ])
    const up = await revision(started, 'Cache', { place: 'start' })
    await reviseItem(started.context, ana, up)
    expect(await textsIn(started, 'Data')).toEqual([
      'Cache warmed (if applicable)',
      'Backup tested',
    ])
    expect(await textsIn(started, 'Servers')).toEqual(['Servers ready'])
    const moves = (await recordOf(started)).filter(({ type }) => type === 'item.moved')
    expect(moves[0]?.data).toMatchObject({ section: 'Data', before: { section: 'Servers' } })
  })

  it('moves what is not open any more into no phase that waits', async () => {
    const started = await aLaunch(await open())
    await ticks(started, 'Backup tested')
    const { id: sectionId } = await sectionOf(started, 'Deploy')
    const wish = await revision(started, 'Backup tested', { sectionId })
    expect(await refusalOf(reviseItem(started.context, ana, wish))).toMatchObject({
      code: 'phase-not-open',
    })
  })

  it('does without an item that was removed, until it is brought back as it was', async () => {
    const started = await aLaunch(await open())
    await ticks(started, 'Backup tested')
    const before = await itemOf(started, 'Backup tested')
    const wish = { itemId: before.id, version: before.version, reason: ' No backups ' }
    await removeItem(started.context, bob, wish)
    expect(await textsIn(started, 'Data')).toEqual([])
    const tick = {
      itemId: before.id,
      version: before.version,
      action: 'undo',
      reason: null,
    } as const
    expect(await refusalOf(changeItem(started.context, kim, tick))).toEqual({
      code: 'item-unknown',
    })
    expect((await recordOf(started)).at(-1)?.data).toMatchObject({
      reason: 'No backups',
      from: 'done',
    })
    await bringItemBack(started.context, ana, { itemId: before.id })
    const after = await itemOf(started, 'Backup tested')
    expect(after).toEqual({ ...before, version: after.version })
    expect(await refusalOf(bringItemBack(started.context, ana, { itemId: before.id }))).toEqual({
      code: 'item-unknown',
    })
  })

  it('loses nothing without a reason, or that somebody else has changed', async () => {
    const started = await aLaunch(await open())
    const { id: itemId, version } = await itemOf(started, 'Backup tested')
    const without = removeItem(started.context, ana, { itemId, version, reason: ' ' })
    expect(await refusalOf(without)).toEqual({
      code: 'faults',
      faults: { reason: { code: 'reason-missing' } },
    })
    await ticks(started, 'Backup tested')
    const late = removeItem(started.context, ana, { itemId, version, reason: 'a' })
    expect(await refusalOf(late)).toMatchObject({ code: 'item-changed' })
  })

  it('makes void what was signed when it changes', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await signs(started, bob)
    const { id: itemId, version } = await itemOf(started, 'Backup tested')
    await removeItem(started.context, ana, { itemId, version, reason: 'No backups' })
    const voided = (await recordOf(started)).find(({ type }) => type === 'sign-off.voided')
    expect(voided?.data).toMatchObject({ changes: [{ text: 'Backup tested', kind: 'removed' }] })
  })

  it('is anybody’s to add to, and the lead’s and approvers’ to change', async () => {
    const started = await aLaunch(await open())
    const wish = await revision(started, 'Cache', { text: 'Cache' })
    expect(await refusalOf(reviseItem(started.context, kim, wish))).toMatchObject({
      code: 'not-permitted',
      permission: 'change-list',
    })
    await reviseItem(started.context, erin, wish)
    expect(await itemOf(started, 'Cache')).toMatchObject({ text: 'Cache' })
  })
})
