import { expect, it } from 'vitest'
import { findOfferedTemplate, offeredTemplates, offerTemplates } from '../../src/store/templates.ts'
import { onEachDialect } from '../support/databases.ts'
import { after, aTemplate, start } from '../support/rows.ts'

const web = aTemplate({ id: 'web', name: 'Web' })
const apps = aTemplate({ id: 'apps', name: 'Apps' })

onEachDialect('templates', (open) => {
  it('are offered by name', async () => {
    const db = await open()
    await offerTemplates(db, [web, apps], start)
    expect((await offeredTemplates(db)).map(({ name }) => name)).toEqual(['Apps', 'Web'])
    const { id, name, source } = web
    expect(await findOfferedTemplate(db, 'web')).toEqual({ id, name, source })
  })

  it('are withdrawn when they are not offered again', async () => {
    const db = await open()
    await offerTemplates(db, [web, apps], start)
    await offerTemplates(db, [apps], after(60))
    expect((await offeredTemplates(db)).map(({ id }) => id)).toEqual(['apps'])
    expect(await findOfferedTemplate(db, 'web')).toBeUndefined()
  })

  it('come back under the id that they had', async () => {
    const db = await open()
    await offerTemplates(db, [web], start)
    await offerTemplates(db, [], after(60))
    expect(await offeredTemplates(db)).toEqual([])
    await offerTemplates(db, [{ ...web, id: 'another id' }], after(120))
    expect((await offeredTemplates(db)).map(({ id }) => id)).toEqual(['web'])
  })

  it('with other contents are other templates', async () => {
    const db = await open()
    await offerTemplates(db, [web], start)
    await offerTemplates(db, [{ ...web, id: 'web-2', digest: 'of other words' }], after(60))
    expect((await offeredTemplates(db)).map(({ id }) => id)).toEqual(['web-2'])
  })
})
