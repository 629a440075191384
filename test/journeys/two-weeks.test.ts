/**
 * Two weeks of a launch with twelve people in five zones, with the clock moved by half-hours, and
 * what each of them was sent and when, as Slack saw it.
 */
import { TZDate } from '@date-fns/tz'
import { format } from 'date-fns/format'
import { expect, test } from 'vitest'
import { demoWorkspace } from '../../src/sandbox/demo-workspace.ts'
import type { WorkspaceSeed } from '../../src/sandbox/seed.ts'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

const more = [
  { handle: 'mia', name: 'Mia Stone', zone: 'America/New_York' },
  { handle: 'nils', name: 'Nils Berg', zone: 'Europe/Prague' },
  { handle: 'olu', name: 'Olu Ade', zone: 'Europe/Lisbon' },
  { handle: 'pia', name: 'Pia Menon', zone: 'Asia/Kolkata' },
]

const seed: WorkspaceSeed = {
  ...demoWorkspace,
  people: [...demoWorkspace.people, ...more],
  channels: demoWorkspace.channels.map((channel) =>
    channel.name === 'launch'
      ? { ...channel, members: [...channel.members, ...more.map(({ handle }) => handle)] }
      : channel,
  ),
}

const teams = {
  bob: 'Infrastructure',
  lee: 'Application Configuration',
  chen: 'Database',
  erin: 'Security',
  kim: 'Testing',
  dita: 'Monitoring & Logging',
  olu: 'Documentation',
  pia: 'Team Readiness',
  finn: 'Pre-Launch (Morning)',
  mia: 'Deployment',
  nils: 'Verification (First Hour)',
}

const halfHourMs = 1_800_000

/** Moves the clock to a time, looking for reminders each half-hour as the loop would. */
async function until(stage: Stage, time: string): Promise<void> {
  const end = new Date(time).getTime()
  while (stage.clock.now().getTime() < end) {
    const next = Math.floor(stage.clock.now().getTime() / halfHourMs + 1) * halfHourMs
    stage.clock.moveTo(new Date(Math.min(next, end)))
    await stage.remind()
  }
}

async function ticksAllOf(stage: Stage, handle: string): Promise<void> {
  const dm = stage.sandbox.as(handle).in('@golive')
  for (let most = 0; most < 50; most++) {
    const last = dm.messages().at(-1)
    if (!last?.lines.includes('[Done]')) return
    await dm.at(last.ts).click('Done')
  }
}

/**
 * Each DM that Slack takes from now on, by when it came and then by handle, with the time that the
 * person's clock showed: "Fri 27 Nov 09:00 bob: Today’s reminder: 7 items of yours".
 */
function recordDms({ sandbox }: Stage): () => string[] {
  const sent: { at: Date; line: string }[] = []
  sandbox.calls.onCall(({ method, args, at, answer }) => {
    const people = [...sandbox.workspace.users.values()]
    const person = people.find(({ id }) => id === args.channel)
    if (method !== 'chat.postMessage' || !person || answer.ok !== true) return
    const local = format(new TZDate(at, person.zone), 'EEE d MMM HH:mm')
    const [heading = ''] = String(args.text).split('\n')
    const words = heading
      .replaceAll('*', '')
      .replace(/<@U0*([A-Z]+)>/g, (_, id) => `@${id.toLowerCase()}`)
    sent.push({ at, line: `${local} ${person.handle}: ${words}` })
  })
  const order = (one: (typeof sent)[number], other: (typeof sent)[number]) =>
    Math.floor(one.at.getTime() / halfHourMs) - Math.floor(other.at.getTime() / halfHourMs) ||
    one.line.localeCompare(other.line)
  return () => sent.sort(order).map(({ line }) => line)
}

test('who gets what, and when', async () => {
  await using stage = await openStage('socket', { seed })
  const { sandbox, clock } = stage
  clock.moveTo(new Date('2026-11-23T09:00:00Z'))
  await startLaunch(stage, { t0: '2026-12-05 10:00' })
  const sent = recordDms(stage)
  const ana = sandbox.as('ana').in('#launch')
  for (const [handle, section] of Object.entries(teams)) {
    await ana.type(`/golive assign everything in ${section} to @${handle}`)
  }
  await until(stage, '2026-11-24T12:00:00Z')
  // Pia is away until T-0's week; her reminders pause.
  await sandbox.as('pia').home()
  await sandbox.as('pia').homeNow.click('Change…')
  await sandbox.as('pia').dialog.fill('Pause until', '2026-12-03')
  await sandbox.as('pia').dialog.submit()
  // The pre-launch phase is due on Saturday evening, so Friday speaks of it, and Thursday to nobody.
  await until(stage, '2026-11-27T16:00:00Z')
  for (const handle of ['bob', 'chen', 'olu']) await ticksAllOf(stage, handle)
  await until(stage, '2026-11-30T15:00:00Z')
  await ticksAllOf(stage, 'erin')
  // Dita flies to New York; Slack says so.
  await sandbox.changes.changeZone('dita', 'America/New_York')
  await until(stage, '2026-12-01T15:00:00Z')
  await ticksAllOf(stage, 'lee')
  await ana.type('/golive remind overdue')
  await stage.settle()
  await until(stage, '2026-12-02T06:00:00Z')
  // golive is down over the morning of Europe, and comes back before noon.
  clock.moveTo(new Date('2026-12-02T11:20:00Z'))
  await stage.restart()
  await until(stage, '2026-12-02T23:30:00Z')
  await ticksAllOf(stage, 'kim')
  await until(stage, '2026-12-04T12:00:00Z')
  await ticksAllOf(stage, 'dita')
  await ana.click('Open Launch Day (D-Day)')
  // Saturday is the launch day.
  await until(stage, '2026-12-05T09:00:00Z')
  for (const handle of ['finn', 'pia']) await ticksAllOf(stage, handle)
  await until(stage, '2026-12-05T20:30:00Z')
  await until(stage, '2026-12-07T18:00:00Z')

  expect(sandbox.calls.problems).toEqual([])
  expect(sent()).toEqual([
    'Mon 23 Nov 04:30 bob: New for you from @ana: 7 items',
    'Mon 23 Nov 04:30 erin: New for you from @ana: 8 items',
    'Mon 23 Nov 04:30 mia: New for you from @ana: 6 items',
    'Mon 23 Nov 09:30 lee: New for you from @ana: 7 items',
    'Mon 23 Nov 09:30 olu: New for you from @ana: 6 items',
    'Mon 23 Nov 10:30 dita: New for you from @ana: 7 items',
    'Mon 23 Nov 10:30 finn: New for you from @ana: 5 items',
    'Mon 23 Nov 10:30 nils: New for you from @ana: 7 items',
    'Mon 23 Nov 15:00 kim: New for you from @ana: 8 items',
    'Mon 23 Nov 15:00 pia: New for you from @ana: 5 items',
    'Mon 23 Nov 17:30 chen: New for you from @ana: 6 items',
    'Fri 27 Nov 09:00 chen: Today’s reminder: 6 items of yours',
    'Fri 27 Nov 09:00 kim: Today’s reminder: 8 items of yours',
    'Fri 27 Nov 09:00 dita: Today’s reminder: 7 items of yours',
    'Fri 27 Nov 09:00 lee: Today’s reminder: 7 items of yours',
    'Fri 27 Nov 09:00 olu: Today’s reminder: 6 items of yours',
    'Fri 27 Nov 09:00 bob: Today’s reminder: 7 items of yours',
    'Fri 27 Nov 09:00 erin: Today’s reminder: 8 items of yours',
    'Mon 30 Nov 09:00 kim: Today’s reminder: 8 items of yours',
    'Mon 30 Nov 09:00 dita: Today’s reminder: 7 items of yours',
    'Mon 30 Nov 09:00 ana: Today’s reminder: 35 items of others to look after',
    'Mon 30 Nov 09:00 lee: Today’s reminder: 7 items of yours',
    'Mon 30 Nov 09:00 erin: Today’s reminder: 8 items of yours',
    'Tue 1 Dec 09:00 kim: Today’s reminder: 8 items of yours',
    'Tue 1 Dec 09:00 ana: Today’s reminder: 27 items of others to look after',
    'Tue 1 Dec 09:00 lee: Today’s reminder: 7 items of yours',
    'Tue 1 Dec 09:00 dita: Today’s reminder: 7 items of yours',
    'Tue 1 Dec 10:00 dita: @ana reminds you of 7 items of Payments 2.0',
    'Wed 2 Dec 09:00 kim: Today’s reminder: 8 items of yours',
    'Wed 2 Dec 11:30 ana: Today’s reminder: 20 items of others to look after',
    'Wed 2 Dec 09:00 dita: Today’s reminder: 7 items of yours',
    'Thu 3 Dec 09:00 pia: Today’s reminder: 5 items of yours',
    'Thu 3 Dec 09:00 ana: Today’s reminder: 12 items of others to look after',
    'Thu 3 Dec 09:00 dita: Today’s reminder: 7 items of yours',
    'Fri 4 Dec 09:00 pia: Today’s reminder: 5 items of yours',
    'Fri 4 Dec 09:00 ana: Today’s reminder: 39 items of others to look after',
    'Fri 4 Dec 13:30 finn: Today’s reminder: 5 items of yours',
    'Fri 4 Dec 13:30 nils: Today’s reminder: 7 items of yours',
    'Fri 4 Dec 09:00 mia: Today’s reminder: 6 items of yours',
    'Sat 5 Dec 09:00 pia: Today’s reminder: 5 items of yours',
    'Sat 5 Dec 03:00 mia: T-0 of Payments 2.0 is within two hours: 6 items of yours',
    'Sat 5 Dec 08:00 ana: T-0 of Payments 2.0 is within two hours: 28 items of others to look after',
    'Sat 5 Dec 09:00 finn: T-0 of Payments 2.0 is within two hours: 5 items of yours',
    'Sat 5 Dec 09:00 nils: T-0 of Payments 2.0 is within two hours: 7 items of yours',
    'Sat 5 Dec 13:30 pia: T-0 of Payments 2.0 is within two hours: 5 items of yours',
    'Sat 5 Dec 10:30 ana: ⏰ Payments 2.0: T-0, <!date^1796464800^{date_short_pretty} at {time}|Sat 5 Dec 2026, 10:00 GMT+0>, has passed without going live. You lead: say We Are Live on the board in <#C0000LAUNCH>, or move T-0 there.',
    'Sat 5 Dec 12:00 nils: Due now for Payments 2.0: 7 items',
    'Sat 5 Dec 13:00 ana: Overdue for two hours in Payments 2.0: 7 items',
    'Sat 5 Dec 13:00 mia: Due now for Payments 2.0: 6 items',
    'Sat 5 Dec 18:00 ana: Due now for Payments 2.0: 9 items',
    'Sat 5 Dec 20:00 ana: Overdue for two hours in Payments 2.0: 15 items',
    'Mon 7 Dec 09:00 nils: Today’s reminder: 7 items of yours',
    'Mon 7 Dec 09:00 ana: Today’s reminder: 36 items of others to look after',
    'Mon 7 Dec 09:00 mia: Today’s reminder: 6 items of yours',
  ])
}, 90_000)
