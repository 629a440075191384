/**
 * Ten days of people, launches and a clock, simulated: whatever happens in them, the promises of
 * reminders are kept. What is promised is worked out here by other means than the domain's.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dueIn } from '../../src/domain/due.ts'
import { type Habits, momentOf } from '../../src/domain/habits.ts'
import { type ItemState, isSettled, itemStates } from '../../src/domain/item.ts'
import {
  isFullList,
  nextReminder,
  type Reminder,
  type ReminderKind,
  stillStands,
} from '../../src/domain/reminder.ts'
import { type Snooze, snoozes, snoozeUntil } from '../../src/domain/snooze.ts'
import type { Window } from '../../src/domain/window.ts'
import type { ListedItem, Workload } from '../../src/domain/workload.ts'
import { aLaunch, anItem, aPlan } from '../support/builders.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMinutes = 24 * 60
const spanMinutes = 10 * dayMinutes
/** What the store looks back at, and ahead to. */
const sentMs = 3 * dayMinutes * minuteMs
const aheadMs = 9 * dayMinutes * minuteMs

const zones = [
  ...['UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/St_Johns'],
  ...['America/Los_Angeles', 'America/Santiago', 'Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Tokyo'],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'],
]
/** A few days before clocks change, in one zone or another. */
const changes = [
  ...['2026-03-05', '2026-03-25', '2026-04-01', '2026-09-02', '2026-09-23', '2026-09-30'],
  ...['2026-10-21', '2026-10-28', '2027-03-10', '2027-03-24', '2027-10-27'],
]

/** All times are minutes since the story began, as somebody counts them whose clock never jumps. */
type Story = {
  start: Date
  people: {
    zone: string
    habits: Omit<Habits, 'pausedUntil'>
    /** Paused for so many days from the start. */
    pausedDays: number | null
    quiet: { at: number; minutes: number } | null
    move: { at: number; zone: string } | null
  }[]
  launches: {
    zone: string
    lead: number
    t0: number
    move: { at: number; by: number } | null
  }[]
  items: {
    launch: number
    /** From when its phase is open; null: never. */
    opens: number | null
    owners: number[]
    /** From when they own it and have to be told; null: they did and were before. */
    given: number | null
    due: { window: Window } | { at: number } | null
    state: ItemState
    changes: { at: number; state: ItemState }[]
  }[]
  snoozes: { at: number; person: number; item: number; choice: Snooze | { days: number } }[]
  /** When nobody asks. */
  downs: { at: number; minutes: number }[]
  jumps: { at: number; by: number }[]
  /** How many minutes lie between one time of asking and the next, over and over. */
  gaps: number[]
}

const during = fc.nat({ max: spanMinutes })
const between = (min: number, max: number) => fc.integer({ min, max })
const maybe = <T>(each: fc.Arbitrary<T>, freq = 2) => fc.option(each, { nil: null, freq })
const clockTime = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((each) => `${each}`.padStart(2, '0')).join(':')

const zone = fc.constantFrom(...zones)
const habits = fc
  .record({
    days: fc.oneof(
      { weight: 3, arbitrary: fc.constant<number[]>([1, 2, 3, 4, 5]) },
      { weight: 1, arbitrary: fc.subarray([1, 2, 3, 4, 5, 6, 7]) },
    ),
    from: fc.oneof(
      { weight: 3, arbitrary: between(16, 40) },
      { weight: 1, arbitrary: between(0, 80) },
    ),
    length: fc.oneof(between(28, 40), between(4, 40)),
    remindAfter: fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 30 })),
  })
  .map(({ days, from, length, remindAfter }) => {
    const to = Math.min(from + length, 95)
    const remindAt = Math.min(from + remindAfter, to - 3)
    const [fromTime, toTime, time] = [from, to, remindAt].map((quarter) => clockTime(quarter * 15))
    return { days, from: fromTime ?? '', to: toTime ?? '', remindAt: time ?? '' }
  })

const windows: Window[] = [
  { kind: 'before', fromDays: 14, toDays: 7 },
  { kind: 'before', fromDays: 3, toDays: 1 },
  { kind: 'before', fromDays: 3, toDays: 0 },
  { kind: 'day' },
  { kind: 'morning' },
  { kind: 'after', hours: 1 },
  { kind: 'after', hours: 24 },
  { kind: 'after', hours: 168 },
  { kind: 'every', unit: 'week' },
]

function stories({ isSteady }: { isSteady: boolean }): fc.Arbitrary<Story> {
  const unsteady = <T>(each: fc.Arbitrary<T>, otherwise: T) =>
    isSteady ? fc.constant(otherwise) : each
  const person = fc.record({
    zone,
    habits,
    pausedDays: maybe(between(-2, 8), 5),
    quiet: maybe(fc.record({ at: during, minutes: between(30, 2 * dayMinutes) })),
    move: unsteady(maybe(fc.record({ at: during, zone })), null),
  })
  const launch = fc.record({
    zone,
    lead: fc.nat({ max: 4 }),
    t0: between(-2 * dayMinutes, 14 * dayMinutes),
    move: maybe(fc.record({ at: during, by: between(-5 * dayMinutes, 5 * dayMinutes) })),
  })
  const state = fc.constantFrom(...itemStates)
  const item = fc.record({
    launch: fc.nat({ max: 2 }),
    opens: fc.oneof(
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 2, arbitrary: during },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    owners: fc.uniqueArray(fc.nat({ max: 4 }), { maxLength: 3 }),
    given: maybe(during),
    due: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...windows).map((window) => ({ window })) },
      { weight: 3, arbitrary: between(-dayMinutes, spanMinutes).map((at) => ({ at })) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    state: fc.oneof(
      { weight: 4, arbitrary: fc.constant('open' as const) },
      { weight: 1, arbitrary: state },
    ),
    changes: fc.array(fc.record({ at: during, state }), { maxLength: 3 }),
  })
  const snooze = fc.record({
    at: during,
    person: fc.nat({ max: 4 }),
    item: fc.nat({ max: 24 }),
    choice: fc.oneof(
      fc.constantFrom(...snoozes),
      between(1, 6).map((days) => ({ days })),
    ),
  })
  // Odd milliseconds: no moment comes twice to the millisecond.
  const jump = between(-3 * dayMinutes, 3 * dayMinutes).map((by) => by * minuteMs + 1234)
  return fc
    .record({
      start: fc
        .tuple(
          fc.oneof(
            fc.constantFrom(...changes).map((date) => Date.parse(date)),
            fc.nat({ max: 700 }).map((day) => Date.UTC(2026, 0, 1 + day)),
          ),
          fc.nat({ max: dayMinutes - 1 }),
        )
        .map(([day, minute]) => new Date(day + minute * minuteMs)),
      people: fc.array(person, { minLength: 1, maxLength: 5 }),
      launches: fc.array(launch, { minLength: 1, maxLength: 3 }),
      items: fc.array(item, { maxLength: 25, size: 'max' }),
      opening: maybe(fc.record({ day: between(1, 8), after: between(16, 180) })),
      snoozes: fc.array(snooze, { maxLength: 12, size: 'max' }),
      downs: fc.array(fc.record({ at: during, minutes: between(20, 3 * dayMinutes) }), {
        maxLength: 2,
      }),
      jumps: unsteady(fc.array(fc.record({ at: during, by: jump }), { maxLength: 3 }), []),
      gaps: fc.array(between(5, 15), { minLength: 1, maxLength: 5 }),
    })
    .map(({ opening, ...story }): Story => {
      const first = story.people[0]
      if (!opening || !first) return story
      // All is of one phase: who does not lead has nothing due until it is opened, in their day.
      const { zone, habits } = first
      const date = laterDate(shownIn(zone, story.start).date, opening.day)
      const slot = Number(momentOf(date, habits.remindAt, zone)) - Number(story.start)
      const opens = Math.floor(slot / minuteMs) + opening.after
      return { ...story, items: story.items.map((each) => ({ ...each, opens })) }
    })
    .map((story) => Object.assign(story, { [fc.toStringMethod]: () => told(story) }))
}

/** A story as a person reads it. */
function told(story: Story): string {
  const at = (minutes: number) =>
    new Date(Number(story.start) + minutes * minuteMs).toISOString().slice(0, 16)
  const [people, launches, items] = [
    story.people.map(
      ({ zone, habits, pausedDays, quiet, move }, index) =>
        `U${index}: ${zone}, days ${habits.days.join('')}, ${habits.from}-${habits.to}, reminded at ${habits.remindAt}` +
        (pausedDays === null ? '' : `, paused for ${pausedDays} days`) +
        (quiet ? `, quiet from ${at(quiet.at)} for ${quiet.minutes} min` : '') +
        (move ? `, in ${move.zone} from ${at(move.at)}` : ''),
    ),
    story.launches.map(
      ({ zone, lead, t0, move }, index) =>
        `L${index}: T-0 ${at(t0)} in ${zone}, led by U${lead % story.people.length}` +
        (move ? `, moved by ${move.by} min at ${at(move.at)}` : ''),
    ),
    story.items.map(
      ({ launch, opens, owners, given, due, state, changes }, index) =>
        `I${index}: L${launch % story.launches.length}, ${state}` +
        changes.map((change) => `, ${change.state} at ${at(change.at)}`).join('') +
        `, owners ${[...new Set(owners.map((owner) => `U${owner % story.people.length}`))].join(' ') || 'none'}` +
        (given === null ? '' : ` from ${at(given)}`) +
        `, due ${due === null ? 'never' : 'at' in due ? at(due.at) : JSON.stringify(due.window)}` +
        (opens === 0 ? '' : `, phase opens ${opens === null ? 'never' : at(opens)}`),
    ),
  ]
  const others = [
    ...story.snoozes.map(
      ({ at: when, person, item, choice }) =>
        `U${person % story.people.length} puts off I${item % Math.max(1, story.items.length)} at ${at(when)}: ${JSON.stringify(choice)}`,
    ),
    ...story.downs.map(({ at: when, minutes }) => `down from ${at(when)} for ${minutes} min`),
    ...story.jumps.map(({ at: when, by }) => `at ${at(when)} the clock jumps by ${by} ms`),
    `asked every ${story.gaps.join(', ')} min from ${at(0)}`,
  ]
  return ['', ...people, ...launches, ...items, ...others].join('\n  ')
}

/** So long nobody looks again at whom there was nothing to remind of; see `isLookedAt`. */
const lookAgainMs = 15 * minuteMs
/** The same outside of the hours for lists of the day: for who has something else to hear of. */
const seldomMs = hourMs

const formats = new Map<string, Intl.DateTimeFormat>()

/** What a clock in the zone shows, "2026-12-07 10:30"; not by the means of the domain. */
function shownIn(zone: string, moment: number | Date): { date: string; time: string } {
  const options = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', options)
  formats.set(zone, format)
  const [date = '', time = ''] = format.format(moment).split(' ')
  return { date, time }
}

function weekdayOf(date: string): number {
  return new Date(date).getUTCDay() || 7
}

function laterDate(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMinutes * minuteMs).toISOString().slice(0, 10)
}

type Sent = { kind: ReminderKind; slot: string; at: Date; itemIds: string[] }

type Reader = {
  id: string
  zone: string
  habits: Habits
  sent: Sent[]
  snoozed: Map<string, Date>
  untold: Map<string, { at: Date; by: string }>
  /** When there was last nothing to remind them of. */
  lookedAt: Date | null
  /** What each full list had a cause to hold. */
  fullLists: { at: Date; known: Set<string> }[]
  /** What there is cause to remind of today, and since when; while it is time for that. */
  causes: { date: string; since: Map<string, Date> }
}

type Counts = Record<ReminderKind | 'checked', number>

/** Lives through a story; throws at the first promise that is broken. */
function live(story: Story, counts: Counts): void {
  const clockAt = (minutes: number) => {
    const jumped = story.jumps.filter(({ at }) => at <= minutes).map(({ by }) => by)
    return new Date(
      Number(story.start) + minutes * minuteMs + jumped.reduce((sum, by) => sum + by, 0),
    )
  }
  const momentAt = (minutes: number) => new Date(Number(story.start) + minutes * minuteMs)

  const readers = story.people.map(
    ({ zone, habits, pausedDays }, index): Reader => ({
      id: `U${index}`,
      zone,
      habits: {
        ...habits,
        pausedUntil:
          pausedDays === null ? null : laterDate(shownIn(zone, story.start).date, pausedDays),
      },
      sent: [],
      snoozed: new Map(),
      untold: new Map(),
      lookedAt: null,
      fullLists: [],
      causes: { date: '', since: new Map() },
    }),
  )
  const readerOf = (number: number) => readers[number % readers.length] as Reader
  const launches = story.launches.map(({ zone, lead, t0 }, index) =>
    aLaunch({ id: `L${index}`, zone, t0: momentAt(t0), leadId: readerOf(lead).id }),
  )
  const entries = story.items.map((told, index) => {
    const item = anItem({ id: `I${index}`, state: told.state })
    const number = told.launch % launches.length
    const launch = () => launches[number] as (typeof launches)[number]
    const owners = [...new Set(told.owners.map((owner) => readerOf(owner).id))]
    const people = told.given === null ? owners : []
    return { told, item, launch, owners, people, isOpen: told.opens === 0 }
  })
  type Entry = (typeof entries)[number]
  const byId = new Map(entries.map((entry) => [entry.item.id, entry]))

  const planAll = () => {
    for (const { told, item, launch } of entries) {
      const { t0, zone } = launch()
      if (told.due === null) item.due = null
      else if ('at' in told.due) item.due = { at: momentAt(told.due.at), by: 'hand' }
      else item.due = { at: dueIn(told.due.window, aPlan({ t0, zone })) as Date, by: 'plan' }
    }
  }
  planAll()

  const happenings = [
    ...story.people.flatMap(({ move }, index) =>
      move
        ? [{ at: move.at, happen: () => Object.assign(readerOf(index), { zone: move.zone }) }]
        : [],
    ),
    ...story.launches.flatMap(({ move }, index) => {
      const happen = (by: number) => {
        const launch = launches[index] as (typeof launches)[number]
        launches[index] = { ...launch, t0: new Date(Number(launch.t0) + by * minuteMs) }
        planAll()
      }
      return move ? [{ at: move.at, happen: () => happen(move.by) }] : []
    }),
    ...entries.flatMap((entry) => {
      const { told, item, owners, launch } = entry
      const give = (at: number) => {
        entry.people = owners
        const gift = { at: clockAt(at), by: launch().leadId }
        for (const reader of readers) {
          if (owners.includes(reader.id)) reader.untold.set(item.id, gift)
        }
      }
      return [
        ...told.changes.map(({ at, state }) => ({
          at,
          happen: () => Object.assign(item, { state }),
        })),
        ...(told.opens
          ? [{ at: told.opens, happen: () => Object.assign(entry, { isOpen: true }) }]
          : []),
        ...(told.given === null
          ? []
          : [{ at: told.given, happen: () => give(told.given as number) }]),
      ]
    }),
    ...story.snoozes.flatMap(({ at, person, item, choice }) => {
      const reader = readerOf(person)
      const entry = entries[item % Math.max(1, entries.length)]
      const happen = () => {
        const now = clockAt(at)
        const wish =
          typeof choice === 'string'
            ? choice
            : { date: laterDate(shownIn(reader.zone, now).date, choice.days) }
        const until = snoozeUntil(wish, now, reader)
        if (entry && until > now) reader.snoozed.set(entry.item.id, until)
      }
      return [{ at, happen }]
    }),
  ].sort((one, other) => one.at - other.at)

  const listedFor = (reader: Reader, { item, launch, people, isOpen }: Entry): ListedItem => ({
    item,
    launch: launch(),
    phase: { id: 'P', name: 'Phase', emergencyId: null, isOpen },
    section: { id: 'S', name: 'Section' },
    people,
    snoozedUntil: reader.snoozed.get(item.id) ?? null,
    remindedAt: null,
    given: reader.untold.get(item.id) ?? null,
  })

  /** When they were last reminded of what, as far as the store looks back. */
  const remindedOf = (reader: Reader, now: Date): Map<string, Date> => {
    const reminded = new Map<string, Date>()
    for (const { at, itemIds } of reader.sent) {
      if (Number(at) <= Number(now) - sentMs) continue
      for (const id of itemIds) {
        const before = reminded.get(id)
        if (!before || before < at) reminded.set(id, at)
      }
    }
    return reminded
  }

  /** What the store reads: what is unsettled and theirs, or due soon where they lead. */
  const workloadOf = (reader: Reader, now: Date): Workload => {
    const reminded = remindedOf(reader, now)
    const unsettled = entries.filter(({ item }) => !isSettled(item))
    const list = (some: Entry[]) =>
      some.map((entry) => ({
        ...listedFor(reader, entry),
        remindedAt: reminded.get(entry.item.id) ?? null,
      }))
    const isOwn = ({ people }: Entry) => people.includes(reader.id)
    const isLed = ({ item, launch }: Entry) =>
      launch().leadId === reader.id &&
      item.due !== null &&
      Number(item.due.at) < Number(now) + aheadMs
    return {
      own: list(unsettled.filter(isOwn)),
      led: list(unsettled.filter((entry) => !isOwn(entry) && isLed(entry))),
    }
  }

  const ask = (reader: Reader, now: Date, minutes: number) => {
    const { id, zone, habits } = reader
    const quiet = story.people[Number(id.slice(1))]?.quiet
    const isQuiet = quiet != null && quiet.at <= minutes && minutes < quiet.at + quiet.minutes
    const quietUntil = isQuiet ? clockAt(quiet.at + quiet.minutes) : null
    const stillQuiet = quietUntil !== null && quietUntil > now
    const here = shownIn(zone, now)
    const broken = (promise: string, reminder: Reminder | null = null): never => {
      const what = reminder
        ? ` (${reminder.kind} "${reminder.slot}": ${reminder.items.map(({ listed, why }) => `${listed.item.id} ${why}`).join(', ')})`
        : ''
      const before = reader.sent
        .slice(-6)
        .map(({ kind, at, itemIds }) => `${at.toISOString()} ${kind} ${itemIds.join(' ')}`)
      throw new Error(
        `${id} at ${now.toISOString()}, there ${here.date} ${here.time}: ${promise}${what}\n  sent before:\n    ${before.join('\n    ')}`,
      )
    }

    const isAwake = (itemId: string) => {
      const until = reader.snoozed.get(itemId)
      return until === undefined || until <= now
    }
    const isPaused = habits.pausedUntil !== null && here.date < habits.pausedUntil
    const workload = workloadOf(reader, now)
    const part = new Set([...workload.own, ...workload.led].map(({ launch }) => launch))
    const launchDays = [...part].map(({ t0 }) => shownIn(zone, t0).date)
    const worksOn = (date: string) =>
      habits.days.includes(weekdayOf(date)) || launchDays.includes(date)
    const tomorrow = laterDate(here.date, 1)
    const week = [1, 2, 3, 4, 5, 6, 7].map((days) => laterDate(here.date, days))
    const nextDay = week.find(worksOn) ?? tomorrow
    /** Whether it is a cause for a list of everything. */
    const isCause = ({ item, people, launch, isOpen }: Entry) => {
      if (isSettled(item) || item.due === null || !isAwake(item.id)) return false
      const due = item.due.at
      const isSoon = shownIn(zone, due).date <= nextDay
      const { t0, zone: where, leadId } = launch()
      if (!isOpen) return leadId === id && isSoon
      if (people.includes(id)) return isSoon
      if (leadId !== id) return false
      if (people.length === 0) return isSoon
      const sinceT0 = Number(due) - Number(t0)
      const isOfLaunchDay =
        shownIn(where, due).date === shownIn(where, t0).date ||
        (sinceT0 >= 0 && sinceT0 <= 2 * hourMs)
      return Number(now) - Number(due) >= (isOfLaunchDay ? 2 : 24) * hourMs
    }
    const isToday = (at: Date) => shownIn(zone, at).date === here.date
    /** Whether they were reminded of it on this date, as far as the store looks back. */
    const isHeard = (itemId: string) => {
      const last = remindedOf(reader, now).get(itemId)
      return last !== undefined && isToday(last)
    }

    // What there has been cause to remind of for long enough to be looked at, at any time of the
    // hours in which lists of the day come.
    const isReminderTime =
      worksOn(here.date) && !isPaused && here.time >= habits.remindAt && here.time < habits.to
    const waits = Number(now) - Number(reader.lookedAt ?? 0)
    const isLookedAt = waits >= 0 && waits < (isReminderTime ? lookAgainMs : seldomMs)
    if (!isReminderTime || stillQuiet || reader.causes.date !== here.date) {
      reader.causes = { date: here.date, since: new Map() }
    }
    const { since } = reader.causes
    for (const entry of isReminderTime && !stillQuiet ? entries : []) {
      if (!isCause(entry)) since.delete(entry.item.id)
      else if (!since.has(entry.item.id)) since.set(entry.item.id, now)
    }
    // Who moves to where it is yesterday had the reminder of that date before they came.
    const hadElsewhere = reader.sent.some(
      ({ kind, slot, at }) => kind === 'daily' && slot === here.date && !isToday(at),
    )
    const lists = reader.fullLists.filter(({ at }) => isToday(at))
    const expected = [...since]
      .filter(([, from]) => Number(now) - Number(from) >= lookAgainMs)
      .map(([itemId]) => itemId)
      // What comes up after the list of the day waits for that of the next.
      .filter((itemId) => !hadElsewhere && lists.every(({ known }) => known.has(itemId)))

    const check = (reminder: Reminder) => {
      const { kind, slot, items } = reminder
      const wasOn = ({ at }: Sent) => isToday(at)

      // (a) Once.
      if (reader.sent.some((each) => each.kind === kind && each.slot === slot)) {
        broken('one occasion, one reminder', reminder)
      }
      if (kind === 'daily' && reader.sent.some((each) => each.kind === kind && wasOn(each))) {
        broken('one daily reminder a day', reminder)
      }
      const isSecond = reader.sent.some((each) => isFullList(each.kind) && wasOn(each))
      if (kind === 'daily' && isSecond) {
        broken('no daily reminder after a list of everything', reminder)
      }

      // (b) When they work, and want to hear of it.
      if (stillQuiet) broken('nobody is disturbed', reminder)
      if (isPaused && kind !== 'given') broken('a pause is kept', reminder)
      const isAtWork = worksOn(here.date) && here.time >= habits.from && here.time < habits.to
      if ((kind === 'daily' || kind === 'snoozed') && !isAtWork) {
        broken('only in working hours', reminder)
      }
      if (kind === 'daily' && here.time < habits.remindAt) broken('not too early', reminder)

      for (const entry of items) {
        const { item } = entry.listed
        const known = byId.get(item.id) as Entry
        // (c) Nothing that is settled; and all of it stands as it is posted, put off no more.
        if (isSettled(item)) broken('nothing that is settled', reminder)
        const posted = { ...entry, listed: { ...entry.listed, snoozedUntil: null } }
        if (!stillStands(posted, id, now)) broken(`${item.id} stands as it is sent`, reminder)
        // (f) Only to those whose it is.
        if (!known.people.includes(id) && known.launch().leadId !== id) {
          broken(`${item.id} is theirs`, reminder)
        }
        if (kind === 'given' && !reader.untold.has(item.id)) broken('given once', reminder)
        if (kind === 'snoozed' && !reader.snoozed.has(item.id)) broken('put off once', reminder)
        if (kind !== 'given' && !isAwake(item.id)) broken(`${item.id} was put off`, reminder)
      }
      // (e) Nothing due, or of a day nothing that is new, nothing sent.
      if (items.length === 0) broken('no reminder of nothing', reminder)
      const causes = items
        .map(({ listed }) => byId.get(listed.item.id) as Entry)
        .filter((entry) => isCause(entry))
      if (kind !== 'given' && kind !== 'snoozed' && causes.length === 0) {
        broken('nothing due, nothing sent', reminder)
      }
      if (kind === 'daily' && causes.every(({ item }) => isHeard(item.id))) {
        broken('nothing is said of what they heard of today', reminder)
      }
    }

    // As the command asks: again, until nothing is left. Another process that asks meanwhile is
    // one of these again, for it waits and sees what was remembered.
    const person = { id, zone, habits, quietUntil }
    const sent = () => recent(reader, now)
    let reminder: Reminder | null = null
    if (!isLookedAt) {
      const mayHave = nextReminder({ ...person, quietUntil: null }, workload, sent(), now)
      if (!mayHave) reader.lookedAt = now
      else reminder = stillQuiet ? nextReminder(person, workload, sent(), now) : mayHave
    }
    for (let round = 1; reminder; round++) {
      check(reminder)
      const { kind, slot, items } = reminder
      counts[kind]++
      const itemIds = items.map(({ listed }) => listed.item.id)
      reader.sent.push({ kind, slot, at: now, itemIds })
      if (isFullList(kind)) {
        const known = entries.filter(isCause)
        reader.fullLists.push({ at: now, known: new Set(known.map(({ item }) => item.id)) })
      }
      for (const itemId of itemIds) {
        reader.untold.delete(itemId)
        reader.snoozed.delete(itemId)
      }
      if (round === 8) broken('asking comes to an end', reminder)
      const again = workloadOf(reader, now)
      reminder = nextReminder(person, again, sent(), now)
    }

    // (d) Nothing that is due is left out of the day.
    const heard = new Set(
      reader.sent.filter(({ at }) => isToday(at)).flatMap(({ itemIds }) => itemIds),
    )
    counts.checked += expected.length
    for (const itemId of expected) {
      if (!heard.has(itemId)) broken(`${itemId} is due and in no reminder of the day`)
    }
  }

  const recent = (reader: Reader, now: Date) =>
    reader.sent.filter(({ at }) => Number(at) > Number(now) - sentMs)

  let next = 0
  for (let minutes = 0, scan = 0; minutes <= spanMinutes; scan++) {
    while (next < happenings.length && (happenings[next]?.at ?? 0) <= minutes) {
      happenings[next++]?.happen()
    }
    const isDown = story.downs.some(
      (down) => down.at <= minutes && minutes < down.at + down.minutes,
    )
    if (!isDown) for (const reader of readers) ask(reader, clockAt(minutes), minutes)
    minutes += story.gaps[scan % story.gaps.length] ?? 15
  }
}

/** Each with a clock that runs and people who stay, and with clocks that jump and people who travel. */
test('reminders keep their promises', () => {
  const counts: Counts = {
    ...{ daily: 0, 'before-t0': 0, due: 0, late: 0, snoozed: 0, given: 0, nudge: 0, checked: 0 },
  }
  for (const isSteady of [true, false]) {
    fc.assert(
      fc.property(stories({ isSteady }), (story) => live(story, counts)),
      // Shrinking ends before the test would time out, with the smallest story so far.
      { numRuns: 20, interruptAfterTimeLimit: 13_000 },
    )
  }
  // The stories are about something.
  const { nudge: _, ...seen } = counts
  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([])
})
