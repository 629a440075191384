/** What files say in words: they show no mentions and no dates of Slack's. */
import type { Event } from '../domain/event.ts'
import type { LaunchFile } from '../domain/launch-file.ts'
import { sentence } from './sentence.ts'

export type NameOf = (id: string) => string

/** How people and channels are called; by their ids where golive never heard it. */
export function namesIn({ people, channels }: LaunchFile): NameOf {
  const names = new Map([...people, ...channels].map(({ id, name }) => [id, name ?? id]))
  return (id) => names.get(id) ?? id
}

/** An entry of the record as plain words, on one line. */
export function plainSentence(event: Event, zone: string, nameOf: NameOf): string {
  return sentence(event, zone)
    .replace(/<@([^>|]+)>/g, (_, id: string) => nameOf(id))
    .replace(/<#([^>|]+)>/g, (_, id: string) => `#${nameOf(id)}`)
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/(?<![\p{L}\p{N}*])\*([^*\s](?:[^*]*[^*\s])?)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** What stood there before an entry, and what since; null: it says nothing of the kind. */
export function beforeAndAfter(
  { type, data }: Event,
  nameOf: NameOf,
): { before: string | null; after: string | null } {
  const owners = (list: readonly { kind: string; id: string; name: string | null }[]) =>
    list.map(({ kind, id, name }) => (kind === 'person' ? nameOf(id) : (name ?? id))).join(', ')
  const person = (id: string | null) => id && nameOf(id)
  switch (type) {
    case 'item.ticked':
    case 'item.undone':
    case 'item.started':
    case 'item.blocked':
    case 'item.excluded':
    case 'item.reopened': {
      const said = (state: string, reason: string | null) =>
        reason ? `${state}: ${reason}` : state
      return { before: said(data.from, data.reasonBefore), after: said(data.to, data.reason) }
    }
    case 't0.moved':
      return { before: data.from, after: data.to }
    case 'item.noted':
      return { before: data.before, after: data.note }
    case 'item.assigned':
      return { before: owners(data.before), after: owners(data.owners) }
    case 'item.due-set':
      return { before: data.before, after: data.due }
    case 'item.reworded':
      return { before: data.before, after: data.text }
    case 'item.moved': {
      const { phase, section } = data.before
      return { before: `${phase}, ${section}`, after: `${data.phase}, ${data.section}` }
    }
    case 'role.filled':
    case 'deputy.named':
    case 'lead.changed':
      return { before: person(data.before), after: person(data.personId) }
    case 'emergency.answered':
      return { before: data.before, after: data.choice }
    case 'emergency.led':
      return { before: person(data.commanderBefore), after: person(data.commanderId) }
    case 'signing.changed': {
      const [one, several] = ['one role each', 'several roles']
      return data.mayDouble ? { before: one, after: several } : { before: several, after: one }
    }
    default:
      return { before: null, after: null }
  }
}
