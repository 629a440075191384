/** What golive promises of every command, whatever the command does. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { changeItem } from '../../src/commands/change-item.ts'
import { systemActor } from '../../src/commands/context.ts'
import type { Event } from '../../src/domain/event.ts'
import { type ItemState, itemActions } from '../../src/domain/item.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import { type Permission, permissions, type Relation } from '../../src/domain/permission.ts'
import type { Actor } from '../../src/domain/person.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { sectionSurfaces } from '../../src/domain/surface.ts'
import { savePerson } from '../../src/store/people.ts'
import { clicks, deliveries, type Modelled, reduce } from '../support/click-model.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import {
  anotherLaunch,
  commands,
  dee,
  doerOf,
  gina,
  ownCommands,
  ownedBy,
  personalCommands,
  signed,
} from '../support/every-command.ts'
import { failing, rolledBack, tooLate } from '../support/failing-database.ts'
import {
  anActor,
  ana,
  aPerson,
  bob,
  erin,
  kim,
  outboxOf,
  phaseOf,
  recordOf,
  refusalOf,
  workspaceId,
} from '../support/launches.ts'

const every = { ...commands, ...personalCommands, ...ownCommands }

onEachDialect('invariant 2: all of a command is committed, or nothing', (open) => {
  test.each(Object.entries(every))(
    '%s, failed at each of its statements in turn',
    async (name, prepare) => {
      const started = await anotherLaunch(await open())
      const { context } = started
      const command = await prepare(started)
      const doer = doerOf(name)
      const before = await allRows(context.db)
      context.wakes = 0
      for (const when of ['before', 'after'] as const) {
        for (let statement = 1; statement <= statementsAtMost; statement++) {
          const broken = failing(context.db, { statement, when })
          const isLast = await goesThrough(command({ ...context, db: rolledBack(broken.db) }, doer))
          expect(await allRows(context.db)).toEqual(before)
          expect(broken.hasFailed()).toBe(!isLast)
          if (isLast) break
        }
      }
      expect(context.wakes).toBe(0)
      await command(context, doer)
      expect(await allRows(context.db)).not.toEqual(before)
    },
    // A command of eighty statements is run as often, and everything is read each time.
    90_000,
  )

  it('holds in any sequence of commands with failures among them', async () => {
    const db = await open()
    const step = fc.record({
      command: fc.constantFrom(...Object.entries(every)),
      statement: fc.integer({ min: 1, max: 25 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const started = await anotherLaunch(db)
        for (const {
          command: [name, prepare],
          ...failure
        } of steps) {
          const command = await prepare(started)
          const before = await allRows(db)
          const broken = failing(db, failure)
          try {
            await command({ ...started.context, db: broken.db }, doerOf(name))
          } catch (error) {
            expect(broken.hasFailed() || error instanceof Refusal).toBe(true)
            expect(await allRows(db)).toEqual(before)
          }
        }
      }),
      { numRuns: 8 },
    )
  })

  it('holds that the record is append-only', async () => {
    const db = await open()
    await anotherLaunch(db)
    const before = await allRows(db)
    await expect(db.updateTable('events').set({ by: 'U-NOBODY' }).execute()).rejects.toThrow(
      'append-only',
    )
    await expect(db.deleteFrom('events').execute()).rejects.toThrow('append-only')
    expect(await allRows(db)).toEqual(before)
  })
})

const statementsAtMost = 200

async function goesThrough(command: Promise<unknown>): Promise<boolean> {
  try {
    await command
    return true
  } catch (thrown) {
    // What the clock does is told when all of it was tried; here it is one thing.
    const error: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown
    if (error instanceof Error && error.message === 'injected') return false
    if (error === tooLate) return true
    throw error
  }
}

onEachDialect('invariant 3: delivered twice, from a stale message, by two people: once', (open) => {
  it('makes of any clicks what a plain model of the items makes of them', async () => {
    const db = await open()
    await fc.assert(
      fc.asyncProperty(clicks, async (sequence) => {
        const started = await anotherLaunch(db)
        const items = itemsOf(await phaseOf(started, 1))
        const model = items.map((): Modelled => {
          const fresh = { state: 'open', reason: null } as const
          return { ...fresh, version: 0, beforeTick: fresh }
        })
        const effects: string[] = []

        for (const click of deliveries(sequence)) {
          if (click.kind === 'look') click.see(model[click.item]?.version ?? 0)
          else {
            const { id = '' } = items[click.item] ?? {}
            const expected = reduce(model[click.item] as Modelled, click.wish)
            const command = changeItem(started.context, click.by, { itemId: id, ...click.wish })
            const outcome = await command.then(
              (result) => result.outcome,
              (error: Refusal) => error.reason.code,
            )
            expect(outcome).toBe(expected)
            if (outcome === 'changed') effects.push(`${id} at ${click.wish.version}`)
          }
        }

        const now = itemsOf(await phaseOf(started, 1))
        const shown = now.map(({ state, reason, version }) => ({ state, reason, version }))
        expect(shown).toEqual(
          model.map(({ state, reason, version }) => ({ state, reason, version })),
        )
        expect(new Set(effects).size).toBe(effects.length)

        const record = await recordOf(started)
        const moves = record.filter((event) => event.itemId)
        expect(moves.length).toBe(effects.length)
        expect(record.map((event) => event.place)).toEqual(record.map((_, index) => index + 1))
        expect(
          replay(
            items.map((item) => item.id),
            moves,
          ),
        ).toEqual(now.map(({ state, reason }) => ({ state, reason })))

        const told = (await outboxOf(db)).filter((row) => row.launch_id === started.launch.id)
        const surfaces = [...(await phaseOf(started, 1)).sections.flatMap(sectionSurfaces)]
        expect(told.filter((row) => row.kind === 'refresh').length).toBe(surfaces.length + 1)
        expect(
          told
            .filter((row) => row.kind === 'announce')
            .map((row) => row.target)
            .sort(),
        ).toEqual(
          record
            .filter(isAnnounced)
            .map((event) => event.id)
            .sort(),
        )
      }),
      { numRuns: 15 },
    )
  })
})

onEachDialect('invariant 3: the same command again', (open) => {
  test.each(Object.entries(every))('%s changes nothing more', async (name, prepare) => {
    const started = await anotherLaunch(await open())
    const { context } = started
    const command = await prepare(started)
    await command(context, doerOf(name))
    const { outbox: _told, ...before } = await allRows(context.db)
    const again = await command(context, doerOf(name)).catch((error: unknown) => error)
    if (again instanceof Error) expect(again).toBeInstanceOf(Refusal)
    const { outbox: _toldAgain, ...after } = await allRows(context.db)
    expect(after).toEqual(before)
  })
})

/** The items as the record alone tells them. Fails where an entry does not follow the one before. */
function replay(itemIds: readonly string[], moves: readonly Event[]) {
  const items = new Map(
    itemIds.map((id) => [id, { state: 'open' as ItemState, reason: null as string | null }]),
  )
  for (const { itemId = '', data } of moves) {
    if (!('reasonBefore' in data)) continue
    expect(items.get(itemId)).toEqual({ state: data.from, reason: data.reasonBefore })
    items.set(itemId, { state: data.to, reason: data.reason })
  }
  return [...items.values()]
}

function isAnnounced({ type, data }: Event): boolean {
  if (type === 'phase.completed') return true
  return type === itemActions.block.event && 'from' in data && data.from !== 'blocked'
}

onEachDialect('invariant 6: every action is authorised at the command', (open) => {
  const permissionOf = {
    startLaunch: 'start-launch',
    tick: 'change-item',
    block: 'change-item',
    withdrawFinalBox: 'withdraw-final-box',
    openPhase: 'open-phase',
    foldSection: 'fold-section',
    resendMessages: 'resend-messages',
    postReport: 'post-report',
    tickOwned: 'change-item',
    assignItems: 'assign-item',
    takeItem: 'take-item',
    giveBackItem: 'give-back-item',
    setDueDates: 'set-due-date',
    editItem: 'assign-item',
    planFollowUps: 'assign-item',
    addItem: 'add-item',
    reviseItem: 'change-list',
    removeItem: 'change-list',
    bringInVersion: 'change-list',
    bringItemBack: 'change-list',
    fillRoles: 'fill-roles',
    keepEvidence: 'add-evidence',
    requireEvidence: 'require-evidence',
    dropEvidence: 'remove-evidence',
    nudgePeople: 'nudge-people',
    /** Whoever may look at the launch may. */
    snoozeItem: null,
    signOff: 'sign-off',
    signOffHold: 'sign-off',
    startRollCall: 'call-roll',
    stopRollCall: 'call-roll',
    askOverride: 'ask-override',
    answerOverride: 'answer-override',
    saveTemplate: 'keep-templates',
    saveVersion: 'keep-templates',
    retireTemplate: 'keep-templates',
    setLinks: 'set-links',
    moveT0: 'move-t0',
    goLive: 'go-live',
    closeLaunch: 'close-launch',
    abortLaunch: 'abort-launch',
    reopenLaunch: 'reopen-launch',
    startEmergency: 'start-emergency',
    answerPage: 'work-on-emergency',
    decideEmergency: 'decide-emergency',
    answerDecision: 'confirm-roll-back',
    reconsider: 'decide-emergency',
    watchOn: 'work-on-emergency',
    leadEmergency: 'lead-emergency',
    tellPeople: 'work-on-emergency',
    noteTimeline: 'work-on-emergency',
    resolveEmergency: 'resolve-emergency',
  } as const satisfies Record<keyof typeof commands, Permission | null>

  const owners = [ana.id, erin.id, gina.id]
  const may = (name: keyof typeof commands, actor: Actor, relations: Relation[]) => {
    const permission = permissionOf[name]
    if (permission === null) return true
    const allowed: readonly Relation[] = permissions[permission]
    const canOwn = actor.standing === 'member' || actor.standing === 'guest'
    const isOwner = name in ownedBy && owners.includes(actor.id) && canOwn
    const all: Relation[] = isOwner ? [...relations, 'owner'] : [...relations]
    const signers = [erin.id, dee.id]
    if (name in signed && signers.includes(actor.id) && actor.standing === 'member') {
      all.push('signer')
    }
    // kim has started it, where one runs.
    if (name === 'resolveEmergency' && actor.id === kim.id) all.push('commander')
    return all.some((relation) => allowed.includes(relation))
  }

  const people: [who: string, actor: Actor, relations: Relation[]][] = [
    ['the lead', ana, ['lead', 'member']],
    ['the Technical Lead', bob, ['approver', 'second', 'member']],
    ['the Security Lead', erin, ['approver', 'second', 'member']],
    ['who may be deputy of the Security Lead', dee, ['member']],
    ['another member', kim, ['member']],
    ['a guest', anActor('U-GUS', { standing: 'guest' }), ['guest']],
    ['somebody of another company', anActor('U-IVO', { standing: 'outsider' }), ['outsider']],
    ['a bot', anActor('U-BOT', { standing: 'bot' }), []],
    ['somebody who has left', anActor('U-OLD', { standing: 'deactivated' }), []],
    ['a lead who has become a guest', { ...ana, standing: 'guest' }, ['guest']],
    ['a deputy who has become a guest', { ...dee, standing: 'guest' }, ['guest']],
    ['golive itself', systemActor(workspaceId), ['system']],
    ['a guest who owns', gina, ['guest']],
    ['an owner who is of another company now', { ...gina, standing: 'outsider' }, ['outsider']],
    ['an owner who has left', { ...gina, standing: 'deactivated' }, []],
  ]

  const heeds = async (attempt: Promise<unknown>, isAllowed: boolean) => {
    if (isAllowed) await expect(attempt).rejects.toBe(tooLate)
    else expect(await refusalOf(attempt)).toMatchObject({ code: 'not-permitted' })
  }

  const names = Object.keys(commands) as (keyof typeof commands)[]
  const restricted = names.filter((name) => permissionOf[name] !== null)

  test.each(restricted)(
    '%s heeds the permission table, and writes nothing for who may not',
    async (name) => {
      const permission = permissionOf[name]
      const db = await open()
      const started = await anotherLaunch(db)
      const command = await commands[name](started)
      const before = await allRows(db)
      for (const [who, person, relations] of people) {
        const actor = { ...person, channelId: started.launch.channelId }
        const attempt = command({ ...started.context, db: rolledBack(db) }, actor)
        if (may(name, actor, relations)) await expect(attempt, who).rejects.toBe(tooLate)
        else
          expect(await refusalOf(attempt), who).toMatchObject({ code: 'not-permitted', permission })
        expect(await allRows(db), who).toEqual(before)
      }
    },
  )

  test.each(['guest', 'outsider', 'bot', 'deactivated'] as const)(
    'any member chooses who leads or reopens what has ended, and nothing else, once the lead is a %s',
    async (standing) => {
      const db = await open()
      for (const name of restricted) {
        const started = await anotherLaunch(db)
        const command = await commands[name](started)
        await savePerson(db, aPerson(ana.id, standing), started.context.clock.now())
        const before = await allRows(db)
        const { channelId } = started.launch
        const attempt = (actor: Actor) =>
          command({ ...started.context, db: rolledBack(db) }, { ...actor, channelId })
        const isHeir = name === 'fillRoles' || name === 'reopenLaunch'
        await heeds(attempt(kim), isHeir || may(name, kim, ['member']))
        const guest = anActor('U-GUS', { standing: 'guest' })
        await heeds(attempt(guest), may(name, guest, ['guest']))
        expect(await allRows(db), name).toEqual(before)
        await savePerson(db, aPerson(ana.id), started.context.clock.now())
      }
    },
  )

  const ofWorkspaces: string[] = ['startLaunch', 'saveTemplate', 'saveVersion', 'retireTemplate']
  const ofLaunches = names.filter((name) => !ofWorkspaces.includes(name))

  test.each(ofLaunches)(
    '%s knows no launch of a private channel that the person is not in',
    async (name) => {
      const db = await open()
      const started = await anotherLaunch(db, { isPrivate: true })
      const command = await commands[name](started)
      const before = await allRows(db)
      const attempt = (actor: Actor, channelId: string | null) =>
        command({ ...started.context, db: rolledBack(db) }, { ...actor, channelId })
      const guest = anActor('U-GUS', { standing: 'guest' })
      for (const place of [null, 'C-OTHER']) {
        for (const outside of [kim, guest]) {
          const reason = await refusalOf(attempt(outside, place))
          expect(reason).toEqual({ code: 'launch-unknown' })
        }
        await heeds(attempt(ana, place), may(name, ana, ['lead', 'member']))
        await heeds(attempt(bob, place), may(name, bob, ['approver', 'second', 'member']))
        if (name in signed) await heeds(attempt(dee, place), true)
        if (name in ownedBy) await heeds(attempt(gina, place), true)
      }
      await heeds(attempt(kim, started.launch.channelId), may(name, kim, ['member']))
      expect(await allRows(db)).toEqual(before)
    },
  )

  test.each(ofLaunches)(
    '%s knows no launch of a public channel for a guest who is not in it',
    async (name) => {
      const db = await open()
      const started = await anotherLaunch(db)
      const command = await commands[name](started)
      for (const standing of ['guest', 'outsider', 'bot', 'deactivated'] as const) {
        const actor = anActor('U-GUS', { standing, channelId: 'C-OTHER' })
        const reason = await refusalOf(command(started.context, actor))
        expect(reason, standing).toEqual({ code: 'launch-unknown' })
      }
    },
  )

  test.each(ofLaunches)('%s knows no launch of another workspace', async (name) => {
    const db = await open()
    const started = await anotherLaunch(db)
    const command = await commands[name](started)
    const before = await allRows(db)
    for (const standing of ['member', 'guest', 'outsider', 'system'] as const) {
      const stranger: Actor = { ...ana, workspaceId: 'T2', standing }
      expect(await refusalOf(command(started.context, stranger))).toEqual({
        code: 'launch-unknown',
      })
    }
    expect(await allRows(db)).toEqual(before)
  })
})

describe('invariant 9: time is injected', () => {
  it('is read from the system in one place', () => {
    const outside = [
      join('src', 'sandbox'),
      join('src', 'slack', 'log.ts'),
      join('src', 'slack', 'metrics.ts'),
    ]
    const readers = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((name) => join('src', name))
      .filter((file) => /\.[jt]s$/.test(file) && !outside.some((each) => file.startsWith(each)))
      .filter((file) => /\bDate\.now\(|\bnew Date\(\)|\bDate\(\)/.test(readFileSync(file, 'utf8')))
    expect(readers).toEqual([join('src', 'domain', 'clock.ts')])
  })
})
