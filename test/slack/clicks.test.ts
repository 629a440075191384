import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
  await startLaunch(stage)
})
afterEach(() => stage[Symbol.asyncDispose]())

const dns = 'DNS records configured and tested'
const inLaunch = (handle: string) => stage.sandbox.as(handle).in('#launch')
const shown = () => inLaunch('ana').sees('*Infrastructure*')?.text ?? ''
const idOf = (handle: string) => stage.sandbox.as(handle).id

test('one click ticks and says who and when; one more undoes', async () => {
  await inLaunch('bob').click('Done', dns)
  expect(shown()).toMatch(
    new RegExp(`✅ ${dns}\n\\*Done\\* · <@${idOf('bob')}> · <!date\\^\\d+\\^`),
  )
  expect(shown()).toContain('1 of 7 settled')
  await inLaunch('chen').click('Undo', dns)
  expect(shown()).toContain(`⬜ ${dns}\nOpen again · <@${idOf('chen')}>`)
  expect(shown()).toContain('0 of 7 settled')
})

test('a tick edits messages and posts none', async () => {
  stage.sandbox.calls.clear()
  await inLaunch('bob').click('Done', dns)
  expect(stage.sandbox.calls.count('chat.postMessage')).toBe(0)
  expect(stage.sandbox.calls.count('chat.update')).toBe(2)
})

describe('clicks that lose a race', () => {
  test('two people tick at once: it happens once, and the second is told', async () => {
    const first = inLaunch('bob').aim('Done', dns)
    const second = inLaunch('chen').aim('Done', dns)
    expect((await first.send()).notices).toEqual([])
    const [notice] = (await second.send()).notices
    expect(notice?.isEphemeral).toBe(true)
    expect(notice?.text).toMatch(
      new RegExp(`faster: “${dns}” is now \\*done\\* \\(<@${idOf('bob')}>`),
    )
    expect(shown()).toContain(`<@${idOf('bob')}>`)
  })

  test('the same click delivered three times happens once, silently', async () => {
    const click = inLaunch('bob').aim('Done', dns)
    for (let times = 0; times < 3; times++) expect((await click.send()).notices).toEqual([])
    await inLaunch('bob').type('/golive log dns')
    expect(stage.sandbox.as('bob').dialog.lines.match(/ticked/g)).toHaveLength(1)
  })

  test('a stale Undo does not undo a tick that its sender never saw', async () => {
    await inLaunch('bob').click('Done', dns)
    const stale = inLaunch('chen').aim('Undo', dns)
    await inLaunch('bob').click('Undo', dns)
    await inLaunch('dita').click('Done', dns)
    const [notice] = (await stale.send()).notices
    expect(notice?.text).toMatch(/Nothing was changed, because this item has changed since/)
    expect(notice?.text).toContain(`<@${idOf('dita')}>`)
    expect(shown()).toContain('✅')
  })

  test('a second opening of the next phase is told who opened it', async () => {
    const first = inLaunch('ana').aim('Open Launch Day (D-Day)', 'T-0')
    await first.send()
    expect((await first.send()).notices).toEqual([])
    expect(inLaunch('ana').sees('*Launch Day (D-Day)*: 27 items')).toBeDefined()
  })
})

describe('who may', () => {
  test('a guest looks, and is told who can', async () => {
    const [notice] = (await inLaunch('gus').click('Done', dns)).notices
    expect(notice?.text).toMatch(
      new RegExp(`Guests can only change an item that they own.* Ask the lead, <@${idOf('ana')}>`),
    )
    expect(shown()).toContain(`⬜ ${dns}`)
  })

  test('only lead and approvers open a phase', async () => {
    const [notice] = (await inLaunch('finn').click('Open Launch Day (D-Day)', 'T-0')).notices
    expect(notice?.text).toBe(`Only the lead, <@${idOf('ana')}>, can open a phase.`)
    expect(inLaunch('ana').sees('Team briefing completed')).toBeUndefined()
  })

  test('nobody ticks the final box, which waits for what comes before it', () => {
    const board = () => inLaunch('ana').sees('READY FOR PRODUCTION')?.lines
    expect(board()).toContain('All checklist items complete · waits for 59 items: Infrastructure 7')
    expect(() => inLaunch('ana').aim('Done', 'READY FOR PRODUCTION')).toThrow('not to be seen')
    expect(() => inLaunch('ana').aim('Start Roll Call')).toThrow('not to be seen')
  })
})

describe('the item dialog', () => {
  async function open(handle: string) {
    await inLaunch(handle).click('Details', '*Infrastructure*')
    await stage.sandbox.as(handle).dialog.click('Edit', dns)
    return stage.sandbox.as(handle).dialog
  }

  test('is two clicks away and shows all there is', async () => {
    const dialog = await open('bob')
    expect(dialog.title).toBe('Item')
    expect(dialog.lines).toContain(dns)
    expect(dialog.value('State')).toBe('Open')
  })

  test('blocks with a reason, which the section, the board and the channel show', async () => {
    const dialog = await open('bob')
    await dialog.choose('State', 'Blocked')
    await dialog.submit()
    expect(dialog.errors).toEqual({ Reason: 'Give a reason: it is shown in the channel.' })
    await dialog.fill('Reason', 'Waiting for the <registrar> & its *bot*')
    await dialog.fill('Note', 'Ticket 12')
    await dialog.submit()
    expect(stage.sandbox.as('bob').dialog.title).toBe('Infrastructure')
    expect(stage.sandbox.as('bob').dialog.lines).toContain(
      'Waiting for the &lt;registrar&gt; &amp; its',
    )
    expect(shown()).toContain('*Blocked*: Waiting for the &lt;registrar&gt; &amp; its *bot*')
    expect(shown()).toContain('_Note:_ Ticket 12')
    expect(inLaunch('ana').sees('*T-0*')?.text).toMatch(/1 blocked[\s\S]*⛔ DNS records/)
    expect(inLaunch('ana').sees('blocked “DNS')?.text).toContain('Waiting for')
  })

  test('an item marked if applicable needs no reason to be set aside; others do', async () => {
    await open('bob')
    const bob = stage.sandbox.as('bob')
    await bob.dialog.choose('State', 'Not applicable')
    await bob.dialog.submit()
    expect(bob.dialog.errors.Reason).toBeDefined()
    await bob.dialog.close()
    await bob.dialog.click('Edit', 'CDN setup')
    await bob.dialog.choose('State', 'Not applicable')
    await bob.dialog.submit()
    expect(inLaunch('ana').sees('CDN setup')?.text).toContain(
      '➖ CDN setup completed (if applicable)\n*Not applicable* ·',
    )
  })

  test('keeps what was typed when the item changed meanwhile, says so, and saves on the second try', async () => {
    const dialog = await open('bob')
    await dialog.choose('State', 'Blocked')
    await dialog.fill('Reason', 'No access')
    await inLaunch('chen').click('Done', dns)
    await dialog.submit()
    expect(dialog.lines).toMatch(
      new RegExp(`Not saved yet: “${dns}” is now \\*done\\* \\(<@${idOf('chen')}>`),
    )
    expect(dialog.value('Reason')).toBe('No access')
    expect(dialog.value('State')).toBe('Blocked')
    await dialog.submit()
    expect(shown()).toContain('*Blocked*: No access')
  })

  test('shows the history of the item, and undoing a tick brings its reason back', async () => {
    const dialog = await open('bob')
    await dialog.choose('State', 'Blocked')
    await dialog.fill('Reason', 'No access')
    await dialog.submit()
    await inLaunch('chen').click('Done', dns)
    await inLaunch('chen').click('Undo', dns)
    expect(shown()).toContain('*Blocked*: No access')
    const bob = stage.sandbox.as('bob')
    await bob.dialog.close()
    await open('bob')
    await bob.dialog.click('History')
    expect(bob.dialog.title).toBe('History')
    const entries = ['undid the tick', 'ticked', 'blocked'].map((word) =>
      bob.dialog.lines.indexOf(word),
    )
    expect(entries).toEqual([...entries].sort((a, b) => a - b))
    expect(Math.min(...entries)).toBeGreaterThan(0)
  })

  test('refuses a guest in the dialog', async () => {
    await inLaunch('gus').click('Details', '*Infrastructure*')
    const gus = stage.sandbox.as('gus')
    await gus.dialog.click('Edit', dns)
    await gus.dialog.choose('State', 'Done')
    await gus.dialog.submit()
    expect(gus.dialog.lines).toMatch(/Guests can only change an item that they own/)
  })
})

test('a finished section folds to one line, and can be unfolded and folded again', async () => {
  for (const item of [
    'trained',
    'rotation schedule',
    'Escalation',
    'Emergency contacts',
    'channels established',
  ]) {
    await inLaunch('bob').click('Done', item)
  }
  const section = () => inLaunch('ana').sees('*Team Readiness*')?.lines
  expect(section()).toMatch(/^✅ \*Team Readiness\* · .* · 5 of 5 settled\n\[Show\]$/)
  await inLaunch('gus').click('Show', '*Team Readiness*')
  expect(section()).toContain('Escalation procedures documented')
  await inLaunch('ana').click('Fold', '*Team Readiness*')
  expect(section()).not.toContain('Escalation')
})
