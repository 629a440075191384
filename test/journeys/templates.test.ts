import { expect, test } from 'vitest'
import { itemsOf } from '../../src/domain/launch.ts'
import { boardOf, openStage, startLaunch } from '../support/stage.ts'

const web = `# Web release

## Before (1 week before)
- [ ] Copy proofread
- [ ] Links checked

## Sign-Off
- [ ] **READY**

- Editor: ______
`

test('a checklist is added, changed and launched from Slack, and the launch that ran keeps its own', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  await ana.in('#launch').type('/golive templates')
  expect(ana.dialog.lines).toContain('Production Go-Live Checklist')
  expect(ana.dialog.lines).toMatch(/\d+ items · 5 phases · 4 sign-offs · emergency procedures/)

  await ana.dialog.click('Add…')
  await ana.dialog.fill('Paste it here', '# Web release\n\nOnly words.')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('No items found')
  await ana.dialog.fill('Paste it here', `${web}\n- no box and no role`)
  await ana.dialog.fill('What is new?', 'For the web team')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('version 1 is saved')
  expect(ana.dialog.lines).toContain('Not part of it')
  ana.dialog.close()
  expect(ana.dialog.lines).toContain('Web release')
  expect(ana.dialog.lines).toContain('For the web team')
  await ana.dialog.click('Edit…', 'Web release')
  await ana.dialog.fill('Markdown', '# Web release\n\nFor everything on the web.\n')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('version 2 is saved')
  ana.dialog.close()

  await ana.in('#launch').type('/golive start Spring site on 2026-12-07 10:00')
  await ana.dialog.choose('Checklist', 'Web release')
  await ana.dialog.submit()
  await stage.settle()
  expect((await boardOf(stage)).phases.flatMap(itemsOf).map(({ text }) => text)).toEqual([
    'Copy proofread',
    'Links checked',
  ])
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('a checklist is added from a file, which is read with the token and from nowhere else', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  await ana.in('#launch').type('/golive templates')
  await ana.dialog.click('Add…')
  await ana.dialog.submit()
  expect(ana.dialog.errors).toMatchObject({
    'Paste it here': expect.stringContaining('attach it as a file'),
  })
  const file = { name: 'web.md', mimetype: 'text/markdown', size: web.length, content: web }
  ana.dialog.attach('Or as a file', [{ ...file, size: 1_000_001 }])
  await ana.dialog.submit()
  expect(ana.dialog.errors).toMatchObject({ 'Or as a file': expect.stringContaining('1 MB') })
  ana.dialog.attach('Or as a file', [file])
  sandbox.faults.status('url_private', 503, { times: 1 })
  await ana.dialog.submit()
  expect(ana.dialog.errors).toMatchObject({
    'Or as a file': expect.stringContaining('Send this again'),
  })
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('*Web release*: version 1 is saved')
  expect(sandbox.calls.problems).toEqual([])
})

test('a version shows what changed in it, and can be taken back; a retired checklist is not offered', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const kim = sandbox.as('kim')
  await kim.in('#launch').type('/golive templates')
  await kim.dialog.click('Edit…', 'Production Go-Live Checklist')
  await kim.dialog.choose('Part', '3. Launch Day (D-Day)')
  const text = String(kim.dialog.value('Markdown'))
  expect(text).toContain('- [ ] Application deployed')
  await kim.dialog.fill('Markdown', text.replace('- [ ] Application deployed\n', ''))
  await kim.dialog.submit()
  expect(kim.dialog.lines).toContain('➖ ~Application deployed~ · Launch Day (D-Day), Deployment')
  await kim.dialog.click('Take It Back')
  expect(kim.dialog.lines).toContain('version 3 is saved')
  kim.dialog.close()
  expect(kim.dialog.lines).toContain('Version 3')
  await kim.dialog.click('Versions…', 'Production Go-Live Checklist')
  expect(kim.dialog.lines).toContain('Back to version 1')
  await kim.dialog.click('Changes…', 'Version 2')
  expect(kim.dialog.lines).toContain('➖ ~Application deployed~')
  kim.dialog.close()
  kim.dialog.close()
  await kim.dialog.click('Retire', 'Production Go-Live Checklist')
  expect(kim.dialog.lines).toContain('Retired')
  kim.dialog.close()
  await kim.in('#launch').type('/golive start')
  expect(kim.hasDialog()).toBe(false)
  expect(kim.in('#launch').messages().at(-1)?.lines).toContain(
    'This checklist is not there any more',
  )
  expect(sandbox.calls.problems).toEqual([])
})

test('a preview shows it as a channel would, with nothing to click', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  const bob = sandbox.as('bob')
  await bob.in('#launch').type('/golive templates')
  await bob.dialog.click('Preview…', 'Production Go-Live Checklist')
  expect(bob.dialog.lines).toContain('Page 1 of')
  expect(bob.dialog.lines).toContain('Production servers provisioned and configured')
  expect(bob.dialog.lines).not.toContain('[Done]')
  await bob.dialog.click('Later')
  expect(bob.dialog.lines).toContain('Page 2 of')
  await bob.dialog.click('Earlier')
  expect(bob.dialog.lines).toContain('Page 1 of')
  bob.dialog.close()
  await bob.dialog.click('Show…', 'Production Go-Live Checklist')
  expect(bob.dialog.lines).toContain('In an emergency')
  expect(sandbox.calls.problems).toEqual([])
})

const tailored = `---
conditions:
  database: Does it have a database?
---
# Small service

## Before
- [ ] Schema migrated <!-- if: database -->
- [ ] Load tested <!-- tier: high; why: The last launch was slow. -->
- [ ] Smoke tested <!-- owner: QA; why: It takes a minute. -->
`

test('the form asks how risky a launch is and what it has, and leaves out what it can do without', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  await ana.in('#launch').type('/golive templates')
  await ana.dialog.click('Add…')
  await ana.dialog.fill('Paste it here', tailored)
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('version 1 is saved')
  ana.dialog.close()

  await ana.in('#launch').type('/golive start Mail on 2026-12-07 10:00')
  await ana.dialog.choose('Checklist', 'Small service')
  await ana.dialog.choose('Risk', 'Low')
  await ana.dialog.choose('What it has', [])
  await ana.dialog.choose('QA', 'bob')
  await ana.dialog.submit()
  await stage.settle()
  const board = await boardOf(stage)
  expect(board.phases.flatMap(itemsOf)).toMatchObject([
    { text: 'Smoke tested', why: 'It takes a minute.', owners: [{ kind: 'person' }] },
  ])
  expect(board.launch.tailoring).toEqual({ tier: 'low', absent: ['database'], leftOut: 2 })
  await ana.in('#launch').click('Checklist…', 'Mail')
  expect(ana.dialog.lines).toContain('Not so: Does it have a database?')
  expect(ana.dialog.lines).toContain('Only for high risk')
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('a running launch’s list is added to, reworded, cut and mended in its channel', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  const ana = sandbox.as('ana')
  const lines = () =>
    ana
      .in('#launch')
      .messages()
      .map((message) => message.lines)
      .join('\n')
  await ana.in('#launch').click('Details', 'Infrastructure')
  await ana.dialog.click('Add Item…')
  await ana.dialog.submit()
  expect(ana.dialog.errors).toMatchObject({ 'What is to be done': expect.anything() })
  await ana.dialog.fill('What is to be done', 'Spare parts at hand (if applicable)')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('Spare parts at hand')
  await ana.dialog.click('Edit', 'Spare parts')
  await ana.dialog.click('Reword or Move…')
  await ana.dialog.fill('Item', 'Spare disks at hand')
  await ana.dialog.choose('Section', 'Database')
  await ana.dialog.choose('Place', 'First in its section')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('Spare disks at hand')
  ana.dialog.close()
  ana.dialog.close()
  await stage.settle()
  expect(lines()).toContain('Spare disks at hand')
  expect(lines()).not.toContain('Spare parts at hand')
  const database = (await boardOf(stage)).phases[0]?.sections.find(
    ({ name }) => name === 'Database',
  )
  expect(database?.items[0]?.text).toBe('Spare disks at hand')

  await ana.in('#launch').click('Details', 'Database')
  await ana.dialog.click('Edit', 'Spare disks')
  await ana.dialog.click('Remove…')
  await ana.dialog.fill('Reason', 'It runs in the cloud')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('It runs in the cloud')
  ana.dialog.close()
  ana.dialog.close()
  ana.dialog.close()
  await stage.settle()
  expect(lines()).not.toContain('Spare disks at hand')
  await ana.in('#launch').click('Checklist…')
  await ana.dialog.click('Bring Back')
  ana.dialog.close()
  await stage.settle()
  expect(lines()).toContain('Spare disks at hand')

  await ana.in('#launch').click('Checklist…')
  await ana.dialog.click('Keep for Next Time…')
  expect(ana.dialog.lines).toContain('Spare disks at hand')
  await ana.dialog.submit()
  expect(ana.dialog.lines).toContain('version 2 is saved')
  ana.dialog.close()
  ana.dialog.close()
  await ana.in('#launch').click('Checklist…')
  expect(ana.dialog.lines).toContain('the newest is version 2')
  expect(ana.dialog.lines).not.toContain('Keep for Next Time')
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('a newer version comes into a running launch, and what was ticked stays', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  const save = async (text: string) => {
    await ana.in('#launch').type('/golive templates')
    await ana.dialog.click('Edit…', 'Web release')
    await ana.dialog.fill('Markdown', text)
    await ana.dialog.submit()
    expect(ana.dialog.lines).toContain('is saved')
    ana.dialog.close()
    ana.dialog.close()
  }
  await ana.in('#launch').type('/golive templates')
  await ana.dialog.click('Add…')
  await ana.dialog.fill(
    'Paste it here',
    '# Web release\n\n- [ ] Copy proofread\n- [ ] Links checked\n- [ ] Fax sent\n',
  )
  await ana.dialog.submit()
  ana.dialog.close()
  ana.dialog.close()
  await ana.in('#launch').type('/golive start Spring site on 2026-12-07 10:00')
  await ana.dialog.choose('Checklist', 'Web release')
  await ana.dialog.submit()
  await stage.settle()
  await ana.in('#launch').click('Done', 'Copy proofread')
  await stage.settle()

  await save(
    '# Web release\n\n- [ ] Images shrunk\n- [ ] Copy proofread twice\n- [ ] Links checked\n',
  )
  await ana.in('#launch').click('Checklist…', 'Spring site')
  await ana.dialog.click('Bring In Version 2…')
  expect(ana.dialog.lines).toContain('version 1 becomes version 2')
  expect(ana.dialog.lines).toContain('➕ Images shrunk')
  expect(ana.dialog.lines).toContain('✏️ Copy proofread twice, was “Copy proofread”')
  expect(ana.dialog.lines).toContain('➖')
  await ana.dialog.submit()
  await stage.settle()
  expect(ana.dialog.lines).toContain('Version 2 of')
  expect(ana.dialog.lines).toContain('Fax sent')
  const items = (await boardOf(stage)).phases.flatMap(itemsOf)
  expect(items.map(({ text, state }) => `${text}: ${state}`)).toEqual([
    'Images shrunk: open',
    'Copy proofread twice: done',
    'Links checked: open',
  ])
  const lines = ana
    .in('#launch')
    .messages()
    .map((message) => message.lines)
    .join('\n')
  expect(lines).toContain(
    'brought version 2 of “Web release” into the launch: 1 added, 1 removed, 1 reworded',
  )
  expect(lines).toContain('Images shrunk')
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('past launches say what to change of their checklist', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  await ana.in('#launch').type('/golive templates review')
  expect(ana.dialog.lines).toContain('No launch with it that you can see has ended yet')
  ana.dialog.close()
  await ana.in('#launch').type('/golive templates')
  await ana.dialog.click('Add…')
  await ana.dialog.fill(
    'Paste it here',
    '# Web release\n\n## Papers\n- [ ] Copy proofread\n- [ ] Fax sent\n',
  )
  await ana.dialog.submit()
  ana.dialog.close()
  ana.dialog.close()
  for (const name of ['Spring site', 'Summer site']) {
    await ana.in('#launch').type(`/golive start ${name} on 2026-12-07 10:00`)
    await ana.dialog.choose('Checklist', 'Web release')
    await ana.dialog.submit()
    await stage.settle()
    await ana.in('#launch').click('Done', '⬜ Copy proofread')
    await ana.in('#launch').click('Details', 'Papers')
    await ana.dialog.click('Edit', 'Fax sent')
    await ana.dialog.choose('State', 'Not applicable')
    await ana.dialog.fill('Reason', 'Nobody has a fax')
    await ana.dialog.submit()
    ana.dialog.close()
    await stage.settle()
    await ana.in('#launch').click('We Are Live…', name)
    await ana.dialog.submit()
    await stage.settle()
    await ana.in('#launch').click('Close…', name)
    await ana.dialog.submit()
    await stage.settle()
  }
  await ana.in('#launch').type('/golive templates review')
  expect(ana.dialog.lines).toContain('What 2 launches say')
  expect(ana.dialog.lines).toContain('Cut, or leave to those who need it')
  expect(ana.dialog.lines).toContain('Fax sent · not applicable in 2 of 2')
  expect(ana.dialog.lines).toContain('Copy proofread · all well in 2')
  await ana.dialog.click('Edit…')
  expect(ana.dialog.lines).toContain('Web release, version 1')
  ana.dialog.close()
  ana.dialog.close()
  await ana.in('#launch').type('/golive templates')
  await ana.dialog.click('Show…', 'Web release')
  await ana.dialog.click('Review…')
  expect(ana.dialog.lines).toContain('What 2 launches say')
  ana.dialog.close()
  await ana.in('#launch').type('/golive templates review No such list')
  expect(ana.in('#launch').messages().at(-1)?.lines).toContain('not there any more')
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('a checklist that was shared in a channel is saved from its message, as a file or as text', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const bob = sandbox.as('bob')
  const kim = sandbox.as('kim')
  const launch = bob.in('#launch')
  const file = { name: 'web.md', mimetype: 'text/markdown', size: web.length, content: web }
  await launch.type('Ours so far', { files: [file] })
  sandbox.faults.status('url_private', 503, { times: 1 })
  await launch.shortcut('Save as checklist', 'Ours so far')
  expect(launch.messages().at(-1)?.lines).toContain('Send this again')
  await launch.shortcut('Save as checklist', 'Ours so far')
  expect(bob.dialog.lines).toContain('*web.md*: “Web release”, 2 items · 1 phase · 1 sign-off')
  await bob.dialog.fill('What is new?', 'As shared')
  await bob.dialog.submit()
  expect(bob.dialog.lines).toContain('*Web release*: version 1 is saved')
  bob.dialog.close()

  await launch.shortcut('Save as checklist', 'Ours so far')
  await bob.dialog.submit()
  expect(bob.dialog.lines).toContain('There is a checklist named “Web release” already')
  expect(bob.dialog.lines).toContain('2 items')
  bob.dialog.close()

  await kim.in('#launch').type('*Mail*\n• Queue drained\n• &lt;Old&gt; host gone')
  await launch.shortcut('Save as checklist', 'Queue drained')
  expect(bob.dialog.lines).toContain('**Mail**')
  expect(bob.dialog.lines).toContain('- Queue drained')
  bob.dialog.close()

  await kim.in('#launch').type(`Long ${'x'.repeat(3000)}`)
  await launch.shortcut('Save as checklist', 'Long xxx')
  expect(bob.dialog.lines).toContain('longer than a field')
  bob.dialog.close()
  await kim.in('#launch').type('Nothing to do', { files: [{ ...file, content: 'Only words.' }] })
  await launch.shortcut('Save as checklist', 'Nothing to do')
  expect(bob.hasDialog()).toBe(false)
  expect(launch.messages().at(-1)?.lines).toContain('No items found')
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})
