import type { Event, EventData, EventType } from '../domain/event.ts'
import type { Ending } from '../domain/launch.ts'
import { itemLook } from './item-look.ts'
import { asMrkdwn } from './markdown.ts'
import { choiceText, ownersText } from './sentence.ts'
import { mention, moment, safe } from './text.ts'

/** What an entry of each type changed, as it was before; null for what had no before, or does not say it. */
const befores: {
  [T in EventType]: ((data: EventData<T>, zone: string) => string | null) | null
} = {
  'launch.started': null,
  'launch.live': null,
  'launch.ended': null,
  'launch.reopened': ({ how }) => endedWords[how],
  'report.posted': null,
  'phase.opened': null,
  'phase.completed': null,
  'phase.shut': () => 'open',
  'phase.ended': () => 'open',
  'sign-off.given': null,
  'sign-off.voided': null,
  'roll-call.started': null,
  'roll-call.ended': null,
  'final-box.ticked': () => itemLook.open.label,
  'final-box.withdrawn': () => itemLook.done.label,
  'override.asked': null,
  'override.confirmed': null,
  'override.declined': null,
  't0.moved': ({ from }, zone) => moment(new Date(from), zone),
  't0.passed': null,
  'links.changed': null,
  'signing.changed': ({ mayDouble }) => (mayDouble ? 'one role each' : 'several roles each'),
  'deputy.named': ({ before }) => somebody(before),
  'emergency.started': null,
  'emergency.answered': ({ before }) => before && choiceText(before),
  'emergency.told': null,
  'emergency.decided': null,
  'emergency.answered-decision': null,
  'emergency.reconsidered': ({ outcome }) => safe(outcome, 75),
  'emergency.watched-on': null,
  'emergency.led': ({ commanderBefore, scribeBefore }) =>
    `commander ${mention(commanderBefore)}, scribe ${somebody(scribeBefore)}`,
  'emergency.noted': null,
  'emergency.resolved': null,
  'item.ticked': stateBefore,
  'item.undone': stateBefore,
  'item.started': stateBefore,
  'item.blocked': stateBefore,
  'item.excluded': stateBefore,
  'item.reopened': stateBefore,
  'item.noted': ({ before }) => (before ? `“${safe(before, 160)}”` : 'no note'),
  'item.assigned': ({ before }) => (before.length > 0 ? ownersText(before) : 'nobody'),
  'item.given-back': ({ owner, owners }) => ownersText([owner, ...owners]),
  'item.due-set': ({ before }, zone) => (before ? moment(new Date(before), zone) : 'no due date'),
  'item.evidenced': null,
  'item.evidence-removed': null,
  'item.evidence-required': ({ isRequired }) =>
    isRequired ? 'no evidence needed' : 'evidence needed',
  'item.added': null,
  'item.reworded': ({ before }) => `“${asMrkdwn(before, 160)}”`,
  'item.moved': ({ before: { phase, section } }) =>
    section === phase ? safe(phase, 80) : `${safe(phase, 80)}, ${safe(section, 80)}`,
  'item.removed': ({ from }) => itemLook[from].label,
  'item.brought-back': () => 'removed',
  'version.brought-in': ({ from }) => `version ${from}`,
  'item.expired': ({ tickedBy }) => `${itemLook.done.label}, by ${mention(tickedBy)}`,
  'ticks.expired': null,
  'role.filled': ({ before }) => somebody(before),
  'lead.changed': ({ before }) => mention(before),
  'people.nudged': null,
  'person.unreachable': null,
  'person.left': null,
  'record.amended': null,
  'channel.lost': null,
  'channel.regained': null,
}

/** What was there before an entry of the record, in mrkdwn; null where there is nothing to say. */
export function beforeText({ type, data }: Event, zone: string): string | null {
  const text = befores[type] as ((data: Event['data'], zone: string) => string | null) | null
  return text?.(data, zone) ?? null
}

const endedWords: Record<Ending, string> = {
  complete: 'closed, complete',
  incomplete: 'closed, with items open',
  aborted: 'aborted',
}

function stateBefore({ from, reasonBefore }: EventData<'item.ticked'>): string {
  const { label } = itemLook[from]
  return reasonBefore ? `${label} (${safe(reasonBefore, 160)})` : label
}

function somebody(personId: string | null): string {
  return personId ? mention(personId) : 'nobody'
}
