/**
 * What is different between two versions of a template, as somebody would say it: items are known again
 * by their words, wherever they stand, and by words that are nearly the same where they stood.
 */
import { distance } from 'fastest-levenshtein'
import { nameKey } from './launch.ts'
import type { Template, TemplateItem, TemplatePhase } from './template.ts'

/** Where an item stands. */
export type TemplatePlace = { phase: string; section: string }

/** An item of a template, where it stands. */
export type PlacedItem = TemplatePlace & { item: TemplateItem }

/** What a template says beside its items and its name. */
const wholes = ['conditions', 'signOff', 'gates', 'emergency', 'notes'] as const

export type TemplateChange =
  | ({ kind: 'added' | 'removed'; text: string } & TemplatePlace)
  | ({ kind: 'reworded'; text: string; before: string } & TemplatePlace)
  | ({ kind: 'moved'; text: string; from: TemplatePlace } & TemplatePlace)
  /** Its words are the same, and what else the template says of it is not. */
  | ({ kind: 'marked'; text: string; marks: string[] } & TemplatePlace)
  | { kind: 'role-added' | 'role-removed'; name: string }
  | { kind: 'named'; name: string; before: string }
  | { kind: 'renamed'; name: string; before: string; phase: string }
  /** Another time of a phase, or of one of its sections. */
  | ({ kind: 'window' } & TemplatePlace)
  | { kind: 'reordered' }
  | { kind: (typeof wholes)[number] }

/** Words that differ in no more than this part of their letters are the same item, reworded. */
const alike = 0.4

/**
 * The changes that lead from one version to the other, in the order of the newer one, what is gone last;
 * none only where both say the same.
 */
export function compareTemplates(before: Template, after: Template): TemplateChange[] {
  const renames = renamesBetween(before, after)
  const { pairs, base } = pairItems(before, after, renames)
  const changes = [
    ...nameChanges(before, after),
    ...renames
      // A phase without headings of its own is its only section, too.
      .filter(({ phase, section }) => section !== phase)
      .map(({ phase, section, name }): TemplateChange => {
        return { kind: 'renamed', name, before: section ?? phase, phase }
      }),
    ...pairs.flatMap(({ old, now }): TemplateChange[] => {
      if (!now) return old ? [{ kind: 'removed', text: old.item.text, ...placeOf(old) }] : []
      return old ? changesOf(old, now) : [{ kind: 'added', text: now.item.text, ...placeOf(now) }]
    }),
    ...windowChanges(base, after),
    ...roleChanges(before, after),
    ...wholeChanges(before, after),
  ]
  if (changes.length > 0 || isSame(before.phases, after.phases)) return changes
  return [{ kind: 'reordered' }]
}

/** A phase, or with `section` one of its sections, that has another name now. */
export type Rename = { phase: string; section: string | null; name: string }

/**
 * The phases and sections of the older version that are gone, where one that is new has at least half of
 * the items of both. A section is named by its phase's old name.
 */
export function renamesBetween(before: Template, after: Template): Rename[] {
  const phases = renamedAmong(before.phases, after.phases, itemsOfPhase)
  const nameOf = new Map(phases.map(({ before, name }) => [before, name]))
  const sections = before.phases.flatMap((phase) => {
    const name = nameOf.get(phase.name) ?? phase.name
    const now = after.phases.find((each) => nameKey(each.name) === nameKey(name))
    const found = now ? renamedAmong(phase.sections, now.sections, ({ items }) => items) : []
    return found.map((each) => ({ phase: phase.name, section: each.before, name: each.name }))
  })
  return [
    ...phases.map(({ before, name }) => ({ phase: before, section: null, name })),
    ...sections,
  ]
}

function renamedAmong<P extends { name: string }>(
  olds: readonly P[],
  news: readonly P[],
  items: (part: P) => readonly TemplateItem[],
): { before: string; name: string }[] {
  const isIn = (parts: readonly P[], { name }: P) =>
    parts.some((each) => nameKey(each.name) === nameKey(name))
  const gone = new Set(olds.filter((old) => !isIn(news, old)))
  return news
    .filter((now) => !isIn(olds, now))
    .flatMap((now) => {
      const words = new Set(items(now).map(({ text }) => nameKey(text)))
      const common = (old: P) => items(old).filter(({ text }) => words.has(nameKey(text))).length
      const old = [...gone].find((each) => {
        const most = Math.max(items(each).length, items(now).length)
        return common(each) * 2 >= most
      })
      if (!old) return []
      gone.delete(old)
      return [{ before: old.name, name: now.name }]
    })
}

function itemsOfPhase({ sections }: TemplatePhase): TemplateItem[] {
  return sections.flatMap(({ items }) => items)
}

function withNames(template: Template, renames: readonly Rename[]): Template {
  const nameOf = (phase: string, section: string | null) =>
    renames.find((each) => each.phase === phase && each.section === section)?.name
  const phases = template.phases.map((phase) => ({
    ...phase,
    name: nameOf(phase.name, null) ?? phase.name,
    sections: phase.sections.map((section) => ({
      ...section,
      name: nameOf(phase.name, section.name) ?? section.name,
    })),
  }))
  return { ...template, phases }
}

/** An item in both versions; null: it is gone, or new. */
export type ItemPair = { old: PlacedItem | null; now: PlacedItem | null }

/**
 * The items of two versions, in the order of the newer one, what is gone last. What is older stands at
 * its place's name of now: `base` is the older version with these.
 */
export function pairItems(
  before: Template,
  after: Template,
  renames: readonly Rename[],
): { pairs: ItemPair[]; base: Template } {
  const base = withNames(before, renames)
  return { pairs: pairUp(placedIn(base), placedIn(after)), base }
}

function pairUp(olds: readonly PlacedItem[], news: readonly PlacedItem[]): ItemPair[] {
  const left = new Set(olds)
  const found = new Map<PlacedItem, PlacedItem>()
  const take = (now: PlacedItem, candidates: readonly PlacedItem[]) => {
    const old = candidates.find((each) => left.has(each))
    if (!old) return
    left.delete(old)
    found.set(now, old)
  }
  const open = () => news.filter((now) => !found.has(now))
  const atPlace = Map.groupBy(olds, (old) => `${nameKey(old.item.text)}\n${placeKey(old)}`)
  for (const now of open())
    take(now, atPlace.get(`${nameKey(now.item.text)}\n${placeKey(now)}`) ?? [])
  const byWords = Map.groupBy(olds, (old) => nameKey(old.item.text))
  for (const now of open()) take(now, byWords.get(nameKey(now.item.text)) ?? [])
  const bySection = Map.groupBy(olds, placeKey)
  for (const now of open()) {
    const near = (bySection.get(placeKey(now)) ?? [])
      .filter((old) => left.has(old))
      .map((old) => ({ old, far: farness(old.item.text, now.item.text) }))
      .filter(({ far }) => far <= alike)
      .sort((one, other) => one.far - other.far)
    take(
      now,
      near.map(({ old }) => old),
    )
  }
  const kept = news.map((now) => ({ old: found.get(now) ?? null, now }))
  return [...kept, ...[...left].map((old) => ({ old, now: null }))]
}

/** What is different of an item that is in both versions. */
export function changesOf(old: PlacedItem, now: PlacedItem): TemplateChange[] {
  const place = placeOf(now)
  const { text } = now.item
  const changes: TemplateChange[] = []
  if (text !== old.item.text)
    changes.push({ kind: 'reworded', text, before: old.item.text, ...place })
  if (!isSamePlace(old, now)) changes.push({ kind: 'moved', text, from: placeOf(old), ...place })
  const marks = Object.keys({ ...old.item, ...now.item }).filter((key) => {
    const mark = key as keyof TemplateItem
    return mark !== 'text' && !isSame(old.item[mark], now.item[mark])
  })
  // "(if applicable)" is among the words, too.
  const isSaid = text !== old.item.text && marks.every((mark) => saidInWords.includes(mark))
  if (marks.length > 0 && !isSaid) changes.push({ kind: 'marked', text, marks, ...place })
  return changes
}

const saidInWords = ['optional', 'due', 'needsEvidence', 'owners', 'tier']

function windowChanges(before: Template, after: Template): TemplateChange[] {
  return after.phases.flatMap((phase): TemplateChange[] => {
    const old = before.phases.find(({ name }) => nameKey(name) === nameKey(phase.name))
    if (!old) return []
    const sections = phase.sections.filter(({ name, window }) => {
      const was = old.sections.find((section) => nameKey(section.name) === nameKey(name))
      return was && !isSame(was.window, window)
    })
    const own = isSame(old.window, phase.window) ? [] : [phase.name]
    return [...own, ...sections.map(({ name }) => name)].map((section) => {
      return { kind: 'window', phase: phase.name, section }
    })
  })
}

function roleChanges(before: Template, after: Template): TemplateChange[] {
  const [olds, news] = [before.signOff?.roles ?? [], after.signOff?.roles ?? []]
  return [
    ...news
      .filter((name) => !olds.includes(name))
      .map((name) => ({ kind: 'role-added', name }) as const),
    ...olds
      .filter((name) => !news.includes(name))
      .map((name) => ({ kind: 'role-removed', name }) as const),
  ]
}

function nameChanges({ name: before }: Template, { name }: Template): TemplateChange[] {
  return name === before ? [] : [{ kind: 'named', name, before }]
}

function wholeChanges(before: Template, after: Template): TemplateChange[] {
  const without = ({ signOff, ...rest }: Template) => ({
    ...rest,
    // Where a gate stands in its document says nothing.
    gates: rest.gates.map(({ opens, needs }) => ({ opens, needs })),
    signOff: signOff && { ...signOff, roles: [...signOff.roles].sort() },
  })
  const [one, other] = [without(before), without(after)]
  const isOnlyRoles = (kind: string) => kind === 'signOff' && roleChanges(before, after).length > 0
  return wholes
    .filter((kind) => !isSame(one[kind], other[kind]) && !isOnlyRoles(kind))
    .map((kind) => ({ kind }))
}

/** Every item of a template, in its order. */
export function placedIn({ phases }: Template): PlacedItem[] {
  return phases.flatMap((phase) =>
    phase.sections.flatMap((section) =>
      section.items.map((item) => ({ phase: phase.name, section: section.name, item })),
    ),
  )
}

function placeOf({ phase, section }: TemplatePlace): TemplatePlace {
  return { phase, section }
}

/** By which a place is known again, however its names are spelled. */
export function placeKey({ phase, section }: TemplatePlace): string {
  return `${nameKey(phase)}\n${nameKey(section)}`
}

function isSamePlace(one: TemplatePlace, other: TemplatePlace): boolean {
  return placeKey(one) === placeKey(other)
}

/** 0: the same words; 1: nothing in common. By letters, or by words where some were only added or taken. */
function farness(one: string, other: string): number {
  const [text, otherText] = [bare(one), bare(other)]
  const byLetters = distance(text, otherText) / Math.max(1, text.length, otherText.length)
  const [words, others] = [wordsOf(text), wordsOf(otherText)]
  const [fewer, more] = words.size < others.size ? [words, others] : [others, words]
  // One word is often in common by chance.
  const isPart = fewer.size > 1 && fewer.isSubsetOf(more)
  return isPart ? Math.min(byLetters, alike) : byLetters
}

function wordsOf(text: string): Set<string> {
  return new Set(text.match(/[\p{L}\p{N}]+/gu))
}

/** Without what is said in brackets: marks, mostly. */
function bare(text: string): string {
  return nameKey(text.replace(/\([^)]*\)/g, ''))
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
