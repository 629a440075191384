import { expect, it } from 'vitest'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import {
  listVersions,
  markRetired,
  offeredTemplates,
  updateTemplate,
} from '../../src/store/templates.ts'
import { allRows, onEachDialect } from '../support/databases.ts'
import { aContext, aLaunch, boardOf, refusalOf, smallChecklist } from '../support/launches.ts'

const other = smallChecklist.replace('Small', 'Other')

onEachDialect('offering templates', (open) => {
  const offered = async (context: ReturnType<typeof aContext>) =>
    (await offeredTemplates(context.db)).map(({ name }) => name)

  it('offers exactly these, and says what of them it left out', async () => {
    const context = aContext(await open())
    const odd = smallChecklist.replace('- [ ] Deployed', '- [ ] Deployed\n- no box')
    expect(await offerTemplates(context, [odd])).toEqual([
      {
        name: 'Small checklist',
        unplaced: [{ line: expect.any(Number), problem: expect.any(String) }],
      },
    ])
    expect(await offered(context)).toEqual(['Small checklist'])
    await offerTemplates(context, [other])
    expect(await offered(context)).toEqual(['Other checklist'])
  })

  it('does not read again what is kept', async () => {
    const context = aContext(await open())
    const sources = [smallChecklist, other]
    expect(await offerTemplates(context, sources)).toHaveLength(2)
    expect(await offerTemplates(context, sources)).toEqual([])
    const changed = other.replace('Deployed', 'Shipped')
    expect(await offerTemplates(context, [smallChecklist, changed])).toHaveLength(1)
  })

  it('offers again what was withdrawn, as the template that it was', async () => {
    const context = aContext(await open())
    await offerTemplates(context, [smallChecklist])
    const before = await offeredTemplates(context.db)
    await offerTemplates(context, [other])
    await offerTemplates(context, [smallChecklist])
    expect(await offeredTemplates(context.db)).toEqual(before)
  })

  it('changes nothing when the same are offered', async () => {
    const context = aContext(await open())
    await offerTemplates(context, [smallChecklist, other])
    const before = await allRows(context.db)
    context.clock.moveBy(60_000)
    await offerTemplates(context, [smallChecklist, other])
    expect(await allRows(context.db)).toEqual(before)
  })

  it('leaves running launches as they are', async () => {
    const started = await aLaunch(await open())
    const before = await boardOf(started)
    await offerTemplates(started.context, [other])
    expect(await boardOf(started)).toEqual(before)
  })

  it('refuses all of them when one cannot be read', async () => {
    const context = aContext(await open())
    await offerTemplates(context, [smallChecklist])
    const before = await allRows(context.db)
    const reason = await refusalOf(offerTemplates(context, [other, '# No boxes\n\nOnly words.\n']))
    expect(reason).toMatchObject({ code: 'template-unreadable', name: 'No boxes' })
    expect(await allRows(context.db)).toEqual(before)
  })
})

onEachDialect('a shipped template', (open) => {
  const changed = smallChecklist.replace('- [ ] Deployed', '- [ ] Deployed\n- [ ] Seen')

  it('with another content is a new version', async () => {
    const context = aContext(await open())
    await offerTemplates(context, [smallChecklist])
    context.clock.moveBy(60_000)
    await offerTemplates(context, [changed])
    await offerTemplates(context, [smallChecklist])
    const [newest] = await offeredTemplates(context.db)
    const versions = await listVersions(context.db, newest?.templateId ?? '')
    expect(versions.map(({ number, source }) => [number, source])).toEqual([
      [3, smallChecklist],
      [2, changed],
      [1, smallChecklist],
    ])
    const before = await allRows(context.db)
    await offerTemplates(context, [smallChecklist])
    expect(await allRows(context.db)).toEqual(before)
  })

  it('that people have made their own, or retired, stays as they left it', async () => {
    const context = aContext(await open())
    await offerTemplates(context, [smallChecklist, other])
    const [mine, theirs] = await offeredTemplates(context.db)
    if (!theirs || !mine) throw new Error('not offered')
    await updateTemplate(context.db, { id: theirs.templateId, name: theirs.name, keptBy: 'people' })
    await markRetired(context.db, mine.templateId, { at: context.clock.now(), by: 'U-ANA' })
    await offerTemplates(context, [changed, other.replace('Deployed', 'Shipped')])
    expect(await offeredTemplates(context.db)).toEqual([theirs])
  })
})
