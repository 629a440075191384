import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage[Symbol.asyncDispose]())

const dns = 'DNS records'
const as = (handle: string) => stage.sandbox.as(handle)
const type = (by: string, text: string, place = '#launch') => as(by).in(place).type(text)
const count = (by: string, words: RegExp) => as(by).dialog.lines.match(words)?.length ?? 0

async function tickAndUndo(times: number): Promise<void> {
  for (let round = 0; round < times; round++) {
    await as('bob').in('#launch').click('Done', dns)
    await as('bob').in('#launch').click('Undo', dns)
  }
}

describe('/golive log', () => {
  test('opens the history of the launch, a page at a time, in the dialog', async () => {
    await startLaunch(stage)
    await tickAndUndo(12)
    expect(await type('erin', '/golive log')).toEqual([])
    const { dialog } = as('erin')
    const ids = new Set([dialog.view.id])
    expect(dialog.lines).toMatch(/\*Payments 2.0\*\nEntries 1–10 of 2\d, newest first/)
    const first = dialog.lines
    expect(count('erin', /undid the tick|ticked “/g)).toBe(10)
    expect(first).toMatch(/undid the tick.*\n.*in the channel · Before: Done/)
    expect(first).toMatch(/ticked “.*\n.*Before: Open · Undone by <@/)
    await dialog.click('Older')
    const second = dialog.lines
    await dialog.click('Older')
    expect(dialog.lines).toContain('started *Payments 2.0*')
    expect(dialog.lines).toMatch(/Entries 21–2\d of 2\d/)
    await dialog.click('Newer')
    expect(dialog.lines).toBe(second)
    await dialog.click('Older')
    await dialog.click('Newest')
    expect(dialog.lines).toBe(first)
    ids.add(dialog.view.id)
    expect(ids.size).toBe(1)
  })

  test('finds an item by its words, asks when several fit, and says when none does', async () => {
    await startLaunch(stage)
    await as('bob').in('#launch').click('Done', dns)
    await type('ana', '/golive log dns')
    expect(as('ana').dialog.lines).toMatch(/\*Payments 2.0\*: DNS records[\s\S]*ticked/)
    const [which] = await type('ana', '/golive log tests passing')
    expect(which?.lines).toMatch(/Integration tests passing[\s\S]*End-to-end tests/)
    const [none] = await type('ana', '/golive log kangaroo')
    expect(none?.lines).toContain('is called “kangaroo”')
  })

  test('asks which launch, when several run in the channel', async () => {
    await startLaunch(stage)
    await startLaunch(stage, { name: 'Search' })
    const [which] = await type('ana', '/golive log')
    expect(which?.lines).toMatch(/Of which launch\?[\s\S]*Payments 2.0[\s\S]*Search/)
    await as('ana').in('#launch').click('History', 'Search')
    expect(as('ana').dialog.lines).toContain('started *Search*')
  })
})

describe('the filters', () => {
  beforeEach(async () => {
    await startLaunch(stage)
    await tickAndUndo(6)
    await as('chen').in('#launch').click('Done', 'Backup')
    await as('erin').in('#launch').click('Done', dns)
    await as('ana').in('#launch').click('History')
    await as('ana').dialog.click('Filter…')
  })

  test('narrow what is shown at once, together, and stay while pages are turned', async () => {
    const { dialog } = as('ana')
    await dialog.choose('What', 'Ticks and states')
    expect(dialog.lines).not.toContain('started *Payments 2.0*')
    await dialog.pickPeople('Who', 'bob')
    expect(dialog.lines).toContain('Entries 1–10 of 12')
    await dialog.click('Older')
    expect(dialog.lines).toContain('Entries 11–12 of 12')
    expect([dialog.value('What'), dialog.value('Who')]).toEqual(['Ticks and states', '@bob'])
    await dialog.pickPeople('Who')
    await dialog.fill('Words of an item', 'BACKUP')
    expect(dialog.lines).toContain('The one entry like that')
    expect(dialog.lines).toContain(`<@${as('chen').id}> ticked`)
    await dialog.choose('What', 'Sign-offs and gates')
    expect(dialog.lines).toContain('No entry is like that.')
    expect(dialog.value('Words of an item')).toBe('BACKUP')
  })

  test('take whole days of the reader', async () => {
    const { dialog } = as('ana')
    const today = stage.clock.now().toISOString().slice(0, 10)
    await dialog.fill('To', '2020-01-01')
    expect(dialog.lines).toContain('No entry is like that.')
    await dialog.fill('To', today)
    await dialog.fill('From', today)
    expect(dialog.lines).toContain('Entries 1–10 of')
    await dialog.fill('From', '2099-01-01')
    expect(dialog.lines).toContain('From is later than To')
  })

  test('can be cleared, and then come back empty', async () => {
    const { dialog } = as('ana')
    await dialog.pickPeople('Who', 'chen')
    await dialog.click('Clear Filters')
    expect(dialog.lines).toContain('Entries 1–10 of')
    expect(dialog.submitLabel).toBe('')
    await dialog.click('Filter…')
    expect(dialog.value('Who')).toBeNull()
  })

  test('can be submitted, too', async () => {
    const { dialog } = as('ana')
    await dialog.pickPeople('Who', 'chen')
    await dialog.submit()
    expect(dialog.lines).toContain('The one entry like that')
    expect(dialog.value('Who')).toBe('@chen')
  })

  test('of two that are changed at once both are minded, whichever arrives first', async () => {
    const { dialog } = as('ana')
    const stale = dialog.aim('Clear Filters')
    await dialog.pickPeople('Who', 'chen')
    // Sent from the dialog as it was before: its hash is not the dialog's any more.
    await stale.send()
    expect(dialog.submitLabel).toBe('')
    expect(dialog.lines).toContain('Entries 1–10 of')
  })
})

describe('the history of a person', () => {
  beforeEach(async () => {
    await startLaunch(stage)
    await startLaunch(stage, { channel: '#ops', name: 'Merger' })
    await as('ana').in('#launch').click('Done', dns)
    await as('ana').in('#ops').click('Done', 'Backup')
  })

  test('has all that they did, in every launch that the reader may see', async () => {
    await type('ana', `/golive log @ana`)
    const { dialog } = as('ana')
    expect(dialog.lines).toContain(`What <@${as('ana').id}> did`)
    expect(dialog.lines).toContain('started *Merger*')
    expect(dialog.lines).toMatch(/in the channel · Merger · Before: Open/)
    expect(dialog.lines).toMatch(/in the channel · Payments 2.0 · Before: Open/)
  })

  test('has nothing of a private launch that the reader is not in', async () => {
    await type('finn', '/golive log @ana')
    const { dialog } = as('finn')
    expect(dialog.lines).toContain('started *Payments 2.0*')
    expect(dialog.lines).not.toContain('Merger')
    expect(dialog.lines).not.toContain('Backup')
    const entries = /of (\d+)/.exec(dialog.lines)?.[1]
    await type('ana', '/golive log @ana')
    expect(Number(entries)).toBeLessThan(Number(/of (\d+)/.exec(as('ana').dialog.lines)?.[1]))
  })

  test('is found by words, too', async () => {
    await type('ana', '/golive log @ana dns')
    expect(as('ana').dialog.lines).toContain('The one entry like that')
    expect(as('ana').dialog.value('Words of an item')).toBe('dns')
  })

  test('is one click from what they did in one launch', async () => {
    await as('ana').in('#launch').click('History')
    const { dialog } = as('ana')
    await dialog.click('Filter…')
    await dialog.pickPeople('Who', 'ana')
    expect(dialog.lines).not.toContain('Merger')
    await dialog.click('Theirs in All Launches')
    expect(dialog.lines).toContain('started *Merger*')
  })
})
