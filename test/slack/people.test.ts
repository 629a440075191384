import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await startLaunch(stage)
})
afterEach(() => stage[Symbol.asyncDispose]())

const dns = 'DNS records'
const bob = () => stage.sandbox.as('bob').in('#launch')

test('Slack is asked once who somebody is, not at each click', async () => {
  stage.sandbox.calls.clear()
  for (let clicks = 0; clicks < 3; clicks++) await bob().click(clicks % 2 ? 'Undo' : 'Done', dns)
  expect(stage.sandbox.calls.count('users.info')).toBe(1)
})

test('what Slack says of a change counts at once', async () => {
  await bob().click('Done', dns)
  const click = bob().aim('Undo', dns)
  await stage.sandbox.changes.deactivateUser('bob')
  const { notices } = await click.send()
  expect(notices[0]?.text).toMatch(/does not list you as an active/)
  expect(stage.sandbox.as('ana').in('#launch').sees('*Infrastructure*')?.text).toContain('✅ DNS')
})

test('while Slack is silent, who is known can click, and who is not is told to try again', async () => {
  await bob().click('Done', dns)
  stage.clock.moveBy(30 * 60 * 60_000)
  stage.sandbox.faults.status('users.info', 503, { times: 2 })
  expect((await bob().click('Undo', dns)).notices).toEqual([])
  const { notices } = await stage.sandbox.as('chen').in('#launch').click('Done', dns)
  expect(notices[0]?.text).toMatch(/Slack did not answer/)
  expect((await stage.sandbox.as('chen').in('#launch').click('Done', dns)).notices).toEqual([])
})

test('an outsider in a shared channel can look and fold, and is told what members can do', async () => {
  await startLaunch(stage, { name: 'Together', channel: '#partners' })
  const ivo = stage.sandbox.as('ivo').in('#partners')
  const { notices } = await ivo.click('Done', dns)
  expect(notices[0]?.text).toMatch(/People from other workspaces can look .* Ask the lead/)
})
