/**
 * Every fault that the sandbox can make, in the middle of the same small journey. When it is over the
 * channel says what the database says, nothing is there twice, nothing is lost, nobody's click was
 * left without a word, and an operator can read what was wrong.
 */
import { describe, expect, test } from 'vitest'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'
import { type Acknowledged, lostOrDoubled, recordFaults, untruths } from '../support/truth.ts'

const dns = 'DNS records configured and tested'
const ssl = 'SSL/TLS certificates'
const firewall = 'Firewall rules'
const channelId = 'C0000LAUNCH'
const minute = 60_000

type Fault = {
  name: string
  on: (stage: Stage) => unknown
  /** Whether it is there from the start. */
  isFirst?: boolean
  /** How often Slack delivers each click. */
  deliveries?: number
  /** What ends it, where it does not end by itself. */
  off?: (stage: Stage) => unknown
  /** What the log must say, and how loudly. */
  log?: { level: 'info' | 'warn' | 'error'; msg: RegExp }
  /** Of golive_slack_calls_total. */
  counted?: { method: string; answer: string }
}

const levels = { info: 30, warn: 40, error: 50 }

/** By its id, or by its name when it has another one. */
function inLaunch({ sandbox }: Stage, handle: string) {
  const isThere = sandbox.workspace.channels.has(channelId)
  return sandbox.as(handle).in(isThere ? channelId : '#launch')
}

/** What people do meanwhile. */
class Journey {
  readonly stage: Stage
  readonly deliveries: number
  readonly done: Acknowledged[] = []

  constructor(stage: Stage, deliveries: number) {
    this.stage = stage
    this.deliveries = deliveries
  }

  inLaunch(handle: string) {
    return inLaunch(this.stage, handle)
  }

  /** A click that either does it, or says why it does not. Who sees that Slack fails clicks again. */
  async click(handle: string, label: string, near: string, type: string): Promise<void> {
    const click = this.inLaunch(handle).aim(label, near)
    let outcome = await click.send()
    if (outcome.error) {
      await this.stage.sandbox.connected()
      outcome = await click.send()
    }
    for (let more = 1; more < this.deliveries; more++) {
      expect((await click.send({ trigger: 'same' })).notices).toEqual([])
    }
    expect(outcome.error, `${handle}: ${label}`).toBeUndefined()
    if (outcome.notices.length > 0 && !/^Recorded/.test(outcome.notices[0]?.text ?? '')) {
      expect(outcome.notices[0]?.text).toMatch(/Slack (did|does) not answer/)
      return
    }
    const by = this.stage.sandbox.as(handle).id
    this.done.push({ by, type, text: near })
  }

  /** Blocks an item in its dialog, as far as dialogs open. */
  async block(handle: string, text: string): Promise<void> {
    const { sandbox } = this.stage
    const person = sandbox.as(handle)
    const opened = await this.inLaunch(handle).click('Details', '*Infrastructure*')
    expect(opened.error).toBeUndefined()
    if (!person.hasDialog()) {
      expect(opened.notices[0]?.text).toMatch(/Slack (did|does) not answer/)
      return
    }
    await person.dialog.click('Edit', text)
    if (person.dialog.title !== 'Item') {
      expect(person.dialog.lines).toMatch(/Slack (did|does) not answer/)
      return
    }
    await person.dialog.choose('State', 'Blocked')
    await person.dialog.fill('Reason', 'No access')
    const outcome = await person.dialog.submit()
    if (!outcome.error) this.done.push({ by: person.id, type: 'item.blocked', text })
  }
}

async function travel(
  stage: Stage,
  { on, off, isFirst = false, deliveries = 1 }: Fault,
): Promise<Acknowledged[]> {
  const journey = new Journey(stage, deliveries)
  if (isFirst) await on(stage)
  await startLaunch(stage)
  await journey.click('bob', 'Done', ssl, 'item.ticked')
  await journey.inLaunch('ana').type('/golive assign everything in Security to @erin')
  // Security is due today, and erin, in New York, is at work.
  stage.clock.moveTo(new Date('2026-11-30T14:00:00Z'))
  if (!isFirst) await on(stage)
  await journey.click('bob', 'Undo', ssl, 'item.undone')
  await journey.click('chen', 'Done', dns, 'item.ticked')
  await journey.click('finn', 'Done', ssl, 'item.ticked')
  await journey.block('dita', firewall)
  await journey.inLaunch('ana').click('Open Launch Day (D-Day)', 'T-0')
  await stage.remind()
  await off?.(stage)
  await stage.sandbox.connected()
  stage.clock.moveBy(20 * minute)
  await stage.remind()
  await journey.click('bob', 'Done', 'Load balancer', 'item.ticked')
  return journey.done
}

async function expectTrue(stage: Stage, done: readonly Acknowledged[]): Promise<void> {
  const { sandbox, golive, clock } = stage
  await stage.settle()
  const { messages, bot } = sandbox.workspace
  const { db } = golive.context
  const seen = { messages, botId: bot.userId, now: clock.now() }
  expect(await untruths(db, seen)).toEqual([])
  expect(await recordFaults(db)).toEqual([])
  expect(await lostOrDoubled(db, done)).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
  expect(sandbox.calls.problems).toEqual([])
  const board = inLaunch(stage, 'ana').sees('*T-0*')
  expect(board?.pinned).toBe(true)
}

async function expectTold(stage: Stage, { log, counted }: Fault): Promise<void> {
  if (log) {
    const level = levels[log.level]
    const lines = stage.log.map((line) => ({ level: line.level, msg: String(line.msg) }))
    const told = lines.filter((line) => line.level === level && log.msg.test(line.msg))
    expect(told, JSON.stringify(lines.filter((line) => Number(line.level) > 30))).not.toEqual([])
  }
  if (!counted) return
  const url = `http://127.0.0.1:${stage.golive.port}/metrics`
  const metrics = await (await fetch(url)).text()
  const { method, answer } = counted
  expect(metrics).toContain(`golive_slack_calls_total{method="${method}",answer="${answer}"}`)
}

const limited = { level: 'warn', msg: /^Slack limits golive/ } as const
const failed = { level: 'warn', msg: /^Slack failed; trying again/ } as const
const unsure = { level: 'warn', msg: /it may have taken the message/ } as const
const silent = { level: 'warn', msg: /^Slack did not do what a person waits for/ } as const

/** What golive calls for messages, each in every way in which Slack fails. */
const published: Fault[] = ['chat.postMessage', 'chat.update', 'pins.add'].flatMap((method) => {
  const isFirst = method === 'pins.add'
  const passing = { method, answer: 'passing' }
  return [
    {
      name: `429 on ${method}`,
      on: ({ sandbox }) => sandbox.faults.rateLimit(method, { times: 2, retryAfter: 20 }),
      ...{ isFirst, log: limited, counted: { method, answer: 'limited' } },
    },
    {
      name: `ratelimited at status 200 on ${method}`,
      on: ({ sandbox }) => sandbox.faults.ratelimitedAt200(method, { times: 2 }),
      ...{ isFirst, log: limited, counted: { method, answer: 'limited' } },
    },
    {
      name: `503 on ${method}, three times`,
      on: ({ sandbox }) => sandbox.faults.status(method, 503, { times: 3 }),
      ...{ isFirst, log: failed, counted: passing },
    },
    {
      name: `500 on ${method} after it was done, three times`,
      on: ({ sandbox }) => sandbox.faults.status(method, 500, { times: 3, afterEffect: true }),
      ...{ isFirst, log: method === 'chat.postMessage' ? unsure : failed, counted: passing },
    },
    {
      name: `internal_error on ${method}`,
      on: ({ sandbox }) => sandbox.faults.fail(method, 'internal_error', { times: 2 }),
      ...{ isFirst, log: failed, counted: passing },
    },
  ] satisfies Fault[]
})

const unsaid: Record<string, NonNullable<Fault['log']>> = {
  'dnd.teamInfo': { level: 'warn', msg: /^Slack did not say who is not to be disturbed/ },
  'users.info': { level: 'warn', msg: /^Slack did not say who somebody is/ },
}

/** What golive calls while somebody waits. */
const awaited: Fault[] = ['views.open', 'views.push', 'users.info', 'dnd.teamInfo'].flatMap(
  (method) => {
    const log = unsaid[method] ?? silent
    return [
      {
        name: `429 on ${method}`,
        on: ({ sandbox }) => sandbox.faults.rateLimit(method, { retryAfter: 20 }),
        log,
      },
      {
        name: `ratelimited at status 200 on ${method}`,
        on: ({ sandbox }) => sandbox.faults.ratelimitedAt200(method),
        log,
      },
      {
        name: `503 on ${method}`,
        on: ({ sandbox }) => sandbox.faults.status(method, 503),
        log,
      },
    ] satisfies Fault[]
  },
)

const others: Fault[] = [
  {
    name: 'every call fails by chance',
    on: ({ sandbox }) => sandbox.faults.byChance(['chat.postMessage', 'chat.update'], { seed: 7 }),
    off: ({ sandbox }) => sandbox.faults.clear(),
  },
  {
    name: 'every answer is slow',
    on: ({ sandbox }) => sandbox.faults.slow(100),
    off: ({ sandbox }) => sandbox.faults.clear(),
  },
  { name: 'the sockets are lost', on: ({ sandbox }) => sandbox.faults.dropSockets() },
  { name: 'a socket is refreshed', on: ({ sandbox }) => sandbox.faults.refreshSocket() },
  {
    name: 'a scope is missing',
    on: ({ sandbox }) => sandbox.faults.fail('chat.update', 'missing_scope', { times: 2 }),
    off: resendAll,
    log: { level: 'error', msg: /^Slack refuses for good/ },
    counted: { method: 'chat.update', answer: 'final' },
  },
  {
    name: 'messages are deleted',
    on: ({ sandbox }) => {
      const { messages } = sandbox.workspace
      for (const words of ['Launch:', '*Database*']) {
        const ts = messages.find(({ text }) => text.startsWith(words))?.ts ?? ''
        sandbox.changes.deleteMessage(channelId, ts)
      }
    },
    off: resendAll,
    log: { level: 'info', msg: /^a message was deleted; posting it anew/ },
    counted: { method: 'chat.update', answer: 'message-gone' },
  },
  {
    name: 'Slack answers 503 to everything, for a while',
    on: ({ sandbox }) => sandbox.faults.status('*', 503, { times: 12 }),
    log: failed,
  },
  {
    name: 'a dialog expires before it is opened',
    on: ({ sandbox }) => sandbox.faults.fail('views.open', 'expired_trigger_id'),
    log: silent,
  },
  {
    name: 'the token is revoked, for a while',
    on: ({ sandbox }) => sandbox.faults.fail('*', 'token_revoked', { times: 12 }),
    log: { level: 'error', msg: /^Slack does not take the token any more/ },
    counted: { method: 'chat.update', answer: 'refused-token' },
  },
  {
    name: 'every click is delivered three times, and every event again',
    on: () => {},
    deliveries: 3,
    off: async ({ sandbox }) => {
      for (const event of [...sandbox.dispatch.events]) await sandbox.dispatch.redeliver(event)
    },
  },
  {
    name: 'the channel is archived, and restored',
    on: ({ sandbox }) => sandbox.changes.archiveChannel(channelId),
    off: async (stage) => {
      await stage.sandbox.changes.restoreChannel(channelId)
      expectLeadToldOnce(stage)
    },
    log: { level: 'warn', msg: /^channel gone/ },
  },
  {
    name: 'golive is removed from the channel, and invited again',
    on: ({ sandbox }) => sandbox.changes.removeBot(channelId),
    off: async (stage) => {
      await stage.sandbox.changes.inviteBot(channelId)
      expectLeadToldOnce(stage)
    },
    log: { level: 'warn', msg: /^channel gone/ },
  },
  {
    name: 'the channel has another id',
    on: ({ sandbox }) => sandbox.changes.changeChannelId('#launch', 'C000SHARED'),
    log: { level: 'info', msg: /^a channel has another id/ },
  },
  {
    name: 'the channel becomes private',
    on: ({ sandbox }) => sandbox.changes.makePrivate(channelId),
  },
  {
    name: 'who owns the items is deactivated',
    on: ({ sandbox }) => sandbox.changes.deactivateUser('erin'),
  },
  {
    name: 'the clock is set back by an hour',
    on: ({ clock }) => clock.moveBy(-60 * minute),
  },
  {
    name: 'the channel is renamed',
    on: ({ sandbox }) => sandbox.changes.renameChannel('#launch', '#go-live'),
    off: ({ sandbox }) => sandbox.changes.renameChannel('#go-live', '#launch'),
  },
]

/** Of a channel that is gone. */
function expectLeadToldOnce({ sandbox }: Stage): void {
  const told = sandbox
    .as('ana')
    .inbox()
    .filter(({ text }) => text.includes('cannot post in'))
  expect(told).toHaveLength(1)
}

async function resendAll(stage: Stage): Promise<void> {
  const { launch } = await boardOf(stage)
  const lead = { ...launch, id: launch.leadId, standing: 'member', via: 'channel' } as const
  await resendMessages(stage.golive.context, lead, { launchId: launch.id })
}

describe.each([
  ['what is published', published],
  ['what somebody waits for', awaited],
  ['the rest', others],
])('%s', (_, faults) => {
  test.each(faults)('$name', async (fault) => {
    await using stage = await openStage()
    const done = await travel(stage, fault)
    await expectTrue(stage, done)
    await expectTold(stage, fault)
  })
})

test.each([429, 503])(
  'in a Home, where nothing can be said, who clicks hears by DM that Slack answers %i',
  async (status) => {
    await using stage = await openStage()
    const { sandbox } = stage
    const home = await sandbox.as('ana').home()
    sandbox.faults.status('views.open', status, { times: 2 })
    const { error } = await home.click('Change…')
    expect(error).toBeUndefined()
    const told = sandbox
      .as('ana')
      .inbox()
      .map(({ text }) => text)
    expect(told).toEqual([expect.stringMatching(/Slack did not answer golive in time/)])
  },
)
