import { expect, test } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { abortLaunch, reopenLaunch } from '../../src/commands/end-launch.ts'
import { loseChannel } from '../../src/commands/lose-channel.ts'
import { pseudonymisePerson } from '../../src/commands/pseudonymise-person.ts'
import { setHabits } from '../../src/commands/set-habits.ts'
import { findBreak } from '../../src/domain/chain.ts'
import { usualHabits } from '../../src/domain/habits.ts'
import { updateDeputy, updateRole } from '../../src/store/checklists.ts'
import type { Db } from '../../src/store/database.ts'
import { lastEventOfType, listChained } from '../../src/store/events.ts'
import { updateLead } from '../../src/store/launches.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { saveName, savePerson } from '../../src/store/people.ts'
import { listRowsAbout, personalColumns } from '../../src/store/personal-data.ts'
import { listPeopleOf } from '../../src/store/reminders.ts'
import { personOwner } from '../support/builders.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { settlesAll } from '../support/go-no-go.ts'
import { headOf } from '../support/heads.ts'
import {
  aLaunch,
  ana,
  aPerson,
  boardOf,
  emptyOutbox,
  itemOf,
  kim,
  outboxOf,
  refusalOf,
  type StartedLaunch,
  workspaceId,
} from '../support/launches.ts'

const wish = { personId: kim.id, names: ['Kim'] }

/** kim blocks an item, in words that name kim, and leaves habits and a profile. */
async function withKim(db: Db): Promise<StartedLaunch> {
  const started = await aLaunch(db)
  const { context } = started
  await savePerson(db, aPerson(kim.id), context.clock.now())
  await saveName(db, { workspaceId, id: kim.id, name: 'Kim Lee' })
  await setHabits(context, kim, usualHabits)
  const { id, version } = await itemOf(started, 'Servers ready')
  const reason = `Kim Lee waits, ask <@${kim.id}>`
  await changeItem(context, kim, { itemId: id, action: 'block', version, reason })
  await emptyOutbox(db)
  return started
}

async function breakIn({ context: { db }, launch }: StartedLaunch) {
  return findBreak(launch.id, await listChained(db, launch.id), await headOf(db, launch.id))
}

onEachDialect('a pseudonym', (open) => {
  test('stands wherever the person stood, and the chain holds', async () => {
    const db = await open()
    const started = await withKim(db)
    const before = await listChained(db, started.launch.id)
    expect(await pseudonymisePerson(started.context, wish)).toBe('Person 1')
    const kept = JSON.stringify(await allRows(db))
    expect(kept).not.toMatch(/U-KIM|Kim/)
    expect((await itemOf(started, 'Servers ready')).reason).toBe('Person 1 waits, ask Person 1')
    expect(await breakIn(started)).toBeNull()
    const after = await listChained(db, started.launch.id)
    expect(after.slice(0, -1).map(({ digest, hash }) => [digest, hash])).toEqual(
      before.map(({ digest, hash }) => [digest, hash]),
    )
    const amended = await lastEventOfType(db, started.launch.id, 'record.amended')
    expect(amended?.data).toMatchObject({
      pseudonym: 'Person 1',
      entries: [{ place: expect.any(Number) }],
    })
    expect(await db.selectFrom('amendments').selectAll().execute()).toEqual([])
    expect(await db.selectFrom('outbox').selectAll().execute()).toEqual([])
  })

  test('leaves launches alone that have nothing of the person, and is counted on', async () => {
    const db = await open()
    const started = await withKim(db)
    const other = await aLaunch(db, { formId: 'form-2', name: 'Other', channelId: 'C-2' })
    const before = await listChained(db, other.launch.id)
    await pseudonymisePerson(started.context, wish)
    expect(await listChained(db, other.launch.id)).toEqual(before)
    const next = await pseudonymisePerson(started.context, { personId: 'U-GONE', names: [] })
    expect(next).toBe('Person 2')
  })

  test('is the same when it was cut off, and no entry is amended twice', async () => {
    const db = await open()
    const started = await withKim(db)
    await db.insertInto('pseudonyms').values({ number: 4, person_id: kim.id }).execute()
    expect(await pseudonymisePerson(started.context, wish)).toBe('Person 4')
    const place = (await headOf(db, started.launch.id)).place
    await pseudonymisePerson(started.context, wish)
    expect((await headOf(db, started.launch.id)).place).toBe(place)
  })

  test('is refused who has work in a launch that runs, with all of it, until the launch is over', async () => {
    const db = await open()
    const started = await withKim(db)
    const { context, launch } = started
    const item = await itemOf(started, 'Servers ready')
    const given = { at: context.clock.now(), by: ana.id }
    await replaceOwners(db, { ...item, launchId: launch.id }, [personOwner(kim.id)], given)
    const before = await allRows(db)
    expect(await refusalOf(pseudonymisePerson(context, wish))).toEqual({
      code: 'person-busy',
      held: [{ launch: launch.name, what: 'item', name: 'Servers ready' }],
    })
    expect(await allRows(db)).toEqual(before)
    await db.updateTable('launches').set({ ended_at: '2026-12-24T00:00:00.000Z' }).execute()
    expect(await pseudonymisePerson(context, wish)).toBe('Person 1')
    expect(JSON.stringify(await allRows(db))).not.toMatch(/U-KIM|Kim/)
  })

  test('is refused whom an emergency has left something to do, also of a launch that ended', async () => {
    const db = await open()
    const started = await withKim(db)
    const { context, launch } = started
    const item = await itemOf(started, 'Backup tested')
    const [role] = (await boardOf(started)).roles
    if (!role) throw new Error('there is no role')
    await updateRole(db, role.id, kim.id)
    const given = { at: context.clock.now(), by: ana.id }
    const owners = [{ kind: 'role', id: role.id } as const, personOwner(kim.id)]
    await replaceOwners(db, { ...item, launchId: launch.id }, owners, given)
    await db.updateTable('launches').set({ ended_at: '2026-12-24T00:00:00.000Z' }).execute()
    await db.updateTable('phases').set({ emergency_id: 'e1' }).execute()
    const held = [{ launch: launch.name, what: 'item', name: 'Backup tested' }]
    expect(await refusalOf(pseudonymisePerson(context, wish))).toEqual({
      ...{ code: 'person-busy', held },
    })
    await db.updateTable('items').set({ state: 'done' }).execute()
    expect(await pseudonymisePerson(context, wish)).toBe('Person 1')
  })

  test('can lead nothing: a launch that is reopened is anybody’s, and Slack is asked nothing of a pseudonym', async () => {
    const db = await open()
    const started = await withKim(db)
    const { context, launch } = started
    await settlesAll(started)
    const item = await itemOf(started, 'Deployed')
    const { roles } = await boardOf(started)
    for (const { id } of roles) {
      await updateRole(db, id, kim.id)
      await updateDeputy(db, id, kim.id)
    }
    await updateLead(db, launch.id, kim.id)
    const given = { at: context.clock.now(), by: ana.id }
    await replaceOwners(db, { ...item, launchId: launch.id }, [personOwner(kim.id)], given)
    await abortLaunch(context, kim, { launchId: launch.id, reason: 'Not this year' })
    await pseudonymisePerson(context, wish)
    await emptyOutbox(db)
    await reopenLaunch(context, ana, { launchId: launch.id, reason: 'This year after all' })
    const board = await boardOf(started)
    expect(board.roles.map(({ personId, deputyId }) => [personId, deputyId])).toEqual(
      roles.map(() => [null, null]),
    )
    expect((await itemOf(started, 'Deployed')).owners).toEqual([])
    expect(await lastEventOfType(db, launch.id, 'person.left')).toMatchObject({
      data: { personId: 'pseudonym:Person 1', items: 1 },
    })
    await loseChannel(context, { workspaceId, channelId: launch.channelId }, 'archived')
    const told = (await outboxOf(db)).map(({ channel_id }) => channel_id)
    expect(told).toContain(launch.channelId)
    expect(told.join()).not.toContain('pseudonym')
    expect(await listPeopleOf(db, [launch.id])).toEqual([])
    expect(await breakIn(started)).toBeNull()
  })

  test('is refused for a name without which the record could not be read', async () => {
    const db = await open()
    const { context, launch } = await withKim(db)
    const before = await listChained(db, launch.id)
    const names = ['blocked']
    expect(await refusalOf(pseudonymisePerson(context, { personId: kim.id, names }))).toEqual({
      ...{ code: 'name-is-golives', launch: launch.name },
    })
    expect(await listChained(db, launch.id)).toEqual(before)
    expect(await pseudonymisePerson(context, wish)).toBe('Person 1')
  })

  test('is not looked for in digests, which a short name can be a part of', async () => {
    const db = await open()
    const started = await withKim(db)
    const { context, launch } = started
    await pseudonymisePerson(context, wish)
    const amended = await lastEventOfType(db, launch.id, 'record.amended')
    const digest = /"digest":"(?:[^"]*[-_])?([A-Za-z0-9]+)[-_"]/
    const [, name] = digest.exec(JSON.stringify(amended?.data)) ?? []
    await pseudonymisePerson(context, { personId: 'U-BO', names: [name ?? ''] })
    expect(await breakIn(started)).toBeNull()
  })

  test('leaves the record append-only: nothing is changed that was not announced, nothing but words', async () => {
    const db = await open()
    const { launch } = await withKim(db)
    const change = (values: object) =>
      db.updateTable('events').set(values).where('place', '=', 1).execute()
    await expect(change({ data: '{}' })).rejects.toThrow('append-only')
    await db.insertInto('amendments').values({ launch_id: launch.id, place: 2 }).execute()
    await expect(change({ data: '{}' })).rejects.toThrow('append-only')
    await db.insertInto('amendments').values({ launch_id: launch.id, place: 1 }).execute()
    for (const values of [
      { at: '2027' },
      { hash: '' },
      { digest: '' },
      { type: 'x' },
      { place: 99 },
    ]) {
      await expect(change(values)).rejects.toThrow('append-only')
    }
    await expect(db.deleteFrom('events').execute()).rejects.toThrow('append-only')
    await change({ data: '{}', salt: 'other', by: 'U-ELSE' })
  })

  test('what is exported of a person names them in every row, or hangs on one that does', async () => {
    const db = await open()
    await withKim(db)
    const rows = await listRowsAbout(db, kim.id)
    expect(rows).toMatchObject({
      people: [{ id: kim.id }],
      habits: [{ person_id: kim.id }],
      items: [{ changed_by: kim.id }],
      events: [{ by: kim.id }],
    })
    const others = Object.values(rows)
      .flat()
      .filter((row) => !JSON.stringify(row).includes(kim.id))
    expect(others).toEqual([])
  })

  test('no column that can hold a person is forgotten', async () => {
    const db = await open()
    const times = /(^|_)(at|until|time)$/
    const ids = ['id', 'workspace_id', 'launch_id', 'item_id', 'section_id', 'phase_id', 'role_id']
    const moreIds = ['template_id', 'emergency_id', 'roll_call_id', 'reminder_id', 'rehearsal_id']
    const digests = ['hash', 'salt', 'digest', 'sha256']
    const oneOfSome = ['kind', 'state', 'type', 'via', 'verdict', 'answer', 'ending', 'aftermath']
    const oneOfMore = ['why', 'standing', 'visibility', 'signing', 'tier', 'necessity', 'proof']
    const dates = ['t0', 'ts', 'days', 'zone', 'window', 'due_mark', 'expires', 'not_before']
    const golives = ['form_id', 'series_id', 'about_id', 'thread_key', 'target', 'page', 'gate']
    const nobody = new Set([
      ...[...ids, ...moreIds, ...digests, ...oneOfSome, ...oneOfMore, ...dates, ...golives],
      ...['items.due_by', 'templates.kept_by', 'template_versions.key', 'surfaces.key'],
      // Launches are in channels; surfaces are in DMs, too.
      ...['launches.channel_id', 'archives.channel_id'],
      // Known only while they get it; ids of items; named by the launch; which process.
      ...['pseudonyms.person_id', 'overrides.items', 'archives.file', 'outbox.lease_owner'],
    ])
    const listed = Object.entries(personalColumns).flatMap(([table, { of: _, ...kinds }]) =>
      Object.values(kinds).flatMap((columns) => columns.map((column) => `${table}.${column}`)),
    )
    const texts = (await db.introspection.getTables()).flatMap(({ name, columns }) =>
      columns
        .filter(({ name, dataType }) => !/^int/i.test(dataType) && !times.test(name))
        .filter((column) => !nobody.has(column.name))
        .map((column) => `${name}.${column.name}`),
    )
    const found = texts.filter((column) => !listed.includes(column) && !nobody.has(column))
    expect(found).toEqual([])
  })
})
