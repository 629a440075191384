/** The record as people look through it: what kind of thing an entry is about, and which are wanted. */
import { TZDate } from '@date-fns/tz'
import type { EventType } from './event.ts'

export const historyKinds = ['states', 'plan', 'gates', 'emergencies', 'list', 'reach'] as const
export type HistoryKind = (typeof historyKinds)[number]

/** Each entry is of one kind. */
const kinds: Record<EventType, HistoryKind> = {
  'launch.started': 'list',
  'launch.live': 'states',
  'launch.ended': 'states',
  'launch.reopened': 'states',
  'phase.opened': 'states',
  'phase.completed': 'states',
  'phase.shut': 'states',
  'phase.ended': 'states',
  'item.ticked': 'states',
  'item.undone': 'states',
  'item.started': 'states',
  'item.blocked': 'states',
  'item.excluded': 'states',
  'item.reopened': 'states',
  'item.noted': 'states',
  'item.evidenced': 'states',
  'item.evidence-removed': 'states',
  'item.expired': 'states',
  'item.assigned': 'plan',
  'item.given-back': 'plan',
  'item.due-set': 'plan',
  't0.moved': 'plan',
  't0.passed': 'plan',
  'role.filled': 'plan',
  'deputy.named': 'plan',
  'lead.changed': 'plan',
  'person.left': 'plan',
  'sign-off.given': 'gates',
  'sign-off.voided': 'gates',
  'roll-call.started': 'gates',
  'roll-call.ended': 'gates',
  'final-box.ticked': 'gates',
  'final-box.withdrawn': 'gates',
  'override.asked': 'gates',
  'override.confirmed': 'gates',
  'override.declined': 'gates',
  'emergency.started': 'emergencies',
  'emergency.answered': 'emergencies',
  'emergency.told': 'emergencies',
  'emergency.decided': 'emergencies',
  'emergency.answered-decision': 'emergencies',
  'emergency.reconsidered': 'emergencies',
  'emergency.watched-on': 'emergencies',
  'emergency.led': 'emergencies',
  'emergency.noted': 'emergencies',
  'emergency.resolved': 'emergencies',
  'item.added': 'list',
  'item.reworded': 'list',
  'item.moved': 'list',
  'item.removed': 'list',
  'item.brought-back': 'list',
  'item.evidence-required': 'list',
  'version.brought-in': 'list',
  'links.changed': 'list',
  'signing.changed': 'list',
  'record.amended': 'list',
  'report.posted': 'reach',
  'people.nudged': 'reach',
  'ticks.expired': 'reach',
  'person.unreachable': 'reach',
  'channel.lost': 'reach',
  'channel.regained': 'reach',
}

export function typesOfKind(kind: HistoryKind): EventType[] {
  const types = Object.keys(kinds) as EventType[]
  return types.filter((type) => kinds[type] === kind)
}

/** Which entries somebody wants to see; the dates, "yyyy-MM-dd", are days of their own zone, both included. */
export type HistoryFilter = {
  kind: HistoryKind | null
  personId: string | null
  /** Of an item, whatever their case. */
  words: string
  from: string | null
  to: string | null
}

export const unfiltered: HistoryFilter = {
  kind: null,
  personId: null,
  words: '',
  from: null,
  to: null,
}

/** The moment at which a filter's days begin, and the first one after them; null: no end on that side. */
export function spanOf(
  { from, to }: Pick<HistoryFilter, 'from' | 'to'>,
  zone: string,
): { since: Date | null; before: Date | null } {
  return { since: from ? dayIn(from, 0, zone) : null, before: to ? dayIn(to, 1, zone) : null }
}

/** The beginning of a day, or of one so many days later; null where there is no such date. */
function dayIn(date: string, later: number, zone: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? []
  if (!day) return null
  // Each day by itself: where the clock skips midnight one begins at another hour than the next.
  return new Date(new TZDate(Number(year), Number(month) - 1, Number(day) + later, zone).getTime())
}
