/** What golive logs of what people do: who, what and where by ids, and never what they wrote. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { idsIn } from '../../src/slack/ids.ts'
import { createLog } from '../../src/slack/log.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'
import { fieldOfPage } from '../support/walk-page.ts'

const dns = 'DNS records configured and tested'

/** The lines of one kind, without what every line has and how long it took. */
function lines(stage: Stage, msg: string) {
  return stage.log
    .filter((line) => line.msg === msg)
    .map(({ time, pid, hostname, level, msg: _, ms, ...line }) => line)
}

/** From now on the database refuses what is to be recorded. */
async function breakEvents({ golive }: Stage): Promise<void> {
  const refuse = sql`create trigger broken before insert on events begin select raise(abort, 'broken'); end`
  await refuse.execute(golive.context.db)
}

const inDns = ({ phases }: Awaited<ReturnType<typeof boardOf>>) =>
  phases[0]?.sections[0]?.items.find(({ text }) => text === dns)?.id

test('a line says what was handled, how it ended, by whom and where', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const board = await boardOf(stage)
  const { workspace } = stage.sandbox
  const [ana, bob] = [stage.sandbox.as('ana'), stage.sandbox.as('bob')]
  const from = { workspace: workspace.team.id, channel: board.launch.channelId }
  stage.log.length = 0
  await bob.in('#launch').click('Done', dns)
  await bob.in('#launch').click('Details', '*Infrastructure*')
  await bob.dialog.click('Edit', dns)
  await bob.dialog.choose('State', 'Blocked')
  await bob.dialog.submit()
  await ana.in('#launch').type('/golive STATUS of everything')
  await ana.in('#launch').type('/golive whatever people write')
  await bob
    .in('#launch')
    .click('We Are Live…', '*T-0*')
    .catch(() => {})
  const [by, item] = [bob.id, inDns(board)]
  expect(lines(stage, 'handled')).toEqual([
    { name: 'change-item', outcome: 'done', by, ...from, item },
    { name: 'show-section', outcome: 'done', by, ...from },
    { name: 'show-item', outcome: 'done', by, ...from, item },
    { name: 'item', outcome: 'refused', code: 'faults', by, ...from, item },
    { name: '/golive status', outcome: 'done', by: ana.id, ...from },
    { name: '/golive', outcome: 'done', by: ana.id, ...from },
  ])
  for (const { ms } of stage.log.filter(({ msg }) => msg === 'handled')) {
    expect(ms).toEqual(expect.any(Number))
  }
})

test('what fails is a line with the number that the person was told', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  stage.log.length = 0
  await breakEvents(stage)
  const bob = stage.sandbox.as('bob').in('#launch')
  await bob.click('Done', dns)
  expect(lines(stage, 'handled')).toMatchObject([{ name: 'change-item', outcome: 'failed' }])
  const [bug] = lines(stage, 'a bug')
  expect(bob.messages().at(-1)?.lines).toContain(String(bug?.id))
})

test('what the clock does is a line too: what is recorded, and who is reminded', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  const { launch } = await boardOf(stage)
  const { as, workspace } = stage.sandbox
  await as('ana').in('#launch').type('/golive assign everything in Security to @erin')
  stage.log.length = 0
  stage.clock.moveTo(new Date('2026-12-07T08:00:00Z'))
  await stage.remind()
  const by = { by: 'golive', workspace: workspace.team.id }
  expect(lines(stage, 'recorded')).toContainEqual({
    ...by,
    name: 'phase.opened',
    launch: launch.id,
  })
  stage.clock.moveTo(new Date('2026-12-07T14:00:00Z'))
  await stage.remind()
  expect(lines(stage, 'reminded')).toContainEqual(
    expect.objectContaining({ ...by, name: 'remind', to: as('erin').id, items: 8 }),
  )
})

test('an event is a line when it is about what golive knows', async () => {
  await using stage = await openStage()
  await startLaunch(stage)
  stage.log.length = 0
  const erin = stage.sandbox.as('erin')
  await erin.home()
  expect(lines(stage, 'handled')).toEqual([
    {
      name: 'app_home_opened',
      outcome: 'done',
      by: erin.id,
      workspace: stage.sandbox.workspace.team.id,
      channel: 'D000000ERIN',
    },
  ])
})

test('no line holds what people wrote, whatever becomes of it', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const [ana, bob, kim] = [sandbox.as('ana'), sandbox.as('bob'), sandbox.as('kim')]
  const written = 'Written-by-somebody'
  await startLaunch(stage, { name: `${written} launch` })
  await ana.in('#launch').type(`/golive ${written}`)
  await ana.in('#launch').type(`/golive assign ${written} to @erin`)

  await bob.in('#launch').click('Details', '*Infrastructure*')
  await bob.dialog.click('Edit', dns)
  await bob.dialog.choose('State', 'Blocked')
  await bob.dialog.fill('Reason', `${written} reason`)
  await bob.dialog.fill('Note', `${written} note`)
  await bob.dialog.submit()
  await bob.dialog.click('Add Item…')
  await bob.dialog.fill('What is to be done', `${written} item`)
  await bob.dialog.submit()
  expect(bob.dialog.lines).toContain(`${written} item`)
  bob.dialog.close()

  await ana.in('#launch').type('/golive templates')
  await ana.dialog.click('Add…')
  await ana.dialog.fill('Paste it here', `# ${written} list\n\n## Phase\n- [ ] ${written} box\n`)
  await ana.dialog.submit()
  ana.dialog.close()
  ana.dialog.close()

  await kim.in('#launch').type('/golive emergency')
  await kim.dialog.fill('What is wrong?', `${written} words`)
  await kim.dialog.submit()
  await kim.dialog.choose(fieldOfPage(kim.dialog.lines), 'Bad')
  await kim.dialog.fill('Note', `${written} finding`)
  await kim.dialog.submit()
  await stage.settle()

  // And with everything going wrong.
  const { faults } = sandbox
  faults.status('chat.update', 503)
  faults.rateLimit('chat.update')
  faults.fail('chat.update', 'msg_too_long', { times: 2 })
  await bob.in('#launch').click('Done', `${written} item`)
  faults.fail('views.open', 'internal_error')
  await bob
    .in('#launch')
    .click('Details', '*Infrastructure*')
    .catch(() => {})
  await breakEvents(stage)
  await bob.in('#launch').click('Undo', `${written} item`)
  expect(stage.log.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining([
      'Slack failed; trying again',
      'Slack limits golive',
      'Slack refuses for good',
      'Slack did not do what a person waits for',
      'a bug',
    ]),
  )
  expect(stage.log.filter((line) => JSON.stringify(line).includes(written))).toEqual([])
})

test.each([
  [
    { launchId: 'l1', itemId: 'i-1', version: 3 },
    { launch: 'l1', item: 'i-1' },
  ],
  [
    { emergencyId: 'e_1', templateId: 't1' },
    { emergency: 'e_1', template: 't1' },
  ],
  [{ itemId: 'what somebody wrote' }, {}],
  [{ itemId: 7, launchId: null }, {}],
  [null, {}],
  ['text', {}],
])('of the value %j the log says %j', (value, ids) => {
  expect(idsIn(value)).toEqual(ids)
})

test('no secret of Slack gets into a line, with an error or by itself', () => {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const secrets = {
    token: 'xoxb-secret',
    response_url: 'https://hooks.example/secret',
    headers: { authorization: 'Bearer secret' },
  }
  log.info({ name: 'x', ...secrets }, 'handled')
  log.warn({ name: 'x', err: Object.assign(new Error('slow'), secrets) }, 'could not')
  expect(lines).toHaveLength(2)
  expect(lines.join()).toContain('slow')
  expect(lines.join()).not.toContain('secret')
})

test('that Slack limits what an event asks for is a warning, and no bug', async () => {
  await using stage = await openStage()
  stage.sandbox.faults.rateLimit('views.publish', { times: 9, retryAfter: 60 })
  await stage.sandbox.as('erin').home()
  const levels = stage.log.filter(({ level }) => Number(level) >= 40).map(({ level }) => level)
  expect(levels).toContain(40)
  expect(levels).not.toContain(50)
})
