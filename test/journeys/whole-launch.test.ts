import { expect, test } from 'vitest'
import { itemsOf } from '../../src/domain/launch.ts'
import { listEvents } from '../../src/store/events.ts'
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

  const lines = phaseLines()
  expect(lines).toHaveLength(127)
  const phases = [...Map.groupBy(lines, (line) => line.phase)]
  expect(phases.map(([, inPhase]) => inPhase.length)).toEqual([54, 27, 14, 18, 14])

  for (const [index, [phase, inPhase]] of phases.entries()) {
    if (index > 0) await ana.in('#launch').click('Open Next Phase', 'Payments 2.0')
    expectSectionsInOrder(stage, phase, inPhase)
    for (const line of inPhase) {
      const place = lines.indexOf(line)
      await sandbox.as(tickerOf(place)).in('#launch').click('Done', `⬜ ${line.text}`)
    }
    expect(ana.in('#launch').sees(`*${slackText(phase)}* is complete`)).toBeDefined()
  }
  await ana.in('#launch').click('Done', 'READY FOR PRODUCTION')

  await expectChannel(stage, lines)
  await expectDatabase(stage, lines)
  await expectRecord(stage, lines)
  expect(sandbox.calls.unknown).toEqual([])
  expect(sandbox.calls.problems).toEqual([])
  expect(sandbox.calls.count('chat.postMessage')).toBe(1 + 23 + 4 + 5)
})

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
  expect(board).toContain('✅ *READY FOR PRODUCTION* - All checklist items complete · Done')
}

async function expectDatabase(stage: Stage, lines: Line[]): Promise<void> {
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
}

async function expectRecord(stage: Stage, lines: Line[]): Promise<void> {
  const { launch } = await boardOf(stage)
  const about = { launchId: launch.id, itemId: null }
  const page = { before: null, limit: 1000 }
  const events = (await listEvents(stage.golive.context.db, about, page)).reverse()
  expect(events.map((event) => event.place)).toEqual(events.map((_, index) => index + 1))
  const ticks = events.filter((event) => event.type === 'item.ticked')
  expect(ticks.map((event) => ('text' in event.data ? event.data.text : ''))).toEqual(
    checklistLines().map((line) => line.text),
  )
  expect(ticks.slice(0, -1).map((event) => event.by)).toEqual(
    lines.map((_, index) => stage.sandbox.workspace.user(tickerOf(index)).id),
  )
  expect(events.filter((event) => event.type === 'phase.opened')).toHaveLength(5)
  expect(events.filter((event) => event.type === 'phase.completed')).toHaveLength(5)
}

function slackText(text: string): string {
  return text.replaceAll('&', '&amp;')
}

function escapeForRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
