import type { KnownBlock } from '@slack/types'
import { isSettled } from '../domain/item.ts'
import { isFullList, type ReminderKind, stillStands, type Why } from '../domain/reminder.ts'
import { actions } from './actions.ts'
import { button, runButton } from './button.ts'
import { launchName } from './launch-name.ts'
import {
  type Entry,
  lateGroups,
  listedBlocks,
  listedLines,
  type Reader,
  unownedGroups,
} from './listed-items.ts'
import { type Message, message } from './message.ts'
import { cut, mention, mrkdwn, plural, safe } from './text.ts'

/** What a person was reminded of, as it stands now. */
export type ShownReminder = {
  kind: ReminderKind
  /** Who asked for it, when it was not the clock. */
  by: string | null
  at: Date
  /** A newer list has taken its place. */
  isEnded: boolean
  entries: Entry[]
}

/** Slack takes 50 blocks, and no message whose blocks have much more text than 9,000 characters. */
const room = { blocks: 42, text: 7500 } as const

/**
 * A reminder by DM: what is due, most urgent first, each with its buttons; what a lead sees of
 * others' items by group. What is settled, put off or no longer theirs drops out when it is edited.
 */
export function reminderMessage(
  reminder: ShownReminder,
  person: Pick<Reader, 'id' | 'zone'>,
  now: Date,
): Message {
  const { entries, isEnded, kind } = reminder
  // The next day's list takes the place of a full one; others stay as they are.
  const reading = isFullList(kind) && !isEnded ? 'today' : 'for-long'
  const reader: Reader = { ...person, reading }
  const standing = entries.filter((entry) => stillStands(entry, reader.id, now))
  const settled = entries.filter(({ listed }) => isSettled(listed.item)).length
  const done = settled > 0 ? [`✅ ${plural(settled, 'item')} of this list settled`] : []
  if (standing.length === 0) {
    const lines = ['Nothing of this list is left to do.', ...done]
    return message(lines, [{ type: 'section', text: mrkdwn(lines.join('\n')) }])
  }
  const pieces = piecesOf(standing, isEnded, now, reader)
  const shown = startThatFits(pieces)
  const rest = pieces.length - shown.length
  const end = [
    ...(rest > 0 ? ['There is more than fits here.'] : []),
    ...(isEnded ? ['A newer list is further down.'] : done),
  ]
  const heading = headingOf(reminder, standing)
  const blocks: KnownBlock[] = [
    { type: 'section', text: mrkdwn(heading) },
    ...shown.flatMap((piece) => piece.blocks),
    ...end.map((line): KnownBlock => ({ type: 'context', elements: [mrkdwn(line)] })),
  ]
  if (!isEnded) blocks.push({ type: 'actions', elements: [runButton('All My Items', 'mine')] })
  return message([heading, ...shown.flatMap((piece) => piece.lines), ...end], blocks)
}

/** Something that is shown whole or not at all. */
type Piece = { lines: string[]; blocks: KnownBlock[] }

function piecesOf(entries: readonly Entry[], isEnded: boolean, now: Date, reader: Reader): Piece[] {
  const groups = [...Map.groupBy(entries, ({ why }) => why)]
  return groups.flatMap(([why, group]) => {
    const pieces =
      why === 'late' || why === 'unowned' || why === 'unopened'
        ? groupings[why](group, now, reader)
        : group.map((entry) => itemPiece(entry, isEnded, now, reader))
    const isPlain = groups.length === 1 && (why === 'given' || why === 'asked')
    return isPlain ? pieces : withTitle(titles[why], pieces)
  })
}

function itemPiece(entry: Entry, isEnded: boolean, now: Date, reader: Reader): Piece {
  const lines = listedLines(entry.listed, now, reader)
  const text: KnownBlock = { type: 'section', text: mrkdwn(lines.join('\n')) }
  return { lines, blocks: isEnded ? [text] : listedBlocks(entry, now, reader) }
}

/** A title stays with the first of what it is about. */
function withTitle(title: string, pieces: readonly Piece[]): Piece[] {
  const [first, ...others] = pieces
  if (!first) return []
  const block: KnownBlock = { type: 'section', text: mrkdwn(`*${title}*`) }
  return [{ lines: [title, ...first.lines], blocks: [block, ...first.blocks] }, ...others]
}

function startThatFits(pieces: readonly Piece[]): Piece[] {
  let blocks = 0
  let text = 0
  const end = pieces.findIndex((piece) => {
    blocks += piece.blocks.length
    text += piece.lines.join('\n').length
    return blocks > room.blocks || text > room.text
  })
  return end < 0 ? [...pieces] : pieces.slice(0, end)
}

const titles: Record<Why, string> = {
  overdue: 'Overdue',
  soon: 'Due soon',
  blocked: 'Blocked, waiting for you',
  given: 'Yours now',
  asked: 'Asked for',
  unowned: 'Due, and nobody’s: you lead, so it is yours to give',
  late: 'Overdue at others',
  unopened: 'Due soon, but not open yet',
}

function headingOf({ kind, by, at }: ShownReminder, entries: readonly Entry[]): string {
  const ahead = entries.filter(({ listed }) => listed.launch.t0 >= at)
  const [nearest] = ahead.sort(
    (one, other) => Number(one.listed.launch.t0) - Number(other.listed.launch.t0),
  )
  const first = kind === 'before-t0' ? nearest : entries[0]
  const launch = first ? launchName(first.listed.launch, 100) : ''
  const count = plural(entries.length, 'item')
  const all = bothCounts(entries)
  switch (kind) {
    case 'daily':
      return `*Today’s reminder:* ${all}`
    case 'before-t0':
      return `*T-0 of ${launch} is within two hours:* ${all}`
    case 'due':
      return `*Due now* for ${launch}: ${count}`
    case 'late':
      return `*Overdue for two hours* in ${launch}: ${count}`
    case 'snoozed':
      return `*You wanted to hear of this again:* ${count}`
    case 'given':
      return `*New for you${by ? ` from ${mention(by)}` : ''}:* ${count}`
    case 'nudge':
      return `*${by ? mention(by) : 'The lead'} reminds you* of ${count} of ${launch}`
  }
}

/** What a lead sees of others' items is by group, not by item. */
const groupings = { late: lateGroups, unowned: unownedGroups, unopened: unopenedGroups } as const

/** "6 items of yours, 41 of others to look after". */
function bothCounts(entries: readonly Entry[]): string {
  const others = entries.filter(({ why }) => why in groupings).length
  const own = entries.length - others
  const mine = `${plural(own, 'item')} of yours`
  if (others === 0) return mine
  return own === 0
    ? `${plural(others, 'item')} of others to look after`
    : `${mine}, ${others} of others to look after`
}

/** A line for each phase that should be open; phases open in order, so one launch has one button. */
function unopenedGroups(entries: readonly Entry[]): Piece[] {
  const phases = [...Map.groupBy(entries, ({ listed }) => listed.phase.id).values()]
  const withButton = new Set<string>()
  return phases.flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { launch, phase } = first.listed
    const line = `${safe(phase.name, 100)} of ${launchName(launch, 100)}: ${plural(group.length, 'item')}`
    const isNext = !withButton.has(launch.id)
    withButton.add(launch.id)
    const value = { launchId: launch.id, phaseId: phase.id }
    const hint = cut(`Open ${phase.name}`, 75)
    const accessory = isNext && button(actions.openPhase, 'Open Phase', value, { hint })
    const block = { type: 'section', text: mrkdwn(line), ...(accessory && { accessory }) } as const
    return { lines: [line], blocks: [block] }
  })
}
