/** A database full of launches, for what is measured on one. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addDays } from 'date-fns/addDays'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import { systemClock } from '../../src/domain/clock.ts'
import type { Launch } from '../../src/domain/launch.ts'
import type { Actor } from '../../src/domain/person.ts'
import { readTemplate } from '../../src/domain/read-template.ts'
import { keyOf, type Surface, sectionSurfaces } from '../../src/domain/surface.ts'
import { readBoard } from '../../src/store/board.ts'
import { saveChannel } from '../../src/store/channels.ts'
import { insertPhases, markPhaseOpened } from '../../src/store/checklists.ts'
import { type Db, openDatabase } from '../../src/store/database.ts'
import { sqliteDialect } from '../../src/store/dialect.ts'
import { insertLaunch } from '../../src/store/launches.ts'
import { migrate } from '../../src/store/migrate.ts'
import { replaceOwners } from '../../src/store/owners.ts'
import { savePerson } from '../../src/store/people.ts'
import { addSurfaces, listSurfaces, markSent } from '../../src/store/surfaces.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import { transaction } from '../../src/store/transaction.ts'
import { asNewPhase } from '../../test/support/rows.ts'

export const workspaceId = 'T1'
export const peopleCount = 200
export const startedAt = new Date('2026-11-23T00:00:00Z')
const zones = [
  'Europe/Lisbon',
  'Europe/Prague',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Shanghai',
]

/** Ten sections of ten items, as most of a real checklist is. */
const checklist = [
  '# Bench checklist',
  '## Before (1-2 weeks before)',
  ...Array.from({ length: 10 }, (_, section) => [
    `### Section ${section}`,
    ...Array.from({ length: 10 }, (_, item) => `- [ ] Item ${item} of section ${section}`),
  ]).flat(),
].join('\n')

/** The Slack id of one of the people, who is also the lead of every so many launches. */
export const idOf = (index: number) => `U${String(index % peopleCount).padStart(10, '0')}`

/** Launches with a hundred items, each in a channel of its own, open and posted. */
async function fill(db: Db, launches: number): Promise<void> {
  const context = { db, clock: { now: () => startedAt }, wake() {} }
  await offerTemplates(context, [checklist])
  const [template] = await offeredTemplates(db)
  const { phases } = readTemplate(checklist).template
  await transaction(db, async (tx) => {
    for (let index = 0; index < peopleCount; index++) {
      const zone = zones[index % zones.length] ?? 'UTC'
      const person = { workspaceId, id: idOf(index), standing: 'member', zone } as const
      await savePerson(tx, person, new Date())
    }
    for (let index = 0; index < launches; index++) {
      const id = randomUUID()
      const channelId = `C${String(index).padStart(10, '0')}`
      const t0 = addDays(startedAt, 8 + (index % 60))
      const zone = zones[index % zones.length] ?? 'UTC'
      await saveChannel(tx, { workspaceId, id: channelId, isPrivate: false }, startedAt)
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
        started: { at: startedAt, by: idOf(index) },
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
      if (!board) throw new Error('a launch that was made is not there')
      const sections = board.phases.flatMap((phase) => phase.sections)
      await post(tx, board.launch, [
        { kind: 'board', launchId: id },
        ...sections.flatMap((section) => sectionSurfaces(section)),
      ])
      for (const phase of board.phases) {
        await markPhaseOpened(tx, phase.id, { at: startedAt, by: idOf(index) })
        for (const [section, { items }] of phase.sections.entries()) {
          for (const item of items) {
            const owner = { kind: 'person', id: idOf(index + section) } as const
            const given = { at: startedAt, by: owner.id }
            await replaceOwners(tx, { ...item, launchId: id }, [owner], given)
          }
        }
      }
    }
  })
}

async function post(db: Db, launch: Launch, surfaces: Surface[]): Promise<void> {
  await addSurfaces(db, launch, surfaces)
  for (const [index, surface] of surfaces.entries()) {
    const ts = `${launch.started.at.getTime() / 1000}.${String(index).padStart(6, '0')}`
    const sent = { ts, channelId: launch.channelId, digest: '', at: launch.started.at }
    await markSent(db, keyOf(surface), sent)
  }
}

/**
 * One launch of the checklist that ships, as people have it two weeks before: its first phase is open,
 * 54 items on eight messages below the board.
 */
async function startOne(db: Db): Promise<void> {
  const context = { db, clock: systemClock, wake() {} }
  const now = systemClock.now()
  const folder = new URL('../../templates/', import.meta.url)
  await offerTemplates(context, [await readFile(new URL('production-go-live.md', folder), 'utf8')])
  const [template] = await offeredTemplates(db)
  const people = Array.from({ length: peopleCount }, (_, index) => {
    return { workspaceId, id: idOf(index), standing: 'member', zone: 'UTC' } as const
  })
  await transaction(db, async (tx) => {
    for (const person of people) await savePerson(tx, person, now)
  })
  const [lead] = people
  const channelId = 'C0000000001'
  const actor = { ...lead, via: 'command', channelId } as Actor
  const { launch } = await startLaunch(
    context,
    actor,
    {
      formId: randomUUID(),
      name: 'Payments',
      t0: addDays(now, 10),
      zone: 'UTC',
      templateId: template?.id ?? '',
      leadId: actor.id,
      approvers: [],
      channelId,
      isRehearsal: false,
      tier: 'high',
      absent: [],
      owners: [],
    },
    {
      people: new Map(people.map((person) => [person.id, person])),
      channel: { id: channelId, status: 'joined', isPrivate: false },
    },
  )
  await transaction(db, async (tx) => {
    for (const [index, { key }] of (await listSurfaces(tx, launch.id)).entries()) {
      const ts = `${Math.floor(now.getTime() / 1000)}.${String(index).padStart(6, '0')}`
      await markSent(tx, key, { ts, channelId, digest: '', at: now })
    }
    await tx.deleteFrom('outbox').execute()
  })
}

/** Runs work with a database file of so many launches, which is gone afterwards. */
export function withLaunches(
  launches: number,
  work: (db: Db, path: string) => Promise<void>,
): Promise<void> {
  return withDatabase((db) => fill(db, launches), work)
}

/** Runs work with a database file of one launch that people work on, which is gone afterwards. */
export function withStartedLaunch(work: (db: Db, path: string) => Promise<void>): Promise<void> {
  return withDatabase(startOne, work)
}

async function withDatabase(
  prepare: (db: Db) => Promise<void>,
  work: (db: Db, path: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'golive-bench-'))
  const path = join(folder, 'bench.db')
  const db = openDatabase(sqliteDialect(path))
  try {
    await migrate(db)
    await prepare(db)
    await work(db, path)
  } finally {
    await db.destroy()
    await rm(folder, { recursive: true })
  }
}
