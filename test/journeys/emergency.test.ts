import { expect, test } from 'vitest'
import { resendMessages } from '../../src/commands/resend-messages.ts'
import { resolveEmergency } from '../../src/commands/resolve-emergency.ts'
import { emergencyState } from '../../src/domain/emergency.ts'
import { itemsOf } from '../../src/domain/launch.ts'
import { findLastEmergency } from '../../src/store/emergencies.ts'
import { outboxState } from '../../src/store/outbox.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'
import { fieldOfPage } from '../support/walk-page.ts'

type Handle = 'ana' | 'bob' | 'erin' | 'kim' | 'chen'

const message = (stage: Stage, name = 'Emergency 1') => {
  const seen = stage.sandbox.as('ana').in('#launch').sees(`*${name}*`)
  if (!seen) throw new Error(`the channel does not show ${name}`)
  return seen
}

/** Answers the page that is open, and goes on. */
async function answers(stage: Stage, by: Handle, choice: string, note: string | null = null) {
  const { dialog } = stage.sandbox.as(by)
  await dialog.choose(fieldOfPage(dialog.lines), choice)
  if (note !== null) await dialog.fill('Note', note)
  await dialog.submit()
}

async function starts(stage: Stage, by: Handle, words: string): Promise<void> {
  const person = stage.sandbox.as(by)
  await person.in('#launch').type('/golive emergency')
  await person.dialog.fill('What is wrong?', words)
  await person.dialog.submit()
}

async function continues(stage: Stage, by: Handle): Promise<void> {
  await stage.sandbox.as(by).in('#launch').click('Continue…', '*Emergency 1*')
}

/** Up to the decision tree, everything said. */
async function assesses(stage: Stage, by: Handle): Promise<void> {
  for (const choice of ['Bad', 'Fine', 'Cannot tell']) await answers(stage, by, choice)
  for (const choice of ['Post it in the channels below', 'Not needed', 'Not needed']) {
    await answers(stage, by, choice)
  }
  for (let fix = 0; fix < 3; fix++) await answers(stage, by, 'Not tried')
}

async function decides(stage: Stage, by: Handle, outcome: string): Promise<void> {
  const { dialog } = stage.sandbox.as(by)
  await dialog.choose('Decision', outcome)
  await dialog.fill('Reason', 'It is the best way')
  await dialog.submit()
}

const emergencyIn = async (stage: Stage) => {
  const { launch } = await boardOf(stage)
  const emergency = await findLastEmergency(stage.golive.context.db, launch.id)
  if (!emergency) throw new Error('there is no emergency')
  return emergency
}

test('an emergency is walked by several people, over closed dialogs and a restart', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'kim', 'Errors everywhere')
  const kim = sandbox.as('kim')
  expect(kim.dialog.lines).toContain('Assess the Situation*, 1 of 10')
  expect(kim.dialog.lines).toContain('Check health endpoints')
  await answers(stage, 'kim', 'Bad', '5xx on /pay')
  expect(kim.dialog.lines).toContain('Review error logs')
  expect(kim.dialog.lines).toContain('Check health endpoints · *bad*: 5xx on /pay')
  await stage.settle()
  expect(message(stage).lines).toContain('commander')

  await stage.restart()
  await continues(stage, 'bob')
  await continues(stage, 'erin')
  expect(sandbox.as('bob').dialog.lines).toContain('Review error logs')
  await answers(stage, 'bob', 'Fine')
  await answers(stage, 'erin', 'Bad', 'Timeouts')
  const { dialog } = sandbox.as('erin')
  expect(dialog.lines).toContain('Not saved yet')
  expect(dialog.lines).toContain('Review error logs')
  await dialog.submit()
  expect((await emergencyIn(stage)).answers).toMatchObject([
    { page: '1.1', choice: 'bad' },
    { page: '1.2', choice: 'bad', note: 'Timeouts', version: 2 },
  ])

  await sandbox.as('bob').in('#launch').click('Take Command', '*Emergency 1*')
  await stage.settle()
  expect((await emergencyIn(stage)).commanderId).toBe(sandbox.as('bob').id)
  const thread = sandbox.as('ana').in('#launch').messages()
  expect(thread.some(({ lines }) => lines.includes('Commander is'))).toBe(true)
  expect(sandbox.calls.problems).toEqual([])
})

test('going back keeps what was chosen, and says when somebody else was faster', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'kim', 'Errors everywhere')
  await answers(stage, 'kim', 'Bad')
  const { dialog } = sandbox.as('kim')
  await dialog.choose('Finding', 'Cannot tell')
  await dialog.fill('Note', 'No access')
  await dialog.click('Back')
  expect(dialog.lines).toContain('Check health endpoints')
  expect((await emergencyIn(stage)).answers).toMatchObject([
    { page: '1.1', choice: 'bad' },
    { page: '1.2', choice: 'unclear', note: 'No access' },
  ])
  await stage.settle()
  await continues(stage, 'bob')
  const toFirst = ['Go to…', '✓ 1. Check health endpoints'] as const
  await sandbox.as('bob').dialog.choose(...toFirst)
  await answers(stage, 'bob', 'Fine')
  await dialog.fill('Note', 'It is down again')
  await dialog.choose('Go to…', '✓ 2. Review error logs')
  expect(dialog.lines).toContain('Not saved yet')
  expect(dialog.lines).toContain('Check health endpoints')
  await dialog.submit()
  expect((await emergencyIn(stage)).answers.find(({ page }) => page === '1.1')).toMatchObject({
    choice: 'bad',
    note: 'It is down again',
  })
})

test('two people in it at once see each other’s answers, and what they type stays', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'kim', 'Errors everywhere')
  await stage.settle()
  await continues(stage, 'bob')
  const [kim, bob] = [sandbox.as('kim').dialog, sandbox.as('bob').dialog]
  await kim.choose('Finding', 'Cannot tell')
  await kim.fill('Note', 'No access')
  await answers(stage, 'bob', 'Bad', '5xx on /pay')
  await stage.settle()
  expect(kim.lines).toContain('said *bad*')
  expect(kim.lines).toContain('Known so far')
  await bob.choose('Go to…', '7. Try restart if appropriate')
  await kim.submit()
  expect(kim.lines).toContain('Not saved yet')
  await stage.settle()
  expect(kim.lines).toContain('Not saved yet')
  await kim.submit()
  await stage.settle()
  expect((await emergencyIn(stage)).answers).toMatchObject([
    { page: '1.1', choice: 'unclear', note: 'No access', version: 2 },
  ])
  expect(bob.lines).toContain('Try restart')
  expect(bob.lines).toContain('*cannot tell*: No access')

  await sandbox.as('bob').in('#launch').click('Take Command', '*Emergency 1*')
  await sandbox.as('bob').in('#launch').click('Resolve…', '*Emergency 1*')
  await bob.fill('What ended it?', 'It healed')
  await bob.submit()
  await stage.settle()
  expect(kim.lines).toContain('This emergency is resolved already')
  expect(sandbox.calls.problems).toEqual([])
})

test('a page that the way does not lead over any more gives way to one that it does', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'kim', 'Errors everywhere')
  await assesses(stage, 'kim')
  await answers(stage, 'kim', 'No')
  await stage.settle()
  const { dialog } = sandbox.as('kim')
  expect(dialog.lines).toContain('Performance degradation')
  await continues(stage, 'bob')
  await sandbox.as('bob').dialog.choose('Go to…', '✓ 10. Critical bug affecting users?')
  await answers(stage, 'bob', 'Yes')
  await stage.settle()
  expect(dialog.lines).toContain('Somebody has answered an earlier question differently')
  expect(dialog.lines).toContain('What is done?')
})

test('the launch’s own links and evidence are at hand where something is looked at', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'kim', 'Errors everywhere')
  const { dialog } = sandbox.as('kim')
  expect(dialog.lines).toContain('No links yet')
  await dialog.click('Links…')
  await dialog.fill('Links', 'Error rate https://grafana.example/errors\nRunbook')
  await dialog.submit()
  expect(dialog.errors).toMatchObject({ Links: expect.stringContaining('Line 2') })
  await dialog.fill(
    'Links',
    'Error rate https://grafana.example/errors\nHealth: https://a.example/up',
  )
  await dialog.submit()
  await stage.settle()
  expect(dialog.lines).toContain('Check health endpoints')
  expect(dialog.lines).toMatch(/Health.* · .*Error rate/)
  await answers(stage, 'kim', 'Fine')
  expect(dialog.lines).toMatch(/Error rate.* · .*Health/)
  expect(sandbox.as('ana').in('#launch').sees('*Links*')).toBeDefined()
  expect(sandbox.calls.problems).toEqual([])
})

test('people are told in the channels that somebody chooses, where they are themselves', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'kim', 'Errors everywhere')
  for (const choice of ['Bad', 'Fine', 'Cannot tell']) await answers(stage, 'kim', choice)
  const { dialog } = sandbox.as('kim')
  await dialog.choose('How', 'Post it in the channels below')
  await dialog.choose('Channels', ['#launch', '#random'])
  await dialog.submit()
  expect(dialog.errors).toMatchObject({ Channels: expect.stringContaining('golive cannot post') })
  expect((await emergencyIn(stage)).answers).toHaveLength(3)
  await sandbox.as('kim').in('#random').type('/invite @golive')
  await dialog.submit()
  await stage.settle()
  for (const channel of ['#launch', '#random']) {
    expect(sandbox.as('kim').in(channel).sees('something is wrong since')).toBeDefined()
  }
  await sandbox.as('kim').in('#launch').click('Post Update…', '*Emergency 1*')
  await dialog.submit()
  await stage.settle()
  const posted = sandbox.as('kim').in('#random').messages()
  expect(posted.filter(({ lines }) => lines.includes('says:'))).toHaveLength(2)
  expect(sandbox.calls.problems).toEqual([])
})

test('a drill is joined by another start, and ended by a real one', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  const [kim, bob] = [sandbox.as('kim'), sandbox.as('bob')]
  await kim.in('#launch').type('/golive emergency')
  await kim.dialog.choose('Only a drill', ['This is practised, nothing is wrong'])
  await kim.dialog.submit()
  await stage.settle()
  await bob.in('#launch').type('/golive emergency')
  expect(bob.dialog.lines).toContain('Drill 1* runs')
  await bob.dialog.submit()
  expect(bob.dialog.lines).toContain('Drill 1 ·')
  bob.dialog.close()
  await bob.in('#launch').click('Emergency…', 'Payments 2.0')
  await bob.dialog.choose('Only a drill', [])
  await bob.dialog.submit()
  expect(bob.dialog.lines).toContain('Emergency 2 ·')
  await stage.settle()
  expect(message(stage, 'Drill 1').lines).toContain('A real emergency was started')
  expect(kim.dialog.lines).toContain('This emergency is resolved already')
  expect(sandbox.calls.problems).toEqual([])
})

test.each([
  [['Yes'], 'Rollback'],
  [['No', 'Yes'], 'Scale up'],
  [['No', 'Yes'], 'Rollback'],
  [['No', 'No', 'Yes'], 'Monitor and fix'],
  [['No', 'No', 'No'], 'Monitor and fix'],
])('the tree by %j to %s', async (way, outcome) => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  const { launch } = await boardOf(stage)
  const { db } = stage.golive.context
  // Deployed, whatever stands before that.
  await db
    .updateTable('items')
    .set({ state: 'done' })
    .where('launch_id', '=', launch.id)
    .where('text', '=', 'Application deployed')
    .execute()
  await starts(stage, 'kim', 'Errors everywhere')
  await assesses(stage, 'kim')
  for (const answer of way) await answers(stage, 'kim', answer)
  await decides(stage, 'kim', outcome)
  await stage.settle()
  if (outcome === 'Rollback') {
    expect(emergencyState(await emergencyIn(stage))).toBe('confirming')
    await sandbox.as('ana').in('#launch').click('Confirm', '*Emergency 1*')
    await stage.settle()
  }
  expect(emergencyState(await emergencyIn(stage))).toBe('acting')
  expect(sandbox.as('ana').in('#launch').sees(`*${outcome}* · Emergency 1`)).toBeDefined()

  await sandbox.as('ana').in('#launch').click('Resolve…', '*Emergency 1*')
  const { dialog } = sandbox.as('ana')
  await dialog.fill('What ended it?', 'It was the cache')
  await dialog.fill('What prevents it from now on?', 'Warm it first\nWatch it')
  await dialog.submit()
  expect(dialog.lines).toContain('5 follow-ups left to do')
  await dialog.pickPeople('Owner of 4', 'chen')
  await dialog.submit()
  await stage.settle()
  expect(message(stage).lines).toContain('Resolved')
  expect(sandbox.as('ana').in('#launch').sees('Watch it')).toBeDefined()
  const { phases } = await boardOf(stage)
  const followUp = phases.flatMap(itemsOf).find(({ text }) => text === 'Warm it first')
  expect(followUp?.owners).toEqual([{ kind: 'person', id: sandbox.as('chen').id }])
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.unknown).toEqual([])
})

test('a message goes on the timeline at its own time, and the post-mortem is a file in the thread', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  await startLaunch(stage)
  const bob = sandbox.as('bob')
  await bob.in('#launch').type('Payments time out <now>')
  await bob.in('#launch').shortcut('Emergency', 'Payments time out')
  await bob.dialog.submit()
  bob.dialog.close()
  await stage.settle()
  await bob.in('#launch').shortcut('Add to timeline', 'Payments time out')
  await bob.dialog.submit()
  await stage.settle()
  await bob.in('#launch').click('Resolve…', '*Emergency 1*')
  await bob.dialog.fill('What ended it?', 'It healed')
  await bob.dialog.submit()
  await stage.settle()
  const files = sandbox
    .as('ana')
    .in('#launch')
    .thread('*Emergency 1*')
    .flatMap((each) => each.files)
  expect(files).toHaveLength(1)
  const content = files[0]?.content ?? ''
  expect(content).toContain('# Post-mortem: Emergency 1 of Payments 2.0')
  expect(content).toContain('Payments time out <now>')
  expect(content).toContain('It healed')
  expect(content).not.toContain('<@')
  expect(content).not.toContain('<!date')
  await bob.in('#launch').click('Post-Mortem Draft', '*Emergency 1*')
  expect(bob.dialog.lines).toContain('It healed')
  expect(sandbox.calls.problems).toEqual([])
})

test('without the scope for files, resolving goes on, and the dialog has the draft', async () => {
  await using stage = await openStage('socket', { withoutScopes: ['files:write'] })
  const { sandbox } = stage
  await startLaunch(stage)
  await starts(stage, 'bob', 'Errors')
  sandbox.as('bob').dialog.close()
  await sandbox.as('bob').in('#launch').click('Resolve…', '*Emergency 1*')
  await sandbox.as('bob').dialog.fill('What ended it?', 'It healed')
  await sandbox.as('bob').dialog.submit()
  await stage.settle()
  expect(message(stage).lines).toContain('Resolved')
  await sandbox.as('bob').in('#launch').click('Post-Mortem Draft', '*Emergency 1*')
  expect(sandbox.as('bob').dialog.lines).toContain('It healed')
  expect((await outboxState(stage.golive.context.db)).waiting).toBe(0)
})

test('while the emergency’s message is given up its file waits with it, and is tried in vain by nobody', async () => {
  await using stage = await openStage()
  const { sandbox, golive } = stage
  const { db } = golive.context
  await startLaunch(stage)
  sandbox.faults.fail('chat.postMessage', 'msg_too_long', { times: 99 })
  await starts(stage, 'bob', 'Errors')
  sandbox.as('bob').dialog.close()
  const { launch } = await boardOf(stage)
  const bob = { ...launch, id: sandbox.as('bob').id, standing: 'member', via: 'channel' } as const
  const { id: emergencyId } = await emergencyIn(stage)
  const end = { how: 'goes-on', words: 'It healed', measures: [], t0: null } as const
  await resolveEmergency(golive.context, bob, { emergencyId, ...end })
  await stage.settle()
  expect(await golive.publish()).toBeNull()
  expect((await outboxState(db)).waiting).toBe(0)
  const upload = await db
    .selectFrom('outbox')
    .selectAll()
    .where('kind', '=', 'upload')
    .executeTakeFirst()
  expect(upload).toMatchObject({ parked_at: null, error: null })

  sandbox.faults.clear()
  await resendMessages(golive.context, bob, { launchId: launch.id })
  await stage.settle()
  const thread = sandbox.as('ana').in('#launch').thread('*Emergency 1*')
  expect(thread.flatMap((each) => each.files)).toHaveLength(1)
  expect((await outboxState(db)).waiting).toBe(0)
})
