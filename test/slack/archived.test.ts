import { expect, test } from 'vitest'
import { archiveLaunch } from '../../src/commands/archive-launch.ts'
import { wholeLaunch } from '../../src/commands/export-launch.ts'
import { launchFileText } from '../../src/domain/launch-file.ts'
import { iso } from '../../src/store/database.ts'
import { boardOf, openStage, startLaunch } from '../support/stage.ts'

test('the log of an archived launch says where it is, in its channel', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const { launch } = await boardOf(stage)
  const { context } = stage.golive
  const ended_at = iso(stage.clock.now())
  await context.db.updateTable('launches').set({ ended_at, ending: 'complete' }).execute()
  await stage.settle()
  const text = launchFileText(await wholeLaunch(context, launch.id))
  await archiveLaunch(context, { file: 'payments.json', text })
  const asked = async (channel: string) => {
    const answers = await stage.sandbox.as('bob').in(channel).type('/golive log payments')
    return JSON.stringify(answers)
  }
  expect(await asked('#launch')).toMatch(/is archived.*Payments 2\.0.*payments\.json/s)
  expect(await asked('#ops')).not.toContain('payments.json')
  const [ended] = await stage.sandbox.as('bob').in('#launch').type('/golive status ended')
  expect(ended?.text).toMatch(/Archived\..*payments\.json/s)
  const refused = await stage.sandbox.as('bob').in('#launch').click('History', 'Payments 2.0')
  expect(JSON.stringify(refused)).toMatch(/“Payments 2\.0” is archived.*payments\.json/)
})
