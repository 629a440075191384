import { expect, it } from 'vitest'
import { takeItem } from '../../src/commands/assign-items.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import { losePerson, reachPerson } from '../../src/commands/lose-person.ts'
import { nudgePeople } from '../../src/commands/nudge-people.ts'
import { lookedAt, peopleToRemind, remind } from '../../src/commands/send-reminders.ts'
import { setDueDates } from '../../src/commands/set-due-date.ts'
import { setHabits } from '../../src/commands/set-habits.ts'
import { snoozeItem } from '../../src/commands/snooze-item.ts'
import { usualHabits } from '../../src/domain/habits.ts'
import { savePerson } from '../../src/store/people.ts'
import { findReminder, listSent } from '../../src/store/reminders.ts'
import { type OpenDatabase, onEachDialect } from '../support/databases.ts'
import {
  aLaunch,
  ana,
  aPerson,
  bob,
  emptyOutbox,
  erin,
  itemOf,
  kim,
  outboxOf,
  phaseOf,
  recordOf,
  refusalOf,
  type StartedLaunch,
  smallChecklist,
  workspaceId,
} from '../support/launches.ts'

/** The first phase is due on Monday 30 November at 18:00 in Vienna. */
const checklist = smallChecklist.replace('2 weeks before', '1-2 weeks before')
const fridayAtNine = new Date('2026-11-27T08:00:00Z')

/** A launch in which bob owns "Servers ready" and Slack was asked about everybody. */
async function launchOfBob(open: OpenDatabase): Promise<StartedLaunch> {
  const started = await aLaunch(await open(), { checklist })
  const { context } = started
  for (const { id } of [ana, bob, erin, kim]) {
    await savePerson(context.db, aPerson(id), context.clock.now())
  }
  const { id: itemId } = await itemOf(started, 'Servers')
  await takeItem(context, bob, { itemId })
  await emptyOutbox(context.db)
  return started
}

async function toRemind({ context }: StartedLaunch): Promise<string[]> {
  const workers = await peopleToRemind(context, workspaceId)
  return workers.map(({ person }) => person.id).sort()
}

async function remindersOf({ context }: StartedLaunch, personId = bob.id) {
  return listSent(context.db, workspaceId, personId, new Date(0))
}

const remindBob = ({ context }: StartedLaunch) => remind(context, workspaceId, bob.id, null)

onEachDialect('reminders', (open) => {
  it('are looked for at the time of those who have something to see to', async () => {
    const started = await launchOfBob(open)
    started.context.clock.moveTo(new Date(fridayAtNine.getTime() - 60_000))
    expect(await toRemind(started)).toEqual([])
    started.context.clock.moveTo(fridayAtNine)
    expect(await toRemind(started)).toEqual([ana.id, bob.id, erin.id])
  })

  it('are remembered with the message that brings them, once', async () => {
    const started = await launchOfBob(open)
    const { context } = started
    context.clock.moveTo(fridayAtNine)
    const reminder = await remindBob(started)
    expect(reminder).toMatchObject({ kind: 'daily', slot: '2026-11-27' })
    expect(reminder?.items.map(({ why, listed }) => [why, listed.item.text])).toEqual([
      ['soon', 'Servers ready'],
    ])
    const [row] = await outboxOf(context.db)
    expect(row).toMatchObject({ kind: 'refresh', channel_id: bob.id, launch_id: null })
    expect(await remindBob(started)).toBeNull()
    expect(await toRemind(started)).toEqual([ana.id, erin.id])
    expect(await remindersOf(started)).toHaveLength(1)
  })

  it('of a day with nothing due are not sent, and looked for again a quarter of an hour later', async () => {
    const started = await launchOfBob(open)
    const { context } = started
    context.clock.moveTo(new Date('2026-11-25T08:00:00Z'))
    expect(await remindBob(started)).toBeNull()
    await lookedAt(context, { workspaceId, id: bob.id })
    expect(await outboxOf(context.db)).toEqual([])
    expect(await toRemind(started)).toEqual([ana.id, erin.id])
    const [section] = (await phaseOf(started, 1)).sections
    const scope = { launchId: started.launch.id, kind: 'section', id: section?.id ?? '' } as const
    await setDueDates(context, ana, { scope, due: new Date('2026-11-25T15:00:00Z') })
    context.clock.moveBy(15 * 60_000)
    expect(await toRemind(started)).toContain(bob.id)
    expect(await remindBob(started)).toMatchObject({ kind: 'daily', slot: '2026-11-25' })
    expect(await remindBob(started)).toBeNull()
  })

  it('are refreshed by a tick, and end when a newer list comes', async () => {
    const started = await launchOfBob(open)
    const { context } = started
    context.clock.moveTo(fridayAtNine)
    await remindBob(started)
    const [row] = await outboxOf(context.db)
    const reminderId = row?.key.split(':')[1] ?? ''
    await emptyOutbox(context.db)
    const { id: itemId, version } = await itemOf(started, 'Servers')
    await changeItem(context, kim, { itemId, version, action: 'block', reason: 'No rack' })
    expect((await outboxOf(context.db)).map(({ key }) => key)).toContain(`reminder:${reminderId}`)
    context.clock.moveTo(new Date('2026-11-30T08:00:00Z'))
    await remindBob(started)
    expect(await findReminder(context.db, reminderId)).toMatchObject({ isEnded: true })
  })

  it('do not list what their person has put off, until then', async () => {
    const started = await launchOfBob(open)
    const { context } = started
    const zone = 'Europe/Vienna'
    const { id: itemId } = await itemOf(started, 'Servers')
    context.clock.moveTo(new Date('2026-11-26T08:00:00Z'))
    await snoozeItem(context, bob, { itemId, choice: 'monday', zone })
    context.clock.moveTo(fridayAtNine)
    expect(await remindBob(started)).toBeNull()
    context.clock.moveTo(new Date('2026-11-30T08:00:00Z'))
    expect((await remindBob(started))?.items).toHaveLength(1)
    const past = snoozeItem(context, bob, { itemId, choice: { date: '2026-11-29' }, zone })
    const date = { code: 'date-past' }
    expect(await refusalOf(past)).toEqual({ code: 'faults', faults: { date } })
  })

  it('come at the time, on the days and until the pause that their person sets', async () => {
    const started = await launchOfBob(open)
    const { context } = started
    await setHabits(context, bob, { ...usualHabits, remindAt: '11:30' })
    context.clock.moveTo(fridayAtNine)
    expect(await remindBob(started)).toBeNull()
    context.clock.moveTo(new Date('2026-11-27T10:30:00Z'))
    await setHabits(context, bob, { ...usualHabits, pausedUntil: '2026-11-30' })
    expect(await remindBob(started)).toBeNull()
    context.clock.moveTo(new Date('2026-11-30T08:00:00Z'))
    expect(await remindBob(started)).toMatchObject({ kind: 'daily' })
    const bad = setHabits(context, bob, { ...usualHabits, to: '08:00' })
    expect(await refusalOf(bad)).toMatchObject({ faults: { to: { code: 'hours-reversed' } } })
  })

  it('by hand are the lead’s, once an hour, and recorded', async () => {
    const started = await launchOfBob(open)
    const { context, launch } = started
    context.clock.moveTo(fridayAtNine)
    const who = { personId: bob.id }
    const wish = { launchIds: [launch.id], who, quiet: new Map<string, Date>() }
    const nudge = () => nudgePeople(context, ana, wish)
    expect(await nudge()).toEqual([{ personId: bob.id, outcome: 'sent', items: 1 }])
    const from = new Date(fridayAtNine.getTime() + 3_600_000)
    expect(await nudge()).toEqual([{ personId: bob.id, outcome: 'too-soon', from }])
    context.clock.moveTo(from)
    expect(await nudge()).toMatchObject([{ outcome: 'sent' }])
    context.clock.moveTo(new Date('2026-11-27T19:00:00Z'))
    expect(await nudge()).toEqual([{ personId: bob.id, outcome: 'off-work' }])
    const byBob = nudgePeople(context, bob, { ...wish, who: 'due' })
    expect(await refusalOf(byBob)).toMatchObject({ permission: 'nudge-people' })
    const nudged = (await recordOf(started)).filter(({ type }) => type === 'people.nudged')
    expect(nudged).toHaveLength(2)
  })

  it('that do not arrive are told to the lead once, until one arrives', async () => {
    const started = await launchOfBob(open)
    const { context } = started
    context.clock.moveTo(fridayAtNine)
    await remindBob(started)
    const reminderId = (await outboxOf(context.db))[0]?.key.split(':')[1] ?? ''
    const letter = { kind: 'reminder', reminderId } as const
    const toldOf = async () =>
      (await outboxOf(context.db)).filter(({ kind, channel_id }) => {
        return kind === 'announce' && channel_id === ana.id
      }).length
    await losePerson(context, letter)
    await losePerson(context, letter)
    expect(await toldOf()).toBe(1)
    await reachPerson(context, letter)
    await losePerson(context, letter)
    expect(await toldOf()).toBe(2)
  })
})
