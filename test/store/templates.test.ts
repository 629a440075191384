import { expect, it } from 'vitest'
import {
  findOfferedTemplate,
  findTemplateNamed,
  findVersion,
  findVersionOfKey,
  insertTemplate,
  insertVersion,
  listTemplates,
  listVersions,
  markRetired,
  offeredTemplates,
  updateTemplate,
} from '../../src/store/templates.ts'
import { onEachDialect } from '../support/databases.ts'
import { after, aVersion, keep, start } from '../support/rows.ts'

const web = aVersion({ id: 'web', name: 'Web' })
const apps = aVersion({ id: 'apps', name: 'Apps' })
const second = aVersion({ id: 'web-2', templateId: 'web', number: 2, name: 'Web', note: 'Shorter' })
const retired = { at: start, by: 'U-ANA' }

onEachDialect('templates', (open) => {
  it('are offered by name, each in its newest version', async () => {
    const db = await open()
    await keep(db, web)
    await keep(db, apps)
    await insertVersion(db, { ...second, key: 'form-2' })
    expect(await offeredTemplates(db)).toEqual([apps, second])
    expect(await listVersions(db, 'web')).toEqual([second, web])
    expect(await findVersion(db, 'web')).toEqual(web)
    expect(await findVersionOfKey(db, 'form-2')).toEqual(second)
    // A form that was opened before the second version was saved.
    expect(await findOfferedTemplate(db, 'web')).toEqual(web)
  })

  it('that are retired are not offered, and are listed last', async () => {
    const db = await open()
    await keep(db, apps)
    await keep(db, web)
    await markRetired(db, 'apps', retired)
    expect((await offeredTemplates(db)).map(({ id }) => id)).toEqual(['web'])
    expect(await findOfferedTemplate(db, 'apps')).toBeUndefined()
    const listed = (await listTemplates(db)).map(({ template }) => template)
    expect(listed).toMatchObject([
      { id: 'web', retired: null },
      { id: 'apps', retired },
    ])
    await markRetired(db, 'apps', null)
    expect(await offeredTemplates(db)).toHaveLength(2)
  })

  it('have a name that is free again when they are retired', async () => {
    const db = await open()
    await keep(db, web)
    expect(await findTemplateNamed(db, '  WEB ')).toMatchObject({ id: 'web' })
    const again = { id: 'other', name: 'web', keptBy: 'people' } as const
    await expect(insertTemplate(db, again)).rejects.toThrow()
    await markRetired(db, 'web', retired)
    expect(await findTemplateNamed(db, 'web')).toBeUndefined()
    await insertTemplate(db, again)
    await updateTemplate(db, { ...again, name: 'Web sites' })
    expect(await findTemplateNamed(db, 'web sites')).toMatchObject({ id: 'other' })
  })

  it('have each number and each key once', async () => {
    const db = await open()
    await keep(db, web)
    const twice = { ...second, number: 1, saved: { at: after(60), by: 'U-ANA' } }
    await expect(insertVersion(db, { ...twice, key: 'form-2' })).rejects.toThrow()
    await expect(insertVersion(db, { ...second, key: 'key of web' })).rejects.toThrow()
  })
})
