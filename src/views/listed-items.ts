/** Items in lists that are one person's own: a reminder, /golive mine, the Home. */
import type { ActionsBlockElement, Button, KnownBlock, StaticSelect } from '@slack/types'
import { isSettled } from '../domain/item.ts'
import type { Why } from '../domain/reminder.ts'
import { type Snooze, snoozes } from '../domain/snooze.ts'
import type { ListedItem } from '../domain/workload.ts'
import { actions, encode } from './actions.ts'
import { button } from './button.ts'
import { dueForOne, type Reading } from './due.ts'
import { itemLook } from './item-look.ts'
import { fullName, launchName } from './launch-name.ts'
import { asMrkdwn, asPlainText } from './markdown.ts'
import { itemButton } from './section.ts'
import { cut, mention, mrkdwn, plain, plural, safe, shortMoment } from './text.ts'

/** Who reads the list, in whose zone, and for how long. */
export type Reader = { id: string; zone: string; reading: Reading }

export type Entry = { listed: ListedItem; why: Why }

/** What is left to do of an item, for one reader: what; then of what launch, until when, why not. */
export function listedLines(
  { item, launch, phase, snoozedUntil }: ListedItem,
  now: Date,
  reader: Reader,
): string[] {
  const about = [
    launchName(launch, 80),
    safe(phase.name, 50),
    ...(item.due && !isSettled(item)
      ? [dueForOne(item.due.at, now, reader.zone, reader.reading)]
      : []),
    ...(snoozedUntil && snoozedUntil > now
      ? [`snoozed until ${shortMoment(snoozedUntil, reader.zone)}`]
      : []),
  ]
  const { label } = itemLook[item.state]
  const why = item.reason ? `: ${safe(item.reason, 100)}` : ''
  return [
    `${itemLook[item.state].icon} ${asMrkdwn(item.text, 200)}`,
    about.join(' · '),
    ...(item.state === 'open' ? [] : [`*${label}*${why}`]),
  ]
}

/** An item of one's own with its buttons. */
export function listedBlocks({ listed }: Entry, now: Date, reader: Reader): KnownBlock[] {
  const { item } = listed
  const elements: ActionsBlockElement[] = [
    itemButton(item),
    snoozeSelect(listed),
    giveBackButton(listed),
    editButton(listed),
  ]
  return [
    { type: 'section', text: mrkdwn(listedLines(listed, now, reader).join('\n')) },
    { type: 'actions', elements },
  ]
}

/** Lines, and the block that shows them. */
type Shown = { lines: string[]; blocks: KnownBlock[] }

/** So many items of a group are named; the rest are counted. */
const itemsNamed = 3

/** What nobody owns, by section, each with the way to give it to somebody. */
export function unownedGroups(entries: readonly Entry[], now: Date, reader: Reader): Shown[] {
  const groups = Map.groupBy(entries, ({ listed }) => listed.section.id)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { launch, phase, section } = first.listed
    const heading = `*${safe(section.name, 60)}* of ${launchName(launch, 60)}: ${plural(group.length, 'item')}`
    const scope = { launchId: launch.id, sectionId: section.id, part: 0, phaseId: phase.id }
    const accessory = button(actions.assign, 'Assign…', scope, {
      hint: cut(`Assign ${section.name}`, 75),
    })
    return shownGroup(heading, group, now, reader, accessory)
  })
}

/** What others have left overdue, by who should have seen to it. */
export function lateGroups(entries: readonly Entry[], now: Date, reader: Reader): Shown[] {
  const groups = Map.groupBy(
    entries,
    ({ listed }) => `${listed.launch.id} ${listed.people.join(' ')}`,
  )
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    const [personId] = first?.listed.people ?? []
    if (!first || !personId) return []
    const { people, launch } = first.listed
    const named = people.slice(0, 2).map(mention).join(', ')
    const who = people.length > 2 ? `${named} and ${people.length - 2} more` : named
    const heading = `${who}: ${plural(group.length, 'item')} of ${launchName(launch, 60)}`
    const value = { launchId: launch.id, personId }
    const hint = cut(`Remind of ${fullName(launch)}`, 75)
    return shownGroup(heading, group, now, reader, button(actions.nudge, 'Remind', value, { hint }))
  })
}

function shownGroup(
  heading: string,
  group: readonly Entry[],
  now: Date,
  reader: Reader,
  accessory: Button,
): Shown {
  const items = group.slice(0, itemsNamed).map(({ listed: { item } }) => {
    const due = item.due ? `, ${dueForOne(item.due.at, now, reader.zone, reader.reading)}` : ''
    return `• ${asMrkdwn(item.text, 90)}${due}`
  })
  const rest = group.length - items.length
  const lines = [heading, ...items, ...(rest > 0 ? [`and ${rest} more`] : [])]
  return { lines, blocks: [{ type: 'section', text: mrkdwn(lines.join('\n')), accessory }] }
}

const snoozeLabels: Record<Snooze | 'date', string> = {
  '2-hours': '2 Hours',
  tomorrow: 'Tomorrow',
  monday: 'Monday',
  date: 'A Date…',
}

function snoozeSelect({ item }: ListedItem): StaticSelect {
  return {
    type: 'static_select',
    action_id: actions.snooze.id,
    placeholder: plain('Snooze'),
    options: [...snoozes, 'date' as const].map((choice) => ({
      text: plain(snoozeLabels[choice]),
      value: encode(actions.snooze, { itemId: item.id, choice }),
    })),
  }
}

function giveBackButton({ item }: ListedItem) {
  const hint = cut(`Not mine: ${asPlainText(item.text)}`, 75)
  return button(actions.giveBack, 'Not Mine', { itemId: item.id }, { hint })
}

function editButton({ item }: ListedItem) {
  const hint = cut(`Edit: ${asPlainText(item.text)}`, 75)
  return button(actions.showItem, 'Edit', { itemId: item.id }, { hint })
}
