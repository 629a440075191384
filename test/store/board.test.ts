import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { itemsOf } from '../../src/domain/launch.ts'
import { stakesOf } from '../../src/domain/permission.ts'
import { readBoard, readStakes } from '../../src/store/board.ts'
import { insertEvidence, removeEvidence } from '../../src/store/evidence.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { savePerson } from '../../src/store/people.ts'
import { onEachDialect } from '../support/databases.ts'
import { ana, aPerson } from '../support/launches.ts'
import { aSavedLaunch, start, withChecklist } from '../support/rows.ts'

const shipped = readFileSync('templates/production-go-live.md', 'utf8')

onEachDialect('a board', (open) => {
  it('is the shipped checklist, item by item, as it was inserted', async () => {
    const db = await open()
    await aSavedLaunch(db)
    const template = await withChecklist(db, 'launch-1', shipped)
    const board = await readBoard(db, 'launch-1')
    const outline = board?.phases.map(({ name, window, sections }) => ({
      name,
      window,
      sections: sections.map((section) => ({
        name: section.name,
        window: section.window,
        items: section.items.map(({ text, optional, needsEvidence }) => ({
          text,
          optional,
          // None of its lines says of itself when it is due.
          due: null,
          needsEvidence,
          why: null,
          expires: null,
        })),
      })),
    }))
    expect(template.phases).toMatchObject(outline ?? [])
    expect(board?.finalBox?.text).toBe(template.signOff?.finalBox)
    expect(board?.roles.map(({ name, personId }) => [name, personId])).toEqual([
      ['Technical Lead', 'U-BOB'],
      ['DevOps Lead', null],
      ['Security Lead', null],
      ['Project Manager', null],
    ])
  })

  it('starts with everything open and untouched', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const board = await readBoard(db, 'launch-1')
    const items = board?.phases.flatMap((phase) => phase.sections.flatMap((each) => each.items))
    const untouched = { state: 'open', changed: null, reason: null, note: null, version: 0 }
    for (const item of [...(items ?? []), board?.finalBox]) expect(item).toMatchObject(untouched)
    expect(board?.phases.map(({ opened }) => opened)).toEqual([null, null])
  })

  it('keeps every item of a checklist of the greatest length, in order', async () => {
    const db = await open()
    await aSavedLaunch(db)
    const boxes = Array.from({ length: 2000 }, (_, index) => `- [ ] Item ${index}`)
    await withChecklist(db, 'launch-1', `# Long\n\n## Phase\n\n${boxes.join('\n')}\n`)
    const board = await readBoard(db, 'launch-1')
    const texts = board?.phases[0]?.sections[0]?.items.map(({ text }) => text)
    expect(texts).toEqual(boxes.map((box) => box.slice('- [ ] '.length)))
  })

  it('holds nothing of another launch', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await aSavedLaunch(db, { id: 'launch-2' })
    await withChecklist(db, 'launch-2')
    const board = await readBoard(db, 'launch-1')
    expect(board).toMatchObject({ phases: [], finalBox: null, roles: [] })
  })

  it('of no launch is undefined, as are its stakes', async () => {
    const db = await open()
    expect(await readBoard(db, 'launch-1')).toBeUndefined()
    expect(await readStakes(db, 'launch-1')).toBeUndefined()
  })

  it('says the same launch, roles and owners by name as its stakes', async () => {
    const db = await open()
    const launch = await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const boardNow = async () => {
      const board = await readBoard(db, 'launch-1')
      if (!board) throw new Error('no board')
      return board
    }
    const { phases, roles } = await boardNow()
    const isLeaderless = false
    expect(await readStakes(db, 'launch-1')).toEqual({
      ...stakesOf(await boardNow()),
      isLeaderless,
      commanderId: null,
    })
    const role = { kind: 'role', id: roles[0]?.id ?? '' } as const
    const people = ['U-KIM', 'U-ANA'].map((id) => ({ kind: 'person' as const, id }))
    const given = { at: start, by: 'U-ANA' }
    for (const item of phases.flatMap(itemsOf).slice(0, 2)) {
      await replaceOwners(db, { ...item, launchId: launch.id }, [role, ...people], given)
    }
    const stakes = await readStakes(db, 'launch-1')
    expect(stakes?.ownerIds.toSorted()).toEqual(['U-ANA', 'U-KIM'])
    expect(stakes).toMatchObject({ launch: stakesOf(await boardNow()).launch, roles })
    expect(stakesOf(await boardNow()).ownerIds.toSorted()).toEqual(['U-ANA', 'U-KIM'])
  })

  it('is without a lead once the lead is known to be no member', async () => {
    const db = await open()
    await aSavedLaunch(db)
    const isLeaderless = async () => (await readStakes(db, 'launch-1'))?.isLeaderless
    expect(await isLeaderless(), 'of whom nothing is known').toBe(false)
    await savePerson(db, { ...aPerson(ana.id, 'guest'), workspaceId: 'T2' }, start)
    expect(await isLeaderless(), 'who is a guest elsewhere').toBe(false)
    for (const standing of ['member', 'guest', 'outsider', 'bot', 'deactivated'] as const) {
      await savePerson(db, aPerson(ana.id, standing), start)
      expect(await isLeaderless(), standing).toBe(standing !== 'member')
    }
    await savePerson(db, aPerson(ana.id), start)
    await savePerson(db, aPerson('U-KIM', 'deactivated'), start)
    expect(await isLeaderless(), 'when somebody else has left').toBe(false)
  })

  it('shows the owners of its items in the order in which they were named', async () => {
    const db = await open()
    const launch = await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const first = async () => {
      const board = await readBoard(db, 'launch-1')
      const [item, other] = board?.phases.flatMap(itemsOf) ?? []
      if (!item) throw new Error('no item')
      expect(other?.owners).toEqual([])
      return item
    }
    const owner = (id: string) => ({ kind: 'person' as const, id })
    for (const ids of [['U-C', 'U-A', 'U-B'], ['U-B', 'U-D', 'U-C'], []]) {
      const item = { ...(await first()), launchId: launch.id }
      await replaceOwners(db, item, ids.map(owner), { at: start, by: 'U-ANA' })
      expect((await first()).owners).toEqual(ids.map(owner))
    }
  })

  it('counts the evidence of its items that was not removed', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const counts = async () => {
      const items = (await readBoard(db, 'launch-1'))?.phases.flatMap(itemsOf) ?? []
      return items.map(({ evidence }) => evidence)
    }
    const [item] = (await readBoard(db, 'launch-1'))?.phases.flatMap(itemsOf) ?? []
    for (const id of ['a', 'b', 'c']) {
      await insertEvidence(db, 'launch-1', {
        id,
        itemId: item?.id ?? '',
        kind: 'link',
        url: `https://${id}.example/`,
        title: null,
        written: null,
        added: { at: start, by: 'U-ANA' },
      })
    }
    expect(await removeEvidence(db, 'b', start)).toBe(true)
    expect(await counts()).toEqual([2, 0, 0, 0])
    expect(await removeEvidence(db, 'b', start), 'off already').toBe(false)
    expect(await removeEvidence(db, 'd', start), 'never there').toBe(false)
    expect(await counts()).toEqual([2, 0, 0, 0])
  })
})
