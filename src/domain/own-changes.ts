/** What a launch's list has become, beside its template, and a template that has become the same. */
import { placeKey, type TemplatePlace } from './compare-templates.ts'
import type { Event } from './event.ts'
import { reworded, saidBy } from './item-words.ts'
import { type Board, nameKey } from './launch.ts'
import type { Template, TemplateItem, TemplatePhase } from './template.ts'

/** An item as it was, or is; `at` is null where the record does not say it. */
type Stand = { text: string; at: TemplatePlace | null }

/** `before` is null for what was added, `now` for what was removed. */
export type OwnChange = { before: Stand | null; now: Stand | null }

/** Events by which a launch's list becomes its own. */
export const listEvents = [
  'item.added',
  'item.reworded',
  'item.moved',
  'item.removed',
  'item.brought-back',
] as const

/**
 * What people have changed of a launch's list, all in all: what was added and removed again is no change.
 * Rounds count as the phase that they repeat; what an emergency has to do is not the checklist's.
 */
export function ownChanges(events: readonly Event[], { phases }: Board): OwnChange[] {
  const changes = new Map<string, OwnChange & { removed: Stand | null }>()
  for (const event of events) {
    if (!event.itemId) continue
    const known = changes.get(event.itemId)
    const next = isBrought(event) ? brought(known, event) : follow(known, event)
    if (next) changes.set(event.itemId, next)
  }
  const places = new Map(
    phases.flatMap((phase) =>
      phase.sections.flatMap((section) =>
        section.items.map(({ id }) => [id, { phase: phase.name, section: section.name }] as const),
      ),
    ),
  )
  const first = new Map(phases.map(({ id, name }) => [id, name]))
  const nameOf = new Map(
    phases.map(({ name, seriesId }) => [name, first.get(seriesId ?? '') ?? name]),
  )
  const ofEmergencies = phases.filter(({ emergencyId }) => emergencyId !== null)
  const isOfEmergency = (stand: Stand | null) =>
    ofEmergencies.some(({ name }) => name === stand?.at?.phase)
  const plain = (stand: Stand | null, id: string): Stand | null => {
    const at = stand && (stand.at ?? places.get(id) ?? null)
    return (
      stand && { text: stand.text, at: at && { ...at, phase: nameOf.get(at.phase) ?? at.phase } }
    )
  }
  return [...changes]
    .map(([id, { before, now }]) => ({ before: plain(before, id), now: plain(now, id) }))
    .filter(({ before, now }) => JSON.stringify(before) !== JSON.stringify(now))
    .filter(({ before, now }) => !isOfEmergency(before) && !isOfEmergency(now))
}

type Followed = OwnChange & { removed: Stand | null }

function isBrought({ data }: Event): boolean {
  return 'version' in data && data.version !== undefined
}

/** What came with a newer version is as the template has it. */
function brought(known: Followed | undefined, event: Event): Followed | null {
  const next = follow(known, event)
  if (!next) return null
  if (next.now === null) return { before: null, now: null, removed: next.removed }
  const isOwn = known && JSON.stringify(known.before) !== JSON.stringify(known.now)
  if (!isOwn) return { ...next, before: next.now }
  // Where people have moved it is a change still, or that they have added it.
  return { ...next, before: known.before && { ...known.before, text: next.now.text } }
}

function follow(known: Followed | undefined, event: Event): Followed | null {
  switch (event.type) {
    case 'item.added': {
      const { text, phase, section } = event.data
      return { before: null, now: { text, at: { phase, section } }, removed: null }
    }
    case 'item.reworded': {
      const { text, before } = event.data
      const was = known ?? { before: { text: before, at: null }, removed: null }
      return { ...was, now: { text, at: known?.now?.at ?? null } }
    }
    case 'item.moved': {
      const { text, before, phase, section } = event.data
      const origin = known ? known.before : { text, at: before }
      const from = origin && { ...origin, at: origin.at ?? before }
      return { before: from, now: { text, at: { phase, section } }, removed: null }
    }
    case 'item.removed': {
      const stand = known?.now ?? { text: event.data.text, at: null }
      return { before: known ? known.before : stand, now: null, removed: stand }
    }
    case 'item.brought-back':
      return known ? { ...known, now: known.removed, removed: null } : null
    default:
      return null
  }
}

/**
 * A template with these changes; in `missed` those that find nothing in it to change, because it has
 * changed since, too.
 */
export function withChanges(
  template: Template,
  changes: readonly OwnChange[],
): { template: Template; missed: OwnChange[] } {
  const phases = structuredClone(template.phases)
  const missed = changes.filter((change) => !apply(phases, change))
  const kept = phases
    .map((phase) => ({
      ...phase,
      sections: phase.sections.filter(({ items }) => items.length > 0),
    }))
    .filter(({ sections }) => sections.length > 0)
  return { template: { ...template, phases: kept }, missed }
}

/** Returns whether it is so now. */
function apply(phases: TemplatePhase[], { before, now }: OwnChange): boolean {
  const found = before && find(phases, before)
  // It was kept before, or somebody else has done the same.
  if (!found && (now ? isThere(phases, now) : true)) return true
  if (!before) return now !== null && put(phases, newItem(now.text), now.at)
  if (!found) return false
  const { items, index, item } = found
  if (!now) return items.splice(index, 1).length > 0
  const other = item.text === now.text ? item : { ...item, ...reworded(item, now.text) }
  const isMoved = now.at && before.at && placeKey(now.at) !== placeKey(before.at)
  if (!isMoved) {
    items[index] = other
    return true
  }
  if (!put(phases, other, now.at)) return false
  items.splice(index, 1)
  return true
}

/** By its words where it stands, or anywhere if they are nowhere else. */
function find(phases: readonly TemplatePhase[], { text, at }: Stand) {
  const all = phases.flatMap((phase) =>
    phase.sections.flatMap((section) =>
      section.items.flatMap((item, index) => {
        const place = { phase: phase.name, section: section.name }
        return nameKey(item.text) === nameKey(text)
          ? { items: section.items, index, item, place }
          : []
      }),
    ),
  )
  const there = at && all.find(({ place }) => placeKey(place) === placeKey(at))
  return there ?? (all.length === 1 ? all[0] : undefined)
}

function isThere(phases: readonly TemplatePhase[], stand: Stand): boolean {
  const found = find(phases, stand)
  return !!found && (!stand.at || placeKey(found.place) === placeKey(stand.at))
}

function put(phases: TemplatePhase[], item: TemplateItem, at: TemplatePlace | null): boolean {
  const phase = at && phases.find(({ name }) => nameKey(name) === nameKey(at.phase))
  const section = phase?.sections.find(({ name }) => nameKey(name) === nameKey(at?.section ?? ''))
  section?.items.push(item)
  return section !== undefined
}

function newItem(text: string): TemplateItem {
  return { ...saidBy(text), tier: 'low', condition: null, why: null, expires: null }
}
