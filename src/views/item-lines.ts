import { isSettled } from '../domain/item.ts'
import type { Board, Item } from '../domain/launch.ts'
import { dueForAll } from './due.ts'
import { expiredLook, itemLook } from './item-look.ts'
import { asMrkdwn } from './markdown.ts'
import { ownersLine } from './owners.ts'
import { mention, moment, plural, safe } from './text.ts'

/** How much of each of an item's texts a view shows, in escaped characters. */
export type Room = { text: number; reason: number; note: number }

/** What is shown of a launch around its items. */
export type Around = Pick<Board, 'launch' | 'roles'>

/**
 * An item with what there is to know of it, as lines: what; its state, by whom and when; whose it
 * is and until when; a note.
 */
export function itemLines(item: Item, around: Around, room: Room, now: Date): string[] {
  const look = item.expired ? expiredLook : itemLook[item.state]
  const lines = [`${look.icon} ${asMrkdwn(item.text, room.text)}`]
  if (item.state !== 'open' || item.changed) {
    lines.push(stateLine(item, around.launch.zone, room))
  }
  const plan = planLine(item, around, now)
  if (plan) lines.push(plan)
  if (item.note) lines.push(`_Note:_ ${safe(item.note, room.note)}`)
  return lines
}

function stateLine(item: Item, zone: string, room: Room): string {
  const { label } = itemLook[item.state]
  const by = item.changed ? ` · ${mention(item.changed.by)} · ${moment(item.changed.at, zone)}` : ''
  const why = item.reason ? `: ${safe(item.reason, room.reason)}` : ''
  if (item.expired) {
    const when = moment(item.expired, zone)
    const why =
      item.expires?.kind === 't0' ? `T-0 moved · ${when}` : `its tick was good until ${when}`
    return `*${expiredLook.label}*: ${why}`
  }
  return item.state === 'open' ? `Open again${by}` : `*${label}*${why}${by}${goodFor(item, zone)}`
}

/** Until when a tick is good, where it is not for ever. */
function goodFor({ state, expires, goodUntil }: Item, zone: string): string {
  if (state !== 'done' || !expires) return ''
  if (expires.kind === 't0') return ' · good until T-0 moves'
  return goodUntil ? ` · good until ${moment(goodUntil, zone)}` : ''
}

/** Whose it is and until when, while something is left to do; and what shows that it is done. */
function planLine(item: Item, around: Around, now: Date): string | null {
  const parts = isSettled(item)
    ? []
    : [ownersLine(item, around), dueForAll(item, around.launch, now)]
  const line = [...parts, evidenceWords(item)].filter((part) => part !== null).join(' · ')
  return line === '' ? null : line
}

function evidenceWords({ evidence, needsEvidence, state }: Item): string | null {
  if (evidence > 0) return `${plural(evidence, 'piece')} of evidence`
  return needsEvidence && state !== 'not-applicable' ? 'needs evidence' : null
}
