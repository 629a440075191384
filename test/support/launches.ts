import { randomUUID } from 'node:crypto'
import type { Context } from '../../src/commands/context.ts'
import type { Filling } from '../../src/commands/fill-roles.ts'
import { type SavedVersion, saveTemplate } from '../../src/commands/keep-templates.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import type { DraftFacts, LaunchDraft } from '../../src/domain/draft.ts'
import type { Event } from '../../src/domain/event.ts'
import type { Board, Item, Launch, Phase } from '../../src/domain/launch.ts'
import type { Actor, Person, Standing } from '../../src/domain/person.ts'
import { type Reason, Refusal } from '../../src/domain/refusal.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import { listAllEvents } from '../../src/store/events.ts'
import type { OutboxRow } from '../../src/store/schema.ts'
import { findVersionOfLaunch, listVersions, offeredTemplates } from '../../src/store/templates.ts'
import { ManualClock } from './manual-clock.ts'

/** Four items in two phases, a final box and two roles. */
export const smallChecklist = `# Small checklist

## Before (2 weeks before)

### Servers
- [ ] Servers ready
- [ ] Cache warmed (if applicable)

### Data
- [ ] Backup tested

## Launch day (D-Day)

### Deploy
- [ ] Deployed

## Sign-Off

All of it has to be done:

- [ ] **READY** - everything is done

**Approved by:**
- Technical Lead: ________ Date: _____
- Security Lead: ________ Date: _____
`

export const workspaceId = 'T1'
export const channelId = 'C-LAUNCH'

/** ana leads, bob and erin approve, kim is a member. */
export const ana = anActor('U-ANA')
export const bob = anActor('U-BOB')
export const erin = anActor('U-ERIN')
export const kim = anActor('U-KIM')

export function anActor(id: string, more: Partial<Actor> = {}): Actor {
  return { workspaceId, id, standing: 'member', via: 'channel', channelId, ...more }
}

export type TestContext = Context & { clock: ManualClock; wakes: number }

export function aContext(db: Db, clock = new ManualClock()): TestContext {
  const context = {
    db,
    clock,
    wakes: 0,
    wake() {
      context.wakes++
    },
  }
  return context
}

export function aDraft(more: Partial<LaunchDraft> = {}): LaunchDraft {
  return {
    formId: 'form-1',
    name: 'Payments 2.0',
    t0: new Date('2026-12-07T10:00:00Z'),
    zone: 'Europe/Vienna',
    templateId: 'to be offered',
    leadId: ana.id,
    approvers: [
      { role: 'Technical Lead', personId: bob.id },
      { role: 'Security Lead', personId: erin.id },
    ],
    channelId,
    isRehearsal: false,
    tier: 'high',
    absent: [],
    owners: [],
    ...more,
  }
}

/** Who leads and signs, as it is already; ana leads. */
export function aFilling(launchId: string, more: Partial<Filling> = {}): Filling {
  const lead = { seen: ana.id, wish: ana.id }
  return { launchId, lead, roles: [], deputies: [], mayDouble: false, ...more }
}

/** What Slack says: everybody is a member, and golive is in the channel. */
export function someFacts(more: Partial<DraftFacts> = {}): DraftFacts {
  const people = [ana, bob, erin, kim].map(({ id }) => [id, aPerson(id)] as const)
  return {
    people: new Map(people),
    channel: { id: channelId, status: 'joined', isPrivate: false },
    ...more,
  }
}

export function aPerson(id: string, standing: Standing = 'member'): Person {
  return { workspaceId, id, standing, zone: 'Europe/Vienna' }
}

export type StartedLaunch = { context: TestContext; launch: Launch }

/** A launch that ana has started, from a checklist that is offered if it is not yet. */
export async function aLaunch(
  db: Db,
  more: Partial<LaunchDraft> & {
    checklist?: string
    clock?: ManualClock
    by?: Actor
    isPrivate?: boolean
  } = {},
): Promise<StartedLaunch> {
  const { checklist = smallChecklist, clock, by = ana, isPrivate = false, ...draft } = more
  const context = aContext(db, clock)
  await offerTemplates(context, [checklist])
  const [template] = await offeredTemplates(db)
  if (!template) throw new Error('no template is offered')
  const filled = aDraft({ templateId: template.id, ...draft })
  const facts = someFacts({
    channel: { id: filled.channelId ?? '', status: 'joined', isPrivate },
  })
  const { launch } = await startLaunch(context, by, filled, facts)
  context.wakes = 0
  return { context, launch }
}

/** Saves a newer version of a launch's template. */
export async function saveNext(
  { context, launch }: StartedLaunch,
  edit: (source: string) => string,
): Promise<SavedVersion> {
  const { templateId } = await findVersionOfLaunch(context.db, launch.id)
  const [newest] = await listVersions(context.db, templateId)
  if (!newest) throw new Error('there is no version')
  const source = edit(newest.source)
  if (source === newest.source) throw new Error('nothing was edited')
  const { number: seen } = newest
  return saveTemplate(context, ana, { formId: randomUUID(), templateId, seen, source, note: null })
}

export async function boardOf({ context, launch }: StartedLaunch): Promise<Board> {
  const board = await readBoard(context.db, launch.id)
  if (!board) throw new Error(`there is no launch ${launch.id}`)
  return board
}

/** The item that has these words in its text. */
export async function itemOf(started: StartedLaunch, words: string): Promise<Item> {
  const { phases, finalBox } = await boardOf(started)
  const items = phases.flatMap((phase) => phase.sections.flatMap((section) => section.items))
  const item = [...items, finalBox].find((each) => each?.text.includes(words))
  if (!item) throw new Error(`there is no item ${words}`)
  return item
}

/** A phase by its number, counted from 1. */
export async function phaseOf(started: StartedLaunch, number: number): Promise<Phase> {
  const phase = (await boardOf(started)).phases[number - 1]
  if (!phase) throw new Error(`there is no phase ${number}`)
  return phase
}

/** The whole record, oldest first. */
export async function recordOf({ context, launch }: StartedLaunch): Promise<Event[]> {
  return listAllEvents(context.db, launch.id)
}

export async function outboxOf(db: Db): Promise<OutboxRow[]> {
  return db.selectFrom('outbox').selectAll().orderBy('key').execute()
}

/** Forgets what Slack has still to be told, as if it had been told. */
export async function emptyOutbox(db: Db): Promise<void> {
  await db.deleteFrom('outbox').execute()
}

/** Why a command refused; fails when it did not, or failed otherwise. */
export async function refusalOf(command: Promise<unknown>): Promise<Reason> {
  try {
    await command
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
  throw new Error('nothing was refused')
}
