/**
 * Payloads that are signed and wrong: whatever they hold, golive lives on, answers none of them with
 * a 5xx, takes none for a bug, shows nobody its insides, and does nothing that their sender may not.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asks, dialogs } from '../../src/views/actions.ts'
import { forge, type Mutation, mutate, mutation } from '../support/hostile/mutate.ts'
import { type Answered, post, type Request, requestOf } from '../support/hostile/post.ts'
import { manifest, type Seed, seedsOf } from '../support/hostile/seeds.ts'
import { openWorld, renewOwn, rowsOfVictim, secret, type World } from '../support/hostile/world.ts'
import { openStage, type Stage } from '../support/stage.ts'

/** With GOLIVE_SOAK set many more are tried, of another seed each time. */
const isSoak = Boolean(process.env.GOLIVE_SOAK)
const batches = isSoak ? 400 : 16
const batchSize = 40
const minutes = 60_000

/** What is only looked at is never submitted. */
const unsubmitted: readonly string[] = ['section', 'templates', 'notice'].map(
  (id) => `${id} submitted`,
)

const tried = fc.record(
  {
    of: fc.noBias(fc.nat({ max: 10_000 })),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
  },
  { noNullPrototype: true },
)

/** What golive took for its own mistake: that Slack says of the token that it is revoked is none. */
function bugsIn({ log }: Stage) {
  return log.filter(({ level, msg }) => Number(level) >= 50 && !String(msg).includes('the token'))
}

/** Everything that was sent to Slack, and what came with acknowledgements. */
function toldBy({ sandbox }: Stage, answers: readonly Answered[]): string {
  const calls = sandbox.calls.all.map(({ args }) => JSON.stringify(args))
  return [...calls, ...answers.map(({ text }) => text)].join('\n')
}

const insides = /(Type|Range|Syntax|Zod|Sqlite|Reference)Error|node_modules|\.ts:\d+|\bat \w+ \(/

/** A payload may well say that the token was revoked. */
async function isAlive({ golive }: Stage): Promise<boolean> {
  const get = (path: string) => fetch(`http://127.0.0.1:${golive.port}${path}`)
  const ready = (await (await get('/readyz')).json()) as { database: string }
  return (await get('/healthz')).status === 200 && ready.database === 'ok'
}

test('every payload that Slack sends is taken, and none is a bug', {
  timeout: 2 * minutes,
}, async () => {
  await using stage = await openStage('http')
  const seeds = seedsOf(await openWorld(stage)).filter(({ name }) => !unsubmitted.includes(name))
  const answers: Answered[] = []
  for (const seed of seeds) answers.push(await post(stage, requestOf(seed)))
  const failed = seeds.filter((_, index) => answers[index]?.status !== 200)
  expect(failed.map(({ name }) => name)).toEqual([])
  expect(bugsIn(stage)).toEqual([])
  const handled = stage.log.filter(({ msg }) => msg === 'handled').map(({ name }) => name)
  const ids = Object.values({ ...asks, ...dialogs }).map((each) => {
    return typeof each === 'string' ? each : each.id
  })
  const missing = ids.filter((id) => !handled.includes(id))
  expect(missing.map((id) => `${id} submitted`)).toEqual(unsubmitted)
  expect(seeds.map(({ name }) => name)).toEqual(
    expect.arrayContaining(manifest.settings.event_subscriptions.bot_events),
  )
  expect(toldBy(stage, answers)).not.toMatch(insides)
})

test('a payload of any kind with anything wrong in it', { timeout: 60 * minutes }, async () => {
  await using stage = await openStage('http')
  let world = await openWorld(stage)
  const before = await rowsOfVictim(world)
  const faults: unknown[] = []
  for (const batch of batchesOf(tried)) {
    world = await renewOwn(world)
    const seeds = seedsOf(world)
    const answers: Answered[] = []
    for (const { of, mutations } of batch) {
      const seed = seeds[of % seeds.length] as Seed
      const seen = bugsIn(stage).length
      const answer = await post(stage, requestOf(withAll(seed, mutations)))
      answers.push(answer)
      const bugs = bugsIn(stage).slice(seen)
      if (answer.status >= 500 || bugs.length > 0) {
        faults.push({ seed: seed.name, mutations, status: answer.status, bugs: bugs.map(shortOf) })
      }
    }
    expect(toldBy(stage, answers)).not.toMatch(insides)
    expect(await isAlive(stage)).toBe(true)
    stage.log.length = 0
    stage.sandbox.calls.clear()
  }
  expect(faults).toEqual([])
  expect(await rowsOfVictim(world)).toEqual(before)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

type Forgery = (world: World, payload: Seed['payload']) => Seed['payload']

/** What kim could write into buttons and dialogs; where she clicks, and who she is, Slack says. */
const forgeries: [string, Forgery][] = [
  ['ids of another launch', (world, payload) => forge(payload, idsOf(world))],
  [
    'ids of another launch, and its channel in the dialog',
    (world, payload) => {
      const { own, victim } = world
      const names = [...idsOf(world), [own.channelId, victim.channelId] as const]
      return {
        ...forge(payload, idsOf(world)),
        ...(payload.view ? forge({ view: payload.view }, names) : {}),
      }
    },
  ],
  [
    'another workspace',
    ({ stage }, payload) => {
      const { team, otherTeam } = stage.sandbox.workspace
      return forge(payload, [[team.id, otherTeam.id]])
    },
  ],
]

function idsOf({ own, victim }: World): [string, string][] {
  const kinds = Object.keys(own) as (keyof typeof own)[]
  const private_ = kinds.filter(
    (kind) => !/^(channelId|templateId|versionId|version|seen)$/.test(kind),
  )
  return private_.map((kind) => [String(own[kind]), String(victim[kind])])
}

test.each(forgeries)(
  '%s: nothing is done, and nothing is shown',
  { timeout: 2 * minutes },
  async (_, forgery) => {
    await using stage = await openStage('http')
    const world = await openWorld(stage)
    const before = await rowsOfVictim(world)
    stage.sandbox.calls.clear()
    const leaks: unknown[] = []
    for (const seed of seedsOf(world)) {
      const request = requestOf({ ...seed, payload: forgery(world, seed.payload) })
      const answers = [await post(stage, request)]
      await stage.sandbox.idle()
      if (toldBy(stage, answers).includes(secret)) leaks.push(seed.name)
      stage.sandbox.calls.clear()
    }
    expect(leaks).toEqual([])
    expect(await rowsOfVictim(world)).toEqual(before)
    expect(bugsIn(stage)).toEqual([])
  },
)

function batchesOf<T>(tried: fc.Arbitrary<T>): T[][] {
  const seed = isSoak ? Date.now() : 20261123
  return fc.sample(fc.array(tried, { minLength: batchSize, maxLength: batchSize, size: 'max' }), {
    numRuns: batches,
    seed,
  })
}

function shortOf({ msg, err }: Record<string, unknown>): string {
  return `${msg}: ${(err as { stack?: string } | undefined)?.stack?.slice(0, 700)}`
}

function withAll(seed: Seed, mutations: readonly Mutation[]): Seed {
  const payload = mutations.reduce((spoilt, each) => mutate(spoilt, each), seed.payload)
  return { ...seed, payload }
}

const wrong: [string, number, (request: Request) => Request][] = [
  ['of long ago', 401, (request) => ({ ...request, at: new Date(Date.now() - 6 * minutes) })],
  ['ahead of time', 401, (request) => ({ ...request, at: new Date(Date.now() + 6 * minutes) })],
  ['signed with another secret', 401, (request) => ({ ...request, secret: 'another' })],
  ['without a signature', 401, without('x-slack-signature')],
  ['without a time', 401, without('x-slack-request-timestamp')],
  [
    'with a time that is none',
    401,
    (request) => withHeader(request, 'x-slack-request-timestamp', 'now'),
  ],
  [
    'with a signature that is none',
    401,
    (request) => withHeader(request, 'x-slack-signature', 'v0='),
  ],
  [
    'with another body than was signed',
    401,
    (request) => withHeader(request, 'x-slack-signature', `v0=${'0'.repeat(64)}`),
  ],
  ['a form that says it is JSON', 400, (request) => ({ ...request, type: 'application/json' })],
  ['without a content type', 400, (request) => ({ ...request, type: '' })],
  [
    'JSON that says it is a form',
    404,
    (request) => ({ ...request, body: '{"type":"block_actions"}' }),
  ],
  ['a form that is badly encoded', 404, (request) => ({ ...request, body: '%E0%A4%A=%ZZ&&==' })],
  [
    'nested deeper than a stack',
    404,
    (request) => ({
      ...request,
      body: `payload={"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
    }),
  ],
  ['nearly 4 MB', 404, (request) => ({ ...request, body: `a=${'x'.repeat(4_000_000)}` })],
  ['more than 4 MB', 413, (request) => ({ ...request, body: `a=${'x'.repeat(4_200_000)}` })],
]

function without(header: string) {
  return (request: Request) => withHeader(request, header, undefined)
}

function withHeader(request: Request, header: string, value: string | undefined): Request {
  return { ...request, headers: { ...request.headers, [header]: value } }
}

test('requests that Slack does not send are refused, and nothing is done', async () => {
  await using stage = await openStage('http')
  const world = await openWorld(stage)
  const seed = seedsOf(world).find(({ name }) => name === 'change-item in message') as Seed
  const answers: [string, number][] = []
  for (const [what, , spoil] of wrong) {
    answers.push([what, (await post(stage, spoil(requestOf(seed)))).status])
  }
  expect(answers).toEqual(wrong.map(([what, status]) => [what, status]))
  expect(stage.log.filter(({ msg }) => msg === 'handled')).toEqual([])
  expect(bugsIn(stage)).toEqual([])
  expect(await isAlive(stage)).toBe(true)
})

test('a request that is sent again does nothing again', async () => {
  await using stage = await openStage('http')
  const world = await openWorld(stage)
  const { db } = stage.golive.context
  const events = async () => (await db.selectFrom('events').selectAll().execute()).length
  const seed = seedsOf(world).find(({ name }) => name === 'change-item in message') as Seed
  const request = { ...requestOf(seed), at: new Date() }
  await post(stage, request)
  const once = await events()
  const again = await Promise.all([post(stage, request), post(stage, request)])
  expect(again.map(({ status }) => status)).toEqual([200, 200])
  expect(await events()).toBe(once)
})

test('what is refused is not kept: the memory stays as it was', {
  timeout: 5 * minutes,
}, async () => {
  await using stage = await openStage('http')
  const world = await openWorld(stage)
  const seeds = seedsOf(world)
  const large = 'x'.repeat(500_000)
  const rush = async (count: number) => {
    for (let sent = 0; sent < count; sent++) {
      const seed = seeds[(sent * 7) % seeds.length] as Seed
      const payload = {
        ...seed.payload,
        user: { id: large },
        user_id: large,
        trigger_id: `${sent}`,
      }
      await post(stage, requestOf({ ...seed, payload }))
      stage.log.length = 0
    }
    collectGarbage()
    return process.memoryUsage().heapUsed
  }
  const before = await rush(10)
  const after = await rush(isSoak ? 5000 : 60)
  // Each holds a million bytes: were they kept, it would be sixty times that.
  expect(after - before).toBeLessThan(30_000_000)
})

/** Needs no flag of the process: contexts made after the flag is set have it. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}
