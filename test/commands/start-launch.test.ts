import { expect, it, test } from 'vitest'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import type { DraftFacts, LaunchDraft } from '../../src/domain/draft.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import { limits } from '../../src/domain/limits.ts'
import type { Fault } from '../../src/domain/refusal.ts'
import { keyOf, sectionSurfaces } from '../../src/domain/surface.ts'
import { isUniqueViolation } from '../../src/store/dialect.ts'
import { listLaunches } from '../../src/store/launches.ts'
import { listSurfaces } from '../../src/store/surfaces.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { blindUntilInserted } from '../support/failing-database.ts'
import {
  aContext,
  aDraft,
  aLaunch,
  ana,
  aPerson,
  boardOf,
  bob,
  channelId,
  erin,
  kim,
  outboxOf,
  recordOf,
  refusalOf,
  smallChecklist,
  someFacts,
  workspaceId,
} from '../support/launches.ts'

onEachDialect('starting a launch', (open) => {
  const ready = async () => {
    const context = aContext(await open())
    await offerTemplates(context, [smallChecklist])
    const [template] = await offeredTemplates(context.db)
    return { context, draft: aDraft({ templateId: template?.id ?? null }) }
  }

  it('has the sections of the other launches in its channel sent again, so that they say whose they are', async () => {
    const { context, launch } = await aLaunch(await open())
    const isTheirs = (key: string) => key.startsWith('section:')
    await context.db.deleteFrom('outbox').execute()
    const [template] = await offeredTemplates(context.db)
    const second = { formId: 'form-2', name: 'Search', templateId: template?.id ?? null }
    await startLaunch(context, ana, aDraft(second), someFacts())
    const told = (await outboxOf(context.db)).filter(({ launch_id }) => launch_id === launch.id)
    expect(told.map(({ key, priority }) => isTheirs(key) && priority)).toEqual([1, 1])
  })

  it('makes its own copy of the checklist, with the first phase open', async () => {
    const { context, draft } = await ready()
    const { launch, isNew } = await startLaunch(context, kim, draft, someFacts())
    expect(isNew).toBe(true)
    const now = context.clock.now()
    expect(launch).toEqual({
      id: launch.id,
      workspaceId,
      channelId,
      isPrivate: false,
      isReachable: true,
      name: 'Payments 2.0',
      t0: draft.t0,
      zone: draft.zone,
      leadId: ana.id,
      templateName: 'Small checklist',
      started: { at: now, by: kim.id },
      isRehearsal: false,
      rehearsalId: null,
      mayDouble: false,
      gates: launch.gates,
      tailoring: { tier: 'high', absent: [], leftOut: 0 },
      links: [],
      live: null,
      ended: null,
    })
    const board = await boardOf({ context, launch })
    const [before, day] = board.phases
    const [deploy] = day?.sections ?? []
    expect(launch.gates).toEqual([
      { opens: { kind: 'final-box' }, needs: [{ kind: 'phase', id: before?.id }] },
      { opens: { kind: 'section', id: deploy?.id }, needs: [{ kind: 'final-box' }] },
      { opens: { kind: 'going-live' }, needs: [{ kind: 'final-box' }] },
      {
        opens: { kind: 'closing' },
        needs: [
          { kind: 'phase', id: before?.id },
          { kind: 'phase', id: day?.id },
          { kind: 'final-box' },
        ],
      },
    ])
    expect(board.launch).toEqual(launch)
    expect(board.phases.map(itemsOf).map((items) => items.length)).toEqual([3, 1])
    expect(board.phases.map(({ opened }) => opened)).toEqual([{ at: now, by: kim.id }, null])
    expect(board.roles.map(({ name, personId }) => [name, personId])).toEqual([
      ['Technical Lead', bob.id],
      ['Security Lead', erin.id],
    ])
  })

  it('is recorded, and asks for the board first and then the sections', async () => {
    const started = await aLaunch(await open())
    const { context, launch } = started
    const phase = (await boardOf(started)).phases[0]
    expect(await recordOf(started)).toMatchObject([
      {
        place: 1,
        type: 'launch.started',
        by: ana.id,
        data: {
          name: launch.name,
          t0: launch.t0.toISOString(),
          zone: launch.zone,
          leadId: ana.id,
          template: 'Small checklist',
          roles: [
            { name: 'Technical Lead', personId: bob.id },
            { name: 'Security Lead', personId: erin.id },
          ],
          isRehearsal: false,
          tier: 'high',
          absent: [],
          leftOut: 0,
        },
      },
      { place: 2, type: 'phase.opened', data: { phaseId: phase?.id, items: 3 } },
    ])
    const surfaces = phase?.sections.flatMap(sectionSurfaces).map(keyOf) ?? []
    const keys = [`board:${launch.id}`, ...surfaces]
    const told = (await outboxOf(context.db)).sort((one, two) => one.position - two.position)
    expect(told.map(({ key }) => key)).toEqual(keys)
    expect((await listSurfaces(context.db, launch.id)).map(({ key }) => key)).toEqual(keys)
  })

  it('from one form sent twice happens once', async () => {
    const { context, draft } = await ready()
    const first = await startLaunch(context, ana, draft, someFacts())
    const before = await allRows(context.db)
    const again = await startLaunch(context, ana, { ...draft, name: 'Else' }, someFacts())
    expect(again).toEqual({ launch: first.launch, isNew: false })
    expect(await allRows(context.db)).toEqual(before)
    expect(context.wakes).toBe(1)
  })

  it('from one form sent twice at once happens once', async () => {
    const { context, draft } = await ready()
    const both = [1, 2].map(() => startLaunch(context, ana, draft, someFacts()))
    const [one, other] = await Promise.all(both)
    expect(other?.launch).toEqual(one?.launch)
    expect([one?.isNew, other?.isNew].sort()).toEqual([false, true])
    expect(await listLaunches(context.db, workspaceId, null)).toHaveLength(1)
  })

  it('that did not yet see what the same form had started answers that', async () => {
    const { context, draft } = await ready()
    const first = await startLaunch(context, ana, draft, someFacts())
    const before = await allRows(context.db)
    const blind = { ...context, db: blindUntilInserted(context.db, 'launches') }
    const second = await startLaunch(blind, ana, draft, someFacts())
    expect(second).toEqual({ launch: first.launch, isNew: false })
    expect(await allRows(context.db)).toEqual(before)
  })

  it('that did not yet see a namesake refuses it all the same', async () => {
    const { context, draft } = await ready()
    const { launch } = await startLaunch(context, ana, draft, someFacts())
    const blind = { ...context, db: blindUntilInserted(context.db, 'launches') }
    const attempt = startLaunch(blind, ana, { ...draft, formId: 'form-2' }, someFacts())
    expect(await refusalOf(attempt)).toEqual({
      code: 'faults',
      faults: { name: { code: 'name-taken', launch } },
    })
  })

  it('is tried a second time and no more', async () => {
    const { context, draft } = await ready()
    await startLaunch(context, ana, draft, someFacts())
    const before = await allRows(context.db)
    const blind = { ...context, db: blindUntilInserted(context.db, 'launches', 2) }
    const attempt = startLaunch(blind, ana, draft, someFacts())
    await expect(attempt).rejects.toSatisfy(isUniqueViolation)
    expect(await allRows(context.db)).toEqual(before)
  })

  it('refuses a namesake in the channel, and says which launch that is', async () => {
    const { context, draft } = await ready()
    const { launch } = await startLaunch(context, ana, draft, someFacts())
    const namesake = { ...draft, formId: 'form-2', name: ' payments   2.0 ' }
    expect(await refusalOf(startLaunch(context, kim, namesake, someFacts()))).toEqual({
      code: 'faults',
      faults: { name: { code: 'name-taken', launch } },
    })
    const channel = { id: 'C-OTHER', status: 'joined', isPrivate: true } as const
    const elsewhere = { ...namesake, channelId: 'C-OTHER' }
    const other = await startLaunch(context, kim, elsewhere, someFacts({ channel }))
    expect(other.launch).toMatchObject({ name: 'payments 2.0', isPrivate: true })
  })

  const channel = (status: 'archived' | 'not-joined' | 'unseen'): Partial<DraftFacts> => ({
    channel: { id: channelId, status, isPrivate: false },
  })
  const person = (who: 'unknown' | 'silent' | ReturnType<typeof aPerson>): Partial<DraftFacts> => ({
    people: new Map([
      [ana.id, aPerson(ana.id)],
      [bob.id, aPerson(bob.id)],
      [erin.id, who],
    ]),
  })
  const erinLeads = { leadId: erin.id, approvers: [] }
  const tooLong = limits.launchName + 1
  const faulty: [field: string, fault: Fault, Partial<LaunchDraft>, Partial<DraftFacts>][] = [
    ['name', { code: 'empty' }, { name: ' \t' }, {}],
    [
      'name',
      { code: 'too-long', limit: limits.launchName, length: tooLong },
      { name: 'n'.repeat(tooLong) },
      {},
    ],
    ['t0', { code: 'date-missing' }, { t0: null }, {}],
    ['t0', { code: 'date-past' }, { t0: new Date('2026-11-23T08:59:00Z') }, {}],
    [
      't0',
      { code: 'date-too-far', days: limits.t0Days },
      { t0: new Date('2028-12-24T00:00:00Z') },
      {},
    ],
    ['lead', { code: 'person-missing' }, { leadId: null }, {}],
    ['lead', { code: 'person-unknown', personId: erin.id }, erinLeads, person('unknown')],
    ['lead', { code: 'slack-silent' }, erinLeads, person('silent')],
    [
      'approver:Security Lead',
      { code: 'person-unfit', personId: erin.id, standing: 'guest' },
      {},
      person(aPerson(erin.id, 'guest')),
    ],
    ['channel', { code: 'channel-missing' }, { channelId: null }, {}],
    ['channel', { code: 'slack-silent' }, {}, { channel: 'silent' }],
    ['channel', { code: 'channel-archived', channelId }, {}, channel('archived')],
    ['channel', { code: 'channel-not-joined', channelId }, {}, channel('not-joined')],
    ['channel', { code: 'channel-not-joined', channelId }, {}, channel('unseen')],
    ['template', { code: 'template-gone' }, { templateId: 'none' }, {}],
    ['template', { code: 'template-gone' }, { templateId: null }, {}],
  ]
  test.each(faulty)('refuses at %s: %o', async (field, fault, more, facts) => {
    const { context, draft } = await ready()
    const before = await allRows(context.db)
    const attempt = startLaunch(context, ana, { ...draft, ...more }, someFacts(facts))
    expect(await refusalOf(attempt)).toEqual({ code: 'faults', faults: { [field]: fault } })
    expect(await allRows(context.db)).toEqual(before)
  })

  it('does without what less risk and what is not there leave out, and remembers how much', async () => {
    const checklist = `${smallChecklist}
## Later
- [ ] Cleaned up <!-- tier: normal -->
- [ ] Cached <!-- if: cdn; owner: Technical Lead, QA; why: It was slow. -->
- [ ] Told <!-- owner: QA, tech lead -->
`
    const more = { checklist, absent: ['cdn'], tier: 'low' as const }
    const owners = [{ owner: 'QA', personId: kim.id }]
    const { context, launch } = await aLaunch(await open(), { ...more, owners })
    expect(launch.tailoring).toEqual({ tier: 'low', absent: ['cdn'], leftOut: 2 })
    const board = await boardOf({ context, launch })
    const [told, ...others] = board.phases.at(-1)?.sections.flatMap(({ items }) => items) ?? []
    expect(others).toEqual([])
    const [role] = board.roles
    expect(told).toMatchObject({
      text: 'Told',
      owners: [
        { kind: 'person', id: kim.id },
        { kind: 'role', id: role?.id },
      ],
    })
    const [started] = await recordOf({ context, launch })
    expect(started?.data).toMatchObject({ tier: 'low', absent: ['cdn'], leftOut: 2 })
  })

  it('keeps why an item is there, also in the next round', async () => {
    const checklist = '# T\n\n## P\n- [ ] A <!-- why: It was slow. -->\n'
    const started = await aLaunch(await open(), { checklist, approvers: [] })
    const items = (await boardOf(started)).phases.flatMap(itemsOf)
    expect(items).toMatchObject([{ text: 'A', why: 'It was slow.' }])
  })

  it('refuses a launch for which nothing is left', async () => {
    const checklist = '# T\n\n## P\n- [ ] A <!-- tier: high -->\n'
    const attempt = aLaunch(await open(), { checklist, approvers: [], tier: 'low' })
    expect(await refusalOf(attempt)).toEqual({
      code: 'faults',
      faults: { template: { code: 'nothing-applies' } },
    })
  })

  it('refuses an owner who cannot be one, at their field', async () => {
    const { context, draft } = await ready()
    const owners = [{ owner: 'QA', personId: erin.id }]
    const people = new Map([...someFacts().people, [erin.id, 'unknown' as const]])
    const wish = { ...draft, approvers: [], owners }
    const attempt = startLaunch(context, ana, wish, someFacts({ people }))
    expect(await refusalOf(attempt)).toEqual({
      code: 'faults',
      faults: { 'owner:QA': { code: 'person-unknown', personId: erin.id } },
    })
  })

  it('tells all faults at once', async () => {
    const { context, draft } = await ready()
    const nothing = { name: '', t0: null, leadId: null, channelId: null, templateId: null }
    const reason = await refusalOf(startLaunch(context, ana, { ...draft, ...nothing }, someFacts()))
    if (reason.code !== 'faults') throw new Error(reason.code)
    expect(Object.keys(reason.faults).sort()).toEqual(['channel', 'lead', 'name', 't0', 'template'])
  })

  it('refuses a template that was withdrawn while the form was open', async () => {
    const { context, draft } = await ready()
    await offerTemplates(context, [smallChecklist.replace('Small', 'Other')])
    expect(await refusalOf(startLaunch(context, ana, draft, someFacts()))).toEqual({
      code: 'faults',
      faults: { template: { code: 'template-gone' } },
    })
    expect(await listLaunches(context.db, workspaceId, null)).toEqual([])
  })

  it('leaves a role open that nobody was chosen for', async () => {
    const { context, draft } = await ready()
    const approvers = [{ role: 'Security Lead', personId: erin.id }]
    const { launch } = await startLaunch(context, ana, { ...draft, approvers }, someFacts())
    const { roles } = await boardOf({ context, launch })
    expect(roles.map(({ personId }) => personId)).toEqual([null, erin.id])
  })
})
