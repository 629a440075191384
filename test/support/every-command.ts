import { randomUUID } from 'node:crypto'
import { addHours } from 'date-fns/addHours'
import { addMinutes } from 'date-fns/addMinutes'
import { answerPage } from '../../src/commands/answer-page.ts'
import { assignItems, giveBackItem, takeItem } from '../../src/commands/assign-items.ts'
import { bringInVersion } from '../../src/commands/bring-in-version.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import type { Context } from '../../src/commands/context.ts'
import {
  answerDecision,
  decideEmergency,
  reconsider,
  watchOn,
} from '../../src/commands/decide-emergency.ts'
import { editItem } from '../../src/commands/edit-item.ts'
import { addItem, bringItemBack, removeItem, reviseItem } from '../../src/commands/edit-list.ts'
import { abortLaunch, closeLaunch, reopenLaunch } from '../../src/commands/end-launch.ts'
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { foldSection } from '../../src/commands/fold-section.ts'
import { goLive } from '../../src/commands/go-live.ts'
import { dropEvidence, keepEvidence } from '../../src/commands/keep-evidence.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { retireTemplate, saveTemplate } from '../../src/commands/keep-templates.ts'
import { leadEmergency, noteTimeline, tellPeople } from '../../src/commands/lead-emergency.ts'
import { loseChannel, regainChannel } from '../../src/commands/lose-channel.ts'
import { losePerson } from '../../src/commands/lose-person.ts'
import { moveT0 } from '../../src/commands/move-t0.ts'
import { nudgePeople } from '../../src/commands/nudge-people.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import { answerOverride, askOverride } from '../../src/commands/override-gate.ts'
import { planFollowUps } from '../../src/commands/plan-follow-ups.ts'
import { postReport } from '../../src/commands/post-report.ts'
import { releasePerson } from '../../src/commands/release-person.ts'
import { resendMessages, resendStaleMessages } from '../../src/commands/resend-messages.ts'
import { resolveEmergency } from '../../src/commands/resolve-emergency.ts'
import { startRollCall, stopRollCall } from '../../src/commands/roll-call.ts'
import { remind } from '../../src/commands/send-reminders.ts'
import { setDueDates } from '../../src/commands/set-due-date.ts'
import { setHabits } from '../../src/commands/set-habits.ts'
import { setLinks } from '../../src/commands/set-links.ts'
import { signOff } from '../../src/commands/sign-off.ts'
import { snoozeItem } from '../../src/commands/snooze-item.ts'
import { startEmergency } from '../../src/commands/start-emergency.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import { digestOf } from '../../src/domain/digest.ts'
import { usualHabits } from '../../src/domain/habits.ts'
import type { ItemAction } from '../../src/domain/item.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import type { Owner } from '../../src/domain/owner.ts'
import type { Actor } from '../../src/domain/person.ts'
import { patienceMinutes } from '../../src/domain/roll-call.ts'
import { digestOfList, listToSign, type Verdict } from '../../src/domain/sign-off.ts'
import { type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import {
  insertPhases,
  markPhaseOpened,
  updateDeputy,
  updateRole,
} from '../../src/store/checklists.ts'
import { type Db, iso } from '../../src/store/database.ts'
import { listEvidence } from '../../src/store/evidence.ts'
import { updateDue } from '../../src/store/items.ts'
import {
  markEnded,
  markLive,
  updateLead,
  updateSigning,
  updateT0,
} from '../../src/store/launches.ts'
import { insertOverride } from '../../src/store/overrides.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { savePerson } from '../../src/store/people.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import { personOwner } from './builders.ts'
import { aDecision, anEmergency, aPageWish, tickDeployed, withoutEmergency } from './emergencies.ts'
import { callsRoll, reachesGo, settlesAll, signs } from './go-no-go.ts'
import {
  aDraft,
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
  phaseOf,
  type StartedLaunch,
  saveNext,
  smallChecklist,
  someFacts,
  workspaceId,
} from './launches.ts'

let launches = 0

/** A launch of its own in a database that has others. */
export function anotherLaunch(db: Db, more: { isPrivate?: boolean } = {}): Promise<StartedLaunch> {
  launches++
  return aLaunch(db, {
    formId: `form-${launches}`,
    name: `Launch ${launches}`,
    channelId: `C-${launches}`,
    ...more,
  })
}

export type Command = (context: Context, actor: Actor) => Promise<unknown>

/** A guest who owns what `ownedBy` says below, beside ana and whoever is Security Lead. */
export const gina = anActor('U-GINA', { standing: 'guest' })

/** Signs in the Security Lead's place where `signed` below says so. */
export const dee = anActor('U-DEE')

/** Every command on a launch that there is, each ready to change something of it. */
export const commands = {
  startLaunch: async ({ context, launch }) => {
    const [template] = await offeredTemplates(context.db)
    const draft = aDraft({
      formId: `${launch.id}-next`,
      name: `${launch.name} next`,
      channelId: launch.channelId,
      templateId: template?.id ?? null,
    })
    return (work, actor) => startLaunch(work, actor, draft, someFacts())
  },
  tick: async (started) => wish(started, 'Servers ready', 'tick'),
  block: async (started) => wish(started, 'Backup tested', 'block', 'No access'),
  withdrawFinalBox: async (started) => {
    await makeAhead(started)
    await reachesGo(started)
    return wish(started, 'READY', 'undo')
  },
  openPhase: async (started) => {
    const { id } = await phaseOf(started, 2)
    return (work, actor) => openPhase(work, actor, { launchId: started.launch.id, phaseId: id })
  },
  foldSection: async (started) => {
    const surface = await firstSection(started)
    return (work, actor) => foldSection(work, actor, { surface, fold: false })
  },
  postReport: async ({ launch }) => {
    const wished = { launchId: launch.id, withPeople: false, formId: randomUUID() }
    return (work, actor) => postReport(work, actor, wished)
  },
  resendMessages: async ({ launch }) => {
    return (work, actor) => resendMessages(work, actor, { launchId: launch.id })
  },
  tickOwned: async (started) => {
    await makeOwned(started, 'Backup tested')
    return wish(started, 'Backup tested', 'tick')
  },
  assignItems: async (started) => {
    const scope = await firstScope(started)
    const owners = [personOwner(kim.id), await securityLead(started)]
    const wished = { scope, owners, which: 'unowned' } as const
    return (work, actor) => assignItems(work, actor, wished, someFacts().people)
  },
  takeItem: async (started) => {
    const { id: itemId } = await itemOf(started, 'Deployed')
    return (work, actor) => takeItem(work, actor, { itemId })
  },
  giveBackItem: async (started) => {
    const { id: itemId } = await makeOwned(started, 'Backup tested')
    return (work, actor) => giveBackItem(work, actor, { itemId, reason: 'On leave' })
  },
  setDueDates: async (started) => {
    const scope = await firstScope(started)
    const due = new Date('2026-12-01T12:00:00Z')
    return (work, actor) => setDueDates(work, actor, { scope, due })
  },
  editItem: async (started) => {
    const { id: itemId, version, owners, due } = await itemOf(started, 'Cache warmed')
    const edit = {
      itemId,
      version,
      action: 'start',
      reason: null,
      note: 'With the night’s data',
      owners: { seen: owners, wish: [personOwner(erin.id)] },
      due: { seen: due?.at ?? null, wish: new Date('2026-12-02T12:00:00Z') },
    } as const
    const wished = { ...edit, owners: { ...edit.owners, wish: [...edit.owners.wish] } }
    return (work, actor) => editItem(work, actor, wished, someFacts().people)
  },
  planFollowUps: async (started) => {
    const { id: itemId, owners, due } = await itemOf(started, 'Cache warmed')
    launches++
    const wish = addHours(started.context.clock.now(), launches)
    const isErins = owners.some(({ id }) => id === erin.id)
    const plan = {
      itemId,
      owners: { seen: owners, wish: [personOwner(isErins ? bob.id : erin.id)] },
      due: { seen: due?.at ?? null, wish },
    }
    return (work, actor) => planFollowUps(work, actor, [plan], someFacts().people)
  },
  addItem: async (started) => {
    const wish = await aSpareItem(started)
    return (work, actor) => addItem(work, actor, wish)
  },
  reviseItem: async (started) => {
    const { id: itemId, text } = await itemOf(started, 'Servers ready')
    const { phases } = await boardOf(started)
    const [from, to] = phases[0]?.sections ?? []
    const seen = { text: digestOf(text), sectionId: from?.id ?? '' }
    launches++
    const wish = { itemId, seen, text: `${text} ${launches}`, sectionId: to?.id ?? '' }
    return (work, actor) => reviseItem(work, actor, { ...wish, place: 'start' })
  },
  removeItem: async (started) => {
    await makeAhead(started)
    const { id: itemId, version } = await addItem(started.context, ana, await aSpareItem(started))
    return (work, actor) => removeItem(work, actor, { itemId, version, reason: 'No backups' })
  },
  bringInVersion: async (started) => {
    const { launch } = started
    launches++
    const { version } = await saveNext(started, (source) =>
      source.replace(/- \[ \] Deployed.*/, `- [ ] Deployed <!-- why: Version ${launches}. -->`),
    )
    const wish = { launchId: launch.id, versionId: version.id, absent: [] }
    return (work, actor) => bringInVersion(work, actor, wish)
  },
  bringItemBack: async (started) => {
    await makeAhead(started)
    const { id: itemId, version } = await addItem(started.context, ana, await aSpareItem(started))
    await removeItem(started.context, ana, { itemId, version, reason: 'No backups' })
    return (work, actor) => bringItemBack(work, actor, { itemId })
  },
  fillRoles: async (started) => {
    const { id: launchId } = started.launch
    await makeOwned(started, 'Backup tested')
    const { id } = await securityLead(started)
    const { launch, roles } = await boardOf(started)
    const seen = roles.find((role) => role.id === id)?.personId ?? null
    const filling = aFilling(launchId, {
      lead: { seen: launch.leadId, wish: kim.id },
      roles: [{ id, seen, wish: kim.id }],
      deputies: [
        { id, seen: roles.find((role) => role.id === id)?.deputyId ?? null, wish: bob.id },
      ],
      mayDouble: !launch.mayDouble,
    })
    return (work, actor) => fillRoles(work, actor, filling, someFacts().people)
  },
  keepEvidence: async (started) => {
    const { id: itemId, version } = await makeOwned(started, 'Servers ready')
    const pieces = [aLink('https://servers.example/'), aLink('https://load.example/')]
    return (work, actor) => keepEvidence(work, actor, { itemId, pieces, tick: version })
  },
  requireEvidence: async (started) => {
    const { id: itemId } = await itemOf(started, 'Deployed')
    const wished = { itemId, pieces: [aLink('https://deployed.example/')], isRequired: true }
    return (work, actor) => keepEvidence(work, actor, { ...wished, tick: null })
  },
  dropEvidence: async (started) => {
    const { id: itemId } = await makeOwned(started, 'Cache warmed')
    await makeRunning(started)
    const pieces = [aLink('https://cache.example/')]
    await keepEvidence(started.context, ana, { itemId, pieces, tick: null })
    const [piece] = await listEvidence(started.context.db, itemId)
    return (work, actor) => dropEvidence(work, actor, { evidenceId: piece?.id ?? '' })
  },
  nudgePeople: async (started) => {
    const personId = await somebodyWithWork(started)
    const nudge = { launchIds: [started.launch.id], who: { personId }, quiet: new Map() }
    return (work, actor) => nudgePeople(work, actor, nudge)
  },
  // It is about a launch but changes nothing of it: whoever may look at the launch may do it.
  snoozeItem: async (started) => {
    const { id: itemId } = await itemOf(started, 'Servers ready')
    const wished = { itemId, choice: 'tomorrow', zone: 'Europe/Vienna' } as const
    return (work, actor) => snoozeItem(work, actor, wished)
  },
  // The last one that a roll call waits for: it ticks the final box.
  signOff: async (started) => {
    await makeAhead(started)
    await settlesAll(started)
    await callsRoll(started)
    await signs(started, bob)
    return saying(started, 'go')
  },
  // The final box is ticked, and is withdrawn by this.
  signOffHold: async (started) => {
    await makeAhead(started)
    await reachesGo(started)
    return saying(started, 'hold')
  },
  startRollCall: async (started) => {
    await makeAhead(started)
    await settlesAll(started)
    await signs(started, bob)
    const wished = { launchId: started.launch.id, last: await lastRollCall(started) }
    return (work, actor) => startRollCall(work, actor, wished)
  },
  stopRollCall: async (started) => {
    const { id: launchId } = started.launch
    await makeAhead(started)
    await settlesAll(started)
    await callsRoll(started)
    const rollCallId = (await lastRollCall(started)) ?? ''
    return (work, actor) => stopRollCall(work, actor, { launchId, rollCallId })
  },
  askOverride: async (started) => {
    const { id: launchId } = started.launch
    await makeAhead(started)
    const wished = { launchId, opens: { kind: 'final-box' }, reason: 'Spare ones' } as const
    return (work, actor) => askOverride(work, actor, wished)
  },
  // What opens with it is asked of those who sign.
  answerOverride: async (started) => {
    await makeAhead(started)
    const overrideId = await anOverride(started)
    return (work, actor) => answerOverride(work, actor, { overrideId, how: 'confirmed' })
  },
  // A roll call has passed, so everything that was signed is void by it.
  saveTemplate: async () => {
    launches++
    const source = smallChecklist.replace('Small', `Template ${launches}`)
    const save = { formId: randomUUID(), templateId: null, seen: null, source, note: 'First' }
    return (work, actor) => saveTemplate(work, actor, save)
  },
  saveVersion: async ({ context }) => {
    launches++
    const [newest] = await offeredTemplates(context.db)
    const source = `${smallChecklist.replace('Small', `Template ${launches}`)}\nMore.\n`
    const { templateId = null, number: seen = null } = newest ?? {}
    const save = { formId: randomUUID(), templateId, seen, source, note: null }
    return (work, actor) => saveTemplate(work, actor, save)
  },
  retireTemplate: async ({ context }) => {
    launches++
    const source = smallChecklist.replace('Small', `Retired ${launches}`)
    const save = { formId: randomUUID(), templateId: null, seen: null, source, note: null }
    const { version } = await saveTemplate(context, ana, save)
    const wished = { templateId: version.templateId, isRetired: true }
    return (work, actor) => retireTemplate(work, actor, wished)
  },
  setLinks: async (started) => {
    await makeRunning(started)
    launches++
    const text = `Logs: https://logs.example/${launches}`
    const wished = { launchId: started.launch.id, text, seen: [] }
    return (work, actor) => setLinks(work, actor, wished)
  },
  moveT0: async (started) => {
    await makeAhead(started)
    await reachesGo(started)
    const { launch, phases } = await boardOf(started)
    const to = addHours(launch.t0, 7 * 24)
    const wished = { launchId: launch.id, seen: launch.t0, to, reason: 'Not ready' }
    const shut = phases.slice(0, 1).map(({ id }) => id)
    return (work, actor) => moveT0(work, actor, { ...wished, shut })
  },
  goLive: async (started) => {
    const { context, launch } = started
    await makeAhead(started)
    await reachesGo(started)
    const wished = { launchId: launch.id, at: context.clock.now() }
    return (work, actor) => goLive(work, actor, wished)
  },
  closeLaunch: async (started) => {
    const { context, launch } = started
    await makeAhead(started)
    await markLive(context.db, launch.id, { at: context.clock.now(), by: ana.id })
    const wished = { launchId: launch.id, reason: 'The rest is not needed' }
    return (work, actor) => closeLaunch(work, actor, wished)
  },
  // With a roll call, an override and whoever was asked to sign still waiting.
  abortLaunch: async (started) => {
    const { launch } = started
    await makeAhead(started)
    await settlesAll(started)
    await callsRoll(started)
    await anOverride(started)
    return (work, actor) => abortLaunch(work, actor, { launchId: launch.id, reason: 'No money' })
  },
  reopenLaunch: async (started) => {
    const { context, launch } = started
    await makeAhead(started)
    const ended = { at: context.clock.now(), by: ana.id, how: 'aborted', reason: 'No' } as const
    await markEnded(context.db, launch.id, ended)
    return (work, actor) => reopenLaunch(work, actor, { launchId: launch.id, reason: 'Money' })
  },
  startEmergency: async (started) => {
    const { context, launch } = started
    await makeAhead(started)
    const wished = { launchId: launch.id, words: 'Errors', isDrill: false }
    return (work, actor) => startEmergency(work, actor, { ...wished, began: context.clock.now() })
  },
  answerPage: async (started) => {
    const { id } = await aNewEmergency(started)
    return (work, actor) => answerPage(work, actor, aPageWish(id))
  },
  decideEmergency: async (started) => {
    const { id } = await aNewEmergency(started)
    return (work, actor) => decideEmergency(work, actor, aDecision(id, 'Monitor and fix'))
  },
  answerDecision: async (started) => {
    const { id } = await aNewEmergency(started)
    const wished = aDecision(id, 'Rollback')
    await tickDeployed(started)
    const { id: decisionId } = await decideEmergency(started.context, kimIn(started), wished)
    const answer = { decisionId, how: 'confirmed', reason: null } as const
    return (work, actor) => answerDecision(work, actor, answer)
  },
  reconsider: async (started) => {
    const { id: emergencyId } = await aNewEmergency(started)
    const wished = aDecision(emergencyId, 'Monitor and fix')
    const { id: decisionId } = await decideEmergency(started.context, kimIn(started), wished)
    return (work, actor) =>
      reconsider(work, actor, { emergencyId, decisionId, reason: 'It gets worse' })
  },
  watchOn: async (started) => {
    const { id: emergencyId } = await aNewEmergency(started)
    const wished = { ...aDecision(emergencyId, 'Monitor and fix'), minutes: 0 }
    const { id: decisionId } = await decideEmergency(started.context, kimIn(started), wished)
    return (work, actor) => watchOn(work, actor, { emergencyId, decisionId })
  },
  leadEmergency: async (started) => {
    const { id: emergencyId } = await aNewEmergency(started)
    const wished = { emergencyId, commanderId: bob.id, scribeId: erin.id }
    return (work, actor) => leadEmergency(work, actor, wished, someFacts().people)
  },
  tellPeople: async (started) => {
    const { id: emergencyId } = await aNewEmergency(started)
    const formId = randomUUID()
    const channelIds = [started.launch.channelId, 'C-HOLDERS']
    const facts = [{ id: 'C-HOLDERS', status: 'joined', isTheirs: true } as const]
    const telling = { formId, emergencyId, text: 'We look into it', channelIds }
    return (work, actor) => tellPeople(work, actor, telling, facts)
  },
  noteTimeline: async (started) => {
    const { id: emergencyId } = await aNewEmergency(started)
    const formId = randomUUID()
    const happened = started.context.clock.now()
    const note = { formId, emergencyId, text: 'First error', happened, url: null, authorId: null }
    return (work, actor) => noteTimeline(work, actor, note)
  },
  resolveEmergency: async (started) => {
    const { id: emergencyId } = await aNewEmergency(started)
    const words = 'It was the cache'
    const resolution = { emergencyId, words, measures: ['Warm it'], t0: null }
    const how = 'goes-on'
    return (work, actor) => resolveEmergency(work, actor, { ...resolution, how })
  },
} satisfies Record<string, (started: StartedLaunch) => Promise<Command>>

/** Those whose item belongs to ana, to gina and to whoever is Security Lead. */
export const ownedBy = {
  tickOwned: true,
  giveBackItem: true,
  keepEvidence: true,
  dropEvidence: true,
} as const satisfies Partial<Record<keyof typeof commands, true>>

/** What only erin, who is Security Lead, and dee, who is deputy, may sign. */
export const signed = { signOff: true, signOffHold: true } as const satisfies Partial<
  Record<keyof typeof commands, true>
>

/** Who does what ana, who leads, may not. */
const doers: Record<string, Actor> = { signOff: erin, signOffHold: erin, answerOverride: bob }
export const doerOf = (name: string): Actor => doers[name] ?? ana

/** What somebody does about themselves alone. */
export const personalCommands = {
  setHabits: async () => {
    launches++
    const until = `2027-01-${String(1 + (launches % 28)).padStart(2, '0')}`
    return (work, actor) => setHabits(work, actor, { ...usualHabits, pausedUntil: until })
  },
} satisfies Record<string, (started: StartedLaunch) => Promise<Command>>

/** What golive does by itself. */
export const ownCommands = {
  loseChannel: async ({ launch }) => {
    return (work) => loseChannel(work, { workspaceId, channelId: launch.channelId }, 'archived')
  },
  regainChannel: async ({ context, launch }) => {
    await loseChannel(context, { workspaceId, channelId: launch.channelId }, 'archived')
    return (work) => regainChannel(work, { workspaceId, channelId: launch.channelId })
  },
  // Each launch is a transaction of its own, so only this one has anything stale.
  resendStaleMessages: async ({ context, launch }) => {
    const { db } = context
    await emptyOutbox(db)
    await db.updateTable('surfaces').set({ sent_at: null }).execute()
    await db
      .updateTable('surfaces')
      .set({ ts: '1.1', digest: 'shown', sent_at: '2020-01-01T00:00:00.000Z' })
      .where('launch_id', '=', launch.id)
      .execute()
    return (work) => resendStaleMessages(work, workspaceId)
  },
  remind: async (started) => {
    const personId = await somebodyWithWork(started)
    return (work) => remind(work, workspaceId, personId, null)
  },
  losePerson: async (started) => {
    const { context } = started
    const personId = await somebodyWithWork(started)
    await remind(context, workspaceId, personId, null)
    const { id } = await context.db
      .selectFrom('reminders')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow()
    return (work) => losePerson(work, { kind: 'reminder', reminderId: id })
  },
  // Each launch is a transaction of its own, so only this one has anything of theirs.
  releasePerson: async (started) => {
    const { context, launch } = started
    const personId = await somebodyWithWork(started)
    const { id } = await securityLead(started)
    const people = new Map([[personId, aPerson(personId)]])
    const board = await boardOf(started)
    const seen = board.roles.find((role) => role.id === id)?.personId ?? null
    const { leadId } = board.launch
    const filling = aFilling(launch.id, {
      lead: { seen: leadId, wish: leadId },
      roles: [{ id, seen, wish: personId }],
      mayDouble: board.launch.mayDouble,
    })
    await fillRoles(context, { ...ana, id: leadId }, filling, people)
    return (work) => releasePerson(work, aPerson(personId, 'deactivated'))
  },
  openOnTime: async (started) => {
    const { db, clock } = started.context
    await makeAhead(started)
    await makeOnlyOneDue(started)
    await updateT0(db, started.launch.id, addHours(clock.now(), 2))
    const { id } = await phaseOf(started, 2)
    await db.updateTable('phases').set(unopened).where('id', '=', id).execute()
    return (work) => keepSchedule(work, workspaceId)
  },
  beginRound: async (started) => {
    const { db, clock } = started.context
    await makeAhead(started)
    await makeOnlyOneDue(started)
    const live = { at: addHours(clock.now(), -8 * 24), by: ana.id }
    await insertPhases(db, started.launch.id, [aWeeklyPhase()], {
      ...{ t0: live.at, live: live.at },
      ...{ zone: started.launch.zone, afterHours: 0 },
    })
    for (const { id } of (await boardOf(started)).phases) await markPhaseOpened(db, id, live)
    await own(started, 'Watched', [personOwner(kim.id)])
    await markLive(db, started.launch.id, live)
    return (work) => keepSchedule(work, workspaceId)
  },
  endSilence: async (started) => {
    const { context, launch } = started
    await makeAhead(started)
    await settlesAll(started)
    await makeOnlyOneDue(started)
    await callsRoll(started)
    const asked_at = iso(addMinutes(context.clock.now(), -patienceMinutes))
    await context.db
      .updateTable('roll_call_answers')
      .set({ asked_at })
      .where('launch_id', '=', launch.id)
      .where('asked_at', 'is not', null)
      .execute()
    return (work) => keepSchedule(work, workspaceId)
  },
  askAfterHold: async (started) => {
    const { context, launch } = started
    await makeAhead(started)
    await makeOnlyOneDue(started)
    const until = addHours(context.clock.now(), 1)
    await signs(started, bob, { verdict: 'hold', reason: 'Busy', until })
    await context.db
      .updateTable('sign_offs')
      .set({ until: iso(context.clock.now()) })
      .where('launch_id', '=', launch.id)
      .where('replaced_at', 'is', null)
      .where('verdict', '=', 'hold')
      .execute()
    return (work) => keepSchedule(work, workspaceId)
  },
  offerTemplates: async () => {
    launches++
    const another = smallChecklist.replace('Small', `Other ${launches}`)
    return (work) => offerTemplates(work, [smallChecklist, another])
  },
} satisfies Record<string, (started: StartedLaunch) => Promise<Command>>

async function wish(
  started: StartedLaunch,
  words: string,
  action: ItemAction,
  reason: string | null = null,
): Promise<Command> {
  const { id, version } = await itemOf(started, words)
  const wished = { itemId: id, action, version, reason, note: `A note on ${words}` }
  return (work, actor) => changeItem(work, actor, wished)
}

const erinSays = { go: [null, null], hold: ['Pen test', 24] } as const satisfies Partial<
  Record<Verdict, [reason: string | null, hours: number | null]>
>

/** The Security Lead's word, which dee may give as well. */
async function saying(started: StartedLaunch, verdict: keyof typeof erinSays): Promise<Command> {
  const { context, launch } = started
  const { id: roleId } = await securityLead(started)
  await updateDeputy(context.db, roleId, dee.id)
  const [reason, hours] = erinSays[verdict]
  const until = hours && addHours(context.clock.now(), hours)
  const board = await boardOf(started)
  const seen = digestOfList(listToSign(board))
  const before = board.signOffs.find((signOff) => signOff.roleId === roleId)?.id ?? null
  const said = { verdict, reason, until: until || null }
  const wished = { launchId: launch.id, roleId, seen, before, ...said }
  return (work, actor) => signOff(work, actor, wished)
}

/** What ana has asked for, as if it had been asked: that it goes on without a backup. */
async function anOverride(started: StartedLaunch): Promise<string> {
  const { context, launch } = started
  launches++
  const id = `override-${launches}`
  const items = itemsOf(await phaseOf(started, 1))
  await insertOverride(context.db, launch.id, {
    id,
    gate: 'final-box',
    reason: 'Spare ones',
    itemIds: items.map((item) => item.id),
    asked: { at: context.clock.now(), by: ana.id },
    answer: null,
  })
  return id
}

/** Whatever was done to it before: a launch that has not ended, with its first phase open. */
async function makeRunning(started: StartedLaunch): Promise<void> {
  const { db, clock } = started.context
  await withoutEmergency(started)
  await markEnded(db, started.launch.id, null)
  const { id } = await phaseOf(started, 1)
  await markPhaseOpened(db, id, { at: clock.now(), by: ana.id })
}

const kimIn = ({ launch }: StartedLaunch) => ({ ...kim, channelId: launch.channelId })

/** One in which nothing was said or decided yet, by kim. */
async function aNewEmergency(started: StartedLaunch) {
  await makeAhead(started)
  return anEmergency(started)
}

/** The same that is not live either, led by ana and signed by bob and erin, as it was started. */
async function makeAhead(started: StartedLaunch): Promise<void> {
  const { context, launch } = started
  const { db } = context
  await makeRunning(started)
  const notLive = { live_at: null, live_by: null }
  await db.updateTable('launches').set(notLive).where('id', '=', launch.id).execute()
  await updateLead(db, launch.id, ana.id)
  await updateSigning(db, launch.id, false)
  for (const { id, name } of (await boardOf(started)).roles) {
    await updateRole(db, id, name === 'Security Lead' ? erin.id : bob.id)
    await updateDeputy(db, id, null)
  }
  const rollCallId = await lastRollCall(started)
  if (rollCallId) await stopRollCall(context, ana, { launchId: launch.id, rollCallId })
}

async function lastRollCall(started: StartedLaunch): Promise<string | null> {
  return (await boardOf(started)).rollCall?.id ?? null
}

const unopened = { opened_at: null, opened_by: null }

/**
 * Leaves the clock nothing to do but what is made due after this: each launch, each hold and each
 * roll call is a transaction of its own.
 */
async function makeOnlyOneDue({ context, launch }: StartedLaunch): Promise<void> {
  const { db, clock } = context
  const [at, by] = [iso(clock.now()), ana.id]
  const over = { ended_at: at, ended_by: by }
  await db
    .updateTable('launches')
    .set({ ...over, ending: 'aborted' })
    .where('id', '!=', launch.id)
    .execute()
  await db
    .updateTable('roll_calls')
    .set({ ...over, verdict: 'silent' })
    .where('ended_at', 'is', null)
    .execute()
  await db
    .updateTable('emergencies')
    .set({ resolved_at: at, resolved_by: by, aftermath: 'goes-on', ended_with: 'Nothing' })
    .where('resolved_at', 'is', null)
    .execute()
  const holds = db.updateTable('sign_offs').where('verdict', '=', 'hold')
  await holds.set({ voided_at: at }).execute()
  await updateT0(db, launch.id, addHours(clock.now(), 14 * 24))
}

function aWeeklyPhase() {
  launches++
  const id = `weekly-${launches}`
  const item = { id: `${id}-item`, text: 'Watched', optional: false, due: null }
  const section = { id: `${id}-section`, name: 'Watching', window: null }
  return {
    id,
    name: 'Afterwards (Weekly)',
    window: { kind: 'every', unit: 'week' } as const,
    round: 1,
    seriesId: null,
    sections: [
      { ...section, items: [{ ...item, needsEvidence: false, why: null, expires: null }] },
    ],
  }
}

async function firstSection(started: StartedLaunch): Promise<Surface> {
  const surface = (await phaseOf(started, 1)).sections.flatMap(sectionSurfaces)[0]
  if (!surface) throw new Error('there is no section')
  return surface
}

async function firstScope(started: StartedLaunch) {
  const [section] = (await phaseOf(started, 1)).sections
  if (!section) throw new Error('there is no section')
  return { launchId: started.launch.id, kind: 'section', id: section.id } as const
}

async function securityLead(started: StartedLaunch): Promise<Owner> {
  const role = (await boardOf(started)).roles.find(({ name }) => name === 'Security Lead')
  if (!role) throw new Error('there is no Security Lead')
  return { kind: 'role', id: role.id }
}

/** Gives an item to ana, to gina and to whoever is Security Lead, as if it had always been theirs. */
async function makeOwned(started: StartedLaunch, words: string) {
  const owners = [personOwner(ana.id), personOwner(gina.id), await securityLead(started)]
  await own(started, words, owners)
  return itemOf(started, words)
}

async function own({ context, launch }: StartedLaunch, words: string, owners: Owner[]) {
  const item = await itemOf({ context, launch }, words)
  const given = { at: context.clock.now(), by: kim.id }
  await replaceOwners(context.db, { ...item, launchId: launch.id }, owners, given)
}

/** Somebody new, at work now, with an item that is overdue and of which they were not told. */
async function somebodyWithWork(started: StartedLaunch): Promise<string> {
  const { db, clock } = started.context
  await makeRunning(started)
  launches++
  const personId = `U-NEW${launches}`
  await savePerson(db, aPerson(personId), clock.now())
  await own(started, 'Backup tested', [personOwner(personId)])
  const { id, state, version } = await itemOf(started, 'Backup tested')
  if (state === 'done') {
    const undo = { itemId: id, action: 'undo', version, reason: null } as const
    await changeItem(started.context, ana, undo)
  }
  await updateDue(db, id, { at: addHours(clock.now(), -24), by: 'hand' })
  return personId
}

function aLink(url: string) {
  return { kind: 'link', url, title: null, written: null } as const
}

/** An item of the launch day, for which nothing waits. */
async function aSpareItem(started: StartedLaunch) {
  const { phases } = await boardOf(started)
  const day = phases.find(({ name }) => name.startsWith('Launch day'))
  const sectionId = day?.sections[0]?.id ?? ''
  return { launchId: started.launch.id, sectionId, itemId: randomUUID(), text: 'Told' }
}
