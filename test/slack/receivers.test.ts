import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

const dns = 'DNS records configured and tested'

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  test('a launch is started, ticked, blocked in a dialog and undone', async () => {
    await using stage = await openStage(mode)
    // Who golive is; of a Slack far away each question is a tenth of a second.
    expect(stage.sandbox.calls.of('auth.test')).toHaveLength(1)
    await startLaunch(stage)
    const bob = stage.sandbox.as('bob')
    await bob.in('#launch').click('Done', dns)
    await bob.in('#launch').click('Undo', dns)
    await bob.in('#launch').click('Details', '*Infrastructure*')
    await bob.dialog.click('Edit', dns)
    await bob.dialog.choose('State', 'Blocked')
    await bob.dialog.submit()
    expect(bob.dialog.errors.Reason).toBeDefined()
    await bob.dialog.fill('Reason', 'No access')
    await bob.dialog.submit()
    expect(bob.in('#launch').sees('*Infrastructure*')?.text).toContain('*Blocked*: No access')
    expect(await bob.in('#launch').type('/golive log')).toHaveLength(1)
    expect(stage.sandbox.calls.problems).toEqual([])
  })

  test('the probes say how it is', async () => {
    await using stage = await openStage(mode)
    const get = (path: string) => fetch(`http://127.0.0.1:${stage.golive.port}${path}`)
    expect((await get('/healthz')).status).toBe(200)
    const ready = await get('/readyz')
    expect(ready.status).toBe(200)
    expect(await ready.json()).toEqual({
      database: 'ok',
      slack: 'ok',
      outbox: 'ok',
      record: 'ok',
      parked: 0,
    })
    await startLaunch(stage)
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toMatch(/golive_handled_seconds_count\{name="start-launch",outcome="done"\} 1/)
    expect(metrics).toMatch(/golive_slack_calls_total\{method="chat.postMessage",answer="ok"\} 9/)
    expect(metrics).toMatch(/golive_outbox_messages\{state="waiting"\} 0/)
    expect((await get('/nothing')).status).toBe(404)
  })
})

describe('/readyz', () => {
  const dayMs = 24 * 60 * 60_000

  async function ready({ golive }: Stage) {
    const response = await fetch(`http://127.0.0.1:${golive.port}/readyz`)
    return { status: response.status, body: await response.json() }
  }

  /** Asks that every message be sent again, and does not wait for it. */
  async function resend(stage: Stage): Promise<void> {
    const { launch } = await boardOf(stage)
    const lead = { ...launch, id: launch.leadId, standing: 'member', via: 'command' } as const
    await resendMessages(stage.golive.context, lead, { launchId: launch.id })
  }

  test('is red while a message waits for longer than five minutes, for whatever reason', async () => {
    await using stage = await openStage('http')
    await startLaunch(stage)
    await resend(stage)
    stage.sandbox.faults.rateLimit('chat.update', { retryAfter: 3600 })
    await stage.golive.publish()
    stage.clock.moveBy(300_000)
    const fine = { database: 'ok', slack: 'ok', outbox: 'ok', record: 'ok', parked: 0 }
    expect(await ready(stage)).toEqual({ status: 200, body: fine })
    stage.clock.moveBy(1000)
    const stuck = { ...fine, outbox: 'stuck for 301 s' }
    expect(await ready(stage)).toEqual({ status: 503, body: stuck })
    await stage.settle()
    expect(await ready(stage)).toEqual({ status: 200, body: fine })
  })

  test('shows what was given up without being red for it, also when it is taken up again days later', async () => {
    await using stage = await openStage('http')
    await startLaunch(stage)
    stage.sandbox.faults.fail('chat.update', 'restricted_action', { times: 2 })
    await stage.sandbox.as('bob').in('#launch').click('Done', dns)
    stage.clock.moveBy(2 * dayMs)
    expect(await ready(stage)).toMatchObject({ status: 200, body: { outbox: 'ok', parked: 2 } })
    await resend(stage)
    expect(await ready(stage)).toMatchObject({ status: 200, body: { outbox: 'ok', parked: 0 } })
  })

  test('is red when the database does not answer as it should', async () => {
    await using stage = await openStage('http')
    await sql`alter table outbox rename to elsewhere`.execute(stage.golive.context.db)
    const body = { database: 'down', slack: 'ok' }
    expect(await ready(stage)).toEqual({ status: 503, body })
    await sql`alter table elsewhere rename to outbox`.execute(stage.golive.context.db)
    expect(await ready(stage)).toMatchObject({ status: 200 })
  })
})

describe('over http, what Slack did not send is refused', () => {
  const sent = { command: '/golive', team_id: 'T0000HARBOR', user_id: 'U0000000ANA' }
  const form = new URLSearchParams(sent)
  const formType = 'application/x-www-form-urlencoded'
  const minutesOff = (minutes: number) => new Date(Date.now() + minutes * 60_000)

  async function post(
    stage: Stage,
    headers: Record<string, string>,
    body = form.toString(),
    type = formType,
  ): Promise<number> {
    const url = `http://127.0.0.1:${stage.golive.port}/slack/events`
    const all = { 'content-type': type, ...headers }
    return (await fetch(url, { method: 'POST', headers: all, body })).status
  }

  function signed(secret: string, at: Date, body = form.toString()): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` }
  }

  test('no signature, a wrong one, one of long ago or ahead of time', async () => {
    await using stage = await openStage('http')
    const { signingSecret } = stage.sandbox
    expect(await post(stage, {})).toBe(401)
    expect(await post(stage, signed('wrong', new Date()))).toBe(401)
    expect(await post(stage, signed(signingSecret, minutesOff(-10)))).toBe(401)
    expect(await post(stage, signed(signingSecret, minutesOff(10)))).toBe(401)
    expect(await post(stage, signed(signingSecret, minutesOff(4)))).toBe(200)
  })

  test.each([
    ['is no JSON', '{', 'application/json', 400],
    ['is null', 'null', 'application/json', 400],
    ['is a list', '[]', 'application/json', 400],
    ['is null in a form', 'payload=null', formType, 400],
    ['is a form with a charset', 'command=%2Fgolive', `${formType}; charset=utf-8`, 400],
    ['has an event that is null', '{"event":null}', 'application/json', 400],
    ['has actions that are none', '{"user":{"id":"U1"},"actions":[{}]}', 'application/json', 400],
    ['is for nobody', '{"type":"shortcut","user":{"id":"U1"}}', 'application/json', 404],
    ['is larger than 4 MB', 'x'.repeat(4 * 1024 * 1024 + 1), formType, 413],
  ])('a signed body that %s', async (_, body, type, status) => {
    await using stage = await openStage('http')
    const headers = signed(stage.sandbox.signingSecret, new Date(), body)
    expect(await post(stage, headers, body, type)).toBe(status)
    expect(stage.log.filter(({ level }) => Number(level) > 40)).toEqual([])
  })
})

test('over sockets, connections that end are opened again at once', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  stage.sandbox.faults.dropSockets()
  await stage.sandbox.connected()
  expect((await stage.sandbox.as('bob').in('#launch').click('Done', dns)).error).toBeUndefined()
})

test('over sockets, a connection that Slack refuses is tried again, and golive lives on', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  stage.sandbox.faults.fail('apps.connections.open', 'invalid_auth', { times: 2 })
  stage.sandbox.faults.dropSockets()
  await stage.sandbox.connected()
  expect((await stage.sandbox.as('bob').in('#launch').click('Done', dns)).error).toBeUndefined()
  expect(stage.log.filter((line) => line.msg === 'could not connect to Slack again')).not.toEqual(
    [],
  )
})

test('over sockets, one of two that is lost costs no click', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  stage.sandbox.faults.refreshSocket()
  await stage.sandbox.connected()
  expect((await stage.sandbox.as('bob').in('#launch').click('Done', dns)).error).toBeUndefined()
})

test('over sockets, what Slack does not send is left alone, and golive lives on', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const id = { envelope_id: 'e1' }
  const messages = [
    ...['', '{', 'null', '7', '[]', '{}'],
    ...[{ type: 'events_api' }, { type: 'events_api', ...id, payload: null }].map(stringify),
    ...['error', 'ws_message', 'close', 'news'].map((type) => stringify({ type, ...id })),
    ...[{}, { actions: [null] }, { event: null }, { type: 'view_submission', view: null }].map(
      (payload) => stringify({ type: 'interactive', ...id, payload }),
    ),
    stringify({ type: 'interactive', payload: {} }),
    stringify({ type: 'slash_commands', ...id, payload: { command: null } }),
  ]
  for (const message of messages) stage.sandbox.sockets.say(message)
  await stage.sandbox.settled()
  expect((await stage.sandbox.as('bob').in('#launch').click('Done', dns)).error).toBeUndefined()
  expect(stage.sandbox.sockets.connections).toBe(2)
  expect(stage.log.filter(({ level }) => Number(level) > 40)).toEqual([])
})

function stringify(message: object): string {
  return JSON.stringify(message)
}
