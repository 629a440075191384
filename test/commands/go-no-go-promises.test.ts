/**
 * Days of people who tick, sign, call the roll, override, slip, go live and close, in any order:
 * whatever they do, a go means what it says. What is promised is worked out here from the rows and
 * the record alone, by other means than the domain's.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { takeItem } from '../../src/commands/assign-items.ts'
import { changeItem } from '../../src/commands/change-item.ts'
import { editItem } from '../../src/commands/edit-item.ts'
import { abortLaunch, closeLaunch, reopenLaunch } from '../../src/commands/end-launch.ts'
import { type Filling, fillRoles } from '../../src/commands/fill-roles.ts'
import { goLive } from '../../src/commands/go-live.ts'
import { dropEvidence, keepEvidence } from '../../src/commands/keep-evidence.ts'
import { keepSchedule } from '../../src/commands/keep-schedule.ts'
import { moveT0 } from '../../src/commands/move-t0.ts'
import { offerTemplates } from '../../src/commands/offer-templates.ts'
import { openPhase } from '../../src/commands/open-phase.ts'
import { answerOverride, askOverride } from '../../src/commands/override-gate.ts'
import { releasePerson } from '../../src/commands/release-person.ts'
import { startRollCall, stopRollCall } from '../../src/commands/roll-call.ts'
import { setDueDates } from '../../src/commands/set-due-date.ts'
import { signOff } from '../../src/commands/sign-off.ts'
import { startLaunch } from '../../src/commands/start-launch.ts'
import type { Event } from '../../src/domain/event.ts'
import type { Opens } from '../../src/domain/gate.ts'
import { type ItemAction, type ItemState, itemActionNames } from '../../src/domain/item.ts'
import type { Actor, Standing } from '../../src/domain/person.ts'
import { Refusal } from '../../src/domain/refusal.ts'
import { digestOfList, listToSign, type Verdict } from '../../src/domain/sign-off.ts'
import { readBoard } from '../../src/store/board.ts'
import type { Db } from '../../src/store/database.ts'
import { listAllEvents } from '../../src/store/events.ts'
import { savePerson } from '../../src/store/people.ts'
import type { Schema } from '../../src/store/schema.ts'
import { offeredTemplates } from '../../src/store/templates.ts'
import { onEachDialect } from '../support/databases.ts'
import {
  aContext,
  aDraft,
  anActor,
  aPerson,
  channelId,
  someFacts,
  type TestContext,
  workspaceId,
} from '../support/launches.ts'

const checklist = `# Go and no-go

## Before (2 weeks before)

### Servers
- [ ] Servers ready
- [ ] Cache warmed (if applicable)

### Data
- [ ] Backup tested (evidence required)
- [ ] Copies kept

## Launch day (D-Day)

### Pre-Launch (Morning)
- [ ] Everybody is there

### Deployment
- [ ] Deployed
- [ ] Smoke tests pass

### After
- [ ] Announced

## First 24 Hours

### Watch
- [ ] Errors are few

## Sign-Off

- [ ] **READY FOR PRODUCTION**

**Approved by:**
- Technical Lead: ________ Date: _____
- Security Lead: ________ Date: _____
- Product Lead: ________ Date: _____
- Operations Lead: ________ Date: _____
`
/** What the final box waits for, as anybody reads it above: by section. */
const sectionsBefore = ['Servers', 'Data', 'Pre-Launch (Morning)']
const gatedSection = 'Deployment'

const lead = 'U-ANA'
const approvers = ['U-BOB', 'U-DAN', 'U-ERIN', 'U-FAY']
const others = ['U-KIM', 'U-LEE']
const members = [lead, ...approvers, ...others]
const guest = 'U-GUS'
const everybody = [...members, guest]

type Facts = Awaited<ReturnType<typeof readFacts>>

/** Everything of a launch that its promises are about, row by row. */
async function readFacts(db: Db, launchId: string) {
  const rows = async <T extends keyof Schema>(table: T, order: string, column = 'launch_id') => {
    const query = sql<Schema[T]>`select * from ${sql.table(table)}
      where ${sql.ref(column)} = ${launchId} order by ${sql.raw(order)}`
    return (await query.execute(db)).rows
  }
  const [launch] = await rows('launches', 'id', 'id')
  if (!launch) throw new Error('the launch is gone')
  return {
    launch,
    phases: await rows('phases', 'position'),
    sections: await rows('sections', 'id'),
    items: await rows('items', 'position, id'),
    owners: await rows('item_owners', 'item_id, position'),
    evidence: (await rows('evidence', 'id')).filter(({ removed_at }) => removed_at === null),
    roles: await rows('roles', 'position'),
    signOffs: await rows('sign_offs', 'place'),
    rollCalls: await rows('roll_calls', 'started_at'),
    answers: await rows('roll_call_answers', 'roll_call_id, position'),
    overrides: await rows('overrides', 'asked_at'),
    entries: (await rows('events', 'place')).length,
  }
}

const isSettled = (state: ItemState) => state === 'done' || state === 'not-applicable'
const isAhead = ({ launch }: Facts) => launch.live_at === null && launch.ended_at === null

function boxOf({ items }: Facts) {
  const box = items.find(({ section_id }) => section_id === null)
  if (!box) throw new Error('the final box is gone')
  return box
}

function itemsIn({ sections, items }: Facts, names: readonly string[]) {
  const ids = sections.filter(({ name }) => names.includes(name)).map(({ id }) => id)
  return items.filter(({ section_id }) => section_id !== null && ids.includes(section_id))
}

/** What somebody who signs has before their eyes: all that the final box waits for, and T-0. */
function whatIsSigned(facts: Facts) {
  const items = itemsIn(facts, sectionsBefore).map((item) => {
    const evidence = facts.evidence.filter(({ item_id }) => item_id === item.id).length
    const { id, text, state, proof } = item
    const reason = state === 'not-applicable' ? item.reason : null
    const byHand = item.due_by === 'hand' ? item.due_at : null
    return { id, text, state, proof, reason, byHand, evidence }
  })
  return { t0: facts.launch.t0, items }
}
type Signed = ReturnType<typeof whatIsSigned>

/** Why what was signed is not what there is now; null: it is, or is better. */
function worse(was: Signed, now: Signed): string | null {
  if (was.t0 !== now.t0) return 'T-0 moved'
  for (const [index, before] of was.items.entries()) {
    const item = now.items[index]
    const text = before.text
    if (!item || item.id !== before.id) return `${text} is gone`
    const has = (state: ItemState) => item.state === state && before.state !== state
    if (has('blocked')) return `${text} was blocked`
    if (has('not-applicable')) return `${text} was set aside`
    if (isSettled(before.state) && !isSettled(item.state)) return `${text} was undone`
    const isAside = item.state === 'not-applicable' && before.state === 'not-applicable'
    if (isAside && item.reason !== before.reason) return `${text} is set aside for another reason`
    if (item.evidence < before.evidence) return `${text} lost evidence`
    if (item.byHand !== before.byHand) return `${text} has another due date by hand`
    if (item.proof !== before.proof) return `${text} has another evidence rule`
  }
  return null
}

/** A go, no or hold as it was given, and what has become of it. */
type Word = {
  by: string
  verdict: Verdict
  list: Signed
  /** Why it may not count any more. */
  spoilt: string | null
}

/** One launch, and what was seen of it. */
class World {
  readonly context: TestContext
  readonly launchId: string
  readonly standings = new Map<string, Standing>()
  readonly history: string[] = []
  /** The last word of each role, by its id. */
  readonly words = new Map<string, Word>()
  /** What each override was asked for, by its id. */
  readonly asked = new Map<string, { items: string; isByLead: boolean }>()
  /** The answers of roll calls that have ended, by the roll call's id. */
  readonly frozen = new Map<string, string>()
  facts: Facts
  /** A list that somebody looked at, maybe long ago. */
  looked: { digest: string; list: Signed } | null = null

  constructor(context: TestContext, launchId: string, facts: Facts) {
    this.context = context
    this.launchId = launchId
    this.facts = facts
  }

  get db() {
    return this.context.db
  }

  actor(id: string): Actor {
    return anActor(id, { standing: this.standings.get(id) ?? standingOf(id) })
  }

  people() {
    return new Map(
      everybody.map((id) => [id, aPerson(id, this.standings.get(id) ?? standingOf(id))] as const),
    )
  }

  async look() {
    const board = await readBoard(this.db, this.launchId)
    if (!board) throw new Error('the launch is gone')
    return { digest: digestOfList(listToSign(board)), list: whatIsSigned(this.facts) }
  }

  /** Does one thing, which may be refused, and holds what it did against the promises. */
  async step(words: string, command: () => Promise<unknown>, hand: Hand = {}): Promise<boolean> {
    this.context.clock.moveBy(1000)
    const before = this.facts
    const refusal = await command().then(
      () => null,
      (error: unknown) => {
        if (error instanceof Refusal) return error.reason.code
        throw new Error(`${words} fails`, { cause: error })
      },
    )
    this.history.push(refusal ? `${words}: ${refusal}` : words)
    const now = await readFacts(this.db, this.launchId)
    const events = await this.eventsSince(before.entries)
    this.facts = now
    if (refusal && !hand.isSplit) {
      keeps(same(before, now) && events.length === 0, 'who refuses changes nothing')
      return false
    }
    this.hold(before, now, events, hand)
    return true
  }

  private async eventsSince(place: number): Promise<Event[]> {
    const events = await listAllEvents(this.db, this.launchId)
    return events.filter((event) => event.place > place)
  }

  private hold(before: Facts, now: Facts, events: readonly Event[], hand: Hand) {
    this.holdOverrides(before, now, events)
    this.holdRecord(before, now, events)
    this.holdSignOffs(before, now, events)
    this.holdRollCalls(now)
    this.holdFinalBox(before, now, events)
    this.holdGates(before, now)
    if (before.launch.ended_at !== null && !hand.isReopening) {
      keeps(same(before, now), 'what has ended does not change')
    }
  }

  /** (h) Overrides are the lead's, and a second person's. */
  private holdOverrides(before: Facts, now: Facts, events: readonly Event[]) {
    for (const override of now.overrides) {
      const known = this.asked.get(override.id)
      const isByLead = override.asked_by === before.launch.lead_id
      if (!known) {
        keeps(isByLead, 'the lead asks for an override')
        this.asked.set(override.id, { items: override.items, isByLead })
        keeps(
          events.filter(({ type }) => type === 'override.asked').length === 1,
          'that an override was asked is recorded',
        )
      }
      keeps(!known || known.items === override.items, 'an override stays what was asked for')
      const was = before.overrides.find(({ id }) => id === override.id)
      if (was?.answer) {
        keeps(same(was, override), 'an answer to an override is final')
      } else if (override.answer) {
        const by = override.answered_by
        keeps(by !== override.asked_by, 'nobody confirms what they asked for')
        keeps(by !== before.launch.lead_id, 'no lead confirms an override')
        const isApprover = before.roles.some(({ person_id }) => person_id === by)
        keeps(isApprover && isMember(this, by), 'an approver answers an override')
        keeps(
          events.some(({ type }) => type === `override.${override.answer}`),
          'the answer to an override is recorded',
        )
      }
    }
  }

  /** (g) What is said and what is void is in the record, each once. */
  private holdRecord(before: Facts, now: Facts, events: readonly Event[]) {
    keeps(
      same(
        events.map(({ place }) => place),
        events.map((_, index) => before.entries + index + 1),
      ),
      'the record has no gap',
    )
    const idsOf = (facts: Facts, isOne: (row: Facts['signOffs'][number]) => boolean) =>
      facts.signOffs.filter(isOne).map(({ id }) => id)
    const newIn = (isOne: (row: Facts['signOffs'][number]) => boolean) => {
      const had = new Set(idsOf(before, isOne))
      const ids = new Set(idsOf(now, isOne))
      keeps(had.isSubsetOf(ids), 'a sign-off stays, and stays void')
      return now.signOffs.filter(({ id }) => ids.has(id) && !had.has(id))
    }
    const given = events.flatMap((event) => (event.type === 'sign-off.given' ? [event] : []))
    keeps(
      same(
        newIn(() => true).map((row) => [row.role_id, row.verdict, row.reason, row.until, row.by]),
        given.map(({ data, by }) => [data.roleId, data.verdict, data.reason, data.until, by]),
      ),
      'what is said is recorded',
    )
    const voided = events.flatMap((event) => (event.type === 'sign-off.voided' ? [event.data] : []))
    keeps(
      same(
        newIn(({ voided_at }) => voided_at !== null)
          .map((row) => `${row.role_id} ${row.by}`)
          .sort(),
        voided.map((data) => `${data.roleId} ${data.personId}`).sort(),
      ),
      'what becomes void is recorded',
    )
    keeps(before.launch.t0 === now.launch.t0 || has(events, 't0.moved'), 'a slip is recorded')
    keeps(before.launch.live_at === now.launch.live_at || has(events, 'launch.live'), 'live')
    const endOf = ({ launch }: Facts) => launch.ended_at
    keeps(
      endOf(before) === endOf(now) || has(events, 'launch.ended') || has(events, 'launch.reopened'),
      'an end is recorded',
    )
    for (const item of now.items) {
      const was = before.items.find(({ id }) => id === item.id)
      const isRecorded = events.some(
        ({ itemId, type }) => itemId === item.id && type !== 'item.noted',
      )
      keeps(!was || was.state === item.state || isRecorded, 'a move of an item is recorded')
    }
  }

  /** A go is void from the moment when what was signed is worse, or who signed may not. */
  private holdSignOffs(before: Facts, now: Facts, events: readonly Event[]) {
    const list = whatIsSigned(now)
    const ahead = isAhead(now)
    for (const word of this.words.values()) word.spoilt ??= ahead ? worse(word.list, list) : null
    if (events.some(({ type, itemId }) => type === 'item.undone' && itemId === boxOf(now).id)) {
      for (const word of this.words.values()) word.spoilt ??= 'the final box was taken back'
    }
    for (const event of events) {
      if (event.type !== 'sign-off.given') continue
      const { roleId, verdict } = event.data
      this.words.set(roleId, { by: event.by, verdict, list, spoilt: null })
      const role = before.roles.find(({ id }) => id === roleId)
      const isSigner = role && [role.person_id, role.deputy_id].includes(event.by)
      keeps(isSigner && isMember(this, event.by) && isAhead(before), 'who may signs')
    }
    const counting = now.signOffs.filter((row) => !row.voided_at && !row.replaced_at)
    const isEachOnce = new Set(counting.map(({ by }) => by)).size === counting.length
    const isFine = isEachOnce || now.launch.signing === 'several-roles' || !ahead
    keeps(isFine, 'nobody’s word counts for two roles')
    for (const role of now.roles) {
      const row = now.signOffs.find((each) => each.role_id === role.id && !each.replaced_at)
      const word = this.words.get(role.id)
      keeps(row?.by === word?.by && row?.verdict === word?.verdict, 'the last word counts')
      if (!row || !word || !ahead) continue
      const isSigner = [role.person_id, role.deputy_id].includes(row.by)
      const isGone = !isSigner || (word.verdict === 'go' && word.spoilt !== null)
      const why = word.spoilt ?? 'who signed may not any more'
      if (isGone) keeps(row.voided_at !== null, `${role.name}’s ${row.verdict} is void: ${why}`)
      const isTwice =
        now.launch.signing === 'one-role-each' &&
        before.signOffs.some(
          (each) =>
            each.by === row.by &&
            each.role_id !== row.role_id &&
            !each.voided_at &&
            !each.replaced_at,
        )
      const was = before.signOffs.find(({ id }) => id === row.id)
      if (row.voided_at && !was?.voided_at) {
        keeps(isGone || isTwice, `${role.name}’s ${row.verdict} is not void for nothing`)
      }
    }
  }

  /** (f) One roll call at a time, and what was answered in one that has ended stays. */
  private holdRollCalls(now: Facts) {
    keeps(now.rollCalls.filter(({ ended_at }) => !ended_at).length <= 1, 'one roll call runs')
    for (const call of now.rollCalls) {
      if (!call.ended_at) continue
      const answers = now.answers.filter(({ roll_call_id }) => roll_call_id === call.id)
      const whole = JSON.stringify([call, answers])
      keeps(whole === (this.frozen.get(call.id) ?? whole), 'a roll call that has ended is frozen')
      this.frozen.set(call.id, whole)
    }
  }

  /** (a) and (b): the final box is ticked by a roll call alone, and only while all of it holds. */
  private holdFinalBox(before: Facts, now: Facts, events: readonly Event[]) {
    const box = boxOf(now)
    const isDone = box.state === 'done'
    const wasDone = boxOf(before).state === 'done'
    const ticks = events.flatMap((event) => (event.type === 'final-box.ticked' ? [event] : []))
    const byHand = events.some(
      ({ type, itemId }) => itemId === box.id && movingEvents.includes(type),
    )
    keeps(!byHand, 'no person ticks the final box')
    if (isDone && !wasDone) {
      const [tick] = ticks
      const call = now.rollCalls.find(({ id }) => id === tick?.data.rollCallId)
      keeps(call?.verdict === 'go' && call.ended_at !== null, 'a roll call ticks the final box')
      const answers = now.answers.filter(({ roll_call_id }) => roll_call_id === call?.id)
      const isAllGo = now.roles.every(({ id }) =>
        answers.some(({ role_id, verdict }) => role_id === id && verdict === 'go'),
      )
      keeps(isAllGo, 'a roll call that ends with go has everybody’s go')
      keeps(box.changed_by === 'golive', 'golive ticks the final box')
    }
    if (!isDone && wasDone) {
      const isSaid = has(events, 'final-box.withdrawn') || has(events, 'item.undone')
      keeps(isSaid, 'that the final box is taken back is recorded')
    }
    if (!isDone || !isAhead(now)) return
    for (const item of itemsIn(now, sectionsBefore)) {
      const isFine = isSettled(item.state) || this.isWaived('final-box', item.id)
      keeps(isFine, `the final box is not ticked while ${item.text} is ${item.state}`)
    }
    const signers: Word[] = []
    for (const role of now.roles) {
      const word = this.words.get(role.id)
      const isSigner = word && [role.person_id, role.deputy_id].includes(word.by)
      keeps(word?.verdict === 'go', `the final box is not ticked without ${role.name}’s go`)
      keeps(isSigner, `the final box is not ticked by a go of who is not ${role.name}`)
      keeps(!word?.spoilt, `the final box is not ticked on a go for another list: ${word?.spoilt}`)
      if (word) signers.push(word)
    }
    for (const { by } of signers) {
      const theirs = signers.filter((word) => word.by === by)
      const isFine = theirs.length === 1 || now.launch.signing === 'several-roles'
      keeps(isFine, 'one go does not count for two roles')
    }
  }

  /** (c) and (d), and closing: nothing happens whose gate is shut. */
  private holdGates(before: Facts, now: Facts) {
    const box = boxOf(before)
    const isReady = (gate: string) => box.state === 'done' || this.isWaived(gate, box.id)
    for (const item of itemsIn(now, [gatedSection])) {
      const was = before.items.find(({ id }) => id === item.id)
      if (item.state !== 'done' || was?.state === 'done') continue
      const gate = `section:${item.section_id}`
      keeps(isReady(gate), `${item.text} is not done before the final box`)
    }
    if (now.launch.live_at && !before.launch.live_at) {
      keeps(isAhead(before) && isReady('going-live'), 'nothing goes live before the final box')
    }
    if (now.launch.ending === 'complete' && !before.launch.ended_at) {
      const isFine = ({ id, state }: Facts['items'][number]) =>
        isSettled(state) || this.isWaived('closing', id)
      keeps(before.launch.live_at && before.items.every(isFine), 'what is complete is complete')
    }
  }

  /** By an override that was confirmed: that it was by the right people is held above. */
  private isWaived(gate: string, itemId: string): boolean {
    return this.facts.overrides.some((each) => {
      const items: string[] = JSON.parse(each.items)
      const isIt = each.gate === gate && each.answer === 'confirmed' && items.includes(itemId)
      return isIt && this.asked.get(each.id)?.isByLead
    })
  }
}

/** What the promises have to know about a command. */
type Hand = {
  isReopening?: boolean
  /** It is several transactions. */
  isSplit?: boolean
}

/** What people do to an item's state; of the final box, they can undo it and no more. */
const movingEvents = ['ticked', 'started', 'blocked', 'excluded', 'reopened'].map(
  (done) => `item.${done}`,
)

function keeps(isKept: unknown, promise: string): void {
  if (!isKept) throw new Error(`not kept: ${promise}`)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function has(events: readonly Event[], type: Event['type']): boolean {
  return events.some((event) => event.type === type)
}

function standingOf(id: string): Standing {
  return id === guest ? 'guest' : 'member'
}

function isMember(world: World, id: string | null): boolean {
  return id !== null && world.actor(id).standing === 'member'
}

/** What somebody tries; the numbers choose among what there is at that moment. */
type Deed = { kind: keyof typeof deeds; who: number; a: number; b: number; c: number }

function pick<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T
}

/** Mostly one of those who may, sometimes anybody. */
function someone(likely: readonly (string | null)[], number: number): string {
  const ids = likely.filter((id) => id !== null)
  const isAnybody = number % 5 === 0 || ids.length === 0
  return pick(isAnybody ? everybody : ids, Math.floor(number / 5))
}

const hourMs = 3_600_000
const shown = (actor: Actor) => `${actor.id.slice(2).toLowerCase()} (${actor.standing})`

type Doing = (world: World, numbers: Omit<Deed, 'kind'>) => Promise<unknown>

const deeds = {
  change: (world, { who, a, b, c }) => {
    const actor = world.actor(someone(members, who))
    const item = pick(likely(world), a)
    return change(world, actor, item, pick(itemActionNames, b), c % 7 === 0 ? 1 : 0)
  },
  /** Ticks the next one that the final box waits for. */
  progress: (world, { who }) => {
    const open = itemsIn(world.facts, sectionsBefore).find(({ state }) => !isSettled(state))
    return open ? settle(world, world.actor(someone(others, who)), open.id) : Promise.resolve()
  },
  deploy: (world, { who, a }) => {
    const item = pick(itemsIn(world.facts, [gatedSection]), a)
    return change(world, world.actor(someone(others, who)), item, 'tick')
  },
  evidence: (world, { who, a, b, c }) => {
    const actor = world.actor(someone(members, who))
    const item = pick(likely(world), a)
    const isRequired = pick([undefined, true, false], b)
    const urls = pick([[], ['https://a.example/'], ['https://b.example/']], c)
    const tick = Math.floor(c / 3) % 2 === 0 ? item.version : null
    return proof(world, actor, item, urls, isRequired, tick)
  },
  dropEvidence: (world, { who, a }) => {
    const actor = world.actor(someone(members, who))
    const piece = pick(world.facts.evidence, a)
    const item = world.facts.items.find(({ id }) => id === piece?.item_id)
    return world.step(`${shown(actor)} takes evidence off ${item?.text}`, () =>
      dropEvidence(world.context, actor, { evidenceId: piece?.id ?? 'none' }),
    )
  },
  due: (world, { who, a, b, c }) => {
    const actor = world.actor(someone(members, who))
    const { id, name } = pick([...world.facts.sections, ...world.facts.phases], a)
    const kind = world.facts.phases.some((phase) => phase.id === id) ? 'phase' : 'section'
    const due = dayFrom(world, c % 3 === 0 ? null : b)
    return world.step(`${shown(actor)} sets ${name} due ${due?.toISOString()}`, () =>
      setDueDates(world.context, actor, { scope: { launchId: world.launchId, kind, id }, due }),
    )
  },
  /** In the item's dialog: state and due date at once. */
  edit: (world, { who, a, b, c }) => {
    const actor = world.actor(someone(members, who))
    const item = pick(likely(world), a)
    const action = pick(itemActionNames, b)
    const owners = world.facts.owners
      .filter(({ item_id }) => item_id === item.id)
      .map(({ kind, holder }) => ({ kind, id: holder }))
    const seen = item.due_at === null ? null : new Date(item.due_at)
    const wish = dayFrom(world, c % 3 === 0 ? null : c)
    const wished = {
      itemId: item.id,
      version: item.version,
      action,
      reason: reasonFor(action),
      owners: { seen: owners, wish: owners },
      due: { seen, wish },
    }
    const words = `${shown(actor)} edits ${item.text}: ${action}, due ${wish?.toISOString()}`
    return world.step(words, () => editItem(world.context, actor, wished, world.people()))
  },
  take: (world, { who, a }) => {
    const actor = world.actor(someone(everybody, who))
    const { id: itemId, text } = pick(world.facts.items, a)
    return world.step(`${shown(actor)} takes ${text}`, () =>
      takeItem(world.context, actor, { itemId }),
    )
  },
  look: async (world) => {
    world.looked = await world.look()
  },
  sign: (world, { who, a, b, c }) => {
    const role = pick(world.facts.roles, a)
    const actor = world.actor(someone([role.person_id, role.deputy_id], who))
    const verdict = pick(['go', 'go', 'go', 'go', 'no-go', 'hold'] as const, b)
    return sign(world, actor, role.id, verdict, c % 3 === 0)
  },
  /** Everybody who fills a role, or their deputies. */
  signAll: async (world, { a }) => {
    for (const [index, role] of world.facts.roles.entries()) {
      const signer = (a + index) % 5 === 0 ? (role.deputy_id ?? role.person_id) : role.person_id
      if (signer) await sign(world, world.actor(signer), role.id, 'go', false)
    }
  },
  startRollCall: (world, { who }) => callRoll(world, world.actor(someone(leadOf(world), who))),
  stopRollCall: (world, { who }) => {
    const actor = world.actor(someone(leadOf(world), who))
    return world.step(`${shown(actor)} stops the roll call`, () =>
      stopRollCall(world.context, actor, {
        launchId: world.launchId,
        rollCallId: lastCall(world) ?? 'none',
      }),
    )
  },
  askOverride: (world, { who, a }) => {
    const actor = world.actor(someone(leadOf(world), who))
    const [gated] = world.facts.sections.filter(({ name }) => name === gatedSection)
    const section: Opens = { kind: 'section', id: gated?.id ?? '' }
    const kinds = ['final-box', 'final-box', 'going-live', 'closing'] as const
    const opens = pick([...kinds.map((kind): Opens => ({ kind })), section], a)
    return ask(world, actor, opens)
  },
  answerOverride: (world, { who, a, b }) => {
    const { roles, overrides, launch } = world.facts
    const ids = [...roles.map(({ person_id }) => person_id), launch.lead_id, launch.lead_id]
    const actor = world.actor(someone(ids, who))
    const pending = overrides.filter(({ answer }) => answer === null)
    const override = pick(pending.length > 0 ? pending : overrides, a)
    const how = b % 4 === 0 ? 'declined' : 'confirmed'
    return answer(world, actor, override, how)
  },
  fillRole: (world, { who, a, b, c }) => {
    const role = pick(world.facts.roles, a)
    const personId = pick([...approvers, ...members, null], b)
    const isDeputy = c % 2 === 0
    const seen = isDeputy ? role.deputy_id : role.person_id
    const named = [{ id: role.id, seen, wish: personId }]
    const words = `${isDeputy ? 'deputy of ' : ''}${role.name} is ${personId}`
    return fill(world, who, words, isDeputy ? { deputies: named } : { roles: named })
  },
  changeLead: (world, { who, a }) => {
    const wish = pick([...approvers, ...members], a)
    return fill(world, who, `lead is ${wish}`, { lead: { seen: world.facts.launch.lead_id, wish } })
  },
  allowDouble: (world, { who, a }) => {
    const mayDouble = a % 2 === 0
    return fill(world, who, `one person for several roles: ${mayDouble}`, { mayDouble })
  },
  move: (world, { who, a, b, c }) => {
    const actor = world.actor(someone(leadOf(world), who))
    const seen = new Date(world.facts.launch.t0)
    const to = new Date(c % 4 === 0 ? firstT0 : seen.getTime() + ((a % 9) - 3) * 24 * hourMs)
    const shut = world.facts.phases.filter((_, index) => (b >> index) % 4 === 1).map(({ id }) => id)
    const wished = { launchId: world.launchId, seen, to, reason: 'Not ready', shut }
    return world.step(`${shown(actor)} moves T-0 to ${to.toISOString()}`, () =>
      moveT0(world.context, actor, wished),
    )
  },
  undoFinalBox: (world, { who }) => {
    const ids = [world.facts.launch.lead_id, ...approvers]
    return change(world, world.actor(someone(ids, who)), boxOf(world.facts), 'undo')
  },
  openPhase: (world, { who }) => {
    const actor = world.actor(someone(leadOf(world), who))
    const next = world.facts.phases.find(({ opened_at }) => opened_at === null)
    return world.step(`${shown(actor)} opens ${next?.name}`, () =>
      openPhase(world.context, actor, { launchId: world.launchId, phaseId: next?.id ?? 'none' }),
    )
  },
  goLive: (world, { who }) => {
    const actor = world.actor(someone(leadOf(world), who))
    return world.step(`${shown(actor)} goes live`, () =>
      goLive(world.context, actor, { launchId: world.launchId, at: world.context.clock.now() }),
    )
  },
  close: (world, { who, a }) => {
    const actor = world.actor(someone(leadOf(world), who))
    const reason = a % 2 === 0 ? 'The rest is not needed' : null
    return world.step(`${shown(actor)} closes`, () =>
      closeLaunch(world.context, actor, { launchId: world.launchId, reason }),
    )
  },
  abort: (world, { who }) => {
    const actor = world.actor(someone(leadOf(world), who))
    return world.step(`${shown(actor)} aborts`, () =>
      abortLaunch(world.context, actor, { launchId: world.launchId, reason: 'No money' }),
    )
  },
  reopen: (world, { who }) => {
    const actor = world.actor(someone(leadOf(world), who))
    return world.step(
      `${shown(actor)} reopens`,
      () => reopenLaunch(world.context, actor, { launchId: world.launchId, reason: 'Money' }),
      { isReopening: true, isSplit: true },
    )
  },
  time: (world, { a }) => {
    const minutes = pick([1, 10, 31, 31, 6 * 60, 24 * 60, 8 * 24 * 60], a)
    world.context.clock.moveBy(minutes * 60_000)
    const command = () => keepSchedule(world.context, workspaceId)
    return world.step(`${minutes} minutes pass`, command, { isSplit: true })
  },
  release: async (world, { a, b }) => {
    const deputies = world.facts.roles.flatMap(({ deputy_id }) => deputy_id ?? [])
    const id = pick([...everybody, ...deputies, ...deputies], a)
    const standing = pick(['deactivated', 'guest'] as const, b)
    const person = aPerson(id, standing)
    world.standings.set(id, standing)
    await savePerson(world.db, person, world.context.clock.now())
    const command = () => releasePerson(world.context, person)
    return world.step(`${id} is ${standing} now`, command, { isSplit: true })
  },
  comeBack: async (world, { a }) => {
    const id = pick(members, a)
    world.standings.delete(id)
    await savePerson(world.db, aPerson(id), world.context.clock.now())
  },
  /** Somebody has the list before their eyes while another changes it. */
  signLate: async (world, numbers) => {
    const { who, a, b } = numbers
    const role = pick(world.facts.roles, a)
    world.looked = await world.look()
    await change(world, world.actor(lead), pick(likely(world), b), pick(itemActionNames, who))
    const actor = world.actor(someone([role.person_id, role.deputy_id], who))
    await sign(world, actor, role.id, 'go', true)
  },
  /** Somebody comes into a second role, and signs for both. */
  signTwice: async (world, { a, b }) => {
    const [one, other] = [pick(world.facts.roles, a), pick(world.facts.roles, a + 1 + (b % 3))]
    if (!one?.person_id || !other) return
    const roles = [{ id: other.id, seen: other.person_id, wish: one.person_id }]
    await fill(world, 1, `${other.name} is ${one.person_id}, too`, { roles })
    for (const { id } of [one, other]) {
      await sign(world, world.actor(one.person_id), id, 'go', false)
    }
  },
  /** Who asks for an override hands the launch over, and the next lead answers. */
  handOver: async (world, { a, b }) => {
    const { launch, roles } = world.facts
    const heirs = roles.flatMap(({ person_id }) => person_id ?? [])
    if (heirs.length === 0) return
    const heir = pick(heirs, b)
    await ask(world, world.actor(launch.lead_id), { kind: pick(['final-box', 'going-live'], a) })
    const filling = { lead: { seen: launch.lead_id, wish: heir } }
    await fill(world, 1, `lead is ${heir}`, filling)
    const pending = world.facts.overrides.find(({ answer }) => answer === null)
    if (pending) await answer(world, world.actor(heir), pending, 'confirmed')
  },
} satisfies Record<string, Doing>

/** How often each is tried. */
const weights: Record<keyof typeof deeds, number> = {
  change: 6,
  progress: 5,
  deploy: 4,
  evidence: 5,
  dropEvidence: 4,
  due: 2,
  edit: 3,
  take: 1,
  look: 2,
  sign: 7,
  signAll: 4,
  startRollCall: 5,
  stopRollCall: 1,
  askOverride: 5,
  answerOverride: 7,
  fillRole: 4,
  changeLead: 6,
  allowDouble: 2,
  move: 2,
  undoFinalBox: 1,
  openPhase: 1,
  goLive: 4,
  close: 2,
  abort: 1,
  reopen: 3,
  time: 3,
  release: 3,
  comeBack: 2,
  signLate: 3,
  signTwice: 2,
  handOver: 2,
}

const firstT0 = new Date('2026-12-07T10:00:00Z')

const leadOf = ({ facts }: World) => [facts.launch.lead_id]

function reasonFor(action: ItemAction): string | null {
  return action === 'block' || action === 'exclude' ? 'No access' : null
}

/** So many days from T-0, or, with null, the planned day. */
function dayFrom(world: World, days: number | null): Date | null {
  return days === null
    ? null
    : new Date(Date.parse(world.facts.launch.t0) + (days % 3) * 24 * hourMs)
}

function change(
  world: World,
  actor: Actor,
  { id: itemId, text, version }: Facts['items'][number],
  action: ItemAction,
  age = 0,
) {
  const wish = { itemId, action, version: version - age, reason: reasonFor(action) }
  return world.step(`${shown(actor)}: ${action} ${text}`, () =>
    changeItem(world.context, actor, wish),
  )
}

function proof(
  world: World,
  actor: Actor,
  { id: itemId, text }: Facts['items'][number],
  urls: readonly string[],
  isRequired: boolean | undefined,
  tick: number | null,
) {
  const pieces = urls.map((url) => ({ kind: 'link' as const, url, title: null, written: null }))
  const wish = { itemId, pieces, tick, ...(isRequired !== undefined && { isRequired }) }
  const what = `${urls.length} pieces, required ${isRequired}, tick ${tick !== null}`
  return world.step(`${shown(actor)} keeps evidence of ${text}: ${what}`, () =>
    keepEvidence(world.context, actor, wish),
  )
}

async function settle(world: World, actor: Actor, itemId: string): Promise<void> {
  const item = world.facts.items.find(({ id }) => id === itemId)
  if (!item) return
  const isProven = item.proof === 'required'
  const urls = ['https://a.example/', 'https://b.example/']
  if (isProven) await proof(world, actor, item, urls, undefined, item.version)
  else await change(world, actor, item, 'tick')
}

async function sign(
  world: World,
  actor: Actor,
  roleId: string,
  verdict: Verdict,
  isFromBefore: boolean,
): Promise<void> {
  const fresh = await world.look()
  const { digest: seen, list } = isFromBefore && world.looked ? world.looked : fresh
  const role = world.facts.roles.find(({ id }) => id === roleId)
  const last = world.facts.signOffs.find((row) => row.role_id === roleId && !row.replaced_at)
  const wish = {
    launchId: world.launchId,
    roleId,
    before: last?.id ?? null,
    verdict,
    reason: verdict === 'go' ? null : 'Not yet',
    until: verdict === 'hold' ? new Date(world.context.clock.now().getTime() + 5 * hourMs) : null,
    seen,
  }
  const isStale = !same(list, fresh.list)
  await world.step(`${shown(actor)} signs ${verdict} for ${role?.name}`, async () => {
    const { outcome } = await signOff(world.context, actor, wish)
    keeps(!isStale || outcome === 'unchanged', 'nobody signs a list that is another by now')
  })
}

function ask(world: World, actor: Actor, opens: Opens) {
  const wish = { launchId: world.launchId, opens, reason: 'Spare ones' }
  return world.step(`${shown(actor)} asks to override ${opens.kind}`, () =>
    askOverride(world.context, actor, wish),
  )
}

function answer(
  world: World,
  actor: Actor,
  override: Facts['overrides'][number] | undefined,
  how: 'confirmed' | 'declined',
) {
  return world.step(`${shown(actor)}: override of ${override?.gate} ${how}`, () =>
    answerOverride(world.context, actor, { overrideId: override?.id ?? 'none', how }),
  )
}

function lastCall({ facts }: World): string | null {
  return facts.rollCalls.at(-1)?.id ?? null
}

function callRoll(world: World, actor: Actor) {
  return world.step(`${shown(actor)} calls the roll`, () =>
    startRollCall(world.context, actor, { launchId: world.launchId, last: lastCall(world) }),
  )
}

function fill(world: World, who: number, words: string, filling: Partial<Filling>) {
  const { lead_id, signing } = world.facts.launch
  const actor = world.actor(someone([lead_id, lead_id, ...approvers], who))
  const whole: Filling = {
    launchId: world.launchId,
    lead: { seen: lead_id, wish: lead_id },
    roles: [],
    deputies: [],
    mayDouble: signing === 'several-roles',
    ...filling,
  }
  return world.step(`${shown(actor)} fills in: ${words}`, () =>
    fillRoles(world.context, actor, whole, world.people()),
  )
}

/** Every item, and mostly those that the final box waits for. */
function likely({ facts }: World) {
  const needed = itemsIn(facts, sectionsBefore)
  return [...facts.items, ...needed, ...needed]
}

/** Where a history begins; each is reached by what people do. */
const starts = ['fresh', 'ready', 'signed', 'ticked', 'live'] as const

async function begin(db: Db, start: (typeof starts)[number]): Promise<World> {
  const context = aContext(db)
  await offerTemplates(context, [checklist])
  const [template] = await offeredTemplates(db)
  const names = ['Technical Lead', 'Security Lead', 'Product Lead', 'Operations Lead']
  const draft = aDraft({
    templateId: template?.id ?? null,
    t0: firstT0,
    leadId: lead,
    approvers: names.map((role, index) => ({ role, personId: pick(approvers, index) })),
    channelId,
  })
  const people = new Map(members.map((id) => [id, aPerson(id)] as const))
  const { launch } = await startLaunch(context, anActor(lead), draft, someFacts({ people }))
  const world = new World(context, launch.id, await readFacts(db, launch.id))
  const reach = starts.indexOf(start)
  const numbers = { who: 1, a: start === 'signed' ? 0 : 1, b: 0, c: 0 }
  if (reach >= 1) {
    await deeds.openPhase(world, numbers)
    for (const { id } of itemsIn(world.facts, sectionsBefore)) {
      await settle(world, world.actor(lead), id)
    }
  }
  if (reach >= 2) {
    const deputies = world.facts.roles
      .slice(0, others.length)
      .map(({ id }, index) => ({ id, seen: null, wish: pick(others, index) }))
    await fill(world, numbers.who, 'deputies', { deputies })
    await deeds.signAll(world, numbers)
  }
  if (reach >= 3) await callRoll(world, world.actor(lead))
  if (reach >= 3) keeps(boxOf(world.facts).state === 'done', 'a passed roll call ticks the box')
  if (reach >= 4) await deeds.goLive(world, numbers)
  if (reach >= 4) keeps(world.facts.launch.live_at, 'a launch whose gate is open goes live')
  return world
}

const number = fc.nat({ max: 839 })
const aDeed = fc.record<Deed>({
  kind: fc.oneof(
    ...Object.entries(weights).map(([kind, weight]) => ({
      weight,
      arbitrary: fc.constant(kind as keyof typeof deeds),
    })),
  ),
  who: number,
  a: number,
  b: number,
  c: number,
})
const aHistory = fc.record({
  start: fc.constantFrom(...starts, 'signed' as const, 'ticked' as const),
  deeds: fc.array(aDeed, { minLength: 1, maxLength: 24, size: 'max' }),
})

/** How many histories are tried: one on Postgres takes as long as many on SQLite. */
const runs = { sqlite: 60, postgres: 3 }

onEachDialect('what is promised of go and no-go', (open) => {
  test('is kept, whatever people do', async () => {
    const isPostgres = expect.getState().currentTestName?.includes('Postgres')
    await fc.assert(
      fc.asyncProperty(aHistory, async (history) => {
        const world = await begin(await open(), history.start)
        try {
          for (const { kind, ...numbers } of history.deeds) await deeds[kind](world, numbers)
        } catch (error) {
          const told = [`from ${history.start}`, ...world.history].join('\n  ')
          throw new Error(`${error instanceof Error ? error.message : error}\n  ${told}`, {
            cause: error,
          })
        }
      }),
      { numRuns: isPostgres ? runs.postgres : runs.sqlite },
    )
  })
})
