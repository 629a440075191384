/** The history of a launch, an item or a person: the record in sentences, filtered, in pages. */
import { TZDate } from '@date-fns/tz'
import type { ActionsBlockElement, KnownBlock, ModalView } from '@slack/types'
import { format } from '../domain/dates.ts'
import type { Event } from '../domain/event.ts'
import type { HistoryFilter } from '../domain/history.ts'
import type { Item, Launch } from '../domain/launch.ts'
import type { Via } from '../domain/person.ts'
import { actions, dialogs, encode, type ValueOf } from './actions.ts'
import { beforeText } from './before.ts'
import { button } from './button.ts'
import { filterInputs } from './history-filters.ts'
import { launchName } from './launch-name.ts'
import { asMrkdwn } from './markdown.ts'
import { sentence } from './sentence.ts'
import { clock, mention, moment, mrkdwn, plain } from './text.ts'

/** How many entries a page has. */
export const historyPageSize = 10

/** Of what a history is. */
export type HistorySubject =
  | { kind: 'launch'; launch: Launch }
  | { kind: 'item'; launch: Launch; item: Item }
  | { kind: 'person'; personId: string }

export type HistoryEntry = {
  event: Event
  /** Named where the history is of several launches. */
  launch: Launch | null
  /** By which a tick was undone. */
  undoing: Event | null
}

export type HistoryPage = {
  subject: HistorySubject
  /** Newest first. */
  entries: HistoryEntry[]
  /** How many entries there are in all, and how many of them are newer than these. */
  total: number
  newer: number
}

/** What the dialog itself remembers. */
export type HistoryState = ValueOf<typeof dialogs.history>

const viaWords: Record<Via, string> = {
  channel: 'in the channel',
  dialog: 'in a dialog',
  command: 'by /golive',
  home: 'in the Home',
  dm: 'in a DM',
  schedule: 'by itself',
  'command-line': 'on the command line',
}

/** `zone`: the reader's, in which days begin and end. */
export function historyDialog(
  page: HistoryPage,
  filter: HistoryFilter,
  state: HistoryState,
  zone: string,
): ModalView {
  const { subject, entries } = page
  const fields = state.isFiltering ? filterInputs(subject.kind, filter, state.form) : []
  return {
    type: 'modal',
    callback_id: dialogs.history.id,
    private_metadata: encode(dialogs.history, state),
    title: plain('History'),
    // Slack wants a way to submit where there are fields.
    ...(state.isFiltering && { submit: plain('Show') }),
    close: plain('Close'),
    blocks: [
      {
        type: 'section',
        text: mrkdwn(`${heading(subject)}\n${countText(page, state.isFiltering ? filter : null)}`),
        accessory: state.isFiltering
          ? button(actions.filterHistory, 'Clear Filters', { isFiltering: false })
          : button(actions.filterHistory, 'Filter…', { isFiltering: true }),
      },
      ...fields,
      ...personButton(subject, filter),
      ...entries.flatMap((entry, index) => [
        ...dayHeading(entry, entries[index - 1], zone),
        ...entryBlocks(entry, zone),
      ]),
      ...turnButtons(page),
    ],
  }
}

function heading(subject: HistorySubject): string {
  if (subject.kind === 'person') {
    return `What ${mention(subject.personId)} did, in the launches that you can see`
  }
  const name = `*${launchName(subject.launch, 160)}*`
  return subject.kind === 'item' ? `${name}: ${asMrkdwn(subject.item.text, 320)}` : name
}

/** `filter`: by which entries were chosen; null: by none. */
function countText({ subject, ...page }: HistoryPage, filter: HistoryFilter | null): string {
  const { entries, newer, total } = page
  if (entries.length === 0) {
    if (filter?.from && filter.to && filter.from > filter.to) {
      return 'From is later than To, so no entry is between them.'
    }
    if (filter) return 'No entry is like that.'
    return subject.kind === 'person' ? 'Nothing yet.' : 'Nothing has happened here yet.'
  }
  const last = newer + entries.length
  if (total === 1) return filter ? 'The one entry like that' : 'The one entry there is'
  return `Entries ${newer + 1}–${last} of ${total}, newest first`
}

/** The way from what somebody did here to all that they did. */
function personButton({ kind }: HistorySubject, { personId }: HistoryFilter): KnownBlock[] {
  if (kind === 'person' || personId === null) return []
  const all = button(actions.showPersonHistory, 'Theirs in All Launches', { personId })
  return [{ type: 'actions', elements: [all] }]
}

function dayHeading(
  { event }: HistoryEntry,
  newer: HistoryEntry | undefined,
  zone: string,
): KnownBlock[] {
  const day = dayOf(event.at, zone)
  return newer && dayOf(newer.event.at, zone) === day ? [] : [{ type: 'header', text: plain(day) }]
}

function dayOf(at: Date, zone: string): string {
  return format(new TZDate(at, zone), 'EEEE d MMMM yyyy')
}

function entryBlocks({ event, launch, undoing }: HistoryEntry, zone: string): KnownBlock[] {
  const before = beforeText(event, zone)
  const details = [
    clock(event.at, zone),
    viaWords[event.via],
    ...(launch ? [launchName(launch, 160)] : []),
    ...(before === null ? [] : [`Before: ${before}`]),
    ...(undoing ? [`Undone by ${mention(undoing.by)}, ${moment(undoing.at, zone)}`] : []),
  ]
  return [
    { type: 'section', text: mrkdwn(sentence(event, zone)) },
    { type: 'context', elements: [mrkdwn(details.join(' · '))] },
  ]
}

/** Older comes first, so that it stays where it is while somebody goes on and on. */
function turnButtons(page: HistoryPage): KnownBlock[] {
  const { entries, newer, total } = page
  const [first, last] = [entries.at(0)?.event, entries.at(-1)?.event]
  if (!first || !last || entries.length === total) return []
  const turn = (label: string, value: ValueOf<typeof actions.turnHistory>) => ({
    ...button(actions.turnHistory, label, value),
    action_id: `${actions.turnHistory.id}:${value.toward}`,
  })
  const elements: ActionsBlockElement[] = [
    ...(newer + entries.length < total
      ? [turn('Older', { toward: 'older', than: standing(last) })]
      : []),
    ...(newer > 0 ? [turn('Newer', { toward: 'newer', than: standing(first) })] : []),
    ...(newer > 0 ? [turn('Newest', { toward: 'newest' })] : []),
  ]
  // A page that was turned is still scrolled to its end.
  return [
    { type: 'actions', elements },
    { type: 'context', elements: [mrkdwn(countText(page, null))] },
  ]
}

function standing({ launchId, place, at }: Event) {
  return { launchId, place, at: at.toISOString() }
}
