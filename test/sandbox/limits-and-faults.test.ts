import { expect, it } from 'vitest'
import { bareSandbox, codeOf, httpBot, socketBot } from './support/bot.ts'
import { card, smallBot } from './support/small-bot.ts'

const launch = 'C0000LAUNCH'

async function retryAfter(call: Promise<unknown>): Promise<number> {
  try {
    await call
    return 0
  } catch (error) {
    const { retryAfter: seconds } = error as { retryAfter?: number }
    if (seconds === undefined) throw error
    return seconds
  }
}

it('allows one post a second and channel', async () => {
  await using bare = await bareSandbox()
  const post = (channel: string) => retryAfter(bare.client.chat.postMessage({ channel, text: 'a' }))
  expect(await post(launch)).toBe(0)
  expect(await post(launch)).toBe(1)
  expect(await post('C0000000OPS')).toBe(0)
  bare.clock.advance(1000)
  expect(await post(launch)).toBe(0)
})

it('counts calls in sliding windows of a minute, per method', async () => {
  await using bare = await bareSandbox()
  const { client, clock } = bare
  const pin = () => retryAfter(client.pins.list({ channel: launch }))
  for (let at = 0; at < 20; at += 1) expect(await pin()).toBe(0)
  clock.advance(45_000)
  expect(await pin()).toBe(15)
  expect(await retryAfter(client.users.info({ user: 'U0000000ANA' }))).toBe(0)
  clock.advance(15_000)
  expect(await pin()).toBe(0)
})

it('fails as ordered, and no longer', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const { faults } = sandbox
  const test = () => client.auth.test()
  faults.rateLimit('auth.test', { retryAfter: 7 })
  expect(await retryAfter(test())).toBe(7)
  faults.fail('auth.test', 'fatal_error', { times: 2 })
  expect([await codeOf(test()), await codeOf(test()), await codeOf(test())]).toEqual([
    'fatal_error',
    'fatal_error',
    'ok',
  ])
  faults.ratelimitedAt200('auth.test')
  expect(await codeOf(test())).toBe('ratelimited')
  faults.status('auth.test', 500)
  await expect(test()).rejects.toMatchObject({ statusCode: 500 })
  faults.down(true)
  await expect(test()).rejects.toMatchObject({ statusCode: 503 })
  faults.clear()
  expect(await codeOf(test())).toBe('ok')
  faults.slow(30, 'auth.test')
  const started = performance.now()
  await test()
  expect(performance.now() - started).toBeGreaterThan(25)
  faults.revokeToken()
  expect(await codeOf(test())).toBe('token_revoked')
  faults.clear()
  expect(await codeOf(test())).toBe('ok')
})

it('fails by chance, in every way, the same with the same seed', async () => {
  await using bare = await bareSandbox()
  const { client, sandbox } = bare
  const outcomes = async (seed: number) => {
    sandbox.faults.byChance(['auth.test'], { seed })
    sandbox.calls.clear()
    for (let calls = 0; calls < 40; calls++) await client.auth.test().catch(() => null)
    return sandbox.calls.of('auth.test').map(({ status, answer }) => `${status} ${answer.error}`)
  }
  const first = await outcomes(1)
  const failed = first.filter((each) => each !== '200 undefined')
  expect(failed.length).toBeGreaterThan(10)
  expect(failed.length).toBeLessThan(30)
  expect(new Set(failed).size).toBe(5)
  expect(await outcomes(1)).toEqual(first)
  expect(await outcomes(2)).not.toEqual(first)
  await client.users.info({ user: 'U0000000ANA' })
  sandbox.faults.clear()
  expect(await codeOf(client.auth.test())).toBe('ok')
})

it('is idle when the last call was answered', async () => {
  await using bare = await bareSandbox()
  const arrived = new Promise((resolve) => bare.sandbox.workspace.onChange(resolve))
  const posting = bare.client.chat.postMessage({ channel: launch, text: 'a' })
  await arrived
  await bare.sandbox.idle()
  expect(bare.sandbox.calls.count('chat.postMessage')).toBe(1)
  await posting
})

it('fails a response_url as ordered', async () => {
  await using bot = await socketBot((app) => smallBot(app))
  bot.sandbox.faults.status('response_url', 500)
  expect(await bot.sandbox.as('ana').in('#launch').type('/golive late')).toEqual([])
  expect(bot.sandbox.calls.of('response_url')).toMatchObject([{ status: 500 }])
})

it('delivers no click to an app whose manifest has no interactivity', async () => {
  const manifest = { oauth_config: { scopes: { bot: ['chat:write'] } } }
  await using bot = await socketBot((app) => smallBot(app), { manifest })
  await bot.client.chat.postMessage({ channel: launch, text: 'a', blocks: card('One') })
  expect(await bot.sandbox.as('ana').in('#launch').click('Done')).toMatchObject({
    error: 'dispatch_failed',
  })
})

it('can do the effect and then fail', async () => {
  await using bare = await bareSandbox()
  bare.sandbox.faults.status('chat.postMessage', 503, { afterEffect: true })
  await expect(bare.client.chat.postMessage({ channel: launch, text: 'a' })).rejects.toMatchObject({
    statusCode: 503,
  })
  expect(bare.sandbox.as('ana').in('#launch').messages()).toHaveLength(1)
  expect(bare.sandbox.calls.of('chat.postMessage')).toMatchObject([{ status: 503 }])
})

it.each([
  ['Socket Mode', socketBot],
  ['HTTP', httpBot],
] as const)('tells the person when no ack comes in time over %s', async (_, start) => {
  await using bot = await start((app) => smallBot(app), { ackWithinMs: 150 })
  const [notice] = await bot.sandbox.as('ana').in('#launch').type('/golive silent')
  expect(notice?.text).toBe('/golive failed with the error "operation_timeout"')
})

it('reports an un-acked click and a form whose bot has gone', async () => {
  await using bot = await socketBot(
    (app) => {
      smallBot(app)
      app.action('stuck', async () => {})
    },
    { ackWithinMs: 150 },
  )
  const ana = bot.sandbox.as('ana')
  const element = {
    type: 'button',
    action_id: 'stuck',
    text: { type: 'plain_text', text: 'Stuck' },
  }
  const blocks = [{ type: 'actions', elements: [element] }] as never[]
  await bot.client.chat.postMessage({ channel: launch, text: 'a', blocks })
  const { error } = await ana.in('#launch').click('Stuck')
  expect(error).toBe('operation_timeout')

  await ana.in('#launch').type('/golive form')
  await ana.dialog.fill('Name', 'x')
  bot.sandbox.faults.dropSockets()
  expect(await ana.dialog.submit()).toMatchObject({ error: 'dispatch_failed' })
  expect(ana.dialog.value('Name')).toBe('x')
})

it('tells the person when there is no socket', async () => {
  await using bare = await bareSandbox()
  const [notice] = await bare.sandbox.as('ana').in('#launch').type('/golive x')
  expect(notice).toMatchObject({
    text: '/golive failed with the error "dispatch_failed"',
    isEphemeral: true,
  })
})
