import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

const dns = 'DNS records configured and tested'

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  test('a launch is started, ticked, blocked in a dialog and undone', async () => {
    await using stage = await openStage(mode)
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
    expect(await ready.json()).toEqual({ database: 'ok', slack: 'ok' })
    await startLaunch(stage)
    const metrics = await (await get('/metrics')).text()
    expect(metrics).toMatch(/golive_handled_seconds_count\{name="start-launch",outcome="done"\} 1/)
    expect(metrics).toMatch(/golive_slack_calls_total\{method="chat.postMessage",answer="ok"\} 9/)
    expect(metrics).toMatch(/golive_outbox_messages\{state="waiting"\} 0/)
    expect((await get('/nothing')).status).toBe(404)
  })
})

describe('over http, what Slack did not sign is refused', () => {
  const form = new URLSearchParams({ command: '/golive', text: 'status', user_id: 'U0000000ANA' })

  async function post(stage: Stage, headers: Record<string, string>): Promise<number> {
    const url = `http://127.0.0.1:${stage.golive.port}/slack/events`
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = form.toString()
    return (await fetch(url, { method: 'POST', headers: { ...type, ...headers }, body })).status
  }

  function signed(secret: string, at: Date): Record<string, string> {
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${form}`).digest('hex')
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hash}` }
  }

  test('no signature, a wrong one, an old one', async () => {
    await using stage = await openStage('http')
    const { signingSecret } = stage.sandbox
    const old = new Date(Date.now() - 10 * 60_000)
    expect(await post(stage, {})).toBe(401)
    expect(await post(stage, signed('wrong', new Date()))).toBe(401)
    expect(await post(stage, signed(signingSecret, old))).toBe(401)
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
