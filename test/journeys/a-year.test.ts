/**
 * A launch from its first tick to a year after going live, with the clock moved day by day: what the
 * channel was told, and a round of the monthly checklist each month with its own history.
 */
import { expect, test } from 'vitest'
import { itemsOf, type Phase } from '../../src/domain/launch.ts'
import { boardOf, openStage, type Stage } from '../support/stage.ts'

const dayMs = 86_400_000

/** Moves the clock to a day, looking at 10:00 of each as the loop would; Lisbon has the lead. */
async function until(stage: Stage, date: string): Promise<void> {
  const end = new Date(`${date}T10:00:00Z`).getTime()
  while (stage.clock.now().getTime() < end) {
    const next = new Date(stage.clock.now().getTime() + dayMs).setUTCHours(10, 0, 0, 0)
    stage.clock.moveTo(new Date(Math.min(next, end)))
    await stage.golive.keepSchedule()
  }
  await stage.settle()
}

/** Settles all and signs it, by the buttons that people have. */
async function goes(stage: Stage): Promise<void> {
  const { sandbox } = stage
  const bob = sandbox.as('bob').in('#launch')
  for (let ticks = 0; ticks < 54; ticks++) await bob.click('Done', '⬜')
  await until(stage, '2026-12-07')
  for (const words of ['Final backup', 'Team briefing', 'Support team', 'dashboards', 'Rollback']) {
    await bob.click('Done', words)
  }
  await sandbox.as('ana').in('#launch').click('Start Roll Call')
  for (const handle of ['chen', 'dita', 'erin', 'finn']) {
    const person = sandbox.as(handle)
    await person.in('#launch').click('Go…')
    await person.dialog.submit()
  }
}

async function startsWithRoles(stage: Stage): Promise<void> {
  const ana = stage.sandbox.as('ana')
  await ana.in('#launch').type('/golive start Payments 2.0 on 2026-12-07 11:00')
  for (const [role, handle] of [
    ['Technical Lead', 'chen'],
    ['DevOps Lead', 'dita'],
    ['Security Lead', 'erin'],
    ['Project Manager', 'finn'],
  ] as const) {
    await ana.dialog.pickPeople(role, handle)
  }
  await ana.dialog.submit()
}

test('a year of monthly rounds', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  await startsWithRoles(stage)
  await goes(stage)
  await ana.in('#launch').click('We Are Live…')
  await ana.dialog.submit()
  const open = async () =>
    (await boardOf(stage)).phases
      .filter(({ opened, endedAt }) => opened && !endedAt)
      .map(({ name }) => name.split(' (')[0])
  expect(await open()).toEqual(['Pre-Launch Phase', 'Launch Day', 'Post-Launch'])

  await until(stage, '2026-12-08')
  expect((await boardOf(stage)).phases.filter(({ opened }) => opened)).toHaveLength(3)
  await until(stage, '2026-12-14')
  const opened = (await boardOf(stage)).phases.filter((phase) => phase.opened)
  expect(opened).toHaveLength(4)

  // Each month somebody applies the patches, and nothing else.
  for (let month = 0; month < 12; month++) {
    const date = new Date(Date.UTC(2026, 11 + month, 20)).toISOString().slice(0, 10)
    await until(stage, date)
    await sandbox.as('kim').in('#launch').click('Done', 'Security patches applied')
    await stage.settle()
  }

  const rounds = (await boardOf(stage)).phases.filter(({ window }) => window?.kind === 'every')
  expect(rounds.map(({ round }) => round)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  const days = rounds.map(({ opened }) => opened?.at.toISOString().slice(0, 10))
  expect(days).toEqual([
    '2026-12-15',
    '2027-01-15',
    '2027-02-15',
    '2027-03-15',
    '2027-04-14',
    '2027-05-14',
    '2027-06-14',
    '2027-07-14',
    '2027-08-16',
    '2027-09-14',
    '2027-10-14',
    '2027-11-15',
  ])
  expect(rounds.map(({ endedAt }) => endedAt === null)).toEqual([
    ...Array.from({ length: 11 }, () => false),
    true,
  ])
  const patched = (phase: Phase) =>
    itemsOf(phase)
      .find(({ text }) => text === 'Security patches applied')
      ?.changed?.at.getUTCMonth()
  expect(rounds.map(patched)).toEqual([11, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])

  // The channel was told of each once, and the board shows the newest.
  const said = ana
    .in('#launch')
    .messages()
    .map(({ text }) => text)
  expect(said.filter((text) => /opened \*Ongoing \(Monthly\)/.test(text))).toHaveLength(12)
  expect(said[0]).toContain('Ongoing (Monthly), round 12')
  expect(said[0]).not.toContain('round 11')
  expect(sandbox.calls.unknown).toEqual([])
  expect(sandbox.calls.all.filter(({ status }) => status === 429)).toEqual([])

  // Until it is stopped.
  await ana.in('#launch').click('Close…')
  await ana.dialog.fill('Reason', 'The next release takes over')
  await ana.dialog.submit()
  const posted = () => ana.in('#launch').messages().length
  const before = posted()
  await until(stage, '2028-03-01')
  expect(posted()).toBe(before)
  expect(ana.in('#launch').messages()[0]?.text).toContain('*Closed with items open* by')
}, 120_000)
