import { expect, it } from 'vitest'
import { type Item, itemsOf } from '../../src/domain/launch.ts'
import { readBoard } from '../../src/store/board.ts'
import { markPhaseEnded, markPhaseOpened } from '../../src/store/checklists.ts'
import type { Db } from '../../src/store/database.ts'
import {
  countIfSettled,
  findItem,
  listLaunchesOfItems,
  updateDue,
  updateItem,
  updateProof,
} from '../../src/store/items.ts'
import { onEachDialect } from '../support/databases.ts'
import { after, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

const lines = (...all: string[]) => all.join('\n')

const blocked = {
  state: 'blocked',
  reason: 'No access',
  note: 'Ask @bob',
  changed: { at: after(60), by: 'U-KIM' },
} as const

async function checklistIn(db: Db, source?: string) {
  await aSavedLaunch(db)
  await withChecklist(db, 'launch-1', source)
  const board = await readBoard(db, 'launch-1')
  if (!board?.phases[0]) throw new Error('no board')
  const [phase, next] = board.phases
  const items = board.phases.flatMap((each) => each.sections.flatMap((section) => section.items))
  return { board, phase, next, items, first: items[0] as Item }
}

onEachDialect('items', (open) => {
  it('change when they are at the version that was read, which counts up', async () => {
    const db = await open()
    const { first } = await checklistIn(db)
    expect(await updateItem(db, first, blocked)).toBe(true)
    const placed = await findItem(db, first.id)
    expect(placed?.item).toEqual({ ...first, ...blocked, version: 1 })
  })

  it('stay as they are when they have changed since', async () => {
    const db = await open()
    const { first } = await checklistIn(db)
    await updateItem(db, first, blocked)
    const late = { ...blocked, state: 'done', reason: null, note: null } as const
    expect(await updateItem(db, first, late)).toBe(false)
    expect((await findItem(db, first.id))?.item).toEqual({ ...first, ...blocked, version: 1 })
  })

  it('change alone', async () => {
    const db = await open()
    const { first, items } = await checklistIn(db)
    await updateItem(db, first, blocked)
    for (const item of items.slice(1)) expect((await findItem(db, item.id))?.item).toEqual(item)
  })

  it('know their place', async () => {
    const db = await open()
    const { first, phase } = await checklistIn(db)
    const placeOf = async () => (await findItem(db, first.id))?.place
    const { id, name } = phase
    const window = { kind: 'before', fromDays: 14, toDays: 0 }
    const place = {
      sectionId: phase.sections[0]?.id,
      part: 0,
      phase: { id, name, isOpen: false, round: 1, emergencyId: null },
      window,
    }
    expect(await placeOf()).toEqual(place)
    await markPhaseOpened(db, id, { at: start, by: 'U-ANA' })
    expect(await placeOf()).toEqual({ ...place, phase: { ...place.phase, isOpen: true } })
    await markPhaseEnded(db, id, after(60))
    expect(await placeOf()).toEqual(place)
  })

  it('are due by their own mark, else by their section’s window, else by their phase’s', async () => {
    const db = await open()
    const source = lines(
      '# Dates\n## Launch day (D-Day)\n- [ ] Evening\n- [ ] Marked (due 36 hours before)',
      '### Go (Morning)\n- [ ] Noon\n- [ ] Later (due 3 hours after)',
      '## Sometime\n- [ ] Whenever\n## Sign-Off\n- [ ] READY\n- Lead: ____',
    )
    const { items, board } = await checklistIn(db, source)
    const windows: unknown[] = []
    for (const { id } of items) windows.push((await findItem(db, id))?.place?.window)
    expect(windows).toEqual([
      { kind: 'day' },
      { kind: 'at', hours: -36 },
      { kind: 'morning' },
      { kind: 'at', hours: 3 },
      null,
    ])
    // T-0 is 7 December, 11:00 in Vienna.
    expect([...items, board.finalBox].map((item) => item?.due)).toEqual([
      { at: new Date('2026-12-07T17:00:00Z'), by: 'plan' },
      { at: new Date('2026-12-05T22:00:00Z'), by: 'plan' },
      { at: new Date('2026-12-07T10:00:00Z'), by: 'plan' },
      { at: new Date('2026-12-07T13:00:00Z'), by: 'plan' },
      null,
      null,
    ])
  })

  it('get another due date, or none, and keep their version', async () => {
    const db = await open()
    const { first, items } = await checklistIn(db)
    for (const due of [{ at: after(5), by: 'hand' } as const, null]) {
      await updateDue(db, first.id, due)
      expect((await findItem(db, first.id))?.item).toEqual({ ...first, due })
    }
    expect((await findItem(db, items[1]?.id ?? ''))?.item).toEqual(items[1])
  })

  it('need evidence or not, as the checklist says and as people change it', async () => {
    const db = await open()
    const { items } = await checklistIn(db, '# T\n## P\n- [ ] a (evidence required)\n- [ ] b\n')
    const needs = async () => {
      const placed = await Promise.all(items.map(({ id }) => findItem(db, id)))
      return placed.map((each) => each?.item.needsEvidence)
    }
    expect(await needs()).toEqual([true, false])
    await updateProof(db, items[0]?.id ?? '', false)
    await updateProof(db, items[1]?.id ?? '', true)
    expect(await needs()).toEqual([false, true])
  })

  it('of a long section are in the message that shows them', async () => {
    const db = await open()
    const boxes = (count: number) => Array.from({ length: count }, () => '- [ ] Box').join('\n')
    const source = `# Long\n\n## Phase\n\n### One\n${boxes(5)}\n\n### Two\n${boxes(25)}\n`
    const { items } = await checklistIn(db, source)
    const parts: unknown[] = []
    for (const index of [4, 5, 16, 17, 28, 29]) {
      parts.push((await findItem(db, items[index]?.id ?? ''))?.place?.part)
    }
    expect(parts).toEqual([0, 0, 0, 1, 1, 2])
  })

  it('that are the final box stand in no section', async () => {
    const db = await open()
    const { board } = await checklistIn(db)
    const placed = await findItem(db, board.finalBox?.id ?? '')
    expect(placed).toEqual({ item: board.finalBox, launchId: 'launch-1', place: null })
  })

  it('tell their launches, each once, in the order of their ids', async () => {
    const db = await open()
    const { items, board } = await checklistIn(db)
    await aSavedLaunch(db, { id: 'launch-0' })
    await withChecklist(db, 'launch-0')
    await aSavedLaunch(db, { id: 'launch-2' })
    await withChecklist(db, 'launch-2')
    const [other] = (await readBoard(db, 'launch-0'))?.phases.flatMap(itemsOf) ?? []
    const ids = [...items, board.finalBox, other].map((item) => item?.id ?? '')
    expect(await listLaunchesOfItems(db, ids)).toEqual(['launch-0', 'launch-1'])
    expect(await listLaunchesOfItems(db, ['item-1'])).toEqual([])
    expect(await listLaunchesOfItems(db, [])).toEqual([])
  })

  it('that are not there are not found', async () => {
    expect(await findItem(await open(), 'item-1')).toBeUndefined()
  })

  it('are counted by phase once all of them are settled', async () => {
    const db = await open()
    const { phase, next, items } = await checklistIn(db)
    const count = (phaseId: string) => countIfSettled(db, phaseId)
    expect(await count(phase.id)).toBeNull()
    const states = ['done', 'not-applicable', 'blocked'] as const
    for (const [index, state] of states.entries()) {
      await updateItem(db, items[index] as Item, { ...blocked, state })
    }
    expect(await count(phase.id)).toBeNull()
    const last = items[2] as Item
    await updateItem(db, { ...last, version: last.version + 1 }, { ...blocked, state: 'done' })
    expect(await count(phase.id)).toBe(3)
    expect(await count(next?.id ?? '')).toBeNull()
  })
})
