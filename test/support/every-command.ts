import { addHours } from 'date-fns/addHours'
import { assignItems, giveBackItem, takeItem } from '../../src/commands/assign-items.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import type { Context } from '../../src/commands/context.ts'
import { editItem } from '../../src/commands/edit-item.ts'
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { foldSection } from '../../src/commands/fold-section.ts'
import { dropEvidence, keepEvidence } from '../../src/commands/keep-evidence.ts'
import { loseChannel, regainChannel } from '../../src/commands/lose-channel.ts'
import { losePerson } from '../../src/commands/lose-person.ts'
import { nudgePeople } from '../../src/commands/nudge-people.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import { releasePerson } from '../../src/commands/release-person.ts'
import { resendMessages, resendStaleMessages } from '../../src/commands/resend-messages.ts'
import { remind } from '../../src/commands/send-reminders.ts'
import { setDueDates } from '../../src/commands/set-due-date.ts'
import { setHabits } from '../../src/commands/set-habits.ts'
import { snoozeItem } from '../../src/commands/snooze-item.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import { usualHabits } from '../../src/domain/habits.ts'
import type { ItemAction } from '../../src/domain/item.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import type { Owner } from '../../src/domain/owner.ts'
import type { Actor } from '../../src/domain/person.ts'
import { type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import type { Db } from '../../src/store/database.ts'
import { listEvidence } from '../../src/store/evidence.ts'
import { updateDue } from '../../src/store/items.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { savePerson } from '../../src/store/people.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import {
  aDraft,
  aLaunch,
  anActor,
  ana,
  aPerson,
  boardOf,
  emptyOutbox,
  erin,
  itemOf,
  kim,
  phaseOf,
  type StartedLaunch,
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
  tickFinalBox: async (started) => {
    for (const item of itemsOf(await phaseOf(started, 1))) {
      if (item.state === 'done') continue
      await changeItem(started.context, ana, {
        itemId: item.id,
        action: 'tick',
        version: item.version,
        reason: null,
      })
    }
    return wish(started, 'READY', 'tick')
  },
  openPhase: async (started) => {
    const { id } = await phaseOf(started, 2)
    return (work, actor) => openPhase(work, actor, { launchId: started.launch.id, phaseId: id })
  },
  foldSection: async (started) => {
    const surface = await firstSection(started)
    return (work, actor) => foldSection(work, actor, { surface, fold: false })
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
  fillRoles: async (started) => {
    const { id: launchId } = started.launch
    await makeOwned(started, 'Backup tested')
    const { id } = await securityLead(started)
    const { launch, roles } = await boardOf(started)
    const seen = roles.find((role) => role.id === id)?.personId ?? null
    const filling = {
      launchId,
      lead: { seen: launch.leadId, wish: kim.id },
      roles: [{ id, seen, wish: kim.id }],
    }
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
} satisfies Record<string, (started: StartedLaunch) => Promise<Command>>

/** Those whose item belongs to ana, to gina and to whoever is Security Lead. */
export const ownedBy = {
  tickOwned: true,
  giveBackItem: true,
  keepEvidence: true,
  dropEvidence: true,
} as const satisfies Partial<Record<keyof typeof commands, true>>

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
    return (work) => losePerson(work, id)
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
    const filling = {
      launchId: launch.id,
      lead: { seen: leadId, wish: leadId },
      roles: [{ id, seen, wish: personId }],
    }
    await fillRoles(context, { ...ana, id: leadId }, filling, people)
    return (work) => releasePerson(work, aPerson(personId, 'deactivated'))
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

function personOwner(id: string): Owner {
  return { kind: 'person', id }
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
