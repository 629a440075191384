import { expect, it } from 'vitest'
import { itemStates, unsettledStates } from '../../src/domain/item.ts'
import { type Item, itemsOf } from '../../src/domain/launch.ts'
import type { Owner } from '../../src/domain/owner.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import { findItem, updateItem } from '../../src/store/items.ts'
import { markTold, replaceOwners } from '../../src/store/owners.ts'
import { endReminder, findReminder, insertReminder, listUntold } from '../../src/store/reminders.ts'
import { onEachDialect } from '../support/databases.ts'
import { ana, workspaceId } from '../support/launches.ts'
import { after, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

async function itemIn(db: Db, launchId = 'launch-1', workspace = workspaceId) {
  await aSavedLaunch(db, { id: launchId, workspaceId: workspace })
  await withChecklist(db, launchId)
  const board = await readBoard(db, launchId)
  const [item] = board?.phases.flatMap(itemsOf) ?? []
  if (!board || !item) throw new Error('no item')
  return { item, roles: board.roles }
}

async function give(db: Db, item: Item, owners: Owner[], launchId = 'launch-1') {
  await replaceOwners(db, { ...item, launchId }, owners, { at: start, by: ana.id })
}

const kim: Owner = { kind: 'person', id: 'U-KIM' }

onEachDialect('who was not told of what is theirs', (open) => {
  it('is whoever owns it, by name or by role, until they are', async () => {
    const db = await open()
    const { item, roles } = await itemIn(db)
    const byRole = roles.map(({ id }): Owner => ({ kind: 'role', id }))
    await give(db, item, [kim, { kind: 'person', id: ana.id }, ...byRole])
    // The second role is open, and ana gave it to herself.
    const untold = async () => (await listUntold(db, workspaceId)).sort()
    expect((await untold()).filter((id) => id.startsWith('U-'))).toEqual(['U-BOB', 'U-KIM'])
    await markTold(db, 'U-KIM', [item.id], after(60))
    expect((await untold()).filter((id) => id.startsWith('U-'))).toEqual(['U-BOB'])
    expect(await listUntold(db, 'T2')).toEqual([])
  })

  it('is nobody where the item is settled', async () => {
    const db = await open()
    const { item } = await itemIn(db)
    await give(db, item, [kim])
    for (const state of itemStates) {
      const now = (await findItem(db, item.id))?.item ?? item
      const changed = { at: after(60), by: ana.id }
      await updateItem(db, now, { state, reason: null, note: null, changed })
      const isUnsettled = unsettledStates.some((each) => each === state)
      expect(await listUntold(db, workspaceId), state).toEqual(isUnsettled ? ['U-KIM'] : [])
    }
  })
})

onEachDialect('a reminder', (open) => {
  const whose = { workspaceId, personId: 'U-KIM', kind: 'daily', at: start, by: null } as const

  it('is read as it was sent, and sent once', async () => {
    const db = await open()
    const { item } = await itemIn(db)
    const items = [{ itemId: item.id, why: 'overdue' as const }]
    const reminder = { ...whose, id: 'reminder-1', slot: '2026-11-23', items }
    expect(await insertReminder(db, reminder)).toBe(true)
    expect(await insertReminder(db, { ...reminder, id: 'reminder-2' })).toBe(false)
    expect(await findReminder(db, 'reminder-1')).toEqual({ ...reminder, isEnded: false })
    expect(await findReminder(db, 'reminder-2')).toBeUndefined()
  })

  it('ends alone, and when it first ended', async () => {
    const db = await open()
    const { item } = await itemIn(db)
    const items = [{ itemId: item.id, why: 'soon' as const }]
    for (const [index, slot] of ['2026-11-23', '2026-11-24'].entries()) {
      await insertReminder(db, { ...whose, id: `reminder-${index}`, slot, items })
    }
    await endReminder(db, 'reminder-0', after(60))
    await endReminder(db, 'reminder-0', after(120))
    const rows = await db.selectFrom('reminders').select('ended_at').orderBy('id').execute()
    expect(rows.map((row) => row.ended_at)).toEqual([after(60).toISOString(), null])
    expect((await findReminder(db, 'reminder-0'))?.isEnded).toBe(true)
    expect((await findReminder(db, 'reminder-1'))?.isEnded).toBe(false)
  })
})
