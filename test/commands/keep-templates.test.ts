import { expect, it } from 'vitest'
import {
  retireTemplate,
  saveTemplate,
  type TemplateSave,
} from '../../src/commands/keep-templates.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { limits } from '../../src/domain/limits.ts'
import { listTemplates, listVersions, offeredTemplates } from '../../src/store/templates.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import {
  aContext,
  aLaunch,
  anActor,
  ana,
  boardOf,
  bob,
  refusalOf,
  smallChecklist,
} from '../support/launches.ts'

const ours = smallChecklist.replace('Small', 'Our')
const more = ours.replace('- [ ] Deployed', '- [ ] Deployed\n- [ ] Seen')
const aSave = (change: Partial<TemplateSave> = {}): TemplateSave => ({
  ...{ formId: 'form-1', templateId: null, seen: null, source: ours, note: null },
  ...change,
})

onEachDialect('saving a template', (open) => {
  it('keeps a new one, once, and launches can be started from it', async () => {
    const context = aContext(await open())
    const first = await saveTemplate(context, bob, aSave({ note: ' For the web ' }))
    expect(first.version).toMatchObject({ number: 1, name: 'Our checklist', note: 'For the web' })
    const before = await allRows(context.db)
    expect(await saveTemplate(context, bob, aSave())).toEqual(first)
    expect(await allRows(context.db)).toEqual(before)
    expect((await offeredTemplates(context.db)).map(({ id }) => id)).toEqual([first.version.id])
  })

  it('adds a version with its author, time and note, and follows its title', async () => {
    const context = aContext(await open())
    const { version } = await saveTemplate(context, bob, aSave())
    const { templateId } = version
    context.clock.moveBy(60_000)
    const source = more.replace('# Our', '# Web')
    const next = aSave({ formId: 'form-2', templateId, seen: 1, source, note: 'One more' })
    const saved = await saveTemplate(context, ana, next)
    expect(saved.before).toEqual(version)
    expect(await listVersions(context.db, templateId)).toMatchObject([
      { number: 2, name: 'Web checklist', note: 'One more', saved: { by: ana.id } },
      { number: 1, name: 'Our checklist', saved: { by: bob.id } },
    ])
    const [listed] = await listTemplates(context.db)
    expect(listed?.template).toMatchObject({
      id: templateId,
      name: 'Web checklist',
      keptBy: 'people',
    })
    const same = { ...next, formId: 'form-3', seen: 2 }
    expect((await saveTemplate(context, ana, same)).version).toEqual(saved.version)
    expect(await listVersions(context.db, templateId)).toHaveLength(2)
  })

  it('makes a shipped one the people’s own', async () => {
    const context = aContext(await open())
    await offerTemplates(context, [ours])
    const [shipped] = await offeredTemplates(context.db)
    const { templateId = null } = shipped ?? {}
    await saveTemplate(context, bob, aSave({ templateId, seen: 1, source: more }))
    await offerTemplates(context, [ours.replace('Deployed', 'Shipped')])
    expect((await offeredTemplates(context.db)).map(({ source }) => source)).toEqual([more])
  })

  it('leaves launches that run as they are', async () => {
    const started = await aLaunch(await open())
    const before = await boardOf(started)
    const [newest] = await offeredTemplates(started.context.db)
    const { templateId = null } = newest ?? {}
    await saveTemplate(started.context, bob, aSave({ templateId, seen: 1, source: more }))
    expect(await boardOf(started)).toEqual(before)
  })

  it('refuses what somebody else has changed, and a name that another one has', async () => {
    const context = aContext(await open())
    const { version } = await saveTemplate(context, bob, aSave())
    const { templateId } = version
    await saveTemplate(context, ana, aSave({ formId: 'form-2', templateId, seen: 1, source: more }))
    const late = aSave({ formId: 'form-3', templateId, seen: 1, source: `${ours}\nMore` })
    expect(await refusalOf(saveTemplate(context, bob, late))).toEqual({
      code: 'template-changed',
      name: 'Our checklist',
      saved: { at: context.clock.now(), by: ana.id },
    })
    const twice = aSave({ formId: 'form-4', source: ours.replace('# Our', '#  our') })
    expect(await refusalOf(saveTemplate(context, bob, twice))).toEqual({
      code: 'template-named',
      name: 'our checklist',
    })
  })

  it('refuses what cannot be read, a note that is too long, and who may not', async () => {
    const context = aContext(await open())
    const before = await allRows(context.db)
    const attempt = (change: Partial<TemplateSave>, by = bob) =>
      refusalOf(saveTemplate(context, by, aSave(change)))
    expect(await attempt({ source: '# None\n\nOnly words.' })).toMatchObject({
      code: 'template-unreadable',
    })
    expect(await attempt({ note: 'x'.repeat(limits.reason + 1) })).toMatchObject({
      faults: { note: { code: 'too-long' } },
    })
    expect(await attempt({}, anActor('U-GUS', { standing: 'guest' }))).toMatchObject({
      code: 'not-permitted',
    })
    expect(await attempt({ templateId: 'none' })).toEqual({ code: 'template-unknown' })
    expect(await allRows(context.db)).toEqual(before)
  })
})

onEachDialect('retiring a template', (open) => {
  it('offers it no more, and again when it is brought back', async () => {
    const context = aContext(await open())
    const { version } = await saveTemplate(context, bob, aSave())
    const { templateId } = version
    await retireTemplate(context, ana, { templateId, isRetired: true })
    await retireTemplate(context, bob, { templateId, isRetired: true })
    expect((await listTemplates(context.db))[0]?.template.retired).toMatchObject({ by: ana.id })
    expect(await offeredTemplates(context.db)).toEqual([])
    await saveTemplate(context, bob, aSave({ formId: 'form-2' }))
    const back = retireTemplate(context, bob, { templateId, isRetired: false })
    expect(await refusalOf(back)).toEqual({ code: 'template-named', name: 'Our checklist' })
    const [other] = await offeredTemplates(context.db)
    await retireTemplate(context, bob, { templateId: other?.templateId ?? '', isRetired: true })
    await retireTemplate(context, bob, { templateId, isRetired: false })
    expect((await offeredTemplates(context.db)).map(({ id }) => id)).toEqual([version.id])
  })
})
