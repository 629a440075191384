import { describe, expect, it } from 'vitest'
import { fillRoles } from '../../src/commands/fill-roles.ts'
import { dropEvidence, keepEvidence } from '../../src/commands/keep-evidence.ts'
import { moveT0 } from '../../src/commands/move-t0.ts'
import { releasePerson } from '../../src/commands/release-person.ts'
import { digestOfList, listToSign } from '../../src/domain/sign-off.ts'
import { listEvidence } from '../../src/store/evidence.ts'
import { listRequests } from '../../src/store/sign-offs.ts'
import { onEachDialect } from '../support/databases.ts'
import { callsRoll, does, needed, settlesAll, signs } from '../support/go-no-go.ts'
import {
  aLaunch,
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
  someFacts,
} from '../support/launches.ts'

const signOffOf = async (started: StartedLaunch, name: string) => {
  const { roles, signOffs } = await boardOf(started)
  const role = roles.find((each) => each.name === name)
  return signOffs.find(({ roleId }) => roleId === role?.id)
}
const typesOf = async (started: StartedLaunch) => (await recordOf(started)).map(({ type }) => type)

/** Names a deputy for the Technical Lead, or says that one person may sign for several roles. */
async function changesRoles(
  started: StartedLaunch,
  {
    deputy,
    personId,
    mayDouble = false,
  }: { deputy?: string; personId?: string; mayDouble?: boolean },
) {
  const { launch, roles } = await boardOf(started)
  const [role] = roles
  if (!role) throw new Error('no role')
  const wish = (seen: string | null, next: string | undefined) => ({
    id: role.id,
    seen,
    wish: next ?? seen,
  })
  await fillRoles(
    started.context,
    ana,
    {
      launchId: launch.id,
      lead: { seen: launch.leadId, wish: launch.leadId },
      roles: [wish(role.personId, personId)],
      deputies: [wish(role.deputyId, deputy)],
      mayDouble,
    },
    someFacts().people,
  )
}

onEachDialect('signing off', (open) => {
  it('keeps who said what of which list, and records it', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await emptyOutbox(started.context.db)
    const { role, outcome } = await signs(started, bob)
    expect(outcome).toBe('signed')
    expect(role.name).toBe('Technical Lead')
    const board = await boardOf(started)
    const entry = (await recordOf(started)).find(({ type }) => type === 'sign-off.given')
    expect(await signOffOf(started, 'Technical Lead')).toMatchObject({
      place: entry?.place,
      hash: entry?.hash,
      verdict: 'go',
      given: { at: started.context.clock.now(), by: bob.id },
      digest: digestOfList(listToSign(board)),
      voidedAt: null,
    })
    expect((await recordOf(started)).at(-1)).toMatchObject({
      type: 'sign-off.given',
      by: bob.id,
      data: { role: 'Technical Lead', verdict: 'go', items: 3, unsettled: 0, isDeputy: false },
    })
    expect((await outboxOf(started.context.db)).map(({ key }) => key)).toContain(
      `board:${started.launch.id}`,
    )
  })

  it('twice the same changes nothing; another verdict takes its place', async () => {
    const started = await aLaunch(await open())
    await signs(started, bob)
    const before = await recordOf(started)
    expect((await signs(started, bob)).outcome).toBe('unchanged')
    expect(await recordOf(started)).toEqual(before)
    await signs(started, bob, { verdict: 'no-go', reason: 'No backup' })
    const { signOffs } = await boardOf(started)
    expect(signOffs).toMatchObject([{ verdict: 'no-go', reason: 'No backup' }])
  })

  it.each([
    ['the lead, who fills no role', ana],
    ['a member', kim],
  ])('is not for %s', async (_, by) => {
    const started = await aLaunch(await open())
    expect(await refusalOf(signs(started, by))).toMatchObject({
      code: 'not-permitted',
      permission: 'sign-off',
    })
  })

  it('is not for another role than one’s own', async () => {
    const started = await aLaunch(await open())
    const [, security] = (await boardOf(started)).roles
    const refusal = await refusalOf(signs(started, bob, { roleId: security?.id ?? '' }))
    expect(refusal).toMatchObject({ code: 'not-permitted', approverIds: [erin.id] })
  })

  it('is for a deputy, too', async () => {
    const started = await aLaunch(await open())
    await changesRoles(started, { deputy: kim.id })
    await signs(started, kim)
    expect(await signOffOf(started, 'Technical Lead')).toMatchObject({ given: { by: kim.id } })
    expect((await recordOf(started)).at(-1)).toMatchObject({ data: { isDeputy: true } })
  })

  it('is for one role a person, unless the launch says otherwise', async () => {
    const started = await aLaunch(await open())
    await changesRoles(started, { deputy: erin.id })
    const [technical, security] = (await boardOf(started)).roles
    await signs(started, erin, { roleId: security?.id ?? '' })
    expect(await refusalOf(signs(started, erin, { roleId: technical?.id ?? '' }))).toEqual({
      code: 'signed-already',
      role: 'Technical Lead',
      other: 'Security Lead',
    })
    expect(await refusalOf(signs(started, erin))).toEqual({
      code: 'faults',
      faults: { role: { code: 'role-missing' } },
    })
    await changesRoles(started, { mayDouble: true })
    await signs(started, erin, { roleId: technical?.id ?? '' })
    expect((await boardOf(started)).signOffs).toHaveLength(2)
  })

  it.each([
    ['no-go', { reason: ' ' }, { reason: { code: 'reason-missing' } }],
    ['hold', { reason: 'Wait' }, { until: { code: 'time-missing' } }],
    [
      'hold',
      { reason: 'Wait', until: new Date('2026-11-23T08:59:59Z') },
      { until: { code: 'date-past' } },
    ],
    ['go', { reason: 'x'.repeat(301) }, { reason: { code: 'too-long', limit: 300, length: 301 } }],
  ] as const)('%s with %o lacks something', async (verdict, more, faults) => {
    const started = await aLaunch(await open())
    expect(await refusalOf(signs(started, bob, { verdict, ...more }))).toEqual({
      code: 'faults',
      faults,
    })
  })

  it('overturns nothing that its signer did not see', async () => {
    const started = await aLaunch(await open())
    await changesRoles(started, { deputy: kim.id })
    await signs(started, kim, { verdict: 'no-go', reason: 'A key leaked' })
    // Bob's dialog was opened before.
    expect(await refusalOf(signs(started, bob, { before: null }))).toEqual({
      code: 'signed-meanwhile',
    })
    expect(await signOffOf(started, 'Technical Lead')).toMatchObject({ verdict: 'no-go' })
  })

  it('delivered again after another word, changes nothing', async () => {
    const started = await aLaunch(await open())
    await signs(started, bob)
    await signs(started, bob, { verdict: 'no-go', reason: 'A key leaked' })
    expect(await refusalOf(signs(started, bob, { before: null }))).toEqual({
      code: 'signed-meanwhile',
    })
  })

  it('signs what was seen, and nothing else', async () => {
    const started = await aLaunch(await open())
    const seen = digestOfList(listToSign(await boardOf(started)))
    await does(started, 'tick', 'Servers ready')
    expect(await refusalOf(signs(started, bob, { seen }))).toEqual({ code: 'list-changed' })
  })
})

onEachDialect('what was signed', (open) => {
  it('counts on while things are settled', async () => {
    const started = await aLaunch(await open())
    await signs(started, bob)
    await settlesAll(started)
    expect(await signOffOf(started, 'Technical Lead')).toMatchObject({ voidedAt: null })
  })

  const bads: [what: string, change: (started: StartedLaunch) => Promise<unknown>][] = [
    ['undone', (started) => does(started, 'undo', 'Servers ready')],
    ['blocked', (started) => does(started, 'block', 'Servers ready', { reason: 'Power' })],
    ['set aside', (started) => does(started, 'exclude', 'Servers ready', { reason: 'None' })],
  ]
  it.each(bads)('is void when an item is %s, and its owner is asked again', async (_, change) => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await signs(started, bob)
    await change(started)
    expect(await signOffOf(started, 'Technical Lead')).toMatchObject({
      voidedAt: started.context.clock.now(),
    })
    const voided = (await recordOf(started)).findLast(({ type }) => type === 'sign-off.voided')
    expect(voided).toMatchObject({
      data: { role: 'Technical Lead', personId: bob.id, changes: [{ text: 'Servers ready' }] },
    })
    const requests = await listRequests(started.context.db, started.launch.id)
    expect(requests.filter(({ why }) => why === 'void')).toMatchObject([{ personId: bob.id }])
  })

  it('brings the DMs that are over up to date when the role says something else, or is void', async () => {
    const started = await aLaunch(await open())
    const { db } = started.context
    await settlesAll(started)
    const requests = await listRequests(db, started.launch.id)
    const asked = requests.find(({ personId }) => personId === bob.id)
    await signs(started, bob)
    const isTold = async () => {
      const keys = (await outboxOf(db)).map(({ key }) => key)
      await emptyOutbox(db)
      return keys.includes(`request:${asked?.id}`)
    }
    expect(await isTold()).toBe(true)
    await does(started, 'undo', 'Servers ready')
    expect(await isTold()).toBe(true)
    await signs(started, bob, { verdict: 'no-go', reason: 'no disk' })
    expect(await isTold()).toBe(true)
  })

  it('stays void when the item is as it was, until it is signed again', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await signs(started, bob)
    await does(started, 'undo', 'Servers ready')
    await does(started, 'tick', 'Servers ready')
    expect((await signOffOf(started, 'Technical Lead'))?.voidedAt).not.toBeNull()
    await signs(started, bob)
    expect(await signOffOf(started, 'Technical Lead')).toMatchObject({ voidedAt: null })
    expect((await recordOf(started)).at(-1)).toMatchObject({ data: { isRenewal: true } })
  })

  it('is void for another T-0', async () => {
    const started = await aLaunch(await open())
    await signs(started, bob)
    await moveT0(started.context, ana, {
      launchId: started.launch.id,
      seen: started.launch.t0,
      to: new Date('2026-12-08T10:00:00Z'),
      reason: 'Freeze',
      shut: [],
    })
    expect(
      (await recordOf(started)).findLast(({ type }) => type === 'sign-off.voided'),
    ).toMatchObject({ data: { changes: [{ text: 'T-0', kind: 't0-moved' }] } })
  })

  it('is void when its signer is not named for the role any more', async () => {
    const started = await aLaunch(await open())
    await signs(started, bob)
    await changesRoles(started, { personId: kim.id })
    const voided = (await recordOf(started)).findLast(({ type }) => type === 'sign-off.voided')
    expect(voided).toMatchObject({ data: { personId: bob.id, why: 'role' } })
  })

  it('is void when its deputy has left, and takes the final box with it', async () => {
    const started = await aLaunch(await open())
    await settlesAll(started)
    await changesRoles(started, { deputy: kim.id })
    await signs(started, kim)
    await signs(started, erin)
    await callsRoll(started)
    expect((await boardOf(started)).finalBox?.state).toBe('done')
    await releasePerson(started.context, aPerson(kim.id, 'deactivated'))
    expect((await boardOf(started)).finalBox?.state).toBe('open')
    const left = (await recordOf(started)).findLast(({ type }) => type === 'person.left')
    expect(left).toMatchObject({ data: { personId: kim.id, deputyFor: ['Technical Lead'] } })
    // Whom it is asked of now.
    const requests = await listRequests(started.context.db, started.launch.id)
    expect(requests.map(({ personId }) => personId)).toEqual([bob.id])
  })

  it('is void for a second role when one person may sign for one again', async () => {
    const started = await aLaunch(await open())
    await changesRoles(started, { deputy: erin.id, mayDouble: true })
    for (const { id: roleId } of (await boardOf(started)).roles) {
      await signs(started, erin, { roleId })
    }
    await changesRoles(started, { mayDouble: false })
    const { signOffs, roles } = await boardOf(started)
    const voided = signOffs.filter(({ voidedAt }) => voidedAt !== null)
    expect(voided.map(({ roleId }) => roleId)).toEqual([roles[1]?.id])
    expect(
      (await recordOf(started)).findLast(({ type }) => type === 'sign-off.voided'),
    ).toMatchObject({
      data: { why: 'double' },
    })
  })

  it('is void when evidence that was signed is removed, and when its rule changes', async () => {
    const started = await aLaunch(await open())
    const { id: itemId } = await itemOf(started, 'Servers ready')
    const link = { kind: 'link' as const, url: 'https://example.com/', title: null, written: null }
    await keepEvidence(started.context, bob, { itemId, pieces: [link], tick: 0 })
    await signs(started, bob)
    const [piece] = await listEvidence(started.context.db, itemId)
    await dropEvidence(started.context, bob, { evidenceId: piece?.id ?? '' })
    expect((await signOffOf(started, 'Technical Lead'))?.voidedAt).not.toBeNull()
    await signs(started, bob)
    const { version } = await itemOf(started, 'Servers ready')
    const rule = { itemId, pieces: [link], isRequired: true, tick: version }
    await keepEvidence(started.context, bob, rule)
    expect((await signOffOf(started, 'Technical Lead'))?.voidedAt).not.toBeNull()
  })

  it('is not looked at once the items around it change nothing of the list', async () => {
    const started = await aLaunch(await open())
    await signs(started, bob)
    await does(started, 'start', 'Backup tested')
    expect(await typesOf(started)).not.toContain('sign-off.voided')
  })
})

onEachDialect('asking for sign-offs', (open) => {
  it('asks each role once, when nothing is missing any more', async () => {
    const started = await aLaunch(await open())
    const { db } = started.context
    for (const words of needed.slice(0, -1)) await does(started, 'tick', words)
    expect(await listRequests(db, started.launch.id)).toEqual([])
    await does(started, 'tick', needed.at(-1) ?? '')
    const asked = async () =>
      (await listRequests(db, started.launch.id)).map(({ personId, why }) => [personId, why])
    expect((await asked()).sort()).toEqual([
      [bob.id, 'ready'],
      [erin.id, 'ready'],
    ])
    await does(started, 'undo', 'Cache warmed')
    await does(started, 'tick', 'Cache warmed')
    expect(await asked()).toHaveLength(2)
    await signs(started, bob)
    expect(await asked()).toEqual([[erin.id, 'ready']])
  })

  describe('a role that is filled later', () => {
    it('is asked then', async () => {
      const approvers = [{ role: 'Security Lead', personId: erin.id }]
      const started = await aLaunch(await open(), { approvers })
      await settlesAll(started)
      await changesRoles(started, { personId: kim.id })
      const requests = await listRequests(started.context.db, started.launch.id)
      expect(requests.map(({ personId }) => personId).sort()).toEqual([erin.id, kim.id].sort())
    })
  })
})
