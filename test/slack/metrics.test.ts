/** What /metrics says of what happened: in figures, of each of the four questions. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

const dns = 'DNS records configured and tested'

/** Figures by their name and labels, as Prometheus reads them. */
async function figures({ golive }: Stage): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${golive.port}/metrics`)).text()
  const lines = text.split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ')
      return [line.slice(0, cut), Number(line.slice(cut + 1))]
    }),
  )
}

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await startLaunch(stage)
  return () => stage[Symbol.asyncDispose]()
})

/** How much a figure grew by what is done. */
async function growth(names: string[], act: () => Promise<unknown>): Promise<number[]> {
  const before = await figures(stage)
  await act()
  const after = await figures(stage)
  return names.map((name) => (after.get(name) ?? 0) - (before.get(name) ?? 0))
}

const clickDone = (item = dns) => stage.sandbox.as('bob').in('#launch').click('Done', item)

describe('is it slow?', () => {
  test('what is handled counts by what it was and how it ended', async () => {
    const handled = (name: string, outcome: string) =>
      `golive_handled_seconds_count{name="${name}",outcome="${outcome}"}`
    const bob = stage.sandbox.as('bob')
    const act = async () => {
      await bob.in('#launch').click('Details', '*Infrastructure*')
      await bob.dialog.click('Edit', dns)
      await bob.dialog.choose('State', 'Blocked')
      await bob.dialog.submit()
    }
    const names = [
      handled('show-item', 'done'),
      handled('item', 'done'),
      handled('item', 'refused'),
    ]
    expect(await growth(names, act)).toEqual([1, 0, 1])
  })

  test('what was shown is timed from the change, by the way that it took', async () => {
    const shown = (way: string, part: string) => `golive_shown_seconds_${part}{way="${way}"}`
    stage.sandbox.faults.rateLimit('chat.update', { times: 2, retryAfter: 40 })
    const names = [
      shown('response_url', 'count'),
      shown('chat.update', 'count'),
      shown('chat.update', 'sum'),
    ]
    const [byUrl, byUpdate, seconds] = await growth(names, () => clickDone())
    expect([byUrl, byUpdate]).toEqual([1, 1])
    expect(seconds).toBeGreaterThanOrEqual(40)
    expect(seconds).toBeLessThan(60)
  })

  test('a transaction is timed, and tells how many commands shared it', async () => {
    const names = ['seconds', 'commands'].map((what) => `golive_transaction_${what}_count`)
    const [timed, shared] = await growth(names, () => clickDone())
    expect(timed).toBeGreaterThan(0)
    expect(shared).toBe(timed)
  })
})

describe('is it stuck?', () => {
  test('what waits, for how long, and what was given up', async () => {
    stage.sandbox.faults.fail('chat.update', 'msg_too_long', { times: 2 })
    await clickDone()
    const now = await figures(stage)
    expect(now.get('golive_outbox_messages{state="waiting"}')).toBe(0)
    expect(now.get('golive_outbox_messages{state="parked"}')).toBe(2)
    expect(now.get('golive_outbox_oldest_seconds')).toBe(0)
  })

  test('without an answer of the database that is unknown, and all else is known', async () => {
    const { db } = stage.golive.context
    await sql`alter table outbox rename to elsewhere`.execute(db)
    const now = await figures(stage)
    expect(now.get('golive_outbox_oldest_seconds')).toBeNaN()
    expect(now.get('golive_outbox_messages{state="waiting"}')).toBeNaN()
    expect(now.get('golive_slack_connections')).toBe(2)
    await sql`alter table elsewhere rename to outbox`.execute(db)
  })

  test('connections over which Slack reaches golive', async () => {
    expect((await figures(stage)).get('golive_slack_connections')).toBe(2)
  })

  test('the clock’s work says when it last went through', async () => {
    const name = 'golive_loop_success_timestamp_seconds{loop="remind"}'
    await stage.remind()
    const now = stage.clock.now().getTime() / 1000
    expect((await figures(stage)).get(name)).toBe(now)
    stage.clock.moveBy(60_000)
    expect((await figures(stage)).get(name)).toBe(now)
  })

  test('reminders that are due, were sent, or were dropped', async () => {
    const { sandbox } = stage
    const due = (why: string) => `golive_reminders_due{why="${why}"}`
    const sent = 'golive_reminders_total{outcome="sent"}'
    await sandbox.as('ana').in('#launch').type('/golive assign everything in Security to @erin')
    stage.clock.moveBy(60_000)
    sandbox.faults.fail('dnd.teamInfo', 'internal_error')
    expect(await growth([sent, due('stuck')], () => stage.remind())).toEqual([0, 1])
    expect(await growth([sent, due('stuck')], () => stage.remind())).toEqual([1, -1])
    expect((await figures(stage)).get(due('quiet'))).toBe(0)
  })
})

describe('is Slack limiting us?', () => {
  const calls = (method: string, answer: string) =>
    `golive_slack_calls_total{method="${method}",answer="${answer}"}`

  test('calls are counted by method and answer, also those that somebody waits for', async () => {
    stage.sandbox.faults.rateLimit('views.open')
    const took = 'golive_slack_call_seconds_count{method="views.open"}'
    const names = [calls('views.open', 'limited'), calls('views.open', 'ok'), took]
    const open = () => stage.sandbox.as('bob').in('#launch').click('Details', '*Infrastructure*')
    expect(await growth(names, open)).toEqual([1, 0, 1])
    expect(await growth(names, open)).toEqual([0, 1, 1])
    expect((await figures(stage)).get(calls('users.info', 'ok'))).toBeGreaterThan(0)
  })

  test('an answer over a click’s response_url counts, by whether Slack took it', async () => {
    const names = [calls('response_url', 'ok'), calls('response_url', 'failed')]
    const erin = stage.sandbox.as('erin').in('#launch').aim('Done', dns)
    await clickDone()
    expect(await growth(names, () => erin.send())).toEqual([1, 0])
    stage.sandbox.faults.status('response_url', 500)
    expect(await growth(names, () => erin.send())).toEqual([0, 1])
  })

  test('how long Slack said to wait, and what golive made of it', async () => {
    const pace = 'golive_slack_pace_ratio{method="chat.postMessage"}'
    expect((await figures(stage)).get(pace)).toBe(1)
    stage.sandbox.faults.rateLimit('chat.postMessage', { times: 8, retryAfter: 30 })
    const waited = 'golive_slack_limited_seconds_total{method="chat.postMessage"}'
    const block = async () => {
      const bob = stage.sandbox.as('bob')
      await bob.in('#launch').click('Details', '*Infrastructure*')
      await bob.dialog.click('Edit', dns)
      await bob.dialog.choose('State', 'Blocked')
      await bob.dialog.fill('Reason', 'No access')
      await bob.dialog.submit()
    }
    expect(await growth([waited], block)).toEqual([240])
    expect((await figures(stage)).get(pace)).toBeLessThan(1)
    // What was learned is forgotten.
    stage.clock.moveBy(7 * 3_600_000)
    expect((await figures(stage)).get(pace)).toBe(1)
  })
})

test('how stale the channel is: the age of what waits longest', async () => {
  const { golive, clock, sandbox } = stage
  const { launch } = await boardOf(stage)
  const lead = { ...launch, id: launch.leadId, standing: 'member', via: 'command' } as const
  await resendMessages(golive.context, lead, { launchId: launch.id })
  sandbox.faults.rateLimit('chat.update', { retryAfter: 3600 })
  await golive.publish()
  clock.moveBy(100_000)
  const now = await figures(stage)
  expect(now.get('golive_outbox_oldest_seconds')).toBe(100)
  expect(now.get('golive_outbox_messages{state="waiting"}')).toBeGreaterThan(0)
  await stage.settle()
  expect((await figures(stage)).get('golive_outbox_oldest_seconds')).toBe(0)
})
