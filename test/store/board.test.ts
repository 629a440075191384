import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readBoard, readStakes } from '../../src/store/board.ts'
import { onEachDialect } from '../support/databases.ts'
import { aSavedLaunch, withChecklist } from '../support/rows.ts'

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
        items: section.items.map(({ text, optional }) => ({ text, optional })),
      })),
    }))
    expect(outline).toEqual(template.phases)
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

  it('says the same launch and roles as its stakes', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const board = await readBoard(db, 'launch-1')
    expect(await readStakes(db, 'launch-1')).toEqual({ launch: board?.launch, roles: board?.roles })
  })
})
