/** What Slack says of golive's channels and of its token, before anything is tried there. */
import { describe, expect, test } from 'vitest'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

const toldAna = ({ sandbox }: Stage) => sandbox.as('ana').inbox()
const errors = ({ log }: Stage) => log.filter(({ level }) => Number(level) >= 50)

async function readiness({ golive }: Stage): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${golive.port}/readyz`)
  return [response.status, await response.json()]
}

describe('a channel that is gone is told to the lead at once, and once', () => {
  test.each([
    ['archived', ({ sandbox }: Stage) => sandbox.changes.archiveChannel('#launch'), /restore it/],
    ['left', ({ sandbox }: Stage) => sandbox.changes.removeBot('#launch'), /\/invite/],
    ['deleted', ({ sandbox }: Stage) => sandbox.changes.deleteChannel('#launch'), /\/invite/],
  ])('%s', async (_, lose, remedy) => {
    await using stage = await openStage()
    await startLaunch(stage)
    await lose(stage)
    for (const event of [...stage.sandbox.dispatch.events]) {
      await stage.sandbox.dispatch.redeliver(event)
    }
    stage.clock.moveBy(61 * 60_000)
    await stage.golive.lookAfterChannels()
    await stage.settle()
    expect(toldAna(stage).map(({ text }) => text)).toEqual([expect.stringMatching(remedy)])
    expect(errors(stage)).toEqual([])
  })
})

test('a channel with another id goes on as before, also where Slack is heard of it late', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  stage.sandbox.workspace.changeChannelId('C0000LAUNCH', 'C000SHARED')
  const click = stage.sandbox.as('bob').in('#launch').aim('Done', 'DNS records')
  await click.send()
  const event = { type: 'channel_id_changed', old_channel_id: 'C0000LAUNCH' }
  await stage.sandbox.dispatch.event({ ...event, new_channel_id: 'C000SHARED' })
  await stage.sandbox.settled()
  const section = stage.sandbox.as('bob').in('#launch').sees('*Infrastructure*')
  expect(section?.text).toContain('1 of 7 settled')
  expect(stage.sandbox.as('bob').in('#launch').messages()).toHaveLength(9)
})

test('a token that is revoked is one line, and not ready; a new one after a restart brings all up to date', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const click = stage.sandbox.as('bob').in('#launch').aim('Done', 'DNS records')
  await stage.sandbox.changes.uninstall()
  expect(await readiness(stage)).toMatchObject([503, { database: 'ok', slack: 'down' }])
  const { launch } = await boardOf(stage)
  const lead = { ...launch, id: launch.leadId, standing: 'member', via: 'command' } as const
  await resendMessages(stage.golive.context, lead, { launchId: launch.id })
  await stage.golive.publish()
  expect(errors(stage)).toMatchObject([
    { error: 'app_uninstalled', msg: expect.stringContaining('does not take the token any more') },
  ])
  stage.sandbox.workspace.installation.active = true
  await stage.restart()
  await click.send()
  await stage.settle()
  expect(await readiness(stage)).toMatchObject([200, { database: 'ok', slack: 'ok' }])
  const section = stage.sandbox.as('bob').in('#launch').sees('*Infrastructure*')
  expect(section?.text).toContain('1 of 7 settled')
})

test('what is taken from a person’s own token is not golive’s', async () => {
  await using stage = await openStage()
  await stage.sandbox.dispatch.event({ type: 'tokens_revoked', tokens: { oauth: ['U1'], bot: [] } })
  await stage.sandbox.settled()
  expect(errors(stage)).toEqual([])
  expect(await readiness(stage)).toMatchObject([200, {}])
})
