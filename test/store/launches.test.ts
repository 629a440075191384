import { expect, it } from 'vitest'
import { readBoard } from '../../src/store/board.ts'
import { markPhaseCompleted, markPhaseOpened } from '../../src/store/checklists.ts'
import { isUniqueViolation } from '../../src/store/dialect.ts'
import { readProcedure } from '../../src/store/emergencies.ts'
import {
  findLaunch,
  findLaunchNamed,
  findLaunchOfForm,
  listLaunches,
  lockLaunch,
} from '../../src/store/launches.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { channelId, workspaceId } from '../support/launches.ts'
import { after, aSavedLaunch, start, withChecklist } from '../support/rows.ts'

onEachDialect('launches', (open) => {
  it('are read as they were inserted', async () => {
    const db = await open()
    const { formId, templateId, procedure, ...launch } = await aSavedLaunch(db, { isPrivate: true })
    expect(await findLaunch(db, 'launch-1')).toEqual(launch)
    expect(await findLaunchOfForm(db, formId)).toEqual(launch)
    expect(templateId).toBe('template-1')
    expect(await readProcedure(db, 'launch-1')).toEqual(procedure)
  })

  it('that are not there are not found', async () => {
    const db = await open()
    await aSavedLaunch(db)
    expect(await findLaunch(db, 'launch-2')).toBeUndefined()
    expect(await findLaunchOfForm(db, 'another form')).toBeUndefined()
    expect(await findLaunchNamed(db, workspaceId, channelId, 'Another')).toBeUndefined()
  })

  it('are one for each form', async () => {
    const db = await open()
    await aSavedLaunch(db, { formId: 'form' })
    const again = aSavedLaunch(db, { id: 'launch-2', formId: 'form' })
    await expect(again).rejects.toThrow(/unique/i)
    await expect(again).rejects.toSatisfy(isUniqueViolation)
  })

  it('have a name of their own in their channel', async () => {
    const db = await open()
    await aSavedLaunch(db, { name: 'Payments 2.0' })
    const namesake = { id: 'launch-2', name: ' PAYMENTS  2.0 ' }
    const again = aSavedLaunch(db, namesake)
    await expect(again).rejects.toThrow(/unique/i)
    await expect(again).rejects.toSatisfy(isUniqueViolation)
    await aSavedLaunch(db, { ...namesake, channelId: 'C-OTHER' })
    await aSavedLaunch(db, { ...namesake, id: 'launch-3', workspaceId: 'T2' })
  })

  it('fail otherwise than by a key that is taken', async () => {
    const db = await open()
    const broken = aSavedLaunch(db, { zone: null as unknown as string })
    await expect(broken).rejects.not.toSatisfy(isUniqueViolation)
    const orphan = aSavedLaunch(db, { templateId: 'none' })
    await expect(orphan).rejects.not.toSatisfy(isUniqueViolation)
  })

  it('are not changed by being locked', async () => {
    const db = await open()
    await aSavedLaunch(db)
    const before = await allRows(db)
    await lockLaunch(db, 'launch-1')
    await lockLaunch(db, 'launch-2')
    expect(await allRows(db)).toEqual(before)
  })

  it('are found by a name that is taken to be the same, in that channel only', async () => {
    const db = await open()
    await aSavedLaunch(db, { name: 'Payments 2.0' })
    const named = (workspace: string, channel: string) =>
      findLaunchNamed(db, workspace, channel, 'payments   2.0')
    expect((await named(workspaceId, channelId))?.id).toBe('launch-1')
    expect(await named(workspaceId, 'C-OTHER')).toBeUndefined()
    expect(await named('T2', channelId)).toBeUndefined()
  })

  it('are listed by T-0 and then by their start, of a workspace or of a channel', async () => {
    const db = await open()
    await aSavedLaunch(db, { id: 'late', t0: after(300) })
    await aSavedLaunch(db, { id: 'early', t0: after(100) })
    await aSavedLaunch(db, { id: 'b', t0: after(200), channelId: 'C-OTHER' })
    await aSavedLaunch(db, { id: 'a', t0: after(200), channelId: 'C-OTHER' })
    const newer = { at: after(1), by: 'U-ANA' }
    await aSavedLaunch(db, { id: '0', t0: after(200), channelId: 'C-OTHER', started: newer })
    await aSavedLaunch(db, { id: 'foreign', t0: after(200), workspaceId: 'T2' })
    const list = async (channel: string | null) =>
      (await listLaunches(db, workspaceId, channel)).map(({ id }) => id)
    expect(await list(null)).toEqual(['early', 'a', 'b', '0', 'late'])
    expect(await list(channelId)).toEqual(['early', 'late'])
    expect(await list('C-NONE')).toEqual([])
  })

  it('open a phase once and complete it once', async () => {
    const db = await open()
    await aSavedLaunch(db)
    await withChecklist(db, 'launch-1')
    const phases = async () => (await readBoard(db, 'launch-1'))?.phases ?? []
    const id = (await phases())[0]?.id ?? ''
    expect(await markPhaseOpened(db, id, { at: start, by: 'U-ANA' })).toBe(true)
    expect(await markPhaseOpened(db, id, { at: after(9), by: 'U-BOB' })).toBe(false)
    expect((await phases()).map(({ opened }) => opened)).toEqual([{ at: start, by: 'U-ANA' }, null])
    expect(await markPhaseCompleted(db, id, start)).toBe(true)
    expect(await markPhaseCompleted(db, id, after(9))).toBe(false)
  })
})
