/**
 * What is different between two versions of a template, as somebody would say it: items are known again
 * by their words, wherever they stand, and by words that are nearly the same where they stood.
 */
import { distance } from 'fastest-levenshtein'
import { nameKey } from './launch.ts'
import type { Template, TemplateItem } from './template.ts'

/** Where an item stands. */
export type TemplatePlace = { phase: string; section: string }

type Placed = TemplatePlace & { item: TemplateItem }

/** What a template says beside its items. */
const wholes = ['name', 'conditions', 'signOff', 'gates', 'emergency', 'notes'] as const

export type TemplateChange =
  | ({ kind: 'added' | 'removed'; text: string } & TemplatePlace)
  | ({ kind: 'reworded'; text: string; before: string } & TemplatePlace)
  | ({ kind: 'moved'; text: string; from: TemplatePlace } & TemplatePlace)
  /** Its words are the same, and what else the template says of it is not. */
  | ({ kind: 'marked'; text: string; marks: string[] } & TemplatePlace)
  | { kind: 'role-added' | 'role-removed'; name: string }
  | { kind: 'window'; phase: string }
  | { kind: 'reordered' }
  | { kind: (typeof wholes)[number] }

/** Words that differ in no more than this part of their letters are the same item, reworded. */
const alike = 0.4

/**
 * The changes that lead from one version to the other, in the order of the newer one, what is gone last;
 * none only where both say the same.
 */
export function compareTemplates(before: Template, after: Template): TemplateChange[] {
  const pairs = pairUp(placedIn(before), placedIn(after))
  const changes = [
    ...pairs.flatMap(({ old, now }): TemplateChange[] => {
      if (!now) return old ? [{ kind: 'removed', text: old.item.text, ...placeOf(old) }] : []
      return old ? changesOf(old, now) : [{ kind: 'added', text: now.item.text, ...placeOf(now) }]
    }),
    ...windowChanges(before, after),
    ...roleChanges(before, after),
    ...wholeChanges(before, after),
  ]
  if (changes.length > 0 || isSame(before.phases, after.phases)) return changes
  return [{ kind: 'reordered' }]
}

type Pair = { old: Placed | null; now: Placed | null }

function pairUp(olds: readonly Placed[], news: readonly Placed[]): Pair[] {
  const left = new Set(olds)
  const found = new Map<Placed, Placed>()
  const take = (now: Placed, candidates: readonly Placed[]) => {
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
  const kept = news.map((now): Pair => ({ old: found.get(now) ?? null, now }))
  return [...kept, ...[...left].map((old): Pair => ({ old, now: null }))]
}

function changesOf(old: Placed, now: Placed): TemplateChange[] {
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
  return after.phases.flatMap(({ name, window }): TemplateChange[] => {
    const old = before.phases.find((phase) => nameKey(phase.name) === nameKey(name))
    return old && !isSame(old.window, window) ? [{ kind: 'window', phase: name }] : []
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

function placedIn({ phases }: Template): Placed[] {
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
