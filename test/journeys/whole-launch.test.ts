import { expect, test } from 'vitest'
import { type Board, itemsOf, type Launch } from '../../src/domain/launch.ts'
import { listAllEvents } from '../../src/store/events.ts'
import { outboxState } from '../../src/store/outbox.ts'
import { checklistLines, type Line, phaseLines } from '../support/checklist.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'

const team = ['ana', 'bob', 'chen', 'dita', 'erin', 'finn'] as const

/** Who ticks a line: everybody in turn. */
function tickerOf(index: number): (typeof team)[number] {
  return team[index % team.length] ?? 'ana'
}

test('a launch goes through all of its phases, ticked by several people', async () => {
  await using stage = await openStage()
  const { sandbox } = stage
  const ana = sandbox.as('ana')
  await startLaunch(stage)
  await fillRoles(stage)

  const lines = phaseLines()
  expect(lines).toHaveLength(127)
  const phases = [...Map.groupBy(lines, (line) => line.phase)]
  expect(phases.map(([, inPhase]) => inPhase.length)).toEqual([54, 27, 14, 18, 14])

  for (const [index, [phase, inPhase]] of phases.entries()) {
    // The first phase is open from the start, and the third opens with going live.
    if (index === 2) await goesLive(stage)
    else if (index > 0) await ana.in('#launch').click(`Open ${phase}`, 'Payments 2.0')
    expectSectionsInOrder(stage, phase, inPhase)
    for (const line of inPhase) {
      const place = lines.indexOf(line)
      if (line === lines.find(({ section }) => section === 'Deployment')) {
        await expectDeploymentWaits(stage, line)
        await callsTheRoll(stage)
      }
      await sandbox.as(tickerOf(place)).in('#launch').click('Done', `⬜ ${line.text}`)
    }
    expect(ana.in('#launch').sees(`*${slackText(phase)}* is complete`)).toBeDefined()
  }
  await expectChannel(stage, lines)
  const { launch } = await expectDatabase(stage, lines)
  await ana.in('#launch').click('Close…', 'Payments 2.0')
  await ana.dialog.submit()
  expect(ana.in('#launch').sees('*Checklist*')?.lines).toContain('*Closed, complete* by')
  await expectRecord(stage, launch, lines)
  // Each signer is asked by DM and in the roll call's thread; and the roll call, its verdict, going
  // live and the end are posted.
  const decisions = 2 * signers.length + 4
  expect(sandbox.calls.unknown).toEqual([])
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.count('chat.postMessage')).toBe(1 + 23 + 4 + 5 + decisions)
})

/** Who signs as what, in the order in which they are asked. */
const signers = [
  ['Technical Lead', 'chen'],
  ['DevOps Lead', 'dita'],
  ['Security Lead', 'erin'],
  ['Project Manager', 'finn'],
] as const

async function fillRoles({ sandbox }: Stage): Promise<void> {
  const ana = sandbox.as('ana')
  await ana.in('#launch').click('Lead and Roles')
  for (const [role, handle] of signers) await ana.dialog.pickPeople(role, handle)
  await ana.dialog.submit()
}

/** What deploys cannot be ticked before the roll call has said go. */
async function expectDeploymentWaits({ sandbox }: Stage, { text }: Line): Promise<void> {
  const place = sandbox.as('bob').in('#launch')
  const [notice] = (await place.click('Done', `⬜ ${text}`)).notices
  expect(notice?.text).toMatch(/^Not yet: this section waits for “\*READY FOR PRODUCTION\*/)
}

/** Each role is asked in the thread, after the one before it has answered. */
async function callsTheRoll({ sandbox }: Stage): Promise<void> {
  const place = sandbox.as('ana').in('#launch')
  await place.click('Start Roll Call')
  for (const [index, [role, handle]] of signers.entries()) {
    expect(place.thread('*Roll call*')).toHaveLength(index + 1)
    const person = sandbox.as(handle)
    expect(person.inbox().at(-1)?.lines).toContain(`as *${role}*`)
    await person.in('#launch').click('Go…', `*${role}*, <@`)
    await person.dialog.submit()
  }
  expect(place.sees('*Roll call*')?.lines).toContain('*Verdict: Go*')
}

async function goesLive({ sandbox }: Stage): Promise<void> {
  const ana = sandbox.as('ana')
  await ana.in('#launch').click('We Are Live…')
  await ana.dialog.submit()
  expect(ana.in('#launch').sees('*Payments 2.0 is live!*')).toBeDefined()
}

/** One message a section, in the checklist's order, below the board. */
function expectSectionsInOrder({ sandbox }: Stage, phase: string, inPhase: Line[]): void {
  const shown = sandbox
    .as('ana')
    .in('#launch')
    .messages()
    .map((message) => message.lines.split('\n')[0])
    .filter((line) => line?.includes(` · ${slackText(phase)} · `))
  const sections = [...new Set(inPhase.map((line) => line.section))]
  expect(shown).toEqual(
    sections.map((section) => {
      const total = inPhase.filter((line) => line.section === section).length
      return `*${slackText(section)}* · ${slackText(phase)} · 0 of ${total} settled`
    }),
  )
}

/** Every section is folded and, unfolded, shows each item with who ticked it. */
async function expectChannel({ sandbox }: Stage, lines: Line[]): Promise<void> {
  const place = sandbox.as('kim').in('#launch')
  const sections = Map.groupBy(
    lines,
    (line) => `*${slackText(line.section)}* · ${slackText(line.phase)}`,
  )
  for (const [heading, inSection] of sections) {
    const total = inSection.length
    expect(place.sees(heading)?.text).toBe(`✅ ${heading} · ${total} of ${total} settled`)
    await place.click('Show', heading)
    const shown = place.sees(heading)
    for (const line of inSection) {
      const who = sandbox.workspace.user(tickerOf(lines.indexOf(line))).id
      const expected = new RegExp(
        `✅ ${escapeForRegExp(slackText(line.text))}\n\\*Done\\* · <@${who}> · `,
      )
      expect(shown?.text).toMatch(expected)
      expect(shown?.lines).toMatch(expected)
    }
    await place.click('Fold', heading)
  }
  const board = place.sees('*T-0*')?.text ?? ''
  for (const [phase, inPhase] of Map.groupBy(lines, (line) => line.phase)) {
    const { length } = inPhase
    expect(board).toContain(`▓▓▓▓▓▓▓▓▓▓ *${slackText(phase)}* · ${length} of ${length} settled`)
  }
  expect(board).toContain(
    '✅ *READY FOR PRODUCTION* - All checklist items complete · ticked by the roll call',
  )
}

async function expectDatabase(stage: Stage, lines: Line[]): Promise<Board> {
  const board = await boardOf(stage)
  const items = board.phases.flatMap((phase) =>
    phase.sections.flatMap((section) =>
      section.items.map((item) => ({ phase: phase.name, section: section.name, item })),
    ),
  )
  expect(items.map(({ phase, section, item }) => ({ phase, section, text: item.text }))).toEqual(
    lines,
  )
  for (const [index, { item }] of items.entries()) {
    expect(item.state).toBe('done')
    expect(item.changed?.by).toBe(stage.sandbox.workspace.user(tickerOf(index)).id)
  }
  expect(board.finalBox).toMatchObject({ state: 'done', text: checklistLines().at(-1)?.text })
  expect(board.phases.flatMap(itemsOf)).toHaveLength(127)
  expect(await outboxState(stage.golive.context.db)).toMatchObject({ waiting: 0, parked: 0 })
  return board
}

async function expectRecord(stage: Stage, launch: Launch, lines: Line[]): Promise<void> {
  const events = await listAllEvents(stage.golive.context.db, launch.id)
  expect(events.map((event) => event.place)).toEqual(events.map((_, index) => index + 1))
  const ticks = events.filter((event) => event.type === 'item.ticked')
  expect(ticks.map((event) => ('text' in event.data ? event.data.text : ''))).toEqual(
    lines.map((line) => line.text),
  )
  expect(ticks.map((event) => event.by)).toEqual(
    lines.map((_, index) => stage.sandbox.workspace.user(tickerOf(index)).id),
  )
  const decisions = ['roll-call.ended', 'final-box.ticked', 'launch.live', 'launch.ended']
  const decided = events.filter(({ type }) => decisions.includes(type))
  expect(decided.map(({ type }) => type)).toEqual(decisions)
  expect(events.filter((event) => event.type === 'sign-off.given')).toHaveLength(signers.length)
  expect(events.filter((event) => event.type === 'phase.opened')).toHaveLength(5)
  expect(events.filter((event) => event.type === 'phase.completed')).toHaveLength(5)
}

function slackText(text: string): string {
  return text.replaceAll('&', '&amp;')
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
