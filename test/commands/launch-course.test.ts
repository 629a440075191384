import { expect, it } from 'vitest'
import { abortLaunch, closeLaunch, reopenLaunch } from '../../src/commands/end-launch.ts'
import { goLive } from '../../src/commands/go-live.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { moveT0 } from '../../src/commands/move-t0.ts'
import { askOverride } from '../../src/commands/override-gate.ts'
import { peopleToRemind } from '../../src/commands/send-reminders.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import { itemsOf, type Phase } from '../../src/domain/launch.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { savePerson } from '../../src/store/people.ts'
import { listRequests } from '../../src/store/sign-offs.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import { readWorkload } from '../../src/store/workload.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { does, needed, reachesGo, reachesLive, settlesAll, signs } from '../support/go-no-go.ts'
import {
  aDraft,
  aLaunch,
  ana,
  aPerson,
  boardOf,
  bob,
  channelId,
  emptyOutbox,
  erin,
  itemOf,
  kim,
  outboxOf,
  recordOf,
  refusalOf,
  type StartedLaunch,
  smallChecklist,
  someFacts,
  workspaceId,
} from '../support/launches.ts'

const longChecklist = smallChecklist.replace(
  '## Sign-Off',
  `## After (First 24 Hours)

- [ ] Errors watched

## Weeks (First Week)

- [ ] Costs looked at

## Ongoing (Monthly)

### Care
- [ ] Patches applied
- [ ] Backups verified

## Sign-Off`,
)

const lastOf = async (started: StartedLaunch, type: string) =>
  (await recordOf(started)).findLast((event) => event.type === type)
const dueOf = async (started: StartedLaunch, words: string) =>
  (await itemOf(started, words)).due?.at.toISOString()
const openNames = async (started: StartedLaunch) =>
  (await boardOf(started)).phases
    .filter(({ opened, endedAt }) => opened && !endedAt)
    .map(({ name }) => name)

/** Gives an item to somebody, as if it had been given before. */
async function owns(started: StartedLaunch, words: string, personId: string): Promise<void> {
  const item = await itemOf(started, words)
  await replaceOwners(
    started.context.db,
    { ...item, launchId: started.launch.id },
    [{ kind: 'person', id: personId }],
    { at: started.context.clock.now(), by: personId },
  )
  await savePerson(started.context.db, aPerson(personId), started.context.clock.now())
}

onEachDialect('moving T-0', (open) => {
  const moves = (
    started: StartedLaunch,
    more: Partial<Parameters<typeof moveT0>[2]> = {},
    by = ana,
  ) =>
    moveT0(started.context, by, {
      launchId: started.launch.id,
      seen: started.launch.t0,
      to: new Date('2026-12-09T10:00:00Z'),
      reason: 'The freeze is longer',
      shut: [],
      ...more,
    })

  it('moves what was planned from it, and leaves what was set by hand', async () => {
    const started = await aLaunch(await open())
    const before = await dueOf(started, 'Servers ready')
    await moves(started)
    expect((await boardOf(started)).launch.t0).toEqual(new Date('2026-12-09T10:00:00Z'))
    expect(before).toBe('2026-12-07T10:00:00.000Z')
    expect(await dueOf(started, 'Servers ready')).toBe('2026-12-09T10:00:00.000Z')
    expect(await dueOf(started, 'Deployed')).toBe('2026-12-09T17:00:00.000Z')
    expect(await lastOf(started, 't0.moved')).toMatchObject({
      data: {
        from: '2026-12-07T10:00:00.000Z',
        to: '2026-12-09T10:00:00.000Z',
        reason: 'The freeze is longer',
        dues: 4,
      },
    })
  })

  it('tells the channel, and everybody concerned once', async () => {
    const started = await aLaunch(await open())
    const { db } = started.context
    await owns(started, 'Servers ready', kim.id)
    await owns(started, 'Cache warmed', kim.id)
    await signs(started, bob)
    await emptyOutbox(db)
    await moves(started)
    const event = await lastOf(started, 't0.moved')
    const told = (await outboxOf(db)).filter(({ kind }) => kind === 'announce')
    expect(told.map(({ channel_id }) => channel_id).sort()).toEqual(
      [channelId, kim.id, erin.id].sort(),
    )
    expect(event).toMatchObject({
      data: {
        people: expect.arrayContaining([
          { personId: kim.id, items: 2, firstDue: '2026-12-09T10:00:00.000Z' },
        ]),
      },
    })
    // Whose go it made void hears of it where it is asked for again.
    const asked = (await outboxOf(db)).filter(({ target }) => target.startsWith('request:'))
    expect(asked.map(({ channel_id }) => channel_id)).toEqual([bob.id])
  })

  it('closes the phases that were chosen, until their time comes again', async () => {
    const started = await aLaunch(await open(), { t0: new Date('2026-11-23T15:00:00Z') })
    expect(await openNames(started)).toHaveLength(2)
    const [, day] = (await boardOf(started)).phases
    await does(started, 'start', 'Deployed')
    const to = new Date('2026-11-26T15:00:00Z')
    await moves(started, { seen: started.launch.t0, to, shut: [day?.id ?? ''] })
    expect(await openNames(started)).toEqual(['Before (2 weeks before)'])
    expect(await refusalOf(does(started, 'reopen', 'Deployed'))).toMatchObject({
      code: 'phase-not-open',
    })
    expect((await itemOf(started, 'Deployed')).state).toBe('in-progress')
    started.context.clock.moveTo(new Date('2026-11-26T08:00:00Z'))
    await keepSchedule(started.context, workspaceId)
    expect(await openNames(started)).toHaveLength(2)
  })

  it.each([
    ['to the past', { to: new Date('2026-11-23T08:00:00Z') }, { t0: { code: 'date-past' } }],
    ['to where it is', { to: new Date('2026-12-07T10:00:00Z') }, { t0: { code: 'not-moved' } }],
    ['without a reason', { reason: ' ' }, { reason: { code: 'reason-missing' } }],
  ])('is not done %s', async (_, more, faults) => {
    const started = await aLaunch(await open())
    expect(await refusalOf(moves(started, more))).toEqual({ code: 'faults', faults })
  })

  it('delivered twice moves once', async () => {
    const started = await aLaunch(await open())
    await moves(started)
    const before = await allRows(started.context.db)
    await moves(started)
    expect(await allRows(started.context.db)).toEqual(before)
  })

  it('closes no phase whose time has come all the same', async () => {
    const started = await aLaunch(await open())
    const [before] = (await boardOf(started)).phases
    await moves(started, { to: new Date('2026-12-05T10:00:00Z'), shut: [before?.id ?? ''] })
    expect(await openNames(started)).toHaveLength(1)
  })

  it('is the lead’s, and undoes nobody else’s move', async () => {
    const started = await aLaunch(await open())
    expect(await refusalOf(moves(started, {}, bob))).toMatchObject({ code: 'not-permitted' })
    await moves(started)
    expect(await refusalOf(moves(started, { to: new Date('2026-12-10T10:00:00Z') }))).toEqual({
      code: 't0-changed',
    })
  })
})

onEachDialect('going live', (open) => {
  it('waits for its gate', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const at = context.clock.now()
    expect(await refusalOf(goLive(context, ana, { launchId: launch.id, at }))).toMatchObject({
      code: 'gate-shut',
      gate: {
        opens: { kind: 'going-live' },
        missing: [{ text: expect.stringContaining('READY') }],
      },
    })
  })

  it('marks the moment from which the rest counts, and opens what begins there', async () => {
    const started = await aLaunch(await open(), { checklist: longChecklist })
    await reachesGo(started)
    const { context, launch } = started
    const at = new Date('2026-12-07T12:30:00Z')
    context.clock.moveTo(new Date('2026-12-07T13:00:00Z'))
    await goLive(context, ana, { launchId: launch.id, at })
    expect((await boardOf(started)).launch.live).toEqual({ at, by: ana.id })
    expect(await dueOf(started, 'Errors watched')).toBe('2026-12-08T12:30:00.000Z')
    expect(await dueOf(started, 'Costs looked at')).toBe('2026-12-14T17:00:00.000Z')
    expect(await openNames(started)).toContain('After (First 24 Hours)')
    expect(await openNames(started)).not.toContain('Weeks (First Week)')
    expect(
      (await goLive(context, bob, { launchId: launch.id, at: context.clock.now() })).outcome,
    ).toBe('unchanged')
    expect((await boardOf(started)).launch.live?.at).toEqual(at)
  })

  it.each([
    ['to come', '2026-11-23T09:01:00Z', 'time-ahead'],
    ['before the launch was started', '2026-11-23T08:59:00Z', 'time-before-start'],
  ])('is at no time that is %s', async (_, time, code) => {
    const started = await aLaunch(await open())
    await reachesGo(started)
    const { context, launch } = started
    const refusal = await refusalOf(
      goLive(context, ana, { launchId: launch.id, at: new Date(time) }),
    )
    expect(refusal).toEqual({ code: 'faults', faults: { at: { code } } })
  })

  it('is at no time before the verdict, to the minute', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    context.clock.moveTo(new Date('2026-11-23T10:04:30Z'))
    await reachesGo(started)
    const lives = (time: string) =>
      goLive(context, ana, { launchId: launch.id, at: new Date(time) })
    expect(await refusalOf(lives('2026-11-23T10:03:59Z'))).toEqual({
      code: 'faults',
      faults: { at: { code: 'time-before-go' } },
    })
    expect((await lives('2026-11-23T10:04:00Z')).outcome).toBe('live')
  })

  it('freezes what was signed: nothing is void, nothing can be signed any more', async () => {
    const started = await aLaunch(await open())
    await reachesLive(started)
    await does(started, 'undo', 'Servers ready')
    expect((await itemOf(started, 'READY')).state).toBe('done')
    expect((await boardOf(started)).signOffs.every(({ voidedAt }) => voidedAt === null)).toBe(true)
    expect(await refusalOf(signs(started, bob))).toMatchObject({ code: 'wrong-stage' })
  })
})

onEachDialect('the end of a launch', (open) => {
  const closes = ({ context, launch }: StartedLaunch, reason: string | null = null) =>
    closeLaunch(context, ana, { launchId: launch.id, reason })
  const aborts = ({ context, launch }: StartedLaunch, reason: string | null = 'No budget') =>
    abortLaunch(context, ana, { launchId: launch.id, reason })
  const reopens = ({ context, launch }: StartedLaunch, reason: string | null = 'Not yet over') =>
    reopenLaunch(context, ana, { launchId: launch.id, reason })

  it('is complete when everything that is done once is settled', async () => {
    const started = await aLaunch(await open(), { t0: new Date('2026-11-23T15:00:00Z') })
    await reachesLive(started)
    await does(started, 'tick', 'Deployed')
    await closes(started)
    expect((await boardOf(started)).launch.ended).toMatchObject({ how: 'complete', by: ana.id })
    expect(await lastOf(started, 'launch.ended')).toMatchObject({
      data: { how: 'complete', unsettled: 0, items: [] },
    })
  })

  it('needs a reason for what is left open, and lists it', async () => {
    const started = await aLaunch(await open(), { t0: new Date('2026-11-23T15:00:00Z') })
    await reachesLive(started)
    expect(await refusalOf(closes(started))).toEqual({
      code: 'faults',
      faults: { reason: { code: 'reason-missing' } },
    })
    await closes(started, 'Another team deploys')
    expect(await lastOf(started, 'launch.ended')).toMatchObject({
      data: {
        how: 'incomplete',
        reason: 'Another team deploys',
        unsettled: 1,
        items: ['Deployed'],
      },
    })
  })

  it('is an abort before it is live, with a reason', async () => {
    const started = await aLaunch(await open())
    expect(await refusalOf(closes(started, 'x'))).toMatchObject({ code: 'wrong-stage' })
    expect(await refusalOf(aborts(started, ' '))).toMatchObject({ code: 'faults' })
    await aborts(started)
    expect((await boardOf(started)).launch.ended).toMatchObject({ how: 'aborted' })
  })

  it('stops reminders, and leaves nothing to see to', async () => {
    const started = await aLaunch(await open())
    const { db, clock } = started.context
    await owns(started, 'Servers ready', kim.id)
    const load = () => readWorkload(db, workspaceId, kim.id, clock.now(), clock.now())
    expect((await load()).own).toHaveLength(1)
    await aborts(started)
    expect(await load()).toEqual({ own: [], led: [] })
    clock.moveTo(new Date('2026-12-07T09:30:00Z'))
    for (const { person } of await peopleToRemind(started.context, workspaceId)) {
      expect(
        (await readWorkload(db, workspaceId, person.id, clock.now(), clock.now())).own,
      ).toEqual([])
    }
    await keepSchedule(started.context, workspaceId)
    expect(await openNames(started)).toEqual(['Before (2 weeks before)'])
  })

  it('changes nothing any more, until it is reopened', async () => {
    const started = await aLaunch(await open())
    await aborts(started)
    const before = await allRows(started.context.db)
    for (const words of needed) {
      expect(await refusalOf(does(started, 'tick', words))).toMatchObject({ code: 'wrong-stage' })
    }
    expect(await refusalOf(aborts(started))).toMatchObject({ code: 'wrong-stage' })
    expect(await allRows(started.context.db)).toEqual(before)
    expect(await refusalOf(reopens(started, ''))).toMatchObject({ code: 'faults' })
    expect(
      await refusalOf(
        reopenLaunch(started.context, bob, { launchId: started.launch.id, reason: 'x' }),
      ),
    ).toMatchObject({ code: 'not-permitted' })
    await reopens(started)
    await does(started, 'tick', 'Servers ready')
    expect(await lastOf(started, 'launch.reopened')).toMatchObject({
      data: { reason: 'Not yet over', how: 'aborted' },
    })
  })

  it('lets nobody back in who has left meanwhile, and asks again for what waited', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await askOverride(context, ana, {
      launchId: launch.id,
      opens: { kind: 'final-box' },
      reason: 'Spare ones',
    })
    await aborts(started)
    await savePerson(context.db, aPerson(erin.id, 'deactivated'), context.clock.now())
    await emptyOutbox(context.db)
    await reopens(started)
    expect((await boardOf(started)).roles.map(({ personId }) => personId)).toEqual([bob.id, null])
    const [override] = (await boardOf(started)).overrides
    const keys = (await outboxOf(context.db)).map(({ key }) => key)
    expect(keys).toContain(`override:${override?.id}`)
  })

  it('frees its name, which may be taken when it is reopened', async () => {
    const started = await aLaunch(await open())
    await aborts(started)
    const other = await aLaunch(started.context.db, { formId: 'form-2' })
    expect(other.launch.id).not.toBe(started.launch.id)
    expect(await refusalOf(reopens(started))).toMatchObject({
      code: 'name-taken',
      launch: { id: other.launch.id },
    })
  })
})

onEachDialect('what the clock does', (open) => {
  it('opens phases by their windows, and says so once', async () => {
    const started = await aLaunch(await open(), {
      checklist: longChecklist,
      t0: new Date('2026-12-14T10:00:00Z'),
    })
    const { context } = started
    expect(await openNames(started)).toEqual([])
    context.clock.moveTo(new Date('2026-11-30T07:59:00Z'))
    await keepSchedule(context, workspaceId)
    expect(await openNames(started)).toEqual([])
    await emptyOutbox(context.db)
    context.clock.moveTo(new Date('2026-11-30T08:00:00Z'))
    await keepSchedule(context, workspaceId)
    await keepSchedule(context, workspaceId)
    expect(await openNames(started)).toEqual(['Before (2 weeks before)'])
    const announced = (await outboxOf(context.db)).filter(({ kind }) => kind === 'announce')
    expect(announced).toHaveLength(1)
    expect(await lastOf(started, 'phase.opened')).toMatchObject({ by: 'golive', via: 'schedule' })
  })

  it('begins a round a month with the same owners, and ends the one before', async () => {
    const started = await aLaunch(await open(), { checklist: longChecklist })
    await reachesLive(started)
    await owns(started, 'Patches applied', kim.id)
    const { context } = started
    const rounds = async () =>
      (await boardOf(started)).phases.filter(({ window }) => window?.kind === 'every')
    const until = async (time: string) => {
      context.clock.moveTo(new Date(time))
      await keepSchedule(context, workspaceId)
    }
    await until('2026-12-01T09:30:00Z')
    expect(await openNames(started)).toContain('Ongoing (Monthly)')
    await does(started, 'tick', 'Patches applied')
    await until('2026-12-29T09:30:00Z')
    await until('2026-12-30T09:30:00Z')
    const [first, second, ...more] = await rounds()
    expect(more).toEqual([])
    expect(first?.endedAt).toEqual(context.clock.now())
    expect(second).toMatchObject({ name: 'Ongoing (Monthly), round 2', round: 2, endedAt: null })
    const patches = itemsOf(second as Phase).find(({ text }) => text === 'Patches applied')
    expect(patches).toMatchObject({
      state: 'open',
      owners: [{ kind: 'person', id: kim.id }],
      due: { at: new Date('2027-01-29T17:00:00Z'), by: 'plan' },
    })
    expect(await lastOf(started, 'phase.ended')).toMatchObject({
      data: { name: 'Ongoing (Monthly)', items: 2, unsettled: 1 },
    })
    // What ended cannot be changed, and is nobody's to see to.
    const [old] = itemsOf(first as Phase).filter(({ state }) => state === 'open')
    expect(
      (
        await readWorkload(
          context.db,
          workspaceId,
          kim.id,
          context.clock.now(),
          context.clock.now(),
        )
      ).own.map(({ item }) => item.id),
    ).toEqual([patches?.id])
    expect(old).toBeDefined()
    await until('2027-05-05T09:30:00Z')
    expect((await rounds()).map(({ round }) => round)).toEqual([1, 2, 6])
  })

  it('tells the lead that T-0 has passed and nobody said that it is live, once for each T-0', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const told = async (time: string) => {
      context.clock.moveTo(new Date(time))
      await emptyOutbox(context.db)
      await keepSchedule(context, workspaceId)
      const letters = (await outboxOf(context.db)).filter(({ kind }) => kind === 'announce')
      return letters.filter(({ channel_id }) => channel_id === launch.leadId).length
    }
    expect(await told('2026-12-07T10:14:00Z')).toBe(0)
    expect(await told('2026-12-07T10:15:00Z')).toBe(1)
    expect(await lastOf(started, 't0.passed')).toMatchObject({
      data: { t0: launch.t0.toISOString() },
    })
    expect(await told('2026-12-07T10:16:00Z')).toBe(0)
    const to = new Date('2026-12-08T10:00:00Z')
    const move = { launchId: launch.id, seen: launch.t0, to, reason: 'Not yet', shut: [] }
    await moveT0(context, ana, move)
    expect(await told('2026-12-08T10:15:00Z')).toBe(1)
  })

  it('asks again when a hold is over, once', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await settlesAll(started)
    await signs(started, bob, {
      verdict: 'hold',
      reason: 'Wait for the freeze',
      until: new Date('2026-11-23T11:00:00Z'),
    })
    const asked = async () => {
      await keepSchedule(context, workspaceId)
      const requests = await listRequests(context.db, started.launch.id)
      return requests.filter(({ why }) => why === 'hold-over').length
    }
    expect(await asked()).toBe(0)
    context.clock.moveTo(new Date('2026-11-23T11:00:00Z'))
    expect(await asked()).toBe(1)
    expect(await asked()).toBe(1)
  })
})

onEachDialect('a rehearsal', (open) => {
  it('is marked as one, and lends its minutes to the next real launch of its checklist', async () => {
    const rehearsal = await aLaunch(await open(), {
      isRehearsal: true,
      t0: new Date('2026-11-23T15:00:00Z'),
    })
    const { context } = rehearsal
    await reachesLive(rehearsal)
    const start = async (formId: string, more: Partial<Parameters<typeof aDraft>[0]> = {}) => {
      const [template] = await offeredTemplates(context.db)
      const draft = aDraft({ formId, name: formId, templateId: template?.id ?? '', ...more })
      return (await startLaunch(context, ana, draft, someFacts())).launch
    }
    expect((await start('meanwhile')).rehearsalId).toBeNull()
    await closeLaunch(context, ana, { launchId: rehearsal.launch.id, reason: 'Practised' })
    expect(await start('real')).toMatchObject({
      isRehearsal: false,
      rehearsalId: rehearsal.launch.id,
    })
    expect((await start('again', { isRehearsal: true })).rehearsalId).toBeNull()
    expect(await lastOf(rehearsal, 'launch.started')).toMatchObject({ data: { isRehearsal: true } })
  })

  it('lends them when it was aborted, too, if anything was done in it', async () => {
    const db = await open()
    const real = async (formId: string) =>
      (await aLaunch(db, { formId, name: formId })).launch.rehearsalId
    const aborted = async (formId: string, isDone: boolean) => {
      const started = await aLaunch(db, { formId, name: formId, isRehearsal: true })
      if (isDone) await settlesAll(started)
      const wish = { launchId: started.launch.id, reason: 'Practised' }
      await abortLaunch(started.context, ana, wish)
      return started.launch.id
    }
    await aborted('idle', false)
    expect(await real('first')).toBeNull()
    const done = await aborted('done', true)
    expect(await real('second')).toBe(done)
  })
})
