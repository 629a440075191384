/** What past launches say about a checklist: what of it to cut, to plan earlier, to split, to say better, to add. */

import {
  type PlacedItem,
  pairItems,
  placedIn,
  placeKey,
  renamesBetween,
  type TemplatePlace,
} from './compare-templates.ts'
import { differenceInMinutes } from './dates.ts'
import type { Event } from './event.ts'
import { type ItemState, isSettled } from './item.ts'
import { nameKey } from './launch.ts'
import type { Template } from './template.ts'

/** An item of a launch that has ended, as it was left. */
export type PastItem = TemplatePlace & {
  text: string
  state: ItemState
  /** Its last change of state. */
  changed: Date | null
  due: Date | null
  /** When its phase was opened. */
  opened: Date | null
  isRemoved: boolean
  /** Its entries in the record, oldest first. */
  history: readonly Event[]
}

/** A launch with the version of the template that it had in the end. */
export type PastLaunch = { template: Template; ended: Date; items: readonly PastItem[] }

/** In how many launches an item was there, and in how many of these it was what. */
export type ItemReview = TemplatePlace & {
  text: string
  launches: number
  notApplicable: number
  removed: number
  /** Left open when the launch ended. */
  leftOpen: number
  /** Done after it was due, or not done until the launch ended, which was after it was due. */
  late: number
  blocked: number
  /** Ticked, and taken back when it was no slip of the finger. */
  undone: number
  /** From when somebody began, or else its phase opened, until it was done: in milliseconds, at the median. */
  took: number | null
}

export const suggestionKinds = ['cut', 'earlier', 'split', 'clarify'] as const
export type SuggestionKind = (typeof suggestionKinds)[number]

export type Review = {
  launches: number
  /** As the newest version has them. */
  items: ItemReview[]
  suggestions: { kind: SuggestionKind; item: ItemReview }[]
  /** What people added to their launches by hand, and in how many. */
  added: (TemplatePlace & { text: string; launches: number })[]
}

/** Fewer launches than these are chance. */
const fewest = 2
/** What happens in this part of the launches is no exception. */
const often = 0.5
/** What takes so many times as long as an item usually does, and no less than a day, is several things. */
const long = 4
const day = 24 * 60 * 60_000
/** A tick that is taken back sooner was a slip of the finger. In minutes. */
const slipMinutes = 5

/** Looks at launches that have ended, each with a version of the template, through its newest one. */
export function reviewOf(newest: Template, launches: readonly PastLaunch[]): Review {
  const items = new Map<PlacedItem['item'], { place: TemplatePlace; past: Fact[] }>()
  const added = new Map<string, { first: PastItem; launches: number }>()
  for (const { item, ...place } of placedIn(newest)) items.set(item, { place, past: [] })
  for (const launch of launches) {
    const known = recognised(newest, launch)
    for (const past of launch.items) {
      const item = known.get(past)
      if (item) items.get(item)?.past.push(factOf(past, launch.ended))
      else if (isAddedByHand(past)) {
        const key = nameKey(past.text)
        const count = added.get(key)
        added.set(key, { first: count?.first ?? past, launches: (count?.launches ?? 0) + 1 })
      }
    }
  }
  const reviews = [...items].map(([{ text }, { place, past }]) => reviewed(text, place, past))
  const usual = median(reviews.flatMap(({ took }) => took ?? []))
  return {
    launches: launches.length,
    items: reviews,
    suggestions: suggestionKinds.flatMap((kind) =>
      reviews.filter((item) => calls[kind](item, usual)).map((item) => ({ kind, item })),
    ),
    added: [...added.values()]
      .map(({ first: { text, phase, section }, launches }) => ({ text, phase, section, launches }))
      .sort((one, other) => other.launches - one.launches),
  }
}

/** What calls for what. */
const calls: Record<SuggestionKind, (item: ItemReview, usual: number | null) => boolean> = {
  cut: (item) => isOften(item, item.notApplicable + item.removed + item.leftOpen),
  earlier: (item) => isOften(item, item.late),
  split: (item, usual) =>
    isOften(item, item.blocked) ||
    (item.launches >= fewest &&
      item.took !== null &&
      usual !== null &&
      item.took >= day &&
      item.took >= long * usual),
  clarify: (item) => isOften(item, item.undone),
}

function isOften({ launches }: ItemReview, times: number): boolean {
  return launches >= fewest && times >= often * launches
}

/** The items of a launch that the newest version still has, by the words that they had first. */
function recognised(newest: Template, { template, items }: PastLaunch) {
  const { pairs } = pairItems(template, newest, renamesBetween(template, newest))
  const own = new Map(
    pairs.flatMap(({ old, now }) => (old && now ? [[old.item, now.item] as const] : [])),
  )
  const byWords = Map.groupBy(placedIn(template), ({ item }) => nameKey(item.text))
  const found = new Map<PastItem, PlacedItem['item']>()
  for (const past of items) {
    const those = byWords.get(nameKey(firstWords(past))) ?? []
    const there = those.find((each) => placeKey(each) === placeKey(past))
    const [only, ...others] = those
    const old = there ?? (others.length === 0 ? only : undefined)
    const now = old && own.get(old.item)
    if (now && !isAddedByHand(past)) found.set(past, now)
  }
  return found
}

function firstWords({ text, history }: PastItem): string {
  for (const event of history) {
    if (event.type === 'item.reworded' && event.data.version === undefined) return event.data.before
  }
  return text
}

function isAddedByHand({ history }: PastItem): boolean {
  return history.some((event) => event.type === 'item.added' && event.data.version === undefined)
}

type Fact = {
  [K in 'notApplicable' | 'removed' | 'leftOpen' | 'late' | 'blocked' | 'undone']: boolean
} & { took: number | null }

function factOf(past: PastItem, ended: Date): Fact {
  const { state, changed, due, history, isRemoved } = past
  const isDone = state === 'done'
  const until = isDone ? changed : isSettled({ state }) ? null : ended
  return {
    notApplicable: state === 'not-applicable' && !isRemoved,
    removed: isRemoved,
    leftOpen: !isSettled({ state }) && !isRemoved,
    late: !isRemoved && due !== null && until !== null && until > due,
    blocked: history.some(({ type }) => type === 'item.blocked'),
    undone: isUndone(history),
    took: isDone && !isRemoved ? tookOf(past) : null,
  }
}

function isUndone(history: readonly Event[]): boolean {
  let ticked: Date | null = null
  for (const { type, at } of history) {
    if (type === 'item.ticked') ticked = at
    const isBack = type === 'item.undone' || type === 'item.reopened'
    if (isBack && ticked && differenceInMinutes(at, ticked) >= slipMinutes) return true
    if (isBack) ticked = null
  }
  return false
}

function tookOf({ changed, opened, history }: PastItem): number | null {
  const begun = history.find(({ type }) => type === 'item.started')?.at ?? opened
  return changed && begun && changed >= begun ? Number(changed) - Number(begun) : null
}

function reviewed(text: string, place: TemplatePlace, past: readonly Fact[]): ItemReview {
  const count = (what: keyof Omit<Fact, 'took'>) => past.filter((fact) => fact[what]).length
  return {
    text,
    ...place,
    launches: past.length,
    notApplicable: count('notApplicable'),
    removed: count('removed'),
    leftOpen: count('leftOpen'),
    late: count('late'),
    blocked: count('blocked'),
    undone: count('undone'),
    took: median(past.flatMap(({ took }) => took ?? [])),
  }
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** What an emergency asked to do so that it does not happen again. */
export type Measure = { text: string; launchName: string; emergency: number; isDone: boolean }

/** The measures that a checklist does not have yet: not what its own procedure says to do afterwards. */
export function measuresToAdd(newest: Template, measures: readonly Measure[]): Measure[] {
  const items = newest.phases.flatMap(({ sections }) => sections.flatMap((it) => it.items))
  const points = (newest.emergency?.steps ?? []).flatMap(({ kind, points }) =>
    kind === 'follow-up' ? points : [],
  )
  const known = new Set([...items.map(({ text }) => text), ...points].map(nameKey))
  return measures.filter(({ text }) => !known.has(nameKey(text)))
}
