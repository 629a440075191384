import { addDays } from '../../src/domain/dates.ts'
import {
  aftermaths,
  confirmations,
  type Decision,
  type Emergency,
} from '../../src/domain/emergency.ts'
import {
  channelLosses,
  type Event,
  type EventData,
  type EventType,
} from '../../src/domain/event.ts'
import type { Evidence } from '../../src/domain/evidence.ts'
import { type Gate, gateState, type Opens, type Override } from '../../src/domain/gate.ts'
import { type ItemState, itemStates } from '../../src/domain/item.ts'
import {
  type Board,
  endings,
  type Item,
  itemsOf,
  type Launch,
  type Phase,
} from '../../src/domain/launch.ts'
import { limits } from '../../src/domain/limits.ts'
import type { Link } from '../../src/domain/link.ts'
import type { Owner } from '../../src/domain/owner.ts'
import { permissions } from '../../src/domain/permission.ts'
import { standings } from '../../src/domain/person.ts'
import type { Procedure } from '../../src/domain/procedure.ts'
import type { Fault, Reason } from '../../src/domain/refusal.ts'
import { type Answer, type RollCall, rollCallVerdicts } from '../../src/domain/roll-call.ts'
import { nameOfRound } from '../../src/domain/schedule.ts'
import { changeKinds, type SignOff, type Verdict, verdicts } from '../../src/domain/sign-off.ts'
import { itemsPerMessage } from '../../src/domain/surface.ts'
import type { Template } from '../../src/domain/template.ts'
import { troubles } from '../../src/domain/trouble.ts'
import { type PageAnswer, pathOf } from '../../src/domain/walk.ts'
import type { ListedItem } from '../../src/domain/workload.ts'
import { type HistoryPage, type HistorySubject, historyPageSize } from '../../src/views/history.ts'
import { sectionPart } from '../../src/views/section.ts'
import { aBoard, aLaunch, anEvent, anItem, aPhase, aRole, aSection } from './builders.ts'

/** As long as ids get: ours are UUIDs; Slack's have 11 characters as far as known. */
export const uuid = '01234567-89ab-cdef-0123-456789abcdef'
export const person = 'U0123456789ABCD'
export const channelId = 'C0123456789ABCD'
export const zone = 'Asia/Kathmandu'
export const at = new Date('2026-09-30T12:34:56Z')
const changed = { at, by: person }

/** Another id as long as the longest, for where no two may be the same. */
const uuidOf = (index: number) => `${String(index).padStart(8, '0')}${uuid.slice(8)}`
const roleIds = Array.from({ length: limits.roles }, (_, index) => uuidOf(index))

/** As many owners as fit: the roles first, whose names are longer than a mention. */
export const owners: Owner[] = [
  ...roleIds.map((id) => ({ kind: 'role' as const, id })),
  ...Array.from({ length: limits.owners - limits.roles }, (_, index) => ({
    kind: 'person' as const,
    id: `${person}${index}`,
  })),
]

const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const peopleOf = (count: number) => Array.from({ length: count }, (_, index) => `${person}${index}`)

const addressOf = (start: string, text: string, length: number) =>
  `${start}${text.replace(/\s/g, '+')}`.slice(0, length)

/** Fills a text of exactly so many characters. */
type Writing = (length: number) => string

/** What is hard about each: it grows when escaped, encoded or marked up, or splits in the middle. */
export const writings: Record<string, Writing> = {
  ampersands: (length) => '&'.repeat(length),
  'angle brackets': (length) => '<>'.repeat(length).slice(0, length),
  broadcasts: (length) =>
    '<!channel> '
      .repeat(length)
      .slice(0, length - 1)
      .concat('!'),
  quotes: (length) => '"\\'.repeat(length).slice(0, length),
  'words of one letter': (length) =>
    'w '
      .repeat(length)
      .slice(0, length - 1)
      .concat('w'),
  'CJK characters': (length) => '検'.repeat(length),
  emoji: (length) =>
    '🚀'
      .repeat(length)
      .slice(0, length - (length % 2))
      .padEnd(length, '!'),
  'bold letters': (length) =>
    '**b** & '
      .repeat(length)
      .slice(0, length - 1)
      .concat('b'),
  'a link that grows': (length) => `[x](https://example.com/${'&'.repeat(length - 25)})`,
  'a link of other letters': (length) => `[x](https://example.com/${'検'.repeat(length - 25)})`,
  'many links': (length) =>
    '[a](http://b.co/?&) '
      .repeat(length)
      .slice(0, length - 1)
      .concat('.'),
  'an image without words': (length) => `![](${'x'.repeat(length - 5)})`,
  headings: (length) =>
    '# '
      .repeat(length)
      .slice(0, length - 1)
      .concat('#'),
}

/** A round that nobody lives to see. */
const lastRound = 1000
/** So many items or changes a record names at most. */
const namedInRecord = 20

const sizes = [1, 12, 13, 40, 128, limits.items]

/** What golive shows, everything in it as long as it may be. */
export class Longest {
  readonly write: Writing

  constructor(write: Writing) {
    this.write = write
  }

  launch(more: Partial<Launch> = {}): Launch {
    return aLaunch({
      id: uuid,
      channelId,
      name: this.write(limits.launchName),
      templateName: this.write(limits.templateName),
      leadId: person,
      zone,
      t0: at,
      isRehearsal: true,
      rehearsalId: uuid,
      gates: this.gates(),
      links: this.links(),
      ...more,
    })
  }

  item(state: ItemState, more: Partial<Item> = {}): Item {
    return anItem({
      id: uuid,
      text: this.write(limits.itemText),
      state,
      changed,
      reason: this.write(limits.reason),
      note: this.write(limits.note),
      owners,
      due: { at, by: 'hand' },
      why: this.write(limits.why),
      expires: { kind: 'days', days: 999 },
      goodUntil: at,
      expired: state === 'done' ? null : at,
      dueMark: { kind: 'every', unit: 'quarter' },
      needsEvidence: true,
      evidence: limits.evidence,
      version: 1_000_000,
      ...more,
    })
  }

  phase(more: Partial<Phase> = {}): Phase {
    const section = aSection({
      id: uuid,
      name: this.write(limits.sectionName),
      items: itemStates.map((state) => this.item(state)),
    })
    return aPhase({
      id: uuid,
      name: this.phaseName(),
      window: { kind: 'every', unit: 'quarter' },
      round: lastRound,
      seriesId: uuid,
      sections: [section],
      ...more,
    })
  }

  /** Of a late round of a phase that repeats. */
  phaseName(): string {
    return nameOfRound(this.write(limits.phaseName), lastRound)
  }

  /** A gate before everything that can have one; all phases, sections and items have one id. */
  gates(): Gate[] {
    const opens: Opens[] = [
      { kind: 'final-box' },
      { kind: 'section', id: uuid },
      { kind: 'going-live' },
      { kind: 'closing' },
    ]
    const needs: Gate['needs'] = [{ kind: 'phase', id: uuid }, { kind: 'final-box' }]
    return opens.map((each) => ({
      opens: each,
      needs: each.kind === 'final-box' ? needs.slice(0, 1) : needs,
    }))
  }

  /** With so many items in one section, and as much beside as there may be. */
  template(count: number = limits.items): Template {
    const item = {
      ...{ text: this.write(limits.itemText), optional: true, due: null, needsEvidence: true },
      ...{ owners: [], tier: 'high' as const, condition: null, why: this.write(limits.why) },
      expires: null,
    }
    const section = { name: this.write(limits.sectionName), window: null }
    const phase = { name: this.write(limits.phaseName), window: null }
    const items = Array.from({ length: count }, () => item)
    return {
      name: this.write(limits.templateName),
      conditions: [],
      phases: Array.from({ length: limits.phases }, (_, index) => ({
        ...phase,
        sections: [{ ...section, items: index === 0 ? items : [item] }],
      })),
      signOff: {
        statement: this.write(limits.itemText),
        finalBox: this.write(limits.itemText),
        roles: Array.from({ length: limits.roles }, () => this.write(limits.roleName)),
      },
      emergency: this.procedure(),
      gates: [],
      notes: [],
    }
  }

  /** Filling their field. */
  links(): Link[] {
    const url = `https://a.example/${'b'.repeat(40)}`
    return Array.from({ length: limits.links }, (_, index) => ({
      title: this.write(limits.linkTitle),
      url: `${url}/${index}`,
    }))
  }

  signOff(more: Partial<SignOff> = {}): SignOff {
    return {
      id: uuid,
      roleId: uuid,
      verdict: 'hold',
      reason: this.write(limits.reason),
      until: at,
      given: changed,
      place: 1_000_000,
      hash: 'h'.repeat(43),
      digest: 'd'.repeat(12),
      voidedAt: null,
      ...more,
    }
  }

  /** What a role has said in a roll call; with `given: null`, what it is asked. */
  answer(more: Partial<Answer> = {}): Answer {
    return {
      id: uuid,
      roleId: uuid,
      asked: { at, personId: person },
      given: { ...changed, verdict: 'hold', reason: this.write(limits.reason), until: at },
      ...more,
    }
  }

  /** One in which everybody has said all they can; it has not ended. */
  rollCall(more: Partial<RollCall> = {}): RollCall {
    const answers = roleIds.map((roleId, index) => this.answer({ id: uuidOf(index), roleId }))
    return { id: uuid, started: changed, ended: null, answers, ...more }
  }

  /** One that waits for an answer, and waives all there is. */
  override(more: Partial<Override> = {}): Override {
    return {
      id: uuid,
      gate: 'final-box',
      reason: this.write(limits.reason),
      itemIds: [uuid],
      asked: changed,
      answer: null,
      ...more,
    }
  }

  board(more: Partial<Board> = {}): Board {
    const roles = roleIds.map((id) =>
      aRole({ id, name: this.write(limits.roleName), personId: person, deputyId: person }),
    )
    const answered = (how: 'confirmed' | 'declined') => ({ ...changed, how })
    const decided = {
      signOffs: roleIds.map((roleId) => this.signOff({ roleId })),
      rollCall: this.rollCall(),
      overrides: [
        this.override(),
        this.override({ gate: 'going-live', answer: answered('confirmed') }),
        this.override({ gate: `section:${uuid}`, answer: answered('declined') }),
      ],
    }
    const phases = Array.from({ length: limits.phases }, (_, index) =>
      this.phase({ opened: index < limits.phases - 1 ? changed : null }),
    )
    const finalBox = this.item('blocked')
    const recordBreak = { place: 1_000_000, kind: 'missing' } as const
    const parts = { phases, finalBox, roles, recordBreak }
    return aBoard({ launch: this.launch(), ...parts, ...decided, ...more })
  }

  /** A board with one section of so many items. */
  sectionOf(size: number, state: ItemState): Board {
    const items = new Array<Item>(size).fill(this.item(state))
    const section = aSection({ id: uuid, name: this.write(limits.sectionName), items })
    return this.board({ phases: [this.phase({ sections: [section] })] })
  }

  /** First, second and last part of each size of section, and each state. */
  parts() {
    const ofSizes = sizes.map((size) => this.sectionOf(size, 'not-applicable'))
    const ofStates = itemStates.map((state) => this.sectionOf(itemsPerMessage, state))
    return [...ofSizes, ...ofStates].flatMap((board) => {
      const size = board.phases.flatMap(itemsOf).length
      const last = Math.ceil(size / itemsPerMessage) - 1
      return [...new Set([0, Math.min(1, last), last])].map((part) => {
        const shown = sectionPart(board, { kind: 'section', sectionId: uuid, part })
        if (!shown) throw new Error(`no part ${part} of ${size} items`)
        return { board, shown }
      })
    })
  }

  /** An item in the list of `person`, who is one of its many owners. */
  listed(more: Partial<ListedItem> = {}): ListedItem {
    return {
      item: this.item('blocked'),
      launch: this.launch(),
      phase: { id: uuid, name: this.phaseName(), emergencyId: null, isOpen: true },
      section: { id: uuid, name: this.write(limits.sectionName) },
      people: [person, ...owners.map(({ id }) => id)],
      snoozedUntil: new Date('2099-12-31T12:34:56Z'),
      remindedAt: at,
      given: null,
      ...more,
    }
  }

  /** Web addresses, as long as a link in a message can have them and as long as any is taken. */
  addresses(): string[] {
    const start = 'https://example.com/?q='
    return [200, 300, 1000, 1400, 2000].map((length) =>
      addressOf(start, this.write(length), length),
    )
  }

  /** As many pieces of evidence as an item can have, of each kind and each length of address. */
  evidence(): Evidence[] {
    const added = { at, by: person }
    const title = this.write(limits.evidenceTitle)
    const pieces = this.addresses().flatMap((url): Omit<Evidence, 'id'>[] => [
      { itemId: uuid, kind: 'link', url, title: null, written: null, added },
      { itemId: uuid, kind: 'file', url, title, written: null, added },
      { itemId: uuid, kind: 'message', url, title: null, written: changed, added },
      { itemId: uuid, kind: 'message', url, title, written: null, added },
    ])
    return [...pieces, ...pieces]
      .slice(0, limits.evidence)
      .map((piece, index) => ({ ...piece, id: uuidOf(index) }))
  }

  /** Of each type all that differ in what is said of them. */
  events(): Event[] {
    const more = { at, by: person, place: 1_000_000, itemId: uuid }
    const data = {
      ...this.launchData(),
      ...this.itemData(),
      ...this.peopleData(),
      ...this.goData(),
      ...this.emergencyData(),
    }
    const all: { [T in EventType]: EventData<T>[] } = data
    return (Object.keys(all) as EventType[]).flatMap((type) =>
      all[type].map((each) => anEvent(type, each, more)),
    )
  }

  private emergencyData() {
    const of = { emergencyId: uuid }
    const time = at.toISOString()
    const reason = this.write(limits.reason)
    const outcome = this.write(75)
    const told = this.write(limits.told)
    const url = addressOf('https://example.com/', this.write(800), 800)
    return {
      'emergency.started': [true, false].map((isDrill) => ({
        ...of,
        number: 1000,
        isDrill,
        words: reason,
        began: time,
        commanderId: person,
      })),
      'emergency.answered': ['not-tried', this.write(75)].map((choice) => ({
        ...of,
        step: this.write(limits.sectionName),
        text: this.write(limits.itemText),
        choice,
        note: reason,
        before: this.write(75),
      })),
      'emergency.told': [0, limits.toldIn].map((count) => ({
        ...of,
        text: told,
        isDrill: count === 0,
        channelIds: Array.from({ length: count }, () => channelId),
      })),
      'emergency.decided': [
        { ...of, outcome, reason, watchUntil: time, watcherId: person },
        { ...of, outcome, reason, watchUntil: null, watcherId: null },
      ],
      'emergency.answered-decision': confirmations.map((how) => ({
        ...of,
        outcome,
        how,
        decidedBy: person,
        reason,
      })),
      'emergency.reconsidered': [{ ...of, outcome, reason }],
      'emergency.watched-on': [{ ...of, until: time }],
      'emergency.led': [
        {
          ...of,
          commanderId: person,
          commanderBefore: `${person}2`,
          scribeId: person,
          scribeBefore: null,
        },
        {
          ...of,
          commanderId: person,
          commanderBefore: person,
          scribeId: null,
          scribeBefore: person,
        },
      ],
      'emergency.noted': [{ ...of, text: told, happened: time, url, authorId: person }],
      'emergency.resolved': aftermaths.flatMap((how) =>
        [true, false].map((isDrill) => ({
          ...of,
          how,
          words: reason,
          isDrill,
          detect: 100_000,
          decide: 100_000,
          resolve: 100_000,
          followUps: 40,
        })),
      ),
    }
  }

  private launchData() {
    const name = this.write(limits.launchName)
    const reason = this.write(limits.reason)
    const items = many(namedInRecord, this.write(limits.itemText))
    const time = at.toISOString()
    const phase = { phaseId: uuid, name: this.phaseName() }
    const named = this.write(limits.roleName)
    const started = { name, t0: time, zone, leadId: person, template: name, isRehearsal: true }
    const roles = many(limits.roles, { name: named, personId: person })
    const people = peopleOf(40).map((personId) => ({
      ...{ personId, items: limits.items, firstDue: time },
    }))
    return {
      'launch.started': [
        {
          ...started,
          roles,
          tier: 'low' as const,
          absent: many(limits.conditions, named),
          leftOut: 2000,
        },
        { ...started, roles: [], tier: 'high' as const, absent: [], leftOut: 0 },
      ],
      'phase.opened': [{ ...phase, items: limits.items }],
      'phase.completed': [{ ...phase, items: limits.items }],
      'phase.shut': [phase],
      'phase.ended': [{ ...phase, items: limits.items, unsettled: limits.items }],
      't0.moved': [
        { from: time, to: time, reason, dues: limits.items, people },
        { from: time, to: time, reason, dues: 0, people: [] },
      ],
      'launch.live': [{ at: time }],
      'launch.ended': [
        ...endings.map((how) => ({ how, reason, unsettled: limits.items, items })),
        { how: 'complete' as const, reason: null, unsettled: 0, items: [] },
      ],
      'report.posted': [{ withPeople: true }],
      'launch.reopened': endings.map((how) => ({ reason, how })),
      'record.amended': [
        { why: 'pseudonym' as const, pseudonym: 'Person 1'.padEnd(60, '0'), entries: [] },
      ],
      'channel.lost': channelLosses.map((why) => ({
        channelId,
        why,
      })),
      'channel.regained': [{ channelId }],
    }
  }

  private itemData() {
    const place = { phase: this.phaseName(), section: this.write(limits.sectionName) }
    const text = this.write(limits.itemText)
    const reason = this.write(limits.reason)
    const note = this.write(limits.note)
    const name = this.write(limits.roleName)
    const time = at.toISOString()
    const moved: EventData<'item.ticked'>[] = [
      { text, from: 'not-applicable', to: 'not-applicable', reason, reasonBefore: reason },
    ]
    const named = owners.map((owner) => ({ ...owner, name: owner.kind === 'role' ? name : null }))
    const [role = { kind: 'role' as const, id: uuid, name }] = named
    const pieces = this.evidence().map(({ kind, url, title, written }) => ({
      text,
      kind,
      url,
      title,
      authorId: written?.by ?? null,
      writtenAt: written?.at.toISOString() ?? null,
    }))
    return {
      'item.ticked': moved,
      'item.undone': moved,
      'item.started': moved,
      'item.blocked': moved,
      'item.excluded': moved,
      'item.reopened': moved,
      'item.noted': [{ text, note, before: note }],
      'item.assigned': [
        { text, owners: named, before: named },
        { text, owners: [], before: named },
      ],
      'item.given-back': [
        { text, owner: role, owners: named, reason },
        { text, owner: role, owners: [], reason },
      ],
      'item.due-set': [
        { text, due: time, isPlanned: false, before: time },
        { text, due: time, isPlanned: true, before: time },
        { text, due: null, isPlanned: true, before: time },
      ],
      'item.evidenced': pieces,
      'item.evidence-removed': pieces,
      'item.added': [{ text, ...place, version: 1_000_000 }],
      'item.reworded': [{ text, before: text, version: 1_000_000 }],
      'item.moved': [{ text, ...place, before: place, version: 1_000_000 }],
      'item.removed': [{ text, reason, from: 'in-progress' as const, version: 1_000_000 }],
      'item.brought-back': [{ text }],
      'version.brought-in': [
        {
          template: this.write(limits.templateName),
          from: 1_000_000,
          to: 1_000_001,
          added: 2000,
          removed: 2000,
          reworded: 2000,
          moved: 2000,
          stayed: 2000,
        },
      ],
      'item.expired': [{ text, why: 'days' as const, tickedBy: person }],
      'ticks.expired': [
        { personId: person, why: 'days' as const, items: 2000, texts: many(2, text) },
      ],
      'item.evidence-required': [true, false].map((isRequired) => ({ text, isRequired })),
    }
  }

  private peopleData() {
    const name = this.write(limits.roleName)
    const people = peopleOf(40).map((personId) => ({ personId, items: limits.items }))
    const filled = [person, null].map((personId) => ({ name, personId, before: person }))
    return {
      'role.filled': filled,
      'deputy.named': filled,
      'links.changed': [{ added: this.links(), removed: this.links() }],
      'signing.changed': [true, false].map((mayDouble) => ({ mayDouble })),
      'lead.changed': [{ personId: person, before: person }],
      't0.passed': [{ t0: at.toISOString() }],
      'people.nudged': [{ people }],
      'person.unreachable': [{ personId: person }],
      'person.left': (['guest', 'deactivated'] as const).map((standing) => ({
        ...{ personId: person, items: limits.items, standing },
        deputyFor: roleIds.map(() => name),
        roles: many(limits.roles, name),
      })),
    }
  }

  /** What signs, calls and overrides leave in the record. */
  private goData() {
    const text = this.write(limits.itemText)
    const reason = this.write(limits.reason)
    const role = this.write(limits.roleName)
    const roles = many(limits.roles, role)
    const time = at.toISOString()
    const rollCallId = uuid
    const given = { roleId: uuid, role, digest: 'd'.repeat(12), items: limits.items }
    const voided = { roleId: uuid, role, personId: person }
    const changes = Array.from({ length: namedInRecord }, (_, index) => ({
      text,
      kind: changeKinds[index % changeKinds.length] ?? changeKinds[0],
    }))
    const answer = { role, personId: person, reason, until: time, at: time }
    const answers = (verdict: Verdict | null) => many(limits.roles, { ...answer, verdict })
    const silent = { ...answer, verdict: null, reason: null, until: null, at: null }
    const asked = { overrideId: uuid, gate: `section:${uuid}`, opens: text, reason }
    const items = many(namedInRecord, text)
    const overrides = [limits.items, 1].map((unsettled) => ({
      ...{ ...asked, unsettled, items: items.slice(0, unsettled) },
    }))
    const answered = overrides.map((each) => ({ ...each, askedBy: person }))
    return {
      'sign-off.given': verdicts.flatMap((verdict) =>
        [true, false].map((isRenewal) => ({
          ...{ ...given, verdict, isRenewal, isDeputy: isRenewal, unsettled: limits.items },
          ...{ reason, until: time },
        })),
      ),
      'sign-off.voided': [
        { ...voided, why: 'list' as const, changes },
        { ...voided, why: 'role' as const, changes: [] },
      ],
      'roll-call.started': [{ rollCallId, roles }],
      'roll-call.ended': rollCallVerdicts.map((verdict) => ({
        rollCallId,
        verdict,
        answers: verdict === 'silent' ? [...answers('go').slice(1), silent] : answers(verdict),
      })),
      'final-box.ticked': [{ text, rollCallId }],
      'final-box.withdrawn': [
        { text, roles, changes: [] },
        { text, roles, changes },
        { text, roles: [], changes: [] },
      ],
      'override.asked': overrides,
      'override.confirmed': answered,
      'override.declined': answered,
    }
  }

  /** Each entry of a day of its own, and undone. */
  historyPages(): HistoryPage[] {
    const launch = this.launch()
    const subjects: HistorySubject[] = [
      { kind: 'launch', launch },
      { kind: 'item', launch, item: this.item('blocked') },
      { kind: 'person', personId: person },
    ]
    const pages = this.events().map((event) =>
      Array.from({ length: historyPageSize }, (_, index) => ({
        event: { ...event, at: addDays(event.at, -index), launchId: uuid, place: 1_000_000 },
        launch,
        undoing: event,
      })),
    )
    return [...pages, []].flatMap((entries) =>
      subjects.map((subject) => ({ subject, entries, total: 2_000_000, newer: 1_000_000 })),
    )
  }

  /** Of each code a fault at its longest, with the field that it stands at. */
  private faults(): { [C in Fault['code']]: [field: string, fault: Fault & { code: C }] } {
    return {
      empty: ['name', { code: 'empty' }],
      'too-long': ['reason', { code: 'too-long', limit: limits.reason, length: 3000 }],
      'date-missing': ['t0', { code: 'date-missing' }],
      'date-past': ['until', { code: 'date-past' }],
      'date-too-far': ['t0', { code: 'date-too-far', days: limits.t0Days }],
      'person-missing': ['lead', { code: 'person-missing' }],
      'person-unfit': ['lead', { code: 'person-unfit', personId: person, standing: 'guest' }],
      'owner-missing': ['assignees', { code: 'owner-missing' }],
      'owner-unfit': ['owners', { code: 'owner-unfit', personId: person, standing: 'outsider' }],
      'person-unknown': ['lead', { code: 'person-unknown', personId: person }],
      'too-many': ['owner-roles', { code: 'too-many', limit: limits.owners, count: limits.items }],
      'line-without-link': ['links', { code: 'line-without-link', line: 3000 }],
      'link-unfit': ['link', { code: 'link-unfit' }],
      'file-too-large': ['file', { code: 'file-too-large' }],
      'file-no-text': ['file', { code: 'file-no-text' }],
      'source-missing': ['text', { code: 'source-missing' }],
      'source-twice': ['file', { code: 'source-twice' }],
      'evidence-needed': ['link', { code: 'evidence-needed' }],
      'days-missing': ['days', { code: 'days-missing' }],
      'hours-reversed': ['to', { code: 'hours-reversed' }],
      'reminder-outside': ['remindAt', { code: 'reminder-outside', from: '09:00', to: '17:00' }],
      'channel-missing': ['channel', { code: 'channel-missing' }],
      'channel-not-yours': ['channels', { code: 'channel-not-yours', channelId }],
      't0-idle': ['t0', { code: 't0-idle' }],
      'told-nowhere': ['channels', { code: 'told-nowhere' }],
      'channel-not-joined': ['channel', { code: 'channel-not-joined', channelId }],
      'channel-archived': ['channel', { code: 'channel-archived', channelId }],
      'name-taken': ['name', { code: 'name-taken', launch: this.launch() }],
      'template-gone': ['template', { code: 'template-gone' }],
      'item-missing': ['text', { code: 'item-missing' }],
      'nothing-applies': ['template', { code: 'nothing-applies' }],
      'reason-missing': ['reason', { code: 'reason-missing' }],
      'reason-idle': ['reason', { code: 'reason-idle' }],
      'time-missing': ['until', { code: 'time-missing' }],
      'time-ahead': ['at', { code: 'time-ahead' }],
      'time-before-start': ['at', { code: 'time-before-start' }],
      'time-before-go': ['at', { code: 'time-before-go' }],
      'began-ahead': ['began', { code: 'began-ahead' }],
      'text-missing': ['text', { code: 'text-missing' }],
      'not-moved': ['t0', { code: 'not-moved' }],
      'role-missing': ['role', { code: 'role-missing' }],
      'slack-silent': ['channel', { code: 'slack-silent' }],
    }
  }

  /** Each fault alone, and as many at once as a form can have. */
  private faultReasons() {
    const faults = this.faults()
    const together = (...fields: [string, Fault][]) => ({
      code: 'faults' as const,
      faults: Object.fromEntries(fields),
    })
    const unfit = { code: 'person-unfit', personId: person, standing: 'outsider' } as const
    const roles = (kind: string) => roleIds.map((id): [string, Fault] => [`${kind}:${id}`, unfit])
    const of = (...codes: Fault['code'][]) => codes.map((code) => faults[code])
    return [
      together(
        ...of('name-taken', 'date-too-far', 'template-gone', 'person-unfit', 'channel-not-joined'),
        ...roles('approver'),
      ),
      together(...of('person-unfit'), ...roles('role'), ...roles('deputy')),
      together(...of('owner-unfit', 'too-many', 'owner-missing', 'link-unfit', 'too-long')),
      together(...of('days-missing', 'hours-reversed', 'reminder-outside', 'date-past')),
      together(...of('too-long', 'time-missing', 'role-missing')),
      together(...of('not-moved', 'reason-missing')),
      ...Object.values(faults).map((fault) => together(fault)),
    ]
  }

  procedure(): Procedure {
    const [text, name] = [this.write(limits.itemText), this.write(limits.sectionName)]
    const points = many(20, text)
    const outcomes = Array.from({ length: 10 }, (_, at) => `${at} ${this.write(70)} rollback`)
    const kinds = ['assess', 'communicate', 'fix', 'check', 'decide', 'follow-up'] as const
    return {
      name,
      steps: kinds.map((kind) => ({ kind, name, points: kind === 'decide' ? [] : points })),
      questions: [
        {
          id: '1',
          text,
          answers: Array.from({ length: 10 }, (_, at) => ({
            label: `${at} ${this.write(73)}`,
            leads: { outcomes: outcomes.map((each) => each.slice(0, 75)) },
          })),
        },
      ],
      measures: [],
    }
  }

  /** In every state; of each all that is known. */
  emergencies(): Emergency[] {
    const procedure = this.procedure()
    const reason = this.write(limits.reason)
    const answers = pathOf(procedure, [], 1).map(({ key, choices: [choice = ''] }) => {
      return { page: key, choice, note: reason, given: changed, version: 1 }
    })
    const outcome = procedure.questions[0]?.answers[0]?.label ?? ''
    const decided = { page: `outcome:1:${outcome}#1`, given: changed, version: 1 }
    const all = [...answers, { ...decided, choice: '', note: reason }]
    const running: Emergency = {
      id: uuid,
      launchId: uuid,
      number: 1000,
      isDrill: true,
      words: reason,
      began: at,
      started: changed,
      commanderId: person,
      scribeId: person,
      nextUpdateAt: at,
      resolved: null,
      answers: all,
      decisions: [],
    }
    const answer = { ...changed, how: 'overridden' as const, reason }
    const decisions = [[this.decision()], [this.decision({ answer })]]
    const resolved = aftermaths.map((how) => ({ ...changed, how, words: reason }))
    return [
      running,
      { ...running, answers: [] },
      ...decisions.map((each) => ({ ...running, decisions: each })),
      ...resolved.map((each) => ({
        ...running,
        decisions: decisions.at(-1) ?? [],
        resolved: each,
      })),
    ]
  }

  pageAnswer(): PageAnswer {
    const note = this.write(limits.reason)
    return { page: '1.1', choice: this.write(75), note, given: changed, version: 1 }
  }

  decision(more: Partial<Decision> = {}): Decision {
    const reason = this.write(limits.reason)
    return {
      id: uuid,
      round: 1,
      outcome: this.write(75),
      kind: 'roll-back',
      reason,
      decided: changed,
      watch: { until: at, personId: person },
      answer: null,
      dropped: null,
      ...more,
    }
  }

  reasons(): Reason[] {
    const approverIds = peopleOf(limits.roles)
    const phase = this.phaseName()
    const role = this.write(limits.roleName)
    const item = this.item('not-applicable')
    const problem = { line: 100_000, problem: this.write(limits.itemText) }
    const board = this.board({ overrides: [] })
    const ended = { ...changed, reason: this.write(limits.reason) }
    const stages = [
      this.launch(),
      this.launch({ live: changed }),
      ...endings.map((how) => this.launch({ live: changed, ended: { ...ended, how } })),
    ]
    const all = Object.keys(permissions) as (keyof typeof permissions)[]
    const byCode: { [C in Reason['code']]: Extract<Reason, { code: C }>[] } = {
      'not-permitted': all.flatMap((permission) =>
        standings.map((standing) => ({
          ...{ code: 'not-permitted', permission, standing, leadId: person, approverIds },
        })),
      ),
      faults: this.faultReasons(),
      'launch-unknown': [{ code: 'launch-unknown' }],
      'launch-archived': [
        { code: 'launch-archived', name: this.write(limits.launchName), file: 'f'.repeat(300) },
      ],
      'name-is-golives': [{ code: 'name-is-golives', launch: 'x'.repeat(200) }],
      'person-busy': [
        {
          code: 'person-busy',
          held: Array.from({ length: 40 }, () => ({
            launch: 'x'.repeat(200),
            what: 'item' as const,
            name: 'y'.repeat(3000),
          })),
        },
      ],
      'emergency-runs': [true, false].map((isDrill) => ({
        ...{ code: 'emergency-runs', number: 1000, isDrill },
      })),
      'template-too-wide': [{ code: 'template-too-wide' }],
      'template-unknown': [{ code: 'template-unknown' }],
      'template-named': [{ code: 'template-named', name: this.write(limits.templateName) }],
      'version-newer': [
        { code: 'version-newer', name: this.write(limits.templateName), number: 1_000_000 },
      ],
      'list-too-long': [{ code: 'list-too-long', limit: limits.items, count: 100_000 }],
      'template-changed': [
        { code: 'template-changed', name: this.write(limits.templateName), saved: changed },
      ],
      'emergency-unknown': [{ code: 'emergency-unknown' }],
      'emergency-over': [{ code: 'emergency-over' }],
      'page-answered': [{ code: 'page-answered', answer: this.pageAnswer() }],
      'page-unknown': [{ code: 'page-unknown' }],
      'decided-already': [{ code: 'decided-already', decision: this.decision() }],
      'branch-shut': (['nothing-deployed', 'no-backup'] as const).map((why) => ({
        ...{ code: 'branch-shut', why },
      })),
      'second-needed': [{ code: 'second-needed', people: approverIds }],
      'second-awaited': [{ code: 'second-awaited', until: at, people: approverIds }],
      'not-rolled-back': [{ code: 'not-rolled-back' }],
      'item-unknown': [{ code: 'item-unknown' }],
      'item-changed': [{ code: 'item-changed', item }],
      'owner-changed': [{ code: 'owner-changed', item }],
      'evidence-missing': [{ code: 'evidence-missing', item }],
      'evidence-holds': [{ code: 'evidence-holds', item }],
      'evidence-unknown': [{ code: 'evidence-unknown' }],
      'roles-changed': [{ code: 'roles-changed' }],
      'nothing-to-assign': [0, limits.items].map((owned) => ({ code: 'nothing-to-assign', owned })),
      'phase-not-open': [{ code: 'phase-not-open', phase }],
      'phase-after-live': [{ code: 'phase-after-live', phase }],
      'phase-not-next': [phase, null].map((next) => ({ code: 'phase-not-next', phase, next })),
      'gate-shut': board.launch.gates.flatMap(({ opens }) => {
        const gate = gateState(board, opens)
        return gate ? [{ code: 'gate-shut', gate }] : []
      }),
      'roll-call-only': [{ code: 'roll-call-only', item }],
      'no-roll-call': [{ code: 'no-roll-call' }],
      'roles-open': [{ code: 'roles-open', roles: many(limits.roles, role) }],
      'signed-already': [{ code: 'signed-already', role, other: role }],
      'list-changed': [{ code: 'list-changed' }],
      'signed-meanwhile': [{ code: 'signed-meanwhile' }],
      't0-changed': [{ code: 't0-changed' }],
      'override-unknown': [{ code: 'override-unknown' }],
      'override-pending': [{ code: 'override-pending' }],
      'gate-open': [{ code: 'gate-open' }],
      'wrong-stage': all.flatMap((permission) =>
        stages.map((launch) => ({ code: 'wrong-stage', permission, launch })),
      ),
      'name-taken': [{ code: 'name-taken', launch: this.launch() }],
      'template-unreadable': [
        { code: 'template-unreadable', name: phase, problems: many(2000, problem) },
      ],
      'file-unreadable': [{ code: 'file-unreadable', problem: this.write(2000) }],
      'file-newer': [{ code: 'file-newer', version: 1_000_000, known: 1 }],
      'file-broken': [
        { code: 'file-broken', broken: { place: 1_000_000, id: null, kind: 'out-of-chain' } },
      ],
      'file-differs': [
        { code: 'file-differs', name: this.write(limits.launchName), here: 1e6, there: 1e6 },
      ],
      'file-clashes': [{ code: 'file-clashes', name: this.write(limits.launchName) }],
      'slack-silent': [{ code: 'slack-silent' }],
      'database-troubled': troubles.map((trouble) => ({ code: 'database-troubled', trouble })),
      'database-unusable': troubles.map((trouble) => ({
        code: 'database-unusable',
        ...{ trouble, path: 'x'.repeat(300), detail: 'x'.repeat(300) },
      })),
    }
    return Object.values(byCode).flat()
  }
}
