/** Who does what: by dialog, by command, and what golive says of people who are not there. */
import { describe, expect, test } from 'vitest'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

async function stageWithLaunch(channel = '#launch'): Promise<Stage> {
  const stage = await openStage()
  await startLaunch(stage, { channel })
  return stage
}

async function ownersIn(stage: Stage, section: string): Promise<string[]> {
  const board = await boardOf(stage)
  const items = board.phases
    .flatMap(({ sections }) => sections)
    .find(({ name }) => name === section)?.items
  const { users } = stage.sandbox.workspace
  return (items ?? []).map(({ owners }) =>
    owners
      .map(({ id }) => users.get(id)?.handle ?? board.roles.find((role) => role.id === id)?.name)
      .join(', '),
  )
}

const everyone = (owner: string, count: number) => Array.from({ length: count }, () => owner)

describe('/golive assign', () => {
  test.each([
    ['everything in Security to @erin', 'Security', everyone('erin', 8)],
    ['security to @erin and @bob', 'Security', everyone('erin, bob', 8)],
    ['Security to Security Lead', 'Security', everyone('Security Lead', 8)],
    ['Security to @kim, Technical Lead', 'Security', everyone('kim, Technical Lead', 8)],
    ['Penetration to @erin', 'Security', ['', 'erin', '', '', '', '', '', '']],
  ])('%s', async (text, section, owners) => {
    await using stage = await stageWithLaunch()
    await stage.sandbox.as('ana').in('#launch').type(`/golive assign ${text}`)
    expect(await ownersIn(stage, section)).toEqual(owners)
  })

  test.each([
    ['Security', 'Say what, then “to”, then whom'],
    ['Security to', 'Say what, then “to”, then whom'],
    ['Nonsense to @erin', 'Nothing here is called “Nonsense”'],
    ['Security to nobody', '“nobody” is no role of this launch'],
    ['tested to @erin', 'may be one of'],
    ['Security to @ivo', 'People from other workspaces cannot own items'],
    ['Security to @hana', 'This account is deactivated'],
    ['Security to @robo', 'A bot cannot own items'],
  ])('%s: %s', async (text, answer) => {
    await using stage = await stageWithLaunch()
    const ana = stage.sandbox.as('ana').in('#launch')
    await ana.type(`/golive assign ${text}`)
    expect(ana.messages().at(-1)?.lines).toContain(answer)
    expect(await ownersIn(stage, 'Security')).toEqual(everyone('', 8))
  })
})

test('/golive assign tells things of one name apart by where they are, and takes that as words', async () => {
  await using stage = await stageWithLaunch()
  await startLaunch(stage, { name: 'Search' })
  const ana = stage.sandbox.as('ana').in('#launch')
  await ana.type('/golive assign security to @erin')
  expect(ana.messages().at(-1)?.lines).toContain(
    'may be one of 2: “Security” in Payments 2.0; “Security” in Search. Say where it is, too',
  )
  await ana.type('/golive assign security in search to @erin')
  expect(ana.messages().at(-1)?.lines).toContain('8 items')
  expect(await ownersIn(stage, 'Security')).toEqual(everyone('', 8))
})

describe('somebody who is not in the channel', () => {
  test('is named to the assigner, who invites them', async () => {
    await using stage = await stageWithLaunch('#ops')
    const bob = stage.sandbox.as('bob')
    await bob.in('#ops').click('Details', '*Security*')
    await bob.dialog.click('Assign…')
    await bob.dialog.pickPeople('Owners', 'erin', 'chen')
    await bob.dialog.submit()
    expect(bob.dialog.lines).toContain('is not in')
    await bob.dialog.click('Invite')
    expect(bob.dialog.lines).toContain('now')
    expect(stage.sandbox.workspace.channel('#ops').members).toContain(stage.sandbox.as('erin').id)
  })

  test('is invited by nobody who is not there themselves', async () => {
    await using stage = await stageWithLaunch('#ops')
    const { sandbox, clock } = stage
    await sandbox.as('bob').in('#ops').type('/golive assign everything in Security to @erin')
    clock.moveBy(60_000)
    await stage.remind()
    const erin = sandbox.as('erin')
    await erin.in('@golive').click('Edit', 'Security audit')
    await erin.dialog.pickPeople('Owners', 'erin', 'kim')
    await erin.dialog.submit()
    await erin.dialog.click('Invite')
    expect(erin.dialog.lines).toContain('has to invite')
    expect(sandbox.workspace.channel('#ops').members).not.toContain(sandbox.as('kim').id)
  })

  test('is asked to be invited by hand where golive may not', async () => {
    await using stage = await stageWithLaunch()
    stage.sandbox.workspace.installation.withdraw('channels:write.invites')
    await stage.sandbox.changes.removeMember('#launch', 'kim')
    const ana = stage.sandbox.as('ana').in('#launch')
    await ana.type('/golive assign everything in Security to @kim')
    await ana.click('Invite')
    expect(ana.messages().at(-1)?.lines).toContain('Slack did not let me invite')
  })
})

describe('the item dialog', () => {
  test('keeps what was typed, and takes over what somebody else has changed', async () => {
    await using stage = await stageWithLaunch()
    const { sandbox } = stage
    const ana = sandbox.as('ana')
    await ana.in('#launch').click('Details', '*Security*')
    await ana.dialog.click('Edit', 'Security audit')
    await ana.dialog.fill('Note', 'Report is coming')
    const bob = sandbox.as('bob')
    await bob.in('#launch').click('Details', '*Security*')
    await bob.dialog.click('Edit', 'Security audit')
    await bob.dialog.choose('State', 'In progress')
    await bob.dialog.pickPeople('Owners', 'erin')
    await bob.dialog.submit()
    await ana.dialog.submit()
    expect(ana.dialog.lines).toContain('Not saved yet')
    await ana.dialog.choose('State', 'Blocked')
    await ana.dialog.submit()
    expect(Object.values(ana.dialog.errors)).toEqual(['Give a reason: it is shown in the channel.'])
    await ana.dialog.choose('State', 'In progress')
    await ana.dialog.submit()
    expect(ana.hasDialog() && ana.dialog.title).toBe('Security')
    const board = await boardOf(stage)
    const sections = board.phases.flatMap((phase) => phase.sections)
    const item = sections.find(({ name }) => name === 'Security')?.items[0]
    expect(item).toMatchObject({
      state: 'in-progress',
      note: 'Report is coming',
      owners: [{ kind: 'person', id: sandbox.as('erin').id }],
    })
  })

  test('lets owners be added to those who are there', async () => {
    await using stage = await stageWithLaunch()
    const ana = stage.sandbox.as('ana')
    await ana.in('#launch').type('/golive assign everything in Security to @erin')
    await ana.in('#launch').click('Details', '*Security*')
    await ana.dialog.click('Edit', 'Security audit')
    await ana.dialog.pickPeople('Owners', 'erin', 'finn')
    await ana.dialog.submit()
    expect((await ownersIn(stage, 'Security'))[0]).toBe('erin, finn')
  })
})

describe('lead and roles', () => {
  test('are changed from the board, by the lead or an approver', async () => {
    await using stage = await stageWithLaunch()
    const { sandbox } = stage
    await sandbox.as('kim').in('#launch').click('Lead and Roles')
    expect(sandbox.as('kim').in('#launch').messages().at(-1)?.lines).toContain('Only the lead')
    const ana = sandbox.as('ana')
    await ana.in('#launch').click('Lead and Roles')
    await ana.dialog.pickPeople('Security Lead', 'erin')
    await ana.dialog.submit()
    const { roles } = await boardOf(stage)
    expect(roles.find(({ name }) => name === 'Security Lead')?.personId).toBe(sandbox.as('erin').id)
    expect(sandbox.as('kim').in('#launch').sees('Payments 2.0')?.lines).toContain('ERIN')
  })

  test('are shown as they are now to whoever was too late', async () => {
    await using stage = await stageWithLaunch()
    const { sandbox } = stage
    const [ana, bob] = [sandbox.as('ana'), sandbox.as('bob')]
    await ana.in('#launch').click('Lead and Roles')
    await ana.dialog.pickPeople('Technical Lead', 'bob')
    await ana.dialog.pickPeople('DevOps Lead', 'ana')
    await ana.dialog.submit()
    await ana.in('#launch').click('Lead and Roles')
    await bob.in('#launch').click('Lead and Roles')
    await bob.dialog.pickPeople('Launch lead', 'bob')
    await bob.dialog.submit()
    await ana.dialog.pickPeople('Launch lead', 'chen')
    await ana.dialog.submit()
    expect(ana.dialog.lines).toContain('somebody else has changed the lead or a role meanwhile')
    expect(ana.dialog.value('Launch lead')).toBe('@bob')
    expect((await boardOf(stage)).launch.leadId).toBe(bob.id)
  })

  test('who leaves the workspace leaves nothing that is theirs', async () => {
    await using stage = await stageWithLaunch()
    const { sandbox } = stage
    await sandbox.as('ana').in('#launch').type('/golive assign everything in Security to @erin')
    await sandbox.changes.deactivateUser('erin')
    await stage.settle()
    expect(await ownersIn(stage, 'Security')).toEqual(everyone('', 8))
    expect(sandbox.as('ana').inbox().at(-1)?.lines).toContain('8 items of theirs are nobody’s now')
  })
})
