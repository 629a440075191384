/** A newer version of its template in a running launch: what comes with it, and what stays all the same. */
import {
  changesOf,
  compareTemplates,
  type ItemPair,
  type PlacedItem,
  pairItems,
  placeKey,
  type Rename,
  renamesBetween,
  type TemplateChange,
  type TemplatePlace,
} from './compare-templates.ts'
import { gateState } from './gate.ts'
import { type Board, type Item, isOpen, nameKey, type Phase, type Section } from './launch.ts'
import { nameOfRound } from './schedule.ts'
import type { Template, TemplateItem, TemplatePhase } from './template.ts'
import type { Window } from './window.ts'

/** What a template says of an item that a launch keeps with it. */
type Words = Pick<TemplateItem, 'text' | 'optional' | 'due' | 'needsEvidence' | 'why' | 'expires'>

/** An item of the list as it will be. */
export type NextItem =
  | { kind: 'same'; item: Item }
  | { kind: 'revised'; item: Item; words: Words }
  | { kind: 'new'; words: TemplateItem }

/** `section` is null where it is new. */
type NextSection = {
  section: Section | null
  name: string
  window: Window | null
  items: NextItem[]
}

/** `phase` is null where it is new; `title` is its name without its round. */
export type NextPhase = {
  phase: Phase | null
  title: string
  name: string
  window: Window | null
  sections: NextSection[]
}

/**
 * What does not come, and why: somebody has worked on what would go; people have changed it in this
 * launch; what has been worked on cannot go where nothing can be done yet.
 */
export type Staying = { text: string; why: 'worked-on' | 'changed-here' | 'waits-there' }

export type BroughtIn = {
  /** The whole list as it will be, in its order; nothing that was worked on is missing. */
  phases: NextPhase[]
  removed: Item[]
  /** What comes. */
  changes: TemplateChange[]
  stays: Staying[]
  /** What counts from the next launch on: who signs off and what is done in an emergency. */
  later: TemplateChange[]
}

const laterKinds = ['role-added', 'role-removed', 'signOff', 'emergency']

/**
 * Brings what differs between two versions into a launch that has the older one. Both are as the launch
 * is tailored. What people have changed in the launch itself stays; of what repeats, the round that is on
 * changes; what is there keeps its order.
 */
export function bringIn(board: Board, before: Template, after: Template): BroughtIn {
  const renames = renamesBetween(before, after)
  const { pairs, base } = pairItems(before, after, renames)
  const list = new List(board, after, renames, pairs)
  const changes = compareTemplates(before, after)
  const applied = pairs.flatMap((pair) => list.bring(pair))
  const windows = changes.filter((change) => change.kind === 'window')
  list.setWindows(base)
  return {
    phases: list.phases,
    removed: list.removed,
    changes: [...changes.filter(({ kind }) => kind === 'renamed'), ...applied, ...windows],
    stays: list.stays,
    later: changes.filter(({ kind }) => laterKinds.includes(kind)),
  }
}

/** A launch's list while a version comes into it. */
class List {
  readonly phases: NextPhase[]
  readonly removed: Item[] = []
  readonly stays: Staying[] = []
  readonly #board: Board
  readonly #after: Template
  /** Where the items of the newer version are here, by their places in it. */
  readonly #found = new Map<PlacedItem, NextItem>()
  /** Where the items of the older one are here. */
  readonly #known = new Map<PlacedItem, NextItem>()
  readonly #siblings: Map<string, PlacedItem[]>

  constructor(
    board: Board,
    after: Template,
    renames: readonly Rename[],
    pairs: readonly ItemPair[],
  ) {
    this.#board = board
    this.#after = after
    this.phases = laidOut(board, renames)
    const news = pairs.flatMap(({ now }) => now ?? [])
    this.#siblings = Map.groupBy(news, placeKey)
    this.#recognise(pairs)
  }

  /** Returns what came of it. */
  bring({ old, now }: ItemPair): TemplateChange[] {
    const here = (old && this.#known.get(old)) ?? (now && this.#found.get(now)) ?? null
    if (!now) return old && here ? this.#remove(old, here) : []
    if (!old) return here ? [] : this.#add(now)
    const wanted = changesOf(old, now).filter(isOfLaunch)
    if (wanted.length === 0) return []
    if (here && this.#known.get(old) === here) return this.#revise(old, now, here, wanted)
    if (!here) this.stays.push({ text: now.item.text, why: 'changed-here' })
    return []
  }

  setWindows(base: Template): void {
    for (const next of this.#after.phases) {
      const was = base.phases.find(({ name }) => nameKey(name) === nameKey(next.name))
      if (!was) continue
      for (const own of this.phases) {
        if (nameKey(own.title) !== nameKey(next.name) || own.phase?.emergencyId) continue
        own.window = next.window
        for (const section of own.sections) {
          const isIt = ({ name }: { name: string }) => nameKey(name) === nameKey(section.name)
          const now = next.sections.find(isIt)
          if (now && was.sections.some(isIt)) section.window = now.window
        }
      }
    }
  }

  /** Knows items again by their words, where they stand or else where nothing else has them. */
  #recognise(pairs: readonly ItemPair[]): void {
    const spots = this.#targets().flatMap((phase) =>
      phase.sections.flatMap((section) =>
        section.items.map((next) => ({ next, place: placeOf(phase, section) })),
      ),
    )
    const byWords = Map.groupBy(spots, ({ next }) => nameKey(textOf(next)))
    const taken = new Set<NextItem>()
    const at = ({ item, ...place }: PlacedItem, isAnywhere: boolean) => {
      const free = (byWords.get(nameKey(item.text)) ?? []).filter(({ next }) => !taken.has(next))
      const there = free.find((spot) => placeKey(spot.place) === placeKey(place))
      const [only, ...others] = free
      const spot = there ?? (isAnywhere && others.length === 0 ? only : undefined)
      if (spot) taken.add(spot.next)
      return spot?.next
    }
    for (const isAnywhere of [false, true]) {
      for (const { old, now } of pairs) {
        if (!old || this.#known.has(old)) continue
        const next = at(old, isAnywhere)
        if (!next) continue
        this.#known.set(old, next)
        if (now) this.#found.set(now, next)
      }
    }
    for (const { now } of pairs) {
      const next = now && !this.#found.has(now) ? at(now, false) : undefined
      if (now && next) this.#found.set(now, next)
    }
  }

  #remove(old: PlacedItem, next: NextItem): TemplateChange[] {
    if (next.kind === 'new') return []
    const { item } = next
    if (item.state !== 'open') {
      this.stays.push({ text: item.text, why: 'worked-on' })
      return []
    }
    const section = this.#sectionWith(next)
    section?.items.splice(section.items.indexOf(next), 1)
    this.removed.push(item)
    return [{ kind: 'removed', text: item.text, phase: old.phase, section: old.section }]
  }

  #add(now: PlacedItem): TemplateChange[] {
    const { item, phase, section } = now
    this.#put(now, { kind: 'new', words: item })
    return [{ kind: 'added', text: item.text, phase, section }]
  }

  #revise(
    old: PlacedItem,
    now: PlacedItem,
    next: NextItem,
    wanted: readonly TemplateChange[],
  ): TemplateChange[] {
    if (next.kind === 'new') return []
    const { item } = next
    const from = this.#sectionWith(next)
    const isMove = wanted.some(({ kind }) => kind === 'moved')
    const words = wordsAfter(item, old.item, now.item)
    const revised: NextItem = { kind: 'revised', item, words }
    this.#found.set(now, revised)
    if (from) from.items[from.items.indexOf(next)] = revised
    // People have moved it themselves, or it could not be there what it is.
    const isHere = from !== undefined && placeKey(this.#placeOf(from)) === placeKey(old)
    const mayMove = isMove && isHere && this.#canBeIn(item, now)
    if (isMove && isHere && !mayMove) this.stays.push({ text: item.text, why: 'waits-there' })
    if (mayMove && from) {
      from.items.splice(from.items.indexOf(revised), 1)
      this.#put(now, revised)
    }
    return wanted.filter(({ kind }) => kind !== 'moved' || mayMove)
  }

  /** As when people move it: see edit-list.ts. */
  #canBeIn(item: Item, place: TemplatePlace): boolean {
    if (item.state === 'open') return true
    const phase = this.#phaseNamed(place.phase)
    if (!phase?.phase || !isOpen(phase.phase)) return false
    const section = sectionNamed(phase, place.section)?.section
    const gate = section && gateState(this.#board, { kind: 'section', id: section.id })
    return item.state !== 'done' || !gate || gate.missing.length === 0
  }

  /** Puts an item between those that are its neighbours in the newer version. */
  #put(now: PlacedItem, next: NextItem): void {
    const siblings = this.#siblings.get(placeKey(now)) ?? []
    const at = siblings.indexOf(now)
    const here = (those: readonly PlacedItem[]) => those.flatMap((it) => this.#found.get(it) ?? [])
    const { items } = this.#sectionAt(now)
    putNear(items, next, here(siblings.slice(0, at)), here(siblings.slice(at + 1)))
    this.#found.set(now, next)
  }

  #sectionAt(place: TemplatePlace): NextSection {
    const template = this.#after.phases.find(({ name }) => nameKey(name) === nameKey(place.phase))
    const phase = this.#phaseNamed(place.phase) ?? this.#addPhase(place.phase, template)
    const known = sectionNamed(phase, place.section)
    if (known) return known
    const all = template?.sections ?? []
    const at = all.findIndex(({ name }) => nameKey(name) === nameKey(place.section))
    const made: NextSection = {
      section: null,
      name: place.section,
      window: all[at]?.window ?? null,
      items: [],
    }
    const here = (those: typeof all) => those.flatMap(({ name }) => sectionNamed(phase, name) ?? [])
    putNear(phase.sections, made, here(all.slice(0, at)), here(all.slice(at + 1)))
    return made
  }

  #addPhase(name: string, template: TemplatePhase | undefined): NextPhase {
    const window = template?.window ?? null
    const made: NextPhase = { phase: null, title: name, name, window, sections: [] }
    const all = this.#after.phases
    const at = all.findIndex((each) => nameKey(each.name) === nameKey(name))
    const here = (those: typeof all) => those.flatMap(({ name }) => this.#phaseNamed(name) ?? [])
    putNear(this.phases, made, here(all.slice(0, at)), here(all.slice(at + 1)))
    return made
  }

  /** The phase of the checklist under a name; of one that repeats, the round that is on. */
  #phaseNamed(name: string): NextPhase | undefined {
    return this.#targets().find(({ title }) => nameKey(title) === nameKey(name))
  }

  #targets(): NextPhase[] {
    return this.phases.filter(({ phase }) => !phase?.emergencyId && !phase?.endedAt)
  }

  #sectionWith(next: NextItem): NextSection | undefined {
    return this.phases.flatMap(({ sections }) => sections).find(({ items }) => items.includes(next))
  }

  #placeOf(section: NextSection): TemplatePlace {
    const phase = this.phases.find(({ sections }) => sections.includes(section))
    return { phase: phase?.title ?? '', section: section.name }
  }
}

/** What a launch has, under the names of now. */
function laidOut({ phases }: Board, renames: readonly Rename[]): NextPhase[] {
  const nameOf = (phase: string, section: string | null) =>
    renames.find((each) => {
      if (nameKey(each.phase) !== nameKey(phase)) return false
      return section === null
        ? each.section === null
        : each.section !== null && nameKey(each.section) === nameKey(section)
    })?.name
  return phases.map((phase) => {
    const first = phases.find(({ id }) => id === phase.seriesId) ?? phase
    const isOwn = phase.emergencyId !== null
    const title = (!isOwn && nameOf(first.name, null)) || first.name
    return {
      phase,
      title,
      name: nameOfRound(title, phase.round),
      window: phase.window,
      sections: phase.sections.map((section) => ({
        section,
        name: (!isOwn && nameOf(first.name, section.name)) || section.name,
        window: section.window,
        items: section.items.map((item): NextItem => ({ kind: 'same', item })),
      })),
    }
  })
}

/** What of an item's marks a launch keeps; who has to see to it people say in the launch. */
const kept = ['optional', 'due', 'needsEvidence', 'why', 'expires']

function isOfLaunch(change: TemplateChange): boolean {
  return change.kind !== 'marked' || change.marks.some((mark) => kept.includes(mark))
}

/** An item's words with what differs between two versions of them; the rest is as the launch has it. */
function wordsAfter(item: Item, old: TemplateItem, now: TemplateItem): Words {
  const mine: Words = { ...item, due: item.dueMark }
  const next = <K extends keyof Words>(key: K): Words[K] =>
    JSON.stringify(old[key]) === JSON.stringify(now[key]) ? mine[key] : now[key]
  return {
    text: next('text'),
    optional: next('optional'),
    due: next('due'),
    needsEvidence: next('needsEvidence'),
    why: next('why'),
    expires: next('expires'),
  }
}

function textOf(next: NextItem): string {
  return next.kind === 'new' ? next.words.text : next.item.text
}

function placeOf({ title }: NextPhase, { name }: NextSection): TemplatePlace {
  return { phase: title, section: name }
}

function sectionNamed({ sections }: NextPhase, name: string): NextSection | undefined {
  return sections.find((section) => nameKey(section.name) === nameKey(name))
}

/** Puts something behind the last of those that come before it, or else before the first that comes after. */
function putNear<T>(list: T[], made: T, before: readonly T[], after: readonly T[]): void {
  const previous = before.findLast((each) => list.includes(each))
  const next = after.find((each) => list.includes(each))
  const index = previous ? list.indexOf(previous) + 1 : next ? list.indexOf(next) : list.length
  list.splice(index, 0, made)
}
