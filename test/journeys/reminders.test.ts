/** Reminders under every mishap, from the clock to the DM and back into the channel. */
import { expect, test } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { connectGolive } from '../../src/golive.ts'
import { createLog } from '../../src/slack/log.ts'
import { anActor } from '../support/builders.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

/** The pre-launch phase is due on Monday 30 November at 18:00; erin, in New York, owns Security. */
const mondayAtNine = '2026-11-30T14:00:00Z'

async function withErin(more: Parameters<typeof openStage>[1] = {}): Promise<Stage> {
  const stage = await openStage('socket', more)
  await startLaunch(stage)
  await stage.sandbox.as('ana').in('#launch').type('/golive assign everything in Security to @erin')
  stage.clock.moveBy(60_000)
  await stage.remind()
  return stage
}

async function remindAt(stage: Stage, time: string): Promise<void> {
  stage.clock.moveTo(new Date(time))
  await stage.remind()
}

/** The headings of what erin was sent, oldest first. */
function headings({ sandbox }: Stage, handle = 'erin'): string[] {
  const texts = sandbox
    .as(handle)
    .inbox()
    .map(({ lines }) => lines.split('\n')[0] ?? '')
  return texts.map((text) => text.replaceAll('*', '').replace(/<@U0*([A-Z]+)>/g, '@$1'))
}

const given = 'New for you from @ANA: 8 items'
const today = 'Today’s reminder: 8 items of yours'

test('a burst of assignments is one DM, and a second gives none anew', async () => {
  await using stage = await withErin()
  expect(headings(stage)).toEqual([given])
  await remindAt(stage, '2026-11-23T18:00:00Z')
  await stage.sandbox.as('ana').in('#launch').type('/golive assign everything in Security to @erin')
  stage.clock.moveBy(120_000)
  await stage.remind()
  expect(headings(stage)).toEqual([given])
})

test('a click in the DM edits the DM and the channel', async () => {
  await using stage = await withErin()
  await remindAt(stage, mondayAtNine)
  const erin = stage.sandbox.as('erin')
  const dm = erin.in('@golive')
  await dm.click('Done', 'Security audit completed')
  const list = dm.messages().at(-1)?.lines ?? ''
  expect(list).not.toContain('Security audit completed')
  expect(list).toContain('7 items of yours')
  expect(list).toContain('1 item of this list settled')
  expect(erin.in('#launch').sees('*Security*')?.lines).toContain('✅ Security audit completed')
})

test('what is ticked in the channel disappears from the DM', async () => {
  await using stage = await withErin()
  await remindAt(stage, mondayAtNine)
  await stage.sandbox.as('bob').in('#launch').click('Done', 'Penetration testing')
  expect(stage.sandbox.as('erin').inbox().at(-1)?.lines).not.toContain('Penetration testing')
})

test('what was ticked a second before sending is not sent', async () => {
  await using stage = await withErin()
  stage.clock.moveTo(new Date(mondayAtNine))
  await stage.golive.remind()
  const { sections = [] } = (await boardOf(stage)).phases[0] ?? {}
  const items = sections.find(({ name }) => name === 'Security')?.items ?? []
  expect(items).toHaveLength(8)
  for (const { id: itemId, version } of items) {
    const { context } = stage.golive
    const wish = { itemId, version, action: 'tick', reason: null } as const
    await changeItem(context, anActor({ workspaceId: stage.sandbox.workspace.team.id }), wish)
  }
  await stage.settle()
  expect(headings(stage)).toHaveLength(1)
})

test('after a morning on which golive was down the reminder is late, once', async () => {
  await using stage = await withErin()
  await stage.restart()
  await remindAt(stage, '2026-11-30T20:30:00Z')
  await remindAt(stage, '2026-11-30T21:00:00Z')
  expect(headings(stage)).toEqual([given, today])
})

test('after a whole day down it comes the next morning', async () => {
  await using stage = await withErin()
  await remindAt(stage, '2026-11-30T23:30:00Z')
  expect(headings(stage)).toEqual([given])
  await stage.restart()
  await remindAt(stage, '2026-12-01T13:59:00Z')
  expect(headings(stage)).toEqual([given])
  await remindAt(stage, '2026-12-01T14:00:00Z')
  expect(headings(stage)).toEqual([given, today])
})

test('a restart between deciding and sending neither loses nor doubles it', async () => {
  await using stage = await withErin()
  stage.clock.moveTo(new Date(mondayAtNine))
  await stage.golive.remind()
  await stage.restart()
  await stage.remind()
  await stage.remind()
  expect(headings(stage)).toEqual([given, today])
})

test('two processes that look at the same moment send one', async () => {
  await using stage = await withErin()
  const other = await connectGolive(stage.config, stage.clock, createLog('silent'), () => {})
  stage.clock.moveTo(new Date(mondayAtNine))
  await Promise.all([stage.golive.remind(), other.remind()])
  await Promise.all([stage.golive.publish(), other.publish()])
  await stage.settle()
  await other.stopWork()
  await other.close()
  expect(headings(stage)).toEqual([given, today])
})

test('who moves to another zone is reminded at nine there, and not twice that day', async () => {
  await using stage = await withErin()
  await remindAt(stage, mondayAtNine)
  await stage.sandbox.changes.changeZone('erin', 'America/Los_Angeles')
  await remindAt(stage, '2026-11-30T17:00:00Z')
  expect(headings(stage)).toEqual([given, today])
  await remindAt(stage, '2026-12-01T14:00:00Z')
  expect(headings(stage)).toEqual([given, today])
  await remindAt(stage, '2026-12-01T17:00:00Z')
  expect(headings(stage)).toEqual([given, today, today])
})

test('a clock that jumps back sends nothing twice', async () => {
  await using stage = await withErin()
  await remindAt(stage, mondayAtNine)
  await remindAt(stage, '2026-11-30T13:00:00Z')
  await remindAt(stage, mondayAtNine)
  expect(headings(stage)).toEqual([given, today])
})

test('who is not to be disturbed is reminded when that is over', async () => {
  await using stage = await withErin()
  const { id } = stage.sandbox.as('erin')
  stage.sandbox.workspace.doNotDisturb.set(id, {
    from: new Date('2026-11-30T13:00:00Z'),
    until: new Date('2026-11-30T16:00:00Z'),
  })
  await remindAt(stage, mondayAtNine)
  expect(headings(stage)).toEqual([given])
  await remindAt(stage, '2026-11-30T16:00:00Z')
  expect(headings(stage)).toEqual([given, today])
})

test('without the scope for it nobody is quiet, and reminders go on', async () => {
  await using stage = await withErin({ withoutScopes: 'optional' })
  stage.sandbox.workspace.doNotDisturb.set(stage.sandbox.as('erin').id, {
    from: new Date('2026-11-30T13:00:00Z'),
    until: new Date('2026-11-30T16:00:00Z'),
  })
  await remindAt(stage, mondayAtNine)
  expect(headings(stage)).toEqual([given, today])
})

test('of a DM that cannot be opened the lead hears once', async () => {
  await using stage = await withErin()
  stage.sandbox.faults.fail('chat.postMessage', 'user_not_visible', { times: 1 })
  await remindAt(stage, mondayAtNine)
  stage.sandbox.faults.fail('chat.postMessage', 'user_not_visible', { times: 1 })
  await remindAt(stage, '2026-12-01T08:59:00Z')
  await remindAt(stage, '2026-12-01T14:00:00Z')
  const told = headings(stage, 'ana').filter((line) => line.includes('I cannot write to @ERIN'))
  expect(told).toHaveLength(1)
})

test('a tick in a reminder that needs evidence asks for it, and then ticks', async () => {
  await using stage = await withErin()
  const erin = stage.sandbox.as('erin')
  await erin.in('#launch').click('Details', '*Security*')
  await erin.dialog.click('Edit', 'Penetration testing')
  await erin.dialog.click('Evidence…')
  await erin.dialog.choose('Rule', 'It cannot be done without evidence')
  await erin.dialog.submit()
  await erin.dialog.close()
  await erin.dialog.close()
  await remindAt(stage, mondayAtNine)
  await erin.in('@golive').click('Done', 'Penetration testing')
  expect(erin.dialog.lines).toContain('done only with evidence')
  await erin.dialog.submit()
  expect(Object.values(erin.dialog.errors)).toEqual(['Give a link here, or add a file below.'])
  await erin.dialog.fill('Link', 'not a link')
  await erin.dialog.submit()
  expect(erin.hasDialog()).toBe(true)
  await erin.dialog.fill('Link', 'https://example.com/report')
  await erin.dialog.submit()
  await stage.settle()
  expect(erin.hasDialog()).toBe(false)
  expect(erin.in('#launch').sees('*Security*')?.lines).toContain('✅ Penetration testing performed')
})

test('one that could not be sent in its time is not sent at night', async () => {
  await using stage = await withErin()
  stage.clock.moveTo(new Date(mondayAtNine))
  await stage.golive.remind()
  await remindAt(stage, '2026-12-01T08:00:00Z')
  expect(headings(stage)).toEqual([given])
  await remindAt(stage, '2026-12-01T14:00:00Z')
  expect(headings(stage)).toEqual([given, today])
})

test('one of which nothing was left does not come back when something is undone', async () => {
  await using stage = await withErin()
  await stage.sandbox.as('bob').in('#launch').click('Done', 'Security audit completed')
  const assigned = await boardOf(stage)
  const items = assigned.phases[0]?.sections.find(({ name }) => name === 'Security')?.items ?? []
  stage.clock.moveTo(new Date(mondayAtNine))
  await stage.golive.remind()
  const { context } = stage.golive
  const actor = anActor({ workspaceId: stage.sandbox.workspace.team.id })
  for (const { id: itemId, version } of items.slice(1)) {
    await changeItem(context, actor, { itemId, version, action: 'tick', reason: null })
  }
  await stage.settle()
  stage.clock.moveTo(new Date('2026-12-05T08:00:00Z'))
  const bob = stage.sandbox.as('bob').in('#launch')
  await bob.click('Show', '*Security*')
  await bob.click('Undo', 'Penetration testing')
  await stage.remind()
  expect(headings(stage)).toHaveLength(1)
})

test('a due date that is set in the morning for the same day is reminded of', async () => {
  await using stage = await withErin()
  await remindAt(stage, '2026-11-25T14:00:00Z')
  const ana = stage.sandbox.as('ana')
  await ana.in('#launch').click('Details', '*Security*')
  await ana.dialog.click('Due Date…')
  await ana.dialog.fill('Due', '2026-11-25T20:00:00Z')
  await ana.dialog.submit()
  await remindAt(stage, '2026-11-25T14:16:00Z')
  await remindAt(stage, '2026-11-25T14:40:00Z')
  expect(headings(stage)).toEqual([given, today])
})

test('the lead opens a phase from the DM, which then says so no more', async () => {
  await using stage = await withErin()
  const ana = stage.sandbox.as('ana')
  // The working day before T-0's: on that day it opens by itself.
  await remindAt(stage, '2026-12-04T09:01:00Z')
  expect(ana.inbox().at(-1)?.lines).toContain('Due soon, but not open yet')
  await ana.in('@golive').click('Open Phase', 'Launch Day')
  expect(ana.inbox().at(-1)?.lines).not.toContain('Launch Day (D-Day) of')
})

test('one command reminds a person of every launch that its lead leads there', async () => {
  await using stage = await withErin()
  const ana = stage.sandbox.as('ana').in('#launch')
  await startLaunch(stage, { name: 'Second' })
  await ana.type('/golive assign everything in Testing to @erin')
  expect(ana.messages().at(-1)?.lines).toContain('may be one of 2')
  await remindAt(stage, '2026-11-30T15:00:00Z')
  await ana.type('/golive remind @erin')
  expect(ana.messages().at(-1)?.lines).toContain('is reminded of 8 items')
  await ana.type('/golive remind @erin')
  expect(ana.messages().at(-1)?.lines).toContain('was reminded within the hour')
  await stage.settle()
  expect(headings(stage).at(-1)).toBe('@ANA reminds you of 8 items of Payments 2.0')
})
