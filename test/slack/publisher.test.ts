import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { keyOf } from '../../src/domain/surface.ts'
import { connectGolive } from '../../src/golive.ts'
import { createPublisherClient } from '../../src/slack/app.ts'
import { createMetrics } from '../../src/slack/metrics.ts'
import { Pace } from '../../src/slack/pace.ts'
import { Publisher } from '../../src/slack/publisher.ts'
import { ResponseUrls } from '../../src/slack/response-urls.ts'
import { Token } from '../../src/slack/token.ts'
import { Troubles } from '../../src/slack/troubles.ts'
import { enqueue, outboxState } from '../../src/store/outbox.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage[Symbol.asyncDispose]())

const dns = 'DNS records configured and tested'
const inLaunch = (handle = 'ana') => stage.sandbox.as(handle).in('#launch')
const section = () => inLaunch().sees('*Infrastructure*')
const outbox = () => outboxState(stage.golive.context.db)
const headings = () =>
  inLaunch()
    .messages()
    .map((message) => message.text.split(' · ')[0])

const inOrder = [
  'Launch: Payments 2.0\n*T-0* <!date',
  '*Infrastructure*',
  '*Application Configuration*',
  '*Database*',
  '*Security*',
  '*Testing*',
  '*Monitoring &amp; Logging*',
  '*Documentation*',
  '*Team Readiness*',
]

function expectInOrder(): void {
  expect(headings().map((heading, index) => heading?.startsWith(inOrder[index] ?? '?'))).toEqual(
    inOrder.map(() => true),
  )
}

test('the board comes first and the sections in their order, one message a second, without a 429', async () => {
  await startLaunch(stage)
  expectInOrder()
  const times = stage.sandbox.calls.of('chat.postMessage').map((call) => call.at.getTime())
  for (const [index, time] of times.slice(1).entries()) {
    expect(time - (times[index] ?? 0)).toBeGreaterThanOrEqual(1000)
  }
  expect(stage.sandbox.calls.of('chat.postMessage').map((call) => call.status)).toEqual(
    inOrder.map(() => 200),
  )
})

test('the board is pinned; where the scope was not granted, it is not, and nothing else suffers', async () => {
  await startLaunch(stage)
  expect(inLaunch().sees('*T-0*')?.pinned).toBe(true)
  stage.sandbox.workspace.installation.withdraw('pins:write')
  await startLaunch(stage, { name: 'Search' })
  expect(inLaunch().sees('Launch: Search')?.pinned).toBe(false)
  expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
})

describe('whatever happens, the channel ends up equal to the database', () => {
  test.each([
    ['429', () => stage.sandbox.faults.rateLimit('chat.postMessage', { times: 3, retryAfter: 20 })],
    ['ratelimited at status 200', () => stage.sandbox.faults.ratelimitedAt200('chat.postMessage')],
    ['503', () => stage.sandbox.faults.status('chat.postMessage', 503, { times: 4 })],
    ['an internal error', () => stage.sandbox.faults.fail('chat.postMessage', 'internal_error')],
  ])('%s while posting', async (_, spoil) => {
    spoil()
    await startLaunch(stage)
    expectInOrder()
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })

  test.each([
    ['429', () => stage.sandbox.faults.rateLimit('chat.update', { times: 3, retryAfter: 20 })],
    ['ratelimited at status 200', () => stage.sandbox.faults.ratelimitedAt200('chat.update')],
    ['503', () => stage.sandbox.faults.status('chat.update', 503, { times: 4 })],
    [
      '503 after the effect',
      () => stage.sandbox.faults.status('chat.update', 503, { times: 2, afterEffect: true }),
    ],
  ])('%s while editing', async (_, spoil) => {
    await startLaunch(stage)
    spoil()
    await inLaunch('bob').click('Done', dns)
    expect(section()?.text).toContain(`✅ ${dns}`)
    expect(inLaunch().sees('*T-0*')?.text).toContain('1 of 54 settled')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })

  test('a limit on pins holds up neither edits nor dialogs', async () => {
    stage.sandbox.faults.rateLimit('pins.add', { times: 1, retryAfter: 600 })
    await startLaunch(stage)
    const before = stage.clock.now()
    await inLaunch('bob').click('Details', '*Infrastructure*')
    expect(stage.sandbox.as('bob').hasDialog()).toBe(true)
    expect(stage.clock.now()).toEqual(before)
    expect(inLaunch().sees('*T-0*')?.pinned).toBe(true)
  })

  test('a deleted message is posted again at the next change', async () => {
    await startLaunch(stage)
    const click = inLaunch('bob').aim('Done', dns)
    const ts = section()?.ts ?? ''
    await stage.sandbox.changes.deleteMessage('#launch', ts)
    await click.send()
    expect(section()?.text).toContain(`✅ ${dns}`)
    expect(section()?.ts).not.toBe(ts)
  })

  test('a deleted message comes back by itself within a day, a board within an hour', async () => {
    await startLaunch(stage)
    const board = inLaunch().sees('*T-0*')?.ts ?? ''
    await stage.sandbox.changes.deleteMessage('#launch', board)
    await stage.sandbox.changes.deleteMessage('#launch', section()?.ts ?? '')
    stage.clock.moveBy(61 * 60_000)
    await stage.golive.resendStale()
    await stage.settle()
    expect(inLaunch().sees('*T-0*')).toBeDefined()
    expect(section()).toBeUndefined()
    stage.clock.moveBy(24 * 60 * 60_000)
    await stage.golive.resendStale()
    await stage.settle()
    expect(section()).toBeDefined()
  })

  test('the countdown goes on although nobody clicks', async () => {
    await startLaunch(stage)
    expect(inLaunch().sees('*T-0*')?.text).toContain('in 14 days')
    stage.clock.moveBy(3 * 24 * 60 * 60_000)
    await stage.golive.resendStale()
    await stage.settle()
    expect(inLaunch().sees('*T-0*')?.text).toContain('in 11 days')
  })

  test('what Slack refuses for good is parked, in the log, and tried again at the next change', async () => {
    await startLaunch(stage)
    stage.sandbox.faults.fail('chat.update', 'restricted_action', { times: 2 })
    await inLaunch('bob').click('Done', dns)
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 2 })
    expect(stage.log.filter((line) => line.error === 'restricted_action')).toHaveLength(2)
    await inLaunch('bob').click('Done', 'SSL/TLS')
    expect(section()?.text).toContain('2 of 7 settled')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })
})

test('stopping does not wait for a Slack that does not answer, and what was to be told stays', async () => {
  await startLaunch(stage)
  const { config, golive, clock, sandbox } = stage
  const { context } = golive
  const log = pino({ level: 'silent' })
  const abort = new AbortController()
  const pace = new Pace(clock)
  const metrics = createMetrics({ db: context.db, clock, pace, connections: () => 0 })
  const client = createPublisherClient(config, { metrics, log }, abort)
  const publisher = new Publisher({
    context,
    client,
    abort,
    log,
    metrics,
    urls: new ResponseUrls(clock),
    fetch,
    pause: async () => {},
    pace,
    troubles: new Troubles(clock, log),
    token: new Token(clock, log),
  })
  const { launch } = await boardOf(stage)
  const lead = { ...launch, id: launch.leadId, standing: 'member', via: 'command' } as const
  await resendMessages(context, lead, { launchId: launch.id })
  sandbox.faults.slow(3000, 'chat.update')
  const publishing = publisher.drain()
  await publisher.stop(0)
  await publishing
  sandbox.faults.clear()
  expect((await outbox()).waiting).toBe(9)
  await stage.settle()
  expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
})

describe('while Slack limits edits', () => {
  const clickOn = async (items: string[]) => {
    for (const item of items) await inLaunch('bob').click('Done', item)
  }
  const limitEdits = () =>
    stage.sandbox.faults.rateLimit('chat.update', { times: 2, retryAfter: 600 })

  test('what is clicked is shown by what the click brought, and the board when Slack permits', async () => {
    await startLaunch(stage)
    stage.sandbox.calls.clear()
    limitEdits()
    await clickOn([dns])
    const [shown, ...more] = stage.sandbox.calls.of('response_url')
    expect(more).toEqual([])
    const edits = stage.sandbox.calls.of('chat.update').filter(({ status }) => status === 200)
    expect(edits).toHaveLength(1)
    const waited = (edits[0]?.at.getTime() ?? 0) - (shown?.at.getTime() ?? 0)
    expect(waited).toBeGreaterThan(590_000)
    expect(section()?.text).toContain(`✅ ${dns}`)
    expect(inLaunch().sees('*T-0*')?.text).toContain('1 of 54 settled')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })

  test('and what the click brought does not work, chat.update shows it', async () => {
    await startLaunch(stage)
    limitEdits()
    stage.sandbox.faults.status('response_url', 500, { times: 3 })
    await clickOn([dns, 'SSL/TLS'])
    expect(section()?.text).toContain('2 of 7 settled')
    expect(inLaunch().sees('*T-0*')?.text).toContain('2 of 54 settled')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })
})

describe('a channel that is gone', () => {
  test('is reported to the lead once, by DM, and loses nothing', async () => {
    await startLaunch(stage)
    const clicks = [dns, 'SSL/TLS', 'Firewall'].map((item) => inLaunch('bob').aim('Done', item))
    await stage.sandbox.changes.removeBot('#launch')
    for (const click of clicks) await click.send()
    const told = stage.sandbox.as('ana').inbox()
    expect(told).toHaveLength(1)
    const later = await stage.sandbox.as('chen').in('#launch').click('Done', 'Load balancer')
    expect(later.notices[0]?.text).toMatch(/^Recorded: “Load balancer .*” is now \*done\*/)
    expect(told[0]?.text).toMatch(
      /cannot post in <#C0000LAUNCH> any more.*Nothing is lost.*\/invite @golive/,
    )

    await stage.sandbox.changes.inviteBot('#launch')
    await stage.settle()
    expect(section()?.text).toContain('4 of 7 settled')
    expect(inLaunch().sees('*T-0*')?.text).toContain('4 of 54 settled')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })

  test('an archived one too', async () => {
    await startLaunch(stage)
    const click = inLaunch('bob').aim('Done', dns)
    await stage.sandbox.changes.archiveChannel('#launch')
    await click.send()
    const told = stage.sandbox.as('ana').inbox()
    expect(told.map((message) => message.text).join()).toContain('archived; restore it')
    expect(stage.log.some((line) => line.msg === 'channel gone')).toBe(true)
    stage.sandbox.workspace.channel('#launch').archived = false
    await stage.sandbox.as('chen').in('#launch').click('Done', 'SSL/TLS')
    expect(section()?.text).toContain('2 of 7 settled')
    expect(inLaunch().sees('*T-0*')?.text).toContain('2 of 54 settled')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })

  test('and comes back unseen by golive is found within the hour, and what could not be said is said', async () => {
    await startLaunch(stage)
    stage.sandbox.workspace.channel('#launch').archived = true
    await inLaunch('bob').click('Details', '*Infrastructure*')
    const bob = stage.sandbox.as('bob')
    await bob.dialog.click('Edit', dns)
    await bob.dialog.choose('State', 'Blocked')
    await bob.dialog.fill('Reason', 'No access')
    await bob.dialog.submit()
    expect((await outbox()).parked).toBeGreaterThan(0)
    stage.sandbox.workspace.channel('#launch').archived = false
    stage.clock.moveBy(61 * 60_000)
    await stage.golive.lookAfterChannels()
    await stage.settle()
    expect(inLaunch().sees('blocked “DNS')?.text).toContain('No access')
    expect(section()?.text).toContain('*Blocked*: No access')
    expect(await outbox()).toMatchObject({ waiting: 0, parked: 0 })
  })
})

test('a launch whose channel became private is hidden from others within the hour', async () => {
  await startLaunch(stage)
  const status = async () =>
    (await stage.sandbox.as('kim').in('#random').type('/golive status all'))
      .map((reply) => reply.text)
      .join()
  expect(await status()).toContain('Payments 2.0')
  await stage.sandbox.changes.makePrivate('#launch')
  stage.clock.moveBy(61 * 60_000)
  await stage.golive.lookAfterChannels()
  expect(await status()).not.toContain('Payments 2.0')
})

test('a slow call holds up no other message', async () => {
  await startLaunch(stage)
  stage.sandbox.faults.slow(1000, 'pins.add')
  await enqueuePin()
  let isSlowEnded = false
  const slow = stage.golive.publish().then(() => {
    isSlowEnded = true
  })
  const { launch, phases } = await boardOf(stage)
  const item = phases[0]?.sections[0]?.items[3]
  if (!item) throw new Error('no item')
  const lead = { ...launch, id: launch.leadId, standing: 'member', via: 'channel' } as const
  const { context } = stage.golive
  const tick = { itemId: item.id, version: item.version, action: 'tick', reason: null } as const
  const shown = new Promise<void>((resolve) => {
    const stop = stage.sandbox.workspace.onChange(() => {
      if (!section()?.text.includes(`✅ ${dns}`)) return
      stop()
      resolve()
    })
  })
  await changeItem(context, lead, tick)
  await shown
  expect(isSlowEnded).toBe(false)
  await slow
})

async function enqueuePin(): Promise<void> {
  const { launch } = await boardOf(stage)
  const key = keyOf({ kind: 'board', launchId: launch.id })
  const pin = { key: `pin:${key}`, kind: 'pin', target: key, launchId: launch.id } as const
  const { db } = stage.golive.context
  await enqueue(db, { ...launch, ...pin }, stage.clock.now(), { position: 0, priority: 'deed' })
}

test('two processes on one database send nothing twice', async () => {
  const { config, clock } = stage
  const other = await connectGolive(config, clock, pino({ level: 'silent' }), () => {})
  try {
    await startLaunch(stage)
    const click = inLaunch('bob').aim('Done', dns)
    stage.sandbox.calls.clear()
    await Promise.all([click.send(), other.publish(), stage.golive.publish(), other.publish()])
    await stage.settle()
    expect(stage.sandbox.calls.count('chat.update')).toBe(2)
    expect(stage.sandbox.calls.count('chat.postMessage')).toBe(0)
  } finally {
    await other.stopWork()
    await other.close()
  }
})

test('no posting of user text makes a mention, a link preview or a broadcast', async () => {
  const ana = stage.sandbox.as('ana')
  await ana.in('#launch').type('/golive start')
  await ana.dialog.fill('Name', '<!channel> @everyone <https://evil.example|click> & *x*')
  await ana.dialog.submit()
  for (const call of stage.sandbox.calls.of('chat.postMessage')) {
    // Slack does not parse plain_text objects; everything else is looked at.
    const sent = JSON.stringify(call.args, (_, value: unknown) =>
      (value as { type?: string } | null)?.type === 'plain_text' ? null : value,
    )
    expect(sent).not.toMatch(/<!(channel|here|everyone)/)
    expect(sent).not.toMatch(/<https:/)
    expect(sent).not.toMatch(/"type":"mrkdwn","text":"[^"]*"(?!,"verbatim":true)/)
    expect(call.args).toMatchObject({
      unfurl_links: expect.anything(),
      unfurl_media: expect.anything(),
    })
  }
})
