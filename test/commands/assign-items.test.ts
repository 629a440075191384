import { expect, it } from 'vitest'
import { assignItems, giveBackItem, takeItem } from '../../src/commands/assign-items.ts'
import { editItem } from '../../src/commands/edit-item.ts'
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { releasePerson } from '../../src/commands/release-person.ts'
import type { PeopleFacts } from '../../src/domain/draft.ts'
import type { Owner } from '../../src/domain/owner.ts'
import type { Actor, Standing } from '../../src/domain/person.ts'
import { savePerson } from '../../src/store/people.ts'
import { listUntold } from '../../src/store/reminders.ts'
import { onEachDialect } from '../support/databases.ts'
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
  phaseOf,
  recordOf,
  refusalOf,
  type StartedLaunch,
  workspaceId,
} from '../support/launches.ts'

const person = (id: string): Owner => ({ kind: 'person', id })

function facts(standings: Record<string, Standing> = {}): PeopleFacts {
  const known = [ana, bob, erin, kim].map(({ id }) => [id, aPerson(id)] as const)
  const others = Object.entries(standings).map(
    ([id, standing]) => [id, aPerson(id, standing)] as const,
  )
  return new Map([...known, ...others])
}

async function sectionOf(started: StartedLaunch, name: string) {
  const sections = (await phaseOf(started, 1)).sections
  const id = sections.find((section) => section.name === name)?.id ?? ''
  return { launchId: started.launch.id, kind: 'section', id } as const
}

async function assign(
  started: StartedLaunch,
  owners: Owner[],
  { by = kim, which = 'unowned' as 'unowned' | 'unsettled', known = facts() } = {},
) {
  const scope = await sectionOf(started, 'Servers')
  return assignItems(started.context, by, { scope, owners, which }, known)
}

async function ownersOf(started: StartedLaunch, words: string): Promise<string[]> {
  return (await itemOf(started, words)).owners.map(({ id }) => id)
}

async function roleOf(started: StartedLaunch, name: string): Promise<string> {
  return (await boardOf(started)).roles.find((role) => role.name === name)?.id ?? ''
}

onEachDialect('giving items', (open) => {
  it('gives a section to people, in the order in which they are named', async () => {
    const started = await aLaunch(await open())
    await emptyOutbox(started.context.db)
    const { items, people } = await assign(started, [person(erin.id), person(bob.id)])
    expect(items.map(({ text }) => text)).toEqual(['Servers ready', 'Cache warmed (if applicable)'])
    expect(people).toEqual([erin.id, bob.id])
    expect(await ownersOf(started, 'Servers')).toEqual([erin.id, bob.id])
    expect(await ownersOf(started, 'Backup')).toEqual([])
    const events = (await recordOf(started)).filter(({ type }) => type === 'item.assigned')
    expect(events).toHaveLength(2)
    const keys = (await outboxOf(started.context.db)).map(({ key }) => key.split(':')[0])
    expect(keys).toEqual(['board', 'section'])
  })

  it('leaves what somebody owns to them, unless all is meant', async () => {
    const started = await aLaunch(await open())
    const { id: itemId } = await itemOf(started, 'Servers')
    await takeItem(started.context, bob, { itemId })
    await assign(started, [person(erin.id)])
    expect(await ownersOf(started, 'Servers')).toEqual([bob.id])
    expect(await ownersOf(started, 'Cache')).toEqual([erin.id])
    await assign(started, [person(kim.id)], { which: 'unsettled' })
    expect(await ownersOf(started, 'Servers')).toEqual([kim.id])
    const again = await refusalOf(assign(started, [person(erin.id)]))
    expect(again).toEqual({ code: 'nothing-to-assign', owned: 2 })
  })

  it.each(['outsider', 'bot', 'deactivated'] as const)(
    'gives nothing to a %s',
    async (standing) => {
      const started = await aLaunch(await open())
      const known = facts({ 'U-IVO': standing })
      const reason = await refusalOf(assign(started, [person('U-IVO')], { known }))
      const owners = { code: 'owner-unfit', personId: 'U-IVO', standing }
      expect(reason).toEqual({ code: 'faults', faults: { owners } })
      expect(await ownersOf(started, 'Servers')).toEqual([])
    },
  )

  it('lets a guest own, take nothing, and change what is theirs', async () => {
    const started = await aLaunch(await open())
    const gus = anActor('U-GUS', { standing: 'guest', channelId: 'D-GUS', via: 'dm' })
    const { id: itemId, version, owners } = await itemOf(started, 'Servers')
    const tick = { itemId, version, action: 'tick', reason: null } as const
    const asIs = { owners: { seen: owners, wish: owners }, due: { seen: null, wish: null } }
    const ticking = (by: Actor) => editItem(started.context, by, { ...tick, ...asIs }, facts())
    expect(await refusalOf(ticking(gus))).toEqual({ code: 'launch-unknown' })
    await assign(started, [person(gus.id)], { known: facts({ 'U-GUS': 'guest' }) })
    const { id: other } = await itemOf(started, 'Backup')
    const taking = await refusalOf(takeItem(started.context, gus, { itemId: other }))
    expect(taking).toMatchObject({ code: 'not-permitted', permission: 'take-item' })
    await ticking(gus)
    expect((await itemOf(started, 'Servers')).state).toBe('done')
  })

  it('takes once, and not from somebody else', async () => {
    const started = await aLaunch(await open())
    const { id: itemId } = await itemOf(started, 'Servers')
    await takeItem(started.context, bob, { itemId })
    await takeItem(started.context, bob, { itemId })
    expect(await ownersOf(started, 'Servers')).toEqual([bob.id])
    expect((await recordOf(started)).filter(({ type }) => type === 'item.assigned')).toHaveLength(1)
    const late = await refusalOf(takeItem(started.context, kim, { itemId }))
    expect(late).toMatchObject({ code: 'owner-changed' })
    expect(await listUntold(started.context.db, workspaceId)).toEqual([])
  })

  it('gives back to the lead, who is told why', async () => {
    const started = await aLaunch(await open())
    await assign(started, [person(erin.id), person(bob.id)])
    await emptyOutbox(started.context.db)
    const { id: itemId } = await itemOf(started, 'Servers')
    const missing = await refusalOf(giveBackItem(started.context, erin, { itemId, reason: ' ' }))
    expect(missing).toEqual({ code: 'faults', faults: { reason: { code: 'reason-missing' } } })
    await giveBackItem(started.context, erin, { itemId, reason: 'On leave' })
    expect(await ownersOf(started, 'Servers')).toEqual([bob.id])
    const event = (await recordOf(started)).at(-1)
    expect(event).toMatchObject({ type: 'item.given-back', by: erin.id })
    const told = (await outboxOf(started.context.db)).find(({ kind }) => kind === 'announce')
    expect(told).toMatchObject({ target: event?.id, channel_id: ana.id })
    const again = await refusalOf(giveBackItem(started.context, erin, { itemId, reason: 'No' }))
    expect(again).toMatchObject({ code: 'not-permitted', permission: 'give-back-item' })
  })

  it('lets what hangs on a role follow its person, who is told', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const id = await roleOf(started, 'Security Lead')
    await assign(started, [{ kind: 'role', id }])
    expect(await listUntold(context.db, workspaceId)).toEqual([erin.id])
    const filling = aFilling(launch.id, { roles: [{ id, seen: erin.id, wish: kim.id }] })
    await fillRoles(context, bob, filling, facts())
    expect(await listUntold(context.db, workspaceId)).toEqual([kim.id])
    expect((await recordOf(started)).at(-1)).toMatchObject({
      type: 'role.filled',
      data: { name: 'Security Lead', personId: kim.id, before: erin.id },
    })
    const refused = await refusalOf(fillRoles(context, erin, filling, facts()))
    expect(refused).toMatchObject({ code: 'not-permitted', permission: 'fill-roles' })
  })

  it('refuses a lead and roles that cannot be, by field, and changes nothing', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const id = await roleOf(started, 'Security Lead')
    const known = facts({ 'U-GUS': 'guest', 'U-HANA': 'deactivated' })
    const filling = aFilling(launch.id, {
      lead: { seen: ana.id, wish: 'U-HANA' },
      roles: [{ id, seen: erin.id, wish: 'U-GUS' }],
      deputies: [{ id, seen: null, wish: 'U-HANA' }],
      mayDouble: true,
    })
    const reason = await refusalOf(fillRoles(context, ana, filling, known))
    expect(reason).toMatchObject({
      code: 'faults',
      faults: {
        lead: { code: 'person-unfit', standing: 'deactivated' },
        [`role:${id}`]: { code: 'person-unfit', standing: 'guest' },
        [`deputy:${id}`]: { code: 'person-unfit', standing: 'deactivated' },
      },
    })
    const board = await boardOf(started)
    expect(board.launch).toMatchObject({ leadId: ana.id, mayDouble: false })
    const role = board.roles.find((each) => each.id === id)
    expect(role).toMatchObject({ personId: erin.id, deputyId: null })
  })

  it('undoes no lead and role that somebody else has chosen meanwhile', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const id = await roleOf(started, 'Security Lead')
    const filling = (lead: string, role: string) =>
      aFilling(launch.id, {
        lead: { seen: ana.id, wish: lead },
        roles: [{ id, seen: erin.id, wish: role }],
      })
    await fillRoles(context, ana, filling(kim.id, erin.id), facts())
    // Whoever saw ana lead, and left that alone, changes a role and not the lead.
    await fillRoles(context, bob, filling(ana.id, bob.id), facts())
    const board = await boardOf(started)
    expect(board.launch.leadId).toBe(kim.id)
    expect(board.roles.find((role) => role.id === id)?.personId).toBe(bob.id)
    const late = await refusalOf(fillRoles(context, bob, filling(bob.id, bob.id), facts()))
    expect(late).toEqual({ code: 'roles-changed' })
  })

  it('names deputies and says whether one person may sign twice, each in the record once', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const id = await roleOf(started, 'Security Lead')
    const deputies = [{ id, seen: null, wish: kim.id }]
    const filling = aFilling(launch.id, { deputies, mayDouble: true })
    const before = (await recordOf(started)).length
    const { people } = await fillRoles(context, bob, filling, facts())
    expect(people).toEqual([kim.id])
    await fillRoles(context, bob, filling, facts())
    const board = await boardOf(started)
    expect(board.launch.mayDouble).toBe(true)
    const role = board.roles.find((each) => each.id === id)
    expect(role).toMatchObject({ personId: erin.id, deputyId: kim.id })
    const events = (await recordOf(started)).slice(before)
    expect(events.map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'deputy.named',
        data: { name: 'Security Lead', personId: kim.id, before: null },
      },
      { type: 'signing.changed', data: { mayDouble: true } },
    ])
    const other = { ...filling, deputies: [{ id, seen: null, wish: bob.id }] }
    expect(await refusalOf(fillRoles(context, bob, other, facts()))).toEqual({
      code: 'roles-changed',
    })
  })

  it('lets any member choose another lead when the lead has left', async () => {
    const started = await aLaunch(await open(), { approvers: [] })
    const { context, launch } = started
    const filling = aFilling(launch.id, { lead: { seen: ana.id, wish: kim.id } })
    const before = await refusalOf(fillRoles(context, kim, filling, facts()))
    expect(before).toMatchObject({ code: 'not-permitted' })
    const gone = aPerson(ana.id, 'deactivated')
    await releasePerson(context, gone)
    await releasePerson(context, gone)
    await savePerson(context.db, gone, context.clock.now())
    const told = (await outboxOf(context.db)).filter(({ kind }) => kind === 'announce')
    expect(told).toMatchObject([{ channel_id: launch.channelId }])
    await fillRoles(context, kim, filling, facts())
    expect((await boardOf(started)).launch.leadId).toBe(kim.id)
  })

  it('makes nobody’s what somebody had who has left', async () => {
    const started = await aLaunch(await open())
    const { context } = started
    await savePerson(context.db, aPerson(erin.id), context.clock.now())
    await assign(started, [person(erin.id), person(bob.id)])
    await emptyOutbox(context.db)
    await releasePerson(context, aPerson(erin.id, 'deactivated'))
    expect(await ownersOf(started, 'Servers')).toEqual([bob.id])
    const board = await boardOf(started)
    expect(board.roles.find(({ name }) => name === 'Security Lead')?.personId).toBeNull()
    const event = (await recordOf(started)).at(-1)
    const data = { personId: erin.id, standing: 'deactivated', items: 2, roles: ['Security Lead'] }
    expect(event).toMatchObject({ type: 'person.left', data })
    const told = (await outboxOf(context.db)).filter(({ kind }) => kind === 'announce')
    expect(told).toMatchObject([{ channel_id: ana.id }])
  })

  it('adds, removes and swaps owners without asking about those who stay', async () => {
    const started = await aLaunch(await open())
    await assign(started, [person(erin.id), person(bob.id)])
    const { id: itemId, version } = await itemOf(started, 'Servers')
    const asIs = { itemId, version, action: 'reopen', reason: null } as const
    const due = { seen: null, wish: null }
    const edit = async (wish: Owner[]) => {
      const seen = (await itemOf(started, 'Servers')).owners
      const known: PeopleFacts = new Map([[kim.id, aPerson(kim.id)]])
      await editItem(started.context, kim, { ...asIs, owners: { seen, wish }, due }, known)
      return ownersOf(started, 'Servers')
    }
    expect(await edit([person(erin.id), person(bob.id), person(kim.id)])).toHaveLength(3)
    expect(await edit([person(bob.id), person(kim.id)])).toEqual([bob.id, kim.id])
    expect(await edit([])).toEqual([])
  })

  it('changes owners in the dialog only where they are still as they were seen', async () => {
    const started = await aLaunch(await open())
    const { id: itemId, version } = await itemOf(started, 'Servers')
    const note = { itemId, version, action: 'reopen', reason: null, note: 'Mine' } as const
    const due = { seen: null, wish: null }
    await takeItem(started.context, bob, { itemId })
    const stale = { ...note, owners: { seen: [], wish: [person(kim.id)] }, due }
    const reason = await refusalOf(editItem(started.context, kim, stale, facts()))
    expect(reason).toMatchObject({ code: 'owner-changed' })
    expect((await itemOf(started, 'Servers')).note).toBeNull()
    const untouched = { ...note, owners: { seen: [], wish: [] }, due }
    await editItem(started.context, kim, untouched, facts())
    expect(await itemOf(started, 'Servers')).toMatchObject({
      note: 'Mine',
      owners: [person(bob.id)],
    })
  })
})
