import { describe, expect, it, test } from 'vitest'
import { authorise, launchFor, lockLaunchFor } from '../../src/commands/context.ts'
import type { Launch } from '../../src/domain/launch.ts'
import type { Permission } from '../../src/domain/permission.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { type Stage, stages } from '../../src/domain/stage.ts'
import * as built from '../support/builders.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { watched } from '../support/failing-database.ts'
import { aLaunch, ana, bob, kim, refusalOf } from '../support/launches.ts'

onEachDialect('the launch of a command', (open) => {
  const ways = [
    ['read', launchFor],
    ['locked', lockLaunchFor],
  ] as const

  it.each(ways)('is found with its roles for who may look at it, when %s', async (_, find) => {
    const { context, launch } = await aLaunch(await open(), { isPrivate: true })
    for (const actor of [kim, { ...ana, channelId: null }, { ...bob, channelId: 'C-OTHER' }]) {
      const stakes = await find(context.db, actor, launch.id)
      expect(stakes.launch).toEqual(launch)
      expect(stakes.roles.map(({ name }) => name)).toEqual(['Technical Lead', 'Security Lead'])
    }
  })

  it.each(ways)('is unknown to who may not look at it, when %s', async (_, find) => {
    const { context, launch } = await aLaunch(await open(), { isPrivate: true })
    for (const place of [null, 'C-OTHER']) {
      const attempt = find(context.db, { ...kim, channelId: place }, launch.id)
      expect(await refusalOf(attempt)).toEqual({ code: 'launch-unknown' })
    }
    expect(await refusalOf(find(context.db, kim, 'none'))).toEqual({ code: 'launch-unknown' })
  })

  it('is locked before anything of it is read, and not changed by that', async () => {
    const { context, launch } = await aLaunch(await open())
    const before = await allRows(context.db)
    const { db, steps } = watched(context.db)
    await lockLaunchFor(db, kim, launch.id)
    const reads = [
      'select launches',
      'select roles',
      'select people',
      'select item_owners',
      'select emergencies',
    ]
    expect(steps).toEqual(['update launches', ...reads])
    expect(await allRows(context.db)).toEqual(before)
  })
})

describe('the stage of a launch', () => {
  const [yes, no] = [true, false]
  /** Whether it can be done at all: before going live, live, closed, aborted. */
  const possible: Record<Permission, readonly [boolean, boolean, boolean, boolean]> = {
    'start-launch': [yes, yes, yes, yes],
    'change-item': [yes, yes, no, no],
    'assign-item': [yes, yes, no, no],
    'take-item': [yes, yes, no, no],
    'give-back-item': [yes, yes, no, no],
    'set-due-date': [yes, yes, no, no],
    'add-evidence': [yes, yes, no, no],
    'remove-evidence': [yes, yes, no, no],
    'require-evidence': [yes, yes, no, no],
    'add-item': [yes, yes, no, no],
    'change-list': [yes, yes, no, no],
    'fill-roles': [yes, yes, no, no],
    'nudge-people': [yes, yes, no, no],
    'open-phase': [yes, yes, no, no],
    'sign-off': [yes, no, no, no],
    'call-roll': [yes, no, no, no],
    'withdraw-final-box': [yes, no, no, no],
    'ask-override': [yes, yes, no, no],
    'answer-override': [yes, yes, no, no],
    'keep-templates': [yes, yes, yes, yes],
    'set-links': [yes, yes, no, no],
    'move-t0': [yes, no, no, no],
    'go-live': [yes, no, no, no],
    'close-launch': [no, yes, no, no],
    'abort-launch': [yes, yes, no, no],
    'reopen-launch': [no, no, yes, yes],
    'start-emergency': [yes, yes, no, no],
    'work-on-emergency': [yes, yes, no, no],
    'decide-emergency': [yes, yes, no, no],
    'lead-emergency': [yes, yes, no, no],
    'confirm-roll-back': [yes, yes, no, no],
    'resolve-emergency': [yes, yes, no, no],
    'fold-section': [yes, yes, yes, yes],
    'resend-messages': [yes, yes, yes, yes],
    'export-launch': [yes, yes, yes, yes],
    'post-report': [yes, yes, yes, yes],
  }

  const mark = { at: built.monday, by: ana.id }
  const isLive = { live: mark }
  const ended = (how: 'complete' | 'incomplete' | 'aborted') => ({
    ended: { ...mark, how, reason: null },
  })
  /** Every way to be in a stage. */
  const ways: Record<Stage, Partial<Launch>[]> = {
    ahead: [{}],
    live: [isLive],
    closed: [
      { ...isLive, ...ended('complete') },
      { ...isLive, ...ended('incomplete') },
    ],
    aborted: [ended('aborted'), { ...isLive, ...ended('aborted') }],
  }

  const cells = Object.entries(possible).flatMap(([permission, row]) =>
    stages.map((stage, column) => ({
      permission: permission as Permission,
      stage,
      can: row[column] ?? false,
    })),
  )

  /** ana leads, signs, and owns the item; bob is the second who approves. */
  const role = built.aRole({ personId: ana.id })
  const roles = [role, built.aRole({ id: 'role-2', personId: bob.id })]
  const item = built.anItem({ owners: [{ kind: 'person', id: ana.id }] })

  const reasonOf = (permission: Permission, launch: Launch, by: string) => {
    const stakes = { launch, roles, ownerIds: [ana.id] }
    try {
      authorise(permission, built.anActor({ id: by }), stakes, item, role)
      return null
    } catch (error) {
      if (error instanceof Refusal) return error.reason
      throw error
    }
  }

  test.each(cells)('$permission while it is $stage: $can', ({ permission, stage, can }) => {
    const by = permission === 'answer-override' ? bob.id : ana.id
    for (const way of ways[stage]) {
      const launch = built.aLaunch({ leadId: ana.id, ...way })
      const wrong = { code: 'wrong-stage', permission, launch }
      expect(reasonOf(permission, launch, by)).toEqual(can ? null : wrong)
    }
  })

  test('is not told to whoever may not in any', () => {
    for (const way of Object.values(ways).flat()) {
      const launch = built.aLaunch({ leadId: ana.id, ...way })
      expect(reasonOf('close-launch', launch, kim.id)).toMatchObject({
        code: 'not-permitted',
        permission: 'close-launch',
        leadId: ana.id,
      })
    }
  })

  test('says who could sign for the role at hand: its person and its deputy', () => {
    const vacant = { ...role, personId: null }
    const signersFor = (at: typeof role) => {
      try {
        const stakes = { launch: built.aLaunch(), roles, ownerIds: [] }
        authorise('sign-off', built.anActor({ id: kim.id }), stakes, null, at)
      } catch (error) {
        const reason = error instanceof Refusal ? error.reason : null
        return reason?.code === 'not-permitted' ? reason.approverIds : null
      }
      return null
    }
    expect(signersFor({ ...role, deputyId: bob.id })).toEqual([ana.id, bob.id])
    expect(signersFor({ ...vacant, deputyId: bob.id })).toEqual([bob.id])
    expect(signersFor(vacant)).toEqual([])
  })
})
