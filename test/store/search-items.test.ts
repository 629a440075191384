import { expect, it } from 'vitest'
import { itemsOf } from '../../src/domain/launch.ts'
import { readBoard } from '../../src/store/board.ts'
import { markPhaseOpened } from '../../src/store/checklists.ts'
import type { Db } from '../../src/store/database.ts'
import { searchItems } from '../../src/store/search-items.ts'
import { onEachDialect } from '../support/databases.ts'
import { after, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

const checklist = [
  '# Search',
  '## Now',
  '- [ ] **Backups** tested',
  '- [ ] Ärger vermeiden',
  '- [ ] backup of the logs',
  '## Later',
  '- [ ] Backups deleted',
].join('\n')

async function launchIn(db: Db, id: string, seconds: number) {
  const started = { at: after(seconds), by: 'U-ANA' }
  await aSavedLaunch(db, { id, started })
  await withChecklist(db, id, checklist)
  const [phase] = (await readBoard(db, id))?.phases ?? []
  if (!phase) throw new Error('no phase')
  await markPhaseOpened(db, phase.id, { at: start, by: 'U-ANA' })
}

onEachDialect('items to choose from', (open) => {
  const searching = async () => {
    const db = await open()
    await launchIn(db, 'launch-1', 0)
    await launchIn(db, 'launch-2', 60)
    await launchIn(db, 'launch-3', 120)
    return async (launchIds: string[], words: string, limit = 9) => {
      const found = await searchItems(db, launchIds, words, limit)
      return found.map(({ item, launch }) => `${launch.id}: ${item.text}`)
    }
  }

  it('are those of these launches’ open phases, newest launches first', async () => {
    const search = await searching()
    expect(await search(['launch-1', 'launch-2'], 'backup')).toEqual([
      'launch-2: **Backups** tested',
      'launch-2: backup of the logs',
      'launch-1: **Backups** tested',
      'launch-1: backup of the logs',
    ])
  })

  it('are found whatever the case of their letters, in any script', async () => {
    const search = await searching()
    expect(await search(['launch-3'], 'ÄRGER')).toEqual(['launch-3: Ärger vermeiden'])
    expect(await search(['launch-3'], '%')).toEqual([])
    expect(await search(['launch-3'], '')).toHaveLength(3)
  })

  it('are at most so many, and none of no launch', async () => {
    const search = await searching()
    expect(await search(['launch-1', 'launch-3'], '', 4)).toHaveLength(4)
    expect(await search([], 'backup')).toEqual([])
    expect(await search(['launch-9'], 'backup')).toEqual([])
  })

  it('are read as the board has them', async () => {
    const db = await open()
    await launchIn(db, 'launch-1', 0)
    const board = await readBoard(db, 'launch-1')
    const [first] = await searchItems(db, ['launch-1'], 'tested', 9)
    expect(first).toEqual({ item: board?.phases.flatMap(itemsOf)[0], launch: board?.launch })
  })
})
