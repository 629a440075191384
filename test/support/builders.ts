/** Small wholes of the domain, in which a test names only what it is about. */
import type { Event, EventData, EventType } from '../../src/domain/event.ts'
import type { Board, Item, Launch, Phase, Role, Section } from '../../src/domain/launch.ts'
import type { Owner } from '../../src/domain/owner.ts'
import type { Actor, Person } from '../../src/domain/person.ts'
import type { Plan } from '../../src/domain/schedule.ts'

export const monday = new Date('2026-11-23T09:00:00Z')

export function aLaunch(more: Partial<Launch> = {}): Launch {
  return {
    id: 'launch-1',
    workspaceId: 'T1',
    channelId: 'C1',
    isPrivate: false,
    isReachable: true,
    name: 'Payments 2.0',
    t0: new Date('2026-12-07T09:00:00Z'),
    zone: 'Europe/Berlin',
    leadId: 'U1ANA',
    templateName: 'Production Go-Live Checklist',
    started: { at: monday, by: 'U1ANA' },
    isRehearsal: false,
    tailoring: { tier: 'high', absent: [], leftOut: 0 },
    rehearsalId: null,
    mayDouble: false,
    gates: [],
    links: [],
    live: null,
    ended: null,
    ...more,
  }
}

/** A plan in which nothing is live, and nothing is counted from going live. */
export function aPlan(more: Partial<Plan> = {}): Plan {
  const { t0, zone } = aLaunch()
  return { t0, live: null, zone, afterHours: 0, ...more }
}

export function anItem(more: Partial<Item> = {}): Item {
  return {
    id: 'item-1',
    text: 'Backups tested',
    optional: false,
    state: 'open',
    changed: null,
    reason: null,
    note: null,
    owners: [],
    due: null,
    dueMark: null,
    why: null,
    expires: null,
    goodUntil: null,
    expired: null,
    needsEvidence: false,
    evidence: 0,
    version: 0,
    ...more,
  }
}

/** So many items, each with its number as id and in its text. */
export function items(count: number, more: Partial<Item> = {}): Item[] {
  return Array.from({ length: count }, (_, index) =>
    anItem({ id: `item-${index + 1}`, text: `Item ${index + 1}`, ...more }),
  )
}

export function aSection(more: Partial<Section> = {}): Section {
  return { id: 'section-1', name: 'Database', window: null, items: [anItem()], ...more }
}

/** A phase that is open. */
export function aPhase(more: Partial<Phase> = {}): Phase {
  return {
    id: 'phase-1',
    name: 'Pre-Launch',
    window: null,
    opened: { at: monday, by: 'U1ANA' },
    endedAt: null,
    round: 1,
    seriesId: null,
    emergencyId: null,
    sections: [aSection()],
    ...more,
  }
}

export function aRole(more: Partial<Role> = {}): Role {
  return { id: 'role-1', name: 'Security Lead', personId: null, deputyId: null, ...more }
}

export function aBoard(more: Partial<Board> = {}): Board {
  const parts = { phases: [aPhase()], finalBox: null, roles: [] }
  return {
    launch: aLaunch(),
    ...parts,
    signOffs: [],
    rollCall: null,
    overrides: [],
    emergency: null,
    recordBreak: null,
    ...more,
  }
}

export function personOwner(id: string): Owner {
  return { kind: 'person', id }
}

export function anActor(more: Partial<Actor> = {}): Actor {
  const place = { workspaceId: 'T1', channelId: 'C1', via: 'channel' } as const
  return { ...place, id: 'U1ANA', standing: 'member', ...more }
}

export function aPerson(more: Partial<Person> = {}): Person {
  return { workspaceId: 'T1', id: 'U1ANA', standing: 'member', zone: 'Europe/Berlin', ...more }
}

export function anEvent<T extends EventType>(
  type: T,
  data: EventData<T>,
  more: Partial<Pick<Event, 'place' | 'at' | 'by' | 'itemId'>> = {},
): Event {
  const about = { id: 'event-1', launchId: 'launch-1', place: 1, at: monday, by: 'U1ANA', hash: '' }
  return { ...about, via: 'channel', type, data, ...more } as Event
}
