/**
 * A whole emergency of two people while half of what golive sends to Slack fails, in every way there
 * is: nothing that was said is lost, and in the end the channel shows what the database has.
 */
import { expect, test } from 'vitest'
import { emergencyState } from '../../src/domain/emergency.ts'
import type { Board } from '../../src/domain/launch.ts'
import { renderEmergency } from '../../src/slack/render-emergency.ts'
import { renderSection } from '../../src/slack/render-section.ts'
import { findLastEmergency } from '../../src/store/emergencies.ts'
import { listAllEvents } from '../../src/store/events.ts'
import { outboxState } from '../../src/store/outbox.ts'
import { findSurface, type PlacedSurface } from '../../src/store/surfaces.ts'
import { announcement } from '../../src/views/announcement.ts'
import { boardMessage } from '../../src/views/board.ts'
import { boardOf, openStage, type Stage, startLaunch } from '../support/stage.ts'
import { fieldOfPage } from '../support/walk-page.ts'

type Handle = 'ana' | 'kim'

/** What golive shows by. A dialog that does not come is asked for again by its person. */
const sending = [
  'chat.postMessage',
  'chat.update',
  'chat.postEphemeral',
  'views.open',
  'views.update',
  'views.publish',
  'files.getUploadURLExternal',
  'files.completeUploadExternal',
  'upload_url',
]

/** So often somebody tries before it counts as broken. */
const patience = 30

async function until(isDone: () => boolean, attempt: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < patience && !isDone(); tries++) await attempt()
  if (!isDone()) throw new Error('it does not come about')
}

async function opens(stage: Stage, by: Handle, label: string): Promise<void> {
  const person = stage.sandbox.as(by)
  if (person.hasDialog()) await person.dialog.close({ all: true })
  await until(
    () => person.hasDialog(),
    () => person.in('#launch').click(label, '*Emergency 1*'),
  )
}

/** On the page that is open; when somebody else was faster, they have seen it by then, and say it again. */
async function says(stage: Stage, by: Handle, choice: string, note: string | null = null) {
  const { dialog } = stage.sandbox.as(by)
  await dialog.choose(fieldOfPage(dialog.lines), choice)
  if (note !== null) await dialog.fill('Note', note)
  await dialog.submit()
  await until(
    () => !dialog.lines.includes('Not saved yet'),
    () => dialog.submit(),
  )
  expect(dialog.errors).toEqual({})
}

const emergencyIn = async (stage: Stage) => {
  const { launch } = await boardOf(stage)
  const emergency = await findLastEmergency(stage.golive.context.db, launch.id)
  if (!emergency) throw new Error('there is no emergency')
  return emergency
}

/** Deployed, whatever stands before that. */
async function deploys(stage: Stage): Promise<void> {
  const { launch } = await boardOf(stage)
  await stage.golive.context.db
    .updateTable('items')
    .set({ state: 'done' })
    .where('launch_id', '=', launch.id)
    .where('text', '=', 'Application deployed')
    .execute()
}

/** Says all that is on the way to rolling back. Returns the notes that were accepted. */
async function assesses(stage: Stage): Promise<string[]> {
  const both = ['kim', 'ana'] as const
  const notes: string[] = []
  for (const [index, choice] of ['Bad', 'Fine', 'Cannot tell'].entries()) {
    const by = both[index % 2] ?? 'kim'
    await opens(stage, by, 'Continue…')
    await says(stage, by, choice, `Note ${index + 1}`)
    notes.push(`Note ${index + 1}`)
  }
  for (let told = 0; told < 3; told++) {
    await opens(stage, 'ana', 'Continue…')
    await says(stage, 'ana', told === 0 ? 'Post it in the channels below' : 'Not needed')
  }
  // Both have the same page before them.
  for (const by of both) await opens(stage, by, 'Continue…')
  for (const by of both) await says(stage, by, 'Not tried', `By ${by}`)
  notes.push('By ana')
  for (let fix = 1; fix < 3; fix++) {
    await opens(stage, 'kim', 'Continue…')
    await says(stage, 'kim', 'Tried, it did not help')
  }
  await opens(stage, 'kim', 'Continue…')
  await says(stage, 'kim', 'Yes')
  return notes
}

async function rollsBack(stage: Stage): Promise<void> {
  const { sandbox } = stage
  await opens(stage, 'kim', 'Continue…')
  const { dialog } = sandbox.as('kim')
  await dialog.choose('Decision', 'Rollback')
  await dialog.fill('Reason', 'It is the best way')
  await dialog.submit()
  expect(emergencyState(await emergencyIn(stage))).toBe('confirming')
  await sandbox.as('ana').in('#launch').click('Confirm', '*Emergency 1*')
  expect(emergencyState(await emergencyIn(stage))).toBe('acting')
}

async function resolves(stage: Stage): Promise<void> {
  await opens(stage, 'ana', 'Resolve…')
  const { dialog } = stage.sandbox.as('ana')
  await dialog.fill('What ended it?', 'It was the cache')
  await dialog.submit()
}

/** What the database says that a surface shows, as it was sent last. */
async function rendered(stage: Stage, placed: PlacedSurface, board: Board) {
  const { db } = stage.golive.context
  const at = placed.sentAt ?? stage.clock.now()
  const { surface } = placed
  switch (surface.kind) {
    case 'emergency':
    case 'entry':
    case 'ask':
      return renderEmergency(db, surface, at)
    case 'board':
      return boardMessage(board, at)
    case 'section':
      return renderSection(db, board, surface, placed.isUnfolded, at)
    default:
      return undefined
  }
}

/** Slack did these, and did not say so. Of files, each is there once more than golive knows. */
const lost = ({ sandbox }: Stage, method: string) =>
  sandbox.calls.of(method).filter(({ status }) => status === 500)

async function surfacesOf({ golive }: Stage): Promise<PlacedSurface[]> {
  const rows = await golive.context.db.selectFrom('surfaces').select('key').execute()
  const placed = await Promise.all(rows.map(({ key }) => findSurface(golive.context.db, key)))
  return placed.filter((each) => each !== undefined)
}

/** As golive has sent it: Slack names the blocks that have no name. */
function sent({ text, blocks }: { text: string; blocks: unknown[] }) {
  return {
    text,
    blocks: JSON.parse(
      JSON.stringify(blocks, (key, value) => (key === 'block_id' ? undefined : value)),
    ),
  }
}

/** Each surface is in Slack as the database has it, in its thread; whatever else is there was announced. */
async function expectChannelToBeTrue(stage: Stage): Promise<void> {
  const { sandbox, golive } = stage
  const { workspace } = sandbox
  const board = await boardOf(stage)
  const ours = workspace.messages.filter(
    ({ author, ephemeralFor }) => author === workspace.bot.userId && !ephemeralFor,
  )
  const known = new Set<unknown>()
  for (const placed of await surfacesOf(stage)) {
    const message = ours.find(({ channel, ts }) => channel === placed.channelId && ts === placed.ts)
    const truth = await rendered(stage, placed, board)
    if (!message || !truth) throw new Error(`${placed.key} is not shown`)
    expect(sent(message), placed.key).toEqual(sent(truth))
    if (placed.thread) expect(message.threadTs, placed.key).toBe(placed.thread.ts)
    known.add(message)
  }
  const events = await listAllEvents(golive.context.db, board.launch.id)
  const announced = new Set(events.map((event) => announcement(event, board.launch).text))
  const rest = ours.filter((message) => !known.has(message) && message.files.length === 0)
  for (const text of new Set(rest.map((message) => message.text))) {
    const times = rest.filter((message) => message.text === text).length
    expect(times, text).toBe(announced.has(text) ? 1 : 0)
  }
  const told = events.filter(({ type }) => type === 'emergency.told')
  const tellings = told.map((event) => announcement(event, board.launch).text)
  expect(rest.map(({ text }) => text)).toEqual(expect.arrayContaining(tellings))
  expect(told).toHaveLength(1)
  const files = ours.flatMap((message) => message.files)
  expect(files).toHaveLength(1 + lost(stage, 'files.completeUploadExternal').length)
}

test.each([1, 2, 3, 4, 5])(
  'with half of the calls failing (seed %i), no answer is lost and the channel ends true',
  async (seed) => {
    await using stage = await openStage()
    const { sandbox } = stage
    await startLaunch(stage)
    await deploys(stage)
    sandbox.calls.clear()
    sandbox.faults.byChance(sending, { seed })
    const kim = sandbox.as('kim')
    await until(
      () => kim.hasDialog(),
      () => kim.in('#launch').type('/golive emergency'),
    )
    await kim.dialog.fill('What is wrong?', 'Errors everywhere')
    await kim.dialog.submit()
    const notes = await assesses(stage)
    await stage.restart()
    await sandbox.as('ana').in('#launch').click('Take Command', '*Emergency 1*')
    stage.clock.moveBy(31 * 60_000)
    await stage.golive.keepSchedule()
    await stage.settle()
    await rollsBack(stage)
    await resolves(stage)
    const calls = sandbox.calls.all.filter(({ method }) => sending.includes(method))
    const failed = calls.filter(({ status, answer }) => status !== 200 || answer.ok === false)
    expect(failed.length / calls.length).toBeGreaterThan(0.3)

    sandbox.faults.clear()
    await stage.settle()
    const emergency = await emergencyIn(stage)
    expect(emergencyState(emergency)).toBe('resolved')
    expect(emergency.commanderId).toBe(sandbox.as('ana').id)
    expect(emergency.answers).toHaveLength(11)
    const kept = emergency.answers.map(({ note }) => note)
    expect(kept).toEqual(expect.arrayContaining(notes))
    await expectChannelToBeTrue(stage)
    expect(await outboxState(stage.golive.context.db)).toMatchObject({ waiting: 0, parked: 0 })
    expect(sandbox.calls.problems).toEqual([])
    expect(sandbox.calls.unknown).toEqual([])
  },
)
