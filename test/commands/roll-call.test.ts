import { expect, it } from 'vitest'
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { answerOverride, askOverride } from '../../src/commands/override-gate.ts'
import { startRollCall, stopRollCall } from '../../src/commands/roll-call.ts'
import { keyOf } from '../../src/domain/surface.ts'
import { listRequests } from '../../src/store/sign-offs.ts'
import { findSurface, markSent } from '../../src/store/surfaces.ts'
import { onEachDialect } from '../support/databases.ts'
import { callsRoll, does, reachesGo, settlesAll, signs } from '../support/go-no-go.ts'
import {
  aLaunch,
  ana,
  boardOf,
  bob,
  emptyOutbox,
  erin,
  kim,
  outboxOf,
  recordOf,
  refusalOf,
  type StartedLaunch,
  someFacts,
  workspaceId,
} from '../support/launches.ts'

const starts = callsRoll
const boxOf = async (started: StartedLaunch) => (await boardOf(started)).finalBox?.state
const callOf = async (started: StartedLaunch) => {
  const { rollCall } = await boardOf(started)
  if (!rollCall) throw new Error('no roll call')
  return rollCall
}
/** Fills the Technical Lead anew, names its deputy, or another lead. */
async function fills(
  started: StartedLaunch,
  personId: string | null,
  deputy: string | null = null,
  leadId = ana.id,
) {
  const { launch, roles } = await boardOf(started)
  const [role] = roles
  if (!role) throw new Error('no role')
  await fillRoles(
    started.context,
    ana,
    {
      launchId: launch.id,
      lead: { seen: launch.leadId, wish: leadId },
      roles: [{ id: role.id, seen: role.personId, wish: personId }],
      deputies: [{ id: role.id, seen: role.deputyId, wish: deputy }],
      mayDouble: launch.mayDouble,
    },
    someFacts().people,
  )
}

const said = async (started: StartedLaunch) =>
  (await callOf(started)).answers.map(
    ({ asked, given }) => given?.verdict ?? (asked ? 'asked' : '-'),
  )

onEachDialect('a roll call', (open) => {
  it('waits for the gate', async () => {
    const started = await aLaunch(await open())
    expect(await refusalOf(starts(started))).toMatchObject({
      code: 'gate-shut',
      gate: { needed: 3, missing: [{}, {}, {}] },
    })
  })

  it('is the lead’s to begin', async () => {
    const started = await aLaunch(await open())
    expect(await refusalOf(starts(started, bob))).toMatchObject({ code: 'not-permitted' })
  })

  it('needs somebody for each role', async () => {
    const approvers = [{ role: 'Security Lead', personId: erin.id }]
    const started = await aLaunch(await open(), { approvers })
    await settlesAll(started)
    expect(await refusalOf(starts(started))).toEqual({
      code: 'roles-open',
      roles: ['Technical Lead'],
    })
  })

  it('asks one role after the other, in a thread, and ticks the final box when all said go', async () => {
    const started = await aLaunch(await open())
    const { db } = started.context
    await settlesAll(started)
    await emptyOutbox(db)
    expect((await starts(started)).outcome).toBe('started')
    expect(await said(started)).toEqual(['asked', '-'])
    const { id, answers } = await callOf(started)
    const root = keyOf({ kind: 'roll-call', id })
    const first = keyOf({ kind: 'answer', id: answers[0]?.id ?? '' })
    expect((await outboxOf(db)).map(({ key }) => key)).toEqual(
      expect.arrayContaining([root, first]),
    )
    expect((await findSurface(db, first))?.thread).toEqual({ ts: null })
    await markSent(db, root, { ts: '1.0', channelId: 'C1', digest: 'x', at: new Date() })
    expect((await findSurface(db, first))?.thread).toEqual({ ts: '1.0' })

    await signs(started, bob)
    expect(await said(started)).toEqual(['go', 'asked'])
    expect(await boxOf(started)).toBe('open')
    await signs(started, erin)
    expect(await said(started)).toEqual(['go', 'go'])
    expect(await boxOf(started)).toBe('done')
    const types = (await recordOf(started)).slice(-3).map(({ type }) => type)
    expect(types).toEqual(['sign-off.given', 'roll-call.ended', 'final-box.ticked'])
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'go', by: erin.id })
  })

  it('counts what was signed before, and asks only the others', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await signs(started, erin)
    await starts(started)
    expect(await said(started)).toEqual(['asked', '-'])
    await signs(started, bob)
    expect(await boxOf(started)).toBe('done')
  })

  it('begun twice is begun once', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await starts(started)
    const { id } = await callOf(started)
    expect((await starts(started)).outcome).toBe('unchanged')
    expect((await callOf(started)).id).toBe(id)
  })

  it.each([
    ['no-go', { reason: 'The backup failed' }],
    ['hold', { reason: 'Wait for the freeze', until: new Date('2026-11-23T11:00:00Z') }],
  ] as const)('ends with a %s, frozen, and leaves the box open', async (verdict, more) => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await starts(started)
    await signs(started, bob, { verdict, ...more })
    const ended = await callOf(started)
    expect(ended.ended).toMatchObject({ verdict, by: bob.id })
    expect(await boxOf(started)).toBe('open')
    // What is said afterwards changes nothing of it.
    await signs(started, bob)
    await signs(started, erin)
    expect(await callOf(started)).toEqual(ended)
    expect(await boxOf(started)).toBe('open')
  })

  it('ends with a no out of turn, too', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await starts(started)
    await signs(started, erin, { verdict: 'no-go', reason: 'A finding' })
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'no-go' })
  })

  it('silence is not go: the lead ends it, or the clock does', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await settlesAll(started)
    await starts(started)
    expect(
      await refusalOf(
        stopRollCall(context, bob, { launchId: launch.id, rollCallId: (await callOf(started)).id }),
      ),
    ).toMatchObject({
      code: 'not-permitted',
    })
    await stopRollCall(context, ana, {
      launchId: launch.id,
      rollCallId: (await callOf(started)).id,
    })
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'silent', by: ana.id })
    expect(await boxOf(started)).toBe('open')

    await starts(started)
    context.clock.moveBy(29 * 60_000)
    await keepSchedule(context, workspaceId)
    expect((await callOf(started)).ended).toBeNull()
    context.clock.moveBy(60_000)
    await keepSchedule(context, workspaceId)
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'silent', by: 'golive' })
  })

  it('asks again whoever’s go was made void while it ran', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await starts(started)
    await signs(started, bob)
    await does(started, 'undo', 'Backup tested')
    expect(await said(started)).toEqual(['asked', '-'])
    await does(started, 'tick', 'Backup tested')
    await signs(started, erin)
    expect(await boxOf(started)).toBe('open')
    await signs(started, bob)
    expect(await boxOf(started)).toBe('done')
  })

  it('takes the same no again for an answer, when it was said before', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    const no = { verdict: 'no-go', reason: 'Pen test' } as const
    await signs(started, bob, no)
    started.context.clock.moveBy(60_000)
    await callsRoll(started)
    expect(await said(started)).toEqual(['asked', '-'])
    await signs(started, bob, no)
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'no-go', by: bob.id })
  })

  it('asks whoever fills the role now, when it was filled anew', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await callsRoll(started)
    await fills(started, kim.id)
    const [first] = (await callOf(started)).answers
    expect(first?.asked).toMatchObject({ personId: kim.id })
    const requests = await listRequests(started.context.db, started.launch.id)
    expect(requests.find(({ roleId }) => roleId === first?.roleId)).toMatchObject({
      personId: kim.id,
    })
    await signs(started, kim)
    expect(await said(started)).toEqual(['go', 'asked'])
  })

  it('asks a deputy where a role has lost its person, and is silent where it has nobody', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await callsRoll(started)
    await fills(started, null, kim.id)
    expect((await callOf(started)).answers[0]?.asked).toMatchObject({ personId: kim.id })
    await fills(started, null, null)
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'silent' })
  })

  it('is ended and begun by what was seen: an old click touches no newer one', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await settlesAll(started)
    await callsRoll(started)
    const { id: rollCallId } = await callOf(started)
    await stopRollCall(context, ana, { launchId: launch.id, rollCallId })
    const again = { launchId: launch.id, last: null }
    expect((await startRollCall(context, ana, again)).outcome).toBe('unchanged')
    await callsRoll(started)
    await stopRollCall(context, ana, { launchId: launch.id, rollCallId })
    expect((await callOf(started)).ended).toBeNull()
  })

  it('puts the clock on the current turn alone', async () => {
    const started = await aLaunch(await open())
    const { clock } = started.context
    await settlesAll(started)
    await callsRoll(started)
    await signs(started, bob)
    clock.moveBy(25 * 60_000)
    await does(started, 'undo', 'Backup tested')
    clock.moveBy(6 * 60_000)
    await keepSchedule(started.context, workspaceId)
    expect((await callOf(started)).ended).toBeNull()
  })

  it('does not go while something is open again, and goes on when it is settled', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await starts(started)
    await does(started, 'undo', 'Backup tested')
    await signs(started, bob)
    await signs(started, erin)
    expect(await boxOf(started)).toBe('open')
    await does(started, 'tick', 'Backup tested')
    expect(await boxOf(started)).toBe('done')
  })
})

onEachDialect('the final box', (open) => {
  it.each(['tick', 'start', 'block', 'exclude'] as const)(
    'cannot be changed by hand: %s',
    async (action) => {
      const started = await aLaunch(await open())
      await settlesAll(started)
      const refusal = await refusalOf(
        does(started, action, 'READY', {
          by: ana,
          reason: action === 'block' || action === 'exclude' ? 'x' : null,
        }),
      )
      expect(refusal).toMatchObject({ code: 'roll-call-only' })
    },
  )

  it('is taken back when what it stands on changes, and the channel is told', async () => {
    const started = await aLaunch(await open())
    await reachesGo(started)
    expect(await boxOf(started)).toBe('done')
    await emptyOutbox(started.context.db)
    await does(started, 'undo', 'Servers ready')
    expect(await boxOf(started)).toBe('open')
    const taken = (await recordOf(started)).findLast(({ type }) => type === 'final-box.withdrawn')
    const changes = [{ text: 'Servers ready', kind: 'undone' }]
    const data = { roles: ['Technical Lead', 'Security Lead'], changes }
    expect(taken).toMatchObject({ data, by: bob.id })
    const keys = (await outboxOf(started.context.db)).map(({ key }) => key)
    expect(keys).toContain(`announce:${taken?.id}`)
    expect((await callOf(started)).ended).toMatchObject({ verdict: 'go' })
  })

  it('is taken back, and asks whoever fills a role now', async () => {
    const started = await aLaunch(await open())
    await reachesGo(started)
    await fills(started, kim.id)
    expect(await boxOf(started)).toBe('open')
    const requests = await listRequests(started.context.db, started.launch.id)
    expect(requests.map(({ personId }) => personId)).toEqual([kim.id])
  })

  it('is taken back by the lead or an approver', async () => {
    const started = await aLaunch(await open())
    await reachesGo(started)
    expect(await refusalOf(does(started, 'undo', 'READY', { by: kim }))).toMatchObject({
      code: 'not-permitted',
    })
    await does(started, 'undo', 'READY', { by: bob })
    expect(await boxOf(started)).toBe('open')
    // It takes another word of each role.
    await callsRoll(started)
    expect(await said(started)).toEqual(['asked', '-'])
  })
})

onEachDialect('an override', (open) => {
  const asks = (started: StartedLaunch, by = ana) =>
    askOverride(started.context, by, {
      launchId: started.launch.id,
      opens: { kind: 'final-box' },
      reason: 'The cache can come later',
    })
  const overrideOf = async (started: StartedLaunch) => {
    const [override] = (await boardOf(started)).overrides
    if (!override) throw new Error('no override')
    return override
  }
  const answers = async (
    started: StartedLaunch,
    by = bob,
    how: 'confirmed' | 'declined' = 'confirmed',
  ) => {
    const { id: overrideId } = await overrideOf(started)
    return answerOverride(started.context, by, { overrideId, how })
  }

  it('is asked for by the lead, shown, and waives nothing until an approver confirms it', async () => {
    const started = await aLaunch(await open())
    expect(await refusalOf(asks(started, bob))).toMatchObject({ code: 'not-permitted' })
    await asks(started)
    expect(await refusalOf(asks(started))).toEqual({ code: 'override-pending' })
    expect(await refusalOf(starts(started))).toMatchObject({ code: 'gate-shut' })
    expect(await refusalOf(answers(started, ana))).toMatchObject({ code: 'not-permitted' })
    expect(await refusalOf(answers(started, kim))).toMatchObject({ code: 'not-permitted' })
    await answers(started)
    await starts(started)
    expect((await callOf(started)).ended).toBeNull()
  })

  it('is not confirmed by a lead who approves, too', async () => {
    const approvers = [
      { role: 'Technical Lead', personId: ana.id },
      { role: 'Security Lead', personId: erin.id },
    ]
    const started = await aLaunch(await open(), { approvers })
    await asks(started)
    expect(await refusalOf(answers(started, ana))).toMatchObject({ code: 'not-permitted' })
    await answers(started, erin)
    expect((await overrideOf(started)).answer).toMatchObject({ by: erin.id, how: 'confirmed' })
  })

  it('is confirmed by nobody who leads now, or who asked', async () => {
    const started = await aLaunch(await open())
    await asks(started)
    await fills(started, ana.id, null, bob.id)
    expect(await refusalOf(answers(started, bob))).toMatchObject({ code: 'not-permitted' })
    expect(await refusalOf(answers(started, ana))).toMatchObject({ code: 'not-permitted' })
    await answers(started, erin)
  })

  it('is not how a launch is closed as complete', async () => {
    const started = await aLaunch(await open())
    const wish = { launchId: started.launch.id, opens: { kind: 'closing' }, reason: 'x' } as const
    expect(await refusalOf(askOverride(started.context, ana, wish))).toEqual({ code: 'gate-open' })
  })

  it('declined waives nothing, and answered once stays as it is', async () => {
    const started = await aLaunch(await open())
    await asks(started)
    await answers(started, bob, 'declined')
    await answers(started, erin, 'confirmed')
    expect((await overrideOf(started)).answer).toMatchObject({ by: bob.id, how: 'declined' })
    expect(await refusalOf(starts(started))).toMatchObject({ code: 'gate-shut' })
  })

  it('waives what was open then, and not what is opened later', async () => {
    const started = await aLaunch(await open())
    await does(started, 'tick', 'Servers ready')
    await asks(started)
    await answers(started)
    await does(started, 'undo', 'Servers ready')
    expect(await refusalOf(starts(started))).toMatchObject({
      code: 'gate-shut',
      gate: { missing: [{ text: 'Servers ready' }], waived: [{}, {}] },
    })
  })

  it('is not needed where the gate is open', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    expect(await refusalOf(asks(started))).toEqual({ code: 'gate-open' })
  })
})

onEachDialect('a section that waits for the final box', (open) => {
  it('cannot be ticked before it, and can after', async () => {
    const started = await aLaunch(await open(), { t0: new Date('2026-11-23T15:00:00Z') })
    expect(await refusalOf(does(started, 'tick', 'Deployed'))).toMatchObject({
      code: 'gate-shut',
      gate: { missing: [{ text: expect.stringContaining('READY') }] },
    })
    await does(started, 'start', 'Deployed')
    await reachesGo(started)
    await does(started, 'tick', 'Deployed')
  })
})
