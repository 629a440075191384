/**
 * What reminders and the Home cost: finding who is to be reminded among 1,000 launches with 100,000
 * items, working out one person's list, and the App Home of somebody in 50 launches. Each beside a
 * yardstick that the same machine runs in the same moment: reading one launch's board.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays } from 'date-fns/addDays'
import { offerTemplates } from '../src/commands/offer-templates.ts'
import { peopleToRemind, reminderFor } from '../src/commands/send-reminders.ts'
import { readTemplate } from '../src/domain/read-template.ts'
import { readBoard } from '../src/store/board.ts'
import { saveChannel } from '../src/store/channels.ts'
import { insertPhases, markPhaseOpened } from '../src/store/checklists.ts'
import { type Db, openDatabase, transaction } from '../src/store/database.ts'
import { sqliteDialect } from '../src/store/dialect.ts'
import { readHabits } from '../src/store/habits.ts'
import { insertLaunch } from '../src/store/launches.ts'
import { migrate } from '../src/store/migrate.ts'
import { replaceOwners } from '../src/store/owners.ts'
import { savePerson } from '../src/store/people.ts'
import { listSummaries } from '../src/store/summaries.ts'
import { offeredTemplates } from '../src/store/templates.ts'
import { readWorkload } from '../src/store/workload.ts'
import { homeView } from '../src/views/home.ts'
import { asNewPhase } from '../test/support/rows.ts'

const workspaceId = 'T1'
const people = 200
const zones = [
  'Europe/Lisbon',
  'Europe/Prague',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Shanghai',
]
const monday = new Date('2026-11-23T00:00:00Z')
const rounds = 30

/** Ten sections of ten items, as most of a real checklist is. */
const checklist = [
  '# Bench checklist',
  '## Before (1-2 weeks before)',
  ...Array.from({ length: 10 }, (_, section) => [
    `### Section ${section}`,
    ...Array.from({ length: 10 }, (_, item) => `- [ ] Item ${item} of section ${section}`),
  ]).flat(),
].join('\n')

const idOf = (index: number) => `U${String(index % people).padStart(10, '0')}`

async function fill(db: Db, launches: number): Promise<void> {
  const context = { db, clock: { now: () => monday }, wake() {} }
  await offerTemplates(context, [checklist])
  const [template] = await offeredTemplates(db)
  const { phases } = readTemplate(checklist).template
  await transaction(db, async (tx) => {
    for (let index = 0; index < people; index++) {
      const zone = zones[index % zones.length] ?? 'UTC'
      const person = { workspaceId, id: idOf(index), standing: 'member', zone } as const
      await savePerson(tx, person, monday)
    }
    for (let index = 0; index < launches; index++) {
      const id = randomUUID()
      const channelId = `C${String(index).padStart(10, '0')}`
      const t0 = addDays(monday, 8 + (index % 60))
      const zone = zones[index % zones.length] ?? 'UTC'
      await saveChannel(tx, { workspaceId, id: channelId, isPrivate: false }, monday)
      await insertLaunch(tx, {
        id,
        workspaceId,
        channelId,
        isPrivate: false,
        isReachable: true,
        name: `Launch ${index}`,
        t0,
        zone,
        leadId: idOf(index),
        templateName: 'Bench checklist',
        templateId: template?.id ?? '',
        formId: id,
        started: { at: monday, by: idOf(index) },
        isRehearsal: false,
        rehearsalId: null,
        mayDouble: false,
        tailoring: { tier: 'high', absent: [], leftOut: 0 },
        links: [],
        gates: [],
        live: null,
        ended: null,
        procedure: null,
      })
      const plan = { t0, live: null, zone, afterHours: 0 }
      await insertPhases(tx, id, phases.map(asNewPhase), plan)
      const board = await readBoard(tx, id)
      for (const phase of board?.phases ?? []) {
        await markPhaseOpened(tx, phase.id, { at: monday, by: idOf(index) })
        for (const [section, { items }] of phase.sections.entries()) {
          for (const item of items) {
            const owner = { kind: 'person', id: idOf(index + section) } as const
            const given = { at: monday, by: owner.id }
            await replaceOwners(tx, { ...item, launchId: id }, [owner], given)
          }
        }
      }
    }
  })
}

async function measure(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0
}

async function withLaunches(launches: number, work: (db: Db) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'golive-bench-'))
  const db = openDatabase(sqliteDialect(join(folder, 'bench.db')))
  try {
    await migrate(db)
    await fill(db, launches)
    await work(db)
  } finally {
    await db.destroy()
    await rm(folder, { recursive: true })
  }
}

function report(name: string, milliseconds: number, yardstick: number): void {
  const ratio = (milliseconds / yardstick).toFixed(1)
  process.stdout.write(
    `${name.padEnd(58)} ${milliseconds.toFixed(2).padStart(8)} ms  ${ratio.padStart(6)} boards\n`,
  )
}

await withLaunches(1000, async (db) => {
  const at = (time: string) => ({ db, clock: { now: () => new Date(time) } })
  const [launch] = await db.selectFrom('launches').select('id').limit(1).execute()
  const board = await measure(() => readBoard(db, launch?.id ?? ''))
  report('yardstick: one board of 100 items', board, board)
  const quiet = at('2026-11-24T02:30:00Z')
  const rush = at('2026-11-24T14:00:00Z')
  report('due-scan, nobody at nine', await measure(() => peopleToRemind(quiet, workspaceId)), board)
  const due = await peopleToRemind(rush, workspaceId)
  const scan = await measure(() => peopleToRemind(rush, workspaceId))
  report(`due-scan, ${due.length} of ${people} people at nine`, scan, board)
  const [worker] = due
  if (worker) {
    const one = await measure(() => reminderFor(rush, worker, null))
    report('one person’s list, of about 500 items of theirs', one, board)
  }
})

await withLaunches(50, async (db) => {
  const now = new Date('2026-11-24T14:00:00Z')
  const id = idOf(7)
  const board = await measure(async () => {
    const [launch] = await db.selectFrom('launches').select('id').limit(1).execute()
    return readBoard(db, launch?.id ?? '')
  })
  const home = await measure(async () => {
    const { own } = await readWorkload(db, workspaceId, id, now, now)
    const summaries = await listSummaries(db, workspaceId, now)
    const habits = await readHabits(db, workspaceId, id)
    const launches = summaries.map((summary) => ({ ...summary, url: null }))
    return homeView({ own, launches, habits }, { id, zone: 'Europe/Lisbon', reading: 'today' }, now)
  })
  report('App Home with 50 launches', home, board)
})
