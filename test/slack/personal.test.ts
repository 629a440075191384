/** Lists of one's own: /golive mine and the Home, and the evidence that anybody can add. */
import { describe, expect, test } from 'vitest'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

async function withErin(): Promise<Stage> {
  const stage = await openStage()
  await startLaunch(stage)
  await stage.sandbox.as('ana').in('#launch').type('/golive assign everything in Security to @erin')
  return stage
}

describe('/golive mine', () => {
  test('has nothing for whom nothing was given', async () => {
    await using stage = await withErin()
    const kim = stage.sandbox.as('kim').in('#launch')
    await kim.type('/golive mine')
    expect(kim.messages().at(-1)?.lines).toContain('Nothing is yours to do now.')
  })

  test('is as it is after each click in it', async () => {
    await using stage = await withErin()
    const erin = stage.sandbox.as('erin').in('#launch')
    await erin.type('/golive mine')
    const { ts = '' } = erin.messages().at(-1) ?? {}
    const list = erin.at(ts)
    expect(list.messages()[0]?.lines).toContain('8 items are yours')
    await list.click('Done', 'Security audit')
    const now = () => erin.messages().at(-1)?.lines ?? ''
    expect(now()).toContain('7 items are yours')
    const again = erin.at(erin.messages().at(-1)?.ts ?? '')
    await again.choose('Snooze', 'Monday', 'Penetration')
    expect(now()).toContain('snoozed until Mon 30 Nov, 09:00')
  })
})

describe('the Home', () => {
  test('shows what is mine, my launches, the others, and my reminders', async () => {
    await using stage = await withErin()
    const erin = await stage.sandbox.as('erin').home()
    expect(erin.lines).toContain('8 items are yours')
    expect(erin.lines).toContain('You lead no launch, and sign off none.')
    expect(erin.sees('Payments 2.0* ')).toBeUndefined()
    expect(erin.lines).toContain('0 of 54 items')
    const ana = await stage.sandbox.as('ana').home()
    expect(ana.lines).toContain('I lead')
    expect(ana.lines).toContain('None that you can see')
    expect(ana.lines).toContain('As of')
  })

  test('is as it is after each click in it', async () => {
    await using stage = await withErin()
    const erin = stage.sandbox.as('erin')
    const home = await erin.home()
    await home.click('Done', 'Security audit')
    expect(erin.homeNow.lines).toContain('7 items are yours')
    await erin.homeNow.click('Not Mine', 'Penetration')
    await erin.dialog.fill('Reason', 'Bob has the tools')
    await erin.dialog.submit()
    expect(erin.homeNow.lines).toContain('6 items are yours')
    await stage.settle()
    expect(stage.sandbox.as('ana').inbox().at(-1)?.lines).toContain('Bob has the tools')
  })

  test('says nothing of a private launch to whom it does not concern', async () => {
    await using stage = await openStage()
    await startLaunch(stage, { channel: '#ops', name: 'Merger' })
    expect((await stage.sandbox.as('kim').home()).lines).not.toContain('Merger')
    expect((await stage.sandbox.as('ana').home()).lines).toContain('Merger')
    await stage.sandbox.as('bob').in('#ops').type('/golive assign Security to @kim')
    expect((await stage.sandbox.as('kim').home()).lines).toContain('Merger')
  })

  test('keeps my hours, and refuses those that cannot be at their fields', async () => {
    await using stage = await withErin()
    const erin = stage.sandbox.as('erin')
    await (await erin.home()).click('Change…')
    await erin.dialog.fill('To', '08:00')
    await erin.dialog.submit()
    expect(Object.values(erin.dialog.errors)).toEqual([
      'The end of the day has to be later than its start.',
    ])
    await erin.dialog.fill('To', '16:00')
    await erin.dialog.fill('Remind me at', '10:30')
    await erin.dialog.submit()
    expect(erin.homeNow.lines).toContain('at *10:30*')
  })
})

describe('a message as evidence', () => {
  test('is chosen an item for, kept with its author, and can tick it', async () => {
    await using stage = await withErin()
    const { sandbox } = stage
    await sandbox.as('bob').in('#random').type('The audit report is signed')
    const erin = sandbox.as('erin')
    await erin.in('#random').shortcut('Add as evidence', 'audit report')
    await erin.dialog.choose('Item', 'Security audit completed')
    await erin.dialog.choose('And then', 'Tick the item, too')
    await erin.dialog.submit()
    expect(erin.dialog.lines).toContain('Kept as evidence of “Security audit completed”')
    await erin.dialog.close()
    await stage.settle()
    const section = erin.in('#launch').sees('*Security*')?.lines
    expect(section).toContain('✅ Security audit completed')
    expect(section).toContain('1 piece of evidence')
    await erin.in('#launch').type('/golive log Security audit')
    expect(erin.dialog.lines).toContain(`a message> by <@${sandbox.as('bob').id}>`)
  })

  test('is offered no items of private launches, but all that one sees', async () => {
    await using stage = await withErin()
    const { sandbox } = stage
    await startLaunch(stage, { channel: '#ops', name: 'Merger' })
    await sandbox.as('finn').in('#launch').type('Here it is')
    const finn = sandbox.as('finn')
    await finn.in('#launch').shortcut('Add as evidence', 'Here it is')
    const offered = JSON.stringify(await finn.dialog.suggest('Item', 'backup'))
    expect(offered).toContain('Payments 2.0')
    expect(offered).not.toContain('Merger')
  })
})
