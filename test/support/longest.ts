import type { Event, EventData } from '../../src/domain/event.ts'
import type { Evidence } from '../../src/domain/evidence.ts'
import { type ItemState, itemStates } from '../../src/domain/item.ts'
import { type Board, type Item, itemsOf, type Launch, type Phase } from '../../src/domain/launch.ts'
import { limits } from '../../src/domain/limits.ts'
import type { Owner } from '../../src/domain/owner.ts'
import { permissions } from '../../src/domain/permission.ts'
import { standings } from '../../src/domain/person.ts'
import type { Fault, Reason } from '../../src/domain/refusal.ts'
import { itemsPerMessage } from '../../src/domain/surface.ts'
import type { ListedItem } from '../../src/domain/workload.ts'
import { logPageSize } from '../../src/views/log.ts'
import { sectionPart } from '../../src/views/section.ts'
import { aBoard, aLaunch, anEvent, anItem, aPhase, aSection } from './builders.ts'

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

const sizes = [1, 12, 13, 40, 128, limits.items]

/** What golive shows, everything in it as long as it may be. */
export class Longest {
  readonly write: Writing

  constructor(write: Writing) {
    this.write = write
  }

  launch(): Launch {
    return aLaunch({
      id: uuid,
      channelId,
      name: this.write(limits.launchName),
      templateName: this.write(limits.templateName),
      leadId: person,
      zone,
      t0: at,
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
    return aPhase({ id: uuid, name: this.write(limits.phaseName), sections: [section], ...more })
  }

  board(more: Partial<Board> = {}): Board {
    const roles = roleIds.map((id) => ({
      id,
      name: this.write(limits.roleName),
      personId: person,
    }))
    const phases = Array.from({ length: limits.phases }, (_, index) =>
      this.phase({ opened: index < limits.phases - 1 ? changed : null }),
    )
    return aBoard({ launch: this.launch(), phases, finalBox: this.item('blocked'), roles, ...more })
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
      phase: { id: uuid, name: this.write(limits.phaseName), isOpen: true },
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

  events(): Event[] {
    const text = this.write(limits.itemText)
    const reason = this.write(limits.reason)
    const note = this.write(limits.note)
    const name = this.write(limits.launchName)
    const moved: EventData<'item.ticked'> = {
      text,
      from: 'not-applicable',
      to: 'not-applicable',
      reason,
      reasonBefore: reason,
    }
    const phase = { phaseId: uuid, name, items: limits.items }
    const more = { at, by: person, place: 1_000_000, itemId: uuid }
    return [
      anEvent(
        'launch.started',
        { name, t0: at.toISOString(), zone, leadId: person, template: name, roles: [] },
        more,
      ),
      anEvent('phase.opened', phase, more),
      anEvent('phase.completed', phase, more),
      anEvent('item.ticked', moved, more),
      anEvent('item.undone', moved, more),
      anEvent('item.started', moved, more),
      anEvent('item.blocked', moved, more),
      anEvent('item.excluded', moved, more),
      anEvent('item.reopened', moved, more),
      anEvent('item.noted', { text, note, before: note }, more),
      ...this.newerEvents(more),
      ...(['archived', 'restricted', 'unreachable'] as const).map((why) =>
        anEvent('channel.lost', { channelId, why }, more),
      ),
      anEvent('channel.regained', { channelId }, more),
    ]
  }

  private newerEvents(more: Parameters<typeof anEvent>[2]): Event[] {
    const text = this.write(limits.itemText)
    const reason = this.write(limits.reason)
    const name = this.write(limits.roleName)
    const time = at.toISOString()
    const named = owners.map((owner) => ({ ...owner, name: owner.kind === 'role' ? name : null }))
    const [role = { kind: 'role' as const, id: uuid, name }] = named
    const pieces = this.evidence().map(({ kind, url, title, written }) => ({
      kind,
      url,
      title,
      authorId: written?.by ?? null,
      writtenAt: written?.at.toISOString() ?? null,
    }))
    const people = Array.from({ length: 40 }, (_, index) => ({
      personId: `${person}${index}`,
      items: limits.items,
    }))
    return [
      anEvent('item.assigned', { text, owners: named, before: named }, more),
      anEvent('item.assigned', { text, owners: [], before: named }, more),
      anEvent('item.given-back', { text, owner: role, owners: named, reason }, more),
      anEvent('item.given-back', { text, owner: role, owners: [], reason }, more),
      anEvent('item.due-set', { text, due: time, isPlanned: false, before: time }, more),
      anEvent('item.due-set', { text, due: time, isPlanned: true, before: time }, more),
      anEvent('item.due-set', { text, due: null, isPlanned: true, before: time }, more),
      ...pieces.flatMap((piece) => [
        anEvent('item.evidenced', { text, ...piece }, more),
        anEvent('item.evidence-removed', { text, ...piece }, more),
      ]),
      anEvent('item.evidence-required', { text, isRequired: true }, more),
      anEvent('item.evidence-required', { text, isRequired: false }, more),
      anEvent('role.filled', { name, personId: person, before: person }, more),
      anEvent('role.filled', { name, personId: null, before: person }, more),
      anEvent('lead.changed', { personId: person, before: person }, more),
      anEvent('people.nudged', { people }, more),
      anEvent('person.unreachable', { personId: person }, more),
      ...(['guest', 'deactivated'] as const).map((standing) => {
        const roles = roleIds.map(() => name)
        return anEvent(
          'person.left',
          { personId: person, items: limits.items, roles, standing },
          more,
        )
      }),
    ]
  }

  logPages() {
    const pages = this.events().map((event) => Array.from({ length: logPageSize }, () => event))
    return [...pages, []].flatMap((events) =>
      [null, this.item('blocked')].map((item) => {
        return { launch: this.launch(), item, events, isNewest: false, hasOlder: true }
      }),
    )
  }

  reasons(): Reason[] {
    const approverIds = Array.from({ length: limits.roles }, (_, index) => `${person}${index}`)
    const name = this.write(limits.phaseName)
    const faults: Record<string, Fault> = {
      name: { code: 'name-taken', launch: this.launch() },
      t0: { code: 'date-too-far', days: limits.t0Days },
      template: { code: 'template-gone' },
      lead: { code: 'person-unfit', personId: person, standing: 'guest' },
      channel: { code: 'channel-not-joined', channelId },
    }
    for (let index = 0; index < limits.roles; index++) {
      faults[`approver:${index}`] = { code: 'person-unfit', personId: person, standing: 'outsider' }
    }
    const newer: Record<string, Fault> = {
      owners: { code: 'owner-unfit', personId: person, standing: 'outsider' },
      'owner-roles': { code: 'too-many', limit: limits.owners, count: limits.items },
      assignees: { code: 'owner-missing' },
      link: { code: 'link-unfit' },
      reason: { code: 'too-long', limit: limits.reason, length: 3000 },
      days: { code: 'days-missing' },
      to: { code: 'hours-reversed' },
      remindAt: { code: 'reminder-outside', from: '09:00', to: '17:00' },
      date: { code: 'date-past' },
    }
    const problem = { line: 100_000, problem: this.write(limits.itemText) }
    return [
      ...(Object.keys(permissions) as (keyof typeof permissions)[]).flatMap((permission) =>
        standings.map(
          (standing): Reason => ({
            code: 'not-permitted',
            permission,
            standing,
            leadId: person,
            approverIds,
          }),
        ),
      ),
      { code: 'faults', faults },
      { code: 'faults', faults: newer },
      { code: 'launch-unknown' },
      { code: 'item-unknown' },
      { code: 'item-changed', item: this.item('not-applicable') },
      { code: 'owner-changed', item: this.item('not-applicable') },
      { code: 'evidence-missing', item: this.item('not-applicable') },
      { code: 'evidence-holds', item: this.item('not-applicable') },
      { code: 'evidence-unknown' },
      { code: 'roles-changed' },
      { code: 'nothing-to-assign' },
      { code: 'phase-not-open', phase: name },
      { code: 'phase-not-next', phase: name, next: name },
      { code: 'phase-not-next', phase: name, next: null },
      { code: 'final-box-early', open: limits.items },
      {
        code: 'template-unreadable',
        name,
        problems: Array.from({ length: 2000 }, () => problem),
      },
      { code: 'slack-silent' },
    ]
  }
}
