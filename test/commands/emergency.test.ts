import { addMinutes } from 'date-fns/addMinutes'
import { subMinutes } from 'date-fns/subMinutes'
import { expect, it } from 'vitest'
import { answerPage } from '../../src/commands/answer-page.ts'
import {
  answerDecision,
  decideEmergency,
  reconsider,
  watchOn,
} from '../../src/commands/decide-emergency.ts'
import { abortLaunch } from '../../src/commands/end-launch.ts'
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { goLive } from '../../src/commands/go-live.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { leadEmergency, noteTimeline, tellPeople } from '../../src/commands/lead-emergency.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import { answerOverride, askOverride } from '../../src/commands/override-gate.ts'
import { planFollowUps } from '../../src/commands/plan-follow-ups.ts'
import { resolveEmergency } from '../../src/commands/resolve-emergency.ts'
import { peopleToRemind, reminderFor } from '../../src/commands/send-reminders.ts'
import { startEmergency } from '../../src/commands/start-emergency.ts'
import {
  confirmMinutes,
  emergencyState,
  roundOf,
  updateMinutes,
} from '../../src/domain/emergency.ts'
import { isOpen, itemsOf } from '../../src/domain/launch.ts'
import type { Actor } from '../../src/domain/person.ts'
import { pathOf } from '../../src/domain/walk.ts'
import { iso } from '../../src/store/database.ts'
import { listAsks, readProcedure } from '../../src/store/emergencies.ts'
import { listWorkers } from '../../src/store/habits.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { savePerson } from '../../src/store/people.ts'
import { listUntold } from '../../src/store/reminders.ts'
import { listSectionsFallenDue } from '../../src/store/surfaces.ts'
import { personOwner } from '../support/builders.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aDecision,
  anEmergency,
  aPageWish,
  decidesToRollBack,
  emergencyOf,
  tickDeployed,
} from '../support/emergencies.ts'
import { does, reachesGo, reachesLive, settlesAll, signs } from '../support/go-no-go.ts'
import {
  aFilling,
  aLaunch,
  anActor,
  ana,
  aPerson,
  boardOf,
  bob,
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

const withTree = `${smallChecklist}
## Emergency Procedures

1. **Assess the Situation**
   - Check health
2. **Rollback Decision Tree**
   - Critical bug? → Rollback
   - Slow? → Scale up or rollback
3. **Post-Incident**
   - Document what happened
   - Hold a post-mortem
`

const typesOf = async (started: StartedLaunch) =>
  (await recordOf(started)).map(({ type }) => type).filter((type) => type.startsWith('emergency'))

const resolves = async (
  started: StartedLaunch,
  how: 'goes-on' | 'rolled-back' | 'aborted' = 'goes-on',
  by: Actor = ana,
  t0: Date | null = null,
) => {
  const { id: emergencyId } = await emergencyOf(started)
  const resolution = {
    emergencyId,
    how,
    words: 'It was the cache',
    measures: ['Warm it first'],
    t0,
  }
  return resolveEmergency(started.context, by, resolution)
}

const asksOf = async (started: StartedLaunch) =>
  (await listAsks(started.context.db, (await emergencyOf(started)).id)).map(
    ({ why, personId }) => `${why} ${personId}`,
  )

onEachDialect('starting an emergency', (open) => {
  it('makes whoever starts it its commander, and posts it', async () => {
    const started = await aLaunch(await open())
    await emptyOutbox(started.context.db)
    const emergency = await anEmergency(started)
    expect(emergency).toMatchObject({ number: 1, commanderId: kim.id, resolved: null })
    expect(await emergencyOf(started)).toEqual(emergency)
    expect(await typesOf(started)).toEqual(['emergency.started'])
    const keys = (await outboxOf(started.context.db)).map(({ key }) => key)
    expect(keys).toContain(`emergency:${emergency.id}`)
    expect(keys).toContain(`board:${started.launch.id}`)
    expect(keys.some((key) => key.startsWith('entry:'))).toBe(true)
  })

  it('joins the one that runs', async () => {
    const started = await aLaunch(await open())
    const first = await anEmergency(started)
    const wish = { launchId: started.launch.id, words: 'Also', began: first.began, isDrill: true }
    const joined = await startEmergency(started.context, bob, wish)
    expect(joined).toMatchObject({ isNew: false, emergency: { id: first.id, isDrill: false } })
    expect(await typesOf(started)).toHaveLength(1)
  })

  it('is possible for guests and outsiders in the channel, and for nobody elsewhere', async () => {
    const started = await aLaunch(await open())
    const outsider = anActor('U-OUT', { standing: 'outsider' })
    expect((await anEmergency(started, {}, outsider)).commanderId).toBe('U-OUT')
    await resolves(started)
    const elsewhere = anActor('U-OUT', { standing: 'outsider', channelId: 'C-OTHER' })
    expect(await refusalOf(anEmergency(started, {}, elsewhere))).toEqual({
      code: 'launch-unknown',
    })
  })

  it('cannot have begun in the future', async () => {
    const started = await aLaunch(await open())
    const began = addMinutes(started.context.clock.now(), 1)
    expect(await refusalOf(anEmergency(started, { began }))).toEqual({
      code: 'faults',
      faults: { began: { code: 'began-ahead' } },
    })
  })
})

onEachDialect('a page', (open) => {
  it('keeps what is said, once, and leads on', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const { id } = await anEmergency(started)
    await answerPage(started.context, bob, aPageWish(id))
    expect(await answerPage(started.context, bob, aPageWish(id))).toEqual({ outcome: 'unchanged' })
    const { answers } = await emergencyOf(started)
    expect(answers).toMatchObject([{ page: '1.1', choice: 'bad', note: 'Many 5xx', version: 1 }])
    expect(await typesOf(started)).toEqual(['emergency.started', 'emergency.answered'])
  })

  it('is never overwritten by somebody who has not seen what is there', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const { id } = await anEmergency(started)
    await answerPage(started.context, bob, aPageWish(id))
    const other = aPageWish(id, { choice: 'fine', note: null })
    expect(await refusalOf(answerPage(started.context, erin, other))).toMatchObject({
      code: 'page-answered',
      answer: { choice: 'bad', given: { by: bob.id } },
    })
    await answerPage(started.context, erin, { ...other, seen: 1 })
    expect((await emergencyOf(started)).answers).toMatchObject([{ choice: 'fine', version: 2 }])
  })

  it('that is not on the way cannot be answered', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const { id } = await anEmergency(started)
    for (const wrong of [{ page: '9.9' }, { choice: 'purple' }, { page: 'question:2#1' }]) {
      const attempt = answerPage(started.context, bob, aPageWish(id, wrong))
      expect(await refusalOf(attempt)).toEqual({ code: 'page-unknown' })
    }
  })

  it('of the tree stays as it was decided on, until it is decided again', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const { context } = started
    const { id } = await anEmergency(started)
    const no = { page: 'question:1#1', choice: 'No', note: null }
    const yes = { page: 'question:2#1', choice: 'Yes', note: null }
    for (const each of [no, yes]) await answerPage(context, kim, aPageWish(id, each))
    const page = 'outcome:2:Yes#1'
    const decision = await decideEmergency(context, kim, aDecision(id, 'Scale up', { page }))
    const change = answerPage(context, kim, aPageWish(id, { ...no, choice: 'Yes', seen: 1 }))
    expect(await refusalOf(change)).toMatchObject({ code: 'decided-already' })
    const again = { emergencyId: id, decisionId: decision.id, reason: 'No help' }
    await reconsider(context, kim, again)
    const now = await emergencyOf(started)
    const procedure = await readProcedure(context.db, started.launch.id)
    if (!procedure) throw new Error('no procedure')
    const path = pathOf(procedure, now.answers, roundOf(now))
    expect(path.map(({ key }) => key)).toEqual(['1.1', 'question:1#2'])
  })
})

onEachDialect('deciding', (open) => {
  it('what one carries out alone posts its checklist, and is watched', async () => {
    const started = await aLaunch(await open())
    const { id } = await anEmergency(started)
    const wish = aDecision(id, 'Monitor and fix', { watcherId: bob.id, minutes: 20 })
    await decideEmergency(started.context, kim, wish)
    const emergency = await emergencyOf(started)
    expect(emergencyState(emergency)).toBe('acting')
    const until = addMinutes(started.context.clock.now(), 20)
    expect(emergency.decisions[0]?.watch).toEqual({ until, personId: bob.id })
    const phase = (await boardOf(started)).phases.at(-1)
    expect(phase).toMatchObject({ name: 'Emergency 1', emergencyId: id })
    expect(phase && isOpen(phase)).toBe(true)
    expect(phase?.sections[0]?.name).toBe('Monitor and fix')
    await does(started, 'tick', 'Fix is on its way')
  })

  it('rolling back is not open while nothing is deployed', async () => {
    const started = await aLaunch(await open())
    const { id } = await anEmergency(started)
    const attempt = decideEmergency(started.context, kim, aDecision(id, 'Rollback'))
    expect(await refusalOf(attempt)).toEqual({ code: 'branch-shut', why: 'nothing-deployed' })
  })

  it('rolling back asks a second person among lead and approvers', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await anEmergency(started)
    const { id: decisionId } = await decidesToRollBack(started)
    expect(emergencyState(await emergencyOf(started))).toBe('confirming')
    expect((await asksOf(started)).sort()).toEqual(
      [ana, bob, erin].map(({ id }) => `confirm ${id}`).sort(),
    )
    const word = { decisionId, how: 'confirmed', reason: null } as const
    expect(await refusalOf(answerDecision(context, kim, word))).toMatchObject({
      code: 'not-permitted',
    })
    await answerDecision(context, bob, word)
    await answerDecision(context, erin, { ...word, how: 'declined', reason: 'Too late' })
    const emergency = await emergencyOf(started)
    expect(emergency.decisions[0]?.answer).toMatchObject({ how: 'confirmed', by: bob.id })
    expect(await asksOf(started)).toEqual([])
    expect((await boardOf(started)).phases.at(-1)?.sections[0]?.name).toBe('Rollback')
  })

  it('rolling back is not confirmed by whoever decided it', async () => {
    const started = await aLaunch(await open())
    await anEmergency(started)
    const { id: decisionId } = await decidesToRollBack(started, bob)
    const word = { decisionId, how: 'confirmed', reason: null } as const
    expect(await refusalOf(answerDecision(started.context, bob, word))).toEqual({
      code: 'second-needed',
      people: [ana.id, erin.id],
    })
  })

  it('without anybody’s answer goes ahead with a reason, after a while', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await anEmergency(started)
    const { id: decisionId } = await decidesToRollBack(started)
    const word = { decisionId, how: 'overridden', reason: 'All are asleep' } as const
    expect(await refusalOf(answerDecision(context, kim, word))).toMatchObject({
      code: 'second-awaited',
    })
    context.clock.moveTo(addMinutes(context.clock.now(), confirmMinutes))
    await keepSchedule(context, workspaceId)
    expect(await asksOf(started)).toContain(`second ${kim.id}`)
    await answerDecision(context, kim, word)
    expect(emergencyState(await emergencyOf(started))).toBe('acting')
    expect((await asksOf(started)).filter((each) => each.startsWith('second'))).toEqual([])
  })

  it('that was declined is decided again', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await anEmergency(started)
    const { id: decisionId } = await decidesToRollBack(started)
    await answerDecision(context, ana, { decisionId, how: 'declined', reason: 'It heals' })
    const emergency = await emergencyOf(started)
    expect(emergencyState(emergency)).toBe('deciding')
    const next = aDecision(emergency.id, 'Monitor and fix', { page: 'outcome#2' })
    await decideEmergency(context, kim, next)
    expect((await boardOf(started)).phases.at(-1)?.sections[0]?.name).toBe('Monitor and fix (2)')
  })
})

onEachDialect('the rhythm', (open) => {
  const moves = ({ context }: StartedLaunch, minutes: number) => {
    context.clock.moveTo(addMinutes(context.clock.now(), minutes))
    return keepSchedule(context, workspaceId)
  }

  it('asks the commander for an update, and again, until there is one', async () => {
    const started = await aLaunch(await open())
    const { id: emergencyId } = await anEmergency(started)
    await moves(started, updateMinutes - 1)
    expect(await asksOf(started)).toEqual([])
    await moves(started, 1)
    const [first] = await listAsks(started.context.db, emergencyId)
    expect(first).toMatchObject({ why: 'update', personId: kim.id })
    await moves(started, 5)
    expect(await listAsks(started.context.db, emergencyId)).toEqual([first])
    await moves(started, 5)
    const [second] = await listAsks(started.context.db, emergencyId)
    expect(second?.id).not.toBe(first?.id)
    const telling = { formId: 'form-1', emergencyId, text: 'We are on it', channelIds: null }
    await tellPeople(started.context, kim, telling, [])
    expect(await asksOf(started)).toEqual([])
    const { nextUpdateAt } = await emergencyOf(started)
    expect(nextUpdateAt).toEqual(addMinutes(started.context.clock.now(), updateMinutes))
  })

  it('goes to the new commander, who is told', async () => {
    const started = await aLaunch(await open())
    const { id: emergencyId } = await anEmergency(started)
    await moves(started, updateMinutes)
    const { people } = someFacts()
    await leadEmergency(started.context, kim, { emergencyId, commanderId: bob.id }, people)
    expect(await asksOf(started)).toEqual([`command ${bob.id}`])
    await moves(started, 1)
    expect(await asksOf(started)).toContain(`update ${bob.id}`)
    await leadEmergency(started.context, erin, { emergencyId, commanderId: erin.id }, people)
    expect(await asksOf(started)).toEqual([])
  })

  it('asks whoever watches when the time is up, and goes on from there', async () => {
    const started = await aLaunch(await open())
    const { id: emergencyId } = await anEmergency(started)
    const wish = aDecision(emergencyId, 'Monitor and fix', { watcherId: erin.id, minutes: 15 })
    const { id: decisionId } = await decideEmergency(started.context, kim, wish)
    await moves(started, 15)
    expect(await asksOf(started)).toEqual([`watch ${erin.id}`])
    await watchOn(started.context, erin, { emergencyId, decisionId })
    await watchOn(started.context, erin, { emergencyId, decisionId })
    expect(await asksOf(started)).toEqual([])
    expect((await typesOf(started)).filter((type) => type.includes('watched'))).toHaveLength(1)
  })

  it('says and notes the same form once', async () => {
    const started = await aLaunch(await open())
    const { id: emergencyId } = await anEmergency(started)
    const channelIds = [started.launch.channelId]
    const text = 'We are on it'
    const happened = subMinutes(started.context.clock.now(), 7)
    for (const formId of ['form-1', 'form-1', 'form-2']) {
      await tellPeople(started.context, kim, { formId, emergencyId, text, channelIds }, [])
      const note = { formId: `${formId}-note`, emergencyId, text, happened }
      await noteTimeline(started.context, bob, { ...note, url: null, authorId: erin.id })
    }
    const record = await recordOf(started)
    expect(record.filter(({ type }) => type === 'emergency.told')).toHaveLength(2)
    expect(record.filter(({ type }) => type === 'emergency.noted')).toHaveLength(2)
  })
})

onEachDialect('an emergency and who has to do with it', (open) => {
  it('is led by nobody who could not do anything', async () => {
    const started = await aLaunch(await open())
    const { id: emergencyId } = await anEmergency(started)
    const facts = new Map([['U-BOT', aPerson('U-BOT', 'bot')]])
    const wish = { emergencyId, commanderId: 'U-BOT', scribeId: 'U-NOBODY' }
    expect(await refusalOf(leadEmergency(started.context, kim, wish, facts))).toEqual({
      code: 'faults',
      faults: {
        commander: { code: 'owner-unfit', personId: 'U-BOT', standing: 'bot' },
        scribe: { code: 'person-unknown', personId: 'U-NOBODY' },
      },
    })
  })

  it('leaves nothing to do to a commander who could not tick it', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const outsider = anActor('U-OUT', { standing: 'outsider' })
    await savePerson(started.context.db, aPerson('U-OUT', 'outsider'), started.context.clock.now())
    await anEmergency(started, {}, outsider)
    const { followUps } = await resolves(started)
    expect(followUps.every(({ owners }) => owners[0]?.id === ana.id)).toBe(true)
  })

  it('asks those who can confirm since the roles changed, and nobody who cannot', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await anEmergency(started)
    await decidesToRollBack(started)
    const { roles } = await boardOf(started)
    const role = roles.find(({ personId }) => personId === bob.id)
    if (!role) throw new Error('bob has no role')
    const filling = aFilling(launch.id, {
      lead: { seen: ana.id, wish: ana.id },
      roles: [{ id: role.id, seen: bob.id, wish: 'U-DEE' }],
    })
    await fillRoles(context, ana, filling, new Map([['U-DEE', aPerson('U-DEE')]]))
    expect((await asksOf(started)).sort()).toEqual(
      [ana.id, 'U-DEE', erin.id].map((id) => `confirm ${id}`).sort(),
    )
  })

  it('is not rolled back when that is not open any more', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await anEmergency(started)
    const { id: decisionId } = await decidesToRollBack(started)
    await context.db
      .updateTable('items')
      .set({ state: 'open' })
      .where('launch_id', '=', launch.id)
      .where('text', 'like', '%Deployed%')
      .execute()
    const word = { decisionId, how: 'confirmed', reason: null } as const
    const shut = { code: 'branch-shut', why: 'nothing-deployed' }
    expect(await refusalOf(answerDecision(context, bob, word))).toEqual(shut)
    await answerDecision(context, bob, { ...word, how: 'declined', reason: 'Nothing is there' })
  })

  it('ends a drill that runs when it is real; another drill joins it', async () => {
    const started = await aLaunch(await open())
    const drill = await anEmergency(started, { isDrill: true })
    expect((await anEmergency(started, { isDrill: true }, bob)).id).toBe(drill.id)
    const real = await anEmergency(started, { isDrill: false }, bob)
    expect(real).toMatchObject({ number: 2, isDrill: false, commanderId: bob.id })
    expect(await typesOf(started)).toEqual([
      'emergency.started',
      'emergency.resolved',
      'emergency.started',
    ])
    expect((await anEmergency(started, { isDrill: true })).id).toBe(real.id)
  })

  it('takes every override with it when the launch is rolled back', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const opens = { kind: 'going-live' } as const
    await askOverride(context, ana, { launchId: launch.id, opens, reason: 'It has to be' })
    const overrideId = (await boardOf(started)).overrides[0]?.id ?? ''
    await answerOverride(context, bob, { overrideId, how: 'confirmed' })
    const goes = () => goLive(context, ana, { launchId: launch.id, at: context.clock.now() })
    await goes()
    await anEmergency(started)
    const { id: decisionId } = await decidesToRollBack(started)
    await answerDecision(context, bob, { decisionId, how: 'confirmed', reason: null })
    await resolves(started, 'rolled-back')
    expect((await boardOf(started)).overrides).toMatchObject([{ answer: { how: 'dropped' } }])
    expect(await refusalOf(goes())).toMatchObject({ code: 'gate-shut' })
  })
})

onEachDialect('while an emergency runs', (open) => {
  it('no gate can be passed and the launch cannot end; a drill only keeps it from ending', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await reachesGo(started)
    const live = () => goLive(context, ana, { launchId: launch.id, at: context.clock.now() })
    const aborts = () => abortLaunch(context, ana, { launchId: launch.id, reason: 'No' })
    await anEmergency(started)
    const runs = { code: 'emergency-runs', number: 1, isDrill: false }
    const phaseId = (await boardOf(started)).phases.find((phase) => !phase.opened)?.id ?? ''
    const opens = () => openPhase(context, ana, { launchId: launch.id, phaseId })
    expect(await refusalOf(live())).toEqual(runs)
    expect(await refusalOf(aborts())).toEqual(runs)
    expect(await refusalOf(opens())).toEqual(runs)
    await resolves(started)
    expect((await boardOf(started)).finalBox?.state).toBe('done')
    await anEmergency(started, { isDrill: true })
    expect(await refusalOf(aborts())).toEqual({ ...runs, number: 2, isDrill: true })
    expect((await live()).outcome).toBe('live')
  })

  it('nobody is reminded of its launch', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    await savePerson(context.db, aPerson(ana.id), context.clock.now())
    // An hour before T-0, the lead hears of what is overdue.
    context.clock.moveTo(subMinutes(launch.t0, 60))
    const due = async () => {
      const [worker] = await listWorkers(context.db, workspaceId, [ana.id])
      return worker ? reminderFor(context, worker, null) : null
    }
    expect((await peopleToRemind(context, workspaceId)).length).toBeGreaterThan(0)
    expect(await due()).not.toBeNull()
    await anEmergency(started)
    expect(await due()).toBeNull()
    await resolves(started)
    expect(await due()).not.toBeNull()
  })

  it('whoever holds is asked only once it is over', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    const until = addMinutes(context.clock.now(), 60)
    await signs(started, bob, { verdict: 'hold', reason: 'Busy', until })
    await anEmergency(started)
    context.clock.moveTo(until)
    const asked = async () =>
      (await outboxOf(context.db)).filter(({ key }) => key.startsWith('request:')).length
    await keepSchedule(context, workspaceId)
    expect(await asked()).toBe(0)
    await resolves(started)
    await keepSchedule(context, workspaceId)
    expect(await asked()).toBe(1)
  })

  it('whoever is given something of the emergency itself hears of it', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await savePerson(context.db, aPerson(bob.id), context.clock.now())
    const { id } = await anEmergency(started)
    await decideEmergency(context, kim, aDecision(id, 'Monitor and fix'))
    const item = await itemOf(started, 'Fix is on its way')
    const given = { at: context.clock.now(), by: kim.id }
    const ofLaunch = { ...item, launchId: started.launch.id }
    await replaceOwners(context.db, ofLaunch, [personOwner(bob.id)], given)
    context.clock.moveTo(addMinutes(context.clock.now(), 5))
    const [worker] = await listWorkers(context.db, workspaceId, [bob.id])
    const reminder = worker && (await reminderFor(context, worker, null))
    expect(reminder?.items.map(({ listed }) => listed.item.id)).toEqual([item.id])
  })
})

onEachDialect('what an emergency leaves to do', (open) => {
  it('is told and falls due although its launch is aborted', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await savePerson(context.db, aPerson(kim.id), context.clock.now())
    await anEmergency(started)
    const { followUps } = await resolves(started, 'aborted')
    expect((await boardOf(started)).launch.ended).toMatchObject({ how: 'aborted' })
    expect(await listUntold(context.db, workspaceId)).toEqual([kim.id])
    const [worker] = await listWorkers(context.db, workspaceId, [kim.id])
    context.clock.moveTo(addMinutes(context.clock.now(), 5))
    const reminder = worker && (await reminderFor(context, worker, null))
    // Its first one is due tomorrow.
    expect(reminder?.items[0]?.listed.item.id).toBe(followUps[0]?.id)
    await context.db
      .updateTable('surfaces')
      .set({ ts: '1.1', sent_at: iso(context.clock.now()) })
      .execute()
    context.clock.moveTo(addMinutes(context.clock.now(), 20 * 24 * 60))
    const now = context.clock.now()
    const since = subMinutes(now, 30 * 24 * 60)
    const due = await listSectionsFallenDue(context.db, workspaceId, { since, now }, 100)
    const section = (await boardOf(started)).phases.at(-1)?.sections[0]
    expect(due.map(({ surface }) => surface)).toEqual([
      { kind: 'section', sectionId: section?.id, part: 0 },
    ])
  })
})

onEachDialect('resolving', (open) => {
  it('leaves follow-ups with owners and due dates, which outlive the launch', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const { context } = started
    const { id } = await anEmergency(started)
    await leadEmergency(context, kim, { emergencyId: id, scribeId: erin.id }, someFacts().people)
    await resolves(started, 'aborted')
    const { launch, phases } = await boardOf(started)
    expect(launch.ended?.how).toBe('aborted')
    const items = phases.slice(-1).flatMap(itemsOf)
    expect(items.map(({ text, owners }) => [text, owners[0]?.id])).toEqual([
      ['Document what happened', erin.id],
      ['Hold a post-mortem', kim.id],
      ['Warm it first', kim.id],
    ])
    expect(items.every(({ due }) => due !== null)).toBe(true)
    await does(started, 'tick', 'Hold a post-mortem', { by: kim })
    const gone = itemOf(started, 'Servers ready').then(() => does(started, 'tick', 'Servers ready'))
    expect(await refusalOf(gone)).toMatchObject({ code: 'wrong-stage' })
  })

  it('keeps how long it took', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    const { id } = await anEmergency(started, { began: subMinutes(context.clock.now(), 12) })
    context.clock.moveTo(addMinutes(context.clock.now(), 8))
    await decideEmergency(context, kim, aDecision(id, 'Monitor and fix'))
    context.clock.moveTo(addMinutes(context.clock.now(), 20))
    await resolves(started, 'goes-on', kim)
    const record = await recordOf(started)
    const end = record.find(({ type }) => type === 'emergency.resolved')
    expect(end?.data).toMatchObject({ detect: 12, decide: 8, resolve: 28, followUps: 2 })
    expect(await refusalOf(resolves(started))).toEqual({ code: 'emergency-over' })
  })

  it('as rolled back needs a confirmed decision, and takes the launch back', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await settlesAll(started)
    await reachesLive(started)
    await does(started, 'tick', 'Deployed').catch(() => undefined)
    await anEmergency(started)
    expect(await refusalOf(resolves(started, 'rolled-back'))).toEqual({ code: 'not-rolled-back' })
    const { id: decisionId } = await decidesToRollBack(started)
    expect(await refusalOf(resolves(started, 'rolled-back'))).toEqual({ code: 'not-rolled-back' })
    await answerDecision(context, bob, { decisionId, how: 'confirmed', reason: null })
    await resolves(started, 'rolled-back')
    const board = await boardOf(started)
    expect(board.launch.live).toBeNull()
    expect(board.finalBox?.state).toBe('open')
    expect(board.signOffs.every(({ voidedAt }) => voidedAt !== null)).toBe(true)
    expect((await itemOf(started, 'Deployed')).state).toBe('open')
    expect((await itemOf(started, 'Servers ready')).state).toBe('done')
  })

  it('as rolled back asks the lead for a new T-0, or takes one from them', async () => {
    const db = await open()
    const rolledBack = async (by: Actor, t0: Date | null) => {
      const started = await aLaunch(db, { name: `Launch of ${by.id}` })
      await settlesAll(started)
      await reachesLive(started)
      await anEmergency(started)
      const { id: decisionId } = await decidesToRollBack(started)
      const word = { decisionId, how: 'confirmed', reason: null } as const
      await answerDecision(started.context, bob, word)
      await emptyOutbox(db)
      return { started, end: () => resolves(started, 'rolled-back', by, t0) }
    }
    const toLead = async () =>
      (await outboxOf(db)).filter(({ key }) => key.startsWith('announce:') && key.endsWith(ana.id))
    const later = await rolledBack(bob, null)
    await later.end()
    expect(await toLead()).toHaveLength(1)

    const t0 = addMinutes(later.started.context.clock.now(), 3 * 24 * 60)
    const now = await rolledBack(ana, t0)
    await now.end()
    expect((await boardOf(now.started)).launch).toMatchObject({ t0, live: null })
    expect(await toLead()).toEqual([])
    const types = (await recordOf(now.started)).map(({ type }) => type)
    expect(types.slice(types.lastIndexOf('emergency.resolved'))).toContain('t0.moved')

    const others = await rolledBack(erin, t0)
    expect(await refusalOf(others.end())).toMatchObject({ code: 'not-permitted' })
    const { launch } = await boardOf(others.started)
    expect(launch.live).not.toBeNull()
    const idle = resolves(others.started, 'goes-on', ana, t0)
    expect(await refusalOf(idle)).toEqual({ code: 'faults', faults: { t0: { code: 't0-idle' } } })
  })

  it('leaves follow-ups whose owners and dates are planned at once, or not at all', async () => {
    const started = await aLaunch(await open(), { checklist: withTree })
    const { context } = started
    await anEmergency(started)
    const { followUps } = await resolves(started)
    expect(followUps.map(({ text }) => text)).toEqual([
      'Document what happened',
      'Hold a post-mortem',
      'Warm it first',
    ])
    const due = addMinutes(context.clock.now(), 60)
    const plan = (wishes: [ownerId: string, due: Date][]) =>
      wishes.map(([ownerId, wish], index) => ({
        itemId: followUps[index]?.id ?? '',
        owners: { seen: followUps[index]?.owners ?? [], wish: [personOwner(ownerId)] },
        due: { seen: followUps[index]?.due?.at ?? null, wish },
      }))
    const facts = new Map([bob, erin].map(({ id }) => [id, aPerson(id)]))
    const passed = subMinutes(context.clock.now(), 60)
    const wrong = planFollowUps(
      context,
      bob,
      plan([
        [bob.id, due],
        ['U-GONE', passed],
      ]),
      facts,
    )
    expect(await refusalOf(wrong)).toEqual({
      code: 'faults',
      faults: { 'owners:1': { code: 'person-unknown', personId: 'U-GONE' } },
    })
    expect((await itemOf(started, 'Document what happened')).owners).toEqual([personOwner(kim.id)])
    const right = plan([
      [bob.id, due],
      [erin.id, due],
    ])
    expect(await planFollowUps(context, bob, right, facts)).toEqual({ changed: 2 })
    expect(await planFollowUps(context, bob, right, facts)).toEqual({ changed: 0 })
    expect(await itemOf(started, 'Hold a post-mortem')).toMatchObject({
      owners: [personOwner(erin.id)],
      due: { at: due, by: 'hand' },
    })
  })

  it('of a drill leaves the launch as it is', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await reachesLive(started)
    await tickDeployed(started)
    await anEmergency(started, { isDrill: true })
    const { id: decisionId } = await decidesToRollBack(started)
    await answerDecision(context, bob, { decisionId, how: 'confirmed', reason: null })
    await resolves(started, 'rolled-back')
    const { launch, finalBox, phases } = await boardOf(started)
    expect(launch.live).not.toBeNull()
    expect(finalBox?.state).toBe('done')
    expect(phases.at(-1)?.name).toBe('Drill 1')
  })

  it('takes the commander, the lead or an approver', async () => {
    const started = await aLaunch(await open())
    await anEmergency(started, {}, bob)
    expect(await refusalOf(resolves(started, 'goes-on', kim))).toMatchObject({
      code: 'not-permitted',
    })
    expect(await refusalOf(resolves(started, 'aborted', bob))).toMatchObject({
      code: 'not-permitted',
      permission: 'abort-launch',
    })
    await resolves(started, 'goes-on', bob)
  })
})
