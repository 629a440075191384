import { expect, it } from 'vitest'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
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
