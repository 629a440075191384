import { expect, it, test } from 'vitest'
import { changeItem, type ItemWish } from '../../src/commands/change-item.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import {
  type ItemAction,
  type ItemState,
  itemActionNames,
  itemActions,
} from '../../src/domain/item.ts'
import { limits } from '../../src/domain/limits.ts'
import { insertEvidence } from '../../src/store/evidence.ts'
import { updateProof } from '../../src/store/items.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { listRequests } from '../../src/store/sign-offs.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { reachesGo, settlesAll } from '../support/go-no-go.ts'
import {
  aLaunch,
  ana,
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
} from '../support/launches.ts'

const servers = 'Servers ready'
const cache = 'Cache warmed'
const backup = 'Backup tested'

/** kim wishes something of an item, as it is now unless a version is given. */
async function wish(
  started: StartedLaunch,
  words: string,
  action: ItemAction,
  more: Partial<ItemWish> = {},
  by = kim,
) {
  const { id, version } = await itemOf(started, words)
  return changeItem(started.context, by, { itemId: id, action, version, reason: null, ...more })
}

/** The ways into every state from open, by actions that need nothing else. */
const waysTo: Record<ItemState, readonly ItemAction[]> = {
  open: [],
  'in-progress': ['start'],
  blocked: ['block'],
  done: ['tick'],
  'not-applicable': ['exclude'],
}

const reasonFor = (action: ItemAction) =>
  action === 'block' || action === 'exclude' ? 'Because' : null

type Move = [
  action: ItemAction,
  from: ItemState,
  to: ItemState,
  event: string,
  reason: string | null,
]

const moves: Move[] = [
  ['tick', 'open', 'done', 'item.ticked', null],
  ['tick', 'blocked', 'done', 'item.ticked', null],
  ['tick', 'not-applicable', 'done', 'item.ticked', null],
  ['undo', 'done', 'open', 'item.undone', null],
  ['start', 'open', 'in-progress', 'item.started', null],
  ['start', 'done', 'in-progress', 'item.started', null],
  ['block', 'open', 'blocked', 'item.blocked', 'Because'],
  ['block', 'done', 'blocked', 'item.blocked', 'Because'],
  ['exclude', 'in-progress', 'not-applicable', 'item.excluded', 'Because'],
  ['reopen', 'blocked', 'open', 'item.reopened', null],
  ['reopen', 'done', 'open', 'item.reopened', null],
]

onEachDialect('changing an item', (open) => {
  const aStarted = async () => {
    const started = await aLaunch(await open())
    await emptyOutbox(started.context.db)
    return started
  }

  test.each(moves)(
    '%s makes what is %s %s, and records it',
    async (action, from, to, type, reason) => {
      const started = await aStarted()
      const { context, launch } = started
      for (const step of waysTo[from])
        await wish(started, servers, step, { reason: reasonFor(step) })
      await emptyOutbox(context.db)
      context.wakes = 0
      context.clock.moveBy(60_000)
      const before = await itemOf(started, servers)

      const result = await wish(started, servers, action, { reason: reasonFor(action) })

      const now = context.clock.now()
      const item = {
        ...before,
        state: to,
        reason,
        changed: { at: now, by: kim.id },
        version: before.version + 1,
      }
      expect(result).toEqual({ item, launch, outcome: 'changed' })
      expect(await itemOf(started, servers)).toEqual(item)
      const data = { text: servers, from, to, reason, reasonBefore: before.reason }
      const event = (await recordOf(started)).at(-1)
      expect(event).toMatchObject({
        type,
        itemId: item.id,
        data,
        at: now,
        by: kim.id,
        via: kim.via,
      })
      const section = (await phaseOf(started, 1)).sections[0]?.id
      const keys = (await outboxOf(context.db)).map(({ key }) => key)
      const announced = action === 'block' ? [`announce:${event?.id}`] : []
      expect(keys).toEqual([...announced, `board:${launch.id}`, `section:${section}:0`])
      expect(context.wakes).toBe(1)
    },
  )

  test.each(itemActionNames)(
    '%s twice with what was seen the first time changes once',
    async (action) => {
      const started = await aStarted()
      if (action === 'undo' || action === 'reopen') await wish(started, servers, 'tick')
      const { version } = await itemOf(started, servers)
      const wished = { version, reason: reasonFor(action) }
      await wish(started, servers, action, wished)
      const before = await allRows(started.context.db)
      const again = await wish(started, servers, action, wished, bob)
      expect(again.outcome).toBe('unchanged')
      expect(again.item.version).toBe(version + 1)
      expect(await allRows(started.context.db)).toEqual(before)
    },
  )

  it('wakes nobody when nothing changes', async () => {
    const started = await aStarted()
    await wish(started, servers, 'reopen')
    expect(started.context.wakes).toBe(0)
  })

  it('refuses a click on what has changed since, and says what is true', async () => {
    const started = await aStarted()
    await wish(started, servers, 'start')
    const before = await allRows(started.context.db)
    expect(await refusalOf(wish(started, servers, 'tick', { version: 0 }, bob))).toEqual({
      code: 'item-changed',
      item: await itemOf(started, servers),
    })
    expect(await allRows(started.context.db)).toEqual(before)
  })

  test.each([
    ['block', servers, null, false],
    ['block', servers, ' \n ', false],
    ['block', cache, null, false],
    ['block', servers, 'No access', true],
    ['exclude', servers, null, false],
    ['exclude', servers, 'No need', true],
    ['exclude', cache, null, true],
    ['tick', servers, null, true],
  ] as const)('%s of %s for the reason %j: %s', async (action, words, reason, isFine) => {
    const started = await aStarted()
    const attempt = wish(started, words, action, { reason })
    if (isFine) expect((await attempt).item.reason).toBe(reason)
    else {
      const faults = { reason: { code: 'reason-missing' } }
      expect(await refusalOf(attempt)).toEqual({ code: 'faults', faults })
    }
  })

  const keepNoReason = itemActionNames.filter((action) => itemActions[action].reason === 'none')
  test.each(keepNoReason)('%s refuses a reason that would be lost', async (action) => {
    const started = await aStarted()
    if (action === 'undo') await wish(started, servers, 'tick')
    if (action === 'reopen') await wish(started, servers, 'start')
    const before = await allRows(started.context.db)
    const attempt = wish(started, servers, action, { reason: 'Typed here' })
    expect(await refusalOf(attempt)).toEqual({
      code: 'faults',
      faults: { reason: { code: 'reason-idle' } },
    })
    expect(await allRows(started.context.db)).toEqual(before)
  })

  test.each(['tick', 'start', 'reopen'] as const)(
    '%s drops the reason that was there, also when it comes along',
    async (action) => {
      const started = await aStarted()
      await wish(started, servers, 'block', { reason: 'No access' })
      const { item } = await wish(started, servers, action, { reason: 'No access' })
      expect(item.reason).toBeNull()
    },
  )

  it('tells every text that is too long, at its field', async () => {
    const started = await aStarted()
    const [reason, note] = ['r'.repeat(limits.reason + 1), 'n'.repeat(limits.note + 1)]
    expect(await refusalOf(wish(started, servers, 'block', { reason, note }))).toEqual({
      code: 'faults',
      faults: {
        reason: { code: 'too-long', limit: limits.reason, length: limits.reason + 1 },
        note: { code: 'too-long', limit: limits.note, length: limits.note + 1 },
      },
    })
    const fitting = { reason: reason.slice(1), note: note.slice(1) }
    expect((await wish(started, servers, 'block', fitting)).item).toMatchObject(fitting)
  })

  it('changes a note alone, and not who changed the state', async () => {
    const started = await aStarted()
    await wish(started, servers, 'tick', {}, ana)
    const before = await itemOf(started, servers)
    await emptyOutbox(started.context.db)
    const { item, outcome } = await wish(started, servers, 'tick', { note: ' See ticket ' })
    expect(outcome).toBe('changed')
    expect(item).toEqual({ ...before, note: 'See ticket', version: before.version + 1 })
    const [noted, earlier] = (await recordOf(started)).reverse()
    const data = { text: servers, note: 'See ticket', before: null }
    expect(noted).toMatchObject({ type: 'item.noted', itemId: item.id, data, by: kim.id })
    expect(earlier?.type).toBe('item.ticked')
    expect((await outboxOf(started.context.db)).map(({ kind }) => kind)).toEqual([
      'refresh',
      'refresh',
    ])
  })

  it('changes state and note together as one version and two events', async () => {
    const started = await aStarted()
    const { item } = await wish(started, servers, 'start', { note: 'Half done' })
    expect(item).toMatchObject({ state: 'in-progress', note: 'Half done', version: 1 })
    const types = (await recordOf(started)).slice(-2).map(({ type }) => type)
    expect(types).toEqual(['item.started', 'item.noted'])
  })

  it('keeps the note when none is wished, and removes it for an empty one', async () => {
    const started = await aStarted()
    await wish(started, servers, 'start', { note: 'Half done' })
    expect((await wish(started, servers, 'tick')).item.note).toBe('Half done')
    expect((await wish(started, servers, 'tick', { note: '  ' })).item.note).toBeNull()
  })

  it('undoes to the state and the reason before', async () => {
    const started = await aStarted()
    await wish(started, servers, 'block', { reason: 'No access' })
    await wish(started, servers, 'tick')
    const { item } = await wish(started, servers, 'undo')
    expect(item).toMatchObject({ state: 'blocked', reason: 'No access' })
    const undone = { from: 'done', to: 'blocked', reason: 'No access', reasonBefore: null }
    expect((await recordOf(started)).at(-1)).toMatchObject({ type: 'item.undone', data: undone })
  })

  it('announces a block, and not that its reason changed', async () => {
    const started = await aStarted()
    const { db } = started.context
    await wish(started, servers, 'block', { reason: 'No access' })
    const blocked = (await recordOf(started)).at(-1)
    const announced = async () => (await outboxOf(db)).filter(({ kind }) => kind === 'announce')
    const { channelId } = started.launch
    expect(await announced()).toMatchObject([{ target: blocked?.id, channel_id: channelId }])
    await wish(started, servers, 'block', { reason: 'No key' })
    expect((await recordOf(started)).at(-1)?.data).toMatchObject({
      from: 'blocked',
      reason: 'No key',
      reasonBefore: 'No access',
    })
    expect(await announced()).toHaveLength(1)
  })

  it('announces once that a phase is complete', async () => {
    const started = await aStarted()
    const completions = async () =>
      (await recordOf(started)).filter(({ type }) => type === 'phase.completed')
    await wish(started, servers, 'tick')
    await wish(started, cache, 'exclude')
    expect(await completions()).toEqual([])
    await wish(started, backup, 'tick')
    const [completed] = await completions()
    const phase = await phaseOf(started, 1)
    expect(completed?.data).toEqual({ phaseId: phase.id, name: phase.name, items: 3 })
    const keys = (await outboxOf(started.context.db)).map(({ key }) => key)
    expect(keys).toContain(`announce:${completed?.id}`)
    await wish(started, backup, 'undo')
    await wish(started, backup, 'tick')
    expect(await completions()).toHaveLength(1)
  })

  it('refuses items of a phase that is not open', async () => {
    const started = await aStarted()
    const { name } = await phaseOf(started, 2)
    expect(await refusalOf(wish(started, 'Deployed', 'tick'))).toEqual({
      code: 'phase-not-open',
      phase: name,
    })
  })

  it('lets nobody tick the final box, or make anything else of it, whatever is settled', async () => {
    const started = await aStarted()
    const { db } = started.context
    const refuses = async (actions: readonly ItemAction[]) => {
      const before = await allRows(db)
      for (const action of actions) {
        const reason = reasonFor(action)
        for (const by of [ana, bob]) {
          const refusal = await refusalOf(wish(started, 'READY', action, { reason }, by))
          expect(refusal, action).toEqual({
            code: 'roll-call-only',
            item: await itemOf(started, 'READY'),
          })
        }
        const byKim = await refusalOf(wish(started, 'READY', action, { reason }, kim))
        expect(byKim, action).toMatchObject({
          code: 'not-permitted',
          permission: 'withdraw-final-box',
        })
      }
      expect(await allRows(db)).toEqual(before)
    }
    const away = ['start', 'block', 'exclude'] as const
    await refuses(['tick', ...away])
    await settlesAll(started)
    await refuses(['tick', ...away])
    await reachesGo(started)
    expect((await itemOf(started, 'READY')).state).toBe('done')
    await refuses([...away, 'reopen'])
  })

  it('withdraws the final box: each role’s go is void, and no item changes', async () => {
    const started = await aStarted()
    const { context, launch } = started
    await reachesGo(started)
    const { phases } = await boardOf(started)
    const refused = await refusalOf(wish(started, 'READY', 'undo', {}, kim))
    expect(refused).toMatchObject({ code: 'not-permitted', permission: 'withdraw-final-box' })
    await emptyOutbox(context.db)
    const { item } = await wish(started, 'READY', 'undo', {}, bob)
    expect(item).toMatchObject({ state: 'open', reason: null, changed: { by: bob.id } })
    const [undone, ...voided] = (await recordOf(started)).slice(-3)
    expect(undone).toMatchObject({ type: 'item.undone', itemId: item.id, by: bob.id })
    expect(voided).toMatchObject([
      { type: 'sign-off.voided', data: { personId: bob.id, why: 'withdrawn' } },
      { type: 'sign-off.voided', data: { personId: erin.id, why: 'withdrawn' } },
    ])
    const asked = (await listRequests(context.db, launch.id)).map(({ id }) => `request:${id}`)
    const keys = (await outboxOf(context.db)).map(({ key }) => key)
    expect(keys).toEqual(expect.arrayContaining(asked))
    expect(keys.filter((key) => !key.startsWith('request:'))).toEqual([`board:${launch.id}`])
    expect((await boardOf(started)).phases).toEqual(phases)
    expect((await wish(started, 'READY', 'undo', {}, bob)).outcome).toBe('unchanged')
  })

  it('refuses to tick what waits for the final box, and nothing else of it, until then', async () => {
    const started = await aStarted()
    const { context, launch } = started
    await settlesAll(started)
    const { id: phaseId, sections } = await phaseOf(started, 2)
    await openPhase(context, ana, { launchId: launch.id, phaseId })
    const before = await allRows(context.db)
    const shut = await refusalOf(wish(started, 'Deployed', 'tick'))
    const finalBox = await itemOf(started, 'READY')
    const opens = { kind: 'section', id: sections[0]?.id }
    const gate = { opens, needed: 1, missing: [finalBox], waived: [] }
    expect(shut).toEqual({ code: 'gate-shut', gate })
    expect(await allRows(context.db)).toEqual(before)
    expect((await wish(started, 'Deployed', 'start')).item.state).toBe('in-progress')
    await reachesGo(started)
    expect((await wish(started, 'Deployed', 'tick')).item.state).toBe('done')
  })

  it('does not tick without the evidence that an item needs, and does anything else', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const { id } = await itemOf(started, servers)
    await updateProof(context.db, id, true)
    const item = await itemOf(started, servers)
    const before = await allRows(context.db)
    const refusal = await refusalOf(wish(started, servers, 'tick', { note: 'Almost' }))
    expect(refusal).toEqual({ code: 'evidence-missing', item })
    expect(await allRows(context.db)).toEqual(before)
    expect((await wish(started, servers, 'exclude', { reason: 'No' })).outcome).toBe('changed')
    await insertEvidence(context.db, launch.id, {
      id: 'evidence-1',
      itemId: id,
      kind: 'link',
      url: 'https://a.example/',
      title: null,
      written: null,
      added: { at: context.clock.now(), by: kim.id },
    })
    expect((await wish(started, servers, 'tick')).item).toMatchObject({
      state: 'done',
      evidence: 1,
    })
  })

  it('keeps the owners and the due date of an item', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const item = await itemOf(started, servers)
    const owners = [{ kind: 'person' as const, id: bob.id }]
    const given = { at: context.clock.now(), by: ana.id }
    await replaceOwners(context.db, { ...item, launchId: launch.id }, owners, given)
    await wish(started, servers, 'tick')
    expect(await itemOf(started, servers)).toMatchObject({ state: 'done', owners, due: item.due })
    expect(item.due).toEqual({ at: launch.t0, by: 'plan' })
  })

  it('refuses an item that is not there', async () => {
    const { context } = await aStarted()
    const wished = { itemId: 'none', action: 'tick', version: 0, reason: null } as const
    expect(await refusalOf(changeItem(context, kim, wished))).toEqual({ code: 'item-unknown' })
  })
})
