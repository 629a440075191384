import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { listLaunches } from '../../src/store/launches.ts'
import { openStage, type Stage, startLaunch } from '../support/stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage[Symbol.asyncDispose]())

const launches = () => listLaunches(stage.golive.context.db, stage.sandbox.workspace.team.id, null)

async function openForm(text = '/golive start', by = 'ana', place = '#launch') {
  const person = stage.sandbox.as(by)
  const replies = await person.in(place).type(text)
  return { person, replies }
}

test('the form is prefilled from what was typed, in the zone of the person', async () => {
  const { person } = await openForm('/golive start Payments 2.0 on 1 December 2026 14:30')
  const { dialog } = person
  expect(dialog.title).toBe('Start a launch')
  expect(dialog.value('Name')).toBe('Payments 2.0')
  const zone = stage.sandbox.workspace.user('ana').zone
  const shown = new Date(Number(dialog.blocks.flatMap((block) => t0Of(block))[0]) * 1000)
  expect(shown.toLocaleString('sv-SE', { timeZone: zone })).toBe('2026-12-01 14:30:00')
  expect(dialog.value('Launch lead')).toContain('ana')
  expect(dialog.value('Checklist')).toBe('Production Go-Live Checklist')
  for (const role of ['Technical Lead', 'DevOps Lead', 'Security Lead', 'Project Manager']) {
    expect(dialog.lines).toContain(role)
  }
})

function t0Of(block: Record<string, unknown>): unknown[] {
  const element = block.element as { type?: string; initial_date_time?: number } | undefined
  return element?.type === 'datetimepicker' ? [element.initial_date_time] : []
}

test('a date that cannot be read is said, and nothing that was typed is lost', async () => {
  const { person } = await openForm('/golive start Payments on 31.31.2026')
  expect(person.dialog.value('Name')).toBe('Payments on 31.31.2026')
  expect(person.dialog.lines).toContain('“31.31.2026” could not be read as a date')
})

test('in a DM the channel is left to be chosen', async () => {
  const { person } = await openForm('/golive start Payments', 'ana', '@golive')
  await person.dialog.pickChannel('Channel', '#launch')
  await person.dialog.submit()
  expect((await launches()).map((launch) => launch.channelId)).toEqual([
    stage.sandbox.workspace.channel('#launch').id,
  ])
})

describe('each fault is shown at its field, and nothing is started', () => {
  type Dialog = Awaited<ReturnType<typeof openForm>>['person']['dialog']
  const cases: [string, string, RegExp, (dialog: Dialog) => Promise<unknown>][] = [
    ['a blank name', 'Name', /name/, (dialog) => dialog.fill('Name', '  ')],
    [
      'an over-long name',
      'Name',
      /81 characters .* 80/,
      (dialog) => dialog.fill('Name', 'x'.repeat(81)),
    ],
    [
      'a T-0 in the past',
      'T-0: when it goes live',
      /passed/,
      (dialog) => dialog.fill('T-0: when it goes live', new Date('2026-11-22T10:00:00Z')),
    ],
    [
      'a T-0 years away',
      'T-0: when it goes live',
      /2 years/,
      (dialog) => dialog.fill('T-0: when it goes live', new Date('2029-11-23T10:00:00Z')),
    ],
    [
      'a public channel without the bot',
      'Channel',
      /\/invite @golive/,
      (dialog) => dialog.pickChannel('Channel', '#random'),
    ],
    [
      'a private channel without the bot',
      'Channel',
      /\/invite @golive/,
      (dialog) => dialog.pickChannel('Channel', '#secret'),
    ],
    [
      'a guest as lead',
      'Launch lead',
      /Guests cannot/,
      (dialog) => dialog.pickPeople('Launch lead', 'gus'),
    ],
    [
      'a bot as approver',
      'DevOps Lead',
      /bot/,
      (dialog) => dialog.pickPeople('DevOps Lead', 'robo'),
    ],
    [
      'an outsider as approver',
      'Security Lead',
      /other workspaces/,
      (dialog) => dialog.pickPeople('Security Lead', 'ivo'),
    ],
  ]
  test.each(cases)('%s', async (_, field, sentence, spoil) => {
    const { person } = await openForm('/golive start Payments')
    await spoil(person.dialog)
    await person.dialog.submit()
    expect(person.dialog.errors[field]).toMatch(sentence)
    expect(Object.keys(person.dialog.errors)).toEqual([field])
    expect(await launches()).toEqual([])
    expect(stage.sandbox.calls.problems).toEqual([])
  })

  test('a person who was deactivated after being chosen', async () => {
    const { person } = await openForm('/golive start Payments')
    await person.dialog.pickPeople('Launch lead', 'bob')
    await stage.sandbox.changes.deactivateUser('bob')
    await person.dialog.submit()
    expect(person.dialog.errors['Launch lead']).toMatch(/deactivated/)
  })

  test('several at once, and after mending them the launch starts', async () => {
    const { person } = await openForm('/golive start Payments')
    await person.dialog.fill('Name', ' ')
    await person.dialog.pickPeople('Launch lead', 'gus')
    await person.dialog.submit()
    expect(Object.keys(person.dialog.errors).sort()).toEqual(['Launch lead', 'Name'])
    await person.dialog.fill('Name', 'Payments')
    await person.dialog.pickPeople('Launch lead', 'bob')
    await person.dialog.submit()
    expect(person.hasDialog()).toBe(false)
    expect(await launches()).toMatchObject([{ name: 'Payments' }])
  })
})

test('a second launch of the same name in a channel is refused, and says which runs', async () => {
  await startLaunch(stage, { name: 'Payments 2.0' })
  const { person } = await openForm('/golive start payments   2.0', 'bob')
  await person.dialog.submit()
  expect(person.dialog.errors.Name).toMatch(
    /“Payments 2.0” runs in this channel already, T-0 .*2026/,
  )
  await person.dialog.pickChannel('Channel', '#ops')
  await person.dialog.submit()
  expect(await launches()).toHaveLength(2)
})

test('the same form sent twice starts one launch', async () => {
  const { person } = await openForm('/golive start Payments')
  const submission = person.dialog.aimSubmit()
  await submission.send()
  await submission.send()
  expect(await launches()).toHaveLength(1)
  expect(
    person
      .in('#launch')
      .messages()
      .filter((message) => message.pinned),
  ).toHaveLength(1)
})

test('a template that is gone meanwhile is said at its field', async () => {
  const { person } = await openForm('/golive start Payments')
  await offerTemplates(stage.golive.context, [])
  await person.dialog.submit()
  expect(person.dialog.errors.Checklist).toMatch(/not there any more/)
})

test('choosing another checklist asks for its roles, and keeps what was filled in', async () => {
  const small =
    '# Small change\n## Before\n- [ ] Review done\n## Sign-off\n- Release Manager: ____\n'
  const shipped = await readFile('templates/production-go-live.md', 'utf8')
  await offerTemplates(stage.golive.context, [shipped, small])
  const { person } = await openForm('/golive start Payments')
  await person.dialog.fill('Name', 'Hotfix 7')
  await person.dialog.pickPeople('Technical Lead', 'bob')
  await person.dialog.choose('Checklist', 'Small change')
  expect(person.dialog.value('Name')).toBe('Hotfix 7')
  expect(person.dialog.lines).not.toContain('Technical Lead')
  await person.dialog.pickPeople('Release Manager', 'dita')
  await person.dialog.submit()
  const board = person.in('#launch').sees('*T-0*')?.text ?? ''
  expect(board).toContain('Launch: Hotfix 7')
  expect(board).toContain('*Before* · 0 of 1 settled')
  expect(board).toContain(`Sign-off, Release Manager: <@${stage.sandbox.as('dita').id}>`)
  expect(stage.sandbox.calls.problems).toEqual([])
})

test('guests and people without a template are refused with a sentence', async () => {
  const { person, replies } = await openForm('/golive start', 'gus')
  expect(replies.map((reply) => reply.text).join()).toMatch(/Guests can look .* only members/)
  expect(person.hasDialog()).toBe(false)
})

test('approvers that were named are on the board', async () => {
  const { person } = await openForm('/golive start Payments')
  await person.dialog.pickPeople('Technical Lead', 'bob')
  await person.dialog.pickPeople('Security Lead', 'dita')
  await person.dialog.submit()
  const board = person.in('#launch').sees('*T-0*')?.text
  expect(board).toContain(`Sign-off, Technical Lead: <@${stage.sandbox.as('bob').id}>`)
  expect(board).toContain(`Sign-off, Security Lead: <@${stage.sandbox.as('dita').id}>`)
  expect(board).toContain('Sign-off, DevOps Lead: nobody named yet')
})

test('when Slack is silent about a person or channel, the form stays with what was filled in', async () => {
  const { person } = await openForm('/golive start Payments')
  stage.sandbox.faults.status('conversations.info', 503)
  await person.dialog.submit()
  expect(person.dialog.errors.Channel).toMatch(/did not answer/)
  await person.dialog.submit()
  expect(await launches()).toHaveLength(1)
})

test('nobody starts a launch in a private channel that they are not in, whatever the form says', async () => {
  const { person } = await openForm('/golive start Payments', 'kim')
  const { payload } = person.dialog.aimSubmit()
  const { dispatch, workspace } = stage.sandbox
  const [here, there] = ['#launch', '#ops'].map((name) => workspace.channel(name).id)
  const view = JSON.parse(
    JSON.stringify(payload.view).replaceAll(
      `"selected_conversation":"${here}"`,
      `"selected_conversation":"${there}"`,
    ),
  )
  const receipt = await dispatch.send({
    kind: 'interactive',
    payload: { ...payload, view },
    takesAnswer: true,
  })
  expect(JSON.stringify(receipt)).toMatch(/\/invite @golive/)
  expect(await launches()).toEqual([])
})
