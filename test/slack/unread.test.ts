import { expect, test } from 'vitest'
import { findPerson } from '../../src/store/people.ts'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

const errorsIn = ({ log }: Stage) => log.filter(({ level }) => Number(level) > 40)

test.each([
  ['user_change', { user: {} }],
  ['user_change', { user: { id: 'U1', tz: 7 } }],
  ['member_joined_channel', { user: ['U1'], channel: 'C1' }],
  ['channel_unarchive', { channel: { id: 'C1' } }],
  ['group_unarchive', {}],
  ['app_home_opened', { user: {}, tab: 'home' }],
])('an event %s that has not the shape of one is left alone: %j', async (type, event) => {
  await using stage = await openStage('http')
  await stage.sandbox.dispatch.event({ type, ...event })
  await stage.sandbox.settled()
  expect(stage.log.filter(({ msg }) => msg === 'an event that cannot be read')).toHaveLength(1)
  expect(errorsIn(stage)).toEqual([])
})

test('what comes from another workspace reaches nobody', async () => {
  await using stage = await openStage('http')
  await startLaunch(stage)
  const { dispatch, workspace } = stage.sandbox
  const bob = stage.sandbox.as('bob')
  const delivery = bob.in('#launch').aim('Done', 'DNS records configured and tested')
  const payload = { ...delivery.payload, team: { id: workspace.otherTeam.id } }
  const handled = () => stage.log.filter(({ msg }) => msg === 'handled').length
  const before = handled()
  await dispatch.send({ kind: 'interactive', payload, takesAnswer: false })
  expect(handled()).toBe(before)
  const { db } = stage.golive.context
  expect(await findPerson(db, workspace.otherTeam.id, bob.id)).toBeUndefined()
  expect(errorsIn(stage)).toEqual([])
})

test.each(['', '\ud800', 'U1 U2'])('a click of %j is of nobody: Slack is not asked', async (id) => {
  await using stage = await openStage('http')
  await startLaunch(stage)
  const aimed = stage.sandbox.as('bob').in('#launch').aim('Done', 'DNS records configured')
  stage.sandbox.calls.clear()
  const payload = { ...aimed.payload, user: { id } }
  await stage.sandbox.dispatch.send({ kind: 'interactive', payload, takesAnswer: false })
  expect(stage.sandbox.calls.count('users.info')).toBe(0)
  expect(errorsIn(stage)).toEqual([])
})
